use proptest::prelude::{prop_assert, proptest};

use super::{bare, parted, read, trailing};
use crate::text::tame;

#[test]
fn lines_that_are_credits() {
    for (line, name) in [
        ("© Ada Lor/TASS", Some("Ada Lor/TASS")),
        ("Photo: Ada Lor", Some("Ada Lor")),
        ("PHOTO CREDIT: Ada Lor", Some("Ada Lor")),
        ("(Photo by Ada Lor/Getty Images)", Some("Ada Lor/Getty Images")),
        ("Photo by: Ada Lor", Some("Ada Lor")),
        ("© Photo: Ada Lor", Some("Ada Lor")),
        ("Photo courtesy of the harbour office", Some("the harbour office")),
        ("Image source, Getty Images", Some("Getty Images")),
        ("Crédit photo : Ada Lor", Some("Ada Lor")),
        ("Foto de Ada Lor", Some("Ada Lor")),
        ("Фото: Ада Лор", Some("Ада Лор")),
        ("Credit...Ada Lor", Some("Ada Lor")),
        ("Ada Lor/TASS", Some("Ada Lor/TASS")),
        ("Source: Halcyon Wire", None),
        ("Pictures of the week", None),
        ("Photo:", None),
        ("Images show the bridge", None),
        ("", None),
    ] {
        assert_eq!(read(line).map(|credit| credit.name), name, "{line}");
    }
}

#[test]
fn lines_that_end_in_a_credit() {
    for (line, parts) in [
        ("The bridge. Photograph: Ada Lor/The Post", Some(("The bridge.", "Ada Lor/The Post"))),
        ("The bridge (Photo by Ada Lor)", Some(("The bridge", "Ada Lor"))),
        ("The bridge © Agency", Some(("The bridge", "Agency"))),
        ("He has a new image: that of a saviour", None),
        ("The bridge (photo) is shut", None),
        ("Photo: Ada Lor", None),
    ] {
        assert_eq!(trailing(line), parts, "{line}");
    }
}

#[test]
fn captions_are_parted_from_their_credits() {
    for (caption, left, credit) in [
        ("The bridge. (Photo: Ana Ruiz/Agency)", "The bridge.", "Ana Ruiz/Agency"),
        ("The bridge. (Photo: Ana Ruiz/Agency).", "The bridge.", "Ana Ruiz/Agency"),
        ("The bridge, | Photo: Ana Ruiz", "The bridge", "Ana Ruiz"),
        ("The bridge (Quelle: dpa)", "The bridge", "dpa"),
        ("The bridge\n© Agency", "The bridge", "Agency"),
        ("Image copyright Getty Images", "", "Getty Images"),
        ("The bridge (left) and the pier", "The bridge (left) and the pier", ""),
        ("", "", ""),
    ] {
        assert_eq!(parted(caption), (left.to_owned(), credit.to_owned()), "{caption}");
    }
}

#[test]
fn credits_lose_their_labels() {
    for (credit, name) in [
        ("© Bo Ek", "Bo Ek"),
        ("Photo: Bo Ek", "Bo Ek"),
        ("| Source: © Bo Ek ", "Bo Ek"),
        ("Picture Alliance", "Picture Alliance"),
        ("Getty Images", "Getty Images"),
        ("Photo:", "Photo:"),
    ] {
        assert_eq!(bare(credit), name, "{credit}");
    }
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "(Photo|©|\\(|\\[|:|\\.| by |source|Ж|İ|\\PC){0,40}") {
        let (caption, credit) = parted(&text);
        let line = tame::line(&text);
        prop_assert!(line.starts_with(&caption) && line.contains(&credit));
        let _ = (read(&text), trailing(&text), bare(&text));
    }
}
