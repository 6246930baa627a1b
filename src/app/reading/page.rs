//! A story becomes a page: pieces of copy in the order of a newspaper, with everything that is known of their words marked, and set.

mod linking;
mod marking;
mod plates;

pub use marking::stroke_of;
pub use plates::{Plate, Plates};

use std::collections::HashMap;

use super::spelled::Spelled;
use crate::app::event::{Clock, Opened};
use crate::archive::{Kept, Position};
use crate::news::{Block, BlockKind, Figure, Place};
use crate::text::{Slot, Slots, Span, width};
use crate::typeset::{Bar, Galley, Hyphens, Measure, Note, Piece, Setting, set};

/// What a page is set for.
#[derive(Clone, Debug)]
pub struct Look {
    pub measure: Measure,
    /// Whether words may be parted at line ends, where the language of the story is one whose words are known.
    pub hyphenate: bool,
    /// Whether the right margin has room for the speakers' names.
    pub notes: bool,
    /// The room for pictures.
    pub plates: Plates,
    /// Whether there are so few rows that the story begins with what it is about, and everything else is left out.
    pub low: bool,
    pub clock: Clock,
}

/// A story, set.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub galley: Galley,
    /// The addresses that are numbered in the text, from 1.
    pub links: Vec<String>,
    /// The places of its pictures, from the top.
    pub plates: Vec<Plate>,
    copy: Vec<Copy>,
    /// The pieces of the first figure and of the first block.
    firsts: (usize, usize),
    /// What it is set for: the measure, whether words are parted, whether speakers are named, whether there are few rows; the room for pictures.
    set_for: Option<(Measure, [bool; 3], (usize, usize))>,
    /// The quote and the hit that stand out.
    focus: (Option<usize>, Option<usize>),
}

/// One piece of the page before it is set.
#[derive(Clone, Debug, Default)]
struct Copy {
    place: Option<Place>,
    setting: Setting,
    spelled: Spelled,
    base: Slots,
    /// Whether a blank line stands above it.
    gap: bool,
    bars: Vec<Bar>,
    notes: Vec<Note>,
}

impl Page {
    /// Sets a story to be printed: nobody stands anywhere in it, nothing was searched.
    pub fn printed(kept: &Kept, look: &Look) -> Self {
        let mut page = Self::composed(kept, look);
        page.mark_quotes(&kept.story, look, None);
        page.set(look, &kept.story.language);
        page
    }

    /// Sets a story. `focus` is the quote and the hit that the reader stands on.
    pub(super) fn of(opened: &Opened, look: &Look, focus: (Option<usize>, Option<usize>)) -> Self {
        let mut page = Self::composed(&opened.kept, look);
        page.mark_quotes(&opened.kept.story, look, focus.0);
        page.mark_hits(&opened.hits, focus.1);
        page.set(look, &opened.kept.story.language);
        page.lay_plates(&opened.kept.story);
        page.focus = focus;
        page
    }

    /// Whether it would be set just so again. The time of day does not show on it.
    pub(super) fn is_set_for(&self, look: &Look, focus: (Option<usize>, Option<usize>)) -> bool {
        self.set_for == Some(set_for(look)) && self.focus == focus
    }

    /// How many lines it has.
    pub fn lines(&self) -> usize {
        self.galley.lines.len()
    }

    /// The line on which a byte of one of the story's texts stands.
    pub fn line_of(&self, place: Place, byte: usize) -> Option<usize> {
        let piece = self.piece_of(place)?;
        let here = self.copy[piece].spelled.here(Span::new(byte, byte)).start;
        self.galley.line_of(piece, here)
    }

    /// The first words of the story at or below a line.
    pub fn position_at(&self, line: usize) -> Option<Position> {
        self.galley.lines.iter().skip(line).find_map(|line| {
            let copy = self.copy.get(line.piece?)?;
            Some(Position { place: copy.place?, offset: copy.spelled.source(line.span.start) })
        })
    }

    /// The line of the next crosshead below (or above) a line.
    pub fn heading(&self, from: usize, forward: bool) -> Option<usize> {
        let is_heading =
            |piece: usize| self.copy.get(piece).is_some_and(|copy| copy.base.has(Slot::Crosshead) || copy.base.has(Slot::Headline));
        let starts = self
            .galley
            .lines
            .iter()
            .enumerate()
            .filter(|(at, line)| line.piece.is_some_and(is_heading) && (*at == 0 || self.galley.lines[at - 1].piece != line.piece));
        let mut lines = starts.map(|(at, _)| at);
        if forward { lines.find(|at| *at > from) } else { lines.rfind(|at| *at < from) }
    }

    /// The copy in its order, neither marked nor set.
    fn composed(kept: &Kept, look: &Look) -> Self {
        let story = &kept.story;
        let credit_sign = if look.measure.ascii { "(c)" } else { "©" };
        let mut page = Self::default();
        page.head(kept, look);
        page.firsts = (page.copy.len(), page.copy.len() + story.figures.len());
        for (n, figure) in story.figures.iter().enumerate() {
            let gap = n == 0 && !look.low;
            page.copy.push(Copy { gap, ..figure_copy(Place::Figure(n), figure, credit_sign) });
        }
        let mut numbers = HashMap::new();
        let opening = story.body.blocks.iter().position(|block| block.kind == BlockKind::Paragraph);
        for (n, block) in story.body.blocks.iter().enumerate() {
            let dateline = story.dateline.as_ref().filter(|_| opening == Some(n)).map_or("", |dateline| dateline.text.as_str());
            let mut copy = page.block_copy((Place::Block(n), block), &mut numbers, dateline, credit_sign);
            // A crosshead stands upon what it heads.
            let is_headed = n > 0 && story.body.blocks[n - 1].kind == BlockKind::Crosshead;
            copy.gap = !(is_headed && matches!(block.kind, BlockKind::Paragraph | BlockKind::List { .. }));
            page.copy.push(copy);
        }
        page.make_room(story, &look.plates);
        page
    }

    fn set(&mut self, look: &Look, language: &str) {
        let measure = Measure { hyphenate: look.hyphenate.then(|| Hyphens::of(language)), ..look.measure };
        let pieces: Vec<Piece<'_>> = self
            .copy
            .iter()
            .map(|copy| Piece {
                gap: copy.gap,
                marks: copy.spelled.marks.clone(),
                bars: copy.bars.clone(),
                notes: copy.notes.clone(),
                base: copy.base,
                ..Piece::new(copy.setting, &copy.spelled.text)
            })
            .collect();
        self.galley = set(&pieces, measure);
        self.set_for = Some(set_for(look));
    }

    /// Everything above the text: section, headline, standfirst, the line of metadata, a rule.
    fn head(&mut self, kept: &Kept, look: &Look) {
        let story = &kept.story;
        let section = if look.low { String::new() } else { story.origin.section.to_uppercase() };
        let meta = meta(kept, look);
        let rows = [
            (None, Setting::Line, section.as_str(), Slot::Section),
            (Some(Place::Headline), Setting::Display, story.headline.as_str(), Slot::Headline),
            (Some(Place::Standfirst), Setting::Display, story.standfirst.as_str(), Slot::Standfirst),
            (None, Setting::Display, meta.as_str(), Slot::Meta),
            (None, Setting::Rule, "", Slot::Rule),
        ];
        for (place, setting, text, slot) in rows {
            if !text.is_empty() || (setting == Setting::Rule && !look.low) {
                let gap = !look.low && matches!(slot, Slot::Headline | Slot::Meta);
                self.copy.push(Copy { place, setting, spelled: Spelled::of(text, &[]), base: Slots::from(slot), gap, ..Copy::default() });
            }
        }
    }

    fn block_copy<'a>(
        &mut self,
        (place, block): (Place, &'a Block),
        numbers: &mut HashMap<&'a str, usize>,
        dateline: &str,
        credit_sign: &str,
    ) -> Copy {
        let mut insertions = Vec::new();
        if !dateline.is_empty() {
            insertions.push((0, format!("{dateline} ")));
        }
        let mut links: Vec<(usize, &str)> = block.links().map(|(span, url)| (span.end, url)).collect();
        links.sort_by_key(|(at, _)| *at);
        for (at, url) in links {
            let number = *numbers.entry(url).or_insert_with(|| {
                self.links.push(url.to_owned());
                self.links.len()
            });
            insertions.push((at, format!("[{number}]")));
        }
        if let BlockKind::Figure { credit, .. } = &block.kind {
            insertions.push((block.text.len(), credit_line(credit, credit_sign)));
        }
        let (setting, base) = manner(&block.kind);
        let spelled = Spelled::of(&block.text, &insertions);
        let mut copy = Copy { place: Some(place), setting, spelled, base, gap: true, ..Copy::default() };
        copy.mark_block(block, dateline.len());
        copy
    }

    /// The piece that is set of a text of the story.
    fn piece_of(&self, place: Place) -> Option<usize> {
        let piece = match place {
            Place::Figure(n) => self.firsts.0 + n,
            Place::Block(n) => self.firsts.1 + n,
            Place::Headline | Place::Standfirst => self.copy.iter().take(self.firsts.0).position(|copy| copy.place == Some(place))?,
        };
        self.copy.get(piece).is_some_and(|copy| copy.place == Some(place)).then_some(piece)
    }

    fn at(&mut self, place: Place) -> Option<&mut Copy> {
        let piece = self.piece_of(place)?;
        self.copy.get_mut(piece)
    }
}

/// What of a look a page is set by.
const fn set_for(look: &Look) -> (Measure, [bool; 3], (usize, usize)) {
    (look.measure, [look.hyphenate, look.notes, look.low], (look.plates.rows, look.plates.edition))
}

/// How a kind of block is set, and what all of it is.
fn manner(kind: &BlockKind) -> (Setting, Slots) {
    match kind {
        BlockKind::Paragraph => (Setting::Paragraph, Slots::from(Slot::Text)),
        BlockKind::Crosshead => (Setting::Display, Slots::from(Slot::Crosshead)),
        BlockKind::BlockQuote => (Setting::BlockQuote, Slots::from(Slot::BlockQuote)),
        BlockKind::List { ordered } => (Setting::List { ordered: *ordered }, Slots::from(Slot::Text)),
        BlockKind::Figure { .. } => (Setting::Figure { rows: 0 }, Slots::from(Slot::Caption)),
        BlockKind::Table { head } => (Setting::Table { head: *head }, Slots::from(Slot::Text)),
        BlockKind::Preformatted => (Setting::Preformatted, Slots::from(Slot::Preformatted)),
        BlockKind::Rule => (Setting::Rule, Slots::from(Slot::Rule)),
    }
}

fn figure_copy(place: Place, figure: &Figure, credit_sign: &str) -> Copy {
    let insertions = [(figure.caption.len(), credit_line(&figure.credit, credit_sign))];
    let mut copy = Copy {
        place: Some(place),
        setting: Setting::Figure { rows: 0 },
        spelled: Spelled::of(&figure.caption, &insertions),
        base: Slots::from(Slot::Caption),
        ..Copy::default()
    };
    let caption = figure.caption.len();
    copy.mark(Span::new(caption, copy.spelled.text.len()), Slot::Credit);
    copy
}

fn credit_line(credit: &str, sign: &str) -> String {
    if credit.is_empty() { String::new() } else { format!("\n{sign} {credit}") }
}

/// Parts joined in lines of at most `room` columns: a line breaks between parts, never within one, and no separator hangs at its end.
fn filled<'a>(parts: impl Iterator<Item = &'a String>, separator: &str, room: usize) -> String {
    let mut text = String::new();
    let mut used = 0;
    for part in parts {
        let wide = width::columns(part);
        let joint = if used == 0 {
            ""
        } else if used + width::columns(separator) + wide <= room {
            separator
        } else {
            "\n"
        };
        used = if joint == separator { used + width::columns(separator) + wide } else { wide };
        text.push_str(joint);
        text.push_str(part);
    }
    text
}

/// Byline, source, agency, date, reading time, people quoted: the line below the standfirst.
fn meta(kept: &Kept, look: &Look) -> String {
    let story = &kept.story;
    let origin = &story.origin;
    let byline = if story.byline.is_empty() { String::new() } else { format!("By {}", and(&story.byline)) };
    let agency = if origin.agency == origin.source { String::new() } else { origin.agency.clone() };
    let filed = || format!("filed {}", look.clock.moment(kept.filed));
    let time = story.time().map_or_else(filed, |time| look.clock.moment(time));
    let minutes = format!("{} min", story.reading_minutes());
    let people = match story.speakers().len() {
        0 => String::new(),
        1 => "1 person quoted".to_owned(),
        n => format!("{n} people quoted"),
    };
    let separator = if look.measure.ascii { " - " } else { " · " };
    if look.low {
        let parts = [origin.source.clone(), time, minutes];
        let line = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(separator);
        return width::elide(&line, look.measure.columns, look.measure.ascii);
    }
    let parts = [byline, origin.source.clone(), agency, time, minutes, people];
    filled(parts.iter().filter(|part| !part.is_empty()), separator, look.measure.columns)
}

/// `a`, `a and b`, `a, b and c`.
fn and(names: &[String]) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}
