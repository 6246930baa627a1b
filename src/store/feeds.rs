//! The store's face for feeds: which are followed, and how they stand.

use super::{Result, Store};
use crate::archive::feeds::{Feed, Followed, Standing};

impl Store {
    /// All feeds that are known, by their sections and names: those that are followed, and those of which only their standing is kept.
    pub fn feeds(&self) -> Result<Vec<Followed>> {
        self.told(self.archive.feeds())
    }

    /// Follows feeds; gives how many were not followed before. What is not said of a feed that is followed already stays as it is.
    pub fn follow(&mut self, feeds: &[Feed]) -> Result<usize> {
        let new = self.archive.follow(feeds);
        self.told(new)
    }

    /// Follows the feeds of these addresses no longer; gives how many were followed. Their stories stay.
    pub fn unfollow(&mut self, urls: &[String]) -> Result<usize> {
        let gone = self.archive.unfollow(urls);
        self.told(gone)
    }

    /// Remembers how the feeds of these addresses stand.
    pub fn remember(&mut self, standings: &[(&str, &Standing)]) -> Result<()> {
        if standings.is_empty() {
            return Ok(());
        }
        let remembered = self.archive.remember(standings);
        self.told(remembered)
    }
}
