use jiff::Timestamp;

use super::{FORM, markdown, plain, sections, wrapped};
use crate::query::{NAMES, parse};
use crate::text::width;

#[test]
fn every_form_is_a_query() {
    for row in sections().iter().flat_map(|section| &section.rows) {
        assert_eq!(parse(&row.form, Timestamp::UNIX_EPOCH).1, [], "{}", row.form);
        assert!(!row.finds.is_empty() && !row.finds.ends_with('.'), "{}", row.finds);
        assert!(width::columns(&row.form) < FORM, "{}", row.form);
    }
}

#[test]
fn every_name_and_word_of_the_table_is_explained() {
    let page = markdown();
    for entry in NAMES {
        let values = entry.values.iter().map(|value| format!("{}:{}", entry.name, value.word));
        for said in [format!("`{}:", entry.name)].into_iter().chain(values).chain(entry.aliases.iter().map(|alias| format!("{alias}:"))) {
            assert!(page.contains(&said), "{said}");
        }
    }
}

#[test]
fn the_explanation_fits_a_terminal() {
    for columns in [60, 78, 120] {
        for line in plain(columns).lines() {
            assert!(width::columns(line) <= columns, "{line}");
        }
    }
    for columns in 0..10 {
        plain(columns);
    }
}

#[test]
fn texts_are_broken_at_their_spaces() {
    for (text, columns, expected) in [
        ("", 5, &[""][..]),
        ("one two three", 20, &["one two three"]),
        ("one two three", 7, &["one two", "three"]),
        ("one two three", 6, &["one", "two", "three"]),
        ("unbreakable", 4, &["unbr", "eaka", "ble"]),
        ("大坝谈判", 4, &["大坝", "谈判"]),
        ("大", 1, &["大"]),
    ] {
        assert_eq!(wrapped(text, columns), expected, "{text} {columns}");
    }
}
