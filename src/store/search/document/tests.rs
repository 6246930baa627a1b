use super::{Document, Fact, address};
use crate::news::{Attribution, Body, Place, Quote, QuoteKind, Story};
use crate::store::search::stem::{Form, Stems};
use crate::text::Span;

#[test]
fn words_stand_once_and_their_stems_are_learned() {
    let quote = |start, end| Quote {
        place: Place::Block(1),
        span: Span::new(start, end),
        kind: QuoteKind::Direct,
        attribution: Attribution::default(),
    };
    let story = Story {
        headline: "Governments govern".to_owned(),
        body: Body::of_paragraphs(["The policies.", "New policy"]),
        tags: vec!["river dams".to_owned()],
        quotes: vec![quote(0, 3), quote(4, 10)],
        ..Story::default()
    };
    let mut stems = Stems::of("en");
    let document = Document::of(&story, "en", &mut stems);
    assert_eq!(document.headline, "governments govern");
    assert_eq!(document.body, "the policies ¶ new policy");
    assert_eq!(document.about, "river dams");
    assert_eq!(document.said, "new ¶ policy");
    let facts: Vec<&str> = document.facts.split(' ').collect();
    for fact in [Fact::Any.mark("story"), Fact::Tag.mark("river"), Fact::Tag.mark("dams"), Fact::Language.mark("en")] {
        assert!(facts.contains(&fact.as_str()), "{fact:?} in {facts:?}");
    }
    let form = |word: &str, stem: &str| Form { word: word.into(), stem: stem.into() };
    let learned = [form("policies", "polici"), form("policy", "polici"), form("governments", "govern"), form("dams", "dam")];
    assert_eq!(stems.take(), learned);
    Document::of(&story, "en", &mut stems);
    assert_eq!(stems.take(), [], "known words are not learned again");
    assert_eq!(
        document.words().into_iter().collect::<Vec<_>>(),
        ["dams", "govern", "governments", "new", "policies", "policy", "river", "the"]
    );
}

#[test]
fn an_address_is_its_host_and_its_section() {
    for (url, kept) in [
        ("https://example.org/sport/2026/03/a-b-c", "example.org/sport"),
        ("https://example.org", "example.org"),
        ("example.org/a?b=c", "example.org/a"),
        ("", ""),
    ] {
        assert_eq!(address(url), kept, "{url}");
    }
}
