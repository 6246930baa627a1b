//! `docs/query.md` is what the tables of the query language make: the page and the program cannot disagree.

use std::{env, fs};

use dateline::query::guide;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/query.md");

#[test]
fn the_page_of_queries_is_what_the_tables_make() {
    let page = guide::markdown();
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(FILE, &page).unwrap();
    }
    let kept = fs::read_to_string(FILE).unwrap_or_default();
    assert!(kept == page, "docs/query.md is not what the tables make; `UPDATE_DOCS=1 cargo test guide` writes it anew");
}
