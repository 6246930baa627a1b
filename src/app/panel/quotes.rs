//! Who said what in a story: its quotes by speaker.

use super::{Look, Panel, PanelKind, PanelLine, Target, text};
use crate::app::reading::stroke_of;
use crate::news::{Quote, Story};
use crate::text::fold::fold;
use crate::text::number::grouped;
use crate::text::{Slot, width};

/// The columns of the speakers' names.
const NAME: usize = 26;

/// The panel of a story's quotes that hold `filter`, for `columns` columns; the one that the reader stands on is selected.
pub fn quotes(story: &Story, (filter, current): (&str, Option<usize>), columns: usize) -> Panel {
    let mut lines = Vec::new();
    let name = NAME.min(columns / 3).max(8);
    let wanted = Wanted::of(story, filter);
    for (n, (speaker, _)) in story.speakers().into_iter().enumerate() {
        speaker_lines(&mut lines, &wanted, (Some(speaker), Slot::speaker(n)), (name, columns));
    }
    speaker_lines(&mut lines, &wanted, (None, Slot::Quote), (name, columns));
    if lines.is_empty() {
        let told = if story.quotes.is_empty() { "Nobody is quoted in this story." } else { "No quotation and no speaker has this." };
        lines.push(PanelLine::of([text(told)]));
    }
    let narrowed = if filter.is_empty() { String::new() } else { format!(" · / {filter}") };
    let mut panel = Panel::new(PanelKind::Quotes, format!("Who said what · {}{narrowed}", story.headline), lines);
    panel.filter = filter.to_owned();
    let at = current.and_then(|current| panel.lines.iter().position(|line| line.target == Some(Target::Quote(current))));
    panel.selected = at.unwrap_or(panel.selected);
    panel
}

/// The quotes that are wanted of a story.
struct Wanted<'a> {
    story: &'a Story,
    words: Vec<String>,
}

impl<'a> Wanted<'a> {
    fn of(story: &'a Story, filter: &str) -> Self {
        Self { story, words: fold(filter).split_whitespace().map(str::to_owned).collect() }
    }

    /// Whether every word stands in the quotation or in its speaker's name.
    fn holds(&self, quote: &Quote) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let text = fold(&format!("{} {}", quote.speaker().unwrap_or("unknown"), quote.span.of(self.story.text_at(quote.place))));
        self.words.iter().all(|word| text.contains(word.as_str()))
    }

    /// Those of one speaker, or of nobody who is known, with their numbers.
    fn of_speaker(&self, speaker: Option<&str>) -> Vec<(usize, &'a Quote)> {
        let quotes = self.story.quotes.iter().enumerate();
        quotes.filter(|(_, quote)| quote.speaker() == speaker && self.holds(quote)).collect()
    }
}

fn speaker_lines(lines: &mut Vec<PanelLine>, wanted: &Wanted<'_>, (speaker, slot): (Option<&str>, Slot), (name, columns): (usize, usize)) {
    let spoken = wanted.of_speaker(speaker);
    if !lines.is_empty() && !spoken.is_empty() {
        lines.push(PanelLine::blank());
    }
    let count = spoken.len();
    for (row, (n, quote)) in spoken.into_iter().enumerate() {
        let bar = format!("{} ", stroke_of(quote.speaker(), quote.kind).sign(false));
        let (shown, label) = match row {
            0 => (width::elide(speaker.unwrap_or("unknown"), name, false), format!(" {:>3}   ", grouped(count as u64))),
            _ => (String::new(), " ".repeat(7)),
        };
        let gap = " ".repeat(name.saturating_sub(width::columns(&shown)));
        let room = columns.saturating_sub(name + 10).max(8);
        let words = width::elide(&spelled(wanted.story, quote), room, false);
        let runs = [(Look::Slot(slot), bar), (Look::Slot(slot), shown), text(gap + &label), text(words)];
        lines.push(PanelLine::of(runs).to(Target::Quote(n)));
    }
}

/// A quote between marks, on one line.
fn spelled(story: &Story, quote: &Quote) -> String {
    let words = quote.span.of(story.text_at(quote.place));
    format!("“{}”", words.split_whitespace().collect::<Vec<_>>().join(" "))
}
