//! What a feed says of itself to whoever follows it.

use std::time::Duration;

use super::rss::link;
use super::text::{line, one_line};
use crate::format::markup::address;
use crate::format::markup::xml::Element;

/// No feed asks to be fetched less often.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);

/// What a feed says of itself. What it does not say is empty; nothing is made up from its address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What it is called: tame, on one line.
    pub title: String,
    /// The absolute web address of the page it belongs to.
    pub home: String,
    /// The absolute web address it has moved to (`itunes:new-feed-url`, UserLand's `newLocation`).
    pub moved: String,
    /// How often it asks to be fetched: `ttl`, else `sy:updatePeriod` by `sy:updateFrequency`. Never zero, never more than a year.
    pub every: Option<Duration>,
}

impl About {
    /// What the head of an XML feed says; its relative addresses resolve against `base`.
    pub(super) fn of(head: &Element, base: &str) -> Self {
        let title = head.child("title").or_else(|| head.child("dc:title"));
        Self {
            title: title.map(line).unwrap_or_default(),
            home: link(head, base).unwrap_or_default(),
            every: time_to_live(head).or_else(|| period(head)),
            ..Self::default()
        }
    }

    /// What a JSON Feed says.
    pub(super) fn told(title: &str, home: &str, base: &str) -> Self {
        let home = address::resolve(base, home).filter(|home| address::is_web(home));
        Self { title: one_line(title), home: home.unwrap_or_default(), ..Self::default() }
    }
}

/// `ttl`, in minutes.
fn time_to_live(head: &Element) -> Option<Duration> {
    let minutes: u64 = head.child("ttl")?.text().trim().parse().ok()?;
    bounded(minutes.saturating_mul(60))
}

/// So many times an hour, a day, a week…
fn period(head: &Element) -> Option<Duration> {
    let told = |name: &str| head.child(name).map(|element| element.text().trim().to_ascii_lowercase());
    let period = told("sy:updateperiod");
    let frequency = told("sy:updatefrequency").and_then(|frequency| frequency.parse().ok());
    if period.is_none() && frequency.is_none() {
        return None;
    }
    let seconds = match period.as_deref().unwrap_or("daily") {
        "hourly" => 3_600,
        "daily" => 86_400,
        "weekly" => 7 * 86_400,
        "monthly" => 30 * 86_400,
        "yearly" => 365 * 86_400,
        _ => return None,
    };
    bounded(seconds / frequency.unwrap_or(1_u64).max(1))
}

fn bounded(seconds: u64) -> Option<Duration> {
    (seconds > 0).then(|| Duration::from_secs(seconds).min(LONGEST))
}
