//! `check`: is the store whole, and can it be made so.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::args::{Check, Form};
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use super::progress::Line;
use super::signals::Signals;
use crate::store::{self, Checkup, Depth, Flaw, Options, Repaired};
use crate::text::number::grouped;

/// Looks the store over; repairs it where that is asked for.
pub(super) fn run(args: &Check, desk: &mut Desk) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Json])?;
    if !desk.settings.store.exists() {
        desk.say_there_is_none();
        return Ok(Exit::Nothing);
    }
    let (path, options) = (desk.settings.store.clone(), Options { wait: desk.settings.wait });
    let signals = Signals::watch();
    let mut line = Line::new(desk.is_quiet());
    let mut watch = |course| line.follow(course, &signals.cancel);
    let ended = if args.repair {
        store::repair(&path, options, Timestamp::now(), &mut watch).map(Found::Repaired)
    } else {
        let depth = if args.full { Depth::Full } else { Depth::Usual };
        store::check(&path, options, depth, &mut watch).map(Found::Looked)
    };
    line.clear();
    let found = match ended {
        Err(store::Error::Interrupted) => return Ok(stopped(args, &signals)),
        ended => ended?,
    };
    if form == Form::Json {
        desk.out.line(&found.record().to_string())?;
    } else if !(desk.is_quiet() && found.wrong().is_empty()) {
        for told in found.told() {
            desk.out.line(&told)?;
        }
    }
    if found.wrong().is_empty() {
        return Ok(if found.is_lossy() { lossy() } else { Exit::Done });
    }
    complain(match found {
        Found::Looked(_) => "the store is not whole; `dateline check --repair` makes it so again, from the stories in it",
        Found::Repaired(_) => "the store is not whole yet; put a backup in its place, or move it away and import the stories again",
    });
    Ok(Exit::Store)
}

fn stopped(args: &Check, signals: &Signals) -> Exit {
    complain(if args.repair { "stopped; the store is as it was" } else { "stopped before all was looked at" });
    Exit::Signal(signals.caught())
}

/// What ends a repair after which the store is whole, though smaller.
fn lossy() -> Exit {
    complain("the store is whole again, but not all of it could be saved; import what is missing again, or put a backup in its place");
    Exit::Partly
}

/// What came of it.
enum Found {
    Looked(Checkup),
    Repaired(Repaired),
}

impl Found {
    /// What is wrong now.
    fn wrong(&self) -> &[Flaw] {
        match self {
            Self::Looked(checkup) => &checkup.flaws,
            Self::Repaired(repaired) => &repaired.left,
        }
    }

    /// Whether stories, or texts of stories, were lost.
    fn is_lossy(&self) -> bool {
        matches!(self, Self::Repaired(repaired) if repaired.lost > 0 || repaired.bare > 0 || repaired.more_lost)
    }

    fn told(&self) -> Vec<String> {
        let mut told: Vec<String> = match self {
            Self::Looked(checkup) if checkup.is_whole() => {
                vec![format!("whole: {}, in the list, in the index and counted", stories(checkup.stories))]
            }
            Self::Looked(_) => Vec::new(),
            Self::Repaired(repaired) => repair_told(repaired),
        };
        told.extend(self.wrong().iter().map(|flaw| format!("wrong: {flaw}")));
        told
    }

    fn record(&self) -> Value {
        let flaws = |flaws: &[Flaw]| -> Vec<Value> {
            flaws.iter().map(|flaw| json!({ "part": flaw.part.name(), "stories": flaw.stories, "told": flaw.told })).collect()
        };
        match self {
            Self::Looked(checkup) => json!({ "whole": checkup.is_whole(), "stories": checkup.stories, "flaws": flaws(&checkup.flaws) }),
            Self::Repaired(repaired) => json!({
                "whole": repaired.left.is_empty(), "stories": repaired.stories, "without_text": repaired.bare, "lost": repaired.lost,
                "more_lost": repaired.more_lost,
                "mended": flaws(&repaired.mended), "flaws": flaws(&repaired.left),
                "aside": repaired.aside.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>(),
            }),
        }
    }
}

fn repair_told(repaired: &Repaired) -> Vec<String> {
    if repaired.mended.is_empty() {
        return vec![format!("whole: {}; there was nothing to repair", stories(repaired.stories))];
    }
    let mut told: Vec<String> = repaired.mended.iter().map(|flaw| format!("was wrong: {flaw}")).collect();
    let lost = match (repaired.lost, repaired.more_lost) {
        (0, true) => "others lost, and how many cannot be told".to_owned(),
        (lost, true) => format!("{} lost, and more of which it cannot be told how many", grouped(lost)),
        (lost, false) => format!("{} lost", grouped(lost)),
    };
    told.push(format!("{} saved, {lost}", stories(repaired.stories)));
    if repaired.bare > 0 {
        told.push(format!(
            "{} without text: headline and marks are kept; imported again, they have their text back",
            stories(repaired.bare)
        ));
    }
    told.extend(repaired.aside.iter().map(|path| format!("put aside: {}", path.display())));
    told
}

/// `1 story`, `2,341 stories`.
pub(super) fn stories(count: u64) -> String {
    if count == 1 { "1 story".to_owned() } else { format!("{} stories", grouped(count)) }
}
