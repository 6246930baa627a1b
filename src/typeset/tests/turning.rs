//! Turning pages of galleys that are drawn here: a letter a line, `#` a crosshead, a blank a blank line; lines of one letter are one piece.

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, proptest};

use crate::text::{Slot, Slots};
use crate::typeset::{Galley, Measure, Piece, Setting, set};

/// A galley of pieces with so many lines each; those with none are crossheads.
fn galley(pieces: &[usize]) -> Galley {
    let texts: Vec<String> = pieces.iter().map(|lines| vec!["line"; (*lines).max(1)].join("\n")).collect();
    let base = |lines: &usize| Slots::from(if *lines == 0 { Slot::Crosshead } else { Slot::Text });
    let pieces = texts.iter().zip(pieces).map(|(text, lines)| Piece { base: base(lines), ..Piece::new(Setting::Paragraph, text) });
    set(&pieces.collect::<Vec<_>>(), Measure::ragged(20, false))
}

#[test]
fn a_page_is_turned_where_no_line_stands_alone() {
    let cases: &[(&[usize], usize, usize, usize, &str)] = &[
        (&[40], 0, 10, 8, "two lines are seen again"),
        (&[40], 0, 5, 4, "of a low screen one"),
        (&[40], 0, 2, 2, "of a very low one none"),
        (&[9, 20], 0, 10, 7, "the last line of a paragraph would stand alone at the top"),
        (&[8, 30], 0, 10, 9, "a blank line at the top is left out"),
        (&[16, 20], 0, 10, 9, "the first line of a paragraph would stand alone at the bottom"),
        (&[15, 0, 20], 0, 10, 6, "a crosshead would stand alone at the bottom"),
        (&[14, 0, 20], 0, 10, 9, "a crosshead with one line of its text would"),
        (&[12], 0, 10, 2, "the end is in view"),
        (&[5], 0, 10, 0, "all is in view"),
    ];
    for (pieces, top, height, next, why) in cases {
        assert_eq!(galley(pieces).page_down(*top, *height), *next, "{why}");
    }
    let back: &[(&[usize], usize, usize, usize, &str)] = &[
        (&[40], 20, 10, 12, "two lines are seen again"),
        (&[40], 5, 10, 0, "the beginning is in view"),
        (&[13, 20], 20, 10, 11, "the last line of a paragraph would stand alone at the top"),
    ];
    for (pieces, top, height, next, why) in back {
        assert_eq!(galley(pieces).page_up(*top, *height), *next, "{why}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn turning_pages_reaches_both_ends_and_leaves_nothing_out(pieces in vec(0_usize..14, 1..20), height in 1_usize..30) {
        let galley = galley(&pieces);
        let end = galley.lines.len().saturating_sub(height);
        let mut top = 0;
        while top < end {
            let next = galley.page_down(top, height);
            assert!(next > top && next <= top + height, "{top} to {next} of {height}");
            top = next;
        }
        while top > 0 {
            let next = galley.page_up(top, height);
            assert!(next < top && next + height >= top, "{top} back to {next} of {height}");
            top = next;
        }
    }
}
