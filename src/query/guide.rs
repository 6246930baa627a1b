//! The query language explained, from the tables that the parser reads by: for the help screen, `--help`, the manual and `docs/query.md`.

use super::field::{NAMES, Name};
use super::when::TIMES;
use crate::text::width;

/// A part of the explanation: a heading, forms with what each finds, and what is to be said of them all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub title: &'static str,
    pub rows: Vec<Row>,
    pub note: &'static str,
}

/// A form, which is itself a query, and what it finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub form: String,
    pub finds: String,
}

/// The columns that forms take where they stand beside what they find.
const FORM: usize = 28;
/// What it finds stands below a form where it would have fewer columns beside it.
const BESIDE: usize = 24;

const WORDS: [(&str, &str); 9] = [
    ("dam talks", "both words, in any of their forms"),
    ("\"dam talks\"", "these words in this order, as they stand"),
    ("dam OR river", "one of them, or both"),
    ("dam -river", "without what the sign touches; also NOT river"),
    ("dam (talks OR wall)", "brackets; AND binds closer than OR"),
    ("econ*", "words that begin so"),
    ("/talks? (stall|fail)/", "headlines that match a pattern"),
    ("\\OR", "after a backslash a word as it stands, no operator and no name"),
    ("speaker:rao said:water", "both within one quotation"),
];

/// What the page of Markdown ends with.
const AFTER: &str = "
## On the command line

A query is quoted, for the shell has its own use for brackets and stars. One that begins with a sign before a word stands after `--`, or
begins with NOT: `dateline count -- -dam`, `dateline count NOT dam`. Before a name the sign is understood: `dateline count -tag:sport`.

## What is not understood

A query is never refused as a whole by the reader: what is wrong is marked at its place, with what would be right, and the last good
result stays; a term that is only half typed is left away. A command that is given such a query does nothing and ends with exit code 2.
";

/// The whole explanation.
pub fn sections() -> Vec<Section> {
    let fields = NAMES.iter().filter(|entry| matches!(entry.means, Name::Field(_)));
    let groups = NAMES.iter().filter(|entry| entry.means == Name::Group);
    let times = NAMES.iter().filter(|entry| matches!(entry.means, Name::Since | Name::Until | Name::On));
    let row = |(form, finds): (&str, &str)| Row { form: form.to_owned(), finds: finds.to_owned() };
    vec![
        Section {
            title: "Words",
            rows: WORDS.map(row).to_vec(),
            note: "Capitals, accents, the dots of initials (U.S.) and the kind of quotation marks and dashes make no difference. A pattern \
                   is a regular expression; it is matched against the headline in lower case and without accents, anywhere in it unless \
                   ^ or $ say where.",
        },
        Section {
            title: "Fields",
            rows: fields.map(|entry| Row::of(entry.example.to_owned(), entry.finds, &named(entry.aliases))).collect(),
            note: "A field takes a word, a beginning*, a \"phrase\" or several in brackets: headline:(dam OR river). A sign stands before \
                   the name: -tag:sport.",
        },
        Section {
            title: "Marks and parts",
            rows: NAMES
                .iter()
                .flat_map(|entry| entry.values.iter().map(|value| (entry.name, value)))
                .map(|(name, value)| Row::of(format!("{name}:{}", value.word), value.finds, &aliases(name, value.aliases)))
                .chain(groups.map(|entry| Row::of(entry.example.to_owned(), entry.finds, &named(entry.aliases))))
                .collect(),
            note: "",
        },
        Section {
            title: "Times",
            rows: times.map(|entry| Row::of(entry.example.to_owned(), entry.finds, &named(entry.aliases))).collect(),
            note: "Days are those of the reader's time zone.",
        },
        Section { title: "How times are written", rows: TIMES.map(row).to_vec(), note: "What can be read in two ways is refused." },
    ]
}

/// The explanation as a page of Markdown.
pub fn markdown() -> String {
    let mut page = "# Queries\n\nOne language for the search of the reader and for every command that takes a `QUERY`. This page is made \
                    from the tables that the program reads by.\n"
        .to_owned();
    for section in sections() {
        page += &format!("\n## {}\n\n| query | finds |\n|---|---|\n", section.title);
        for row in &section.rows {
            let cell = |text: &str| text.replace('|', "\\|");
            page += &format!("| `{}` | {} |\n", cell(&row.form), cell(&row.finds).replace('*', "\\*"));
        }
        if !section.note.is_empty() {
            page += &format!("\n{}\n", section.note.replace('*', "\\*"));
        }
    }
    page + AFTER
}

/// The explanation for a terminal, in lines of at most so many columns.
pub fn plain(columns: usize) -> String {
    let mut text = String::new();
    for section in sections() {
        text += &format!("{}:\n", section.title);
        for (form, finds) in section.lines(columns.saturating_sub(2)) {
            text += format!("  {form}{finds}").trim_end();
            text.push('\n');
        }
        for line in wrapped(section.note, columns.saturating_sub(2)).into_iter().filter(|line| !line.is_empty()) {
            text += &format!("  {line}\n");
        }
        text.push('\n');
    }
    text.trim_end().to_owned()
}

impl Section {
    /// The rows in lines of at most so many columns: the form, padded, and a part of what it finds; where that is too narrow, one below
    /// the other.
    pub fn lines(&self, columns: usize) -> Vec<(String, String)> {
        let room = columns.saturating_sub(FORM);
        let mut lines = Vec::new();
        if room < BESIDE {
            for row in &self.rows {
                lines.push((row.form.clone(), String::new()));
                lines.extend(wrapped(&row.finds, columns.saturating_sub(2)).into_iter().map(|part| (String::new(), format!("  {part}"))));
            }
            return lines;
        }
        for row in &self.rows {
            for (n, part) in wrapped(&row.finds, room).into_iter().enumerate() {
                let form = if n == 0 { row.form.as_str() } else { "" };
                lines.push((format!("{form:<width$}", width = FORM), part.to_owned()));
            }
        }
        lines
    }
}

impl Row {
    fn of(form: String, finds: &str, also: &str) -> Self {
        Self { form, finds: if also.is_empty() { finds.to_owned() } else { format!("{finds}; also {also}") } }
    }
}

/// `title: deck:`
fn named(names: &[&str]) -> String {
    names.iter().map(|name| format!("{name}:")).collect::<Vec<_>>().join(" ")
}

/// `is:new is:fresh`
fn aliases(name: &str, words: &[&str]) -> String {
    words.iter().map(|word| format!("{name}:{word}")).collect::<Vec<_>>().join(" ")
}

/// The lines of a text, broken at its spaces.
pub fn wrapped(text: &str, columns: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    loop {
        let fits = width::fit(rest, columns.max(1));
        if fits.len() == rest.len() {
            lines.push(rest);
            return lines;
        }
        let is_whole = rest.get(fits.len()..).is_some_and(|after| after.starts_with(' '));
        let end = if is_whole { fits.len() } else { fits.rfind(' ').filter(|at| *at > 0).unwrap_or(fits.len()) };
        let end = if end == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { end };
        let (line, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        lines.push(line);
        rest = after.trim_start();
        if rest.is_empty() {
            return lines;
        }
    }
}

#[cfg(test)]
mod tests;
