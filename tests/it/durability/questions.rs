//! Questions that are hostile, and questions that are interrupted.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use dateline::store::{Error, Listing, Order, Reach, Window};

use super::{lines, listing, open, query, rows, store_of};
use crate::sandbox::Sandbox;

/// What the index says when it is asked in its own language, and that wrongly.
const ENGINE: [&str; 6] = ["fts5", "syntax error", "no such column", "unterminated", "SQL", "word_index"];

/// The longest argument that a program can be given is shorter than a mebibyte; so a long query is several, as words are.
fn arguments(query: &str) -> Vec<String> {
    let bytes: Vec<char> = query.chars().collect();
    bytes.chunks(30_000).map(|chunk| chunk.iter().collect()).collect()
}

fn hostile() -> Vec<String> {
    let operators = [
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "and",
        "or",
        "not",
        "-",
        "+",
        "*",
        "^",
        ":",
        "(",
        ")",
        "\"",
        "'",
        "/",
        "\\",
        "{",
        "}",
        "[",
        "]",
        "~",
        ".",
        ",",
        ";",
        "|",
        "&",
        "!",
        "=",
        "<",
        ">",
        "@",
        "#",
        "%",
        "$",
        "`",
        "?",
        "..",
        "--",
        "**",
        "\"\"",
        "()",
        ")(",
        "//",
        "/(/",
        "/[/",
        "-(",
        "-\"",
        "-*",
        "OR OR",
        "NOT NOT",
        "NEAR(",
        "NEAR(a b, 2)",
        "a NEAR b",
        "a^b",
        "{a b}: c",
        "rowid:1",
        "word_index: x",
        "rank",
        "a + b",
        "^a",
        "a* *",
        "*a",
        "\"a",
        "a\"",
        "a\"b",
        "a:b:c",
        "a::b",
        "\u{feff}",
        "\u{202e}a",
        "'; DROP TABLE story; --",
        "' OR 1=1 --",
    ];
    let fields =
        ["headline", "body", "said", "speaker", "section", "source", "tag", "lang", "byline", "is", "has", "since", "until", "on", "id"];
    let mut all: Vec<String> = operators.map(str::to_owned).to_vec();
    for field in fields {
        all.extend([format!("{field}:"), format!("-{field}:"), format!("{field}:\""), format!("{field}:("), format!("{field}:*")]);
    }
    // Every control character but the first, which no argument can hold.
    all.push((1..32).chain(127..160).filter_map(char::from_u32).flat_map(|c| ['a', c, ' ', c]).collect());
    all.extend((1..32).filter_map(char::from_u32).map(|c| format!("dam{c}council")));
    all
}

fn large() -> Vec<String> {
    vec![
        "harbour ".repeat(131_072),
        "(".repeat(10_000),
        ")".repeat(10_000),
        format!("{}a{}", "(".repeat(10_000), ")".repeat(10_000)),
        format!("{}a", "-(".repeat(10_000)),
        "(a OR ".repeat(10_000),
        "\"".repeat(10_001),
        "a".repeat(100_000),
        "東".repeat(100_000),
        format!("\"{}\"", "b".repeat(100_000)),
        format!("speaker:{}", "c".repeat(100_000)),
        format!("{}*", "d".repeat(100_000)),
        format!("/{}/", "(a+)+".repeat(2_000)),
        "e\u{301}".repeat(50_000),
        "OR ".repeat(50_000),
        (0..20_000).map(|n| format!("w{n} OR ")).collect(),
        (0..20_000).map(|n| format!("-w{n} ")).collect(),
        (0..5_000).map(|n| format!("is:read OR section:s{n} OR ")).collect(),
    ]
}

fn ask(sandbox: &Sandbox, verb: &str, asked: &str) {
    let ran = sandbox.command().arg(verb).arg("--").args(arguments(asked)).output().unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    let shown: String = asked.chars().take(60).collect();
    assert!(matches!(ran.status.code(), Some(0..=2)), "{verb} {shown:?}: {ran:?}");
    assert!(told.len() < 200_000 && !told.contains('\u{1b}'), "{verb} {shown:?}: {} bytes", told.len());
    // What was asked may be shown; the engine's own words may not.
    for word in ENGINE.iter().filter(|word| !asked.contains(**word)) {
        assert!(!told.contains(word), "{verb} {shown:?} says {word:?}: {told}");
    }
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("stories.jsonl", lines(0..40));
    assert_eq!(sandbox.run(&["import", "stories.jsonl"]).code, Some(0));
    sandbox
}

#[test]
fn hostile_queries_are_answered_or_explained() {
    let sandbox = sandbox();
    for (n, asked) in hostile().iter().enumerate() {
        ask(&sandbox, ["list", "search", "count", "quotes"][n % 4], asked);
    }
}

#[test]
fn queries_of_any_length_are_answered_or_explained() {
    let sandbox = sandbox();
    for asked in large() {
        for verb in ["search", "count"] {
            ask(&sandbox, verb, &asked);
        }
    }
}

/// What the program cannot be given as an argument, it may be given in the reader.
#[test]
fn the_store_answers_what_the_query_understands_of_hostile_words() {
    let sandbox = sandbox();
    let store = open(&store_of(&sandbox));
    for asked in hostile().into_iter().chain(large()).chain(["\0", "a\0b", "\"a\0b\"", "speaker:\0", "/\0/"].map(str::to_owned)) {
        let shown: String = asked.chars().take(60).collect();
        for order in [Order::Date, Order::Relevance] {
            let listing = Listing { order, ..listing(&asked) };
            let rows = store.rows(&listing, Window::First { limit: 20 });
            assert!(rows.is_ok(), "{shown:?}: {rows:?}");
        }
        assert!(store.count(&query(&asked)).is_ok() && store.quotes(&query(&asked), None, 0, 5).is_ok(), "{shown:?}");
    }
}

#[test]
fn an_interruption_ends_one_question_and_never_the_next() {
    let sandbox = Sandbox::new();
    sandbox.write("stories.jsonl", lines(0..600));
    assert_eq!(sandbox.run(&["import", "stories.jsonl"]).code, Some(0));
    let store = open(&store_of(&sandbox));
    let expected: Vec<_> = ["", "harbour", "speaker:rao said:act", "/number [0-9]*7/"].map(|text| (text, rows(&store, text).len())).into();
    // Between questions nothing is running, and nothing is to be stopped.
    let interrupter = store.interrupter();
    for (text, count) in expected.iter().cycle().take(40) {
        interrupter.interrupt();
        assert_eq!(rows(&store, text).len(), *count, "{text} after an interruption");
    }
    // Meanwhile another thread interrupts as fast as it can: a question is answered whole or not at all.
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Acquire) {
                interrupter.interrupt();
                thread::yield_now();
            }
        });
        for (n, (text, count)) in expected.iter().cycle().take(400).enumerate() {
            let order = if n % 2 == 0 { Order::Date } else { Order::Relevance };
            let listing = Listing { order, reach: Reach::Whole, ..listing(text) };
            match store.rows(&listing, Window::First { limit: 10_000 }) {
                Ok(rows) => assert_eq!(rows.len(), *count, "{text}"),
                Err(error) => assert!(matches!(error, Error::Interrupted), "{text}: {error:?}"),
            }
        }
        ended.store(true, Ordering::Release);
    });
    for (text, count) in &expected {
        assert_eq!((rows(&store, text).len(), store.count(&query(text)).unwrap()), (*count, *count as u64), "{text}");
    }
}
