//! `show`: whole stories, for eyes or for programs.

use serde_json::Value;

use super::args::{Form, Show};
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use super::page;
use super::records::Records;
use crate::format::{story_json, write};
use crate::store::{Kept, StoryId};

/// Writes the stories of the given numbers. Those that are not there are named; the others are written.
pub(super) fn run(args: &Show, desk: &mut Desk) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Json, Form::Jsonl, Form::Md, Form::Html, Form::Ninjs])?;
    let Some(store) = desk.store_if_any()? else { return Ok(Exit::Nothing) };
    // One story as JSON is that story; several are an array.
    let single = form == Form::Json && args.ids.len() == 1;
    let mut records = Records::new(if single || form == Form::Ninjs { Form::Jsonl } else { form });
    let (mut shown, mut missing) = (0, 0);
    for id in &args.ids {
        let Some(kept) = store.story(StoryId(*id))? else {
            complain(&format!("there is no story {id}; `dateline list` shows the numbers of all"));
            missing += 1;
            continue;
        };
        match form {
            Form::Json | Form::Jsonl => records.write(&mut desk.out, &record(&kept))?,
            Form::Ninjs => records.write(&mut desk.out, &write::ninjs(&kept.story, &format!("urn:dateline:story:{id}")))?,
            Form::Md | Form::Html => separate(desk, shown, &written(&kept, form))?,
            _ => separate(desk, shown, &(page::set(&kept, &desk.out).join("\n") + "\n" + &reprints(&kept)))?,
        }
        shown += 1;
    }
    if matches!(form, Form::Json) && !single {
        records.end(&mut desk.out)?;
    }
    Ok(if missing > 0 { Exit::Nothing } else { Exit::Done })
}

/// The line that names the others of a story's group.
fn reprints(kept: &Kept) -> String {
    let Some(group) = kept.group else { return String::new() };
    let named: Vec<String> = kept.reprints.iter().map(|reprint| format!("{} ({})", reprint.source, reprint.id.0)).collect();
    format!("\nThe same copy: {} · group:{}\n", named.join(", "), group.0)
}

fn separate(desk: &mut Desk, before: usize, text: &str) -> Result<(), Failure> {
    if before > 0 {
        desk.out.text("\n")?;
    }
    desk.out.text(text)?;
    if !text.ends_with('\n') {
        desk.out.text("\n")?;
    }
    Ok(())
}

fn written(kept: &Kept, form: Form) -> String {
    match form {
        Form::Md => write::markdown(&kept.story),
        _ => write::html(&kept.story),
    }
}

/// The stable JSON of a kept story.
fn record(kept: &Kept) -> Value {
    story_json::value(&kept.story, Some(kept.id.0), Some(kept.filed))
}
