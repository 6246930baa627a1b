//! The names of months and weekdays in the languages whose wires we read.

/// Full names and the abbreviations that are no prefix of them, lower-case, by month. A prefix of at least three letters also counts.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "jänner", "janvier", "enero", "gennaio", "janeiro", "января", "январь", "ene", "gen"],
    &["february", "februar", "feber", "février", "fevrier", "febrero", "febbraio", "fevereiro", "февраля", "февраль", "fév"],
    &["march", "märz", "mars", "marzo", "março", "марта", "март", "mrz", "maerz"],
    &["april", "avril", "abril", "aprile", "апреля", "апрель", "avr", "abr"],
    &["may", "mai", "mayo", "maggio", "maio", "мая", "май"],
    &["june", "juni", "juin", "junio", "giugno", "junho", "июня", "июнь"],
    &["july", "juli", "juillet", "julio", "luglio", "julho", "июля", "июль"],
    &["august", "août", "aout", "agosto", "августа", "август", "ago"],
    &["september", "septembre", "septiembre", "setiembre", "settembre", "setembro", "сентября", "сентябрь", "sept"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro", "октября", "октябрь"],
    &["november", "novembre", "noviembre", "novembro", "ноября", "ноябрь"],
    &["december", "dezember", "décembre", "decembre", "diciembre", "dicembre", "dezembro", "декабря", "декабрь", "dez", "dic"],
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The month (1–12) a word names: a full name or an abbreviation of three letters or more, with or without its full stop, in any case.
pub(super) fn month(word: &str) -> Option<i8> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let letters = word.chars().count();
    if !(3..=10).contains(&letters) {
        return None;
    }
    let word = word.to_lowercase();
    let exact = MONTHS.iter().position(|names| names.contains(&word.as_str()));
    let short = || MONTHS.iter().position(|names| letters <= 5 && names.iter().any(|name| name.starts_with(&word)));
    exact.or_else(short).and_then(|index| i8::try_from(index + 1).ok())
}

/// Whether a word names a day of the week, in full or by its first three letters, in English.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']).to_lowercase();
    word.len() >= 3 && WEEKDAYS.iter().any(|day| *day == word || (word.len() <= 4 && day.starts_with(&word)))
}
