//! What can be made of a story before the store is locked: digests, words, its packed form; on all cores.

use std::collections::HashMap;
use std::sync::Arc;

use super::archive::Archive;
use super::digest::Digests;
use super::fault::Fault;
use super::known::{differs, find};
use super::packed::{self, Packer};
use super::parallel;
use crate::news::Story;
use crate::store::search::document::Document;
use crate::store::search::stem::{Stems, language_of};

/// A story with everything that can be made of it outside the transaction.
pub(crate) struct Draft<'a> {
    pub(crate) story: &'a Story,
    pub(crate) digests: Digests,
    /// None where it seemed that nothing would have to be written.
    pub(crate) made: Option<Made>,
}

/// What is written of a story.
pub(crate) struct Made {
    pub(crate) language: String,
    pub(crate) packed: Vec<u8>,
    pub(crate) document: Document,
}

/// Drafts and the dictionary that was trained for them, if one was.
pub(crate) struct Drafts<'a> {
    pub(crate) drafts: Vec<Draft<'a>>,
    pub(crate) trained: Option<Arc<[u8]>>,
}

impl Archive {
    /// Prepares stories; of those that are here already, unchanged, no more than their digests.
    pub(crate) fn drafts<'a>(&self, stories: &'a [Story]) -> Result<Drafts<'a>, Fault> {
        let digests = parallel::map(stories, Digests::of);
        let mut wanted = Vec::with_capacity(stories.len());
        for (story, digests) in stories.iter().zip(&digests) {
            let known = find(&self.connection, digests)?;
            let new = known.map_or(Ok(true), |known| differs(&self.connection, &self.unpacker, story, digests, &known))?;
            wanted.push(new.then_some(story));
        }
        let kept = packed::newest(&self.connection)?;
        let trained = if kept.is_none() { packed::train(&wanted.iter().copied().flatten().collect::<Vec<_>>()) } else { None };
        let dictionary = trained.as_deref().or(kept.as_deref());
        let made = parallel::map_with(
            &wanted,
            || Desk::new(dictionary),
            |desk, story| story.map(|story| Made::of(story, desk.as_mut())).transpose(),
        );
        let drafts = stories.iter().zip(digests).zip(made);
        let drafts: Result<Vec<_>, Fault> = drafts.map(|((story, digests), made)| Ok(Draft { story, digests, made: made? })).collect();
        Ok(Drafts { drafts: drafts?, trained })
    }
}

impl Made {
    /// What is written of one story that turned out to be needed after all.
    pub(crate) fn alone(story: &Story) -> Result<Self, Fault> {
        Self::of(story, Desk::new(None).as_mut())
    }

    fn of(story: &Story, desk: Result<&mut Desk, &mut Fault>) -> Result<Self, Fault> {
        let desk = desk.map_err(|fault| std::mem::replace(fault, Fault::Damaged("no room to pack a story".to_owned())))?;
        let language = language_of(story);
        let packed = desk.packer.pack(story)?;
        let document = Document::of(story, &language, desk.stems(&language));
        Ok(Self { language, packed, document })
    }
}

/// What a thread needs to prepare stories: a packer, and the stems of every language met so far.
struct Desk {
    packer: Packer,
    stems: HashMap<String, Stems>,
}

impl Desk {
    fn new(dictionary: Option<&[u8]>) -> Result<Self, Fault> {
        Ok(Self { packer: Packer::new(dictionary)?, stems: HashMap::new() })
    }

    fn stems(&mut self, language: &str) -> &Stems {
        self.stems.entry(language.to_owned()).or_insert_with(|| Stems::of(language))
    }
}
