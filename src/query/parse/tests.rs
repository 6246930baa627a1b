use jiff::Timestamp;
use proptest::prelude::{any, proptest};

use super::parse;
use crate::query::{Node, Term, Words};

/// 2026-03-11, a Wednesday, 15:30 UTC.
const NOW: Timestamp = Timestamp::constant(1_773_243_000, 0);

fn read(text: &str) -> String {
    parse(text, NOW).0.root.as_ref().map_or("everything".to_owned(), shown)
}

fn shown(node: &Node) -> String {
    let list = |nodes: &[Node], sign: &str| format!("({})", nodes.iter().map(shown).collect::<Vec<_>>().join(sign));
    match node {
        Node::And(nodes) => list(nodes, " & "),
        Node::Or(nodes) => list(nodes, " | "),
        Node::Not(node) => format!("-{}", shown(node)),
        Node::Term(Term::Text { field, words }) => {
            let field = field.map_or(String::new(), |field| format!("{field:?}:"));
            match words {
                Words::Word(word) => format!("{field}{word}"),
                Words::Prefix(word) => format!("{field}{word}*"),
                Words::Phrase(words) => format!("{field}“{words}”"),
            }
        }
        Node::Term(Term::State(state)) => format!("{state:?}"),
        Node::Term(Term::Has(has)) => format!("{has:?}"),
        Node::Term(Term::Since(time)) => format!(">={time}"),
        Node::Term(Term::Until(time)) => format!("<{time}"),
    }
}

#[test]
fn queries_are_read() {
    for (text, expected) in [
        ("", "everything"),
        ("   ", "everything"),
        ("dam talks", "(dam & talks)"),
        ("dam AND talks", "(dam & talks)"),
        ("\"pay a price\"", "“pay a price”"),
        ("“pay a price”", "“pay a price”"),
        ("a OR b", "(a | b)"),
        ("a b OR c", "((a & b) | c)"),
        ("a (b OR c)", "(a & (b | c))"),
        ("-a b", "(-a & b)"),
        ("NOT a", "-a"),
        ("a -(b c)", "(a & -(b & c))"),
        ("--a", "--a"),
        ("econ*", "econ*"),
        ("e-mail well-known", "(e-mail & well-known)"),
        ("headline:dam", "Headline:dam"),
        ("TITLE:dam", "Headline:dam"),
        ("headline:(a OR b)", "(Headline:a | Headline:b)"),
        ("section:\"city news\"", "Section:“city news”"),
        ("-tag:water", "-Tag:water"),
        ("speaker:biden said:\"pay a price\"", "(Speaker:biden & Said:“pay a price”)"),
        ("lang:fr feed:example.org", "(Language:fr & Feed:example.org)"),
        ("url:https://example.org/a?b=1", "Url:https://example.org/a?b=1"),
        ("https://example.org", "https://example.org"),
        ("12:30", "12:30"),
        ("is:unread is:STARRED", "(Unread & Starred)"),
        ("has:quote -has:figure", "(Quote & -Figure)"),
        ("since:2026-01-31", ">=2026-01-31T00:00:00Z"),
        ("until:2026-01-31", "<2026-02-01T00:00:00Z"),
        ("on:2021-03-20", "(>=2021-03-20T00:00:00Z & <2021-03-21T00:00:00Z)"),
        ("on:2021-03", "(>=2021-03-01T00:00:00Z & <2021-04-01T00:00:00Z)"),
        ("on:march-2021", "(>=2021-03-01T00:00:00Z & <2021-04-01T00:00:00Z)"),
        ("on:\"20 march 2021\"", "(>=2021-03-20T00:00:00Z & <2021-03-21T00:00:00Z)"),
        ("on:2021", "(>=2021-01-01T00:00:00Z & <2022-01-01T00:00:00Z)"),
        ("on:december", "(>=2025-12-01T00:00:00Z & <2026-01-01T00:00:00Z)"),
        ("since:today", ">=2026-03-11T00:00:00Z"),
        ("on:yesterday", "(>=2026-03-10T00:00:00Z & <2026-03-11T00:00:00Z)"),
        ("since:monday", ">=2026-03-09T00:00:00Z"),
        ("since:wed", ">=2026-03-04T00:00:00Z"),
        ("since:7d", ">=2026-03-04T15:30:00Z"),
        ("since:2w", ">=2026-02-25T15:30:00Z"),
        ("since:12h", ">=2026-03-11T03:30:00Z"),
        ("since:\"2 weeks ago\"", ">=2026-02-25T15:30:00Z"),
        ("since:\"last month\"", ">=2026-02-11T15:30:00Z"),
        ("until:1y", "<2025-03-11T15:30:00Z"),
    ] {
        assert_eq!(read(text), expected, "{text}");
        assert_eq!(parse(text, NOW).1, [], "{text}");
    }
}

#[test]
fn what_is_not_understood_is_shown_at_its_place() {
    for (text, expected, at, says) in [
        ("dam \"pay a", "(dam & “pay a”)", "\"pay a", "not closed"),
        ("(dam river", "(dam & river)", "(", "not closed"),
        ("dam) river", "(dam & river)", ")", "closes nothing"),
        ("dam ()", "dam", "()", "nothing between"),
        ("dam OR", "dam", "OR", "between two words"),
        ("OR dam", "dam", "OR", "between two words"),
        ("dam & %", "dam", "%", "no letter"),
        ("colour:red dam", "(red & dam)", "colour:", "there is no field “colour”; there are headline: standfirst:"),
        ("headline: dam", "dam", "headline:", "headline:budget"),
        ("is:new is:blue", "Unread", "is:blue", "unread, read or starred"),
        ("has:fulltext", "everything", "has:fulltext", "quote or figure"),
        ("since:soon dam", "dam", "since:soon", "is no time; write 2026-01-31"),
        ("on:2026-13", "everything", "on:2026-13", "is no time"),
        ("/dam.*/ river", "river", "/dam.*/", "not possible yet"),
        ("da*m", "da*m", "da*m", "end of a word"),
        ("\"\" dam", "dam", "\"\"", "no word"),
        ("dam NOT", "dam", "NOT", "leaves out the word after it"),
    ] {
        let (_, warnings) = parse(text, NOW);
        assert_eq!(read(text), expected, "{text}");
        assert_eq!(warnings.len(), 1, "{text}: {warnings:?}");
        assert_eq!(warnings[0].span.of(text), at, "{text}");
        assert!(warnings[0].message.contains(says), "{text}: {}", warnings[0].message);
    }
}

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
        (beginnings(5), 5, None),
        (beginnings(50), 5, Some("at most 5 words that end with *")),
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

#[test]
fn a_word_that_is_typed_is_found_in_its_forms_too() {
    for (text, expected) in [
        ("government", "(government | government*)"),
        ("dam government", "(dam & (government | government*))"),
        ("dam OR river", "(dam | (river | river*))"),
        ("headline:governments", "(Headline:governments | Headline:governments*)"),
        ("dam -river", "(dam & -river)"),
        ("econ*", "econ*"),
        ("dam is:unread", "(dam & Unread)"),
        ("", "everything"),
    ] {
        assert_eq!(parse(text, NOW).0.unfinished().root.as_ref().map_or("everything".to_owned(), shown), expected, "{text}");
    }
}

#[test]
fn monstrous_queries_are_read_in_time() {
    for (text, warned) in [
        ("(".repeat(10_000), true),
        (")".repeat(10_000), true),
        (format!("{}a{}", "(".repeat(10_000), ")".repeat(10_000)), true),
        ("-".repeat(100_000), true),
        ("a OR ".repeat(200_000), true),
        ("word ".repeat(200_000), true),
        ("x".repeat(1_000_000), false),
        ("\"".repeat(100_001), true),
        ("since:99999999999999999999d".to_owned(), true),
        ("since:2000000y".to_owned(), true),
    ] {
        let (_, warnings) = parse(&text, NOW);
        assert_eq!(!warnings.is_empty(), warned, "{}", text.get(..20).unwrap());
        assert!(warnings.iter().all(|warning| text.get(warning.span.start..warning.span.end).is_some() && warning.message.len() < 400));
    }
}

proptest! {
    #[test]
    fn any_text_is_a_query(text in any::<String>()) {
        let (_, warnings) = parse(&text, NOW);
        assert!(warnings.iter().all(|warning| text.get(warning.span.start..warning.span.end).is_some()));
    }

    #[test]
    fn anything_like_a_query_is_one(text in "([a-z]{0,3}|[()*:/\"-]| |OR|since:|is:|on:[0-9]{1,4}|[0-9]{1,3}[dwmy]){0,20}") {
        let (query, _) = parse(&text, NOW);
        let _ = query.unfinished();
    }
}
