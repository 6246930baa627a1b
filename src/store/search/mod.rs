//! The full-text index: what goes into it, and how it is asked.
//!
//! fold → segment → stem, the same way for stories ([`document`]), queries ([`compile`]) and the hits shown in a story ([`hits`]).
//! Knows nothing of connections: it makes texts for the index and questions to it.

pub(crate) mod compile;
pub(crate) mod document;
pub(crate) mod hits;
mod irregular;
pub(crate) mod judge;
pub(crate) mod plan;
pub(crate) mod score;
pub(crate) mod sieve;
pub(crate) mod snippet;
pub(crate) mod stem;
pub(crate) mod token;

#[cfg(test)]
pub(crate) mod tests;
