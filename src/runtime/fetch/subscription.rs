//! Which feeds are followed, by the configuration and by the store, and which of them are due.

use std::borrow::Cow;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::config::{Access, FollowedFeed, OwnKeep};
use crate::store::{Feed, Followed, Standing};
use crate::text::address;

/// A feed that is followed, with all that is needed to ask it.
#[derive(Clone, Debug, Default)]
pub struct Subscription {
    pub feed: Feed,
    pub standing: Standing,
    /// How often, where it is not as often as the others.
    pub every: Option<Duration>,
    /// What is kept of it, where that is not what is kept of the others.
    pub keep: OwnKeep,
    pub access: Access,
    /// Whether the configuration follows it: the store cannot unfollow it then.
    pub is_configured: bool,
}

/// When a feed is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Whatever it says: the reader insists.
    Now,
    /// Unless its server, its own word or its failures want it to be left alone.
    Allowed,
    /// If moreover so much time has gone by since it was asked.
    Every(Duration),
}

/// All feeds that are followed: those of the configuration in its order, then those of the store.
pub fn subscriptions(configured: &[FollowedFeed], kept: Vec<Followed>) -> Vec<Subscription> {
    let mut all: Vec<Subscription> = configured
        .iter()
        .map(|followed| {
            let standing = kept.iter().find(|known| known.feed.url == followed.feed.url).map(|known| known.standing.clone());
            let every = followed.every.map(|minutes| Duration::from_secs(minutes as u64 * 60));
            let (feed, access) = (followed.feed.clone(), followed.access.clone());
            let keep = followed.keep;
            Subscription { feed, standing: standing.unwrap_or_default(), every, keep, access, is_configured: true }
        })
        .collect();
    let others = kept.into_iter().filter(|known| known.is_kept && configured.iter().all(|followed| followed.feed.url != known.feed.url));
    all.extend(others.map(|Followed { feed, standing, .. }| Subscription { feed, standing, ..Subscription::default() }));
    all
}

/// The feed of an address that is followed, with all that was said and is known of it.
pub fn of_address(url: &str, configured: &[FollowedFeed], kept: Vec<Followed>) -> Option<Subscription> {
    subscriptions(configured, kept).into_iter().find(|one| one.feed.url == url)
}

/// The feeds that a reader means by a name: an address, or words of the title or the address.
pub fn named<'s>(subscriptions: &'s [Subscription], name: &str) -> Vec<&'s Subscription> {
    let exact: Vec<&Subscription> = subscriptions.iter().filter(|subscription| subscription.is_called(name)).collect();
    if !exact.is_empty() {
        return exact;
    }
    let name = name.to_lowercase();
    let has_it = |text: &str| !name.is_empty() && text.to_lowercase().contains(&name);
    subscriptions.iter().filter(|subscription| has_it(&subscription.label()) || has_it(&subscription.feed.url)).collect()
}

impl Subscription {
    /// What it is called.
    pub fn label(&self) -> Cow<'_, str> {
        self.feed.label(&self.standing)
    }

    /// Its address as it may be shown.
    pub fn shown(&self) -> Cow<'_, str> {
        address::shown(&self.feed.url)
    }

    /// Whether it is to be asked at `now`.
    pub fn is_due(&self, when: When, now: Timestamp) -> bool {
        let is_allowed = self.standing.due.is_none_or(|due| due <= now);
        match when {
            When::Now => true,
            When::Allowed => is_allowed,
            When::Every(usual) => is_allowed && self.has_rested(self.every.unwrap_or(usual), now),
        }
    }

    fn has_rested(&self, every: Duration, now: Timestamp) -> bool {
        let every = SignedDuration::try_from(every).unwrap_or(SignedDuration::MAX);
        self.standing.asked.is_none_or(|asked| now.duration_since(asked) >= every || now < asked)
    }

    fn is_called(&self, name: &str) -> bool {
        self.feed.url == name || self.shown() == name || self.label().to_lowercase() == name.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::{Subscription, When, named, subscriptions};
    use crate::config::FollowedFeed;
    use crate::store::{Feed, Followed, Standing};

    fn kept(url: &str, name: &str, is_kept: bool) -> Followed {
        let standing = Standing { name: name.to_owned(), ..Standing::default() };
        Followed { feed: Feed { url: url.to_owned(), ..Feed::default() }, standing, is_kept }
    }

    #[test]
    fn the_configuration_goes_before_the_store() {
        let feed = Feed { url: "http://a.example/".to_owned(), section: "City".to_owned(), ..Feed::default() };
        let configured = [FollowedFeed { feed, every: Some(5), ..FollowedFeed::default() }];
        let all = subscriptions(
            &configured,
            vec![kept("http://b.example/", "B", true), kept("http://a.example/", "A", false), kept("http://c.example/", "C", false)],
        );
        let told: Vec<_> = all.iter().map(|one| (one.label().into_owned(), one.feed.section.as_str(), one.is_configured)).collect();
        assert_eq!(told, [("A".to_owned(), "City", true), ("B".to_owned(), "", false)]);
    }

    #[test]
    fn feeds_by_name() {
        let all = subscriptions(&[], vec![kept("http://a.example/x", "Quay Post", true), kept("http://b.example/quay", "Quay", true)]);
        for (name, found) in [
            ("quay", &["Quay"][..]),
            ("QUAY P", &["Quay Post"]),
            ("example", &["Quay Post", "Quay"]),
            ("http://a.example/x", &["Quay Post"]),
            ("z", &[]),
            ("", &[]),
        ] {
            assert_eq!(named(&all, name).iter().map(|one| one.label()).collect::<Vec<_>>(), found, "{name}");
        }
    }

    #[test]
    fn when_a_feed_is_due() {
        let at = |minute: i64| Some(Timestamp::from_second(minute * 60).unwrap());
        let half_an_hour = When::Every(Duration::from_secs(1_800));
        for (asked, due, every, when, expected) in [
            (None, None, None, half_an_hour, true),
            (at(80), None, None, half_an_hour, false),
            (at(70), None, None, half_an_hour, true),
            (at(80), None, Some(10), half_an_hour, true),
            (at(70), at(101), None, half_an_hour, false),
            (at(99), at(101), None, When::Allowed, false),
            (at(99), at(100), None, When::Allowed, true),
            (at(99), at(101), None, When::Now, true),
            (at(200), None, None, half_an_hour, true),
        ] {
            let standing = Standing { asked, due, ..Standing::default() };
            let every = every.map(|minutes| Duration::from_secs(minutes * 60));
            let one = Subscription { standing, every, ..Subscription::default() };
            assert_eq!(one.is_due(when, at(100).unwrap()), expected, "{asked:?} {due:?} {when:?}");
        }
    }
}
