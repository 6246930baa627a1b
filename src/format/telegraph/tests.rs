use crate::format::{Format, detect, read};

const IPTC: &[u8] = b"\x01eca100 3 s 586   dpa 099\r\n\r\nArdenia-rowing/Port Arden/\r\n\x021ST LEAD\r\nRowers wait for the tide\r\n\
By Ann Park, dpa =\r\n\r\nPort Arden (dpa) - The rowers of Ardenia waited on Wednesday for\r\nthe tide that their almanac had promised.\r\n\r\n\"We have time,\" Tom Pell said.\r\n\r\n\
\x03071341 GMT Okt 15 \r\n\x7f\r\n\x7f\x04";

const ANPA: &[u8] = b"\x16\x16\x01z6715\x1f-----\r\nr s\x13\x11 BC-ROW--Tide-Rowers 1stLd-Writethru   02-20 0500\r\n\
\x02^BC-ROW--Tide-Rowers, 1st Ld-Writethru,416<\r\n^Rowers wait for the tide<\r\n^AP Photo GATK105<\r\n^By TOM PELL=\r\n^AP Sports Writer=\r\n\
\t   PORT ARDEN (AP) _ The rowers waited _ again. \r\n\t   ``We have time,'' Pell said. \r\n\r\n\x03AP-WF-02-20-16 0337GMT<\r\n\x04";

#[test]
fn a_telegram_of_iptc_7901_becomes_a_story() {
    assert_eq!(detect(IPTC, "telegram.txt"), Some(Format::Telegraph));
    let reading = read(IPTC, "telegram.txt", Format::Telegraph);
    assert!(reading.warnings.is_empty() && reading.failed == 0, "{reading:?}");
    let story = &reading.stories[0];
    assert_eq!((story.headline.as_str(), story.origin.section.as_str()), ("Rowers wait for the tide", "Sports"));
    assert_eq!(story.byline, ["Ann Park"]);
    assert_eq!((story.origin.source.as_str(), story.origin.agency.as_str()), ("dpa", "dpa"));
    assert_eq!(story.dateline.as_ref().map(|dateline| dateline.place.as_str()), Some("Port Arden"));
    assert_eq!(story.times.published.unwrap().to_string(), "2015-10-07T13:41:00Z");
    assert_eq!(story.tags, ["Ardenia-rowing/Port Arden"]);
    assert_eq!(
        story.body.text(),
        "The rowers of Ardenia waited on Wednesday for the tide that their almanac had promised.\n\n\"We have time,\" Tom Pell said."
    );
}

#[test]
fn a_telegram_of_anpa_1312_becomes_a_story() {
    assert_eq!(detect(ANPA, "telegram"), Some(Format::Telegraph));
    let reading = read(ANPA, "telegram", Format::Telegraph);
    let story = &reading.stories[0];
    assert_eq!((story.headline.as_str(), story.origin.section.as_str()), ("Rowers wait for the tide", "Sports"));
    assert_eq!(story.byline, ["TOM PELL"]);
    assert_eq!((story.origin.source.as_str(), story.origin.agency.as_str()), ("AP", "AP"));
    assert_eq!(story.times.published.unwrap().to_string(), "2016-02-20T03:37:00Z");
    assert_eq!(story.body.text(), "The rowers waited – again.\n\n“We have time,” Pell said.");
}

#[test]
fn several_telegrams_are_several_stories() {
    let both = [IPTC, ANPA, b"\x01a 1\r\n\x02  \x03\x04"].concat();
    let reading = read(&both, "telegrams", Format::Telegraph);
    assert_eq!((reading.stories.len(), reading.failed), (2, 1));
    assert_eq!(reading.warnings.last().unwrap().to_string(), "telegram 3 has no text");
    assert_eq!(read(b"no telegram", "telegrams", Format::Telegraph).failed, 1);
}
