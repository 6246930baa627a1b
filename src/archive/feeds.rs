//! The feeds that are followed: what a reader wants of each, and how each stands.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::text::address;

/// A feed as a reader follows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// Its address as it is followed, by which it is known: of the web, `file:` or `exec:`.
    pub url: String,
    /// The source that its stories are filed under; as it calls itself where empty.
    pub title: String,
    /// The section that its stories are filed under; as they say themselves where empty.
    pub section: String,
    /// What its stories are tagged with besides their own tags.
    pub tags: Vec<String>,
    pub full_text: FullText,
}

/// When the whole text of a story is fetched from its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FullText {
    /// When the reader asks for it.
    #[default]
    OnDemand,
    /// As soon as the story is filed.
    Always,
}

/// How a feed stands: what is remembered of it from one fetch to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// What it calls itself.
    pub name: String,
    /// The page that it belongs to.
    pub home: String,
    /// Where it is asked, if that is not the address that is followed: it has moved for good, or the address is that of its page.
    pub address: String,
    /// What its server knows its last document by.
    pub etag: String,
    pub last_modified: String,
    /// A digest of that document; 0 where there is none.
    pub digest: i64,
    /// When it was asked last.
    pub asked: Option<Timestamp>,
    /// When it answered last.
    pub answered: Option<Timestamp>,
    /// It is not asked before, unless the reader insists.
    pub due: Option<Timestamp>,
    /// How often it has failed since it last answered.
    pub failures: u32,
    /// What went wrong the last time; empty where nothing did.
    pub trouble: String,
}

/// A feed and how it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    pub feed: Feed,
    pub standing: Standing,
    /// Whether the archive says that it is followed. One that only the configuration follows is there for its standing.
    pub is_kept: bool,
}

impl Followed {
    /// What it is called: the reader's title, its own name, its address.
    pub fn label(&self) -> Cow<'_, str> {
        self.feed.label(&self.standing)
    }
}

impl Feed {
    /// What a feed is called that stands so: the reader's title, its own name, its address as it may be shown.
    pub fn label<'a>(&'a self, standing: &'a Standing) -> Cow<'a, str> {
        let named = [&self.title, &standing.name].into_iter().find(|name| !name.is_empty());
        named.map_or_else(|| address::shown(&self.url), |name| Cow::Borrowed(name.as_str()))
    }
}
