mod laws;
mod proofs;
mod turning;

use super::{Bar, Galley, Hyphens, Line, Measure, Note, Piece, Setting, Stroke, seen, set};
use crate::text::{Mark, Slot, Span};

const PLAIN: Measure = Measure::ragged(20, false);

fn galley(setting: Setting, text: &str, measure: Measure) -> Galley {
    set(&[Piece::new(setting, text)], measure)
}

#[test]
fn a_line_is_seen_from_left_to_right_with_its_stretches() {
    let text = "قال (مصر) 12 اليوم";
    let at = text.find("مصر").unwrap();
    let line = seen(text, text, &[Span::new(at, at + "مصر".len())]);
    assert_eq!(line.text, "مويلا 12 (رصم) لاق");
    assert_eq!(line.stretches.iter().map(|span| span.of(&line.text)).collect::<Vec<_>>(), ["رصم"]);
    assert!(line.from_right);
    let latin = "the dam (talks)";
    assert_eq!(
        seen(latin, latin, &[Span::new(4, 7)]),
        super::Seen { text: latin.into(), stretches: vec![Span::new(4, 7)], from_right: false }
    );
    let logical = Measure { columns: 40, logical: true, ..PLAIN };
    assert_eq!(texts(&galley(Setting::Paragraph, text, logical)), [text]);
}

fn texts(galley: &Galley) -> Vec<String> {
    galley.lines.iter().map(Line::text).collect()
}

#[test]
fn sets_each_kind_of_piece() {
    use Setting::{BlockQuote, Display, Line, List, Paragraph, Preformatted, Rule, Table};
    let cases: &[(Setting, usize, &str, &[&str])] = &[
        (Paragraph, 20, "", &[]),
        (Paragraph, 20, " \n ", &[]),
        (Paragraph, 20, "The harbour tunnel opens to trains today.", &["The harbour tunnel", "opens to trains", "today."]),
        (Paragraph, 20, "  Lines of verse\nstand alone\n\nas written  ", &["Lines of verse", "stand alone", "", "as written"]),
        (Paragraph, 5, "unbreakable x", &["unbre", "akabl", "e x"]),
        (Paragraph, 7, "a—b well-known", &["a—b", "well-", "known"]),
        (Paragraph, 12, "no\u{a0}break at\u{a0}all", &["no\u{a0}break", "at\u{a0}all"]),
        (Paragraph, 9, "日本語の文章、です。", &["日本語の", "文章、で", "す。"]),
        (Paragraph, 11, "การตัดคำภาษาไทย", &["การตัดคำภาษา", "ไทย"]),
        (Paragraph, 1, "日本", &["日", "本"]),
        (Paragraph, 4, "👩‍👩‍👧👩‍👩‍👧❤\u{fe0f}", &["👩‍👩‍👧👩‍👩‍👧", "❤\u{fe0f}"]),
        (Display, 30, "Council adopts the budget, nine to two", &["Council adopts the", "budget, nine to two"]),
        (Display, 20, "Harbour tunnel opens again", &["Harbour tunnel", "opens again"]),
        (BlockQuote, 20, "We will act when the water rises.", &["  We will act when", "  the water rises."]),
        (BlockQuote, 8, "We act.", &["We act."]),
        (List { ordered: false }, 20, "one and a half entries\ntwo", &["• one and a half", "  entries", "• two"]),
        (List { ordered: true }, 20, "one\n\ntwo", &["1. one", "2. two"]),
        (
            List { ordered: false },
            24,
            "gates\n\tnorth, by the mill\n\t\tinner\nquay",
            &["• gates", "  – north, by the mill", "    – inner", "• quay"],
        ),
        (List { ordered: true }, 20, "gates\n\tnorth\nquay", &["1. gates", "   – north", "2. quay"]),
        (Setting::Figure { rows: 0 }, 20, "The mayor at the opening", &["▨ The mayor at the", "  opening"]),
        (Setting::Figure { rows: 0 }, 20, "", &["▨ "]),
        (Setting::Figure { rows: 2 }, 20, "The mayor at the opening", &["", "", "▨ The mayor at the", "  opening"]),
        (Setting::Figure { rows: 1 }, 20, "", &["", "▨ "]),
        (Preformatted, 20, "a {\n\tb  c\n}", &["a {", "    b  c", "}"]),
        (Preformatted, 8, "  let x = 1;", &["  let x", "= 1;"]),
        (Rule, 4, "", &["────"]),
        (Line, 9, "one\ntwo", &["one two"]),
        (Line, 9, "one two three", &["one two…"]),
        (Line, 1, "one", &["o"]),
        (Table { head: false }, 20, "a\tb\nccc\t", &["a    b", "ccc"]),
        (Table { head: true }, 20, "Ward\tVotes\nOld Town\t7", &["Ward      Votes", "───────────────", "Old Town      7"]),
        (Table { head: true }, 12, "Ward\tVotes\nOld Town\t7", &["Ward", "  Votes", "────────────", "Old Town", "  7"]),
        (
            Table { head: false },
            34,
            "river\t1,204,557.25\tthe water rises all night",
            &["river  1,204,557.25  the water", "                     rises all", "                     night"],
        ),
        (Table { head: false }, 24, "river\tthe water rises all night\n2\tx", &["river  the water rises", "       all night", "2      x"]),
    ];
    let mut wrong = Vec::new();
    for (setting, columns, text, lines) in cases {
        let set = texts(&galley(*setting, text, Measure { columns: *columns, ..PLAIN }));
        if set != *lines {
            wrong.push(format!("{setting:?} {text:?} in {columns}: {set:?}, not {lines:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn east_asian_lines_begin_and_end_where_they_may() {
    let cases: &[(usize, &str, &[&str])] = &[
        // No small kana, no sign of length, no closing bracket at the beginning; no opening bracket at the end.
        (8, "それはちょっと", &["それは", "ちょっと"]),
        (8, "これはデータだ", &["これは", "データだ"]),
        (8, "市長は「可」と", &["市長は", "「可」と"]),
        (8, "三つの門、全部", &["三つの", "門、全部"]),
        (6, "水门全部开放。", &["水门全", "部开", "放。"]),
        // Korean is parted between its words, and within one only where it is wider than the line.
        (12, "수문은 밤새 버텼다고 밝혔다", &["수문은 밤새", "버텼다고", "밝혔다"]),
        (14, "AP통신은 2026년 봄에", &["AP통신은", "2026년 봄에"]),
        (6, "대한민국정부", &["대한민", "국정부"]),
    ];
    let mut wrong = Vec::new();
    for (columns, text, lines) in cases {
        let set = texts(&galley(Setting::Preformatted, text, Measure { columns: *columns, ..PLAIN }));
        if set != *lines {
            wrong.push(format!("{text} in {columns}: {set:?}, not {lines:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn brackets_of_all_kinds_are_turned_round() {
    let text = "א ([{<«‹⟨⌈（》≤";
    assert_eq!(seen(text, text, &[]).text, "≥《）⌉⟩›»>}]) א");
}

#[test]
fn german_words_are_parted_as_german_ones() {
    let measure = Measure { columns: 16, hyphenate: Some(Hyphens::of("de")), ..PLAIN };
    let cases: &[(&str, &[&str])] = &[
        ("Die Überschwemmungen halten", &["Die Überschwem-", "mungen halten"]),
        ("„Hochwasserschutzanlagen“, sagt", &["„Hochwasser-", "schutzanlagen“,", "sagt"]),
        ("Die BUNDESREGIERUNG und", &["Die", "BUNDESREGIERUNG", "und"]),
    ];
    for (text, lines) in cases {
        assert_eq!(texts(&galley(Setting::Paragraph, text, measure)), *lines, "{text:?}");
    }
}

#[test]
fn uses_only_ascii_for_its_own_signs_where_asked() {
    let ascii = Measure { columns: 8, ascii: true, ..PLAIN };
    let cases: &[(Setting, &str, &[&str])] = &[
        (Setting::List { ordered: false }, "a", &["* a"]),
        (Setting::Figure { rows: 0 }, "", &["# "]),
        (Setting::Rule, "", &["--------"]),
        (Setting::Line, "one two three", &["one t..."]),
        (Setting::Table { head: true }, "a\tb\nc\td", &["a  b", "----", "c  d"]),
    ];
    for (setting, text, lines) in cases {
        let measure = if matches!(setting, Setting::Figure { .. }) || matches!(setting, Setting::List { .. }) {
            Measure { columns: 20, ..ascii }
        } else {
            ascii
        };
        assert_eq!(texts(&galley(*setting, text, measure)), *lines, "{setting:?}");
    }
}

#[test]
fn widens_spaces_but_never_beyond_reading() {
    let measure = Measure { columns: 16, justify: true, ..PLAIN };
    let cases: &[(&str, &[&str])] = &[
        ("the water in the port rose by a metre", &["the water in the", "port rose  by  a", "metre"]),
        ("an incomprehensible word", &["an", "incomprehensible", "word"]),
        ("last lines are free", &["last  lines  are", "free"]),
        ("verse\nis free", &["verse", "is free"]),
    ];
    for (text, lines) in cases {
        assert_eq!(texts(&galley(Setting::Paragraph, text, measure)), *lines, "{text:?}");
    }
}

#[test]
fn hyphenates_where_lines_would_be_short() {
    let measure = Measure { columns: 16, hyphenate: Some(Hyphens::of("en")), ..PLAIN };
    let cases: &[(&str, &[&str])] = &[
        ("The administration said it", &["The administra-", "tion said it"]),
        ("The Administration’s work", &["The Administra-", "tion’s work"]),
        ("The LIBERALISATION of", &["The", "LIBERALISATION", "of"]),
        ("The verwal\u{ad}tungs\u{ad}gericht sagt", &["The verwaltungs-", "gericht sagt"]),
        ("www.administration.example", &["www.administrati", "on.example"]),
    ];
    for (text, lines) in cases {
        let shown: Vec<String> = texts(&galley(Setting::Paragraph, text, measure)).iter().map(|line| line.replace('\u{ad}', "")).collect();
        assert_eq!(shown, *lines, "{text:?}");
    }
    assert_eq!(texts(&galley(Setting::Display, "The administration said it", measure)), ["The", "administration", "said it"]);
}

#[test]
fn sets_right_to_left_text_as_it_is_seen() {
    let cases: &[(Setting, &str, &[&str])] = &[
        (Setting::Paragraph, "שלום עולם", &["           םלוע םולש"]),
        (Setting::Paragraph, "שלום (12) abc", &["       abc (12) םולש"]),
        (Setting::Paragraph, "abc שלום, x", &["abc םולש, x"]),
        (Setting::List { ordered: true }, "שלום", &["             םולש .1"]),
        (Setting::Line, "אבגד הוזח טיכל מנסע פ", &["…עסנמ לכיט חזוה דגבא"]),
    ];
    for (setting, text, lines) in cases {
        assert_eq!(texts(&galley(*setting, text, PLAIN)), *lines, "{text:?}");
    }
    let galley = galley(Setting::Paragraph, "אב 12", PLAIN);
    let runs: Vec<(&str, Span)> = galley.lines[0].runs.iter().filter_map(|run| Some((run.text.as_str(), run.span?))).collect();
    assert_eq!(runs, [("12", Span::new(5, 7)), (" בא", Span::new(0, 5))]);
}

#[test]
fn every_line_that_touches_a_bar_has_it() {
    let text = "one two three four five six seven eight nine ten";
    let bars = [(8..13, Slot::Speaker1, Stroke::Solid), (28..36, Slot::Speaker2, Stroke::Broken)];
    let bars = bars.map(|(span, slot, stroke)| Bar { mark: Mark::new(span, slot), stroke }).to_vec();
    let notes = [(8, "Rao"), (9, "Berg"), (48, "Lund")].map(|(at, name)| Note { at, text: name.to_owned(), slot: Slot::Speaker0 }).to_vec();
    let galley = set(&[Piece { bars, notes, ..Piece::new(Setting::Paragraph, text) }], Measure { columns: 10, ..PLAIN });
    let margins: Vec<_> =
        galley.lines.iter().map(|line| (line.text(), line.bar, line.note.as_ref().map(|note| note.text.as_str()))).collect();
    let margin = |text: &str, bar, note| (text.to_owned(), bar, note);
    assert_eq!(
        margins,
        [
            margin("one two", None, None),
            margin("three", Some((Slot::Speaker1, Stroke::Solid)), Some("Rao")),
            margin("four five", None, Some("Berg")),
            margin("six seven", Some((Slot::Speaker2, Stroke::Broken)), None),
            margin("eight nine", Some((Slot::Speaker2, Stroke::Broken)), None),
            margin("ten", None, Some("Lund")),
        ]
    );
}

#[test]
fn blank_lines_stand_between_pieces_that_ask_for_them() {
    let caption = Piece::new(Setting::Figure { rows: 0 }, "caption");
    let credit = Piece { gap: false, ..Piece::new(Setting::Line, "credit") };
    let nothing = Piece::new(Setting::Paragraph, "");
    let text = Piece::new(Setting::Paragraph, "text");
    let galley = set(&[caption, credit, nothing, text], PLAIN);
    assert_eq!(texts(&galley), ["▨ caption", "credit", "", "text"]);
    assert_eq!(galley.lines.iter().map(|line| line.piece).collect::<Vec<_>>(), [Some(0), Some(1), None, Some(3)]);
}

#[test]
fn a_place_in_the_text_leads_to_its_line() {
    let pieces = [Piece::new(Setting::Display, "Headline"), Piece::new(Setting::Paragraph, "one two three four five six")];
    let narrow = set(&pieces, Measure { columns: 10, ..PLAIN });
    assert_eq!(texts(&narrow), ["Headline", "", "one two", "three four", "five six"]);
    let cases = [
        ((0, 0), Some(0)),
        ((0, 99), Some(0)),
        ((1, 0), Some(2)),
        ((1, 9), Some(3)),
        ((1, 18), Some(3)),
        ((1, 19), Some(4)),
        ((2, 0), None),
    ];
    for ((piece, at), line) in cases {
        assert_eq!(narrow.line_of(piece, at), line, "piece {piece} byte {at}");
    }
    let places: Vec<_> = (0..6).map(|line| narrow.place_of(line)).collect();
    assert_eq!(places, [Some((0, 0)), Some((1, 0)), Some((1, 0)), Some((1, 8)), Some((1, 19)), None]);
    assert_eq!(narrow.lines_of(1), 2..5);
}
