//! `feeds`: what is followed, and how each feed stands.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::args::{Feeds, Form};
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use super::fetch::{chosen, feeds};
use super::list::time;
use super::out::Out;
use super::records::{Records, tsv};
use crate::runtime::fetch::subscription::{Subscription, named, subscriptions};
use crate::store::{FullText, Store};
use crate::text::{Slot, address, tame};

/// Lists feeds, or follows some no longer.
pub(super) fn run(args: &Feeds, desk: &mut Desk) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Tsv, Form::Json, Form::Jsonl])?;
    let kept = match desk.settings.store.exists() {
        true => desk.store()?.feeds()?,
        false => Vec::new(),
    };
    let all = subscriptions(&desk.settings.config.feeds, kept);
    if all.is_empty() {
        complain("no feed is followed yet; `dateline add ADDRESS` follows one");
        return Ok(Exit::Nothing);
    }
    let mut chosen = chosen(&all, &args.feeds)?;
    if args.remove {
        is_plain(args, &all)?;
        return remove(&chosen, &mut desk.store()?, desk);
    }
    chosen.retain(|one| !args.failing || one.standing.failures > 0);
    let mut records = Records::new(form);
    for one in &chosen {
        match form {
            Form::Json | Form::Jsonl => records.write(&mut desk.out, &record(one))?,
            Form::Tsv => desk.out.line(&tsv(&cells(one).each_ref().map(String::as_str)))?,
            _ => entry(one, &mut desk.out)?,
        }
    }
    records.end(&mut desk.out)?;
    if chosen.is_empty() {
        complain("no feed fails");
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Done)
}

/// Only what is named without a doubt is taken away.
fn is_plain(args: &Feeds, all: &[Subscription]) -> Result<(), Failure> {
    let doubtful = args.feeds.iter().find(|name| named(all, name).len() > 1);
    doubtful.map_or(Ok(()), |name| Err(Failure::Usage(format!("several feeds have “{name}” in their names; name each by its address"))))
}

fn remove(chosen: &[Subscription], store: &mut Store, desk: &mut Desk) -> Result<Exit, Failure> {
    let urls: Vec<String> = chosen.iter().map(|one| one.feed.url.clone()).collect();
    let gone = store.unfollow(&urls)?;
    desk.out.line(&format!("{} followed no longer; the stories stay", feeds(gone as u64)))?;
    let configured: Vec<String> = chosen.iter().filter(|one| one.is_configured).map(|one| one.shown().into_owned()).collect();
    if configured.is_empty() {
        return Ok(Exit::Done);
    }
    complain(&format!("followed by the configuration, and to be taken out there: {}", configured.join(" ")));
    Ok(Exit::Partly)
}

fn entry(one: &Subscription, out: &mut Out) -> Result<(), Failure> {
    let standing = &one.standing;
    let section = tame::line(&one.feed.section);
    let section = if section.is_empty() { section } else { format!(" · {section}") };
    out.line(&format!("{}{}", tame::line(&one.label()), out.paint(&section, Slot::Meta)))?;
    out.line(&format!("  {}", out.paint(&tame::line(&one.shown()), Slot::Meta)))?;
    let told = match (&standing.trouble, standing.answered) {
        (trouble, answered) if standing.failures > 0 => {
            let since = answered.map_or_else(|| "never answered".to_owned(), |answered| format!("last answered {}", shown(answered)));
            let times = if standing.failures == 1 { "once".to_owned() } else { format!("{} times", standing.failures) };
            let due = standing.due.map_or_else(String::new, |due| format!(", asked again from {}", shown(due)));
            format!("failed {times}: {trouble} ({since}{due})")
        }
        (_, Some(answered)) => format!("answered {}", shown(answered)),
        _ => "not asked yet".to_owned(),
    };
    let told = tame::line(&told);
    let told = if standing.failures > 0 { told } else { out.paint(&told, Slot::Meta) };
    out.line(&format!("  {told}"))?;
    Ok(())
}

fn shown(moment: Timestamp) -> String {
    time(moment, &TimeZone::system())
}

fn cells(one: &Subscription) -> [String; 7] {
    let standing = &one.standing;
    let moment = |moment: Option<Timestamp>| moment.map(|moment| moment.to_string()).unwrap_or_default();
    let failures = standing.failures.to_string();
    [
        one.shown().into_owned(),
        one.label().into_owned(),
        one.feed.section.clone(),
        moment(standing.answered),
        moment(standing.due),
        failures,
        standing.trouble.clone(),
    ]
}

fn record(one: &Subscription) -> Value {
    let (feed, standing) = (&one.feed, &one.standing);
    let moment = |moment: Option<Timestamp>| moment.map(|moment| moment.to_string());
    json!({
        "url": one.shown(), "title": one.label(), "section": feed.section, "tags": feed.tags,
        "full_text": if feed.full_text == FullText::Always { "always" } else { "on demand" },
        "home": standing.home, "address": address::shown(&standing.address), "asked": moment(standing.asked), "answered": moment(standing.answered),
        "due": moment(standing.due), "failures": standing.failures, "problem": standing.trouble, "configured": one.is_configured,
    })
}
