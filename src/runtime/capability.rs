//! What this terminal can show: from the environment, and from what it answers when it is asked.

use std::env;

use super::input::Answer;
use super::painter::Means;
use crate::config::Config;
use crate::picture::Manner;
use crate::theme::Depth;

/// The questions that are asked at the start, in one burst: the colour of the background, synchronized updates, left and right margins,
/// pictures by kitty's protocol, the size of a cell; last what every terminal answers, so that what is not answered by then never is.
pub(super) const QUESTIONS: &str = "\x1b]11;?\x1b\\\x1b[?2026$p\x1b[?69$p\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[16t\x1b[c";

/// The private modes that are asked for.
const SYNCHRONIZED: u16 = 2026;
const MARGINS: u16 = 69;

/// What is known of a terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Terminal {
    kind: Kind,
    pub(super) depth: Depth,
    /// What `COLORFGBG` says: whether the background is light.
    told_light: bool,
    background: Option<(u8, u8, u8)>,
    synchronized: Option<bool>,
    margins: bool,
    /// What it can show of pictures.
    answered: Graphics,
    /// Whether it is one that shows iTerm2's inline images.
    is_iterm: bool,
    /// Whether all that was asked is answered.
    pub(super) has_answered: bool,
}

/// What a terminal can show of pictures, by its own word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Graphics {
    kitty: bool,
    sixel: bool,
    /// Width and height of a cell in pixels.
    cell: Option<(u16, u16)>,
}

/// A cell of which nothing is known, in pixels: where a picture is scaled by the terminal, this decides only how fine it is.
const LIKELY_CELL: (u16, u16) = (10, 20);
/// No cell is larger; what is told beyond it is a mistake.
const LARGEST_CELL: u16 = 200;

/// What a terminal is by its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    /// It takes no sequences at all.
    Dumb,
    /// It shows sequences that it does not know: a console, an old terminal.
    Plain,
    #[default]
    Full,
}

impl Terminal {
    /// What the environment says.
    pub(super) fn of_environment() -> Self {
        Self::of(&|name| env::var(name).ok().filter(|value| !value.is_empty()))
    }

    fn of(variable: &dyn Fn(&str) -> Option<String>) -> Self {
        let name = variable("TERM").unwrap_or_default();
        let kind = match name.as_str() {
            "dumb" => Kind::Dumb,
            "linux" | "cons25" | "ansi" => Kind::Plain,
            name if name.starts_with("vt") => Kind::Plain,
            _ => Kind::Full,
        };
        let told_light = light_background(&variable("COLORFGBG").unwrap_or_default());
        let is_iterm = variable("TMUX").is_none() && variable("STY").is_none() && {
            let program = variable("TERM_PROGRAM").unwrap_or_default();
            matches!(program.as_str(), "iTerm.app" | "WezTerm" | "mintty") || variable("LC_TERMINAL").is_some_and(|name| name == "iTerm2")
        };
        Self { kind, depth: depth(&name, variable), told_light, is_iterm, ..Self::default() }
    }

    /// Whether it can be asked without harm.
    pub(super) fn can_be_asked(&self) -> bool {
        self.kind == Kind::Full
    }

    /// Takes an answer in; whether something is known now that was not.
    pub(super) fn learn(&mut self, answer: Answer) -> bool {
        let before = self.clone();
        match answer {
            Answer::Background(red, green, blue) => self.background = Some((red, green, blue)),
            Answer::Mode(SYNCHRONIZED, known) => self.synchronized = Some(known),
            Answer::Mode(MARGINS, known) => self.margins = known,
            Answer::Mode(..) => {}
            Answer::Graphics(known) => self.answered.kitty = known,
            Answer::Cell(width, height) => self.answered.cell = likely((width, height)),
            Answer::Attributes { sixel } => {
                self.answered.sixel = sixel;
                self.has_answered = true;
                // It was asked before this, and has not answered: it does not know what it is asked for.
                self.synchronized.get_or_insert(false);
            }
        }
        *self != before
    }

    /// What a painter may use.
    pub(super) fn means(&self, config: &Config) -> Means {
        let full = self.kind == Kind::Full;
        Means {
            synchronized: full && self.synchronized.unwrap_or(true),
            margins: full && self.margins,
            links: full && config.screen.links,
            pictures: self.pictures(false).map(|(manner, _)| manner),
        }
    }

    /// How it shows pictures, and the size of its cells in pixels; nothing where it cannot. Sixels are as large as they are: they are of use
    /// only where the size of a cell is known.
    pub(super) fn pictures(&self, ascii: bool) -> Option<(Manner, (u16, u16))> {
        let Graphics { kitty, sixel, cell } = self.answered;
        let manner = match cell {
            _ if self.kind != Kind::Full || self.depth == Depth::Mono => return None,
            _ if kitty => Manner::Kitty,
            _ if self.is_iterm => Manner::Iterm,
            Some(_) if sixel => Manner::Sixel,
            _ if self.depth >= Depth::Many && !ascii => Manner::Blocks,
            _ => return None,
        };
        Some((manner, cell.unwrap_or(LIKELY_CELL)))
    }

    /// Asks the system how large a cell is, where the terminal has told it that; whether it is another size than before.
    pub(super) fn measure_cells(&mut self) -> bool {
        let Ok(size) = crossterm::terminal::window_size() else { return false };
        let cell = likely((size.width / size.columns.max(1), size.height / size.rows.max(1)));
        let is_news = cell.is_some() && cell != self.answered.cell;
        self.answered.cell = cell.or(self.answered.cell);
        is_news
    }

    /// The name of the theme: none of colour where there is none, else as configured, else by the background.
    pub(super) fn theme<'c>(&self, config: &'c Config) -> &'c str {
        match config.screen.theme.as_str() {
            _ if self.depth == Depth::Mono => "mono",
            "auto" if self.is_light() => "light",
            "auto" => "dark",
            name => name,
        }
    }

    /// Whether its background is light: by its own word, else by the environment's.
    fn is_light(&self) -> bool {
        self.background.map_or(self.told_light, |(red, green, blue)| {
            // Relative luminance, in thousandths.
            299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue) > 1000 * 128
        })
    }
}

/// A size of a cell that can be one.
fn likely(cell: (u16, u16)) -> Option<(u16, u16)> {
    let is_side = |side: u16| (2..=LARGEST_CELL).contains(&side);
    Some(cell).filter(|(width, height)| is_side(*width) && is_side(*height))
}

/// The speed of a line, in bits a second, below which it is a slow one. Pseudo-terminals, those of SSH too, say 38,400.
const SLOW: u32 = 38_400;

/// Whether the terminal is at the end of a slow line, by the speed that the system has set for it.
pub(super) fn is_slow() -> bool {
    rustix::termios::tcgetattr(std::io::stdout()).is_ok_and(|settings| is_slow_at(settings.output_speed()))
}

/// A speed of 0 is none.
const fn is_slow_at(speed: u32) -> bool {
    speed > 0 && speed < SLOW
}

/// Sets a reader for a slow line: the pane follows the selection after a long rest, links are written as text only.
pub(super) fn spare(config: &mut Config) {
    config.list.follow_after = config.list.follow_after.max(SLOW_REST);
    config.screen.links = false;
}

/// The rest before the pane follows the selection on a slow line, in milliseconds.
const SLOW_REST: u64 = 1_000;

/// Whether there is a network between the terminal and us.
pub(super) fn is_remote() -> bool {
    ["SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Why there can be no reader on this terminal.
pub(super) fn refusal() -> Option<&'static str> {
    let is_dumb = Terminal::of_environment().kind == Kind::Dumb;
    is_dumb.then_some(
        "this terminal (TERM=dumb) cannot move its cursor, and the reader needs that; `dateline list`, `search` and `show` need nothing",
    )
}

/// How many colours there are.
fn depth(name: &str, variable: &dyn Fn(&str) -> Option<String>) -> Depth {
    let colours = variable("COLORTERM").unwrap_or_default();
    let is_true = ["-direct", "kitty", "alacritty", "foot", "ghostty", "wezterm", "contour"].iter().any(|part| name.contains(part));
    if variable("NO_COLOR").is_some() || name == "dumb" || name.starts_with("vt") || name.ends_with("-m") || name.ends_with("-mono") {
        Depth::Mono
    } else if name == "linux" {
        Depth::Sixteen
    } else if is_true || ((colours == "truecolor" || colours == "24bit") && variable("STY").is_none()) {
        // GNU screen (STY) hands the word of the terminal around it on, but not its colours.
        Depth::True
    } else if name.contains("256") || !colours.is_empty() {
        Depth::Many
    } else {
        Depth::Sixteen
    }
}

/// Whether only ASCII may be drawn: as configured, else where the locale names another character set than UTF-8.
pub(super) fn ascii(config: &Config) -> bool {
    match config.screen.ascii.as_str() {
        "always" => true,
        "never" => false,
        _ => ascii_locale(&locale()),
    }
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
    use super::{Answer, Depth, Kind, Terminal, ascii_locale, is_slow_at, light_background, spare};
    use crate::config::Config;

    /// A terminal by its environment: `TERM=xterm COLORTERM=truecolor`.
    fn terminal(environment: &str) -> Terminal {
        let value =
            |name: &str| environment.split_whitespace().find_map(|one| one.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned);
        Terminal::of(&value)
    }

    #[test]
    fn the_environment_says_how_many_colours_there_are() {
        for (environment, depth) in [
            ("TERM=xterm-256color", Depth::Many),
            ("TERM=xterm-256color COLORTERM=truecolor", Depth::True),
            ("TERM=tmux-256color COLORTERM=24bit", Depth::True),
            ("TERM=screen-256color COLORTERM=truecolor STY=1.pts", Depth::Many),
            ("TERM=xterm-kitty", Depth::True),
            ("TERM=foot", Depth::True),
            ("TERM=xterm", Depth::Sixteen),
            ("TERM=screen", Depth::Sixteen),
            ("TERM=rxvt COLORTERM=rxvt", Depth::Many),
            ("TERM=linux COLORTERM=truecolor", Depth::Sixteen),
            ("TERM=xterm-kitty NO_COLOR=1", Depth::Mono),
            ("TERM=vt100", Depth::Mono),
            ("TERM=dumb", Depth::Mono),
            ("", Depth::Sixteen),
        ] {
            assert_eq!(terminal(environment).depth, depth, "{environment}");
        }
    }

    #[test]
    fn what_shows_sequences_it_does_not_know_is_asked_nothing() {
        for (name, kind) in [("dumb", Kind::Dumb), ("linux", Kind::Plain), ("vt220", Kind::Plain), ("screen", Kind::Full), ("", Kind::Full)]
        {
            let terminal = terminal(&format!("TERM={name}"));
            assert_eq!((terminal.kind, terminal.can_be_asked()), (kind, kind == Kind::Full), "{name}");
            let means = terminal.means(&Config::shipped());
            assert_eq!((means.synchronized, means.margins, means.links), (kind == Kind::Full, false, kind == Kind::Full), "{name}");
        }
    }

    #[test]
    fn answers_say_the_rest() {
        let mut known = terminal("TERM=xterm-256color COLORFGBG=15;0");
        assert!(!known.is_light() && known.means(&Config::shipped()).synchronized, "until it is known not to");
        assert!(known.learn(Answer::Background(250, 245, 230)));
        assert!(!known.learn(Answer::Background(250, 245, 230)), "that was known");
        assert!(known.is_light());
        known.learn(Answer::Mode(69, true));
        known.learn(Answer::Mode(25, false));
        known.learn(Answer::Attributes { sixel: false });
        let means = known.means(&Config::shipped());
        assert!(means.margins && !means.synchronized && known.has_answered, "{means:?}");
        let mut other = terminal("TERM=xterm-256color");
        other.learn(Answer::Mode(2026, true));
        other.learn(Answer::Attributes { sixel: true });
        assert!(other.means(&Config::shipped()).synchronized && !other.is_light() && other.answered.sixel);
    }

    #[test]
    fn a_slow_line_is_spared() {
        for (speed, slow) in [(0, false), (300, true), (9_600, true), (19_200, true), (38_400, false), (115_200, false)] {
            assert_eq!(is_slow_at(speed), slow, "{speed}");
        }
        let mut config = Config::shipped();
        spare(&mut config);
        assert!(config.list.follow_after >= 1_000 && !terminal("TERM=xterm").means(&config).links);
        config.list.follow_after = 2_000;
        spare(&mut config);
        assert_eq!(config.list.follow_after, 2_000, "what rests longer rests as long");
    }

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
