use super::{compose, parse, split, take};
use crate::news::{Body, Dateline, Story};

/// place | date | agency | body
fn shown(paragraph: &str) -> String {
    match split(paragraph) {
        Some((Dateline { place, date, agency, .. }, end)) => format!("{place}|{date}|{agency}|{}", &paragraph[end..]),
        None => "none".to_owned(),
    }
}

#[test]
fn datelines_of_every_form() {
    let cases = [
        ("LORVIK, March 20. /TASS/. Ships wait.", "LORVIK|March 20|TASS|Ships wait."),
        ("LORVIK /NRD/, January 7. /TASS/. Ships wait.", "LORVIK /NRD/|January 7|TASS|Ships wait."),
        ("CORTINA D’ALBA, May 1. /TASS/. Ships wait.", "CORTINA D’ALBA|May 1|TASS|Ships wait."),
        ("PARIS, Aug 31 (Reuters) - Ships wait.", "PARIS|Aug 31|Reuters|Ships wait."),
        ("LORVIK, Feb 26 - Ships wait.", "LORVIK|Feb 26||Ships wait."),
        ("LORVIK, Ore., Feb 26 - Ships wait.", "LORVIK, Ore.|Feb 26||Ships wait."),
        ("LORVIK, W. Va., Feb 26 - Ships wait.", "LORVIK, W. Va.|Feb 26||Ships wait."),
        ("LORVIK, West Germany, Feb 26 - ships wait.", "LORVIK, West Germany|Feb 26||ships wait."),
        ("ST. ALBA, Calif., Jan. 1 (UPI) — Ships wait.", "ST. ALBA, Calif.|Jan. 1|UPI|Ships wait."),
        ("WASHINGTON (AP) — Ships wait.", "WASHINGTON||AP|Ships wait."),
        ("WASHINGTON (AP) Ships wait.", "WASHINGTON||AP|Ships wait."),
        ("WEST ALBA. N.Y. (AP) — Ships wait.", "WEST ALBA. N.Y.||AP|Ships wait."),
        ("LORVIK, Va. (AP) -- Ships wait.", "LORVIK, Va.||AP|Ships wait."),
        ("CAIRO — Ships wait.", "CAIRO|||Ships wait."),
        ("CAIRO—Ships wait.", "CAIRO|||Ships wait."),
        ("MANCHESTER, N.H. - Ships wait.", "MANCHESTER, N.H.|||Ships wait."),
        ("WASHINGTON, D.C. – “Ships wait.”", "WASHINGTON, D.C.|||“Ships wait.”"),
        ("(CNN) – Ships wait.", "||CNN|Ships wait."),
        ("(CNN) Ships wait.", "||CNN|Ships wait."),
        ("(CNSNews.com) - Ships wait.", "||CNSNews.com|Ships wait."),
        ("[VOA] Lorvik, Norrland -- Ships wait.", "Lorvik, Norrland||VOA|Ships wait."),
        ("[VOA] Ships wait.", "||VOA|Ships wait."),
        ("(CNN) Tom Rae — The mayor waits.", "||CNN|Tom Rae — The mayor waits."),
        ("Lorvik (CNN) — Ships wait.", "Lorvik||CNN|Ships wait."),
        ("Berlin (dpa) - Schiffe warten.", "Berlin||dpa|Schiffe warten."),
        ("Frankfurt/Main (dpa) - Schiffe warten.", "Frankfurt/Main||dpa|Schiffe warten."),
        ("Madrid, 3 mar (EFE).- Los barcos esperan.", "Madrid|3 mar|EFE|Los barcos esperan."),
        ("Paris, 3 mars 2021 (AFP) – Les navires attendent.", "Paris|3 mars 2021|AFP|Les navires attendent."),
        ("МОСКВА, 20 мар - РИА Новости. Суда ждут.", "МОСКВА|20 мар|РИА Новости|Суда ждут."),
        ("МОСКВА, 20 марта. /ТАСС/. Суда ждут.", "МОСКВА|20 марта|ТАСС|Суда ждут."),
        ("NEW DELHI, March 3 (PTI): Ships wait.", "NEW DELHI|March 3|PTI|Ships wait."),
        ("LORVIK, Nov 26 AFP - Ships wait.", "LORVIK|Nov 26|AFP|Ships wait."),
        ("LORVIK March 22 AAP - Ships wait.", "LORVIK|March 22|AAP|Ships wait."),
        ("LORVIK, Nov 26 - Ships wait - AFP said.", "LORVIK|Nov 26||Ships wait - AFP said."),
        ("København /ritzau/: Skibe venter.", "København||ritzau|Skibe venter."),
        ("San Alba (tca/dpa) - Ships wait.", "San Alba||tca/dpa|Ships wait."),
        ("LORVIK, March 20. /TASS/.", "LORVIK|March 20|TASS|"),
    ];
    for (paragraph, expected) in cases {
        assert_eq!(shown(paragraph), expected, "{paragraph}");
    }
}

#[test]
fn sentences_that_are_no_datelines() {
    let cases = [
        "NATO - the alliance - said so.",
        "NATO - The alliance said so.",
        "FILE - The harbour in March.",
        "UPDATE - The ships have left.",
        "REMARKS AS PREPARED - Friends, thank you.",
        "TAX CREDIT, LORVIK NATIONAL FOREST AREA - Ships wait.",
        "Lorvik – The harbour town waits.",
        "Tuesday, March 3 - The harbour waits.",
        "Monday - Ships wait.",
        "Since Wednesday, April 19 – Ships wait.",
        "Update, April 4: Ships wait.",
        "The mayor (AP) said ships wait.",
        "WASHINGTON said ships wait.",
        "Anna Lor, the mayor, said in March - Ships wait.",
        "(Photo by Anna Lor) Ships wait.",
        "AIDS (acquired immune deficiency) - Ships wait.",
        "A — Ships wait.",
        "—",
        "",
        "WASHINGTON",
        "WASHINGTON —",
    ];
    for paragraph in cases {
        assert_eq!(shown(paragraph), "none", "{paragraph}");
    }
}

#[test]
fn a_story_gives_up_its_dateline() {
    let mut story = Story { body: Body::of_paragraphs(["LORVIK, March 20. /TASS/. Ships wait.", "More."]), ..Story::default() };
    take(&mut story);
    assert_eq!(story.body, Body::of_paragraphs(["Ships wait.", "More."]));
    assert_eq!(story.origin.agency, "TASS");
    assert_eq!(story.dateline.map(|dateline| dateline.text), Some("LORVIK, March 20. /TASS/.".to_owned()));
}

#[test]
fn a_known_dateline_is_taken_off_the_text() {
    let field = parse("Port of Lorvik, midnight:");
    let mut story =
        Story { dateline: Some(field), body: Body::of_paragraphs(["Port of Lorvik, midnight: ships wait."]), ..Story::default() };
    take(&mut story);
    assert_eq!(story.body, Body::of_paragraphs(["ships wait."]));
}

#[test]
fn parts_make_the_line_again() {
    for text in ["LORVIK, March 20. /TASS/.", "PARIS, Aug 31 (Reuters) —", "LORVIK, Feb 26 —", "LORVIK, Va. (AP) —", "(CNN) —"] {
        let Dateline { place, date, agency, .. } = parse(text);
        assert_eq!(compose(&place, &date, &agency), text);
    }
}

proptest::proptest! {
    #[test]
    fn any_paragraph_is_split_on_a_boundary(paragraph in "\\PC{0,200}") {
        if let Some((dateline, end)) = split(&paragraph) {
            proptest::prop_assert!(paragraph.is_char_boundary(end));
            proptest::prop_assert!(paragraph[..end].contains(&dateline.text));
        }
    }

    #[test]
    fn nothing_is_lost_in_a_split(head in "[A-Z]{2,9}(, [A-Z][a-z.]{1,8})?(, (March|Feb\\.) [0-9]{1,2})?( \\((AP|Reuters)\\))?", mark in "( -|—| --|:|\\.)", body in "[A-Za-z ]{0,40}") {
        let paragraph = format!("{head}{mark} {body}");
        if let Some((dateline, end)) = split(&paragraph) {
            proptest::prop_assert_eq!(dateline.text.trim(), paragraph[..end].trim());
        }
    }
}
