//! What the reader asks of the world outside the terminal: opening a link.

use std::env;
use std::process::{Command, Stdio};

/// What became of a link.
pub(super) enum Link {
    Opened,
    /// There is no screen here for a browser: it should be copied instead.
    Remote,
    Refused(String),
}

/// Opens a link with the reader's browser, never through a shell. Only web and mail addresses are opened.
pub(super) fn open_link(url: &str) -> Link {
    let lower = url.to_ascii_lowercase();
    if !["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme)) {
        return Link::Refused(format!("only web and mail addresses are opened, not {url}"));
    }
    if env::var_os("BROWSER").is_none() && (env::var_os("SSH_CONNECTION").is_some() || env::var_os("SSH_TTY").is_some()) {
        return Link::Remote;
    }
    let opened = match env::var_os("BROWSER").filter(|browser| !browser.is_empty()) {
        Some(browser) => quietly(Command::new(browser).arg(url)),
        None => open::that_detached(url),
    };
    match opened {
        Ok(()) => Link::Opened,
        Err(_) => Link::Remote,
    }
}

fn quietly(command: &mut Command) -> std::io::Result<()> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().map(drop)
}
