//! `fetch`: asks the feeds that are followed, and says of each that failed what went wrong and when it is asked again.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::args::{Fetch, Form};
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use super::list::time;
use super::progress::Line;
use super::signals::Signals;
use crate::runtime::fetch::subscription::{self, Subscription, When};
use crate::runtime::fetch::{self, Course, Options, Report};
use crate::runtime::import::{Cancel, Gravity, Progress, Visit};
use crate::store::Store;
use crate::text::address;
use crate::text::number::{counted, grouped};

/// Fetches the feeds that are due, or those that are named.
pub(super) fn run(args: &Fetch, desk: &mut Desk) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Json, Form::Jsonl])?;
    let mut store = desk.store()?;
    let all = subscription::subscriptions(&desk.settings.config.feeds, store.feeds()?);
    if all.is_empty() {
        complain("no feed is followed yet; `dateline add ADDRESS` follows one");
        return Ok(Exit::Nothing);
    }
    let chosen = chosen(&all, &args.feeds)?;
    let when = if args.force || !args.feeds.is_empty() { When::Now } else { When::Allowed };
    let now = Timestamp::now();
    let (due, resting): (Vec<Subscription>, Vec<Subscription>) = chosen.into_iter().partition(|one| one.is_due(when, now));
    let done = ask(due, &mut store, desk, Told { form, is_verbose: args.verbose })?;
    if form == Form::Text && !resting.is_empty() {
        let soonest = resting.iter().filter_map(|one| one.standing.due).min();
        let soonest = soonest.map_or_else(String::new, |due| format!(", the first of them at {}", time(due, &TimeZone::system())));
        desk.notice(&format!("{} to be left alone for now{soonest}; --force asks them", feeds(resting.len() as u64)));
    }
    Ok(done)
}

/// The feeds that are meant; all where none is named.
pub(super) fn chosen(all: &[Subscription], names: &[String]) -> Result<Vec<Subscription>, Failure> {
    if names.is_empty() {
        return Ok(all.to_vec());
    }
    let mut chosen: Vec<Subscription> = Vec::new();
    for name in names {
        let found = subscription::named(all, name);
        if found.is_empty() {
            return Err(Failure::Usage(format!("no feed of this name is followed: {name}; `dateline feeds` lists them")));
        }
        let new = found.into_iter().filter(|one| chosen.iter().all(|known| known.feed.url != one.feed.url)).cloned().collect::<Vec<_>>();
        chosen.extend(new);
    }
    Ok(chosen)
}

/// How a fetch is told.
#[derive(Clone, Copy)]
pub(super) struct Told {
    pub(super) form: Form,
    pub(super) is_verbose: bool,
}

/// Asks feeds and tells what came of it.
pub(super) fn ask(due: Vec<Subscription>, store: &mut Store, desk: &mut Desk, told: Told) -> Result<Exit, Failure> {
    let signals = Signals::watch();
    let options = asking(desk, signals.cancel.clone())?;
    let mut line = Line::new(desk.is_quiet());
    let (mut visits, quiet) = (Vec::new(), desk.is_quiet());
    let report = fetch::run(due, &options, store, &mut |course| match course {
        Course::Moved(report) => line.fetch(report),
        Course::Pages { done, of } => line.pages(done, of),
        Course::Visited(visit) => {
            if let Some(told) = visit_told(visit, told.is_verbose, quiet) {
                line.say(&told);
            }
            if told.form != Form::Text {
                visits.push(record(visit));
            }
        }
        Course::Import(Progress::Trouble(trouble)) if told.is_verbose || trouble.gravity == Gravity::Loss && !quiet => {
            line.say(&format!("warning: {trouble}"));
        }
        Course::Import(Progress::Settling(course)) => line.settling(*course),
        Course::Import(_) => {}
    });
    line.clear();
    let report = report?;
    close(&report, visits, told.form, desk)?;
    Ok(match report {
        report if report.stories.cancelled => Exit::Signal(signals.caught()),
        report if report.failed > 0 && report.failed == report.asked => Exit::Network,
        report if report.failed > 0 => Exit::Partly,
        _ => Exit::Done,
    })
}

/// How the world is asked, as it is configured.
pub(super) fn asking(desk: &Desk, cancel: Cancel) -> Result<Options, Failure> {
    let options = Options::of(&desk.settings.config.fetch, cancel).map_err(Failure::Configuration)?;
    if options.is_offline {
        return Err(Failure::Offline);
    }
    options.try_out().map_err(Failure::Configuration)?;
    Ok(options)
}

fn visit_told(visit: &Visit, is_verbose: bool, quiet: bool) -> Option<String> {
    let label = visit.label();
    if !visit.has_answered() {
        let due = visit.standing.due.map_or_else(String::new, |due| format!("; asked again from {}", time(due, &TimeZone::system())));
        let address = address::shown(&visit.feed.url);
        let named = if label == address { label } else { format!("{label} ({address})") };
        return Some(format!("{named}: {}{due}", visit.standing.trouble));
    }
    let new = visit.filed.len() as u64;
    (is_verbose && !quiet)
        .then(|| format!("{label}: {} read, {} new, {} updated", grouped(visit.read), grouped(new), grouped(visit.updated)))
}

fn close(report: &Report, visits: Vec<Value>, form: Form, desk: &mut Desk) -> Result<(), Failure> {
    match form {
        Form::Jsonl => {
            for visit in visits {
                desk.out.line(&visit.to_string())?;
            }
        }
        Form::Json => {
            let stories = &report.stories;
            let seconds = (report.elapsed.as_secs_f64() * 1000.0).round() / 1000.0;
            let record = json!({
                "feeds": report.feeds, "asked": report.asked, "news": report.news, "failed": report.failed, "trashed": report.trashed,
                "read": stories.read,
                "filed": stories.filed, "updated": stories.updated, "unchanged": stories.unchanged, "seconds": seconds, "visits": visits,
            });
            desk.out.line(&record.to_string())?;
        }
        _ if desk.is_quiet() => {}
        _ => desk.out.line(&closing(report))?,
    }
    Ok(())
}

/// The closing line: `40 feeds asked · 3 with news · 12 stories filed · 1 updated · 2 failed · 1.8 s`.
fn closing(report: &Report) -> String {
    let stories = &report.stories;
    let failed = if report.failed > 0 { format!(" · {} failed", grouped(report.failed)) } else { String::new() };
    let trashed = if report.trashed > 0 { format!(" · {} to the trash", grouped(report.trashed)) } else { String::new() };
    let stopped = if stories.cancelled { " · stopped before the end" } else { "" };
    format!(
        "{} asked · {} with news · {} filed · {} updated{trashed}{failed} · {:.1} s{stopped}",
        feeds(report.asked),
        grouped(report.news),
        counted(stories.filed, "story", "stories"),
        grouped(stories.updated),
        report.elapsed.as_secs_f64()
    )
}

/// `1 feed`, `40 feeds`.
pub(super) fn feeds(count: u64) -> String {
    counted(count, "feed", "feeds")
}

fn record(visit: &Visit) -> Value {
    let (standing, empty) = (&visit.standing, |text: &str| (!text.is_empty()).then(|| text.to_owned()));
    json!({
        "url": address::shown(&visit.feed.url), "title": visit.label(), "read": visit.read, "filed": visit.filed.len(), "updated": visit.updated,
        "unchanged": visit.unchanged, "problem": empty(&standing.trouble), "due": standing.due.map(|due| due.to_string()),
    })
}
