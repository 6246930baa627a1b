use proptest::prelude::proptest;

use super::{fold, initial, thoroughly};

#[test]
fn likes_become_alike() {
    for (text, folded) in [
        ("Plain ASCII", "plain ascii"),
        ("Élections à Genève", "elections a geneve"),
        ("“Don’t” — he said", "\"don't\" - he said"),
        ("Straße GROẞ", "strasse gross"),
        ("İstanbul ILI ısı", "istanbul ili isi"),
        ("Łódź Ærø Þór", "lodz aero thor"),
        ("йогурт ЁЛКА", "иогурт елка"),
        ("Ｗｉｄｅ ﬁne", "wide fine"),
        ("정부", "정부"),
        ("が ガ", "が ガ"),
        ("مُحَمَّد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("हिन्दी", "हिन्दी"),
        ("co\u{ad}operate", "cooperate"),
        ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
    ] {
        assert_eq!(fold(text), folded, "{text}");
    }
}

#[test]
fn folding_twice_changes_nothing() {
    for text in ["Élections “x” İ Ǆ ﷺ ½ ŉ", "ΟΔΟΣ ᾳ ΐ", "İİ̇ ﬃ Ⅷ"] {
        assert_eq!(fold(&fold(text)), fold(text), "{text}");
    }
}

#[test]
fn a_first_letter_that_the_next_sign_changes_is_not_told() {
    for (word, first) in
        [("ツル", Some('ツ')), ("ツ\u{3099}", None), ("ツ\u{200d}\u{3099}", None), ("Lake", Some('l')), ("e\u{301}t", None)]
    {
        assert_eq!(initial(word), first, "{word}");
    }
}

proptest! {
    #[test]
    fn the_short_way_leads_where_the_long_one_does(text in "[^\\x00-\\x7f]{2,12}", letters in "[\u{300}-\u{6ff}\u{3040}-\u{30ff}\u{ac00}-\u{ac40}]{2,12}") {
        for text in [text, letters] {
            assert_eq!(fold(&text), thoroughly(&text).collect::<String>(), "{text}");
            assert!(initial(&text).is_none_or(|first| fold(&text).starts_with(first)), "{text}");
        }
    }
}
