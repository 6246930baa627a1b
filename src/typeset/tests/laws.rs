//! What holds of every galley, whatever the text and the measure.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof, proptest};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::{Mark, Slot, Slots, Span, width};
use crate::typeset::bidi::mirrored;
use crate::typeset::{Bar, Galley, Hyphens, Line, Measure, Note, Piece, Setting, Stroke, set};

fn setting() -> impl Strategy<Value = Setting> {
    prop_oneof![
        4 => Just(Setting::Paragraph),
        2 => Just(Setting::Display),
        1 => Just(Setting::BlockQuote),
        1 => any::<bool>().prop_map(|ordered| Setting::List { ordered }),
        1 => (0..4usize).prop_map(|rows| Setting::Figure { rows }),
        2 => any::<bool>().prop_map(|head| Setting::Table { head }),
        1 => Just(Setting::Preformatted),
        1 => Just(Setting::Line),
    ]
}

fn measure() -> impl Strategy<Value = Measure> {
    (1_usize..=200, any::<[bool; 3]>()).prop_map(|(columns, [justify, hyphenate, ascii])| Measure {
        justify,
        hyphenate: hyphenate.then(|| Hyphens::of(if columns.is_multiple_of(2) { "en" } else { "de" })),
        ..Measure::ragged(columns, ascii)
    })
}

/// Words of many scripts, spaces of many kinds, and what has no business in a story.
fn copy() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[a-zA-Z]{1,14}[.,;]?",
        2 => "“[a-z]{2,9}”|[a-z]{3,9}-[a-z]{3,9}|[a-z]+—[a-z]+|1,204|34 %|https://[a-z/]{20,60}",
        1 => "in\u{ad}fra\u{ad}struc\u{ad}ture",
        2 => "[א-ת]{1,8}|\\([א-ת]{2,5}\\)|[ا-ي]{1,8}|[٠-٩]{1,4}",
        2 => "[ぁ-ん]{1,6}|[一-龠]{1,9}[。、]?|[ก-ฮ][ัิี]?[่้]?[ก-ฮ]",
        1 => "(👩‍👩‍👧|❤\u{fe0f}|🇳🇴|e\u{301}|क्ष|한국어|ᄀᄀ){1,4}",
        1 => "\\PC{0,8}",
        1 => any::<char>().prop_map(String::from),
    ];
    let space = prop_oneof![8 => Just(" "), 1 => Just("  "), 1 => Just("\n"), 1 => Just("\t"), 1 => Just("\u{a0}"), 1 => Just("\u{200b}"), 1 => Just("")];
    vec((word, space), 0..60).prop_map(|words| words.into_iter().flat_map(|(word, space)| [word, space.to_owned()]).collect())
}

/// Marks anywhere, character boundaries or not.
fn marks() -> impl Strategy<Value = Vec<Mark>> {
    vec((0_usize..500, 0_usize..80, 0..Slot::ALL.len()), 0..12)
        .prop_map(|marks| marks.into_iter().map(|(start, len, slot)| Mark::new(start..start + len, Slot::ALL[slot])).collect())
}

fn galley(setting: Setting, text: &str, marks: Vec<Mark>, measure: Measure) -> Galley {
    let notes = marks.iter().map(|mark| Note { at: mark.span.start, text: "Rao".to_owned(), slot: mark.slot }).collect();
    let bars = marks.iter().map(|mark| Bar { mark: *mark, stroke: Stroke::Solid }).collect();
    set(&[Piece { marks: marks.clone(), bars, notes, base: Slot::Text.into(), ..Piece::new(setting, text) }], measure)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_is_wider_than_its_measure(setting in setting(), text in copy(), marks in marks(), measure in measure()) {
        for line in galley(setting, &text, marks, measure).lines {
            let wide = width::columns(&line.text());
            let seen: usize = line.runs.iter().map(|run| width::columns(&run.text)).sum();
            let excused = line.text().trim().graphemes(true).count() <= 1;
            assert!(wide.max(seen) <= measure.columns || excused, "{wide} > {}: {line:?}", measure.columns);
        }
    }

    #[test]
    fn every_word_is_set_once_and_in_order(setting in setting(), text in copy(), marks in marks(), measure in measure()) {
        let galley = galley(setting, &text, marks, measure);
        let mut spans: Vec<Span> = galley.lines.iter().flat_map(|line| &line.runs).filter_map(|run| run.span).collect();
        let turned = text.chars().any(|c| c >= '\u{590}');
        if turned || matches!(setting, Setting::Table { .. }) {
            spans.sort();
        }
        let mut at = 0;
        for span in spans {
            assert!(at <= span.start && span.start < span.end, "{span:?} after {at}");
            assert!(may_go(Span::new(at, span.start).of(&text)), "lost: {:?}", Span::new(at, span.start).of(&text));
            assert!(text.get(span.start..span.end).is_some(), "{span:?} cuts a character");
            at = span.end;
        }
        assert!(may_go(&text[at..]) || setting == Setting::Line, "lost: {:?}", &text[at..]);
    }

    #[test]
    fn runs_have_the_slots_of_their_marks(setting in setting(), text in copy(), marks in marks(), measure in measure()) {
        let galley = galley(setting, &text, marks.clone(), measure);
        for (span, run) in galley.lines.iter().flat_map(|line| &line.runs).filter_map(|run| Some((run.span?, run))) {
            let at = Span::new(span.start, span.start + text[span.start..].chars().next().map_or(1, char::len_utf8));
            let cover = marks.iter().filter(|mark| !mark.span.is_empty() && mark.span.meets(at));
            let mut slots = cover.fold(Slots::from(Slot::Text), |slots, mark| slots.with(mark.slot));
            if run.slots.has(Slot::TableHead) {
                slots = slots.with(Slot::TableHead);
            }
            assert_eq!(run.slots, slots, "{run:?}");
        }
    }

    #[test]
    fn what_is_turned_has_the_same_cells(setting in setting(), text in copy(), measure in measure()) {
        let seen = galley(setting, &text, Vec::new(), measure);
        let read = galley(setting, &text, Vec::new(), Measure { logical: true, ..measure });
        assert_eq!(seen.lines.len(), read.lines.len());
        for (seen, read) in seen.lines.iter().zip(&read.lines) {
            assert_eq!(cells(seen), cells(read));
            let line = read.text();
            let turned = crate::typeset::seen(&line, &text, &[]);
            assert_eq!(counted(&turned.text), counted(&line));
        }
    }

    #[test]
    fn a_stretch_that_is_repainted_looks_as_if_it_were_set_so(text in copy(), (start, len) in (0_usize..200, 1_usize..80), measure in measure()) {
        let span = Span::new(text.floor_char_boundary(start), text.ceil_char_boundary(start + len));
        let with = |slot: Slot| vec![Mark::new(span, Slot::Quote), Mark::new(span, slot)];
        let plain = |marks| {
            let piece = Piece { marks, ..Piece::new(Setting::Paragraph, &text) };
            set(&[piece], Measure { hyphenate: None, ..measure })
        };
        let mut repainted = plain(with(Slot::Quote));
        if repainted.repaint(0, span, (Slot::Current, true)) {
            assert!(repainted == plain(with(Slot::Current)));
            assert!(repainted.repaint(0, span, (Slot::Current, false)));
            assert!(repainted == plain(with(Slot::Quote)));
        }
    }

    #[test]
    fn a_place_is_found_again_in_every_measure(setting in setting(), text in copy(), measure in measure()) {
        let galley = galley(setting, &text, Vec::new(), measure);
        for (i, line) in galley.lines.iter().enumerate().filter(|(_, line)| line.runs.iter().any(|run| run.span.is_some())) {
            let (piece, at) = galley.place_of(i).expect("a line of a piece");
            assert_eq!(galley.line_of(piece, first_set(line).unwrap_or(at)), Some(i));
        }
    }
}

/// What a line has of its text, whatever its order: as many characters of each kind.
fn cells(line: &Line) -> BTreeMap<String, usize> {
    counted(&line.runs.iter().filter(|run| run.span.is_some()).map(|run| run.text.as_str()).collect::<String>())
}

/// The characters of a text, counted, each as it looks from the left. Clusters are none that can be counted: an override may part them.
fn counted(text: &str) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for c in text.chars().map(String::from) {
        let turned = mirrored(&c).into_owned();
        *counted.entry(c.min(turned)).or_insert(0) += 1;
    }
    counted
}

fn first_set(line: &Line) -> Option<usize> {
    line.runs.iter().filter_map(|run| run.span).map(|span| span.start).min()
}

fn may_go(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{ad}' || c == '\u{200b}')
}
