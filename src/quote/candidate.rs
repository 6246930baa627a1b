//! The candidates for the speaker of a quotation, each as answers to questions.
//!
//! Every mention of the sentence is one, whether or not a pattern points to it; so is whoever spoke before, and nobody. What is asked of
//! a candidate are facts of grammar and layout, never words: the weights hold for any story.

use super::attribution::{Clause, Found, Pattern};
use super::lexicon::Class;
use super::mentions::{Mention, MentionKind, governor, is_oblique};
use super::setting::Setting;
use super::tokens::Kind;
use super::weigh::{answers, questions};

answers! {
    /// How many more patterns find the same.
    Also { Nothing, One, More }
    /// Whether the pattern is the most trusted of those that find somebody.
    First { No, Yes }
    /// Which mention it is, counted from the quotation.
    Order { Elsewhere, Before1, Before2, Before3, BeforeMore, After1, After2, AfterMore }
    /// How many tokens lie between.
    Distance { Elsewhere, Touching, Near, Middle, Far, Farthest }
    Sort { Nobody, Name, He, It, They, Speaking, Relative, Role, Body, Noun, Owner }
    /// What governs it.
    Governed { No, Of, By, Before, Other, Case }
    /// What comes behind it.
    Next { Other, Speech, Weak, Loose, Participle, Auxiliary, Adverb, Comma, Colon, Quote, Preposition, Conjunction, Relative, Verbal, Number, End }
    /// What comes before it.
    Previous { Other, Start, According, Verbal, Speech, Weak, Loose, Auxiliary, Comma, Colon, Quote, Conjunction, That, Preposition, Relative, Adverb, Sign }
    /// The strongest thing between it and the quotation.
    Between { Nothing, Comma, Word, Weak, Speech, Clause, Quote, Stop }
    /// Whether it is the subject of a verb of speech, of which.
    Subject { No, Nearest, Outermost, Both }
    /// Whether it does something, and how many between it and the quotation do.
    Active { No, Nearest, Second, Farther }
    /// The cue before the quotation that is nearest to it, and how it is used.
    Governing { None, Plain, Speech, Weak, Loose, SpeechParticiple, WeakParticiple, Joined, JoinedLoose, Infinitive }
    /// Whom it is known as from before.
    Recent { No, Sentence, Here, Lead, Before }
    /// What the story knows of whom it means.
    Known { Nobody, Word, Name, Speaker }
    /// How the speaker before it is known, for one that is carried over.
    Carried { No, Sure, Loose }
    /// Whether the words of one that is carried over were told last without marks.
    Told { No, Yes }
}

questions! {
    /// A candidate for the speaker of a quotation.
    Candidate with setting: Setting {
        pattern: Pattern,
        also: Also,
        first: First,
        order: Order,
        distance: Distance,
        sort: Sort,
        governed: Governed,
        next: Next,
        previous: Previous,
        between: Between,
        subject: Subject,
        active: Active,
        governing: Governing,
        recent: Recent,
        known: Known,
        carried: Carried,
        told: Told,
        top: Pattern,
    }
}

/// How many mentions on either side of a quotation are candidates.
const NEAR: usize = 8;

/// The candidates of one sentence for the quotation at the token `at`, whose last character is `last`.
pub(super) fn of_sentence(clause: &Clause<'_>, at: usize, last: char, setting: Setting) -> Vec<(Candidate, Found)> {
    let patterns = clause.patterns(at, last);
    let top = patterns.first().map_or(Pattern::Nothing, |(pattern, _)| *pattern);
    let mut found: Vec<(Candidate, Found)> = Vec::new();
    let itself = |mention: Mention| mention.first <= at && at <= mention.last;
    let others = patterns.iter().filter(|(_, who)| !itself(who.mention) && !is_letter(clause, who.mention));
    for (number, (pattern, who)) in others.enumerate() {
        if let Some((known, _)) = found.iter_mut().find(|(_, other)| overlaps(other.mention, who.mention)) {
            known.also = if known.also == Also::Nothing { Also::One } else { Also::More };
            continue;
        }
        let first = if number == 0 { First::Yes } else { First::No };
        found.push((Candidate { pattern: *pattern, first, ..Candidate::default() }, *who));
    }
    for mention in nearby(clause, at) {
        if !itself(mention) && !found.iter().any(|(_, other)| overlaps(other.mention, mention)) && could_speak(clause, mention) {
            found.push((Candidate::default(), loose(clause, mention)));
        }
    }
    let outermost = clause.s.first_cue(0..at, Class::SPEECH);
    let nearest = clause.s.last_cue(at, Class::SPEECH);
    let subjects = [nearest, outermost].map(|cue| clause.subject_of(cue?, 0));
    let acting = clause.active(at);
    let governing = governing(clause, at);
    for (candidate, who) in &mut found {
        let described = describe(clause, at, who.mention, subjects);
        let active = acting.iter().rev().take(3).position(|mention| overlaps(*mention, who.mention));
        let active = active.map_or(Active::No, |rank| [Active::Nearest, Active::Second, Active::Farther][rank.min(2)]);
        let Candidate { pattern, also, first, .. } = *candidate;
        *candidate = Candidate { setting, pattern, also, first, top, active, governing, ..described };
    }
    found
}

fn overlaps(one: Mention, other: Mention) -> bool {
    one.first <= other.last && other.first <= one.last
}

/// Q: “Do you?” A: “I do.”
fn is_letter(clause: &Clause<'_>, mention: Mention) -> bool {
    mention.kind == MentionKind::Name && mention.first == mention.last && clause.s.word(mention.first).chars().nth(1).is_none()
}

fn nearby(clause: &Clause<'_>, at: usize) -> impl Iterator<Item = Mention> {
    let before = clause.mentions.iter().filter(move |mention| mention.last < at).count();
    clause.mentions.iter().copied().skip(before.saturating_sub(NEAR)).take(2 * NEAR)
}

fn could_speak(clause: &Clause<'_>, mention: Mention) -> bool {
    let s = &clause.s;
    if is_letter(clause, mention) {
        return false;
    }
    mention.kind != MentionKind::Nominal
        || s.is_number(mention.first)
        || s.is_quote(mention.last)
        || (mention.first..=mention.last).any(|n| s.is(n, Class::ROLE | Class::DETERMINER | Class::BODY | Class::TITLE))
}

/// A mention to which no pattern points, with the verb beside it.
fn loose(clause: &Clause<'_>, mention: Mention) -> Found {
    let s = &clause.s;
    let behind = (mention.last + 1..mention.last + 3).find(|n| s.is_cue(*n, Class::VERB));
    let before = mention.first.checked_sub(1).filter(|n| s.is_cue(*n, Class::VERB));
    clause.found(mention, behind.or(before))
}

fn describe(clause: &Clause<'_>, at: usize, mention: Mention, [nearest, outermost]: [Option<Mention>; 2]) -> Candidate {
    let s = &clause.s;
    let is = |subject: Option<Mention>| subject.is_some_and(|subject| overlaps(subject, mention));
    let subject = match (is(nearest), is(outermost)) {
        (true, true) => Subject::Both,
        (true, false) => Subject::Nearest,
        (false, true) => Subject::Outermost,
        (false, false) => Subject::No,
    };
    Candidate {
        order: order(clause, at, mention),
        distance: distance(at, mention),
        sort: sort(clause, mention),
        governed: governed(clause, mention),
        next: next(clause, mention.last + 1),
        previous: previous(clause, mention.first),
        between: between(s, at, mention),
        subject,
        ..Candidate::default()
    }
}

pub(super) fn governing(clause: &Clause<'_>, at: usize) -> Governing {
    let s = &clause.s;
    let Some(cue) = s.last_cue(at, Class::VERB) else { return Governing::None };
    let mut before = cue.saturating_sub(1);
    while before > 0 && s.is_lower(before) && s.is(before, Class::ADVERB) {
        before -= 1;
    }
    match (s.is(cue, Class::SPEECH), s.is(cue, Class::PARTICIPLE)) {
        (true, true) => Governing::SpeechParticiple,
        (false, true) => Governing::WeakParticiple,
        _ if s.is(before, Class::AND) && s.is(cue, Class::SPEECH | Class::WEAK) => Governing::Joined,
        _ if s.is(before, Class::AND) => Governing::JoinedLoose,
        _ if s.is(before, Class::INFINITIVE) => Governing::Infinitive,
        (true, false) if s.is(cue, Class::PLAIN) => Governing::Plain,
        (true, false) => Governing::Speech,
        (false, false) if s.is(cue, Class::WEAK) => Governing::Weak,
        (false, false) => Governing::Loose,
    }
}

fn order(clause: &Clause<'_>, at: usize, mention: Mention) -> Order {
    if mention.first > at {
        let skipped = clause.mentions.iter().filter(|other| other.first > at && other.last < mention.first).take(3).count();
        return [Order::After1, Order::After2, Order::AfterMore][skipped.min(2)];
    }
    let skipped = clause.mentions.iter().filter(|other| other.first > mention.last && other.last < at).take(4).count();
    [Order::Before1, Order::Before2, Order::Before3, Order::BeforeMore][skipped.min(3)]
}

fn distance(at: usize, mention: Mention) -> Distance {
    let tokens = if mention.first > at { mention.first - at - 1 } else { at.saturating_sub(mention.last + 1) };
    match tokens {
        0 => Distance::Touching,
        1 | 2 => Distance::Near,
        3..=6 => Distance::Middle,
        7..=14 => Distance::Far,
        _ => Distance::Farthest,
    }
}

pub(super) fn sort(clause: &Clause<'_>, mention: Mention) -> Sort {
    let s = &clause.s;
    let class = s.class(mention.last);
    match mention.kind {
        MentionKind::Relative => Sort::Relative,
        MentionKind::Pronoun if class.is(Class::OWNER) && !class.is(Class::PRONOUN) => Sort::Owner,
        MentionKind::Pronoun if class.is(Class::SPEAKING) => Sort::Speaking,
        MentionKind::Pronoun if class.is(Class::HE | Class::SHE) => Sort::He,
        MentionKind::Pronoun if class.is(Class::IT) => Sort::It,
        MentionKind::Pronoun => Sort::They,
        MentionKind::Name | MentionKind::Nominal if class.is(Class::POSSESSIVE) => Sort::Owner,
        MentionKind::Name if class.is(Class::BODY) => Sort::Body,
        MentionKind::Name => Sort::Name,
        MentionKind::Nominal if (mention.first..=mention.last).any(|n| s.is(n, Class::ROLE | Class::TITLE)) => Sort::Role,
        MentionKind::Nominal => Sort::Noun,
    }
}

fn governed(clause: &Clause<'_>, mention: Mention) -> Governed {
    match governor(&clause.s, mention, 0) {
        None if is_oblique(&clause.s, mention) => Governed::Case,
        None => Governed::No,
        Some(by) if clause.s.is(by, Class::BY) => Governed::By,
        Some(of) if clause.s.is(of, Class::OF) => Governed::Of,
        Some(_) if mention.first < 4 => Governed::Before,
        Some(_) => Governed::Other,
    }
}

fn next(clause: &Clause<'_>, at: usize) -> Next {
    let s = &clause.s;
    let class = s.class(at);
    match s.kind(at) {
        _ if at >= s.len() => Next::End,
        Kind::Sign(',') => Next::Comma,
        Kind::Sign(':') => Next::Colon,
        Kind::Sign('.' | '!' | '?' | '\n' | ';') => Next::End,
        Kind::Quote(_) => Next::Quote,
        Kind::Number => Next::Number,
        Kind::Sign(_) => Next::Other,
        _ if class.is(Class::PARTICIPLE) => Next::Participle,
        _ if s.is_cue(at, Class::SPEECH) => Next::Speech,
        _ if s.is_cue(at, Class::WEAK) => Next::Weak,
        _ if s.is_cue(at, Class::LOOSE) => Next::Loose,
        _ if class.is(Class::AUXILIARY) => Next::Auxiliary,
        _ if class.is(Class::RELATIVE) => Next::Relative,
        _ if class.is(Class::STOP) => Next::Conjunction,
        _ if class.is(Class::PREPOSITION) => Next::Preposition,
        _ if class.is(Class::ADVERB) => Next::Adverb,
        Kind::Word if s.word(at).ends_with("ed") || s.word(at).ends_with('s') || s.word(at).ends_with("te") => Next::Verbal,
        Kind::Word | Kind::Capital => Next::Other,
    }
}

fn previous(clause: &Clause<'_>, first: usize) -> Previous {
    let s = &clause.s;
    let Some(at) = first.checked_sub(1) else { return Previous::Start };
    let class = s.class(at);
    match s.kind(at) {
        Kind::Sign(',') => Previous::Comma,
        Kind::Sign(':') => Previous::Colon,
        Kind::Quote(_) => Previous::Quote,
        Kind::Sign(_) => Previous::Sign,
        _ if s.ends_according(at) => Previous::According,
        _ if s.is_cue(at, Class::SPEECH) => Previous::Speech,
        _ if s.is_cue(at, Class::WEAK) => Previous::Weak,
        _ if s.is_cue(at, Class::LOOSE) => Previous::Loose,
        _ if class.is(Class::THAT) => Previous::That,
        _ if class.is(Class::AUXILIARY) => Previous::Auxiliary,
        _ if class.is(Class::RELATIVE) => Previous::Relative,
        _ if class.is(Class::PREPOSITION) => Previous::Preposition,
        _ if class.is(Class::STOP) => Previous::Conjunction,
        _ if class.is(Class::ADVERB) => Previous::Adverb,
        Kind::Word if !class.is(Class::DETERMINER | Class::ROLE | Class::QUALIFIER | Class::TIME | Class::TITLE) => Previous::Verbal,
        _ => Previous::Other,
    }
}

fn between(s: &super::sentence::Sentence<'_>, at: usize, mention: Mention) -> Between {
    let tokens = if mention.first > at { at + 1..mention.first } else { mention.last + 1..at };
    let strength = |n: usize| match s.kind(n) {
        Kind::Quote(_) => 6,
        Kind::Sign(';' | '.' | '!' | '?' | '\n') => 7,
        Kind::Sign(_) => 1,
        _ if s.is(n, Class::APART | Class::RELATIVE) => 5,
        _ if s.is_cue(n, Class::SPEECH) => 4,
        _ if s.is_cue(n, Class::WEAK | Class::LOOSE) => 3,
        _ => 2,
    };
    match tokens.map(strength).max().unwrap_or(0) {
        0 => Between::Nothing,
        1 => Between::Comma,
        2 => Between::Word,
        3 => Between::Weak,
        4 => Between::Speech,
        5 => Between::Clause,
        6 => Between::Quote,
        _ => Between::Stop,
    }
}
