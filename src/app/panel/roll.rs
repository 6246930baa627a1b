//! Rows of a panel that come from the archive, a part at a time: its speakers, or what one of them said.
//!
//! A panel holds what has come so far and asks for more as its end comes near, so that the first screen of a million stories costs no more
//! than that of a hundred.

use jiff::civil::Date;

use crate::app::event::Question;
use crate::archive::speakers::{SpeakerListing, SpeakerPage, SpeakerRow};
use crate::archive::{Bound, QuoteRow};
use crate::query::{Field, Node, Query, Term, Words};

/// What has come of a list, and what is asked for.
#[derive(Clone, Debug)]
pub struct Roll {
    pub of: Of,
    /// The number of the question that is under way; 0 where none is.
    pub asked: u64,
    /// What comes next takes the place of what is there: another list is wanted.
    pub is_stale: bool,
    /// Whether the end has come.
    pub is_complete: bool,
}

/// Which list it is.
#[derive(Clone, Debug)]
pub enum Of {
    Speakers(Speakers),
    Spoken(Spoken),
}

/// The speakers of the archive or of a search.
#[derive(Clone, Debug)]
pub struct Speakers {
    pub listing: SpeakerListing,
    pub rows: Vec<SpeakerRow>,
    /// How far was looked for them.
    pub bound: Option<Bound>,
    /// A day of the last month that is told.
    pub until: Date,
}

/// What one speaker said.
#[derive(Clone, Debug)]
pub struct Spoken {
    pub speaker: String,
    /// How many quotes that is, where it was told with the name.
    pub total: u64,
    /// The stories in which it is said; all where it asks for everything.
    pub query: Query,
    /// Words that are said.
    pub words: String,
    pub rows: Vec<QuoteRow>,
}

impl Roll {
    /// A list of which nothing has come.
    pub const fn new(of: Of) -> Self {
        Self { of, asked: 0, is_stale: false, is_complete: false }
    }

    /// Another list is wanted: what is there stays until it comes.
    pub const fn turn(&mut self) {
        (self.asked, self.is_stale, self.is_complete) = (0, true, false);
    }

    /// The rows that are there.
    pub const fn len(&self) -> usize {
        match &self.of {
            Of::Speakers(speakers) => speakers.rows.len(),
            Of::Spoken(spoken) => spoken.rows.len(),
        }
    }

    /// Whether nothing is there.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What asks for the next rows.
    pub fn question(&self, limit: usize) -> Question {
        let offset = if self.is_stale { 0 } else { self.len() };
        match &self.of {
            Of::Speakers(speakers) => Question::Speakers { listing: speakers.listing.clone(), offset, limit },
            Of::Spoken(spoken) => {
                let last = spoken.rows.last().filter(|_| offset > 0);
                let from = last.map_or((None, 0), |last| (Some(last.key), last.number + 1));
                Question::Spoken { speaker: spoken.speaker.clone(), query: spoken.asked(), from, limit }
            }
        }
    }

    /// Takes in speakers that have come; whether they are the first of another list.
    pub fn take_speakers(&mut self, page: SpeakerPage, is_complete: bool) -> bool {
        let Of::Speakers(speakers) = &mut self.of else { return false };
        if self.is_stale {
            speakers.rows.clear();
        }
        self.is_complete = is_complete;
        (speakers.bound, speakers.until) = (page.bound, page.until);
        speakers.rows.extend(page.rows);
        self.asked = 0;
        std::mem::take(&mut self.is_stale)
    }

    /// Takes in quotes that have come; whether they are the first of another list.
    pub fn take_spoken(&mut self, quotes: Vec<QuoteRow>, is_complete: bool) -> bool {
        let Of::Spoken(spoken) = &mut self.of else { return false };
        if self.is_stale {
            spoken.rows.clear();
        }
        self.is_complete = is_complete;
        spoken.rows.extend(quotes);
        self.asked = 0;
        std::mem::take(&mut self.is_stale)
    }

    /// The nth speaker.
    pub fn speaker(&self, at: usize) -> Option<&SpeakerRow> {
        match &self.of {
            Of::Speakers(speakers) => speakers.rows.get(at),
            Of::Spoken(_) => None,
        }
    }

    /// The nth quote.
    pub fn quote(&self, at: usize) -> Option<&QuoteRow> {
        match &self.of {
            Of::Speakers(_) => None,
            Of::Spoken(spoken) => spoken.rows.get(at),
        }
    }

    /// The stories that it is about.
    pub const fn query(&self) -> &Query {
        match &self.of {
            Of::Speakers(speakers) => &speakers.listing.query,
            Of::Spoken(spoken) => &spoken.query,
        }
    }
}

impl Spoken {
    /// The stories that are asked for, with the words that are to be said in the quotation; the last of them may be a beginning.
    fn asked(&self) -> Query {
        let words: Vec<&str> = self.words.split_whitespace().collect();
        let last = words.len().saturating_sub(1);
        let said = words.iter().enumerate().map(|(n, word)| {
            let words = if n == last { Words::Prefix((*word).to_owned()) } else { Words::Word((*word).to_owned()) };
            Node::Term(Term::Text { field: Some(Field::Said), words })
        });
        said.fold(self.query.clone(), |query, node| query.and(Query { root: Some(node) }))
    }
}
