use super::{Document, Fact};
use crate::news::{Body, Story};
use crate::store::search::stem::Stems;

#[test]
fn words_stand_as_they_are_and_stems_beside_them() {
    let story = Story {
        headline: "Governments govern".to_owned(),
        body: Body::of_paragraphs(["The policies.", "New policy"]),
        tags: vec!["river dams".to_owned()],
        ..Story::default()
    };
    let document = Document::of(&story, "en", &Stems::of("en"));
    assert_eq!(document.headline.trim(), "governments govern");
    assert_eq!(document.headline_forms, "", "the stem stands there as a word");
    assert_eq!(document.body.trim(), "the policies ¶ new policy");
    assert_eq!(document.body_forms, "polici");
    assert_eq!(document.about.trim(), "river dams ¶ dam");
    let facts: Vec<&str> = document.facts.split(' ').collect();
    for fact in [Fact::Any.mark("story"), Fact::Tag.mark("river"), Fact::Tag.mark("dams"), Fact::Language.mark("en")] {
        assert!(facts.contains(&fact.as_str()), "{fact:?} in {facts:?}");
    }
}
