//! `opml`: subscriptions from and for other readers.

use std::io::{self, Read};
use std::path::Path;

use super::args::OpmlVerb;
use super::desk::{Desk, complain, say};
use super::exit::{Exit, Failure};
use super::fetch::{chosen, feeds};
use crate::format::opml::{self, Subscription};
use crate::runtime::fetch::subscription::{self, subscriptions};
use crate::runtime::newsboat;
use crate::store::{Feed, FullText, Standing, Store};
use crate::text::number::grouped;

/// A list of subscriptions is no longer than this, in bytes.
const LONGEST: u64 = 64 << 20;

/// Follows what lists name, or writes what is followed.
pub(super) fn run(verb: &OpmlVerb, desk: &mut Desk) -> Result<Exit, Failure> {
    match verb {
        OpmlVerb::Import { files } => import(files, desk),
        OpmlVerb::Export { feeds } => export(feeds, desk),
    }
}

fn import(files: &[std::path::PathBuf], desk: &mut Desk) -> Result<Exit, Failure> {
    let mut store = desk.store()?;
    let (mut exit, mut new, mut all) = (Exit::Done, 0, 0);
    for file in files {
        let bytes = match read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                complain(&format!("{} cannot be read ({error})", file.display()));
                exit = Exit::Partly;
                continue;
            }
        };
        let (found, warnings) = opml::read(&bytes);
        for warning in &warnings {
            say(&format!("{}:{}: {}", file.display(), warning.line, warning.message));
        }
        exit = if found.is_empty() { Exit::Partly } else { exit };
        let (followed, of_them) = follow(found, &mut store)?;
        all += followed;
        new += of_them;
    }
    let known = all - new;
    desk.out.line(&format!("{} followed · {} known already; `dateline fetch` fetches them", feeds(new as u64), grouped(known as u64)))?;
    Ok(exit)
}

/// Follows the feeds of a list; gives how many it names and how many of them are new.
fn follow(found: Vec<Subscription>, store: &mut Store) -> Result<(usize, usize), Failure> {
    let homes: Vec<(String, String)> = found.iter().map(|one| (one.url.clone(), one.home.clone())).collect();
    let (followed, programs) = newsboat::feeds(found);
    tell_programs(&programs);
    let known = store.feeds()?;
    let new = store.follow(&followed)?;
    let fresh: Vec<(String, Standing)> = homes
        .into_iter()
        .filter(|(url, home)| {
            !home.is_empty() && followed.iter().any(|feed| feed.url == *url) && known.iter().all(|one| one.feed.url != *url)
        })
        .map(|(url, home)| (url, Standing { home, ..Standing::default() }))
        .collect();
    store.remember(&fresh.iter().map(|(url, standing)| (url.as_str(), standing)).collect::<Vec<_>>())?;
    Ok((followed.len(), new))
}

/// Says which feeds would run a program, and how they are followed by whoever wants that.
pub(super) fn tell_programs(programs: &[Feed]) {
    for feed in programs {
        let written = toml::Value::String(feed.url.clone());
        complain(&format!("not followed, for it runs a program; if it is yours, put it into the configuration: [[feeds]] url = {written}"));
    }
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        io::stdin().take(LONGEST).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(file)?.take(LONGEST).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn export(names: &[String], desk: &mut Desk) -> Result<Exit, Failure> {
    let kept = desk.store_if_any()?.map_or_else(|| Ok(Vec::new()), |store| store.feeds())?;
    let all = chosen(&subscriptions(&desk.settings.config.feeds, kept), names)?;
    let list: Vec<Subscription> = all.iter().map(written).collect();
    desk.out.text(&opml::write("dateline", &list))?;
    if list.is_empty() {
        complain("no feed is followed yet");
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Done)
}

fn written(one: &subscription::Subscription) -> Subscription {
    Subscription {
        // A list is for others: a name and a password stay here.
        url: one.shown().into_owned(),
        title: one.label().into_owned(),
        section: one.feed.section.clone(),
        tags: one.feed.tags.clone(),
        home: one.standing.home.clone(),
        full_text: one.feed.full_text == FullText::Always,
    }
}
