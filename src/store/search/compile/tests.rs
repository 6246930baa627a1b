use jiff::Timestamp;
use proptest::prelude::{any, proptest};

use super::{Lexicon, compile};
use crate::query::parse;
use crate::store::Key;

struct Words(&'static [&'static str]);

impl Lexicon for Words {
    fn languages(&self) -> Vec<String> {
        self.0.iter().map(|name| (*name).to_owned()).collect()
    }

    fn completions(&self, prefix: &str) -> Option<Vec<String>> {
        (prefix == "g").then(|| vec!["go".to_owned(), "government".to_owned()])
    }

    fn first_key(&self, time: Timestamp) -> Key {
        Key(time.as_second())
    }
}

/// A compiled text with the marks of facts made visible.
fn seen(text: &str, languages: &'static [&'static str]) -> String {
    let plan = compile(&parse(text, Timestamp::UNIX_EPOCH).0, &Words(languages));
    let visible = |text: &str| text.chars().map(|c| if c.is_control() { '~' } else { c }).collect::<String>();
    let matching = visible(&plan.matching.unwrap_or_default());
    let conditions = plan.conditions.join(" & ");
    format!("{matching} | {conditions} | {}", visible(&plan.inner.join(" & "))).trim_end_matches([' ', '|']).to_owned()
}

#[test]
fn queries_become_questions_to_the_index() {
    for (text, expected) in [
        ("dam", r#""dam""#),
        ("dam talk", r#"("dam" AND "talk")"#),
        ("governments", r#"("governments" OR "govern")"#),
        ("\"governments\"", r#"{headline standfirst body about} : "governments""#),
        ("e-mail", r#"{headline standfirst body about} : "e mail""#),
        ("headline:dam", r#"{headline headline_forms} : "dam""#),
        ("headline:\"the dam\"", r#"headline : "the dam""#),
        ("g*", r#"("go" OR "government")"#),
        ("gov*", r#""gov"*"#),
        ("section:world dam", r#"("~world" AND "dam")"#),
        ("section:\"city news\"", r#""~city ~news""#),
        ("dam -talk", r#"("dam" NOT "talk")"#),
        ("-talk", r#"("~story" NOT "talk")"#),
        ("-talk -dam", r#"("~story" NOT ("talk" OR "dam"))"#),
        ("dam OR -talk", r#"("dam" OR ("~story" NOT "talk"))"#),
        ("dam Dam DAM", r#""dam""#),
        ("dam OR talk OR dam", r#"("dam" OR "talk")"#),
        ("gov* gov* -talk -talk", r#"("gov"* NOT "talk")"#),
        ("is:unread dam", r#""dam" | story.read = 0"#),
        ("is:unread", "| story.read = 0"),
        ("is:unread OR dam", "| (story.read = 0 OR story.key IN (SELECT rowid FROM word_index WHERE word_index MATCH ?)) | \"dam\""),
        ("-is:unread dam", "| (NOT (story.read = 0) AND story.key IN (SELECT rowid FROM word_index WHERE word_index MATCH ?)) | \"dam\""),
        ("\"a \"\" b\"", r#"({headline standfirst body about} : "a" AND {headline standfirst body about} : "b")"#),
        ("", ""),
    ] {
        assert_eq!(seen(text, &["en"]).trim_start(), expected, "{text}");
    }
}

#[test]
fn a_stem_counts_in_its_language_only() {
    assert_eq!(seen("news", &["en", "fr"]), r#"("news" OR ("new" AND "~fr"))"#);
    assert_eq!(seen("news", &["en"]), r#""news""#);
}

proptest! {
    #[test]
    fn nothing_of_the_reader_stands_unquoted(text in any::<String>()) {
        let plan = compile(&parse(&text, Timestamp::UNIX_EPOCH).0, &Words(&["en", "fr"]));
        for matching in plan.matching.iter().chain(&plan.inner) {
            let outside: String = matching.split('"').step_by(2).collect();
            for word in outside.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()) {
                let ours = ["AND", "OR", "NOT", "headline", "standfirst", "body", "about", "headline_forms", "standfirst_forms", "body_forms"];
                assert!(ours.contains(&word), "{word} in {matching}");
            }
        }
    }
}
