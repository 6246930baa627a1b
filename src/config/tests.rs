use super::{Config, Density, load};
use crate::command::{Command, Scope, TABLE};
use crate::keymap::Key;

#[test]
fn the_shipped_file_sets_everything() {
    let (config, problems) = load("");
    assert_eq!(problems, []);
    assert_eq!(config.reading.measure, 72);
    assert_eq!(config.list.density, Density::Roomy);
    assert_eq!(config.screen.theme, "auto");
    assert_eq!(config.keys.unbound().collect::<Vec<_>>(), []);
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
