use proptest::prelude::{any, proptest};

use super::{Stems, language_of};
use crate::news::{Body, Story};
use crate::text::fold::fold;

#[test]
fn forms_of_a_word_have_one_stem() {
    for (language, one, other) in [
        ("en", "governments", "government"),
        ("en", "policies", "policy"),
        ("fr", "Élections", "élection"),
        ("de", "Regierungen", "Regierung"),
        ("ru", "правительства", "правительство"),
        ("ru", "новый", "новые"),
        ("es", "elecciones", "elección"),
    ] {
        let stems = Stems::of(language);
        let stem = |word: &str| stems.stem(word, &fold(word)).map_or_else(|| fold(word), String::from);
        assert_eq!(stem(one), stem(other), "{language}");
    }
    assert_eq!(Stems::of("xx").stem("governments", "governments"), None);
    assert_eq!(Stems::of("en").stem("2024", "2024"), None);
}

#[test]
fn language_is_the_declared_one_or_what_it_looks_like() {
    let text = "The officials said on Friday that the talks about the dam would be resumed as soon as the water had fallen below the mark.";
    for (declared, text, expected) in [("pt-BR", "", "pt"), ("EN", text, "en"), ("", text, "en"), ("und", text, "en"), ("", "12 13", "")] {
        let story = Story { language: declared.to_owned(), body: Body::of_paragraphs([text]), ..Story::default() };
        assert_eq!(language_of(&story), expected, "{declared}: {text}");
    }
}

proptest! {
    #[test]
    fn no_word_upsets_a_stemmer(word in "\\PC{1,20}") {
        for language in ["ar", "da", "nl", "en", "fi", "fr", "de", "el", "hu", "it", "no", "pt", "ro", "ru", "es", "sv", "ta", "tr"] {
            let _ = Stems::of(language).stem(&word, &fold(&word));
        }
    }

    #[test]
    fn no_letters_upset_a_stemmer(word in any::<[char; 4]>()) {
        let word: String = word.iter().collect();
        for language in ["ar", "en", "fr", "de", "el", "ro", "ru", "ta", "tr"] {
            let _ = Stems::of(language).stem(&word, &fold(&word));
        }
    }
}
