//! Everything that is known of a story.

use super::{Panel, PanelKind, PanelLine, Target, aside, text};
use crate::app::event::Clock;
use crate::archive::Kept;
use crate::news::BlockKind;
use crate::text::width;

/// The columns of the names at the left.
const LABEL: usize = 14;

/// The panel of a story's metadata; `links` are the numbered links of its text.
pub fn metadata(kept: &Kept, links: &[String], clock: &Clock, columns: usize) -> Panel {
    let story = &kept.story;
    let origin = &story.origin;
    let time = |time: Option<jiff::Timestamp>| time.map(|time| clock.moment(time)).unwrap_or_default();
    let dateline = story.dateline.as_ref();
    let of_dateline = |part: fn(&crate::news::Dateline) -> &String| dateline.map(part).cloned().unwrap_or_default();
    let figures = story.figures.len() + story.body.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Figure { .. })).count();
    let rows = [
        ("number", kept.id.0.to_string()),
        ("headline", story.headline.clone()),
        ("standfirst", story.standfirst.clone()),
        ("byline", story.byline.join(", ")),
        ("section", origin.section.clone()),
        ("source", origin.source.clone()),
        ("same copy", reprints(kept)),
        ("agency", origin.agency.clone()),
        ("place", of_dateline(|dateline| &dateline.place)),
        ("dated", of_dateline(|dateline| &dateline.date)),
        ("published", time(story.times.published)),
        ("updated", time(story.times.updated)),
        ("filed", time(Some(kept.filed))),
        ("language", story.language.clone()),
        ("length", format!("{} words · {} min", story.words(), story.reading_minutes())),
        ("figures", if figures == 0 { String::new() } else { figures.to_string() }),
        ("tags", story.tags.join(", ")),
        ("feed", origin.feed.clone()),
        ("guid", origin.guid.clone()),
        ("marks", marks(kept)),
    ];
    let mut lines: Vec<PanelLine> = rows.iter().flat_map(|(label, value)| row(label, value, columns)).collect();
    lines.extend(row("address", &origin.url, columns).into_iter().map(|line| line.to(Target::Link(origin.url.clone()))));
    people(&mut lines, kept);
    for (n, url) in links.iter().enumerate() {
        lines.extend(row(&format!("link {}", n + 1), url, columns).into_iter().map(|line| line.to(Target::Link(url.clone()))));
    }
    Panel::new(PanelKind::Metadata, "What is known of this story", lines)
}

/// The sources that have the same copy, with the numbers of their stories, and how all of them are asked for.
fn reprints(kept: &Kept) -> String {
    let Some(group) = kept.group else { return String::new() };
    let named = kept.reprints.iter().map(|reprint| format!("{} ({})", reprint.source, reprint.id.0).trim_start().to_owned());
    format!("{} · group:{}", named.collect::<Vec<_>>().join(", "), group.0)
}

fn marks(kept: &Kept) -> String {
    let read = if kept.read { "read" } else { "unread" };
    if kept.starred { format!("{read}, starred") } else { read.to_owned() }
}

/// A name and its value, wrapped; nothing where nothing is known.
fn row(label: &str, value: &str, columns: usize) -> Vec<PanelLine> {
    let room = columns.saturating_sub(LABEL + 1).max(8);
    let mut rest = value;
    let mut lines = Vec::new();
    while !rest.is_empty() && lines.len() < 6 {
        let fits = width::fit(rest, room);
        let cut = if fits.len() == rest.len() { fits.len() } else { fits.rfind(' ').filter(|at| *at > 0).unwrap_or(fits.len()) };
        let cut = if cut == 0 { rest.len() } else { cut };
        let label = if lines.is_empty() { label } else { "" };
        lines.push(PanelLine::of([aside(format!("{label:<LABEL$}")), text(&rest[..cut])]));
        rest = rest[cut..].trim_start();
    }
    lines
}

fn people(lines: &mut Vec<PanelLine>, kept: &Kept) {
    for (n, (name, count)) in kept.story.speakers().into_iter().enumerate() {
        let label = if n == 0 { "quoted" } else { "" };
        let first = kept.story.quotes.iter().position(|quote| quote.speaker() == Some(name)).unwrap_or(0);
        let line = PanelLine::of([aside(format!("{label:<LABEL$}")), text(name), aside(format!("  {count}"))]);
        lines.push(line.to(Target::Quote(first)));
    }
}
