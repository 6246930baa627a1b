use jiff::Zoned;

use super::{TIMES, read};

/// A Wednesday, 15:30.
const NOW: &str = "2026-03-11T15:30:00[UTC]";

/// A moment, its midnight left out.
fn short(at: jiff::Timestamp) -> String {
    at.to_string().trim_end_matches("T00:00:00Z").trim_end_matches(":00Z").to_owned()
}

fn seen(text: &str, now: &str) -> Result<[String; 4], String> {
    let now: Zoned = now.parse().unwrap();
    read(text, &now).map(|when| [when.begin, when.end, when.on.0, when.on.1].map(short))
}

#[test]
fn stretches_are_read() {
    for (texts, begin, end) in [
        ("2021-03-20 2021/03/20 20210320 20-march-2021 march-20-2021 2021-march-20 20mar2021", "2021-03-20", "2021-03-21"),
        ("20.03.2021 20/03/2021 03/20/2021 20-3-2021 20th-march-2021 fri-20-mar-2021", "2021-03-20", "2021-03-21"),
        ("05/05/2021 5-may-2021", "2021-05-05", "2021-05-06"),
        ("2021-03 2021/3 march-2021 2021-march mar-2021 MARCH-2021 mar.2021", "2021-03-01", "2021-04-01"),
        ("2021", "2021-01-01", "2022-01-01"),
        ("2021-q1 2021q1 q1-2021 2021-Q1", "2021-01-01", "2021-04-01"),
        ("2021-q4", "2021-10-01", "2022-01-01"),
        ("2021-w12 2021-W12 2021w12", "2021-03-22", "2021-03-29"),
        ("2020-w53", "2020-12-28", "2021-01-04"),
        ("2010s", "2010-01-01", "2020-01-01"),
        ("today", "2026-03-11", "2026-03-12"),
        ("yesterday YESTERDAY", "2026-03-10", "2026-03-11"),
        ("tomorrow", "2026-03-12", "2026-03-13"),
        ("day-before-yesterday", "2026-03-09", "2026-03-10"),
        ("monday mon last-monday", "2026-03-09", "2026-03-10"),
        ("thursday thu thurs", "2026-03-05", "2026-03-06"),
        ("wed wednesday last-wednesday", "2026-03-04", "2026-03-05"),
        ("march this-month", "2026-03-01", "2026-04-01"),
        ("april", "2025-04-01", "2025-05-01"),
        ("december dec", "2025-12-01", "2026-01-01"),
        ("last-march", "2025-03-01", "2025-04-01"),
        ("last-february february", "2026-02-01", "2026-03-01"),
        ("10-march march-10", "2026-03-10", "2026-03-11"),
        ("20-march march-20", "2025-03-20", "2025-03-21"),
        ("29-february", "2024-02-29", "2024-03-01"),
        ("this-week", "2026-03-09", "2026-03-16"),
        ("last-week previous-week", "2026-03-02", "2026-03-09"),
        ("last-month", "2026-02-01", "2026-03-01"),
        ("this-quarter", "2026-01-01", "2026-04-01"),
        ("last-quarter", "2025-10-01", "2026-01-01"),
        ("this-year", "2026-01-01", "2027-01-01"),
        ("last-year", "2025-01-01", "2026-01-01"),
        ("last-day", "2026-03-10", "2026-03-11"),
        ("end-of-march", "2026-03-31", "2026-04-01"),
        ("end-of-last-month", "2026-02-28", "2026-03-01"),
        ("start-of-2021 beginning-of-2021", "2021-01-01", "2021-01-02"),
        ("end-of-2021-q1", "2021-03-31", "2021-04-01"),
        ("0001", "0001-01-01", "0002-01-01"),
        ("9998", "9998-01-01", "9999-01-01"),
    ] {
        for text in texts.split(' ') {
            for text in [text.to_owned(), text.replace('-', " "), format!(" {text} ")] {
                let seen = seen(&text, NOW).unwrap_or_else(|wrong| panic!("{text}: {wrong}"));
                assert_eq!(seen, [begin, end, begin, end], "{text}");
            }
        }
    }
    for text in ["March 20, 2021", "20 March 2021", "the 20th of March 2021", "Saturday, 20 March 2021", "20–March–2021"] {
        assert_eq!(seen(text, NOW).unwrap()[0], "2021-03-20", "{text}");
    }
}

#[test]
fn moments_are_read() {
    for (text, at, on) in [
        ("now", "2026-03-11T15:30", ("2026-03-11T15:30", "2026-03-11T15:30:01Z")),
        ("14:00", "2026-03-11T14:00", ("2026-03-11T14:00", "2026-03-11T14:01")),
        ("15:30", "2026-03-11T15:30", ("2026-03-11T15:30", "2026-03-11T15:31")),
        ("16:00", "2026-03-10T16:00", ("2026-03-10T16:00", "2026-03-10T16:01")),
        ("noon", "2026-03-11T12:00", ("2026-03-11T12:00", "2026-03-11T12:01")),
        ("midnight", "2026-03-11", ("2026-03-11", "2026-03-11T00:01")),
        ("2pm", "2026-03-11T14:00", ("2026-03-11T14:00", "2026-03-11T14:01")),
        ("2:15 pm", "2026-03-11T14:15", ("2026-03-11T14:15", "2026-03-11T14:16")),
        ("12am", "2026-03-11", ("2026-03-11", "2026-03-11T00:01")),
        ("monday 14:00", "2026-03-09T14:00", ("2026-03-09T14:00", "2026-03-09T14:01")),
        ("yesterday at noon", "2026-03-10T12:00", ("2026-03-10T12:00", "2026-03-10T12:01")),
        ("noon yesterday", "2026-03-10T12:00", ("2026-03-10T12:00", "2026-03-10T12:01")),
        ("2 pm on 20 march 2021", "2021-03-20T14:00", ("2021-03-20T14:00", "2021-03-20T14:01")),
        ("2021-03-20T14:00", "2021-03-20T14:00", ("2021-03-20T14:00", "2021-03-20T14:01")),
        ("2021-03-20 14:00:05", "2021-03-20T14:00:05Z", ("2021-03-20T14:00:05Z", "2021-03-20T14:00:06Z")),
        ("2021-03-20T14:00:00Z", "2021-03-20T14:00", ("2021-03-20T14:00", "2021-03-20T14:00:01Z")),
        ("2021-03-20T14:00:00+02:00", "2021-03-20T12:00", ("2021-03-20T12:00", "2021-03-20T12:00:01Z")),
        ("Sat, 20 Mar 2021 14:00:00 +0200", "2021-03-20T12:00", ("2021-03-20T12:00", "2021-03-20T12:00:01Z")),
        ("7d", "2026-03-04T15:30", ("2026-03-04T15:30", "2026-03-11T15:30")),
        ("-7d", "2026-03-04T15:30", ("2026-03-04T15:30", "2026-03-11T15:30")),
        ("last 7 days", "2026-03-04T15:30", ("2026-03-04T15:30", "2026-03-11T15:30")),
        ("2w", "2026-02-25T15:30", ("2026-02-25T15:30", "2026-03-11T15:30")),
        ("12h", "2026-03-11T03:30", ("2026-03-11T03:30", "2026-03-11T15:30")),
        ("30min", "2026-03-11T15:00", ("2026-03-11T15:00", "2026-03-11T15:30")),
        ("3mo", "2025-12-11T15:30", ("2025-12-11T15:30", "2026-03-11T15:30")),
        ("1y6mo", "2024-09-11T15:30", ("2024-09-11T15:30", "2026-03-11T15:30")),
        ("2 weeks ago", "2026-02-25T15:30", ("2026-02-23", "2026-03-02")),
        ("2-weeks-ago", "2026-02-25T15:30", ("2026-02-23", "2026-03-02")),
        ("a week ago", "2026-03-04T15:30", ("2026-03-02", "2026-03-09")),
        ("three days ago", "2026-03-08T15:30", ("2026-03-08", "2026-03-09")),
        ("2 months ago", "2026-01-11T15:30", ("2026-01-01", "2026-02-01")),
        ("1 year and 2 months ago", "2025-01-11T15:30", ("2025-01-01", "2025-02-01")),
        ("2 years ago", "2024-03-11T15:30", ("2024-01-01", "2025-01-01")),
        ("an hour ago", "2026-03-11T14:30", ("2026-03-11T14:00", "2026-03-11T15:00")),
        ("last hour", "2026-03-11T14:30", ("2026-03-11T14:30", "2026-03-11T15:30")),
    ] {
        let seen = seen(text, NOW).unwrap_or_else(|wrong| panic!("{text}: {wrong}"));
        assert_eq!(seen, [at, at, on.0, on.1], "{text}");
    }
}

#[test]
fn nothing_is_guessed() {
    for (text, says) in [
        ("06/09/2021", "“06/09/2021” is not clear: it may be 6 September or 9 June; write 2021-09-06 or 2021-06-09"),
        ("06.09.2021", "it may be 6 September or 9 June"),
        ("06/09/21", "a year has four digits"),
        ("20-mar-21", "a year has four digits"),
        ("march 20 21", "a year has four digits"),
        ("06/09", "it names no year"),
        ("30m", "m may be minutes or months; write 30min or 30mo"),
        ("14:", "a time of day is written 14:00"),
        ("march 14:00", "a time of day goes with one day"),
        ("2021-02-30", "“2021-02-30” cannot be: February 2021 has no day 30"),
        ("31/02/2021", "February 2021 has no day 31"),
        ("30 february", "there is no 30 February"),
        ("2021-13", "there is no month 13"),
        ("13/13/2021", "there is no month 13"),
        ("2021-q5", "the quarters are q1 to q4"),
        ("2021-w54", "the year 2021 has no week 54"),
        ("0000", "the years are 0001 to 9999"),
        ("25:00", "a day runs from 00:00 to 23:59"),
        ("13pm", "a day runs from 00:00 to 23:59"),
        ("3000y", "before the year 1"),
        ("99999999999999999999d", "before the year 1"),
        ("yesterdy", "did you mean yesterday?"),
        ("lastweek", "did you mean last-week?"),
        ("marsh", "did you mean march?"),
        ("never", "“never” is no time; write 2026-01-31"),
        ("", "a time follows the colon"),
        ("week", "is no time"),
        ("next monday", "is no time"),
        ("12345", "is no time"),
        ("-", "is no time"),
        ("20 march 2021 ago", "is no time"),
        ("end of", "is no time"),
    ] {
        let said = seen(text, NOW).expect_err(text);
        assert!(said.contains(says), "{text}: {said}");
        assert!(said.len() < 300, "{text}: {said}");
    }
    assert!(seen(&"7d ".repeat(1_000), NOW).is_err());
}

#[test]
fn days_begin_where_the_reader_is() {
    let berlin = "2026-03-29T12:00:00[Europe/Berlin]";
    // The night in which the clocks go forward.
    assert_eq!(seen("today", berlin).unwrap()[..2], ["2026-03-28T23:00", "2026-03-29T22:00"]);
    assert_eq!(seen("02:30", berlin).unwrap()[0], "2026-03-29T01:30");
    assert_eq!(seen("2026-01-31T12:00Z", berlin).unwrap()[0], "2026-01-31T12:00");
}

#[test]
fn the_ends_of_time_are_reached() {
    for (now, text) in [
        ("0001-01-01T00:00:00[UTC]", "yesterday"),
        ("0001-01-01T00:00:00[UTC]", "december"),
        ("9999-12-30T12:00:00[UTC]", "tomorrow"),
        (NOW, "9999-12-31"),
        (NOW, "9999"),
        (NOW, "9990s"),
        (NOW, "end of 9999"),
        (NOW, "2025y"),
    ] {
        assert!(seen(text, now).is_ok(), "{text}");
    }
    assert!(seen("1d", "0001-01-01T00:00:00[UTC]").is_err());
}

#[test]
fn what_is_explained_is_understood() {
    let now = jiff::Timestamp::UNIX_EPOCH;
    for (example, means) in TIMES {
        assert_eq!(crate::query::parse(example, now).1, [], "{example}");
        let others = means.split(';').find(|part| part.trim_start().starts_with("also ")).unwrap_or_default();
        let others = others.trim_start().trim_start_matches("also ").split(", ").flat_map(|part| part.split(" or "));
        for other in others.filter(|other| !other.is_empty() && !other.contains("2021\"")) {
            let (other, _) = other.split_once(" (").unwrap_or((other, ""));
            assert!(read(other.trim_matches('"'), &NOW.parse().unwrap()).is_ok(), "{other}");
        }
    }
}
