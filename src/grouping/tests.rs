use jiff::Timestamp;

use super::words::{LEAST_WORDS, of_headline, of_text};
use super::{Account, Sketch};
use crate::news::{Block, BlockKind, Body, Story};

/// A wire's piece, every name and number in it invented.
const HEADLINE: &str = "Quay council buys 14 ferries from Norby yard";
const LEAD: &str = "The Quay City council agreed on Tuesday to buy 14 electric ferries from the Norby shipyard for 82 million crowns, the \
                    largest order in the 61 years of the harbour company.";
const MORE: &str = "Mayor Ilse Brandt said the boats would replace the steamers on all of the inner lines before next winter, and that fares \
                    would stay as they are until the last of them has arrived.";
const END: &str = "The opposition wanted fewer boats and a bridge to the Holm district, where most people wait for half an hour in the \
                   morning. A vote on the bridge has been put off twice since the spring because nobody can say what it would cost.";

fn story(headline: &str, source: &str, hour: i64, paragraphs: &[&str]) -> Story {
    let mut story = Story { headline: headline.to_owned(), body: Body::of_paragraphs(paragraphs.to_vec()), ..Story::default() };
    story.origin.source = source.to_owned();
    story.times.published = Timestamp::from_second(1_000_000_000 + hour * 3_600).ok();
    story
}

fn original() -> Story {
    story(HEADLINE, "Gazette", 0, &[LEAD, MORE, END])
}

fn is_same(one: &Story, other: &Story) -> bool {
    Account::of(one).unwrap().is_same(&Account::of(other).unwrap())
}

/// The original from another source, with words exchanged, `from > to`, parted by `;`.
fn with(exchanged: &str) -> Story {
    let mut story = story(HEADLINE, "Courier", 1, &[LEAD, MORE, END]);
    for (from, to) in exchanged.split(';').filter_map(|pair| pair.split_once('>')) {
        let (from, to) = (from.trim(), to.trim());
        let mut found = story.headline.contains(from);
        story.headline = story.headline.replace(from, to);
        for block in &mut story.body.blocks {
            found |= block.text.contains(from);
            block.text = block.text.replace(from, to);
        }
        assert!(found, "{from} is not in the text");
    }
    story
}

fn of_one_source(mut story: Story) -> Story {
    story.origin.source = original().origin.source;
    story
}

#[test]
fn copies_are_told_from_what_only_looks_like_them() {
    let other = "Ferries for Quay City will come from Norby";
    let cases: &[(&str, bool, Story)] = &[
        ("as it is", true, original()),
        ("from another source", true, story(HEADLINE, "Courier", 2, &[LEAD, MORE, END])),
        ("retitled", true, story(other, "Courier", 2, &[LEAD, MORE, END])),
        ("retitled on the next day", true, story(other, "Courier", 20, &[LEAD, MORE, END])),
        ("cut", true, story(HEADLINE, "Courier", 2, &[LEAD, MORE])),
        ("cut and retitled", true, story(other, "Courier", 2, &[LEAD, MORE])),
        ("its first paragraph", false, story(other, "Courier", 2, &[LEAD])),
        ("a part of a roundup", false, story("News in brief", "Courier", 2, &[MORE, MORE, &END.repeat(6), LEAD])),
        ("paragraphs in another order", true, story(HEADLINE, "Courier", 2, &[LEAD, END, MORE])),
        (
            "enlarged a little",
            true,
            story(HEADLINE, "Gazette", 2, &[LEAD, MORE, "Work starts in March 2031, the yard told reporters.", END]),
        ),
        ("spelled otherwise", true, with("Norby > Nordby; harbour > harbor")),
        ("edited", true, with("agreed > decided; would replace > are to replace; half an hour > thirty minutes")),
        ("in capitals", true, with("The Quay City council agreed > THE QUAY CITY COUNCIL AGREED")),
        ("another town and sum", false, with("Quay City > Port Ellan; 82 > 17; 14 > 3; Quay > Ellan")),
        ("another yard, sum and mayor", false, with("Norby > Vesterholt; 82 > 40; 61 > 12; 14 > 5; Ilse Brandt > Tove Lind")),
        ("another sum and number alone", false, with("14 > 9; 82 > 55; 61 > 60")),
        ("one word of the headline, of another source", true, with("Norby > Nordby")),
        ("one word of the headline, of one source", false, of_one_source(with("Norby > Nordby"))),
    ];
    let told = |other: &Story| (is_same(&original(), other), is_same(other, &original()));
    let wrong: Vec<&str> =
        cases.iter().filter(|(_, expected, other)| told(other) != (*expected, *expected)).map(|(what, ..)| *what).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn the_next_of_a_series_is_not_the_same() {
    let report = |hour, sum: &str| {
        let text = format!(
            "The Bank of Norby said it gave the money market {sum} million crowns of help in the morning. This compares with its forecast of a \
             shortage in the system today of some 400 million crowns."
        );
        story("Norby money market gets help", "Gazette", hour, &[&text])
    };
    assert!(!is_same(&report(0, "112"), &report(24, "95")), "the next day");
    assert!(is_same(&report(0, "112"), &report(1, "112")), "the same once more");
}

#[test]
fn short_texts_are_left_alone() {
    let words = |count: usize| story("Words", "Gazette", 0, &[&"word ".repeat(count)]);
    for (count, enough) in [(0, false), (LEAST_WORDS - 1, false), (LEAST_WORDS, true)] {
        assert_eq!((Sketch::of(&words(count)).is_some(), Account::of(&words(count)).is_some()), (enough, enough), "{count}");
    }
    let mut figure = words(0);
    figure.body.blocks.push(Block::new(BlockKind::Figure { credit: String::new(), url: String::new() }, "word ".repeat(50)));
    assert!(Sketch::of(&figure).is_none(), "a caption is no text");
}

#[test]
fn sketches_of_copies_meet() {
    let sketch = |story: &Story| Sketch::of(story).unwrap();
    let own = sketch(&original());
    for (least, most, other) in [
        (1.0, 1.0, original()),
        (1.0, 1.0, with("steamers > boats; wanted > asked for")),
        (0.3, 0.9, with("Tuesday > Monday; before > until; where most > and most; twice > often")),
        (0.3, 1.0, story(HEADLINE, "", 0, &[LEAD, MORE])),
        (
            0.0,
            0.2,
            story(
                "",
                "",
                0,
                &["A story of other people, Jane Roe and John Doe of Sundby, in other words, on 3 May 2020, long enough to be one."],
            ),
        ),
    ] {
        let likeness = own.likeness(&sketch(&other));
        assert!((least..=most).contains(&likeness), "{likeness} of {}", other.body.text());
        let bands: Vec<u64> = sketch(&other).bands().collect();
        assert_eq!(own.bands().any(|band| bands.contains(&band)), likeness > 0.0);
    }
}

/// Sketches are kept in stores: whoever changes this makes all that are there worthless.
#[test]
fn a_sketch_never_changes() {
    let bands: Vec<String> = Sketch::of(&original()).unwrap().bands().map(|band| format!("{band:09x}")).collect();
    assert_eq!(bands.join(" "), "0bf841826 1214c9e75 20220c89e 31afab919 41779c46a 572fd0579 642a06e44 713a3032c");
}

#[test]
fn words_and_facts() {
    let cases = [
        ("The yard at Norby sold 14 boats", "Norby 14"),
        ("The Norby yard sold it", "The Norby"),
        ("He left. Norby stayed. Ilse Brandt came.", "Ilse Brandt"),
        ("It cost 1,200.50 crowns, or 3.5 pct of it", "1,200.50 3.5"),
        ("“Norby Works closed,” she told Rao", "Norby Works Rao"),
        ("a U.S.-flagged ship", "U"),
        ("بلغ عدد السيارات 1554 سيارة", "1554"),
        ("東京で12人が", "12"),
    ];
    for (text, facts) in cases {
        let text = format!("{text} {}", "and so on ".repeat(LEAST_WORDS));
        let found = of_text(&story("", "", 0, &[&text])).unwrap();
        let expected = of_text(&story("", "", 0, &[&format!("{facts} {}", "and so on ".repeat(LEAST_WORDS))])).unwrap();
        let expected: Vec<u64> = expected.iter().take(facts.split(' ').count()).map(|word| word.hash).collect();
        let found: Vec<u64> = found.iter().filter(|word| word.is_fact()).map(|word| word.hash).collect();
        assert_eq!(found, expected, "{text}");
    }
    assert!(of_headline(&original()).iter().filter(|word| word.is_fact()).all(|word| word.is_number()), "a headline has no names");
}

#[test]
fn folding_makes_alike_what_is_spelled_alike() {
    for (one, other) in [("Café", "cafe"), ("NORBY", "norby"), ("ﬁne", "fine"), ("الأولى", "الأولي")] {
        let first = |text: &str| of_text(&story("", "", 0, &[&format!("{text} {}", "on ".repeat(LEAST_WORDS))])).unwrap()[0].hash;
        assert_eq!(first(one), first(other), "{one}");
    }
}

#[test]
fn hostile_texts_cost_little() {
    for text in ["a".repeat(2_000_000), "1.".repeat(1_000_000), "東".repeat(500_000), "\u{301}".repeat(500_000), ". ".repeat(1_000_000)] {
        let story = story(&text[..text.floor_char_boundary(1_000)], "", 0, &[&text]);
        assert_eq!(Sketch::of(&story).is_some(), Account::of(&story).is_some());
    }
}
