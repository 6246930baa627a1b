//! Names before a colon, and what may follow it.

use super::{all_read, parse, read};
use crate::query::{NAMES, Name};

#[test]
fn every_field_takes_words_phrases_beginnings_and_brackets() {
    for entry in NAMES {
        let Name::Field(field) = entry.means else { continue };
        for name in std::iter::once(entry.name).chain(entry.aliases.iter().copied()) {
            for (value, expected) in [
                ("dam", format!("{field:?}:dam")),
                ("dam*", format!("{field:?}:dam*")),
                ("\"dam wall\"", format!("{field:?}:“dam wall”")),
                ("(dam OR -wall)", format!("({field:?}:dam | -{field:?}:wall)")),
            ] {
                all_read([(format!("{name}:{value}").as_str(), expected.as_str())]);
                all_read([(format!("-{}:{value}", name.to_uppercase()).as_str(), format!("-{expected}").as_str())]);
            }
        }
    }
}

#[test]
fn what_follows_a_colon_is_taken_as_it_stands() {
    all_read([
        ("headline:12:30", "Headline:12:30"),
        ("headline:re:invent", "Headline:re:invent"),
        ("section:OR", "Section:OR"),
        ("section:and/or", "Section:and/or"),
        ("tag:--x", "Tag:--x"),
        ("url:https://example.org/a?b=1", "Url:https://example.org/a?b=1"),
        ("https://example.org", "https://example.org"),
        ("12:30", "12:30"),
        ("lang:pt-BR feed:example.org", "(Language:pt-BR & Feed:example.org)"),
        ("speaker:biden said:\"pay a price\"", "(Speaker:biden & Said:“pay a price”)"),
        ("headline:(a speaker:b)", "(Headline:a & Speaker:b)"),
        ("group:41 is:copy", "(group:41 & Copy)"),
    ]);
}

#[test]
fn marks_and_parts_are_read() {
    all_read([
        ("is:unread is:STARRED", "(Unread & Starred)"),
        ("is:new is:seen is:flagged", "(Unread & Read & Starred)"),
        ("is:\"unread\"", "Unread"),
        ("is:(unread OR starred)", "(Unread | Starred)"),
        ("has:quote -has:figure", "(Quote & -Figure)"),
        ("has:fulltext has:picture", "(Fulltext & Figure)"),
        ("has:(quote fulltext)", "(Quote & Fulltext)"),
    ]);
    for entry in NAMES {
        for value in entry.values {
            let meant = read(&format!("{}:{}", entry.name, value.word));
            for alias in value.aliases {
                all_read([(format!("{}:{alias}", entry.name).as_str(), meant.as_str())]);
            }
        }
    }
}

#[test]
fn times_are_read() {
    all_read([
        ("since:2026-01-31", ">=2026-01-31T00:00:00Z"),
        ("until:2026-01-31", "<2026-02-01T00:00:00Z"),
        ("on:2021-03-20", "(>=2021-03-20T00:00:00Z & <2021-03-21T00:00:00Z)"),
        ("-on:2021", "-(>=2021-01-01T00:00:00Z & <2022-01-01T00:00:00Z)"),
        ("on:(2021 OR 2023)", "((>=2021-01-01T00:00:00Z & <2022-01-01T00:00:00Z) | (>=2023-01-01T00:00:00Z & <2024-01-01T00:00:00Z))"),
        ("since:2021-03-20T14:00:00+02:00", ">=2021-03-20T12:00:00Z"),
        ("on:2021-01..2021-03", "(>=2021-01-01T00:00:00Z & <2021-04-01T00:00:00Z)"),
        ("on:2021-01...2021-03", "(>=2021-01-01T00:00:00Z & <2021-04-01T00:00:00Z)"),
        ("on:2021-01-05..", ">=2021-01-05T00:00:00Z"),
        ("on:..2021", "<2022-01-01T00:00:00Z"),
        ("on:\"1 march 2021 .. 5 march 2021\"", "(>=2021-03-01T00:00:00Z & <2021-03-06T00:00:00Z)"),
        ("on:yesterday..today", "(>=2026-03-10T00:00:00Z & <2026-03-12T00:00:00Z)"),
    ]);
}

#[test]
fn the_table_has_each_name_once_and_its_examples_are_queries() {
    let mut names: Vec<&str> = NAMES.iter().flat_map(|entry| std::iter::once(entry.name).chain(entry.aliases.iter().copied())).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
    for entry in NAMES {
        assert!(entry.example.starts_with(&format!("{}:", entry.name)), "{}", entry.example);
        assert_eq!(parse(entry.example, super::NOW).1, [], "{}", entry.example);
        assert!(entry.name.bytes().all(|b| b.is_ascii_lowercase()), "{}", entry.name);
    }
}
