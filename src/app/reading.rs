//! The reading pane: one story, set for the pane's width, and where the reader is in it.

mod page;
mod spelled;

pub use page::{Look, Page, stroke_of};

use super::event::Opened;
use crate::archive::{Position, StoryId};
use crate::news::Place;
use crate::query::Query;
use crate::text::Span;

/// The state of the reading pane.
#[derive(Debug, Default)]
pub struct Reading {
    pub opened: Option<Opened>,
    /// The query whose hits are lit.
    pub lit: Query,
    pub page: Page,
    /// The line at the top.
    pub scroll: usize,
    pub height: usize,
    /// The quote that the reader jumped to.
    pub quote: Option<usize>,
    /// The hit that the reader stands on.
    pub hit: Option<usize>,
}

impl Reading {
    /// The story that is shown.
    pub fn story(&self) -> Option<StoryId> {
        self.opened.as_ref().map(|opened| opened.kept.id)
    }

    /// Shows a story with the hits of `lit`, where the reader stopped in it, or, where hits are sought, at the first.
    pub fn show(&mut self, opened: Opened, (lit, sought): (Query, bool), look: &Look) {
        let (position, hit) = (opened.position, opened.hits.first().copied().filter(|_| sought));
        self.opened = Some(opened);
        self.lit = lit;
        (self.scroll, self.quote, self.hit) = (0, None, hit.map(|_| 0));
        self.set(look);
        match (hit, position) {
            (Some((place, span)), _) => self.reveal(place, span),
            (None, Some(position)) => self.scroll = self.page.line_of(position.place, position.offset).unwrap_or(0),
            (None, None) => {}
        }
        self.clamp();
    }

    /// Takes the story away.
    pub fn clear(&mut self) {
        *self = Self { height: self.height, ..Self::default() };
    }

    /// Sets the page anew (another width, other marks) and stays at the same words.
    pub fn set(&mut self, look: &Look) {
        let position = self.position();
        let Some(opened) = &self.opened else {
            return;
        };
        self.page = Page::of(opened, look, (self.quote, self.hit));
        // Where the same words stand at the top, also above a picture or a blank line, nothing moves.
        let moved = position.filter(|_| self.page.position_at(self.scroll) != position);
        if let Some(line) = moved.and_then(|position| self.page.line_of(position.place, position.offset)) {
            self.scroll = line;
        }
        self.clamp();
    }

    /// What stands at the top of the pane; nothing when that is the head of the story.
    pub fn position(&self) -> Option<Position> {
        if self.scroll == 0 { None } else { self.page.position_at(self.scroll) }
    }

    /// Scrolls by lines; whether anything moved.
    pub fn scroll_by(&mut self, by: isize) -> bool {
        let before = self.scroll;
        self.scroll = self.scroll.saturating_add_signed(by);
        self.clamp();
        self.scroll != before
    }

    /// Whether the end of the story is in view.
    pub fn at_end(&self) -> bool {
        self.scroll + self.height >= self.page.lines()
    }

    /// How far the reader is, in per cent of the lines that can be seen.
    pub fn progress(&self) -> usize {
        let lines = self.page.lines().max(1);
        ((self.scroll + self.height).min(lines) * 100) / lines
    }

    /// Goes to the next (or previous) quote, from where the reader is; whether there is one.
    pub fn step_quote(&mut self, by: isize, look: &Look) -> bool {
        let Some(opened) = &self.opened else {
            return false;
        };
        let quotes = &opened.kept.story.quotes;
        let last = quotes.len().saturating_sub(1);
        let go = |at: usize, by: isize| at.saturating_add_signed(by).min(last);
        let next = match self.quote {
            Some(at) => Some(go(at, by)).filter(|next| *next != at),
            None => {
                let first = self.first_from_here(quotes.iter().map(|quote| (quote.place, quote.span)), by);
                first.map(|at| go(at, by - by.signum()))
            }
        };
        next.is_some_and(|at| self.go_to_quote(at, look))
    }

    /// Goes to the nth quote; whether there is one.
    pub fn go_to_quote(&mut self, at: usize, look: &Look) -> bool {
        let quote = self.opened.as_ref().and_then(|opened| opened.kept.story.quotes.get(at)).map(|quote| (quote.place, quote.span));
        let Some((place, span)) = quote else {
            return false;
        };
        self.quote = Some(at);
        self.set(look);
        self.reveal(place, span);
        true
    }

    /// Goes to the quote that stands at a place; whether there is one.
    pub fn go_to_place(&mut self, place: Place, span: Span, look: &Look) -> bool {
        let quotes = self.opened.as_ref().map_or(&[][..], |opened| opened.kept.story.quotes.as_slice());
        let at = quotes.iter().position(|quote| (quote.place, quote.span) == (place, span));
        at.is_some_and(|at| self.go_to_quote(at, look))
    }

    /// Goes to the next (or previous) hit; whether there is one.
    pub fn step_hit(&mut self, by: isize, look: &Look) -> bool {
        let hits = self.opened.as_ref().map_or(&[][..], |opened| opened.hits.as_slice());
        let next = match self.hit {
            Some(at) => at.checked_add_signed(by).filter(|at| *at < hits.len()),
            None => (!hits.is_empty()).then_some(0),
        };
        let Some((at, (place, span))) = next.map(|at| (at, hits[at])) else {
            return false;
        };
        self.hit = Some(at);
        self.set(look);
        self.reveal(place, span);
        true
    }

    /// Goes to the next (or previous) crosshead; whether there is one.
    pub fn step_heading(&mut self, forward: bool) -> bool {
        let target = self.page.heading(self.scroll, forward);
        target.is_some_and(|line| {
            let before = self.scroll;
            self.scroll = line;
            self.clamp();
            self.scroll != before
        })
    }

    /// The nth link of the story, from 1; the story's own address for none.
    pub fn link(&self, number: Option<usize>) -> Option<String> {
        let story = &self.opened.as_ref()?.kept.story;
        match number {
            Some(n) => self.page.links.get(n.checked_sub(1)?).cloned(),
            None => Some(story.origin.url.clone()).filter(|url| !url.is_empty()),
        }
    }

    fn first_from_here(&self, places: impl DoubleEndedIterator<Item = (Place, Span)> + ExactSizeIterator, by: isize) -> Option<usize> {
        let line = |(place, span): (Place, Span)| self.page.line_of(place, span.start).unwrap_or(0);
        let mut places = places.map(line).enumerate();
        if by > 0 {
            places.find(|(_, line)| *line >= self.scroll).map(|(at, _)| at)
        } else {
            places.rfind(|(_, line)| *line < self.scroll).map(|(at, _)| at)
        }
    }

    /// Scrolls as little as brings a stretch of text into view, with a few lines around it.
    fn reveal(&mut self, place: Place, span: Span) {
        let (Some(first), Some(last)) = (self.page.line_of(place, span.start), self.page.line_of(place, span.end)) else {
            return;
        };
        let around = (self.height / 5).min(4);
        if last + around >= self.scroll + self.height {
            self.scroll = (last + around + 1).saturating_sub(self.height);
        }
        self.scroll = self.scroll.min(first.saturating_sub(around));
        self.clamp();
    }

    fn clamp(&mut self) {
        self.scroll = self.scroll.min(self.page.lines().saturating_sub(self.height));
    }
}
