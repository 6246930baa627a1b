//! `import`: progress on a terminal, troubles as they come, one honest closing line.

use std::path::Path;

use serde_json::{Value, json};

use super::args::{Form, Import};
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use super::out::Out;
use super::progress::Line;
use super::records::Records;
use super::signals::Signals;
use crate::config;
use crate::format::story_json;
use crate::news::Story;
use crate::runtime::fetch;
use crate::runtime::import::{self, Cancel, Gravity, Options, Progress, Report, Source, Trouble};
use crate::text::number::grouped;
use crate::wire::Settings;

/// How many warnings, and how many losses, are shown unless all are asked for.
const SHOWN: u64 = 20;

/// Files the stories of all sources, or only prints them.
pub(super) fn run(args: &Import, desk: &mut Desk) -> Result<Exit, Failure> {
    let form = if args.dry_run { desk.form(&[Form::Jsonl, Form::Json])? } else { desk.form(&[Form::Text, Form::Json, Form::Jsonl])? };
    let signals = Signals::watch();
    let options = Options {
        format: args.read_as.map(Into::into),
        source: args.source.clone(),
        section: args.section.clone(),
        cancel: signals.cancel.clone(),
        web: web(&desk.settings.config.fetch)?,
    };
    let mut console = Console::new(desk.is_quiet(), args.verbose);
    let sources = args.paths.iter().map(|path| source(path)).collect();
    let ended = if args.dry_run {
        rehearse(sources, &options, form, &mut desk.out, &mut console)?
    } else {
        let mut store = desk.store()?;
        import::run(sources, &options, &mut store, &mut |progress| console.show(&progress))
    };
    console.close();
    let report = ended.as_ref().unwrap_or_else(|broken| &broken.report);
    close(report, form, args.dry_run, desk)?;
    // What was filed is told, whatever ended it.
    desk.out.flush()?;
    match ended {
        Err(broken) => Err(broken.error.into()),
        Ok(report) if report.cancelled => Ok(Exit::Signal(signals.caught())),
        Ok(report) if report.failed > 0 => Ok(Exit::Partly),
        Ok(_) => Ok(Exit::Done),
    }
}

/// How the web is asked; not at all where nobody is to be.
fn web(fetch: &config::Fetch) -> Result<Option<Settings>, Failure> {
    let options = fetch::Options::of(fetch, Cancel::default()).map_err(Failure::Configuration)?;
    Ok((!options.is_offline).then_some(options.wire))
}

fn source(path: &Path) -> Source {
    if path.as_os_str() == "-" { Source::Stdin } else { Source::Path(path.to_owned()) }
}

type Ended = Result<Report, Box<import::Broken>>;

fn rehearse(sources: Vec<Source>, options: &Options, form: Form, out: &mut Out, console: &mut Console) -> Result<Ended, Failure> {
    let (mut records, mut written) = (Records::new(form), Ok(()));
    let cancel: Cancel = options.cancel.clone();
    let mut print = |file: &str, story: &Story| {
        if written.is_ok() {
            written = records.write(out, &story_json::dry_run(story, file));
        }
        if written.is_err() {
            cancel.cancel();
        }
    };
    let ended = import::rehearse(sources, options, &mut print, &mut |progress| console.show(&progress));
    console.close();
    written?;
    records.end(out)?;
    out.flush()?;
    Ok(ended)
}

/// The closing line; for a rehearsal on standard error, as the output is the stories.
fn close(report: &Report, form: Form, dry: bool, desk: &mut Desk) -> Result<(), Failure> {
    if dry {
        desk.notice(&report.to_string());
    } else if form == Form::Text {
        if !desk.is_quiet() {
            desk.out.line(&report.to_string())?;
        }
    } else {
        desk.out.line(&closing_record(report).to_string())?;
    }
    if report.deleted > 0 {
        desk.notice(&format!("deleted before and not filed again: {}; `dateline trash` lists and restores", grouped(report.deleted)));
    }
    Ok(())
}

fn closing_record(report: &Report) -> Value {
    let seconds = (report.elapsed.as_secs_f64() * 1000.0).round() / 1000.0;
    json!({
        "read": report.read, "filed": report.filed, "updated": report.updated, "unchanged": report.unchanged,
        "failed": report.failed, "seconds": seconds,
    })
}

/// What is shown on standard error while an import runs.
struct Console {
    line: Line,
    verbose: bool,
    quiet: bool,
    losses: u64,
    oddities: u64,
}

impl Console {
    fn new(quiet: bool, verbose: bool) -> Self {
        Self { line: Line::new(quiet), verbose, quiet, losses: 0, oddities: 0 }
    }

    fn show(&mut self, progress: &Progress<'_>) {
        match progress {
            Progress::Moved(report) => self.line.import(report),
            Progress::Trouble(trouble) => self.trouble(trouble),
            Progress::Visited(_) => {}
            Progress::Settling(course) => self.line.settling(*course),
        }
    }

    fn trouble(&mut self, trouble: &Trouble) {
        let (seen, label) = match trouble.gravity {
            Gravity::Loss => (&mut self.losses, ""),
            Gravity::Oddity => (&mut self.oddities, "warning: "),
        };
        *seen += 1;
        let wanted = self.verbose || *seen <= SHOWN;
        if wanted && !(self.quiet && trouble.gravity == Gravity::Oddity) {
            self.line.say(&format!("{label}{trouble}"));
        }
    }

    /// Takes the line away and says how much was not shown.
    fn close(&mut self) {
        self.line.clear();
        if self.verbose {
            return;
        }
        let more =
            |count: u64, name: &str| (count > SHOWN).then(|| format!("and {} more {name}; --verbose shows all", grouped(count - SHOWN)));
        more(self.losses, "that were not read").into_iter().for_each(|line| complain(&line));
        more(self.oddities, "warnings").filter(|_| !self.quiet).into_iter().for_each(|line| complain(&line));
        (self.losses, self.oddities) = (0, 0);
    }
}
