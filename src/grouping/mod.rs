//! Tells which stories are the same copy: the text of one agency as several sources print it, cut, retitled, edited or brought up to date.
//!
//! A reader who has read one of them has read the others. That is not the same as being alike. A wire fills the same sentences with other
//! names and numbers every day (a grant to one town and to the next, this quarter's earnings, the market at noon and at the close), and such
//! stories share nine tenths of their words. What sets them apart stands in the *facts*, names and numbers, and it stands at the top, for
//! news is written with the news first. So two questions are asked of two stories:
//!
//! 1. *Could they be?* Each story has a [`Sketch`]: of all runs of three words that hold a fact, the one with the smallest hash in each of
//!    eight parts of the range of hashes (MinHash by one permutation, with densification: Broder 1997; Li, Owen and Zhang 2012; Shrivastava
//!    and Li 2014). The share of parts in which two sketches agree is about the share of runs that the stories have in common, so that
//!    whoever agrees in none is not looked at. The parts are the keys ([`Sketch::bands`]) by which an archive finds candidates without
//!    comparing each story with each other. They are kept, so the hash never changes.
//! 2. *Are they?* Of the few candidates the texts themselves are held against each other ([`Account`]): how much of the shorter one
//!    stands in the longer one, whether the longer one says much more, and whether the facts at the top of one are told by the other.
//!
//! A copy that is shown twice costs a reader a glance; a story that is taken for another may never be read. So the bounds would rather miss:
//! of the pairs in `benches/grouping/pairs.tsv`, which were judged by reading them and are full of series on purpose, 129 of the 133 that are
//! told to be the same are, and 64 % of those that are the same are told; an archive, which looks at few candidates, finds 62 %
//! (`cargo bench --bench grouping`, both halves; the bounds were chosen in view of both).
//!
//! What is left apart on purpose: a first take of two sentences and the full story that follows (who has read the one has not read the
//! other), an entry of a roundup, two reporters' accounts of one event, a series under one headline. Texts of fewer than [`LEAST_WORDS`]
//! words have too little in them to tell.

mod account;
mod comparison;
mod hash;
mod set;
mod sketch;
mod words;

pub use account::Account;
pub use sketch::Sketch;
pub use words::LEAST_WORDS;

#[cfg(test)]
mod tests;
