//! Opening an address: by the browser that the reader names, as `BROWSER` has it, else by the system's.

use std::env;

use super::{BROWSERS, Errand, Manner, name};
use crate::config::Programs;

/// What is to become of a link.
#[derive(Debug)]
pub(in crate::runtime) enum Link {
    /// A browser is to be run.
    Browser(Errand),
    /// The system has opened it.
    Opened,
    /// There is no screen here for a browser: it should be copied instead.
    Remote,
    Refused(String),
}

/// Finds out how to open an address. Only web and mail addresses are opened.
pub(in crate::runtime) fn link(url: &str, programs: &Programs) -> Link {
    let lower = url.to_ascii_lowercase();
    if !["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme)) {
        return Link::Refused(format!("only web and mail addresses are opened, not {url}"));
    }
    let named = [programs.browser.clone(), env::var("BROWSER").unwrap_or_default()];
    let lines = named.iter().map(|browsers| lines(browsers, url)).find(|lines| !lines.is_empty());
    if let Some(lines) = lines {
        let is_known = lines.first().and_then(|line| line.first()).is_some_and(|program| BROWSERS.contains(&name(program).as_str()));
        let manner = if is_known || programs.browser_in_terminal { Manner::Terminal } else { Manner::Apart };
        return Link::Browser(Errand { lines, input: None, manner });
    }
    if env::var_os("SSH_CONNECTION").is_some() || env::var_os("SSH_TTY").is_some() {
        return Link::Remote;
    }
    if open::that_detached(url).is_ok() { Link::Opened } else { Link::Remote }
}

/// The command lines of some browsers with colons between them, for an address: in the place of each `%s`, else behind all. The words are
/// split first, so that no address can be more than a part of one.
pub(super) fn lines(browsers: &str, url: &str) -> Vec<Vec<String>> {
    let words = browsers.split(':').filter_map(shlex::split).filter(|words| !words.is_empty());
    words.map(|words| with_address(words, url)).collect()
}

fn with_address(mut words: Vec<String>, url: &str) -> Vec<String> {
    if words.iter().skip(1).any(|word| word.contains("%s")) {
        words.iter_mut().skip(1).for_each(|word| *word = word.replace("%s", url));
    } else {
        words.push(url.to_owned());
    }
    words
}
