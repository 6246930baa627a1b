//! A story as a page of text for a terminal: set to its width, quotations standing out where there are colours or attributes.

use jiff::tz::TimeZone;

use super::list;
use super::out::Out;
use crate::news::{Block, BlockKind, Figure, InlineKind, Place, Quote, Story};
use crate::text::{Mark, Slot, Slots, Span, width};
use crate::typeset::{self, Line, Measure, Piece, Setting};

/// The widest a page is set.
const WIDEST: usize = 80;
/// The columns of the bar beside a quotation and its gap.
const MARGIN: usize = 2;

/// The lines of the page, ready to be printed.
pub(super) fn set(story: &Story, out: &Out) -> Vec<String> {
    let copy = copy(story, out.ascii);
    let pieces: Vec<Piece<'_>> = copy.iter().map(Copy::piece).collect();
    let margin = if out.is_plain() { 0 } else { MARGIN };
    let measure = Measure {
        columns: out.columns.unwrap_or(WIDEST).min(WIDEST).saturating_sub(margin).max(1),
        justify: false,
        hyphenate: false,
        ascii: out.ascii,
    };
    typeset::set(&pieces, measure).lines.iter().map(|line| printed(line, margin, out)).collect()
}

/// A paragraph with its marks, set to the terminal's width, `indent` columns from the left; on one line where there is no terminal.
pub(super) fn paragraph(text: &str, marks: Vec<Mark>, indent: usize, out: &Out) -> String {
    let text = text.replace('\n', " ");
    // Without a terminal there is nothing to fit into: a line as long as the text.
    let columns = out.columns.map_or(width::columns(&text), |columns| columns.min(WIDEST).saturating_sub(indent)).max(1);
    let piece = Piece { marks, ..Piece::new(Setting::Paragraph, &text) };
    let lines = typeset::set(&[piece], Measure { columns, justify: false, hyphenate: false, ascii: out.ascii }).lines;
    lines.iter().map(|line| format!("{}{}\n", " ".repeat(indent), printed(line, 0, out))).collect()
}

fn printed(line: &Line, margin: usize, out: &Out) -> String {
    let runs: String = line.runs.iter().map(|run| out.paint_all(&run.text, run.slots)).collect();
    let bar = match line.bar {
        _ if margin == 0 => String::new(),
        Some(slot) => out.paint(if out.ascii { "|" } else { "▎" }, slot) + " ",
        None => " ".repeat(margin),
    };
    format!("{bar}{runs}").trim_end().to_owned()
}

/// A piece that owns its text.
struct Copy {
    setting: Setting,
    text: String,
    base: Slot,
    marks: Vec<Mark>,
    bars: Vec<Mark>,
    gap: bool,
}

impl Copy {
    fn new(setting: Setting, text: impl Into<String>, base: Slot) -> Self {
        Self { setting, text: text.into(), base, marks: Vec::new(), bars: Vec::new(), gap: true }
    }

    fn piece(&self) -> Piece<'_> {
        let (marks, bars) = (self.marks.clone(), self.bars.clone());
        Piece { marks, bars, base: Slots::from(self.base), gap: self.gap, ..Piece::new(self.setting, &self.text) }
    }
}

fn copy(story: &Story, ascii: bool) -> Vec<Copy> {
    let speakers: Vec<&str> = story.speakers().into_iter().map(|(name, _)| name).collect();
    let quoted = |place: Place, copy: Copy, shift: usize| with_quotes(copy, place, shift, &story.quotes, &speakers);
    let mut page = vec![
        Copy::new(Setting::Display, story.origin.section.to_uppercase(), Slot::Section),
        quoted(Place::Headline, Copy::new(Setting::Display, &story.headline, Slot::Headline), 0),
        quoted(Place::Standfirst, Copy { gap: false, ..Copy::new(Setting::Display, &story.standfirst, Slot::Standfirst) }, 0),
        Copy::new(Setting::Display, meta(story, ascii), Slot::Meta),
        Copy { gap: false, ..Copy::new(Setting::Rule, "", Slot::Rule) },
    ];
    page.extend(story.figures.iter().enumerate().map(|(n, figure)| quoted(Place::Figure(n), figure_copy(figure, ascii), 0)));
    let opening = story.body.blocks.iter().position(|block| block.kind == BlockKind::Paragraph);
    for (n, block) in story.body.blocks.iter().enumerate() {
        let dateline = story.dateline.as_ref().filter(|_| opening == Some(n)).map_or("", |dateline| dateline.text.as_str());
        let (copy, shift) = block_copy(block, dateline, ascii);
        page.push(quoted(Place::Block(n), copy, shift));
    }
    page.extend(links(story));
    page
}

fn meta(story: &Story, ascii: bool) -> String {
    let time = story.time().map(|time| list::time(time, &TimeZone::system())).unwrap_or_default();
    let (source, agency) = (&story.origin.source, &story.origin.agency);
    let agency = if agency == source { "" } else { agency };
    let parts = [&story.byline.join(", "), source.as_str(), agency, &time];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(if ascii { " - " } else { " · " })
}

fn figure_copy(figure: &Figure, ascii: bool) -> Copy {
    let credit = credit_line(&figure.credit, ascii);
    let text = if figure.caption.is_empty() { credit.trim_start().to_owned() } else { format!("{}{credit}", figure.caption) };
    let mut copy = Copy::new(Setting::Figure, text, Slot::Caption);
    copy.marks.push(Mark::new(figure.caption.len()..copy.text.len(), Slot::Credit));
    copy
}

fn credit_line(credit: &str, ascii: bool) -> String {
    match (credit, ascii) {
        ("", _) => String::new(),
        (credit, true) => format!("\n(c) {credit}"),
        (credit, false) => format!("\n© {credit}"),
    }
}

/// The block's copy, and how many bytes its text has moved to the right.
fn block_copy(block: &Block, dateline: &str, ascii: bool) -> (Copy, usize) {
    let (setting, base) = match &block.kind {
        BlockKind::Paragraph => (Setting::Paragraph, Slot::Text),
        BlockKind::Crosshead => (Setting::Display, Slot::Crosshead),
        BlockKind::BlockQuote => (Setting::BlockQuote, Slot::BlockQuote),
        BlockKind::List { ordered } => (Setting::List { ordered: *ordered }, Slot::Text),
        BlockKind::Table { head } => (Setting::Table { head: *head }, Slot::Text),
        BlockKind::Preformatted => (Setting::Preformatted, Slot::Preformatted),
        BlockKind::Rule => (Setting::Rule, Slot::Rule),
        BlockKind::Figure { credit, url } => {
            let figure = Figure { caption: block.text.clone(), credit: credit.clone(), url: url.clone() };
            return (figure_copy(&figure, ascii), 0);
        }
    };
    let before = if dateline.is_empty() { String::new() } else { format!("{dateline}  ") };
    let mut copy = Copy::new(setting, format!("{before}{}", block.text), base);
    copy.marks.push(Mark::new(0..dateline.len(), Slot::Dateline));
    copy.marks.extend(block.inlines.iter().map(|inline| Mark::new(inline.span.shifted(before.len()), inline_slot(&inline.kind))));
    (copy, before.len())
}

const fn inline_slot(kind: &InlineKind) -> Slot {
    match kind {
        InlineKind::Strong => Slot::Strong,
        InlineKind::Emphasis => Slot::Emphasis,
        InlineKind::Code => Slot::Code,
        InlineKind::Link(_) => Slot::Link,
    }
}

/// Marks the quotes that stand at `place`, with a bar in the speaker's colour.
fn with_quotes(mut copy: Copy, place: Place, shift: usize, quotes: &[Quote], speakers: &[&str]) -> Copy {
    for quote in quotes {
        let speaker = quote.speaker().and_then(|name| speakers.iter().position(|known| *known == name)).map(Slot::speaker);
        if quote.place == place {
            let span = quote.span.shifted(shift);
            copy.marks.push(Mark::new(span, Slot::Quote));
            copy.bars.push(Mark::new(span, speaker.unwrap_or(Slot::Quote)));
        }
        let mention = quote.attribution.speaker.as_ref().map(|speaker| &speaker.mention).zip(speaker);
        let cue = quote.attribution.cue.as_ref().map(|cue| (cue, Slot::Cue));
        let phrases = mention.into_iter().chain(cue).filter(|(phrase, _)| phrase.place == place);
        copy.marks.extend(phrases.map(|(phrase, slot)| Mark::new(phrase.span.shifted(shift), slot)));
    }
    copy
}

/// Where the story is, and where its links lead.
fn links(story: &Story) -> Vec<Copy> {
    let linked = story.body.blocks.iter().flat_map(|block| block.links().map(|(span, url)| (span_text(block, span), url)));
    let mut lines: Vec<String> = linked.enumerate().map(|(n, (text, url))| format!("[{}] {text}: {url}", n + 1)).collect();
    lines.extend(Some(story.origin.url.clone()).filter(|url| !url.is_empty()));
    lines.into_iter().enumerate().map(|(n, line)| Copy { gap: n == 0, ..Copy::new(Setting::Preformatted, line, Slot::Meta) }).collect()
}

fn span_text(block: &Block, span: Span) -> String {
    span.of(&block.text).split_whitespace().collect::<Vec<_>>().join(" ")
}
