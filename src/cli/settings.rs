//! `config` and `keys --check`: how the reader is set.

use serde_json::json;

use super::args::{ConfigVerb, Form};
use super::desk::{Desk, say};
use super::exit::{Exit, Failure};
use super::records::Records;
use crate::config::{self, Problem};
use crate::runtime::themes::Faulty;
use crate::text::tame;

/// Shows or checks the configuration.
pub(super) fn config(verb: &ConfigVerb, desk: &mut Desk) -> Result<Exit, Failure> {
    match verb {
        ConfigVerb::Path => desk.out.line(&desk.settings.config_file.display().to_string())?,
        ConfigVerb::Default => desk.out.text(config::DEFAULT)?,
        ConfigVerb::Check => {
            let themes = desk.settings.themes.faulty();
            return check(desk, &themes, |_| true);
        }
    }
    Ok(Exit::Done)
}

/// Checks the keys and the macros, and nothing else; what is no TOML may have been some.
pub(super) fn check_keys(desk: &mut Desk) -> Result<Exit, Failure> {
    check(desk, &[], |problem| problem.key.is_empty() || problem.key.starts_with("keys") || problem.key.starts_with("macros"))
}

fn check(desk: &mut Desk, themes: &[Faulty], is_wanted: impl Fn(&Problem) -> bool) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Json, Form::Jsonl])?;
    let file = desk.settings.config_file.display().to_string();
    let problems: Vec<Problem> = desk.settings.problems.iter().filter(|problem| is_wanted(problem)).cloned().collect();
    if form == Form::Text {
        for problem in &problems {
            desk.out.line(&format!("{file}: {problem}"))?;
        }
        for theme in themes {
            for flaw in &theme.flaws {
                desk.out.line(&tame::line(&format!("{}: {flaw}", theme.file.display())))?;
            }
        }
    } else {
        let mut records = Records::new(form);
        for problem in &problems {
            let record = json!({ "file": file, "line": problem.line, "key": problem.key, "message": problem.message });
            records.write(&mut desk.out, &record)?;
        }
        for theme in themes {
            for flaw in &theme.flaws {
                let file = theme.file.display().to_string();
                let record = json!({ "file": file, "line": flaw.line, "key": flaw.name, "message": flaw.message });
                records.write(&mut desk.out, &record)?;
            }
        }
        records.end(&mut desk.out)?;
    }
    desk.out.flush()?;
    let count = problems.len() + themes.iter().map(|theme| theme.flaws.len()).sum::<usize>();
    match (count, desk.settings.config_file.exists()) {
        (0, true) => desk.notice(&format!("{file}: no problems")),
        (0, false) => desk.notice(&format!("{file} does not exist; the default applies (`dateline config default` prints it)")),
        (1, _) => say("1 problem; the default is used there"),
        (many, _) => say(&format!("{many} problems; the defaults are used there")),
    }
    Ok(if count == 0 { Exit::Done } else { Exit::Configuration })
}
