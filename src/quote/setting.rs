//! The setting of a stretch in marks: what stands around it and how it looks, whoever may have said it.

use super::attribution::Clause;
use super::lexicon::Class;
use super::marks::{Marked, Style};
use super::tokens::Kind;
use super::weigh::{answers, questions};

answers! {
    /// What stands before the opening mark.
    Opening { Start, Comma, Colon, Dash, Bracket, Quote, That, Speech, Weak, Loose, Be, Work, Naming, Possessive, Determiner, Name, Preposition, Conjunction, Noun, Other }
    /// What ends it: a sign within the marks, else one behind them, else whatever word follows.
    Closing { Word, Comma, Stop, Question, Dash, CommaAfter, StopAfter, Speech, Name, Noun, Preposition, Conjunction, Auxiliary, Bracket, Quote, End }
    /// How many words it has.
    Size { One, Two, Three, Few, Some, Many, Long }
    /// How its words are written.
    Letters { Lower, Capital, Title, Upper, Number, Sign }
    /// Whether it stands alone in its sentence.
    Alone { No, Yes, Quotes }
    /// Where its sentence stands in the passage.
    Run { Within, Opens, Whole, Continues }
    /// In what kind of text.
    Text { Body, Titled, Headline }
    /// The marks.
    Marks { Double, Single, Dash, Block }
    /// Whether words stand in it by which people speak: I, we, is, don’t.
    Voice { None, Function, Third, First }
    /// Whether its sentence has a verb of what somebody else says.
    Mood { Plain, Reported }
}

questions! {
    /// A stretch in marks as it looks.
    Setting {
        opening: Opening,
        closing: Closing,
        size: Size,
        letters: Letters,
        alone: Alone,
        run: Run,
        text: Text,
        marks: Marks,
        voice: Voice,
        mood: Mood,
    }
}

impl Setting {
    /// The setting of the stretch `marked` at the token `at`. `run` says where its sentence stands, `text` in what.
    pub(super) fn of(clause: &Clause<'_>, at: usize, marked: &Marked, run: Run, headline: bool) -> Self {
        let s = &clause.s;
        let words = marked.inner.of(s.text);
        let text = if headline {
            Text::Headline
        } else if s.titled {
            Text::Titled
        } else {
            Text::Body
        };
        Self {
            opening: opening(clause, at),
            closing: closing(clause, at, marked.last),
            size: size(words),
            letters: letters(words),
            alone: alone(clause),
            run,
            text,
            marks: match marked.style {
                Style::Double => Marks::Double,
                Style::Single => Marks::Single,
                Style::Dash => Marks::Dash,
                Style::Block => Marks::Block,
            },
            voice: voice(clause, words),
            mood: if s.has(Class::REPORTED) { Mood::Reported } else { Mood::Plain },
        }
    }

    /// Whether it is a whole sentence or more, by its size and its words.
    pub(super) fn is_clause(&self) -> bool {
        let long = matches!(self.size, Size::Some | Size::Many | Size::Long) || self.size == Size::Few && self.voice == Voice::First;
        long && self.is_whole() && self.letters != Letters::Title && self.voice != Voice::None
    }

    /// Whether it has more words than most titles and terms.
    pub(super) fn is_long(&self) -> bool {
        !matches!(self.size, Size::One | Size::Two)
    }

    /// Whether whole clauses stand between the marks, not some words of a reporter's sentence.
    pub(super) fn is_whole(&self) -> bool {
        let long = !matches!(self.size, Size::One | Size::Two | Size::Three);
        match self.opening {
            Opening::Start | Opening::Comma | Opening::Colon | Opening::Dash | Opening::Quote => true,
            Opening::Speech => long && !matches!(self.letters, Letters::Lower | Letters::Number),
            _ => false,
        }
    }
}

fn opening(clause: &Clause<'_>, at: usize) -> Opening {
    let s = &clause.s;
    let Some(before) = at.checked_sub(1) else { return Opening::Start };
    let class = s.class(before);
    let begins = || s.word(at).starts_with(char::is_uppercase);
    match s.kind(before) {
        // … said Venn, D-Vell. “It was …”
        Kind::Capital if s.word(before).ends_with('.') && begins() => Opening::Start,
        Kind::Sign(',') => Opening::Comma,
        Kind::Sign(':') => Opening::Colon,
        Kind::Sign('—' | '–' | '―' | '-' | '…') => Opening::Dash,
        Kind::Sign('(' | '[') => Opening::Bracket,
        Kind::Sign('\n' | '.' | '!' | '?') => Opening::Start,
        Kind::Quote(_) => Opening::Quote,
        Kind::Sign(_) | Kind::Number => Opening::Other,
        Kind::Word | Kind::Capital if class.is(Class::THAT) => Opening::That,
        Kind::Word | Kind::Capital if class.is(Class::WORK) => Opening::Work,
        Kind::Word | Kind::Capital if class.is(Class::NAMING) => Opening::Naming,
        Kind::Word | Kind::Capital if s.is_cue(before, Class::SPEECH) => Opening::Speech,
        Kind::Word | Kind::Capital if s.is_cue(before, Class::WEAK) => Opening::Weak,
        Kind::Word | Kind::Capital if s.is_cue(before, Class::LOOSE) => Opening::Loose,
        Kind::Word | Kind::Capital if class.is(Class::POSSESSIVE) => Opening::Possessive,
        Kind::Word | Kind::Capital if class.is(Class::AUXILIARY) => Opening::Be,
        Kind::Word | Kind::Capital if class.is(Class::DETERMINER) => Opening::Determiner,
        Kind::Word | Kind::Capital if class.is(Class::PREPOSITION) => Opening::Preposition,
        Kind::Word | Kind::Capital if class.is(Class::STOP) => Opening::Conjunction,
        Kind::Capital => Opening::Name,
        Kind::Word if class.is(Class::ROLE | Class::SPEECH_NOUN | Class::NOUN_TOO) => Opening::Noun,
        Kind::Word => Opening::Other,
    }
}

fn closing(clause: &Clause<'_>, at: usize, last: char) -> Closing {
    let s = &clause.s;
    match last {
        ',' => return Closing::Comma,
        '?' | '!' => return Closing::Question,
        '.' | '…' | ';' => return Closing::Stop,
        '—' | '–' | '-' => return Closing::Dash,
        _ => {}
    }
    let after = at + 1;
    let class = s.class(after);
    match s.kind(after) {
        _ if after >= s.len() => Closing::End,
        Kind::Sign(',') => Closing::CommaAfter,
        Kind::Sign('.' | '?' | '!' | ':' | ';' | '\n') => Closing::StopAfter,
        Kind::Sign('—' | '–' | '―' | '-') => Closing::Dash,
        Kind::Sign('(' | ')' | '[' | ']') => Closing::Bracket,
        Kind::Quote(_) => Closing::Quote,
        Kind::Sign(_) | Kind::Number => Closing::Word,
        Kind::Word | Kind::Capital if s.is_cue(after, Class::SPEECH) => Closing::Speech,
        Kind::Word | Kind::Capital if class.is(Class::AUXILIARY) => Closing::Auxiliary,
        Kind::Word | Kind::Capital if class.is(Class::PREPOSITION) => Closing::Preposition,
        Kind::Word | Kind::Capital if class.is(Class::STOP) => Closing::Conjunction,
        Kind::Capital => Closing::Name,
        Kind::Word if class.is(Class::FUNCTION | Class::DETERMINER) || s.is_cue(after, Class::VERB) => Closing::Word,
        Kind::Word => Closing::Noun,
    }
}

fn size(words: &str) -> Size {
    let wide = words.chars().take(40).filter(|c| *c >= '\u{2e80}').count();
    match words.split_whitespace().take(21).count() + wide / 2 {
        0 | 1 => Size::One,
        2 => Size::Two,
        3 => Size::Three,
        4 | 5 => Size::Few,
        6..=9 => Size::Some,
        10..=20 => Size::Many,
        _ => Size::Long,
    }
}

fn letters(words: &str) -> Letters {
    let words = words.trim_end_matches([',', '.', '!', '?']);
    let Some(first) = words.chars().next() else { return Letters::Sign };
    let upper = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    match first {
        c if c.is_numeric() => Letters::Number,
        c if !c.is_alphabetic() => Letters::Sign,
        c if !c.is_uppercase() => Letters::Lower,
        _ if words.len() < 200 && words.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) => Letters::Upper,
        _ if words.split_whitespace().nth(8).is_none()
            && words.split_whitespace().next_back().is_some_and(upper)
            && words.split_whitespace().all(|word| word.chars().nth(4).is_none() || upper(word)) =>
        {
            Letters::Title
        }
        _ => Letters::Capital,
    }
}

fn alone(clause: &Clause<'_>) -> Alone {
    let s = &clause.s;
    match ((0..s.len()).any(|n| s.is_word(n) || s.is_number(n)), s.quotes) {
        (true, _) => Alone::No,
        (false, 1) => Alone::Yes,
        (false, _) => Alone::Quotes,
    }
}

/// How many words of a stretch are looked at.
const HEARD: usize = 40;

fn voice(clause: &Clause<'_>, words: &str) -> Voice {
    let mut voice = Voice::None;
    for word in words.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')).filter(|word| !word.is_empty()).take(HEARD) {
        let class = clause.s.lexicon.class_of(word);
        if class.is(Class::SPEAKING) {
            return Voice::First;
        }
        if class.is(Class::AUXILIARY | Class::PRONOUN) {
            voice = Voice::Third;
        } else if voice == Voice::None && class.is(Class::FUNCTION | Class::DETERMINER) {
            voice = Voice::Function;
        }
    }
    voice
}
