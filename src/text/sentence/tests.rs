//! Each line is a text whose sentences are parted by `|`.

use proptest::prelude::{prop_assert, proptest};

use super::sentences;

const CASES: &[&str] = &[
    "",
    "No stop at all",
    "One. |Two! |Three?",
    "Mr. Rao met Mrs. Lim. |They spoke.",
    "The U.S. Senate voted. |It passed.",
    "She flew to the U.S. |He stayed.",
    "Prices rose 3.5 percent to $1.20. |Wages did not.",
    "J. K. Okafor of St. Ives spoke at 5 p.m. on Friday. |Nobody came.",
    "“We will act.” |The minister left.",
    "“Will you act?” she asked. |“Yes!” he cried.",
    "He paused … and went on. |Then he left…",
    "Wait... what? |Nothing.",
    "Sen. Ana Diaz (D-Ore.) spoke. |(She was late.) |He was not.",
    "First line\n|Second line",
    "橋は安全だ。|川は高い。",
    "See example.org for more. |Thanks.",
    "It opened on Jan. 5 in Minn. towns. |Fine.",
    "  Spaces around.  |  Twice.  ",
];

#[test]
fn parts_texts_into_sentences() {
    for case in CASES {
        let text = case.replace('|', "");
        let expected: Vec<&str> = case.split('|').map(str::trim).filter(|sentence| !sentence.is_empty()).collect();
        let found: Vec<&str> = sentences(&text).into_iter().map(|span| span.of(&text)).collect();
        assert_eq!(found, expected, "{case}");
    }
}

proptest! {
    #[test]
    fn spans_are_disjoint_in_order_and_lose_nothing_but_space(text in "[ a-zA-Z.!?…\"”\n(1é。]{0,80}") {
        let found = sentences(&text);
        let mut at = 0;
        for span in &found {
            prop_assert!(at <= span.start && !span.of(&text).is_empty());
            prop_assert!(text[at..span.start].trim().is_empty());
            at = span.end;
        }
        prop_assert!(text[at..].trim().is_empty());
    }
}
