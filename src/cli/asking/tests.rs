use jiff::Timestamp;

use super::explain;
use crate::query::{Gravity, QueryWarning, parse};
use crate::text::width;

fn shown(text: &str, start: usize, end: usize) -> String {
    let warning = QueryWarning { span: (start..end).into(), message: "close it".into(), gravity: Gravity::Fault };
    explain(text, &[&warning]).lines().skip(1).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_mark_stands_under_the_place() {
    assert_eq!(shown("dam (talks", 4, 5), "  dam (talks\n      ^ close it");
    assert_eq!(shown("大坝 (talks", 7, 8), "  大坝 (talks\n       ^ close it");
    assert_eq!(shown("大坝谈判", 6, 12), "  大坝谈判\n      ^^^^ close it");
    assert_eq!(shown("a\tb\n(c", 4, 5), "  a b (c\n      ^ close it");
    assert_eq!(shown("大　(c", 6, 7), "  大 (c\n     ^ close it");
    assert_eq!(shown("e\u{301} (c", 4, 5), "  e\u{301} (c\n    ^ close it");
    assert_eq!(shown("a\u{1b}[2J(b", 5, 6), "  a [2J(b\n       ^ close it");
    assert_eq!(shown("a\u{202e}(b", 4, 5), "  a (b\n    ^ close it");
    assert_eq!(shown("dam", 3, 3), "  dam\n     ^ close it");
    assert_eq!(shown("dam", 9, 12), "  dam\n  ^ close it", "a place out of reach is no panic");
    assert_eq!(shown("大", 1, 2), "  大\n  ^ close it", "nor is one within a character");
}

#[test]
fn of_a_long_query_the_surroundings_are_shown() {
    let long = format!("{}(talks {}", "dam ".repeat(100), "river ".repeat(100));
    let lines: Vec<String> = shown(&long, 400, 401).lines().map(str::to_owned).collect();
    assert_eq!(lines[0], "  …am dam dam dam dam dam (talks river river river river river river river rive…");
    assert_eq!(lines[1], "                          ^ close it");

    let wide = format!("{}（{}", "大坝".repeat(100), "河".repeat(100));
    for line in shown(&wide, 600, 603).lines() {
        assert!(width::columns(line) <= 80, "{line}");
    }
    let everywhere = shown(&"x".repeat(1_000_000), 0, 1_000_000);
    assert!(everywhere.lines().all(|line| width::columns(line) <= 80), "{everywhere}");
}

#[test]
fn whatever_is_wrong_is_marked() {
    for (text, expected) in [
        (
            "hedline:dam",
            "  hedline:dam\n  ^^^^^^^^\n  there is no field “hedline”; did you mean headline:? A word with a colon stands in quotation marks",
        ),
        ("dam AND", "  dam AND\n      ^^^\n  AND stands between two words: dam AND river, or only dam river; \\AND is the word itself"),
        ("/dam(/", "  /dam(/\n      ^\n  this ( is not closed; put ) after the group, or write \\( for the sign itself"),
        (
            "on:06/09/2021",
            "  on:06/09/2021\n  ^^^^^^^^^^^^^\n  “06/09/2021” is not clear: it may be 6 September or 9 June; write 2021-09-06 or 2021-06-09",
        ),
        ("headline: dam", "  headline: dam\n  ^^^^^^^^^^ no space stands after the colon: headline:dam"),
    ] {
        let (_, warnings) = parse(text, Timestamp::UNIX_EPOCH);
        assert_eq!(explain(text, &warnings.iter().collect::<Vec<_>>()).split_once('\n').unwrap().1, expected);
    }
    let many = ") ".repeat(9);
    let (_, warnings) = parse(&many, Timestamp::UNIX_EPOCH);
    assert!(explain(&many, &warnings.iter().collect::<Vec<_>>()).ends_with("\nand 4 more"));
}
