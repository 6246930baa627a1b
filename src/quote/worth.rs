//! Tells quotations from other words in marks: titles of works, nicknames, terms, irony.

use super::attribution::{Clause, Found};
use super::lexicon::Class;

/// What words between marks are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Worth {
    /// Somebody said them.
    Said,
    /// They are said, by nobody in particular: has been called “the fixer”.
    Anonymous,
    /// Nobody said them.
    Nothing,
}

/// What the words `text` between the marks at the token `at` are worth.
pub(super) fn of(clause: &Clause<'_>, at: usize, text: &str, found: Option<&Found>) -> Worth {
    let s = &clause.s;
    let Some(before) = at.checked_sub(1) else { return Worth::Said };
    let words = text.split_whitespace().take(9).count();
    let nickname =
        words <= 2 && s.is_capital(before) && s.is_capital(at + 1) && !s.is(before, Class::POSSESSIVE) && !s.is_cue(at + 1, Class::SPEECH);
    if nickname || s.any(before, &["so-called"]) || is_work(clause, at, text) || is_apposed_work(clause, at, text, found) {
        return Worth::Nothing;
    }
    if words <= 4 && s.any(before, &["as", "the"]) && (0..at).rev().take(4).any(|n| s.any(n, &["known", "nicknamed"])) {
        return Worth::Nothing;
    }
    let passive = s.is_passive(before) && s.is(before, Class::VERB | Class::NAMING);
    if passive && !found.is_some_and(|found| found.sure) {
        return Worth::Anonymous;
    }
    let introduced = s.is_sign(before, ",:—–―") || s.is_quote(before);
    let cue = found.and_then(|found| found.cue);
    if !introduced && words <= 3 && !found.is_some_and(|found| cue.is_some() || found.sure) && !s.titled {
        return Worth::Nothing;
    }
    let adjacent = cue.is_some_and(|(_, last)| last + 1 == at || last == at + 1);
    if !introduced && !adjacent && (2..6).contains(&words) && is_title(text.trim_end_matches([',', '.'])) && !s.titled {
        return Worth::Nothing;
    }
    if found.is_some_and(|found| is_expletive(clause, found) || does(clause, before, found)) {
        return Worth::Anonymous;
    }
    Worth::Said
}

/// It was “…”: a subject that is nobody, with a form of *be*.
fn is_expletive(clause: &Clause<'_>, found: &Found) -> bool {
    let (s, at) = (&clause.s, found.mention.first);
    let be = ["is", "was", "are", "were", "has", "had", "will", "would", "isn't", "isn’t", "wasn't", "wasn’t"];
    let lone = found.cue.is_none() && found.mention.last == at && s.any(at, &["it", "there", "this", "that"]);
    lone && s.any(at + 1, &be)
}

/// Vell would release 180 cubic metres, “…”: a verb of doing, whose object is a quantity.
fn does(clause: &Clause<'_>, before: usize, found: &Found) -> bool {
    let s = &clause.s;
    s.is_sign(before, ",") && !found.sure && found.cue.is_some_and(|(_, last)| s.is_number(last + 1))
}

/// “Meet the Press”: every word with a capital, after a word for a work, a network or a preposition.
fn is_work(clause: &Clause<'_>, at: usize, text: &str) -> bool {
    let s = &clause.s;
    let title = text.trim_end_matches([',', '.']);
    if !is_title(title) {
        return false;
    }
    let mut before = at;
    while before > 0 && (s.is_sign(before - 1, ",") || s.is(before - 1, Class::DETERMINER | Class::TIME)) {
        before -= 1;
    }
    before.checked_sub(1).is_some_and(|n| s.is(n, Class::WORK) || s.any(n, &["on", "of"]) && title.contains(' '))
}

/// Her great aria, “Bring me the sea in a cup”, was sung: a title beside the work it is the title of.
fn is_apposed_work(clause: &Clause<'_>, at: usize, text: &str, found: Option<&Found>) -> bool {
    let s = &clause.s;
    let work = at.checked_sub(2).filter(|n| s.is_sign(n + 1, ",") && s.is_lower(*n) && s.is(*n, Class::WORK));
    let phrase = work.and_then(|work| clause.mentions.iter().find(|mention| mention.first < work && mention.last == work));
    let closed = s.is_sign(at + 1, ",") || text.ends_with(',');
    closed
        && !found.is_some_and(|found| found.sure)
        && phrase.is_some_and(|phrase| s.is(phrase.first, Class::DETERMINER | Class::POSSESSIVE))
}

fn is_title(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(9).collect();
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let ends = [words.first(), words.last()];
    words.len() < 9
        && ends.into_iter().all(|word| word.is_some_and(|word| capital(word)))
        && words.iter().all(|word| word.len() <= 4 || capital(word))
}
