use proptest::prelude::{any, proptest};

use super::{LENGTH, cut, of};
use crate::news::{Body, Place, Story};
use crate::text::Span;

#[test]
fn a_snippet_begins_at_a_sentence_or_word_near_the_hit() {
    let long = "word ".repeat(60);
    let text = format!("{long}It ended there. The dam broke at night. {long}");
    let at = text.find("dam").unwrap();
    let snippet = cut(&text, &[Span::new(at, at + 3)]);
    assert!(snippet.text.starts_with("…The dam broke at night. word"), "{}", snippet.text);
    assert!(snippet.text.ends_with("word…"), "{}", snippet.text);
    assert_eq!(snippet.hits.iter().map(|hit| hit.of(&snippet.text)).collect::<Vec<_>>(), ["dam"]);
}

#[test]
fn without_hits_the_story_begins() {
    let story = Story { headline: "H".to_owned(), body: Body::of_paragraphs(["First words.", "More."]), ..Story::default() };
    assert_eq!(of(&story, &[]).text, "First words.");
    assert_eq!(of(&story, &[(Place::Block(1), Span::new(0, 4))]).text, "More.");
    assert_eq!(of(&Story::default(), &[]).text, "");
}

proptest! {
    #[test]
    fn a_snippet_is_short_and_its_hits_are_the_words(text in any::<String>(), at in 0_usize..200, len in 1_usize..5) {
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        if let (Some(start), Some(end)) = (starts.get(at), starts.get(at + len)) {
            let hit = Span::new(*start, *end);
            let snippet = cut(&text, &[hit]);
            assert!(snippet.text.chars().count() <= LENGTH + 2);
            for found in snippet.hits {
                assert_eq!(found.of(&snippet.text), hit.of(&text).replace(['\n', '\t'], " "));
            }
        }
    }
}
