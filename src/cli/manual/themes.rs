//! The page of themes: those that are shipped, and the names that a theme gives styles to.

use super::{Chapter, Page};
use crate::theme::{self, Theme};

/// The page.
pub(super) fn page() -> Page {
    let shipped = theme::shipped().map(|(name, text)| (name.to_owned(), Theme::about(text)));
    let names = theme::names().map(|name| (name.to_owned(), told(name)));
    Page {
        name: "themes",
        about: "how the reader looks",
        lead: "`:theme` shows the themes and takes one until you quit; `theme = \"NAME\"` under [screen] keeps it. One of your own is \
               themes/NAME.toml beside the configuration. A name without a style has that of the one before its last dot."
            .to_owned(),
        chapters: vec![
            Chapter { title: "Shipped".to_owned(), rows: shipped.collect(), ..Chapter::default() },
            Chapter {
                title: "Styles".to_owned(),
                told:
                    "A style is words: a colour, `on` and a colour behind it, bold, dim, italic, underline, reverse, strike. A colour is \
                       \"#rrggbb\", a number to 255, one of the terminal's sixteen (black, red, … white, bright-black, … bright-white), or \
                       a name from [colours] of this theme or of one that it stands on."
                        .to_owned(),
                example: EXAMPLE.to_owned(),
                ..Chapter::default()
            },
            Chapter { title: "Names".to_owned(), rows: names.collect(), ..Chapter::default() },
        ],
    }
}

const EXAMPLE: &str = "inherit = \"newsprint\"
about = \"newsprint with green ink\"
\"reading.quote\" = \"italic bright\"
\"list.selected\" = \"on shade\"

[colours]
ink = \"#1f3a2a\"
shade = \"#e8dfc8\"";

/// What a name stands for.
fn told(name: &str) -> String {
    let known = TOLD.iter().find(|(known, _)| *known == name).map_or("", |(_, told)| told);
    match (name.strip_prefix("reading.speaker."), known) {
        (Some(number), "") => format!("the bar and the name of speaker {number} of a story"),
        (_, known) => known.to_owned(),
    }
}

const TOLD: [(&str, &str); 56] = [
    ("screen", "all that nothing else is painted on"),
    ("screen.bar", "the top line"),
    ("screen.bar.name", "the name of the program in it"),
    ("screen.bar.counts", "how many stories there are, and how many are unread"),
    ("screen.bar.arrivals", "that stories have arrived"),
    ("screen.divider", "the lines between panes"),
    ("sections.name", "a section, a source or a saved search"),
    ("sections.heading", "the headings above them"),
    ("sections.name.listed", "the one that the list shows"),
    ("sections.name.quiet", "one without unread stories"),
    ("sections.unread", "the number of unread stories"),
    ("sections.total", "the number of all stories"),
    ("list.day", "the line above the stories of a day"),
    ("list.headline", "the headline of a story that is read"),
    ("list.headline.unread", "the headline of one that is not"),
    ("list.meta", "the line below a headline"),
    ("list.snippet", "what a search has found in a story"),
    ("list.selected", "the headline of the selected story"),
    ("list.selected.bar", "the bar before it"),
    ("list.sign.unread", "the sign of an unread story"),
    ("list.sign.star", "the sign of a starred story"),
    ("status.notice", "what just happened"),
    ("status.alarm", "what went wrong"),
    ("status.hint", "what can be done here, and all that is said in passing"),
    ("status.hint.key", "the keys in it"),
    ("prompt", "the line that is typed"),
    ("prompt.sign", "the sign before it"),
    ("prompt.error", "what is wrong with it"),
    ("panel.title", "the title of a panel and its headings"),
    ("panel.text", "its text"),
    ("panel.meta", "what stands beside it"),
    ("panel.selected", "its selected line"),
    ("reading", "the text of a story"),
    ("reading.section", "the section above the headline"),
    ("reading.headline", "the headline"),
    ("reading.standfirst", "the standfirst"),
    ("reading.meta", "byline, source, date and reading time"),
    ("reading.rule", "the rule below them, and rules in the text"),
    ("reading.dateline", "place, date and agency that open the text"),
    ("reading.crosshead", "headings within the text"),
    ("reading.block_quote", "quotations set apart"),
    ("reading.caption", "the caption of a figure"),
    ("reading.credit", "its credit"),
    ("reading.preformatted", "text that stands as it was written"),
    ("reading.table_head", "the head of a table"),
    ("reading.list_marker", "bullets and numbers of lists"),
    ("reading.strong", "words with weight"),
    ("reading.emphasis", "words with emphasis"),
    ("reading.code", "code within a line"),
    ("reading.link", "words that are a link"),
    ("reading.link.number", "the number of a link"),
    ("reading.quote", "quoted words"),
    ("reading.quote.cue", "the words that say that somebody said it"),
    ("reading.quote.current", "the quote that the reader went to"),
    ("reading.hit", "a hit of the search"),
    ("reading.hit.current", "the hit that the reader went to"),
];

#[cfg(test)]
mod tests {
    use super::{TOLD, told};
    use crate::theme;

    #[test]
    fn every_name_is_told_of_and_no_other() {
        let all: Vec<&str> = theme::names().collect();
        assert!(all.iter().all(|name| !told(name).is_empty()), "{:?}", all.iter().filter(|name| told(name).is_empty()).collect::<Vec<_>>());
        assert!(TOLD.iter().all(|(name, _)| all.contains(name)));
    }
}
