//! The place at which the reader is: a character of the story, held while the page is set anew around it.
//!
//! It changes only when the reader scrolls. So a page that is set for another width and back shows exactly the same line at its top, and a
//! story whose text has come in another version is found again by its words.

use unicode_segmentation::UnicodeSegmentation;

use super::Page;
use crate::archive::Position;
use crate::news::{Place, Story};
use crate::text::fold;

/// So many words after the place are looked for in another version of the story.
const WORDS: usize = 12;
/// Fewer words are found anywhere.
const FEWEST: usize = 2;

/// What stands at the top of the pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Anchor {
    /// The first words of the story at or below the top; nothing at the very beginning.
    position: Option<Position>,
    /// The line of these words, less that at the top: there may be a blank line, a rule, a picture above them.
    below: isize,
}

impl Anchor {
    /// The anchor of a page whose top line is `scroll`.
    pub(super) fn at(page: &Page, scroll: usize) -> Self {
        let position = page.position_at(scroll).filter(|_| scroll > 0);
        let line = position.and_then(|position| page.line_of(position.place, position.offset));
        Self { position, below: line.map_or(0, |line| line as isize - scroll as isize) }
    }

    /// The anchor at a place of the story; at the beginning of the headline stands all that is above it.
    pub(super) fn of(position: Option<Position>) -> Self {
        Self { position: position.filter(|position| *position != BEGINNING), below: 0 }
    }

    /// The line that it puts at the top of a page; none where the page does not have the place.
    pub(super) fn line(self, page: &Page) -> Option<usize> {
        let Some(position) = self.position else { return Some(0) };
        Some(page.line_of(position.place, position.offset)?.saturating_add_signed(-self.below))
    }

    /// The place to be kept for the next time.
    pub(super) fn position(self) -> Position {
        self.position.unwrap_or(BEGINNING)
    }

    /// The same place in another version of its story, by the words that stand there; where these are gone, the same byte.
    #[must_use]
    pub(super) fn in_version(self, (was, is): (&Story, &Story)) -> Self {
        let Some(position) = self.position else { return self };
        match found_again(position, was, is) {
            Some(found) if found == position => self,
            Some(found) => Self::of(Some(found)),
            None => self,
        }
    }
}

/// The place at which nothing was read yet.
const BEGINNING: Position = Position { place: Place::Headline, offset: 0 };

/// Where the words of a place in `was` stand in `is`: the place itself where they still do, else the first one that has the most of them.
fn found_again(position: Position, was: &Story, is: &Story) -> Option<Position> {
    let text = was.text_at(position.place);
    let rest = text.get(text.floor_char_boundary(position.offset)..)?;
    if is.text_at(position.place).get(position.offset..).is_some_and(|now| now == rest) && !rest.is_empty() {
        return Some(position);
    }
    let sought: Vec<String> = words(rest).take(WORDS).map(|(_, word)| word).collect();
    let mut best: Option<(usize, Position)> = None;
    for passage in is.passages() {
        let found: Vec<(usize, String)> = words(passage.text).collect();
        for at in 0..found.len() {
            let same = found[at..].iter().zip(&sought).take_while(|((_, word), sought)| word == *sought).count();
            if same > best.map_or(0, |(most, _)| most) {
                best = Some((same, Position { place: passage.place, offset: found[at].0 }));
            }
        }
    }
    best.filter(|(same, _)| *same >= FEWEST.min(sought.len()).max(1)).map(|(_, position)| position)
}

/// The words of a text as they are compared, with where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, String)> {
    text.unicode_word_indices().map(|(at, word)| (at, fold::fold(word)))
}

#[cfg(test)]
mod tests {
    use super::{Anchor, found_again};
    use crate::archive::Position;
    use crate::news::{Body, Place, Story};

    fn story(paragraphs: &[&str]) -> Story {
        Story { headline: "Gates hold".into(), body: Body::of_paragraphs(paragraphs.iter().copied()), ..Story::default() }
    }

    #[test]
    fn a_place_is_found_again_by_its_words() {
        let was = story(&["The gates hold, the mayor said on Monday.", "Engineers watch the river by night …"]);
        let whole = story(&[
            "The gates hold, the mayor said on Monday.",
            "An opening that the summary had not.",
            "Engineers watch the river by night and by day.",
        ]);
        let at = |block: usize, offset: usize| Position { place: Place::Block(block), offset };
        let cases = [
            (at(0, 16), &whole, Some(at(0, 16)), "it stands where it stood"),
            (at(1, 0), &whole, Some(at(2, 0)), "the paragraph has moved"),
            (at(1, 16), &whole, Some(at(2, 16)), "the middle of it too"),
            (at(1, 0), &story(&["Other words altogether."]), None, "nothing of it is left"),
        ];
        for (position, is, found, why) in cases {
            assert_eq!(found_again(position, &was, is), found, "{why}");
        }
        let anchor = Anchor { position: Some(at(1, 0)), below: 1 };
        assert_eq!(anchor.in_version((&was, &whole)), Anchor { position: Some(at(2, 0)), below: 0 });
        assert_eq!(anchor.in_version((&was, &was)), anchor);
        assert_eq!(Anchor::default().in_version((&was, &whole)), Anchor::default());
    }
}
