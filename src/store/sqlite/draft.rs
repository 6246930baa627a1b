//! What can be made of a story before the store is locked: digests, words, its packed form; on all cores, or by whoever has the story.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::archive::{Archive, minutes};
use super::digest::Digests;
use super::fault::Fault;
use super::known::{Found, differs, find};
use super::packed::{self, Packer};
use super::parallel;
use crate::grouping::Sketch;
use crate::news::Story;
use crate::store::search::document::Document;
use crate::store::search::stem::{Form, Stems, language_of};

/// A story with everything that can be made of it outside the transaction.
pub(crate) struct Draft<'a> {
    pub(crate) story: Cow<'a, Story>,
    pub(crate) digests: Digests,
    /// None where it seemed that nothing would have to be written.
    pub(crate) made: Option<Made>,
}

/// What is written of a story.
pub(crate) struct Made {
    pub(crate) language: String,
    pub(crate) packed: Vec<u8>,
    pub(crate) document: Document,
    /// By which it is found to be the same copy as another.
    pub(crate) sketch: Option<Sketch>,
    /// Words met for the first time, with their stems.
    pub(crate) forms: Vec<Form>,
    /// How long it takes to read.
    pub(crate) minutes: u32,
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
            let new = match find(&self.connection, digests)? {
                Found::Known(known) => differs(&self.connection, &self.unpacker, story, digests, &known)?,
                Found::Deleted(_) => false,
                Found::Nothing => true,
            };
            wanted.push(new.then_some(story));
        }
        let kept = packed::newest(&self.connection)?;
        let trained = packed::train(self, &wanted.iter().copied().flatten().collect::<Vec<_>>());
        let (dictionary, desks) = (trained.as_ref().or(kept.as_ref()), &self.desks);
        let made = parallel::map_with(
            &wanted,
            || desks.lend(dictionary),
            |lent, story| story.map(|story| Made::of(story, lent.desk()?)).transpose(),
        );
        let drafts = stories.iter().zip(digests).zip(made);
        let drafts: Result<Vec<_>, Fault> =
            drafts.map(|((story, digests), made)| Ok(Draft { story: Cow::Borrowed(story), digests, made: made? })).collect();
        Ok(Drafts { drafts: drafts?, trained })
    }
}

/// Makes drafts on any thread, while the store is written to on another. It has desks of its own: what they learn is lost with the drafts
/// that are never filed.
#[derive(Clone)]
pub(crate) struct Drafter {
    desks: Arc<Desks>,
    dictionary: Arc<Mutex<Option<Arc<[u8]>>>>,
}

impl Archive {
    /// What makes drafts for this store.
    pub(crate) fn drafter(&self) -> Result<Drafter, Fault> {
        let dictionary = Arc::new(Mutex::new(packed::newest(&self.connection)?));
        Ok(Drafter { desks: Arc::default(), dictionary })
    }

    /// The drafts that a drafter made, packed anew where they are what a dictionary is trained on.
    pub(crate) fn drafted<'a>(&self, mut drafts: Vec<Draft<'a>>, drafter: &Drafter) -> Result<Drafts<'a>, Fault> {
        let trained = packed::train(self, &drafts.iter().map(|draft| draft.story.as_ref()).collect::<Vec<_>>());
        if let Some(dictionary) = &trained {
            *drafter.dictionary() = Some(Arc::clone(dictionary));
            let mut packer = Packer::new(Some(dictionary))?;
            for Draft { story, made, .. } in &mut drafts {
                if let Some(made) = made {
                    made.packed = packer.pack(story)?;
                }
            }
        }
        Ok(Drafts { drafts, trained })
    }
}

impl Drafter {
    /// Forgets what was learned: it did not come to be kept. `dictionary` is the one that was.
    pub(crate) fn forget(&self, dictionary: Option<Arc<[u8]>>) {
        self.desks.clear();
        *self.dictionary() = dictionary;
    }

    /// The draft of a story. What cannot be made of it here is made when it is filed, where its failure is told.
    pub(crate) fn draft(&self, story: Story) -> Draft<'static> {
        let dictionary = self.dictionary().clone();
        let mut lent = self.desks.lend(dictionary.as_ref());
        let made = lent.desk().and_then(|desk| Made::of(&story, desk)).ok();
        Draft { digests: Digests::of(&story), story: Cow::Owned(story), made }
    }

    fn dictionary(&self) -> MutexGuard<'_, Option<Arc<[u8]>>> {
        self.dictionary.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Made {
    /// What is written of one story that turned out to be needed after all.
    pub(crate) fn alone(story: &Story) -> Result<Self, Fault> {
        Self::of(story, &mut Desk::new(None)?)
    }

    fn of(story: &Story, desk: &mut Desk) -> Result<Self, Fault> {
        let language = language_of(story);
        let packed = desk.packer.pack(story)?;
        let stems = desk.stems(&language);
        let document = Document::of(story, &language, stems);
        let forms = stems.take();
        Ok(Self { language, packed, document, sketch: Sketch::of(story), forms, minutes: minutes(story) })
    }
}

/// What a thread needs to prepare stories: a packer, and the stems of every language met so far.
struct Desk {
    /// The dictionary of the packer.
    dictionary: Option<Arc<[u8]>>,
    packer: Packer,
    stems: HashMap<String, Stems>,
}

/// The desks that are free. They are kept from batch to batch, for they know the words they have met.
#[derive(Default)]
pub(crate) struct Desks(Mutex<Vec<Desk>>);

/// A desk that is in use; it is free again when this is dropped.
struct Lent<'a> {
    desk: Option<Result<Desk, Fault>>,
    desks: &'a Desks,
}

impl Desk {
    fn new(dictionary: Option<&Arc<[u8]>>) -> Result<Self, Fault> {
        let packer = Packer::new(dictionary.map(AsRef::as_ref))?;
        Ok(Self { dictionary: dictionary.cloned(), packer, stems: HashMap::new() })
    }

    /// Whether it packs with this dictionary.
    fn has(&self, dictionary: Option<&Arc<[u8]>>) -> bool {
        match (&self.dictionary, dictionary) {
            (Some(own), Some(other)) => Arc::ptr_eq(own, other) || own == other,
            (own, other) => own.is_none() && other.is_none(),
        }
    }

    fn stems(&mut self, language: &str) -> &mut Stems {
        self.stems.entry(language.to_owned()).or_insert_with(|| Stems::of(language))
    }
}

impl Desks {
    /// Forgets all desks: what they have learned did not come to be kept.
    pub(crate) fn clear(&self) {
        self.free().clear();
    }

    fn lend(&self, dictionary: Option<&Arc<[u8]>>) -> Lent<'_> {
        let free = self.free().pop().filter(|desk| desk.has(dictionary));
        Lent { desk: Some(free.map_or_else(|| Desk::new(dictionary), Ok)), desks: self }
    }

    fn free(&self) -> MutexGuard<'_, Vec<Desk>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lent<'_> {
    fn desk(&mut self) -> Result<&mut Desk, Fault> {
        match &mut self.desk {
            Some(Ok(desk)) => Ok(desk),
            Some(Err(fault)) => Err(std::mem::replace(fault, no_room())),
            None => Err(no_room()),
        }
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        // What a thread that panics has learned is lost with it.
        if let (Some(Ok(desk)), false) = (self.desk.take(), thread::panicking()) {
            self.desks.free().push(desk);
        }
    }
}

fn no_room() -> Fault {
    Fault::Damaged("no room to pack a story".to_owned())
}
