//! Forms of words that no stemmer joins: `wolf` and `wolves`, `child` and `children`.
//!
//! They are asked for beside the forms that have one stem; the index knows nothing of them. Only nouns, of which newspapers write both forms
//! in one sense: a verb's past would bring `left` for `leave`.

/// Nouns with their plurals.
const ENGLISH: [(&str, &str); 28] = [
    ("calf", "calves"),
    ("child", "children"),
    ("crisis", "crises"),
    ("criterion", "criteria"),
    ("foot", "feet"),
    ("fungus", "fungi"),
    ("goose", "geese"),
    ("half", "halves"),
    ("hypothesis", "hypotheses"),
    ("knife", "knives"),
    ("life", "lives"),
    ("loaf", "loaves"),
    ("man", "men"),
    ("mouse", "mice"),
    ("ox", "oxen"),
    ("person", "persons"),
    ("phenomenon", "phenomena"),
    ("scarf", "scarves"),
    ("shelf", "shelves"),
    ("synthesis", "syntheses"),
    ("thesis", "theses"),
    ("thief", "thieves"),
    ("tooth", "teeth"),
    ("wharf", "wharves"),
    ("wife", "wives"),
    ("wolf", "wolves"),
    ("woman", "women"),
    ("fisherman", "fishermen"),
];

/// The other forms of a folded word of a language.
pub(crate) fn forms(language: &str, word: &str) -> impl Iterator<Item = &'static str> {
    let pairs: &[(&str, &str)] = if language == "en" { &ENGLISH } else { &[] };
    pairs.iter().filter_map(move |(one, many)| match word {
        word if word == *one => Some(*many),
        word if word == *many => Some(*one),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn both_forms_bring_each_other() {
        assert_eq!(forms("en", "wolf").collect::<Vec<_>>(), ["wolves"]);
        assert_eq!(forms("en", "wolves").collect::<Vec<_>>(), ["wolf"]);
        assert_eq!(forms("de", "wolf").count(), 0);
        assert_eq!(forms("en", "dam").count(), 0);
    }
}
