//! Whole galleys, as text with a letter for the uppermost slot under each cell (see [`LETTERS`]), the bar before and the note behind.

use std::fmt::Write;

use crate::text::{Mark, Slot, width};
use crate::typeset::{Bar, Hyphens, Line, Measure, Note, Piece, Setting, Stroke, set};

/// One letter for each of [`Slot::ALL`].
const LETTERS: &str = ".sHSm-DCBcrPTlbekLnqu012345!h*";

fn proof(pieces: &[Piece<'_>], measure: Measure) -> String {
    let mut proof = String::new();
    for line in set(pieces, measure).lines {
        let bar = line.bar.map_or(' ', |(slot, _)| letter(slot));
        let free = measure.columns - width::columns(&line.text()).min(measure.columns);
        let note = line.note.as_ref().map_or("", |note| &note.text);
        writeln!(proof, "{bar}|{}{}|{note}", line.text(), " ".repeat(free)).expect("a string takes all");
        let letters = letters(&line);
        if letters.contains(|c| c != '.') {
            writeln!(proof, "  {letters}").expect("a string takes all");
        }
    }
    proof
}

fn letters(line: &Line) -> String {
    let cells = line.runs.iter().map(|run| run.slots.iter().last().map_or(' ', letter).to_string().repeat(width::columns(&run.text)));
    cells.collect()
}

fn letter(slot: Slot) -> char {
    LETTERS.chars().nth(slot as usize).unwrap_or('?')
}

fn mark(text: &str, words: &str, slot: Slot) -> Mark {
    let at = text.find(words).expect("the words are in the text");
    Mark::new(at..at + words.len(), slot)
}

fn piece(setting: Setting, text: &str, base: Slot) -> Piece<'_> {
    Piece { base: base.into(), ..Piece::new(setting, text) }
}

const BODY: &str = "TARNMOUTH, 4 May. /Halcyon/.  “The gates hold,” Ingrid Solheim said on Monday, “and the water will be gone by the end of the week, as the administration has promised.” Engineers called it an extraordinary undertaking.";

fn body() -> Piece<'static> {
    let first = mark(BODY, "“The gates hold,”", Slot::Quote);
    let second = mark(BODY, "“and the water will be gone by the end of the week, as the administration has promised.”", Slot::Quote);
    let bars = [first, second].map(|quote| Bar { mark: Mark { slot: Slot::Speaker0, ..quote }, stroke: Stroke::Solid }).to_vec();
    let marks = vec![
        mark(BODY, "TARNMOUTH, 4 May. /Halcyon/.", Slot::Dateline),
        first,
        second,
        mark(BODY, "Ingrid Solheim", Slot::Speaker0),
        mark(BODY, "said", Slot::Cue),
        mark(BODY, "hold,” Ingrid", Slot::Hit),
        mark(BODY, "administration", Slot::CurrentHit),
    ];
    let notes = vec![Note { at: first.span.start, text: "Ingrid Solheim".to_owned(), slot: Slot::Speaker0 }];
    Piece { marks, bars, notes, ..piece(Setting::Paragraph, BODY, Slot::Text) }
}

fn story() -> Vec<Piece<'static>> {
    let link = "Maps and times of the closures\nThe quay";
    let list =
        Piece { marks: vec![mark(link, "times of the closures", Slot::Link)], ..piece(Setting::List { ordered: true }, link, Slot::Text) };
    vec![
        piece(Setting::Line, "CITY", Slot::Section),
        piece(Setting::Display, "Flood gates hold as Tarnmouth waits for the river to fall", Slot::Headline),
        Piece { gap: false, ..piece(Setting::Display, "Engineers expect the water to be gone by the end of the week", Slot::Standfirst) },
        piece(Setting::Line, "The Quay Post · 4 May, 09:12 · 2 min · 1 person quoted", Slot::Meta),
        Piece { gap: false, ..piece(Setting::Rule, "", Slot::Rule) },
        Piece { gap: false, ..piece(Setting::Figure { rows: 0 }, "The gates at low water, seen from the north quay", Slot::Caption) },
        Piece { gap: false, ..piece(Setting::Figure { rows: 0 }, "© Mette Krag", Slot::Credit) },
        body(),
        piece(Setting::Display, "What is closed", Slot::Crosshead),
        list,
        piece(Setting::BlockQuote, "Nobody who lives below the mill should sleep at home tonight.", Slot::BlockQuote),
        piece(
            Setting::Table { head: true },
            "Gate\tHeight\tBuilt\nNorth\t4.2\t1961\nMill Lane, rebuilt after the storm\t11\t2004",
            Slot::Text,
        ),
        piece(Setting::Preformatted, "gate north {\n\theight 4.2\n}", Slot::Preformatted),
        piece(Setting::Paragraph, "ראש העיר (52) אמר ביום שני כי „השערים מחזיקים”.", Slot::Text),
        piece(Setting::Paragraph, "市長は月曜日、「水門は持ちこたえている」と述べた。", Slot::Text),
    ]
}

#[test]
fn a_story_in_a_wide_column() {
    insta::assert_snapshot!(proof(&story(), Measure { justify: true, hyphenate: Some(Hyphens::of("en")), ..Measure::ragged(64, false) }));
}

#[test]
fn a_story_in_a_narrow_column() {
    insta::assert_snapshot!(proof(&story(), Measure { justify: true, hyphenate: Some(Hyphens::of("en")), ..Measure::ragged(32, false) }));
}

#[test]
fn a_story_in_a_very_narrow_column() {
    insta::assert_snapshot!(proof(&story(), Measure { justify: false, hyphenate: Some(Hyphens::of("en")), ..Measure::ragged(14, true) }));
}
