use proptest::prelude::{any, proptest};

use super::{LONGEST, visit, words};

#[test]
fn words_are_cut_and_folded() {
    for (text, expected) in [
        ("The U.S. said: don’t!", &["the", "us", "said", "don", "t"][..]),
        ("U.S.-led, J.K. Rowling, A. B. Cee, at 8 p.m.", &["us", "led", "jk", "rowling", "a", "b", "cee", "at", "8", "pm"]),
        ("J.Rowling x.yz 1.2.3 É.U. .a. U.S", &["j", "rowling", "x", "yz", "1", "2", "3", "eu", "a", "us"]),
        ("С.Ш.А. a.日", &["сша", "a", "日"]),
        ("Biden’s e-mail, 8.1%", &["biden", "s", "e", "mail", "8", "1"]),
        ("G7首脳 meets", &["g7", "首", "脳", "meets"]),
        ("정부가", &["정", "부", "가"]),
        ("ワシントン", &["ワ", "シ", "ン", "ト", "ン"]),
        ("ประชาชน สันติภาพ", &["ประชาชน", "สันติภาพ"]),
        ("हिन्दी में", &["हिन्दी", "में"]),
        ("co\u{ad}operate A\u{301}BC", &["cooperate", "abc"]),
        ("Ｗｉｄｅ ﬁne", &["wide", "fine"]),
        ("⑴ \u{fe70}", &["1"]),
        ("\u{80}\u{85} ¶ — \"\"", &[]),
    ] {
        assert_eq!(words(text), expected, "{text}");
    }
}

#[test]
fn endless_words_are_cut() {
    for letter in ["a", "ß", "é", "ก"] {
        assert!(words(&letter.repeat(100_000)).iter().all(|word| word.len() <= LONGEST));
    }
}

proptest! {
    #[test]
    fn spans_stand_in_order_and_words_hold_no_sign(text in any::<String>()) {
        let mut end = 0;
        visit(&text, |token| {
            assert!(token.span.start >= end && token.span.end > token.span.start);
            assert_eq!(token.span.of(&text), token.raw);
            assert!(!token.word.contains(|c: char| c.is_whitespace() || c.is_control() || c == '"' || c == '¶'));
            assert!(!token.word.is_empty());
            end = token.span.end;
        });
    }
}
