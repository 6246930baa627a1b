//! Tells whether two stories are the same one.
//!
//! Digests are 80 bits of SipHash-2-4 under two fixed keys: its definition never changes, and among the digests of ten million stories
//! the chance that any two different ones meet is below one in 10⁹. Its keys being public, somebody could make stories meet on purpose;
//! all they would win is what giving another story's address wins already.

#![allow(deprecated, reason = "SipHasher is SipHash-2-4 for ever; its successor may change with the compiler, and digests are kept")]

use std::hash::{Hasher, SipHasher};

use super::tally::SAMPLE;
use crate::news::Story;
use crate::text::fold::fold;

/// 80 bits that stand for a text.
pub(crate) type Digest = [u8; 10];

/// The digest of what is filed in a story that has lost its text, and of no other: whatever is filed over it differs.
pub(crate) const NO_CONTENT: Digest = [0; 10];

/// A text shorter than this, in bytes, is not enough to tell stories apart: the day and the source must be the same as well.
const TELLING: usize = 160;

/// What tells a story from others, and whether it has changed.
#[derive(Clone, Debug)]
pub(crate) struct Digests {
    /// The publisher's identifier within its feed or source.
    pub(crate) guid: Option<Digest>,
    pub(crate) url: Option<Digest>,
    /// Headline and text.
    pub(crate) text: Digest,
    /// Everything that is filed, but not through which feed it came.
    pub(crate) content: Digest,
}

impl Digests {
    /// The digests of `story`.
    pub(crate) fn of(story: &Story) -> Self {
        let origin = &story.origin;
        let channel = if origin.feed.is_empty() { &origin.source } else { &origin.feed };
        Self {
            guid: (!origin.guid.is_empty()).then(|| digest(b'g', &[channel, &origin.guid])),
            url: (!origin.url.is_empty()).then(|| digest(b'u', &[origin.url.trim_end_matches('/')])),
            text: text(story),
            content: content(story),
        }
    }

    /// The digests by which a story is known that is not here, by what is told of it: its address, its identifier within a feed or source,
    /// and the digest of its headline and text, [`written`]. What was not told is the digest of no story.
    pub(crate) fn told(url: &str, guid: &str, channel: &str, text: &str) -> Self {
        let mut story = Story::default();
        (story.origin.url, story.origin.guid, story.origin.source) = (url.to_owned(), guid.to_owned(), channel.to_owned());
        Self { text: read(text).unwrap_or_default(), content: Digest::default(), ..Self::of(&story) }
    }

    /// Whether the story is one of those whose words are counted.
    pub(crate) fn is_sampled(&self) -> bool {
        self.text.first().is_some_and(|byte| byte % SAMPLE == 0)
    }

    /// The digests by which the story is known, the surest first.
    pub(crate) fn likenesses(&self) -> impl Iterator<Item = Digest> {
        self.guid.into_iter().chain(self.url).chain(Some(self.text))
    }
}

/// The digest of a story of which nothing is left but its number.
pub(crate) fn of_number(number: i64) -> Digest {
    digest(b'n', &[&number.to_string()])
}

/// A digest of what the list shows of a story, by which one that has lost its text is known again: that of the `nth` story which shows the
/// same. None of what shows nothing.
pub(crate) fn of_listed(story: &Story, nth: u32) -> Option<Digest> {
    let headline = fold(&story.headline);
    let time = story.time().map_or(String::new(), |time| time.as_microsecond().to_string());
    let parts = [headline.trim(), &story.origin.source, &time, &nth.to_string()];
    (!headline.trim().is_empty()).then(|| digest(b'l', &parts))
}

/// A digest in hexadecimal digits.
pub(crate) fn written(digest: Digest) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(digits: &str) -> Option<Digest> {
    let mut digest = Digest::default();
    if digits.len() != 2 * digest.len() || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    for (at, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(digest)
}

fn text(story: &Story) -> Digest {
    let headline = fold(&story.headline);
    let body = fold(&story.body.text());
    let words = body.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.len() >= TELLING {
        return digest(b't', &[headline.trim(), &words]);
    }
    let time = story.time().map_or(String::new(), |time| time.to_string());
    digest(b's', &[headline.trim(), &words, &fold(&story.standfirst), &story.origin.source, &time])
}

fn content(story: &Story) -> Digest {
    let Story { headline, standfirst, byline, dateline, origin, times, language, tags, figures, body, quotes } = story;
    let origin = (&origin.section, &origin.source, &origin.agency, &origin.url, &origin.guid);
    let head = (headline, standfirst, byline, dateline, origin, times, language, tags);
    let json = serde_json::to_vec(&(head, figures, body, quotes)).unwrap_or_default();
    bytes(b'c', &[&json])
}

fn digest(kind: u8, parts: &[&str]) -> Digest {
    bytes(kind, &parts.iter().map(|part| part.as_bytes()).collect::<Vec<_>>())
}

fn bytes(kind: u8, parts: &[&[u8]]) -> Digest {
    let mut halves = [SipHasher::new_with_keys(0x6461_7465_6c69_6e65, 1), SipHasher::new_with_keys(0x6461_7465_6c69_6e65, 2)];
    let mut digest = Digest::default();
    for (half, out) in halves.iter_mut().zip(digest.chunks_mut(8)) {
        half.write(&[kind]);
        for part in parts {
            half.write(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
            half.write(part);
        }
        out.iter_mut().zip(half.finish().to_le_bytes()).for_each(|(out, byte)| *out = byte);
    }
    digest
}
