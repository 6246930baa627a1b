//! The one table of settings: where each stands and what it may be.

/// One setting.
pub(super) struct Row {
    pub(super) path: &'static str,
    pub(super) kind: Kind,
}

/// What a setting may be.
pub(super) enum Kind {
    Flag,
    Number {
        min: usize,
        max: usize,
    },
    Word(&'static [&'static str]),
    /// Any text of one line.
    Line,
    /// Words for a program, whose quotes close.
    CommandLine,
    /// A name of letters, digits and dashes.
    Name,
}

/// A setting's value.
pub(super) enum Value {
    Flag(bool),
    Number(usize),
    Word(String),
}

/// A bound of what is kept is no greater.
pub(super) const MOST_KEPT: usize = 1_000_000;

const fn row(path: &'static str, kind: Kind) -> Row {
    Row { path, kind }
}

/// Every setting but the keys, which are the table of commands.
pub(super) const SCHEMA: &[Row] = &[
    row("reading.measure", Kind::Number { min: 20, max: 200 }),
    row("reading.justify", Kind::Flag),
    row("reading.hyphenate", Kind::Flag),
    row("reading.speaker_notes", Kind::Flag),
    row("reading.bidi", Kind::Word(&["auto", "terminal", "off"])),
    row("reading.pictures", Kind::Word(&["auto", "always", "never"])),
    row("list.density", Kind::Word(&["roomy", "compact"])),
    row("list.follow_after", Kind::Number { min: 0, max: 2000 }),
    row("list.group", Kind::Flag),
    row("screen.theme", Kind::Name),
    row("screen.ascii", Kind::Word(&["auto", "always", "never"])),
    row("screen.mouse", Kind::Flag),
    row("screen.linear", Kind::Flag),
    row("screen.probe", Kind::Flag),
    row("screen.links", Kind::Flag),
    row("programs.pipe", Kind::CommandLine),
    row("programs.pager", Kind::CommandLine),
    row("programs.editor", Kind::CommandLine),
    row("programs.browser", Kind::CommandLine),
    row("programs.browser_in_terminal", Kind::Flag),
    row("fetch.every", Kind::Number { min: 0, max: 10_080 }),
    row("fetch.connections", Kind::Number { min: 1, max: 64 }),
    row("fetch.timeout", Kind::Number { min: 1, max: 600 }),
    row("fetch.proxy", Kind::Line),
    row("fetch.user_agent", Kind::Line),
    row("fetch.certificates", Kind::Line),
    row("fetch.offline", Kind::Flag),
    row("fetch.keep_days", Kind::Number { min: 0, max: MOST_KEPT }),
    row("fetch.keep_stories", Kind::Number { min: 0, max: MOST_KEPT }),
];

impl Kind {
    /// What is allowed, in words.
    pub(super) fn wanted(&self) -> String {
        match self {
            Self::Flag => "must be true or false".to_owned(),
            Self::Number { min, max } => format!("must be a number from {min} to {max}"),
            Self::Line => "must be text in quotes, on one line".to_owned(),
            Self::CommandLine => "must be the words of a command in quotes, on one line, in which quotes close".to_owned(),
            Self::Name => "must be a name of letters, digits and dashes, in quotes".to_owned(),
            Self::Word(allowed) => format!("must be one of \"{}\"", allowed.join("\", \"")),
        }
    }
}

/// The sections of the file, in words.
pub(super) fn sections() -> String {
    let mut names: Vec<&str> = SCHEMA.iter().filter_map(|row| row.path.split('.').next()).collect();
    names.dedup();
    format!("{}, feeds, searches, keys, macros", names.join(", "))
}

/// The settings of a section, in words.
pub(super) fn names(section: &str) -> String {
    let names: Vec<&str> =
        SCHEMA.iter().filter_map(|row| row.path.split_once('.')).filter(|(of, _)| *of == section).map(|(_, name)| name).collect();
    match names.as_slice() {
        [] => format!("the sections are {}", sections()),
        names => format!("[{section}] has {}", names.join(", ")),
    }
}
