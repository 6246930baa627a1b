//! `completions` and `man`: made from the same definition as the command line itself.

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::args::Arguments;
use super::desk::Desk;
use super::exit::{Exit, Failure};
use super::manual;

/// Writes completions for a shell.
pub(super) fn completions(shell: Shell, desk: &mut Desk) -> Result<Exit, Failure> {
    // Into memory first: the generator panics where its sink fails.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "dateline", &mut script);
    desk.out.text(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// Writes the manual page, or that of one command, or one of [`manual::NAMES`].
pub(super) fn man(name: Option<&str>, desk: &mut Desk) -> Result<Exit, Failure> {
    if let Some(page) = name.and_then(manual::page) {
        page.roff().to_writer(&mut desk.out)?;
        return Ok(Exit::Done);
    }
    let mut whole = Arguments::command();
    whole.build();
    let page = match name {
        None => Man::new(whole),
        Some(name) => match whole.find_subcommand(name) {
            Some(command) => Man::new(command.clone()).title(format!("dateline-{name}")),
            None => {
                let others = manual::NAMES.join("`, `");
                return Err(Failure::Usage(format!(
                    "there is no command `{name}`; `dateline --help` lists them, and there are pages of `{others}`"
                )));
            }
        },
    };
    page.render(&mut desk.out)?;
    Ok(Exit::Done)
}
