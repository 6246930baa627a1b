use proptest::prelude::{any, prop_assert, proptest};

use super::Pattern;
use crate::text::fold::fold;

#[test]
fn headlines_match_as_they_are_folded() {
    for (source, headline, expected) in [
        ("dam", "Dam talks resume", true),
        ("^talks", "Dam talks resume", false),
        ("^dam .*resume$", "Dam talks resume", true),
        ("talks? (stall|fail)", "Dam talks fail", true),
        ("talks? (stall|fail)", "Dam talk stalls", true),
        ("DAM", "dam", true),
        ("(?-i)DAM", "dam", true),
        ("café", "Cafe life", true),
        ("cafe", "CAFÉ life", true),
        ("cafe\u{301}", "Café life", true),
        ("Straße", "STRASSE", true),
        ("stra(ß)e", "Strasse", true),
        ("ß+e", "sssse", true),
        ("biden’s", "Biden's plan", true),
        ("biden's", "Biden’s plan", true),
        ("2020-2021", "In 2020–2021", true),
        ("[é]t[é]", "été", true),
        ("[A-D]am", "dam", true),
        ("\\S\\s\\S", "a b", true),
        ("\\D", "123", false),
        ("\\W", "abc", false),
        ("\\bтасс\\b", "ТАСС: новости", true),
        ("ёлка", "Елка", true),
        ("大坝", "三峡大坝", true),
        ("[\u{2013}]", "a-b", true),
        ("km/h", "90 km/h", true),
        ("km\\/h", "90 km/h", true),
        ("", "", true),
        ("\\x41b", "ab", true),
        ("(?x) d a m # wall", "dam", true),
    ] {
        let pattern = Pattern::new(source).unwrap_or_else(|flaw| panic!("{source}: {flaw:?}"));
        assert_eq!(pattern.matches(headline), expected, "{source}: {headline}");
        assert_eq!(pattern.source(), source);
    }
}

#[test]
fn certain_words_are_known() {
    for (source, expected) in [
        ("dam", ""),
        ("\\bdam\\b", "dam"),
        ("\\bDam’s\\b", "dam s"),
        ("^dam$", "dam"),
        ("^dam", ""),
        ("dam talks fail", "talks"),
        ("\\bdam talks\\b", "dam talks"),
        ("dam-wall-talks", "wall"),
        ("\\bdam\\s+talks\\b", "dam talks"),
        ("\\bdam\\s*talks\\b", ""),
        ("\\bdam\\W+talks\\b", "dam talks"),
        ("\\bdam[ -]talks\\b", "dam talks"),
        ("\\bdam[ a]talks\\b", ""),
        ("\\bdam.talks\\b", ""),
        ("\\bdam.*\\btalks\\b", "talks"),
        ("\\bdam\\b.*\\btalks\\b", "dam talks"),
        ("\\bdam\\b?", ""),
        ("\\bdams?\\b", ""),
        ("\\b(dam|wall)\\b", ""),
        ("\\b(dam)\\b", "dam"),
        ("\\b(?:dam)\\b (talks)\\b", "dam talks"),
        ("(?:^|\\s)dam(?:$|,)", "dam"),
        ("(?:^|\\s|)dam\\b", ""),
        ("(?i)\\bdam\\b", "dam"),
        ("(?i)\\bKissinger\\b", "kissinger"),
        ("(?-u:\\b)dam(?-u:\\b)", ""),
        ("\\Bdam\\b", ""),
        ("\\b{start}dam\\b{end}", "dam"),
        ("\\bdam\\b|\\bwall\\b", ""),
        ("\\b(dam )?talks\\b", ""),
        ("\\b(?:dam )?talks\\b", ""),
        ("\\b(?:dam )*\\btalks\\b", "talks"),
        ("\\bdam\\b.*\\bdam\\b", "dam"),
        ("\\bfoo_bar\\b", "foo bar"),
        ("\\b大坝\\b", "大坝"),
        ("\\bกขค\\b", ""),
        ("\\b[дД]ом\\b", "дом"),
        ("\\bdam{2}\\b", ""),
        ("", ""),
    ] {
        let pattern = Pattern::new(source).unwrap_or_else(|flaw| panic!("{source}: {flaw:?}"));
        assert_eq!(pattern.literals().join(" "), expected, "{source}");
    }
}

#[test]
fn flaws_are_told_at_their_place() {
    for (source, at, says) in [
        ("dam(", "(", "this ( is not closed"),
        ("dam)", ")", "this ) closes nothing"),
        ("a[bc", "[", "this [ is not closed"),
        ("*a", "*", "nothing before *"),
        ("a{2,1}", "{2,1}", "counts backwards"),
        ("a{2", "{2", "how often"),
        ("[z-a]", "z-a", "runs backwards"),
        ("a\\q", "\\q", "no meaning after a backslash"),
        ("a\\", "\\", "nothing follows this backslash"),
        ("(a)\\1", "\\1", "cannot refer back"),
        ("(?=a)", "(?=", "cannot look ahead"),
        ("(?y)a", "y", "no flags"),
        ("\\p{Foo}", "\\p{Foo}", "no letters are called so"),
        ("(?-u)\\xff", "\\xff", "no text"),
        ("é(", "(", "not closed"),
        ("(\\w{1000}){1000}", "(\\w{1000}){1000}", "too large"),
        ("\\x{110000}", "110000", "by its number"),
    ] {
        let flaw = Pattern::new(source).expect_err(source);
        assert_eq!(flaw.span.of(source), at, "{source}");
        assert!(flaw.message.contains(says), "{source}: {}", flaw.message);
    }
    assert!(Pattern::new(&"(".repeat(100)).is_err());
    assert!(Pattern::new(&format!("{}a{}", "(".repeat(100), ")".repeat(100))).is_err());
    assert!(Pattern::new(&"a".repeat(1_001)).is_err());
}

proptest! {
    #[test]
    fn any_source_is_a_pattern_or_has_its_flaw_in_it(source in "[a-zéß’ ()\\[\\]{}|?*+.^$\\\\bdswDSW1-9,-]{0,16}") {
        match Pattern::new(&source) {
            Ok(pattern) => {
                pattern.matches(&source);
            }
            Err(flaw) => prop_assert!(source.get(flaw.span.start..flaw.span.end).is_some() && !flaw.message.is_empty()),
        }
    }

    /// What an index that parts words at signs is asked for first must not lose a headline.
    #[test]
    fn whatever_matches_holds_the_certain_words(
        source in "(\\\\b|\\^|)(dam|Wall|été|ß|talks?|[ -]|\\\\s[+*?]?|\\.\\*|\\\\W|\\\\b|(dam|)|(wall|river)|\\(dam\\|wall\\)|d[aA]m){1,6}(\\\\b|\\$|)",
        headline in "(dam|Wall|été|ss|talk|river|s| |-|'|_){0,8}",
        any in any::<String>(),
    ) {
        if let Ok(pattern) = Pattern::new(&source) {
            for headline in [headline, any] {
                if pattern.matches(&headline) {
                    let folded = fold(&headline);
                    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).collect();
                    prop_assert!(pattern.literals().iter().all(|word| words.contains(&word.as_str())), "{:?} {:?}", pattern, headline);
                }
            }
        }
    }
}
