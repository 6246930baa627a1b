//! Tells quotations from other words in marks: titles of works, nicknames, terms, irony.

use super::attribution::{Clause, Found, Pattern};
use super::candidate::{Governing, governing};
use super::lexicon::Class;
use super::setting::{Closing, Letters, Setting, Size, Text};
use super::weigh::{answers, questions};

answers! {
    /// By what cue the likeliest speaker speaks.
    Cue { None, Loose, Weak, Speech, Plain, Noun, TouchingLoose, TouchingWeak, TouchingSpeech, TouchingPlain }
    /// How likely the likeliest speaker is.
    Certainty { Nobody, Little, Some, Much, Full }
    /// How many words stand between the cue before it and it.
    Gap { NoCue, None, That, One, Few, Many, Behind }
    /// How many stretches in marks its sentence has.
    Fragments { One, Two, More }
    /// Whether the verb before it says what was done: was called “…”.
    Passive { No, Yes }
    /// What it stands between: “Ned” between two names is a nickname.
    Beside { Words, Name, Names, Noun, LowerNoun }
    /// What the other stretches before it in the sentence are.
    Company { None, Said, Dropped, Both }
    /// Whether the same words stand in marks elsewhere in the story.
    Echo { No, Marked }
    /// A word for a work, a programme or a name among the few words before.
    Named { No, Work, Naming }
    /// Whether the speaker is somebody in the sentence, and what.
    Source { None, Person, Other, Carried }
}

questions! {
    /// A stretch in marks, with what is known of its likeliest speaker.
    Stretch with setting: Setting {
        pattern: Pattern,
        cue: Cue,
        gap: Gap,
        governing: Governing,
        fragments: Fragments,
        certainty: Certainty,
        passive: Passive,
        beside: Beside,
        company: Company,
        echo: Echo,
        named: Named,
        source: Source,
    }
}

/// How likely the likeliest speaker is, from 0 to 1, as an answer.
pub(super) fn certainty(chance: f32) -> Certainty {
    match chance {
        c if c < 0.35 => Certainty::Little,
        c if c < 0.6 => Certainty::Some,
        c if c < 0.9 => Certainty::Much,
        _ => Certainty::Full,
    }
}

impl Stretch {
    /// The stretch at the token `at` of a clause, before anything is known of a speaker.
    pub(super) fn of(clause: &Clause<'_>, at: usize, setting: Setting) -> Self {
        let s = &clause.s;
        let passive = at > 0 && s.is_passive(at - 1) && s.is(at - 1, Class::VERB | Class::NAMING);
        Self {
            setting,
            passive: if passive { Passive::Yes } else { Passive::No },
            beside: beside(clause, at),
            named: named(clause, at),
            governing: governing(clause, at),
            fragments: match s.quotes {
                0 | 1 => Fragments::One,
                2 => Fragments::Two,
                _ => Fragments::More,
            },
            ..Self::default()
        }
    }

    /// The same with a speaker of its sentence.
    pub(super) fn spoken(self, clause: &Clause<'_>, at: usize, found: &Found) -> Self {
        Self { cue: cue(clause, at, found), gap: gap(clause, at, found), ..self }
    }
}

/// Whether words in marks are a name by the way they stand, whoever might speak: the so-called “plank tax”, Edward “Ned” Pell, her great
/// aria, “Bring me the sea in a cup”, …
pub(super) fn is_name(clause: &Clause<'_>, at: usize, stretch: &Stretch) -> bool {
    let s = &clause.s;
    let Some(before) = at.checked_sub(1) else { return false };
    let short = matches!(stretch.setting.size, Size::One | Size::Two);
    let nickname = short && stretch.beside == Beside::Names && !s.is(at + 1, Class::POSSESSIVE) && stretch.setting.text == Text::Body;
    nickname
        || s.is(before, Class::SO_CALLED)
        || is_alias(clause, at, stretch)
        || is_title(clause, at, stretch)
        || is_apposed_work(clause, at, stretch)
}

/// known as “the Hammer”
fn is_alias(clause: &Clause<'_>, at: usize, stretch: &Stretch) -> bool {
    let s = &clause.s;
    let short = matches!(stretch.setting.size, Size::One | Size::Two | Size::Three | Size::Few);
    let mut near = (at.saturating_sub(3)..at).rev().take_while(|n| s.is_lower(*n));
    short && near.any(|n| s.is(n, Class::ALIAS))
}

/// a report entitled “A Crane in the Fog”, the author of “The Pier”
fn is_title(clause: &Clause<'_>, at: usize, stretch: &Stretch) -> bool {
    let s = &clause.s;
    let noun = at.checked_sub(2).filter(|n| s.is(n + 1, Class::OF)).or(at.checked_sub(1));
    stretch.setting.letters == Letters::Title && noun.is_some_and(|noun| s.is(noun, Class::TITLED))
}

fn is_apposed_work(clause: &Clause<'_>, at: usize, stretch: &Stretch) -> bool {
    let s = &clause.s;
    let work = at.checked_sub(2).filter(|n| s.is_sign(n + 1, ",") && s.is_lower(*n) && s.is(*n, Class::WORK));
    let phrase = work.and_then(|work| clause.mentions.iter().find(|mention| mention.first < work && mention.last == work));
    matches!(stretch.setting.closing, Closing::Comma | Closing::CommaAfter)
        && !matches!(stretch.cue, Cue::TouchingSpeech | Cue::TouchingPlain)
        && phrase.is_some_and(|phrase| s.is(phrase.first, Class::DETERMINER | Class::POSSESSIVE))
}

fn gap(clause: &Clause<'_>, at: usize, found: &Found) -> Gap {
    let s = &clause.s;
    match found.cue {
        None => Gap::NoCue,
        Some((first, _)) if first > at => Gap::Behind,
        Some((_, last)) => {
            let words = (last + 1..at).filter(|n| s.is_word(*n) || s.is_number(*n)).count();
            match words {
                0 => Gap::None,
                1 if s.is(at - 1, Class::THAT) => Gap::That,
                1 => Gap::One,
                2..=4 => Gap::Few,
                _ => Gap::Many,
            }
        }
    }
}

fn cue(clause: &Clause<'_>, at: usize, found: &Found) -> Cue {
    let Some((first, last)) = found.cue else { return Cue::None };
    let touching = last + 1 == at || first == at + 1 || (last + 2 == at && clause.s.is_sign(at - 1, ",:"));
    match (clause.s.class(first), touching) {
        (class, true) if class.is(Class::PLAIN) => Cue::TouchingPlain,
        (class, false) if class.is(Class::PLAIN) => Cue::Plain,
        (class, true) if class.is(Class::SPEECH | Class::ACCORDING) => Cue::TouchingSpeech,
        (class, false) if class.is(Class::SPEECH | Class::ACCORDING) => Cue::Speech,
        (class, true) if class.is(Class::WEAK) => Cue::TouchingWeak,
        (class, false) if class.is(Class::WEAK) => Cue::Weak,
        (class, _) if class.is(Class::SPEECH_NOUN) && !class.is(Class::LOOSE) => Cue::Noun,
        (_, true) => Cue::TouchingLoose,
        (_, false) => Cue::Loose,
    }
}

fn beside(clause: &Clause<'_>, at: usize) -> Beside {
    let s = &clause.s;
    let name = |n: usize| s.is_capital(n) && !s.is(n, Class::FUNCTION | Class::DETERMINER | Class::OPENER) && !s.is_cue(n, Class::VERB);
    let before = at > 0 && name(at - 1) && !s.is(at - 1, Class::POSSESSIVE);
    let after = name(at + 1);
    let noun = s.is_lower(at + 1) && !s.is(at + 1, Class::FUNCTION | Class::DETERMINER) && !s.is_cue(at + 1, Class::VERB);
    match (before, after) {
        (true, true) => Beside::Names,
        (true, false) | (false, true) => Beside::Name,
        _ if noun && at > 0 && s.is(at - 1, Class::DETERMINER | Class::POSSESSIVE | Class::PREPOSITION) => Beside::LowerNoun,
        _ if noun => Beside::Noun,
        _ => Beside::Words,
    }
}

fn named(clause: &Clause<'_>, at: usize) -> Named {
    let s = &clause.s;
    let near = (at.saturating_sub(4)..at).rev().take_while(|n| !s.is_quote(*n));
    for n in near {
        if s.is(n, Class::NAMING) {
            return Named::Naming;
        }
        if s.is(n, Class::WORK) && s.is_word(n) {
            return Named::Work;
        }
    }
    Named::No
}
