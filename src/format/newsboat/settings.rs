//! newsboat's `config` put into ours, as far as both know a setting; everything else is named.

use super::words::words;
use crate::format::decode;
use crate::format::opml::short;
use crate::news::Warning;

/// What a setting takes.
#[derive(Clone, Copy)]
enum Takes {
    /// A whole number within bounds.
    Number(u64, u64),
    Text,
}

/// Settings that mean the same, by newsboat's name and ours.
const SAME: [(&str, &str, Takes); 4] = [
    ("text-width", "reading.measure", Takes::Number(20, 200)),
    ("user-agent", "fetch.user_agent", Takes::Text),
    ("download-timeout", "fetch.timeout", Takes::Number(1, 600)),
    ("reload-threads", "fetch.connections", Takes::Number(1, 64)),
];
/// Settings that only mean something together.
const TOGETHER: [&str; 6] = ["auto-reload", "reload-time", "use-proxy", "proxy", "proxy-auth", "proxy-type"];
/// Kinds of proxies that we know by the same name.
const PROXIES: [&str; 5] = ["http", "socks4", "socks4a", "socks5", "socks5h"];

/// Reads a `config` file: the paths of our settings with their values as TOML writes them, and what could not be taken over.
pub fn config(bytes: &[u8]) -> (Vec<(String, String)>, Vec<Warning>) {
    let (text, warnings) = decode::decode(bytes);
    let mut taken = Taken { settings: Vec::new(), together: Vec::new(), warnings };
    for (number, line) in logical_lines(text.as_deref().unwrap_or_default()) {
        taken.line(number, &line);
    }
    taken.reload();
    taken.proxy();
    (taken.settings, taken.warnings)
}

/// The lines with their numbers; a backslash at the end joins the next one.
fn logical_lines(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut is_open = false;
    for (number, line) in (1..).zip(text.lines()) {
        let (part, joins) = line.strip_suffix('\\').map_or((line, false), |part| (part, true));
        match lines.last_mut() {
            Some((_, before)) if is_open => before.push_str(part),
            _ => lines.push((number, part.to_owned())),
        }
        is_open = joins;
    }
    lines
}

struct Taken {
    settings: Vec<(String, String)>,
    /// Those of [`TOGETHER`], with their lines.
    together: Vec<(&'static str, usize, String)>,
    warnings: Vec<Warning>,
}

impl Taken {
    fn line(&mut self, number: usize, line: &str) {
        let words = words(line);
        let Some((name, values)) = words.split_first() else { return };
        let value = values.first().map(String::as_str).unwrap_or_default();
        if line.contains('`') {
            return self.warn(number, format!("“{}”: a command between backticks is not run", short(name)));
        }
        if let Some(known) = TOGETHER.iter().find(|known| *known == name) {
            self.together.retain(|(other, ..)| other != known);
            return self.together.push((known, number, value.to_owned()));
        }
        match SAME.iter().find(|(known, ..)| known == name) {
            Some((_, key, takes)) => match takes.toml(value) {
                Some(toml) => self.set(key, toml),
                None => self.warn(number, format!("“{}” cannot be {key}", short(value))),
            },
            None if name == "include" => self.warn(number, format!("“{}” is not read along; give it by itself", short(value))),
            None => self.warn(number, format!("“{}” is not taken over", short(name))),
        }
    }

    /// How often feeds are fetched, in minutes: of no effect unless newsboat was told to do it by itself.
    fn reload(&mut self) {
        let (auto, time) = (self.given("auto-reload"), self.given("reload-time"));
        let is_on = auto.as_ref().is_some_and(|(_, value)| value == "yes");
        match (Takes::Number(1, 10_080).toml(time.as_ref().map_or("60", |(_, value)| value)), time) {
            (Some(minutes), _) if is_on => self.set("fetch.every", minutes),
            (None, Some((line, value))) if is_on => self.warn(line, format!("“{}” cannot be fetch.every", short(&value))),
            (_, Some((line, _))) => self.warn(line, "“reload-time” has no effect without “auto-reload yes”; not taken over".to_owned()),
            _ => {}
        }
    }

    fn proxy(&mut self) {
        let Some((line, host)) = self.given("proxy") else { return };
        if self.given("use-proxy").is_none_or(|(_, value)| value != "yes") {
            return self.warn(line, "“proxy” has no effect without “use-proxy yes”; not taken over".to_owned());
        }
        let kind = self.given("proxy-type").map_or_else(|| "http".to_owned(), |(_, kind)| kind);
        if !PROXIES.contains(&kind.as_str()) {
            return self.warn(line, format!("a proxy of the kind “{}” is not known", short(&kind)));
        }
        if let Some((line, _)) = self.given("proxy-auth") {
            self.warn(line, "“proxy-auth” is a secret, and not told here; put it before the host: NAME:PASSWORD@".to_owned());
        }
        let bare = host.split_once("://").map_or(host.as_str(), |(_, bare)| bare);
        match Takes::Text.toml(&format!("{kind}://{bare}")).filter(|_| !bare.is_empty()) {
            Some(toml) => self.set("fetch.proxy", toml),
            None => self.warn(line, "“proxy” names no host".to_owned()),
        }
    }

    fn given(&self, name: &str) -> Option<(usize, String)> {
        self.together.iter().find(|(known, ..)| *known == name).map(|(_, line, value)| (*line, value.clone()))
    }

    /// The last one said holds.
    fn set(&mut self, key: &str, toml: String) {
        self.settings.retain(|(known, _)| known != key);
        self.settings.push((key.to_owned(), toml));
    }

    fn warn(&mut self, line: usize, message: String) {
        self.warnings.push(Warning::at(line, message));
    }
}

impl Takes {
    fn toml(self, value: &str) -> Option<String> {
        match self {
            Self::Number(least, most) => {
                value.parse().ok().filter(|number| (least..=most).contains(number)).map(|number: u64| number.to_string())
            }
            // A string of JSON is one of TOML.
            Self::Text => Some(serde_json::Value::from(crate::text::tame::line(value)).to_string()).filter(|_| !value.is_empty()),
        }
    }
}
