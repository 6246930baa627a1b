//! Fetches the page of a story.

use crate::news::Story;
use crate::wire::{Document, Request, Wanted, Wire};

/// The page of a story, or why it did not come.
pub(super) fn fetch(story: &Story, wire: &Wire) -> Result<Document, String> {
    let (address, followed) = (story.origin.url.clone(), Some(story.origin.feed.clone()));
    let request = Request { address, followed, wanted: Wanted::Page, ..Request::default() };
    let reply = wire.fetch(&request).map_err(|failure| failure.to_string())?;
    reply.document.ok_or_else(|| "nothing came".to_owned())
}
