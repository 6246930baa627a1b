//! `completions` and `man`: made from the same definition as the command line itself.

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::args::Arguments;
use super::desk::Desk;
use super::exit::{Exit, Failure};
use crate::query::guide;

/// Writes completions for a shell.
pub(super) fn completions(shell: Shell, desk: &mut Desk) -> Result<Exit, Failure> {
    // Into memory first: the generator panics where its sink fails.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "dateline", &mut script);
    desk.out.text(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// The page of the manual that is of no command.
const QUERY: &str = "query";

/// Writes the manual page, or that of one command, or that of the language of queries.
pub(super) fn man(name: Option<&str>, desk: &mut Desk) -> Result<Exit, Failure> {
    if name == Some(QUERY) {
        queries().to_writer(&mut desk.out)?;
        return Ok(Exit::Done);
    }
    let mut whole = Arguments::command();
    whole.build();
    let page = match name {
        None => Man::new(whole),
        Some(name) => match whole.find_subcommand(name) {
            Some(command) => Man::new(command.clone()).title(format!("dateline-{name}")),
            None => {
                return Err(Failure::Usage(format!(
                    "there is no command `{name}`; `dateline --help` lists them, and `query` is the page of queries"
                )));
            }
        },
    };
    page.render(&mut desk.out)?;
    Ok(Exit::Done)
}

/// The language of queries as a page of the manual.
fn queries() -> Roff {
    let mut page = Roff::new();
    page.control("TH", ["dateline-query", "7", "", concat!("dateline ", env!("CARGO_PKG_VERSION")), ""]);
    page.control("SH", ["NAME"]).text([roman("dateline-query - how stories are asked for")]);
    page.control("SH", ["DESCRIPTION"]);
    page.text([roman("One language for the search of the reader and for every command that takes a QUERY.")]);
    for section in guide::sections() {
        page.control("SH", [section.title.to_uppercase().as_str()]);
        for row in section.rows {
            page.control("TP", []).text([bold(row.form)]).text([roman(row.finds)]);
        }
        if !section.note.is_empty() {
            page.control("PP", []).text([roman(section.note)]);
        }
    }
    page
}
