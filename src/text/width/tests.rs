use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{columns, elide, fit, graphemes, is_plain_char};

#[test]
fn counts_the_columns_of_a_grid() {
    let cases = [
        ("", 0),
        ("dam", 3),
        ("“dam”", 5),
        ("é", 1),
        ("e\u{301}", 1),
        ("日本", 4),
        ("👩‍👩‍👧", 2),
        ("❤\u{fe0f}", 2),
        ("🇳🇴", 2),
        ("ไทย", 3),
        ("ที่", 1),
        ("שלום", 4),
        ("a\tb", 2),
        ("é\tb", 2),
        ("é\r\n", 1),
        ("\u{1b}é", 1),
        ("in\u{ad}fra", 5),
        ("a\u{200b}b", 2),
        ("\u{301}", 0),
    ];
    for (text, wide) in cases {
        assert_eq!(columns(text), wide, "{text:?}");
        assert_eq!(graphemes(text).map(|(.., wide)| wide).sum::<usize>(), if text == "a\tb" { 2 } else { wide }, "{text:?}");
    }
}

#[test]
fn keeps_what_fits() {
    let cases = [
        ("harbour", 4, "harb"),
        ("日本語", 3, "日"),
        ("日本語", 1, ""),
        ("e\u{301}e", 1, "e\u{301}"),
        ("👩‍👩‍👧x", 2, "👩‍👩‍👧"),
        ("a", 9, "a"),
        ("", 0, ""),
        ("“Übung”", 3, "“Üb"),
        ("“Übung”", 7, "“Übung”"),
        ("┊┊", 1, "┊"),
        ("dam\u{ad}", 4, "dam\u{ad}"),
    ];
    for (text, room, kept) in cases {
        assert_eq!(fit(text, room), kept, "{text:?} in {room}");
    }
}

#[test]
fn says_where_something_was_cut() {
    let cases = [
        ("harbour", 7, false, "harbour"),
        ("harbour", 6, false, "harbo…"),
        ("the harbour", 5, false, "the…"),
        ("harbour", 6, true, "har..."),
        ("harbour", 2, true, "ha"),
        ("harbour", 1, false, "…"),
        ("harbour", 0, false, ""),
        ("日本語", 4, false, "日…"),
    ];
    for (text, room, ascii, cut) in cases {
        assert_eq!(elide(text, room, ascii), cut, "{text:?} in {room}");
    }
}

#[test]
fn plain_characters_are_graphemes_of_one_column() {
    for c in ('\0'..=char::MAX).filter(|c| is_plain_char(*c)) {
        assert_eq!(c.encode_utf8(&mut [0; 4]).width(), 1, "{c:?}");
        assert_eq!(format!("a{c}b").graphemes(true).count(), 3, "{c:?}");
    }
}
