//! Characters: where things stand in a text, how wide they are, what they are.
//!
//! Everything above speaks of text in byte [`Span`]s on character boundaries, measures columns only through [`width`], and says what a
//! stretch of text *is* with a [`Mark`]. Nothing here knows about news.

pub mod address;
pub mod fold;
pub mod mark;
pub mod number;
pub mod sentence;
pub mod span;
pub mod tame;
pub mod width;

pub use mark::{Mark, Slot, Slots};
pub use span::Span;
