//! The reading pane: one story, set for the pane's width, and where the reader is in it.

mod anchor;
mod page;
mod spelled;

pub use page::{Look, Page, Plate, Plates, stroke_of};

use super::event::Opened;
use crate::archive::{Position, StoryId};
use crate::news::Place;
use crate::query::Query;
use crate::text::Span;
use crate::typeset::Measure;
use anchor::Anchor;

/// The state of the reading pane.
#[derive(Debug, Default)]
pub struct Reading {
    pub opened: Option<Opened>,
    /// The query whose hits are lit.
    pub lit: Query,
    pub page: Page,
    /// The line at the top.
    pub scroll: usize,
    /// The words at the top, as the reader has scrolled to them.
    anchor: Anchor,
    /// From which column on wide tables and preformatted text are seen; where they are not moved, they are wrapped.
    pub aside: Option<usize>,
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

    /// Shows a story with the hits of `lit`, where the reader stopped in it, or, where hits are sought, at the first. A story that is shown
    /// already stays where it is, by its words where it has come in another version.
    pub fn show(&mut self, opened: Opened, (lit, sought): (Query, bool), look: &Look) {
        let is_shown = self.story() == Some(opened.kept.id);
        let hit = opened.hits.first().copied().filter(|_| sought && !(is_shown && lit == self.lit));
        let before = self.opened.replace(opened).zip(self.opened.as_ref()).filter(|_| is_shown);
        self.anchor = match (&before, &self.opened) {
            (Some((was, is)), _) => self.anchor.in_version((&was.kept.story, &is.kept.story)),
            (None, opened) => Anchor::of(opened.as_ref().and_then(|opened| opened.position)),
        };
        if !is_shown {
            (self.scroll, self.aside) = (0, None);
        }
        self.lit = lit;
        (self.quote, self.hit) = (None, hit.map(|_| 0));
        self.set(look);
        if let Some((place, span)) = hit {
            self.reveal(place, span);
        }
    }

    /// Takes the story away.
    pub fn clear(&mut self) {
        *self = Self { height: self.height, ..Self::default() };
    }

    /// Fits the page to the screen as it is, and stays at the same words.
    pub fn fit(&mut self, look: &Look) {
        if !self.page.is_set_for(&self.unwrapped(look), (self.quote, self.hit)) {
            return self.set(look);
        }
        self.scroll = self.anchor.line(&self.page).unwrap_or(self.scroll);
        self.clamp();
    }

    fn unwrapped(&self, look: &Look) -> Look {
        Look { measure: Measure { unwrapped: self.aside.is_some(), ..look.measure }, ..look.clone() }
    }

    /// Sets the page anew (another width, other marks) and stays at the same words.
    fn set(&mut self, look: &Look) {
        let look = self.unwrapped(look);
        let Some(opened) = &self.opened else {
            return;
        };
        self.page = Page::of(opened, &look, (self.quote, self.hit));
        let furthest = self.page.galley.widest().saturating_sub(look.measure.columns);
        self.aside = self.aside.map(|column| column.min(furthest));
        self.scroll = self.anchor.line(&self.page).unwrap_or(self.scroll);
        self.clamp();
    }

    /// The story and the place in it that is to be kept.
    pub fn position(&self) -> Option<(StoryId, Position)> {
        self.story().map(|story| (story, self.anchor.position()))
    }

    /// Scrolls by lines; whether anything moved.
    pub fn scroll_by(&mut self, by: isize) -> bool {
        self.scroll_to(self.scroll.saturating_add_signed(by))
    }

    /// Turns so many pages; whether anything moved.
    pub fn turn(&mut self, pages: isize) -> bool {
        let galley = &self.page.galley;
        let mut line = self.scroll;
        for _ in 0..pages.unsigned_abs() {
            let next = if pages > 0 { galley.page_down(line, self.height) } else { galley.page_up(line, self.height) };
            if next == line {
                break;
            }
            line = next;
        }
        self.scroll_to(line)
    }

    /// Unwraps what is wider than the page and moves it by half a page; to the left of its beginning it is wrapped again. Whether anything
    /// changed.
    pub fn scroll_aside(&mut self, right: bool, look: &Look) -> bool {
        let step = (look.measure.columns / 2).max(1);
        let before = self.aside;
        self.aside = match (before, right) {
            (None, true) => Some(0),
            (Some(column), true) => Some(column + step),
            (None | Some(0), false) => None,
            (Some(column), false) => Some(column.saturating_sub(step)),
        };
        self.set(look);
        if before.is_none() && self.page.galley.widest() == 0 {
            self.aside = None;
        }
        self.aside != before
    }

    /// The reader goes to a line; whether anything moved.
    fn scroll_to(&mut self, line: usize) -> bool {
        let before = std::mem::replace(&mut self.scroll, line);
        self.clamp();
        if self.scroll != before {
            self.anchor = Anchor::at(&self.page, self.scroll);
        }
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

    /// How much of the story is to be kept as seen, in per cent: nothing at its beginning, all where its end is in view.
    pub fn seen(&self) -> u8 {
        match () {
            () if self.at_end() => 100,
            () if self.scroll == 0 => 0,
            () => u8::try_from(self.progress().clamp(1, 99)).unwrap_or(99),
        }
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
        self.refocus(look);
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
        self.refocus(look);
        self.reveal(place, span);
        true
    }

    /// Goes to the next (or previous) crosshead; whether there is one.
    pub fn step_heading(&mut self, forward: bool) -> bool {
        let target = self.page.heading(self.scroll, forward);
        target.is_some_and(|line| self.scroll_to(line))
    }

    /// The numbers of the links that are to be seen, in the order in which they stand.
    pub fn links_in_view(&self) -> Vec<usize> {
        let Some(opened) = &self.opened else { return Vec::new() };
        let mut numbers = Vec::new();
        for line in self.page.galley.lines.iter().skip(self.scroll).take(self.height) {
            for (_, _, number) in self.page.links_on(line, &opened.kept.story) {
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
        }
        numbers
    }

    /// The nth link of the story, from 1; the story's own address for none.
    pub fn link(&self, number: Option<usize>) -> Option<String> {
        let story = &self.opened.as_ref()?.kept.story;
        match number {
            Some(n) => self.page.links.get(n.checked_sub(1)?).cloned(),
            None => Some(story.origin.url.clone()).filter(|url| !url.is_empty()),
        }
    }

    /// The line of the quote or the hit that the reader went to.
    pub fn line_stood_on(&self) -> Option<usize> {
        let opened = self.opened.as_ref()?;
        let quote = self.quote.and_then(|at| opened.kept.story.quotes.get(at)).map(|quote| (quote.place, quote.span));
        let (place, span) = quote.or_else(|| opened.hits.get(self.hit?).copied())?;
        self.page.line_of(place, span.start)
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
        let lowest = if last + around >= self.scroll + self.height { (last + around + 1).saturating_sub(self.height) } else { self.scroll };
        self.scroll_to(lowest.min(first.saturating_sub(around)));
    }

    /// Another quote or hit stands out.
    fn refocus(&mut self, look: &Look) {
        let is_shown = self.opened.as_ref().is_some_and(|opened| self.page.refocus(opened, (self.quote, self.hit)));
        if !is_shown {
            self.set(look);
        }
    }

    fn clamp(&mut self) {
        self.scroll = self.scroll.min(self.page.lines().saturating_sub(self.height));
    }
}
