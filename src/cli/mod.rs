//! The command line: one file per family of commands.
//!
//! Data go to standard output, messages to standard error; nothing ends with a code other than 0 without a word. A reader of the output
//! who goes away early is no error.
//!
//! | file | |
//! |---|---|
//! | `args`, `help`, `reference` | what can be said |
//! | `desk`, `out`, `exit` | what every command has: settings, output, how it ends |
//! | `asking`, `records`, `page` | a query from words; lists for programs; a story for a terminal |
//! | `progress`, `signals` | long work: how far it is, and that it can be stopped |
//! | `list` `show` `export` `quotes` `speakers` `mark` `tag` `delete` `trash` `import` `add` `fetch` `feeds` `opml` `newsboat` `demo` `check` `backup` `state` `settings` `shell` | the commands |

mod add;
mod args;
mod asking;
mod backup;
mod check;
mod delete;
mod demo;
mod desk;
mod exit;
mod export;
mod feeds;
mod fetch;
mod help;
mod import;
mod keys;
mod list;
mod manual;
mod mark;
mod newsboat;
mod opml;
mod out;
mod page;
mod progress;
mod quotes;
mod records;
mod reference;
mod settings;
mod shell;
mod show;
mod signals;
mod speakers;
mod state;
mod tag;
mod trash;

use std::ffi::OsString;
use std::panic;

use clap::Parser;

use args::{Arguments, Verb};
use desk::{Desk, complain};
use exit::{Exit, Failure};
pub use keys::key_page;
pub use manual::{config_page, theme_page};
pub use reference::reference;

/// Does what the command line says and gives the exit code.
pub fn run(args: impl Iterator<Item = OsString>) -> u8 {
    let arguments = match Arguments::try_parse_from(tag::as_options(args.map(asking::as_value))) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help that nobody reads to its end is no failure.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage.code() } else { Exit::Done.code() };
        }
    };
    let outcome = panic::catch_unwind(|| perform(&arguments));
    let exit = outcome.unwrap_or_else(|_| {
        complain("internal error; nothing that was filed is lost; please report what you did");
        Exit::Internal
    });
    exit.code()
}

/// Does it and says what went wrong.
fn perform(arguments: &Arguments) -> Exit {
    let ended = Desk::new(&arguments.shared).and_then(|mut desk| {
        let done = dispatch(arguments, &mut desk).and_then(|exit| Ok(desk.out.flush().map(|()| exit)?));
        if done.is_err() {
            // What is still held is written again on leaving, unless it has nowhere to go.
            desk.out.abandon();
        }
        done
    });
    ended.unwrap_or_else(|failure| {
        if !failure.is_broken_pipe() {
            complain(&failure.to_string());
        }
        failure.exit()
    })
}

fn dispatch(arguments: &Arguments, desk: &mut Desk) -> Result<Exit, Failure> {
    let Some(verb) = &arguments.verb else { return demo::read(&arguments.query, desk) };
    if !matches!(verb, Verb::Config(_) | Verb::Demo | Verb::Keys { check: true }) {
        desk.tell_problems();
    }
    match verb {
        Verb::Demo => demo::run(desk),
        Verb::Import(args) => import::run(args, desk),
        Verb::Add(args) => add::run(args, desk),
        Verb::Fetch(args) => fetch::run(args, desk),
        Verb::Feeds(args) => feeds::run(args, desk),
        Verb::Opml(verb) => opml::run(verb, desk),
        Verb::Newsboat(args) => newsboat::run(args, desk),
        Verb::List(args) => list::list(args, desk),
        Verb::Search(args) => list::search(args, desk),
        Verb::Show(args) => show::run(args, desk),
        Verb::Export(args) => export::run(args, desk),
        Verb::Quotes(args) => quotes::run(args, desk),
        Verb::Speakers(args) => speakers::run(args, desk),
        Verb::Count(args) => list::count(args, desk),
        Verb::Mark(args) => mark::run(args, desk),
        Verb::Tag(args) => tag::run(args, desk),
        Verb::Delete(args) => delete::run(args, desk),
        Verb::Trash(verb) => trash::run(verb, desk),
        Verb::Check(args) => check::run(args, desk),
        Verb::Backup(args) => backup::run(args, desk),
        Verb::State(verb) => state::run(verb, desk),
        Verb::Config(verb) => settings::config(verb, desk),
        Verb::Keys { check: true } => settings::check_keys(desk),
        Verb::Keys { check: false } => keys::list(desk),
        Verb::Completions { shell } => shell::completions(*shell, desk),
        Verb::Man { command } => shell::man(command.as_deref(), desk),
    }
}
