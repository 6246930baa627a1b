//! Regular expressions on headlines: `/talks? (stall|fail)/`.
//!
//! A pattern is matched against the headline as [`fold`] makes it: without accents, in lower case, with plain quotation marks and dashes.
//! The letters of the pattern are folded alike, one by one, so that `/Café’s/` and `/cafe's/` are the same; a range of a class (`[a-z]`)
//! stays as it is typed. Case is never told apart, whatever flags a pattern sets. It may match anywhere in the headline; `^` and `$` are
//! its ends.

mod flaw;
mod letters;
mod literals;

use std::fmt;

use regex::{Regex, RegexBuilder};

use crate::text::Span;
use crate::text::fold::fold;
pub(super) use flaw::Flaw;

/// How many bytes a pattern may have.
const LONGEST: usize = 1_000;
/// How many bytes it may take once it is built.
const LARGEST: usize = 2 << 20;
/// How deeply its groups may nest.
const DEEPEST: u32 = 40;

/// A regular expression on headlines.
#[derive(Clone)]
pub struct Pattern {
    source: String,
    regex: Regex,
    literals: Vec<String>,
}

impl Pattern {
    /// The pattern that is written so, without its slashes. What cannot be built is told with its place in `source`.
    pub(super) fn new(source: &str) -> Result<Self, Flaw> {
        let whole = Span::new(0, source.len());
        if source.len() > LONGEST {
            return Err(Flaw::new(whole, "a pattern has at most 1,000 letters and signs"));
        }
        let folded = letters::folded(source)?;
        let mut builder = RegexBuilder::new(&folded);
        builder.case_insensitive(true).size_limit(LARGEST).dfa_size_limit(LARGEST).nest_limit(2 * DEEPEST);
        let regex = builder.build().map_err(|_| Flaw::new(whole, "this pattern is too large; repeat less, or less often"))?;
        Ok(Self { source: source.to_owned(), regex, literals: literals::of(&folded) })
    }

    /// As it was typed, without its slashes.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether a headline matches.
    pub fn matches(&self, headline: &str) -> bool {
        self.regex.is_match(&fold(headline))
    }

    /// Words that every headline that matches holds in full, folded, each once; none where none is certain. Who looks for them first has
    /// few headlines to match.
    ///
    /// A word is certain where the pattern has it letter for letter, whatever else matches, between `\b`, the ends of the headline, spaces
    /// and signs. Words end where `\b` says; the one way in which an index may see it otherwise is a sign written onto a word that
    /// counts as a part of it (❶, ™).
    pub fn literals(&self) -> &[String] {
        &self.literals
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}

impl fmt::Debug for Pattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "/{}/", self.source)
    }
}

#[cfg(test)]
mod tests;
