//! What this terminal can show, from the environment alone: nothing is asked of it, so nothing can hang.

use std::env;

use crate::config::Config;
use crate::theme::Theme;

/// Whether only ASCII may be drawn: as configured, else where the locale names another character set than UTF-8.
pub(super) fn ascii(config: &Config) -> bool {
    match config.screen.ascii.as_str() {
        "always" => true,
        "never" => false,
        _ => ascii_locale(&locale()) || env::var("TERM").is_ok_and(|term| term == "dumb"),
    }
}

/// The theme: none of colour under `NO_COLOR`, else as configured, else by what `COLORFGBG` says of the background.
pub(super) fn theme(config: &Config) -> Theme {
    let no_color = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = env::var("TERM").is_ok_and(|term| term == "dumb" || term.starts_with("vt"));
    let name = match config.screen.theme.as_str() {
        _ if no_color || dumb => "mono",
        "auto" if light_background(&env::var("COLORFGBG").unwrap_or_default()) => "light",
        "auto" => "dark",
        name => name,
    };
    Theme::named(name)
}

/// Whether frames may be wrapped in synchronized updates: everywhere but where unknown sequences are known to show.
pub(super) fn synchronized() -> bool {
    !env::var("TERM").is_ok_and(|term| term == "dumb" || term == "linux" || term.starts_with("vt"))
}

/// Who turns text that is read from the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turning {
    Ours,
    Terminals,
    Nobody,
}

/// As configured; else ours, but on terminals that are known to do it themselves and cannot be asked not to.
pub(super) fn turning(config: &Config) -> Turning {
    let is_known = |name: &str, value: &str| env::var(name).is_ok_and(|of| of.starts_with(value));
    let turns = is_known("TERM_PROGRAM", "Apple_Terminal") || is_known("KONSOLE_VERSION", "") || is_known("TERM", "mlterm");
    match config.reading.bidi.as_str() {
        "off" => Turning::Nobody,
        "terminal" => Turning::Terminals,
        _ if turns => Turning::Terminals,
        _ => Turning::Ours,
    }
}

fn locale() -> String {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
    set.into_iter().find(|value| !value.is_empty()).unwrap_or_default()
}

/// No locale at all says nothing: terminals have been UTF-8 for long.
fn ascii_locale(locale: &str) -> bool {
    let lower = locale.to_ascii_lowercase();
    !lower.is_empty() && !lower.contains("utf-8") && !lower.contains("utf8")
}

/// `COLORFGBG` is `foreground;background` in numbers of the sixteen colours; 7 and 9 to 15 are light.
fn light_background(colours: &str) -> bool {
    let background = colours.rsplit(';').next().and_then(|number| number.parse::<u8>().ok());
    background.is_some_and(|number| number == 7 || (9..=15).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::{ascii_locale, light_background};

    #[test]
    fn the_locale_says_what_can_be_drawn() {
        for (locale, ascii) in
            [("", false), ("C.UTF-8", false), ("de_DE.utf8", false), ("C", true), ("POSIX", true), ("en_US.ISO-8859-1", true)]
        {
            assert_eq!(ascii_locale(locale), ascii, "{locale}");
        }
    }

    #[test]
    fn colorfgbg_says_whether_the_background_is_light() {
        for (colours, light) in [("", false), ("15;0", false), ("0;15", true), ("0;default;7", true), ("12;8", false), ("x;y", false)] {
            assert_eq!(light_background(colours), light, "{colours}");
        }
    }
}
