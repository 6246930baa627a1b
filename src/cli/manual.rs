//! The pages of the manual that are about no command: queries, keys, the configuration, themes. They are made from the tables that the
//! program goes by, for `man` and for `docs`.

mod settings;
mod themes;

use clap_mangen::roff::{Roff, bold, roman};

use super::keys;
use crate::query::guide;

/// The names of the pages.
pub(super) const NAMES: [&str; 4] = ["query", "key-bindings", "configuration", "themes"];

/// A page.
pub(super) struct Page {
    name: &'static str,
    about: &'static str,
    lead: String,
    chapters: Vec<Chapter>,
}

/// A part of a page: what is said, then terms with what each of them is, then examples as they stand.
#[derive(Default)]
struct Chapter {
    title: String,
    told: String,
    rows: Vec<(String, String)>,
    example: String,
}

/// The page of that name.
pub(super) fn page(name: &str) -> Option<Page> {
    Some(match name {
        "query" => queries(),
        "key-bindings" => of_keys(),
        "configuration" => settings::page(),
        "themes" => themes::page(),
        _ => return None,
    })
}

/// The page of the configuration, as Markdown.
pub fn config_page() -> String {
    settings::page().markdown("Configuration")
}

/// The page of themes, as Markdown.
pub fn theme_page() -> String {
    themes::page().markdown("Themes")
}

fn queries() -> Page {
    let chapters = guide::sections().into_iter().map(|section| Chapter {
        title: section.title.to_owned(),
        rows: section.rows.into_iter().map(|row| (row.form, row.finds)).collect(),
        example: String::new(),
        told: section.note.to_owned(),
    });
    Page {
        name: "query",
        about: "how stories are asked for",
        lead: "One language for the search of the reader and for every command that takes a QUERY.".to_owned(),
        chapters: chapters.collect(),
    }
}

fn of_keys() -> Page {
    Page {
        name: "key-bindings",
        about: "the keys of the reader",
        lead: "The keys that are shipped. A number before keys repeats them. `dateline keys` lists those that are in force with yours; \
               `[keys]` in the configuration changes them, or puts those of newsboat or mutt under them."
            .to_owned(),
        chapters: vec![Chapter { title: "Commands".to_owned(), rows: keys::shipped(), ..Chapter::default() }],
    }
}

impl Page {
    /// The page for `man`.
    pub(super) fn roff(&self) -> Roff {
        let mut page = Roff::new();
        let name = format!("dateline-{}", self.name);
        page.control("TH", [name.as_str(), "7", "", concat!("dateline ", env!("CARGO_PKG_VERSION")), ""]);
        page.control("SH", ["NAME"]).text([roman(format!("{name} - {}", self.about))]);
        page.control("SH", ["DESCRIPTION"]).text([roman(&self.lead)]);
        for chapter in &self.chapters {
            page.control("SH", [chapter.title.to_uppercase().as_str()]);
            for (term, told) in &chapter.rows {
                page.control("TP", []).text([bold(term)]).text([roman(told)]);
            }
            if !chapter.told.is_empty() {
                page.control("PP", []).text([roman(&chapter.told)]);
            }
            if !chapter.example.is_empty() {
                page.control("PP", []).control("nf", []).text([roman(chapter.example.trim_end())]).control("fi", []);
            }
        }
        page
    }

    /// The page for `docs`.
    fn markdown(&self, title: &str) -> String {
        let cell = |text: &str| text.replace('|', "\\|").replace('*', "\\*");
        let mut page = format!("# {title}\n\n{}\n", self.lead);
        for chapter in &self.chapters {
            page += &format!("\n## {}\n", chapter.title);
            if !chapter.told.is_empty() {
                page += &format!("\n{}\n", chapter.told);
            }
            if !chapter.rows.is_empty() {
                page += "\n| | |\n|---|---|\n";
                let rows = chapter.rows.iter().map(|(term, told)| format!("| `{}` | {} |\n", term.replace('|', "\\|"), cell(told)));
                page.extend(rows);
            }
            if !chapter.example.is_empty() {
                page += &format!("\n```toml\n{}\n```\n", chapter.example.trim_end());
            }
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::{NAMES, config_page, page, theme_page};
    use crate::{config, theme};

    #[test]
    fn every_page_is_there_and_every_setting_and_name_in_it() {
        for name in NAMES {
            let man = page(name).unwrap().roff().render();
            assert!(man.contains(&format!("dateline\\-{} \\- ", name.replace('-', "\\-"))), "{man}");
        }
        let (settings, themes) = (config_page(), theme_page());
        for path in config::paths() {
            let (section, name) = path.split_once('.').unwrap();
            let chapter = settings.split(&format!("\n## {section}\n")).nth(1).unwrap_or_else(|| panic!("[{section}]"));
            let chapter = chapter.split("\n## ").next().unwrap();
            assert!(chapter.contains(&format!("| `{name} = ")), "{path} is not in {chapter}");
        }
        for name in theme::names() {
            assert!(themes.contains(&format!("| `{name}` | ")), "{name}");
        }
        for (name, _) in theme::shipped() {
            assert!(themes.contains(&format!("| `{name}` | ")), "{name}");
        }
    }
}
