//! `newsboat`: takes over what newsboat has kept.

use super::args::Newsboat;
use super::desk::{Desk, complain, say};
use super::exit::{Exit, Failure};
use super::fetch::feeds;
use super::opml::tell_programs;
use super::progress::Line;
use super::signals::Signals;
use crate::runtime::newsboat::{self, Files, Taken};
use crate::text::number::grouped;

/// Takes feeds, stories and settings over.
pub(super) fn run(args: &Newsboat, desk: &mut Desk) -> Result<Exit, Failure> {
    let files = args.folder.as_deref().map_or_else(Files::usual, Files::in_folder);
    if files == Files::default() {
        let place = args.folder.as_ref().map_or_else(|| "its usual places".to_owned(), |folder| folder.display().to_string());
        complain(&format!("nothing of newsboat (urls, config, cache.db) is in {place}; name its folder"));
        return Ok(Exit::Nothing);
    }
    let mut store = desk.store()?;
    let (signals, mut line) = (Signals::watch(), Line::new(desk.is_quiet()));
    let taken = newsboat::take_over(&files, &mut store, &signals.cancel, &mut |read| line.counted(read));
    line.clear();
    let taken = taken?;
    tell(&taken, desk)?;
    if signals.cancel.is_cancelled() {
        return Ok(Exit::Signal(signals.caught()));
    }
    Ok(if taken.failed > 0 { Exit::Partly } else { Exit::Done })
}

fn tell(taken: &Taken, desk: &mut Desk) -> Result<(), Failure> {
    tell_programs(&taken.programs);
    if !desk.is_quiet() {
        taken.warnings.iter().for_each(|warning| say(warning));
    }
    let of = |count: usize| grouped(count as u64);
    desk.out.line(&format!(
        "{} followed · {} stories filed, {} known already · {} marked read, {} starred",
        feeds(taken.feeds as u64),
        of(taken.stories),
        of(taken.known),
        of(taken.read),
        of(taken.starred)
    ))?;
    if !taken.settings.is_empty() {
        let file = desk.settings.config_file.display().to_string();
        desk.notice(&format!("settings that both know, to be put into {file}:"));
        for line in written(&taken.settings) {
            desk.out.line(&line)?;
        }
    }
    Ok(())
}

/// Settings as TOML, each section with its own.
fn written(settings: &[(String, String)]) -> Vec<String> {
    let mut settings: Vec<(&str, &str, &str)> =
        settings.iter().filter_map(|(path, value)| path.split_once('.').map(|(section, name)| (section, name, value.as_str()))).collect();
    settings.sort_unstable();
    let (mut lines, mut open) = (Vec::new(), "");
    for (section, name, value) in settings {
        if section != open {
            open = section;
            lines.push(format!("[{section}]"));
        }
        lines.push(format!("{name} = {value}"));
    }
    lines
}
