use super::{of, rarity, recency};
use crate::news::{Body, Story};
use crate::query::parse;
use crate::store::search::hits::Finder;
use crate::store::search::tests::Shelf;

fn score(headline: &str, body: &str, query: &str) -> f64 {
    let story = Story { headline: headline.to_owned(), body: Body::of_paragraphs([body]), language: "en".to_owned(), ..Story::default() };
    let query = parse(query, jiff::Timestamp::UNIX_EPOCH).0;
    of(&story, &Finder::new(&query, &Shelf(&["en"])).occurrences(&story), &[2.0, 1.0])
}

#[test]
fn the_better_answer_has_the_higher_score() {
    let long = "water ".repeat(900);
    for (what, better, worse) in [
        ("the headline before the body", ("Dam talks", "x"), ("x", "dam talks")),
        ("both words before one", ("x", "dam talks"), ("x", "dam dam")),
        ("the rarer word before the other", ("dam", "x"), ("talks", "x")),
        ("a headline of nothing else", ("Dam talks", "x"), ("Dam talks and many other things of the day", "x")),
        ("twice before once", ("x", "dam talks dam"), ("x", "dam talks")),
        ("early before late", ("x", "dam talks"), ("x", &format!("{}dam talks", "x ".repeat(400)))),
        ("short before long", ("x", "dam talks"), ("x", &format!("dam talks {long}"))),
        ("a form before nothing", ("x", "dams"), ("x", "x")),
        ("beside each other before apart", ("x", "dam talks x"), ("x", "dam x talks")),
        ("in the order asked for before the other", ("x", "dam talks x"), ("x", "talks dam x")),
        ("beside each other before in two sentences", ("x", "dam talks x"), ("x", "dam. Talks x")),
        ("both in the headline before beside each other in the text", ("dam x talks", "x"), ("x", "dam talks x")),
    ] {
        assert!(score(better.0, better.1, "dam talks") > score(worse.0, worse.1, "dam talks"), "{what}");
    }
}

#[test]
fn the_form_that_was_asked_for_comes_before_another() {
    for (headline, body) in [("policy", "x"), ("x", "policy")] {
        let other = |text: &str| text.replace("policy", "policies");
        assert!(score(headline, body, "policy") > score(&other(headline), &other(body), "policy"));
        assert!(score(&other(headline), &other(body), "policies") > score(headline, body, "policies"));
    }
}

#[test]
fn weights_stay_within_reason() {
    assert!(rarity(1, 1_000_000) > rarity(10_000, 1_000_000) && rarity(2_000_000, 1_000_000) > 0.0 && rarity(0, 0) > 0.0);
    assert!(recency(0.0) > recency(10.0) && recency(1e9) >= 1.0 && recency(-5.0) <= recency(0.0));
    assert!(recency(400.0) - recency(800.0) > 0.01, "among old stories, too, the later one gains");
}
