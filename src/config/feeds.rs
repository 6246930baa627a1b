//! Feeds that are followed by the configuration: `[[feeds]]` in the file, with what only the configuration may hold: how to get in.

use std::fmt;
use std::ops::RangeInclusive;

use toml::de::{DeArray, DeTable, DeValue};

use super::schema::MOST_KEPT;
use super::{Keep, Laid, line_of};
use crate::archive::feeds::{Feed, FullText};
use crate::text::{address, tame};

/// How a feed is written.
pub(super) const FORM: &str = "a feed is a table of its own: [[feeds]], then url = \"…\"";
const NAMES: &str = "url, title, section, tags, full_text, every, keep_days, keep_stories, user, password, headers";
const SCHEMES: [&str; 4] = ["http://", "https://", "file:", "exec:"];

/// A feed that the configuration follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowedFeed {
    pub feed: Feed,
    /// Minutes between two fetches, where it is not as often as the others.
    pub every: Option<usize>,
    pub keep: OwnKeep,
    pub access: Access,
}

/// What a feed says of [`Keep`] itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnKeep {
    pub days: Option<usize>,
    pub stories: Option<usize>,
}

impl OwnKeep {
    /// What is kept, where `usual` is what is kept of others.
    pub fn or(self, usual: Keep) -> Keep {
        Keep { days: self.days.unwrap_or(usual.days), stories: self.stories.unwrap_or(usual.stories) }
    }
}

/// What gets the reader in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    pub user: String,
    pub password: Option<Secret>,
    pub headers: Vec<(String, Secret)>,
}

/// Something that is not for other eyes. It is looked up when it is sent, and never shown.
#[derive(Clone, PartialEq, Eq)]
pub enum Secret {
    /// As it stands in the file.
    Plain(String),
    /// `env:NAME`: the variable of the environment.
    Env(String),
    /// `command:PROGRAM ARGUMENTS`: the first line that a program prints.
    Command(String),
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(_) => f.write_str("Plain(…)"),
            Self::Env(name) => write!(f, "Env({name})"),
            Self::Command(_) => f.write_str("Command(…)"),
        }
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        match (text.strip_prefix("env:"), text.strip_prefix("command:")) {
            (Some(name), _) => Self::Env(name.trim().to_owned()),
            (_, Some(command)) => Self::Command(command.trim().to_owned()),
            _ => Self::Plain(text.to_owned()),
        }
    }
}

impl Laid {
    /// Takes the feeds of a file. One of which something is wrong is followed as far as it is understood; one without an address is none.
    pub(super) fn lay_feeds(&mut self, text: &str, entries: &DeArray<'_>) {
        for entry in entries.iter() {
            let line = line_of(text, entry.span().start);
            let DeValue::Table(table) = entry.get_ref() else {
                self.problem(line, "feeds", FORM);
                continue;
            };
            let Some(feed) = self.read_feed(text, line, table) else { continue };
            if self.feeds.iter().any(|known| known.feed.url == feed.feed.url) {
                self.problem(line, "feeds.url", "this feed is followed above already; that one counts");
            } else {
                self.feeds.push(feed);
            }
        }
    }

    /// Leaves out the feeds that run programs: in a file that is broken, a command may be half of one.
    pub(super) fn drop_programs(&mut self) {
        let (kept, dropped) = std::mem::take(&mut self.feeds).into_iter().partition(|feed| !feed.runs_a_program());
        self.feeds = kept;
        let dropped: Vec<FollowedFeed> = dropped;
        for feed in dropped {
            let message = format!("{} runs a program, which no feed does as long as the file is broken", address::shown(&feed.feed.url));
            self.problem(0, "feeds", message);
        }
    }

    fn read_feed(&mut self, text: &str, line: usize, table: &DeTable<'_>) -> Option<FollowedFeed> {
        let mut followed = FollowedFeed::default();
        for (key, value) in table {
            let (line, name) = (line_of(text, key.span().start), key.get_ref().as_ref());
            if let Err(wanted) = followed.take(name, value.get_ref()) {
                self.problem(line, &format!("feeds.{name}"), wanted);
            }
        }
        if followed.feed.url.is_empty() {
            self.problem(line, "feeds", FORM);
            return None;
        }
        Some(followed)
    }
}

impl FollowedFeed {
    fn runs_a_program(&self) -> bool {
        let Access { password, headers, .. } = &self.access;
        let secrets = password.iter().chain(headers.iter().map(|(_, secret)| secret));
        self.feed.url.to_ascii_lowercase().starts_with("exec:") || secrets.into_iter().any(|secret| matches!(secret, Secret::Command(_)))
    }

    /// Takes one setting; an error says what it must be.
    fn take(&mut self, name: &str, value: &DeValue<'_>) -> Result<(), String> {
        let feed = &mut self.feed;
        match name {
            "url" => feed.url = followed_address(value)?,
            "title" => feed.title = line(value)?,
            "section" => feed.section = line(value)?,
            "tags" => feed.tags = lines(value)?,
            "full_text" => feed.full_text = full_text(value)?,
            "every" => self.every = Some(number(value, 1..=10_080, "minutes")?),
            "keep_days" => self.keep.days = Some(number(value, 0..=MOST_KEPT, "days")?),
            "keep_stories" => self.keep.stories = Some(number(value, 0..=MOST_KEPT, "stories")?),
            "user" => self.access.user = line(value)?,
            "password" => self.access.password = Some(secret(value)?),
            "headers" => self.access.headers = headers(value)?,
            _ => return Err(format!("unknown; a feed has {NAMES}")),
        }
        Ok(())
    }
}

fn string<'v>(value: &'v DeValue<'_>) -> Result<&'v str, String> {
    value.as_str().ok_or_else(|| "must be text in quotes".to_owned())
}

fn line(value: &DeValue<'_>) -> Result<String, String> {
    string(value).map(|text| tame::line(text).trim().to_owned())
}

fn followed_address(value: &DeValue<'_>) -> Result<String, String> {
    let address = line(value)?;
    let known = SCHEMES.iter().any(|scheme| address.to_ascii_lowercase().starts_with(scheme));
    known.then_some(address).ok_or_else(|| "must begin with http://, https://, file: or exec:".to_owned())
}

fn lines(value: &DeValue<'_>) -> Result<Vec<String>, String> {
    let wanted = || "must be a list of texts in quotes".to_owned();
    let DeValue::Array(entries) = value else { return Err(wanted()) };
    entries.iter().map(|entry| line(entry.get_ref()).map_err(|_| wanted())).collect()
}

fn full_text(value: &DeValue<'_>) -> Result<FullText, String> {
    match value.as_str() {
        Some("always") => Ok(FullText::Always),
        Some("on demand") => Ok(FullText::OnDemand),
        _ => Err("must be one of \"on demand\", \"always\"".to_owned()),
    }
}

fn number(value: &DeValue<'_>, range: RangeInclusive<usize>, of: &str) -> Result<usize, String> {
    let number = if let DeValue::Integer(number) = value { number.as_str().parse().ok() } else { None };
    let (least, most) = (range.start(), range.end());
    number.filter(|number| range.contains(number)).ok_or_else(|| format!("must be a number of {of} from {least} to {most}"))
}

fn secret(value: &DeValue<'_>) -> Result<Secret, String> {
    string(value).map(Secret::from)
}

fn headers(value: &DeValue<'_>) -> Result<Vec<(String, Secret)>, String> {
    let wanted = || "must be a table of headers: headers = { Cookie = \"…\" }".to_owned();
    let DeValue::Table(table) = value else { return Err(wanted()) };
    let sendable = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    table
        .iter()
        .map(|(name, value)| {
            let name = name.get_ref().as_ref();
            if sendable(name) { Ok((name.to_owned(), secret(value.get_ref())?)) } else { Err(wanted()) }
        })
        .collect()
}
