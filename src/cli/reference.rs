//! The commands as a page of Markdown, from the same definition as the command line itself.

use std::fmt::Write;

use clap::{Arg, Command, CommandFactory};

use super::args::Arguments;
use super::help::BEFORE_QUERIES;

/// What the page begins with.
const BEFORE: &str = "# Commands

Made from the definition of the command line; `dateline help COMMAND` shows the same. Where a QUERY is taken, it is one of
[the language of queries](query.md).
";

/// The page of all commands.
pub fn reference() -> String {
    let mut whole = Arguments::command();
    whole.build();
    let mut page = BEFORE.to_owned();
    page.push_str("\n## Options of every command\n\n");
    whole.get_arguments().filter(|arg| arg.is_global_set()).for_each(|arg| option(&mut page, arg));
    for command in whole.get_subcommands().filter(|command| command.get_name() != "help") {
        section(&mut page, command, "##", command.get_name());
    }
    page
}

fn section(page: &mut String, command: &Command, level: &str, name: &str) {
    // Writing to a text cannot fail.
    let _ = write!(page, "\n{level} {name}\n\n{}.\n", command.get_about().map(ToString::to_string).unwrap_or_default());
    let own = || command.get_arguments().filter(|arg| !arg.is_global_set() && !matches!(arg.get_id().as_str(), "help" | "version"));
    if own().next().is_some() {
        page.push('\n');
    }
    own().for_each(|arg| option(page, arg));
    let after = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let after = after.split(BEFORE_QUERIES).next().unwrap_or_default().trim_end();
    if !after.is_empty() {
        let _ = write!(page, "\n```text\n{after}\n```\n");
    }
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        section(page, inner, &format!("{level}#"), &format!("{name} {}", inner.get_name()));
    }
}

fn option(page: &mut String, arg: &Arg) {
    let value = arg.get_value_names().filter(|_| arg.get_action().takes_values()).map(|names| names.join(" ")).unwrap_or_default();
    let names = match (arg.get_short(), arg.get_long()) {
        (Some(short), Some(long)) => format!("-{short}, --{long}"),
        (None, Some(long)) => format!("--{long}"),
        (Some(short), None) => format!("-{short}"),
        (None, None) => String::new(),
    };
    let form = [names, value].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let values: Vec<String> = arg.get_possible_values().iter().map(|value| format!("`{}`", value.get_name())).collect();
    let takes = if values.is_empty() || !arg.get_action().takes_values() { String::new() } else { format!(": {}", values.join(", ")) };
    let _ = writeln!(page, "* `{form}`: {}{takes}", arg.get_help().map(ToString::to_string).unwrap_or_default());
}
