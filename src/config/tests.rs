use super::{Config, Density, SavedSearch, load};
use crate::command::{Command, Scope, TABLE};
use crate::keymap::Key;

#[test]
fn the_shipped_file_sets_everything() {
    let (config, problems) = load("");
    assert_eq!(problems, []);
    assert_eq!(config.reading.measure, 72);
    assert_eq!(config.list.density, Density::Roomy);
    assert_eq!(config.screen.theme, "auto");
    assert_eq!(config.keys.unbound().collect::<Vec<_>>(), [Command::Pager, Command::Edit, Command::Theme], "these on purpose");
}

#[test]
fn every_command_is_in_the_shipped_file() {
    for entry in TABLE {
        assert!(super::DEFAULT.contains(&format!("\n{} = ", entry.name)), "{} has no key in config.example.toml", entry.name);
    }
}

#[test]
fn every_help_line_is_one_imperative_line() {
    for entry in TABLE {
        let first = entry.help.split(' ').next().unwrap();
        assert!(first.chars().next().unwrap().is_uppercase() && !first.ends_with("ing") && !entry.help.ends_with('.'), "{}", entry.help);
        assert!(entry.help.len() <= 64, "{}", entry.help);
    }
}

#[test]
fn a_reader_lays_one_setting_over_the_rest() {
    let (config, problems) = load("[reading]\nmeasure = 60\n[keys]\nstar = [\"*\", \"s\"]\n");
    assert_eq!(problems, []);
    assert_eq!(config.reading.measure, 60);
    assert!(!config.reading.justify);
    assert_eq!(config.keys.command(Scope::List, Key::char('*')), Some(Command::Star));
}

#[test]
fn a_key_that_the_reader_binds_leaves_its_shipped_command() {
    let (config, problems) = load("[keys]\nstar = \"j\"\n");
    assert_eq!(problems, []);
    assert_eq!(config.keys.command(Scope::List, Key::char('j')), Some(Command::Star));
    assert_eq!(config.keys.command(Scope::List, "down".parse().unwrap()), Some(Command::Down));
}

#[test]
fn all_problems_are_reported_with_line_and_key() {
    let text = "[reading]\nmeasure = 5\nmesure = 60\njustify = \"yes\"\n[lists]\nx = 1\n[keys]\nfly = \"f\"\nstar = \"ctrl-shift-meta\"\nundo = \"x\"\nredo = \"x\"\n";
    let (config, problems) = load(text);
    let mut found: Vec<(usize, &str)> = problems.iter().map(|problem| (problem.line, problem.key.as_str())).collect();
    found.sort_unstable();
    let wanted = [
        (2, "reading.measure"),
        (3, "reading.mesure"),
        (4, "reading.justify"),
        (6, "lists.x"),
        (8, "keys.fly"),
        (9, "keys.star"),
        (11, "keys.redo"),
    ];
    assert_eq!(found, wanted, "{problems:#?}");
    assert_eq!(config.reading, Config::shipped().reading);
}

#[test]
fn what_is_not_toml_is_a_problem_with_its_line_and_the_rest_counts() {
    let (config, problems) = load("[reading]\nmeasure = 50\njustify = = true\n");
    assert_eq!(problems.first().map(|problem| problem.line), Some(3), "{problems:#?}");
    assert_eq!(config.reading.measure, 50);
}

#[test]
fn a_theme_has_a_name_and_a_line_and_programs_have_words() {
    let (config, problems) = load("[programs]\npipe = \"lp -o 'a b'\"\nbrowser = \"w3m:firefox %s\"\n[screen]\n\ntheme = \"my-own_1\"\n");
    assert_eq!(problems, []);
    assert_eq!((config.screen.theme.as_str(), config.screen.theme_line), ("my-own_1", 6));
    assert_eq!((config.programs.pipe.as_str(), config.programs.browser.as_str()), ("lp -o 'a b'", "w3m:firefox %s"));
    assert_eq!(Config::shipped().screen.theme_line, 0);
    let long = "x".repeat(41);
    for name in ["../x", "a b", "", "é", "x.toml", &long] {
        let (config, problems) = load(&format!("[screen]\ntheme = \"{name}\"\n"));
        assert_eq!((config.screen.theme.as_str(), problems.len(), problems[0].line), ("auto", 1, 2), "{name}");
    }
    let (config, problems) = load("[programs]\npipe = \"wc '\"\neditor = \"vi\\u0007\"\nbrowser_in_terminal = 1\n");
    let mut lines: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
    lines.sort_unstable();
    assert_eq!(lines, [2, 3, 4], "{problems:?}");
    assert_eq!(config.programs, Config::shipped().programs);
}

#[test]
fn searches_are_taken_in_their_order() {
    let (config, problems) =
        load("[[searches]]\nname = \"Dam talks\"\nquery = \"dam talks since:30d\"\n[[searches]]\nquery = \"sea\"\nname = \"Sea\"\n");
    assert_eq!(problems, []);
    let search = |name: &str, query: &str| SavedSearch { name: name.to_owned(), query: query.to_owned() };
    assert_eq!(config.searches, [search("Dam talks", "dam talks since:30d"), search("Sea", "sea")]);
    assert_eq!(Config::shipped().searches, []);
}

#[test]
fn every_mistake_in_a_search_is_reported_with_its_line_and_the_others_count() {
    let text = r#"
[[searches]]
name = "Half"
query = "hedline:x (dam"
[[searches]]
name = "Sea"
query = "sea"
[[searches]]
name = "sea"
query = "ocean"
[[searches]]
name = "Nothing"
query = " "
[[searches]]
name = " "
query = "dam"
[[searches]]
name = "Alone"
[[searches]]
name = "Number"
query = 7
[[searches]]
name = "More"
query = "dam"
sort = "date"
"#;
    let (config, problems) = load(text);
    let mut found: Vec<(usize, &str)> = problems.iter().map(|problem| (problem.line, problem.key.as_str())).collect();
    found.sort_unstable();
    let wanted = [
        (4, "searches.query"),
        (4, "searches.query"),
        (9, "searches.name"),
        (13, "searches.query"),
        (15, "searches.name"),
        (17, "searches"),
        (21, "searches.query"),
        (25, "searches.sort"),
    ];
    assert_eq!(found, wanted, "{problems:#?}");
    assert_eq!(config.searches.iter().map(|search| search.name.as_str()).collect::<Vec<_>>(), ["Sea", "More"]);
    assert!(problems.iter().any(|problem| problem.message.contains("“hedline:”")), "{problems:#?}");
    for (text, line) in [("searches = 3\n", 1), ("\nsearches = [\"dam\"]\n", 2), ("[searches]\nname = \"x\"\n", 1)] {
        let (_, problems) = load(text);
        assert_eq!(problems.iter().map(|problem| (problem.line, problem.key.as_str())).collect::<Vec<_>>(), [(line, "searches")]);
    }
}

#[test]
fn feeds_are_followed_as_far_as_they_are_understood() {
    let text = r#"
[[feeds]]
url = "https://quay.example/feed.xml"
title = "The Quay Post"
section = "City"
tags = ["harbour", "sea"]
full_text = "always"
every = 120
user = "ann"
password = "env:QUAY"
headers = { Cookie = "command:pass show quay", X-Key = "k" }
[[feeds]]
url = "ftp://quay.example"
[[feeds]]
url = "https://quay.example/feed.xml"
[[feeds]]
url = "exec:feeds --all"
full_text = "often"
every = 0
tags = "sea"
headers = { "Bad Name" = "x" }
link = "x"
"#;
    let (config, problems) = load(text);
    let mut found: Vec<(usize, &str)> = problems.iter().map(|problem| (problem.line, problem.key.as_str())).collect();
    found.sort_unstable();
    let wanted = [
        (12, "feeds"),
        (13, "feeds.url"),
        (14, "feeds.url"),
        (18, "feeds.full_text"),
        (19, "feeds.every"),
        (20, "feeds.tags"),
        (21, "feeds.headers"),
        (22, "feeds.link"),
    ];
    assert_eq!(found, wanted, "{problems:#?}");
    let [first, second] = config.feeds.as_slice() else { panic!("{:?}", config.feeds) };
    assert_eq!((first.feed.title.as_str(), first.feed.tags.len(), first.every), ("The Quay Post", 2, Some(120)));
    assert_eq!(first.feed.full_text, crate::archive::feeds::FullText::Always);
    assert_eq!(first.access.password, Some(super::Secret::Env("QUAY".to_owned())));
    assert_eq!(first.access.headers.len(), 2);
    assert!(!format!("{first:?}").contains("pass show"), "secrets are not shown");
    assert_eq!(second.feed.url, "exec:feeds --all");
}
