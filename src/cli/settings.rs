//! `config` and `keys`: how the reader is set.

use serde_json::json;

use super::args::{ConfigVerb, Form};
use super::desk::{Desk, say};
use super::exit::{Exit, Failure};
use super::records::{Records, tsv};
use crate::command::TABLE;
use crate::config;
use crate::text::{Slot, tame, width};

/// Shows or checks the configuration.
pub(super) fn config(verb: &ConfigVerb, desk: &mut Desk) -> Result<Exit, Failure> {
    match verb {
        ConfigVerb::Path => desk.out.line(&desk.settings.config_file.display().to_string())?,
        ConfigVerb::Default => desk.out.text(config::DEFAULT)?,
        ConfigVerb::Check => return check(desk),
    }
    Ok(Exit::Done)
}

fn check(desk: &mut Desk) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Json, Form::Jsonl])?;
    let file = desk.settings.config_file.display().to_string();
    let themes = desk.settings.themes.faulty();
    if form == Form::Text {
        for problem in &desk.settings.problems {
            desk.out.line(&format!("{file}: {problem}"))?;
        }
        for theme in &themes {
            for flaw in &theme.flaws {
                desk.out.line(&tame::line(&format!("{}: {flaw}", theme.file.display())))?;
            }
        }
    } else {
        let mut records = Records::new(form);
        for problem in &desk.settings.problems {
            let record = json!({ "file": file, "line": problem.line, "key": problem.key, "message": problem.message });
            records.write(&mut desk.out, &record)?;
        }
        for theme in &themes {
            for flaw in &theme.flaws {
                let file = theme.file.display().to_string();
                let record = json!({ "file": file, "line": flaw.line, "key": flaw.name, "message": flaw.message });
                records.write(&mut desk.out, &record)?;
            }
        }
        records.end(&mut desk.out)?;
    }
    desk.out.flush()?;
    let count = desk.settings.problems.len() + themes.iter().map(|theme| theme.flaws.len()).sum::<usize>();
    match (count, desk.settings.config_file.exists()) {
        (0, true) => desk.notice(&format!("{file}: no problems")),
        (0, false) => desk.notice(&format!("{file} does not exist; the default applies (`dateline config default` prints it)")),
        (1, _) => say("1 problem; the default is used there"),
        (many, _) => say(&format!("{many} problems; the defaults are used there")),
    }
    Ok(if count == 0 { Exit::Done } else { Exit::Configuration })
}

/// Lists every command of the reader with its keys.
pub(super) fn keys(desk: &mut Desk) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Tsv, Form::Json, Form::Jsonl])?;
    let rows: Vec<_> = TABLE.iter().map(|entry| (entry, desk.settings.config.keys.keys_of(entry.name))).collect();
    let name_columns = rows.iter().map(|(entry, _)| entry.name.len()).max().unwrap_or(0);
    let key_columns = rows.iter().map(|(_, keys)| width::columns(&keys.join(" "))).max().unwrap_or(0);
    let mut records = Records::new(form);
    for (entry, keys) in rows {
        let joined = keys.join(" ");
        match form {
            Form::Json | Form::Jsonl => {
                records.write(&mut desk.out, &json!({ "command": entry.name, "keys": keys, "help": entry.help }))?;
            }
            Form::Tsv => desk.out.line(&tsv(&[entry.name, &joined, entry.help]))?,
            _ => {
                let gap = " ".repeat(key_columns - width::columns(&joined));
                let name = desk.out.paint(&format!("{:name_columns$}", entry.name), Slot::Meta);
                desk.out.line(&format!("{}{gap}  {name}  {}", desk.out.paint(&joined, Slot::Strong), entry.help))?;
            }
        }
    }
    records.end(&mut desk.out)?;
    Ok(Exit::Done)
}
