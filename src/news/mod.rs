//! The nouns of a newsroom. No behaviour that needs the world.
//!
//! # Glossary
//!
//! | word | meaning |
//! |---|---|
//! | headline | the title of a story |
//! | standfirst | the sentence under the headline that sums the story up (also: deck, sub-headline) |
//! | byline | the people who wrote the story |
//! | dateline | the beginning of the first paragraph that names place, date and agency: `WASHINGTON, March 20. /TASS/.` |
//! | section | the part of the publication the story stands in: World, City, Sport |
//! | source | who published the story |
//! | agency | the news agency the story comes from |
//! | crosshead | a heading within the body |
//! | figure | a picture with its caption and credit |
//! | credit | who made the picture |
//! | quote | words between quotation marks that somebody said or wrote |
//! | attribution | who is said to have said them, and by which cue |
//! | cue | the word that introduces the speaker: *said*, *according to* |
//! | mention | the words by which the text names the speaker: *he*, *the ambassador* |
//! | speaker | the person or body meant by the mention |

mod body;
mod quote;
mod story;
mod warning;

pub use body::{Block, BlockKind, Body, Inline, InlineKind};
pub use quote::{Attribution, Passage, Phrase, Place, Quote, QuoteKind, Speaker};
pub use story::{Dateline, Figure, Origin, Story, Times};
pub use warning::Warning;
