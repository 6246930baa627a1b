//! The layers of the house, held: names point only downwards, each foreign crate has one owner, files stay short, no file is forgotten.
//!
//! The tables are the drawing in the crate's documentation; whoever changes one changes both.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// For each module of the crate, the modules that it may name.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("news", &["text"]),
    ("query", &["text"]),
    ("archive", &["text", "news", "query"]),
    ("quote", &["text", "news"]),
    ("typeset", &["text"]),
    ("picture", &["text"]),
    ("format", &["text", "news"]),
    ("grouping", &["text", "news"]),
    ("store", &["text", "news", "query", "archive", "grouping"]),
    ("wire", &["text"]),
    ("command", &[]),
    ("keymap", &["text", "command"]),
    ("theme", &["text"]),
    ("config", &["text", "query", "archive", "command", "keymap"]),
    ("ingest", &["news", "format", "quote", "text"]),
    ("app", &["text", "news", "query", "archive", "typeset", "picture", "command", "keymap", "theme", "config"]),
    ("ui", &["text", "news", "archive", "typeset", "picture", "command", "keymap", "theme", "config", "app"]),
    (
        "runtime",
        &[
            "text", "news", "query", "archive", "store", "format", "wire", "picture", "ingest", "command", "keymap", "theme", "config",
            "app", "ui",
        ],
    ),
    (
        "cli",
        &[
            "text", "news", "query", "archive", "store", "format", "wire", "quote", "typeset", "ingest", "command", "keymap", "theme",
            "config", "runtime", "app",
        ],
    ),
];

/// Foreign crates (and parts of the standard library) and the modules that may name them. What is not here may be named anywhere.
const OWNERS: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("crossterm", &["runtime", "cli"]),
    ("rustix", &["runtime"]),
    ("ratatui::widgets", &["ui"]),
    ("ratatui", &["ui", "theme", "runtime", "cli"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("anyhow", &["cli", "runtime"]),
    ("image::", &["picture"]),
    ("color_quant", &["picture"]),
    ("dom_smoothie", &["format"]),
    ("dom_query", &["format"]),
    ("signal_hook", &["runtime", "cli"]),
    ("directories", &["runtime"]),
    ("tar::Archive", &["runtime"]),
    ("zip::ZipArchive", &["runtime"]),
    ("regex", &["query"]),
    ("regex_syntax", &["query"]),
    ("std::fs", &["store", "runtime", "cli"]),
    ("std::net", &["wire"]),
    ("ureq", &["wire"]),
    ("url::Url", &["wire"]),
    ("std::thread", &["store", "runtime", "cli"]),
    ("Timestamp::now", &["runtime", "cli"]),
];

/// No file of production code may have more lines.
const LONGEST: usize = 500;

/// A source file without its tests and comments.
struct Source {
    path: PathBuf,
    module: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && !is_test(&path) {
                let inner = path.strip_prefix(&root).unwrap().with_extension("");
                let module = inner.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
                sources.push(Source { code: production(&fs::read_to_string(&path).unwrap()), path, module });
            }
        }
    }
    assert!(sources.len() > 50, "the sources were not found");
    sources
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests") || path.ends_with("tests.rs")
}

/// The code before the tests, without comments.
fn production(text: &str) -> String {
    let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    lines.map(|line| line.split_once("//").map_or(line, |(code, _)| code)).collect::<Vec<_>>().join("\n")
}

/// The modules of the crate that `code` names.
fn named(code: &str) -> Vec<String> {
    let flat = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut names = Vec::new();
    for rest in flat.split("crate::").skip(1) {
        let list = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(list, _)| list);
        let firsts = list.map_or_else(|| vec![rest], |list| list.split(',').collect());
        for first in firsts {
            let name: String = first.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !name.is_empty() && name.chars().all(|c| c.is_lowercase() || c == '_') {
                names.push(name);
            }
        }
    }
    names
}

#[test]
fn names_point_only_downwards() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_NAME.iter().copied().collect();
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !matches!(source.module.as_str(), "lib" | "main")) {
        let Some(may) = allowed.get(source.module.as_str()) else {
            wrong.push(format!("{} is in no layer: add it to the table", source.module));
            continue;
        };
        for name in named(&source.code) {
            if name != source.module && !may.contains(&name.as_str()) {
                wrong.push(format!("{}: {} may not name {name}", source.path.display(), source.module));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_itself_has_no_circle() {
    for (at, (module, may)) in MAY_NAME.iter().enumerate() {
        for name in *may {
            let below = MAY_NAME[..at].iter().any(|(lower, _)| lower == name);
            assert!(below, "{module} may name {name}, which does not stand above it in the table");
        }
    }
}

#[test]
fn each_foreign_crate_has_one_owner() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (name, owners) in OWNERS {
            let names = source.code.match_indices(name).any(|(at, _)| {
                let before = source.code[..at].chars().next_back().unwrap_or(' ');
                let after = source.code[at + name.len()..].chars().next().unwrap_or(' ');
                !(before.is_alphanumeric() || before == '_' || after.is_alphanumeric() || after == '_')
            });
            if names && !owners.contains(&source.module.as_str()) {
                wrong.push(format!("{}: {name} belongs to {}", source.path.display(), owners.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_long() {
    for source in sources() {
        let lines = source.code.lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines", source.path.display());
    }
}

#[test]
fn the_program_itself_is_short() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs")).unwrap();
    assert!(text.lines().count() < 40);
}

#[test]
fn no_test_file_is_forgotten() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let main = fs::read_to_string(folder.join("main.rs")).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let is_module = path.extension().is_some_and(|end| end == "rs") || path.join("mod.rs").exists();
        if is_module && name != "main" {
            assert!(main.contains(&format!("mod {name};")), "tests/it/main.rs does not name {name}");
        }
    }
}

#[test]
fn every_module_opens_with_what_it_is_for() {
    for source in sources() {
        let text = fs::read_to_string(&source.path).unwrap();
        assert!(text.starts_with("//! "), "{} opens with no //! line", source.path.display());
    }
}
