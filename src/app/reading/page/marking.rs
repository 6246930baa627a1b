//! What is known of the words on a page: who says them, what was searched, what is strong or leads somewhere.
//!
//! Spans come as they stand in the story and are marked as they stand on the page.

use std::collections::HashMap;

use super::{Copy, Look, Page};
use crate::app::event::Opened;
use crate::news::{Block, BlockKind, InlineKind, Place, Quote, QuoteKind, Story};
use crate::text::{Mark, Slot, Span};
use crate::typeset::{Bar, Note, Stroke};

impl Page {
    /// Marks quotes, their speakers and cues; sets bars beside them and names in the margin.
    pub(super) fn mark_quotes(&mut self, story: &Story, look: &Look, current: Option<usize>) {
        let named = story.speakers();
        let speakers: HashMap<&str, usize> = named.iter().enumerate().map(|(n, (name, _))| (*name, n)).collect();
        let mut noted: Option<(Place, &str)> = None;
        for (n, quote) in story.quotes.iter().enumerate() {
            let slot = quote.speaker().and_then(|name| speakers.get(name)).copied().map(Slot::speaker);
            let Some(copy) = self.at(quote.place) else {
                continue;
            };
            let span = copy.spelled.here(with_marks(quote, story.text_at(quote.place)));
            copy.mark(span, Slot::Quote);
            if current == Some(n) {
                copy.mark(span, Slot::Current);
            }
            if matches!(quote.place, Place::Block(_)) {
                copy.bars.push(Bar { mark: Mark::new(span, slot.unwrap_or(Slot::Quote)), stroke: stroke_of(quote.speaker(), quote.kind) });
                let note = quote.speaker().filter(|name| look.notes && noted != Some((quote.place, name)));
                if let (Some(name), Some(slot)) = (note, slot) {
                    copy.notes.push(Note { at: span.start, text: name.to_owned(), slot });
                    noted = Some((quote.place, name));
                }
            }
            self.mark_attribution(quote, slot);
        }
    }

    fn mark_attribution(&mut self, quote: &Quote, slot: Option<Slot>) {
        let speaker = quote.attribution.speaker.as_ref().map(|speaker| &speaker.mention);
        for (phrase, slot) in [(speaker, slot), (quote.attribution.cue.as_ref(), Some(Slot::Cue))] {
            let (Some(phrase), Some(slot)) = (phrase, slot) else {
                continue;
            };
            if let Some(copy) = self.at(phrase.place) {
                let span = copy.spelled.here(phrase.span);
                copy.mark(span, slot);
            }
        }
    }

    pub(super) fn mark_hits(&mut self, hits: &[(Place, Span)], current: Option<usize>) {
        for (n, (place, span)) in hits.iter().enumerate() {
            if let Some(copy) = self.at(*place) {
                let span = copy.spelled.here(*span);
                copy.mark(span, if current == Some(n) { Slot::CurrentHit } else { Slot::Hit });
            }
        }
    }

    /// Another quote, another hit stands out; whether that could be shown on the page as it is set.
    pub(in crate::app::reading) fn refocus(&mut self, opened: &Opened, focus: (Option<usize>, Option<usize>)) -> bool {
        let before = std::mem::replace(&mut self.focus, focus);
        let story = &opened.kept.story;
        let quote = |at: Option<usize>| {
            at.and_then(|at| story.quotes.get(at)).map(|quote| (quote.place, with_marks(quote, story.text_at(quote.place))))
        };
        let hit = |at: Option<usize>| at.and_then(|at| opened.hits.get(at)).copied();
        let mut changes = Vec::new();
        if before.0 != focus.0 {
            changes.push((quote(before.0), &[(Slot::Current, false)][..]));
            changes.push((quote(focus.0), &[(Slot::Current, true)]));
        }
        if before.1 != focus.1 {
            changes.push((hit(before.1), &[(Slot::CurrentHit, false), (Slot::Hit, true)]));
            changes.push((hit(focus.1), &[(Slot::Hit, false), (Slot::CurrentHit, true)]));
        }
        let mut changes = changes.into_iter().filter_map(|(at, slots)| at.map(|at| (at, slots)));
        changes.all(|((place, span), slots)| slots.iter().all(|slot| self.repaint(place, span, *slot)))
    }

    fn repaint(&mut self, place: Place, span: Span, slot: (Slot, bool)) -> bool {
        let Some(piece) = self.piece_of(place) else { return true };
        let span = self.copy[piece].spelled.here(span);
        self.galley.repaint(piece, span, slot)
    }
}

impl Copy {
    pub(super) fn mark(&mut self, span: Span, slot: Slot) {
        self.spelled.marks.push(Mark::new(span, slot));
    }

    pub(super) fn mark_block(&mut self, block: &Block, dateline: usize) {
        if dateline > 0 {
            self.mark(Span::new(0, dateline), Slot::Dateline);
        }
        if matches!(block.kind, BlockKind::Figure { .. }) {
            let caption = self.spelled.here(Span::new(0, block.text.len())).end;
            self.mark(Span::new(caption, self.spelled.text.len()), Slot::Credit);
        }
        for inline in &block.inlines {
            let span = self.spelled.here(inline.span);
            match &inline.kind {
                InlineKind::Strong => self.mark(span, Slot::Strong),
                InlineKind::Emphasis => self.mark(span, Slot::Emphasis),
                InlineKind::Code => self.mark(span, Slot::Code),
                InlineKind::Link(_) => {
                    self.mark(span, Slot::Link);
                    let number = self.spelled.text.get(span.end..).and_then(|rest| rest.find(']')).map_or(0, |at| at + 1);
                    self.mark(Span::new(span.end, span.end + number), Slot::LinkNumber);
                }
            }
        }
    }
}

/// The bar of a quote of a speaker: broken beside some words within a paraphrase, dotted where nobody is known to have said them.
pub fn stroke_of(speaker: Option<&str>, kind: QuoteKind) -> Stroke {
    match (speaker, kind) {
        (None, _) => Stroke::Dotted,
        (Some(_), QuoteKind::Partial) => Stroke::Broken,
        (Some(_), QuoteKind::Direct | QuoteKind::Block) => Stroke::Solid,
    }
}

/// A quote's span with the quotation marks around it.
fn with_marks(quote: &Quote, text: &str) -> Span {
    let is_mark = |c: &char| matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '「' | '」' | '『' | '』');
    let before = text.get(..quote.span.start).and_then(|text| text.chars().next_back()).filter(is_mark);
    let rest = text.get(quote.span.end..).unwrap_or("");
    let stop = usize::from(rest.starts_with(['.', ',']));
    let after = rest.get(stop..).and_then(|rest| rest.chars().next()).filter(is_mark).map_or(0, |mark| stop + mark.len_utf8());
    Span::new(quote.span.start - before.map_or(0, char::len_utf8), quote.span.end + after)
}
