use super::{is_wild, line, tame};

#[test]
fn sequences_lose_their_body() {
    let cases = [
        ("plain — “text” ة 中", "plain — “text” ة 中"),
        ("a\u{1b}[31mred\u{1b}[0mb", "aredb"),
        ("a\u{9b}1;2Hb", "ab"),
        ("a\u{1b}]0;title\u{7}b", "ab"),
        ("a\u{1b}]8;;http://x\u{1b}\\link", "alink"),
        ("a\u{9d}52;c;Zm9v\u{9c}b", "ab"),
        ("a\u{1b}Pq#0\u{1b}\\b", "ab"),
        ("a\u{1b}_Gf=1\u{1b}\\b", "ab"),
        ("a\u{1b}]open end", "a]open end"),
        ("a\u{1b}]open\nend\u{7}b", "a]open\nendb"),
        ("a\u{1b}(0b", "ab"),
        ("a\u{1b}=b", "ab"),
        ("a\u{1b}Harbour", "aHarbour"),
        ("a\u{1b}\u{1b}[31mb", "ab"),
        ("\u{202e}abc\u{2066}d\u{feff}", "abcd"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb\n", "a\tb\n"),
        ("a\u{0}b\u{8}c\u{7f}d", "abcd"),
        ("tag\u{e0041}\u{e007f}", "tag"),
    ];
    for (wild, expected) in cases {
        assert_eq!(tame(wild), expected, "{wild:?}");
    }
}

#[test]
fn a_line_is_one_line() {
    assert_eq!(line(" a\n\tb \u{1b}[1mc\u{a0}d "), "a b c d");
}

#[test]
fn endless_strings_cost_no_more_than_their_length() {
    let wild = "\u{1b}]".repeat(500_000);
    assert_eq!(tame(&wild).len(), 500_000);
    assert_eq!(tame(&"\u{9d}".repeat(500_000)), "");
    assert_eq!(tame(&"\u{1b}[".repeat(200_000)), "");
}

#[test]
fn a_letter_carries_few_marks() {
    let few = format!("e{}x", "\u{301}".repeat(8));
    assert_eq!(tame(&few), few);
    for mark in ['\u{301}', '\u{1ab0}', '\u{1dc0}', '\u{20d0}', '\u{fe20}', '\u{64b}', '\u{e38}', '\u{200d}', '\u{fe0f}'] {
        let heaped = format!("e{}x", mark.to_string().repeat(20_000));
        assert_eq!(tame(&heaped).chars().count(), 10, "{mark:?}");
        assert_eq!(tame(&heaped.replace('e', "e\u{202e}")).chars().count(), 10, "{mark:?}");
    }
    for whole in ["👩‍👩‍👧‍👦", "क्षत्रिय", "שָׁלוֹם", "ที่นี่", "각", "Việt", "🏴‍☠️"]
    {
        assert_eq!(tame(whole), whole);
    }
}

proptest::proptest! {
    #[test]
    fn nothing_wild_is_left(text in "(\\PC|[\u{0}-\u{9f}]|[\\]\\[P_0-9;m\\\\]|\u{1b}|\u{202e}|\u{e0001}){0,60}") {
        proptest::prop_assert!(!tame(&text).chars().any(is_wild));
        proptest::prop_assert!(!line(&text).contains('\n'));
    }

    #[test]
    fn tame_text_stays_as_it_is(text in "[ -~äяñ中\n\t]{0,60}") {
        proptest::prop_assert_eq!(tame(&text), text.as_str());
    }
}
