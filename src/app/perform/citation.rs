//! Citations, as they are copied: of a story, or of a quotation wherever one is selected.

use crate::app::event::{Clock, Effect};
use crate::app::panel::{Panel, Target};
use crate::app::{App, Focus};
use crate::archive::QuoteRow;
use crate::news::Story;

/// What is known of what is cited; what is not is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Citation {
    words: String,
    speaker: String,
    title: String,
    source: String,
    date: String,
    url: String,
}

impl App {
    /// Copies the selected quote with who said it and where; else the address of the story, or of the link of that number.
    pub(super) fn copy(&mut self, number: Option<usize>) -> Vec<Effect> {
        if let Some(cited) = self.cited_quote().filter(|_| number.is_none()) {
            return vec![Effect::Copy(cited.written())];
        }
        match self.over.panel.as_ref().map(Panel::target) {
            Some(Some(Target::Link(url))) => vec![Effect::Copy(url.clone())],
            Some(_) => {
                self.status.refuse("No quote is selected.");
                Vec::new()
            }
            None => self.with_link(number, Effect::Copy),
        }
    }

    /// Copies a citation with its address: of the selected quote, else of the story.
    pub(super) fn copy_citation(&mut self) -> Vec<Effect> {
        let story = || self.reading.opened.as_ref().map(|opened| Citation::of(&opened.kept.story, None, &self.clock));
        let cited = self.cited_quote().or_else(story);
        cited.map(|cited| Effect::Copy(cited.with_address())).into_iter().collect()
    }

    /// The quote that is selected in a panel, or that the reader stands on in the story.
    fn cited_quote(&self) -> Option<Citation> {
        let of_story = |at: usize| self.reading.opened.as_ref().map(|opened| Citation::of(&opened.kept.story, Some(at), &self.clock));
        match self.over.panel.as_ref() {
            Some(panel) => match panel.target()? {
                Target::Quote(at) => of_story(*at),
                Target::Said(at) => panel.roll()?.quote(*at).map(|row| Citation::of_row(row, &self.clock)),
                _ => None,
            },
            None => self.reading.quote.filter(|_| self.screen.focus == Focus::Story).and_then(of_story),
        }
    }
}

impl Citation {
    /// A story, or the nth quote in it.
    fn of(story: &Story, quote: Option<usize>, clock: &Clock) -> Self {
        let quote = quote.and_then(|at| story.quotes.get(at));
        let dated = || story.dateline.as_ref().map(|dateline| dateline.date.clone()).unwrap_or_default();
        Self {
            words: quote.map_or(String::new(), |quote| cited(quote.span.of(story.text_at(quote.place)))),
            speaker: quote.and_then(|quote| quote.speaker()).unwrap_or_default().to_owned(),
            title: story.headline.clone(),
            source: named([&story.origin.source, &story.origin.agency]),
            date: story.time().map_or_else(dated, |time| clock.cited(time)),
            url: story.origin.url.clone(),
        }
    }

    /// A quote of the archive.
    fn of_row(row: &QuoteRow, clock: &Clock) -> Self {
        Self {
            words: cited(&row.text),
            speaker: row.speaker.clone().unwrap_or_default(),
            title: row.headline.clone(),
            source: named([&row.source, &row.agency]),
            date: row.published.map_or_else(String::new, |time| clock.cited(time)),
            url: row.url.clone(),
        }
    }

    /// `“…” — Anatoly Antonov, “Title of the story”, TASS, 20 March 2021`; of a story without a quote what stands behind the dash.
    fn written(&self) -> String {
        self.joined("")
    }

    /// The same with the address of the story.
    fn with_address(&self) -> String {
        self.joined(&self.url)
    }

    fn joined(&self, url: &str) -> String {
        let title = if self.title.is_empty() { String::new() } else { format!("“{}”", self.title) };
        let parts = [self.speaker.as_str(), &title, &self.source, &self.date, url];
        let place = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        match (self.words.as_str(), place.as_str()) {
            ("", _) => place,
            (words, "") => format!("“{words}”"),
            (words, _) => format!("“{words}” — {place}"),
        }
    }
}

/// The words on one line, without the comma that led on to the speaker.
fn cited(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_end_matches([',', '،', '、']).to_owned()
}

fn named(names: [&String; 2]) -> String {
    names.into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Citation;

    #[test]
    fn what_is_not_known_is_left_out() {
        let cited = Citation {
            words: "We will act".into(),
            speaker: "Ada Rao".into(),
            title: "Dam talks".into(),
            source: "Halcyon Wire".into(),
            date: "18 November 2026".into(),
            url: "https://example.org/dam".into(),
        };
        assert_eq!(cited.written(), "“We will act” — Ada Rao, “Dam talks”, Halcyon Wire, 18 November 2026");
        assert_eq!(cited.with_address(), "“We will act” — Ada Rao, “Dam talks”, Halcyon Wire, 18 November 2026, https://example.org/dam");
        let story = Citation { words: String::new(), speaker: String::new(), source: String::new(), ..cited.clone() };
        assert_eq!(story.written(), "“Dam talks”, 18 November 2026");
        assert_eq!(Citation { words: cited.words, ..Citation::default() }.written(), "“We will act”");
    }
}
