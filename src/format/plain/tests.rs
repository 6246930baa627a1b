use super::{body, read};
use crate::news::{BlockKind, Story};

fn story(text: &str) -> Story {
    read(text).stories.remove(0)
}

/// The blocks as `kind: text`.
fn blocks(story: &Story) -> Vec<String> {
    story.body.blocks.iter().map(|block| format!("{}: {}", block.kind.name(), block.text)).collect()
}

const LEAD: &str = "The harbour master of Lorvik on Friday closed the port to every ship that had not paid its dues, and said so aloud.";
const MORE: &str = "Nobody had expected as much from a man who had never closed anything in thirty years of service at the port.";

#[test]
fn an_agency_page_as_it_is_copied() {
    let text = format!(
        "All news\n\nHarbour master closes Lorvik port over unpaid dues\n\nTom Rae said he was 'quite tired' of the ships\nHarbour master Tom Rae Ada Lor/TASS\nHarbour master Tom Rae\n© Ada Lor/TASS\n\nLORVIK, March 20. /TASS/. {LEAD}\n\n{MORE}"
    );
    let story = story(&text);
    assert_eq!(story.origin.section, "All news");
    assert_eq!(story.headline, "Harbour master closes Lorvik port over unpaid dues");
    assert_eq!(story.standfirst, "Tom Rae said he was 'quite tired' of the ships");
    assert_eq!(story.figures.len(), 1);
    assert_eq!((story.figures[0].caption.as_str(), story.figures[0].credit.as_str()), ("Harbour master Tom Rae", "Ada Lor/TASS"));
    assert_eq!(story.dateline.as_ref().map(|dateline| dateline.place.as_str()), Some("LORVIK"));
    assert_eq!(story.origin.agency, "TASS");
    assert_eq!(blocks(&story), [format!("paragraph: {LEAD}"), format!("paragraph: {MORE}")]);
}

#[test]
fn headlines_standfirsts_bylines_and_dates() {
    let cases = [
        // head, headline, standfirst, byline, source|agency, published
        ("Port closes over dues\n\n", "Port closes over dues", "", "", "|", ""),
        ("Port closes over dues\nBy Ada Lor\n\n", "Port closes over dues", "", "Ada Lor", "|", ""),
        ("Port closes over dues\n\nAda Lor, The Lorvik Post\n\n", "Port closes over dues", "", "Ada Lor", "The Lorvik Post|", ""),
        (
            "Port closes over dues\nBy ADA LOR and TOM RAE, Associated Press\n\n",
            "Port closes over dues",
            "",
            "ADA LOR; TOM RAE",
            "|Associated Press",
            "",
        ),
        ("Port closes over dues\nPublished 3 March 2021\n\n", "Port closes over dues", "", "", "|", "2021-03-03T00:00:00Z"),
        (
            "Port closes over dues\nThe harbour master is tired of ships that do not pay.\nBy Ada Lor\n3 March 2021, 14:05\n\n",
            "Port closes over dues",
            "The harbour master is tired of ships that do not pay.",
            "Ada Lor",
            "|",
            "2021-03-03T14:05:00Z",
        ),
        ("World > Europe\nPort closes over dues\nSource: Lorvik Radio\n\n", "Port closes over dues", "", "", "Lorvik Radio|", ""),
    ];
    for (head, headline, standfirst, byline, origin, published) in cases {
        let story = story(&format!("{head}{LEAD}\n\n{MORE}"));
        let time = story.times.published.map(|time| time.to_string()).unwrap_or_default();
        let from = format!("{}|{}", story.origin.source, story.origin.agency);
        assert_eq!(
            (story.headline.as_str(), story.standfirst.as_str(), story.byline.join("; ").as_str()),
            (headline, standfirst, byline),
            "{head}"
        );
        assert_eq!((from.as_str(), time.as_str()), (origin, published), "{head}");
        assert_eq!(blocks(&story), [format!("paragraph: {LEAD}"), format!("paragraph: {MORE}")], "{head}");
    }
}

#[test]
fn a_date_without_a_year_stays_a_date() {
    let first = story(&format!("Port closes over dues\nMarch 20, 14:05\n\n{LEAD}"));
    assert_eq!(first.dateline.map(|dateline| dateline.date), Some("March 20, 14:05".to_owned()));
    let second = story(&format!("Port closes over dues\nMarch 20, 14:05\n\nLORVIK (AP) — {LEAD}"));
    assert_eq!(blocks(&second), [format!("paragraph: {LEAD}")]);
    let dateline = second.dateline.unwrap_or_default();
    assert_eq!((dateline.place.as_str(), dateline.date.as_str(), dateline.agency.as_str()), ("LORVIK", "March 20, 14:05", "AP"));
    assert_eq!(dateline.text, "March 20, 14:05 LORVIK (AP) —");
}

#[test]
fn the_text_below_the_head() {
    let text = format!(
        "Port closes\n\n{LEAD}\n\nUnpaid dues\n\n{MORE}\n\n- first ship\n- second ship\n\n1. tar\n2. rope\n\n> We are not amused,\n> said the crew.\n\n***\n\n{LEAD}\nThe port of Lorvik\nPhoto: Ada Lor\n{MORE}"
    );
    let expected = [
        format!("paragraph: {LEAD}"),
        "crosshead: Unpaid dues".to_owned(),
        format!("paragraph: {MORE}"),
        "list: first ship\nsecond ship".to_owned(),
        "list: tar\nrope".to_owned(),
        "block_quote: We are not amused, said the crew.".to_owned(),
        "rule: ".to_owned(),
        format!("paragraph: {LEAD}"),
        "figure: The port of Lorvik".to_owned(),
        format!("paragraph: {MORE}"),
    ];
    let story = story(&text);
    assert_eq!(blocks(&story), expected);
    assert_eq!(story.body.blocks[8].kind, BlockKind::Figure { credit: "Ada Lor".to_owned(), url: String::new() });
}

#[test]
fn hard_wrapped_lines_are_joined() {
    let wrap = |text: &str| {
        let mut lines = vec![String::new()];
        for word in text.split(' ') {
            if lines.last().is_some_and(|line| line.len() + 1 + word.len() > 68 && !line.is_empty()) {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                *line = format!("{line} {word}").trim().to_owned();
            }
        }
        lines.join("\n")
    };
    let story = story(&format!("Port closes over dues\n\n{}\n\n{}\n", wrap(&format!("{LEAD} {MORE}")), wrap(MORE)));
    assert_eq!(blocks(&story), [format!("paragraph: {LEAD} {MORE}"), format!("paragraph: {MORE}")]);
}

#[test]
fn a_line_that_is_too_long_does_not_stop_the_joining() {
    let wrapped = "The harbour master of Lorvik on Friday closed the port to every ship\n\
        that had not paid its dues, and said so aloud, which nobody had then\n\
        expected from a man who had never closed anything in thirty years of\n\
        service at the port, where he had been known for his mild manners to\n\
        all the captains, the owners, and the crews who came in from the sea";
    let joined = wrapped.replace('\n', " ");
    let address = format!("https://lorvik.example/{}", "port/".repeat(25));
    let mended = "and the rest of the coast, whose harbours are closed in winter by ice that is thick enough to walk on,";
    for long in [address.as_str(), mended] {
        let story = story(&format!("Port closes over dues\n\n{wrapped}\n{long}\n{wrapped}.\n\n{wrapped}.\n"));
        assert_eq!(blocks(&story), [format!("paragraph: {joined} {long} {joined}."), format!("paragraph: {joined}.")], "{long}");
    }
    let lines = format!("Port closes over dues\n{}", format!("{LEAD}\n").repeat(9));
    assert_eq!(story(&lines).body.blocks.len(), 9);
}

#[test]
fn a_headline_may_be_two_lines() {
    let whole = "Harbour master of Lorvik closes the port to every ship that has not paid its dues this year";
    let halves = "Harbour master of Lorvik closes the port to every ship\nthat has not paid its dues this year";
    for (above, below) in [("", ""), ("", "\nBy Ada Lor"), ("Share\n\n", "\n\nBy Ada Lor")] {
        let story = story(&format!("{above}{halves}{below}\n\n{LEAD}\n\n{MORE}"));
        assert_eq!((story.headline.as_str(), story.standfirst.as_str()), (whole, ""), "{above}{below}");
    }
    let two = story(&format!("Port closes over dues\nby Ada Lor\n\n{LEAD}"));
    assert_eq!((two.headline.as_str(), two.byline.join("").as_str()), ("Port closes over dues", "Ada Lor"));
}

#[test]
fn what_stands_above_a_headline_is_no_headline() {
    for above in ["Share this article\n\n", "Share this article\nFacebook Twitter\n\n", "Facebook, Twitter, E-mail\n5 min read\n"] {
        for text in [LEAD, "Short text."] {
            let story = story(&format!("{above}Port closes over dues\nBy John Smith\n\n{text}"));
            assert_eq!((story.headline.as_str(), story.byline.join("").as_str()), ("Port closes over dues", "John Smith"), "{above}{text}");
            assert_eq!(blocks(&story).last(), Some(&format!("paragraph: {text}")));
        }
    }
}

#[test]
fn a_trail_ends_in_the_section() {
    for (trail, section, tags) in
        [("Home > World > Europe", "Europe", vec!["World"]), ("World › Europe", "Europe", vec!["World"]), ("Home » Sport", "Sport", vec![])]
    {
        for text in [LEAD, "Short text."] {
            let story = story(&format!("{trail}\n\nPort closes over dues\n\n{text}"));
            assert_eq!((story.origin.section.as_str(), story.headline.as_str()), (section, "Port closes over dues"), "{trail}: {text}");
            assert_eq!(story.tags, tags);
        }
    }
}

#[test]
fn one_paragraph_a_line() {
    let story = story(&format!("Port closes over dues\n{LEAD}\n{MORE}\n{LEAD}"));
    assert_eq!(story.headline, "Port closes over dues");
    assert_eq!(story.body.blocks.len(), 3);
    assert_eq!(body("One.\nTwo.\n\nThree.").blocks.len(), 3);
}

#[test]
fn one_endless_line_has_a_headline_before_its_gap() {
    let story = story(&format!("Port Closes Over Dues      FOR RELEASE   {}", format!("{LEAD} {MORE}  ").repeat(3)));
    assert_eq!(story.headline, "Port Closes Over Dues");
    assert!(story.body.blocks[0].text.starts_with("FOR RELEASE"));
}

#[test]
fn the_language_is_told_from_the_text() {
    let russian = "Посол поблагодарил граждан за письма, в которых они выразили поддержку отношениям двух стран, и сказал, что глубоко тронут. Об этом сообщила пресс-служба посольства в понедельник вечером.";
    assert_eq!(story(&format!("Посол\n\n{russian}")).language, "ru");
    assert_eq!(story(&format!("Port closes\n\n{LEAD} {MORE}")).language, "en");
    assert_eq!(story("Port closes").language, "");
}

/// Every word of the story, in no order.
fn words_of(story: &Story) -> Vec<String> {
    let dateline = story.dateline.as_ref().map_or("", |dateline| dateline.text.as_str());
    let mut text = [
        story.headline.as_str(),
        &story.standfirst,
        &story.byline.join(" "),
        &story.tags.join(" "),
        dateline,
        &story.origin.section,
        &story.origin.source,
    ]
    .join(" ");
    if dateline.is_empty() || !dateline.contains(&story.origin.agency) {
        text.push_str(&format!(" {}", story.origin.agency));
    }
    for figure in &story.figures {
        text.push_str(&format!(" {} {}", figure.caption, figure.credit));
    }
    for block in &story.body.blocks {
        text.push_str(&format!(" {}", block.text));
        if let BlockKind::Figure { credit, .. } = &block.kind {
            text.push_str(&format!(" {credit}"));
        }
    }
    words(&text)
}

fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort();
    words
}

#[test]
fn the_second_copy_of_a_caption_is_left_out() {
    let story = story("Port closes\nThe quay © Ada Lor\nThe quay\n(AP) The port closed.");
    assert_eq!(story.figures[0].caption, "The quay");
    assert_eq!(story.body.blocks.len(), 1);
}

/// The labels of a byline or a credit that a text of chance may hold.
const LABELS: &[&str] = &["by", "von", "par", "por", "di", "c"];

proptest::proptest! {
    #[test]
    fn no_word_is_lost(text in "([A-Za-zäßя]{1,9}[ ,.:;\"'—/|>©()-]{1,2}|[a-z]{2,8} |[A-Z]{3,8}[ ,]|\\(AP\\) |(- |\\* |## |> )|\n|\n\n|\n    ){0,80}") {
        let story = read(&text).stories.remove(0);
        let (kept, mut given) = (words_of(&story), words(&text));
        // A label of what was understood is left out, and so is the second copy of a caption.
        let label = |word: &str| LABELS.iter().any(|label| word.eq_ignore_ascii_case(label));
        let labels: Vec<String> = given.iter().filter(|word| label(word) && (!story.byline.is_empty() || !story.figures.is_empty())).cloned().collect();
        let captions = story.figures.iter().flat_map(|figure| words(&format!("{} {}", figure.caption, figure.credit)));
        for word in captions.chain(labels) {
            let count = |words: &[String]| words.iter().filter(|other| **other == word).count();
            if count(&given) > count(&kept) {
                given.remove(given.iter().position(|other| *other == word).unwrap());
            }
        }
        proptest::prop_assert_eq!(kept, given);
    }

    #[test]
    fn no_text_is_too_odd(text in "(\\PC|\n){0,200}") {
        read(&text);
    }
}
