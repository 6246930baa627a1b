//! Tags that stand within the marks: « Le pont, a dit Maria Lopez, est sûr. » «Мост закрыт, — сказал Иванов. — Надолго».
//!
//! The words between the marks are the speaker's, but for the tag; where the language sets it there, they are read for it.

use super::attribution::{Clause, Found};
use super::lexicon::Lexicon;
use super::mentions::MentionKind;
use super::sentence::Sentence;
use super::tokens::{self, Token};
use crate::text::Span;

/// The tokens of the words at `span`, where a tag may stand in them.
pub(super) fn words(text: &str, span: Span, lexicon: &Lexicon) -> Option<Vec<Token>> {
    let could = lexicon.grammar.tags_within && span.of(text).contains([',', '?', '!', '…']);
    could.then(|| tokens::within(text, span, lexicon))
}

/// Who speaks by a tag within `tokens`, and the clause that was read for it.
pub(super) fn tag<'a>(text: &'a str, tokens: &'a [Token], lexicon: &'a Lexicon) -> Option<(Clause<'a>, Found)> {
    let clause = Clause::new(Sentence::new(text, tokens, lexicon));
    let s = &clause.s;
    let found = (0..s.len()).filter(|at| s.is_sign(*at, ",?!…")).find_map(|comma| {
        let first = (comma + 1..s.len()).find(|n| !s.is_sign(*n, "—–―"))?;
        let found = clause.inverted(first, s.len())?;
        let after = found.mention.last + 1;
        let ends = after >= s.len() || s.is_sign(after, ",.;:—–―");
        (ends && found.mention.kind != MentionKind::Relative).then_some(found)
    })?;
    Some((clause, found))
}
