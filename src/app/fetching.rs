//! Fetching, as the reader sees it: what is asked for, how it goes, and the feeds with their standings.

use super::event::{Cause, Effect, Fetch, Wanted};
use super::panel::{Panel, PanelKind, PanelLine, Target, aside, text};
use super::prompt::PromptKind;
use super::undo::Made;
use super::{App, Focus, Shelf};
use crate::archive::feeds::{Feed, Followed};
use crate::command::Command;
use crate::query::guide::wrapped;
use crate::text::number::grouped;
use crate::text::tame;

impl App {
    /// Fetches all feeds that may be asked now.
    pub(super) fn fetch_all(&mut self) -> Vec<Effect> {
        self.status.fetch = Some("fetching …".to_owned());
        vec![Effect::Fetch(Wanted::All)]
    }

    /// Fetches one feed: the selected one in the panel, that of the selected source, that of the story in hand.
    pub(super) fn fetch_this(&mut self) -> Vec<Effect> {
        let wanted = if let Some(Target::Feed(url)) = self.over.panel.as_ref().and_then(Panel::target) {
            Some(Wanted::Feed(url.clone()))
        } else if let (Focus::Shelves, Some(Shelf::Source(name))) = (self.screen.focus, self.shelves.shelf()) {
            Some(Wanted::Feed(name.clone()))
        } else {
            self.feed_in_hand().map(Wanted::Feed)
        };
        match wanted {
            Some(wanted) => {
                self.status.fetch = Some("fetching …".to_owned());
                vec![Effect::Fetch(wanted)]
            }
            None => {
                let all = self.way(Command::FetchAll);
                self.status.refuse(format!("This story has come through no feed; {all} fetches all feeds."));
                Vec::new()
            }
        }
    }

    /// The feed of the story in hand, where the pane has that story.
    fn feed_in_hand(&self) -> Option<String> {
        let (id, ..) = self.in_hand()?;
        let opened = self.reading.opened.as_ref().filter(|opened| opened.kept.id == id)?;
        Some(opened.kept.story.origin.feed.clone()).filter(|feed| !feed.is_empty())
    }

    /// Fetches the page of the story in hand, for the whole text.
    pub(super) fn fetch_text(&mut self) -> Vec<Effect> {
        let Some((id, ..)) = self.in_hand() else {
            self.status.refuse("No story is selected.");
            return Vec::new();
        };
        self.status.fetch = Some("fetching the page …".to_owned());
        vec![Effect::Fetch(Wanted::Text(id))]
    }

    /// Follows a feed, or adds stories, by what was typed.
    pub(super) fn add(&mut self, what: &str) -> Vec<Effect> {
        self.status.fetch = Some("adding …".to_owned());
        vec![Effect::Fetch(Wanted::Follow(what.to_owned()))]
    }

    /// Stops what is being fetched; whether anything was.
    pub(super) fn stop_fetching(&mut self) -> bool {
        let is_fetching = self.status.fetch.take().is_some();
        if is_fetching {
            self.status.tell("The fetch stops; what came is filed.");
        }
        is_fetching
    }

    pub(super) fn fetched(&mut self, fetch: Fetch) -> Vec<Effect> {
        match fetch {
            Fetch::Going { asked, feeds, filed } => {
                let (asked, feeds, filed) = (grouped(asked), grouped(feeds), grouped(filed));
                let cancel = self.way(Command::Cancel);
                self.status.fetch = Some(format!("{asked} of {feeds} feeds · {filed} new stories · {cancel} stops"));
                Vec::new()
            }
            Fetch::Feeds(feeds) => {
                self.status.feeds = feeds;
                self.lay_out_feeds();
                Vec::new()
            }
            Fetch::Ended { line, is_wrong } => {
                self.status.fetch = None;
                match line {
                    Some(line) if is_wrong => self.status.warn(line),
                    Some(line) => self.status.tell(line),
                    None => {}
                }
                let mut effects = self.ask_counts();
                effects.extend(self.ask_arrivals());
                effects
            }
            Fetch::Text { story, line } => {
                self.status.fetch = None;
                self.status.tell(line);
                if self.reading.story() == Some(story) { self.bring(story) } else { Vec::new() }
            }
        }
    }

    /// Shows the feeds that are followed.
    pub(super) fn show_feeds(&mut self) -> Vec<Effect> {
        let panel = self.feeds_panel();
        self.put(panel);
        Vec::new()
    }

    fn feeds_panel(&self) -> Panel {
        let mut lines: Vec<PanelLine> = self.status.feeds.iter().flat_map(|feed| self.feed_lines(feed)).collect();
        if lines.is_empty() {
            let add = self.way(Command::Add);
            lines.push(PanelLine::of([text(format!("No feed is followed yet; {add} follows one."))]));
        }
        let failing = self.status.feeds.iter().filter(|feed| feed.standing.failures > 0).count();
        let failing = if failing == 0 { String::new() } else { format!(" · {failing} failing") };
        Panel::new(PanelKind::Feeds, format!("Feeds · {}{failing}", grouped(self.status.feeds.len() as u64)), lines)
    }

    /// The panel again, with the feeds as they stand now.
    fn lay_out_feeds(&mut self) {
        let Panel { title, lines, .. } = self.feeds_panel();
        if let Some(panel) = self.over.panel.as_mut().filter(|panel| panel.kind == PanelKind::Feeds) {
            panel.title = title;
            panel.replace(lines);
        }
    }

    fn feed_lines(&self, feed: &Followed) -> Vec<PanelLine> {
        let section = tame::line(&feed.feed.section);
        let section = if section.is_empty() { section } else { format!("  {section}") };
        let asked = match feed.standing.answered {
            Some(answered) => match self.clock.age(answered).as_str() {
                "now" => "  answered just now".to_owned(),
                age => format!("  answered {age}"),
            },
            None => "  never answered".to_owned(),
        };
        let head = PanelLine::of([text(tame::line(&feed.label())), aside(section), aside(asked)]);
        let mut lines = vec![head.to(Target::Feed(feed.feed.url.clone()))];
        if feed.standing.failures > 0 {
            let told = self.trouble_of(feed);
            lines.extend(
                wrapped(&told, self.panel_columns().saturating_sub(2)).into_iter().map(|part| PanelLine::of([aside(format!("  {part}"))])),
            );
        }
        lines
    }

    /// Follows the selected feed no longer.
    pub(super) fn unfollow(&mut self) -> Vec<Effect> {
        let target = self.over.panel.as_ref().and_then(Panel::target);
        let Some(Target::Feed(url)) = target else { return Vec::new() };
        match self.status.feeds.iter().find(|known| known.feed.url == *url) {
            Some(known) if known.is_kept => {
                vec![Effect::Follow { feed: known.feed.clone(), is_followed: false, cause: Cause::Reader }]
            }
            _ => {
                self.status.warn("This feed stands in the configuration; take it out there.");
                Vec::new()
            }
        }
    }

    pub(super) fn followed(&mut self, feed: Feed, is_followed: bool, kept: Vec<Followed>, cause: Cause) -> Vec<Effect> {
        let known = self.status.feeds.iter().find(|known| known.feed.url == feed.url).map(|known| known.standing.clone());
        let label = feed.label(&known.unwrap_or_default()).into_owned();
        let undo = self.way(Command::Undo);
        self.status.tell(match is_followed {
            true => format!("Following {}.", tame::line(&label)),
            false => format!("{} is followed no longer, its stories stay; {undo} follows it again.", tame::line(&label)),
        });
        let configured = self.status.feeds.iter().filter(|known| !known.is_kept).cloned();
        self.status.feeds = configured.chain(kept.into_iter().filter(|known| known.is_kept)).collect();
        self.lay_out_feeds();
        self.note(Made::Followed { feed, is_followed }, cause).into_iter().collect()
    }

    /// What the failing feeds have to say, a line each.
    pub(super) fn feed_problems(&self) -> Vec<String> {
        let failing = self.status.feeds.iter().filter(|feed| feed.standing.failures > 0);
        failing.map(|feed| format!("{}: {}", tame::line(&feed.label()), self.trouble_of(feed))).collect()
    }

    fn trouble_of(&self, feed: &Followed) -> String {
        let standing = &feed.standing;
        let times = if standing.failures == 1 { String::new() } else { format!(", {} times", grouped(u64::from(standing.failures))) };
        let when = standing.asked.map_or_else(String::new, |asked| format!(" ({}{times})", self.clock.moment(asked)));
        let due = standing.due.filter(|due| *due > self.clock.now);
        let due = due.map_or_else(String::new, |due| format!("; asked again from {}", self.clock.moment(due)));
        format!("{}{when}{due}", tame::line(&standing.trouble))
    }

    /// Lists the stories of a feed.
    pub(super) fn list_feed(&mut self, url: &str) -> Vec<Effect> {
        // By its address: feeds may share a name, and have had others.
        let shown = crate::text::address::shown(url).replace('"', "");
        self.look_for(PromptKind::Search, &format!("feed:\"{shown}\""))
    }
}
