//! The pages of `docs` that tables make: page and program cannot disagree. `UPDATE_DOCS=1 cargo test guide` writes them anew.

use std::{env, fs};

use dateline::cli;
use dateline::query::guide;

/// Holds a page against what is made for it.
fn assert_made(name: &str, page: &str) {
    let file = format!("{}/docs/{name}", env!("CARGO_MANIFEST_DIR"));
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, page).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == page, "docs/{name} is not what the tables make; `UPDATE_DOCS=1 cargo test guide` writes it anew");
}

#[test]
fn the_page_of_queries_is_what_the_tables_make() {
    assert_made("query.md", &guide::markdown());
}

#[test]
fn the_page_of_keys_is_what_the_table_of_commands_makes() {
    assert_made("keys.md", &cli::key_page());
}

#[test]
fn the_page_of_commands_is_what_the_command_line_is_made_from() {
    assert_made("commands.md", &cli::reference());
}

#[test]
fn the_page_of_the_configuration_is_what_the_shipped_file_says() {
    assert_made("configuration.md", &cli::config_page());
}

#[test]
fn the_page_of_themes_is_what_the_table_of_styles_makes() {
    assert_made("themes.md", &cli::theme_page());
}
