//! News agencies, by name and by shape.

/// Agencies and networks that sign the head of a story, as they do; compared without regard to case.
const KNOWN: &[&str] = &[
    "AA",
    "AAP",
    "ABC News",
    "ADN",
    "AFP",
    "AGERPRES",
    "AGI",
    "AKI",
    "ANA",
    "Anadolu",
    "ANI",
    "ANP",
    "ANSA",
    "Antara",
    "AP",
    "APA",
    "APP",
    "Associated Press",
    "ATS",
    "Azertac",
    "BBC",
    "Belga",
    "BelTA",
    "Bernama",
    "Bloomberg",
    "Bloomberg News",
    "BSS",
    "CBC",
    "CBS",
    "CBS News",
    "CNA",
    "CNN",
    "CNN Business",
    "CNN Money",
    "CNNMoney",
    "CNS",
    "CNSNews",
    "CNSNews.com",
    "CP",
    "CT",
    "ČTK",
    "CTK",
    "Deutsche Welle",
    "dpa",
    "dpa-AFX",
    "DW",
    "EFE",
    "EP",
    "epd",
    "Europa Press",
    "EuropaPress",
    "Fars",
    "Fox News",
    "Fox Business",
    "GNA",
    "HINA",
    "IANS",
    "INA",
    "Interfax",
    "INTERFAX.RU",
    "IPS",
    "IRNA",
    "ISNA",
    "ITAR-TASS",
    "JTA",
    "KCNA",
    "KNA",
    "KUNA",
    "Kyodo",
    "Kyodo News",
    "LaPresse",
    "Lusa",
    "MarketWatch",
    "MENA",
    "MTI",
    "NAN",
    "NBC",
    "NBC News",
    "NNN",
    "Notimex",
    "NPR",
    "NTB",
    "NZPA",
    "PA",
    "PA Media",
    "PAP",
    "PNA",
    "Prensa Latina",
    "Press Association",
    "PTI",
    "QNA",
    "Reuters",
    "Reuters Health",
    "RFE/RL",
    "RIA Novosti",
    "Ritzau",
    "RNS",
    "SANA",
    "SAPA",
    "SDA",
    "sid",
    "SPA",
    "Sputnik",
    "STA",
    "STT",
    "Tanjug",
    "Tasnim",
    "TASS",
    "tca",
    "Telam",
    "Télam",
    "The Associated Press",
    "Thomson Reuters",
    "Thomson Reuters Foundation",
    "Tribune News Service",
    "TT",
    "UNB",
    "UNI",
    "UPI",
    "VOA",
    "WAFA",
    "WAM",
    "Xinhua",
    "Yonhap",
    "Zenit",
    "РИА Новости",
    "ТАСС",
    "ИТАР-ТАСС",
    "Интерфакс",
    "REGNUM",
    "УНИАН",
    "Укринформ",
    "БЕЛТА",
];

/// An agency found in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bracketed<'a> {
    pub(super) name: &'a str,
    /// The byte behind the closing bracket.
    pub(super) end: usize,
    /// Whether it is one of the known ones, not only of their shape.
    pub(super) known: bool,
}

/// Reads `(AP)` or `/TASS/` at the beginning of `text`.
pub(super) fn bracketed(text: &str) -> Option<Bracketed<'_>> {
    let close = match text.chars().next()? {
        '(' => ')',
        '/' => '/',
        '[' => ']',
        _ => return None,
    };
    let inner = text.get(1..)?;
    let length = inner.get(..inner.floor_char_boundary(40))?.find(close)?;
    let name = inner.get(..length)?.trim();
    let known = is_known(name);
    let shaped = known || has_shape(name);
    shaped.then_some(Bracketed { name, end: length + 2, known })
}

/// Reads the name of a known agency that stands bare at the beginning of `text`, up to a full stop, a colon or a dash: `RIA Novosti.`
pub(super) fn bare(text: &str) -> Option<(&str, usize)> {
    let window = text.get(..text.floor_char_boundary(32))?;
    let ends = window.char_indices().filter(|(_, c)| matches!(c, '.' | ':' | '-' | '–' | '—')).map(|(at, _)| at);
    ends.filter_map(|end| window.get(..end)).map(str::trim_end).filter(|name| is_known(name)).map(|name| (name, name.len())).next_back()
}

/// Whether a name, or one of the names joined in it (`Reuters/AP`), is a known agency.
pub(crate) fn is_known(name: &str) -> bool {
    let known = |name: &str| {
        let name = name.trim();
        KNOWN.iter().any(|agency| agency.eq_ignore_ascii_case(name) || (!name.is_ascii() && agency.to_lowercase() == name.to_lowercase()))
    };
    known(name) || (name.contains('/') && name.split('/').all(known))
}

/// Whether a name has the shape of an agency's: initials, a site's address, or a last word that says so.
fn has_shape(name: &str) -> bool {
    let letters = name.chars().count();
    let initials = (2..=6).contains(&letters) && name.chars().all(|c| c.is_uppercase() || c == '/' || c == '&');
    let site = !name.contains(' ') && name.split_once('.').is_some_and(|(stem, top)| stem.len() > 1 && (2..=4).contains(&top.len()));
    let word = name.rsplit([' ', '-']).next().unwrap_or("");
    let named = name.split(' ').count() <= 4
        && name.contains(' ')
        && matches!(word, "News" | "Press" | "Agency" | "Newswire" | "Service" | "Media" | "Times" | "Post");
    initials || site || named
}
