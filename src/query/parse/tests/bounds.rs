//! What a query may cost, and what no query may do.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

use super::{NOW, parse, read};
use crate::query::{Node, Query, QueryWarning, Term, Words, parse_at};

#[test]
fn what_a_query_may_cost_is_bounded() {
    let words = |count: usize| (0..count).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
    let beginnings = |count: usize| (0..count).map(|n| format!("w{n}*")).collect::<Vec<_>>().join(" OR ");
    for (text, kept, says) in [
        (words(100), 100, None),
        (words(300), 100, Some("at most 100 words")),
        (format!("\"{}\"", words(100)), 100, None),
        (format!("\"{}\" dam", words(100)), 100, Some("at most 100 words")),
        (format!("\"{}\"", words(10_000)), 100, Some("at most 100 words")),
        (format!("dam \"{}\" river", words(10_000)), 100, Some("at most 100 words")),
        (format!("headline:{}", words(10_000).replace(' ', "-")), 100, Some("at most 100 words")),
        (format!("\"{}\"", "大".repeat(10_000)), 100, Some("at most 100 words")),
        ("is:read ".repeat(300), 100, Some("at most 100 words")),
        ("on:2021 ".repeat(300), 200, Some("at most 100 words")),
        (beginnings(5), 5, None),
        (beginnings(50), 5, Some("at most 5 words that end with *")),
        ("/a/ ".repeat(50), 3, Some("at most 3 patterns")),
    ] {
        let (query, warnings) = parse(&text, NOW);
        let start = text.get(..12).unwrap_or("大");
        assert_eq!(query.root.as_ref().map_or(0, counted), kept, "{start}");
        assert_eq!(warnings.len(), usize::from(says.is_some()), "{start}: {warnings:?}");
        assert!(warnings.iter().zip(says).all(|(warning, says)| warning.message.contains(says)), "{start}: {warnings:?}");
    }
}

fn counted(node: &Node) -> usize {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().map(counted).sum(),
        Node::Not(node) => counted(node),
        Node::Term(Term::Text { words: Words::Word(text) | Words::Prefix(text) | Words::Phrase(text), .. }) => {
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| word.matches('大').count().max(1)).sum()
        }
        Node::Term(_) => 1,
    }
}

/// Whether each warning points into the text, at whole characters, and is short enough to be read.
fn are_well_placed(text: &str, warnings: &[QueryWarning]) -> bool {
    warnings.len() <= 20
        && warnings.iter().all(|warning| text.get(warning.span.start..warning.span.end).is_some() && warning.message.len() < 400)
}

#[test]
fn monstrous_queries_are_read_in_time() {
    for (text, warned) in [
        ("(".repeat(10_000), true),
        (")".repeat(10_000), true),
        (format!("{}a{}", "(".repeat(10_000), ")".repeat(10_000)), true),
        (format!("headline:{}a", "(".repeat(10_000)), true),
        ("-".repeat(100_000), true),
        ("-!".repeat(100_000), true),
        ("headline:-!".repeat(10_000), true),
        ("NOT ".repeat(100_000), true),
        ("a OR ".repeat(200_000), true),
        ("AND ".repeat(200_000), true),
        ("word ".repeat(200_000), true),
        ("x".repeat(1_000_000), false),
        ("x:".repeat(500_000), true),
        ("headline:".repeat(100_000), true),
        ("headline: ".repeat(100_000), true),
        ("*".repeat(1_000_000), true),
        ("a*".repeat(500_000), true),
        ("\\".repeat(1_000_000), true),
        ("\"".repeat(100_001), true),
        ("“\"「".repeat(100_000), true),
        ("」".repeat(300_000), true),
        ("/".repeat(1_000_000), true),
        ("/a ".repeat(300_000), true),
        ("/\\/ ".repeat(300_000), true),
        ("/a/ ".repeat(300_000), true),
        (format!("/{}/", "a".repeat(1_000_000)), true),
        (format!("/{}/", "(".repeat(900)), true),
        (format!("/{}a{}/", "(?:".repeat(200), ")".repeat(200)), true),
        ("/(\\w{1000}){1000}/".to_owned(), true),
        ("\0\u{1b}\u{7f}\u{202e}".repeat(200_000), true),
        (format!("since:{}", "9".repeat(1_000_000)), true),
        (format!("on:{}", "1-".repeat(500_000)), true),
        (format!("is:{}", "a".repeat(1_000_000)), true),
        (format!("{}:a", "a".repeat(1_000_000)), true),
        ("since:99999999999999999999d".to_owned(), true),
        ("since:2000000y".to_owned(), true),
    ] {
        let (query, warnings) = parse(&text, NOW);
        assert_eq!(!warnings.is_empty(), warned, "{}", text.get(..20).unwrap_or_default());
        assert!(are_well_placed(&text, &warnings), "{}: {warnings:?}", text.get(..20).unwrap_or_default());
        let _ = query.clone().unfinished();
        assert_eq!(parse(&query.written(), NOW).0, query, "{}", text.get(..20).unwrap_or_default());
    }
}

/// Texts of the language's own pieces, touching or not.
fn pieces() -> impl Strategy<Value = String> {
    "([a-z]{1,3}|大坝|é|-|!|[()（）*:：/\\\\\"“”「」|&.]| |　|\u{0}| OR | AND | NOT |headline:|tag:|said：|since:|until:|on:|is:|has:|unread|starred|quote|\
     /a?b/|/a\\[/|2021|-0[1-9]|[0-9]{1,4}|[0-9]{1,3}(d|w|mo|y|m)|\\.\\.|\"last week\"|monday|march|14:00|\"20 march 2021\"|06/09/2021){0,24}"
}

proptest! {
    #[test]
    fn any_text_is_a_query(text in any::<String>()) {
        let (query, warnings) = parse(&text, NOW);
        prop_assert!(are_well_placed(&text, &warnings));
        prop_assert_eq!(&parse(&query.written(), NOW).0, &query);
    }

    #[test]
    fn anything_like_a_query_is_one_and_is_written_as_it_is_read(text in pieces()) {
        let (query, warnings) = parse(&text, NOW);
        prop_assert!(are_well_placed(&text, &warnings));
        let written = query.written();
        prop_assert_eq!(&parse(&written, NOW).0, &query, "{}", written);
        let _ = query.unfinished();
    }

    #[test]
    fn and_binds_closer_than_or(words in proptest::collection::vec("[a-z]{1,4}", 1..12), or in proptest::collection::vec(any::<bool>(), 12)) {
        let mut text = String::new();
        let mut groups: Vec<Vec<&str>> = vec![Vec::new()];
        for (n, word) in words.iter().enumerate() {
            if n > 0 {
                text.push_str(if or[n] { " OR " } else { " " });
                if or[n] {
                    groups.push(Vec::new());
                }
            }
            text.push_str(word);
            groups.last_mut().unwrap().push(word);
        }
        let join = |parts: Vec<String>, sign: &str| if parts.len() > 1 { format!("({})", parts.join(sign)) } else { parts.concat() };
        let all = |group: &Vec<&str>| join(group.iter().map(|word| (*word).to_owned()).collect(), " & ");
        prop_assert_eq!(read(&text), join(groups.iter().map(all).collect(), " | "));
    }

    #[test]
    fn no_clock_and_no_zone_upsets_a_query(
        second in Timestamp::MIN.as_second()..=Timestamp::MAX.as_second(),
        hours in -25_i8..=25,
        text in "(since|until|on):(\"(last|this|end of|start of|)( |)(week|month|year|quarter|decade|monday|march|29 february|noon|23:59|[0-9]{1,4}[dwy]|[0-9]{1,4} (weeks|years) ago)\"|[0-9]{4}(-[0-9]{2}){0,2}|now|today|yesterday)",
    ) {
        let zone = TimeZone::fixed(jiff::tz::Offset::constant(hours));
        let now = Timestamp::new(second, 0).unwrap().to_zoned(zone);
        let (query, warnings) = parse_at(&text, &now);
        prop_assert!(are_well_placed(&text, &warnings));
        prop_assert_eq!(&parse_at(&query.written(), &now).0, &query);
    }
}

#[test]
fn a_query_is_written_as_short_as_it_was() {
    for text in [
        "",
        "dam talks",
        "dam OR river wall",
        "(dam OR river) wall",
        "dam -(river wall)",
        "-dam",
        "econ* \"dam talks\"",
        "headline:dam -tag:water",
        "/talks? (stall|fail)/ is:unread has:fulltext",
        "since:2021-03-20T00:00:00Z",
        "on:2021-03-20T00:00:00Z..2021-03-21T00:00:00Z",
        "\\OR \\re:invent \\--a",
        "speaker:rao said:\"no preconditions\"",
    ] {
        assert_eq!(parse(text, NOW).0.written(), text);
    }
    assert_eq!(Query::unread().written(), "is:unread");
    assert_eq!(parse("headline:(a OR b)", NOW).0.written(), "headline:a OR headline:b");
}
