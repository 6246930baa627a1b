//! Who said what in a story: its quotes by speaker.

use super::{Look, Panel, PanelKind, PanelLine, Target, text};
use crate::news::{Quote, Story};
use crate::text::{Slot, width};

/// The columns of the speakers' names.
const NAME: usize = 26;

/// The panel of a story's quotes, for `columns` columns.
pub fn quotes(story: &Story, columns: usize) -> Panel {
    let mut lines = Vec::new();
    let name = NAME.min(columns / 3).max(8);
    for (n, (speaker, count)) in story.speakers().into_iter().enumerate() {
        speaker_lines(&mut lines, story, (Some(speaker), count, Slot::speaker(n)), (name, columns));
    }
    let unknown = story.quotes.iter().filter(|quote| quote.speaker().is_none()).count();
    if unknown > 0 {
        speaker_lines(&mut lines, story, (None, unknown, Slot::Quote), (name, columns));
    }
    if lines.is_empty() {
        lines.push(PanelLine::of([text("Nobody is quoted in this story.")]));
    }
    Panel::new(PanelKind::Quotes, format!("Who said what · {}", story.headline), lines)
}

fn speaker_lines(
    lines: &mut Vec<PanelLine>,
    story: &Story,
    (speaker, count, slot): (Option<&str>, usize, Slot),
    (name, columns): (usize, usize),
) {
    let spoken = story.quotes.iter().enumerate().filter(|(_, quote)| quote.speaker() == speaker);
    for (row, (n, quote)) in spoken.enumerate() {
        let bar = if speaker.is_some() { "▎ " } else { "  " };
        let (shown, label) = match row {
            0 => (width::elide(speaker.unwrap_or("unknown"), name, false), format!(" {count:>3}   ")),
            _ => (String::new(), " ".repeat(7)),
        };
        let gap = " ".repeat(name.saturating_sub(width::columns(&shown)));
        let room = columns.saturating_sub(name + 10).max(8);
        let words = width::elide(&spelled(story, quote), room, false);
        let runs = [(Look::Slot(slot), bar.to_owned()), (Look::Slot(slot), shown), text(gap + &label), text(words)];
        lines.push(PanelLine::of(runs).to(Target::Quote(n)));
    }
    lines.push(PanelLine::blank());
}

/// A quote between marks, on one line.
pub(super) fn spelled(story: &Story, quote: &Quote) -> String {
    let words = quote.span.of(story.text_at(quote.place));
    format!("“{}”", words.split_whitespace().collect::<Vec<_>>().join(" "))
}
