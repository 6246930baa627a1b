use jiff::Timestamp;
use proptest::prelude::{any, proptest};

use super::compile;
use crate::query::parse;
use crate::store::search::plan::{Drive, Plan};
use crate::store::search::tests::Shelf;

/// A compiled text with the marks of facts made visible: the plans, and in each the index, the row, and what leads.
fn seen(text: &str, languages: &'static [&'static str]) -> String {
    let compiled = compile(&parse(text, Timestamp::UNIX_EPOCH).0, &Shelf(languages));
    compiled.plans.iter().map(shown).collect::<Vec<_>>().join("  ++  ")
}

fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '~' } else { c }).collect()
}

fn shown(plan: &Plan) -> String {
    let mut parts: Vec<String> = plan.matching.iter().map(|matching| visible(&matching.question)).collect();
    parts.extend(plan.conditions.iter().cloned());
    parts.extend(plan.inner.iter().map(|question| visible(question)));
    parts.extend(plan.quotation.iter().map(|_| "in one quotation".to_owned()));
    parts.extend(plan.residue.iter().map(|_| "judged".to_owned()));
    if let Drive::Marked(state) = plan.drive {
        parts.push(format!("led by {state:?}"));
    }
    parts.join(" | ")
}

#[test]
fn words_are_ranked_beside_the_rarest_thing_that_all_answers_have() {
    for (text, expected) in [
        ("lake talk", Some(r#""talk""#)),
        ("section:world lake", Some(r#""~world""#)),
        ("section:world talk", Some(r#""talk""#)),
        ("section:world speaker:rao lake", Some(r#""~rao""#)),
        ("section:world", Some(r#""~world""#)),
        ("lake OR talk", None),
        ("-section:world lake", Some(r#""lake""#)),
        ("lak* talk", Some(r#""talk""#)),
        ("lak*", None),
        ("(section:world OR section:sport) lake", Some(r#""lake""#)),
        ("is:unread", None),
    ] {
        let compiled = compile(&parse(text, Timestamp::UNIX_EPOCH).0, &Shelf(&["en"]));
        assert_eq!(compiled.rarest.map(|question| visible(&question)).as_deref(), expected, "{text}");
    }
}

#[test]
fn queries_become_questions_to_the_index() {
    for (text, expected) in [
        ("lake", r#""lake""#),
        ("lake talk", r#"("talk" AND "lake")"#),
        ("government", r#"("government" OR "governing" OR "governments" OR "govern")"#),
        ("governments", r#"("governments" OR "governing" OR "govern")"#),
        ("\"governments\"", r#""governments""#),
        ("e-mail", r#""e mail""#),
        ("headline:lake", r#"headline : "lake""#),
        ("headline:governing", r#"headline : ("governing" OR "governments" OR "govern")"#),
        ("headline:\"the lake\"", r#"headline : "the lake""#),
        ("said:governing", r#"said : ("governing" OR "governments" OR "govern")"#),
        ("said:\"the lake\"", r#"said : "the lake""#),
        ("g*", "judged"),
        ("lake g*", r#""lake" | judged"#),
        ("lake -g*", r#""lake" | judged"#),
        ("-g* -talk", r#"("~story" NOT "talk") | judged"#),
        ("lake OR g*", "judged"),
        ("speaker:(rao OR lee) said:lake", r#"(("~rao" OR "~lee") AND said : "lake") | judged"#),
        ("-(speaker:rao said:lake)", "judged"),
        ("talk OR (speaker:rao said:lake)", r#"("talk" OR ("~rao" AND said : "lake")) | judged"#),
        ("gov*", r#""gov"*"#),
        ("e-g*", "judged"),
        ("e-gov*", r#""e gov"*"#),
        ("U.S. u.s us", r#""us""#),
        ("section:world lake", r#"("~world" AND "lake")"#),
        ("section:\"city news\"", r#""~city ~news""#),
        ("url:https://example.org/sport/2026/a-b", r#""~example ~org ~sport""#),
        ("lake -talk", r#"("lake" NOT "talk")"#),
        ("-talk", r#"("~story" NOT "talk")"#),
        ("-talk -lake", r#"("~story" NOT ("talk" OR "lake"))"#),
        ("lake OR -talk", r#"("lake" OR ("~story" NOT "talk"))"#),
        ("lake Lake LAKE", r#""lake""#),
        ("lake OR talk OR lake", r#"("lake" OR "talk")"#),
        ("gov* gov* -talk -talk", r#"("gov"* NOT "talk")"#),
        ("\"a \"\" b\"", r#"("a" AND "b")"#),
        ("speaker:rao said:lake", r#"("~rao" AND said : "lake") | in one quotation"#),
        ("speaker:rao lake", r#"("~rao" AND "lake")"#),
        ("", ""),
    ] {
        assert_eq!(seen(text, &["en"]), expected, "{text}");
    }
}

#[test]
fn a_word_that_is_typed_is_asked_for_as_what_it_is_likely_to_become() {
    let query = parse("lake e-g", Timestamp::UNIX_EPOCH).0.unfinished();
    let plans = compile(&query, &Shelf(&["en"])).plans;
    assert_eq!(plans.iter().map(shown).collect::<String>(), r#"(("e g" OR ("e go" OR "e government")) AND "lake")"#);
}

#[test]
fn what_would_take_too_many_plans_is_judged() {
    let text = format!("(/dam/ OR zebra) {}", "(since:1990 OR is:unread) ".repeat(6));
    assert!(seen(&text, &["en"]).ends_with("| judged"), "{}", seen(&text, &["en"]));
}

#[test]
fn marks_and_times_stand_beside_the_index_and_the_rarer_side_leads() {
    for (text, expected) in [
        ("is:unread", "story.read = 0 | led by Unread"),
        ("is:unread lake", "story.read = 0 | judged | led by Unread"),
        ("is:unread talk", r#""talk" | story.read = 0"#),
        ("-is:unread lake", r#""lake" | story.read = 1"#),
        ("-is:starred lake", r#""lake" | NOT story.starred = 1"#),
        ("is:unread is:starred", "story.read = 0 | story.starred = 1 | led by Starred"),
        ("since:1970-01-02 talk", r#""talk" | story.time >= 86400000000"#),
        ("-since:1970-01-02 talk", r#""talk" | story.time < 86400000000"#),
        ("is:unread OR lake", r#"story.read = 0 | led by Unread  ++  "lake""#),
        ("(is:unread OR lake) talk", r#""talk" | story.read = 0  ++  ("talk" AND "lake")"#),
        ("-(is:unread lake)", r#"story.read = 1 | led by Read  ++  ("~story" NOT "lake")"#),
    ] {
        assert_eq!(seen(text, &["en"]), expected, "{text}");
    }
}

#[test]
fn what_has_too_many_branches_is_asked_as_one() {
    let text = ["(lake OR is:unread)"; 6].join(" ");
    let compiled = compile(&parse(&text, Timestamp::UNIX_EPOCH).0, &Shelf(&["en"]));
    assert_eq!((compiled.plans.len(), compiled.plans[0].inner.len()), (1, 6));
}

#[test]
fn forms_count_in_their_language_only_unless_most_stories_are_in_it() {
    assert_eq!(seen("new", &["en", "fr"]), r#"("new" OR ("news" AND "~fr"))"#);
    assert_eq!(seen("new", &["fr", "en"]), r#"("new" OR "news")"#);
    // The language stands in no column that is asked for.
    assert_eq!(seen("headline:new", &["en", "fr"]), r#"(headline : "new" OR (headline : "news" AND "~fr"))"#);
    assert_eq!(seen("said:\"the new\"", &["en", "fr"]), r#"said : "the new""#);
    assert_eq!(seen("new", &["en"]), r#""new""#);
}

#[test]
fn what_can_rank_is_known() {
    let sought = |text: &str| {
        let compiled = compile(&parse(text, Timestamp::UNIX_EPOCH).0, &Shelf(&["en"]));
        compiled.sought.into_iter().map(|sought| (sought.question, sought.required)).collect::<Vec<_>>()
    };
    let word = |word: &str, required| (format!("\"{word}\""), required);
    assert_eq!(sought("lake headline:talk -river section:world"), [word("lake", true), word("talk", true)]);
    assert_eq!(sought("lake (talk OR river) lake"), [word("lake", true), word("talk", false), word("river", false)]);
    assert_eq!(sought("is:unread since:7d"), []);
}

proptest! {
    #[test]
    fn nothing_of_the_reader_stands_unquoted(text in any::<String>()) {
        for plan in compile(&parse(&text, Timestamp::UNIX_EPOCH).0, &Shelf(&["en", "fr"])).plans {
            for question in plan.matching.iter().map(|matching| &matching.question).chain(&plan.inner) {
                let outside: String = question.split('"').step_by(2).collect();
                for word in outside.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()) {
                    let ours = ["AND", "OR", "NOT", "headline", "standfirst", "body", "said"];
                    assert!(ours.contains(&word), "{word} in {question}");
                }
            }
        }
    }
}
