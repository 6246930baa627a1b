//! `trash`: what was deleted.

use jiff::Zoned;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::args::{Form, Part, TrashVerb};
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use super::list::time;
use super::out::Out;
use super::records::{Records, tsv};
use crate::store::{Deleted, Store, StoryId};
use crate::text::number::counted;
use crate::text::{Slot, tame};

/// How many stories are shown to a human who does not say.
const SOME: usize = 50;

/// Lists, restores or gives up stories that were deleted.
pub(super) fn run(verb: &TrashVerb, desk: &mut Desk) -> Result<Exit, Failure> {
    let Some(mut store) = desk.store_if_any()? else { return Ok(Exit::Nothing) };
    match verb {
        TrashVerb::List { part } => list(&store, *part, desk),
        TrashVerb::Restore { ids, all } => restore(&mut store, ids, *all, desk),
        TrashVerb::Empty { older_than, .. } => {
            let form = desk.form(&[Form::Text, Form::Json])?;
            let now = Zoned::now();
            let before = older_than.map_or(Ok(now.clone()), |span| now.checked_sub(span));
            let before = before.map_err(|_| Failure::Usage("--older-than reaches beyond the beginning of time".to_owned()))?;
            let emptied = store.empty_trash(before.timestamp())?;
            let text = format!("{} given up for good", counted(emptied, "story", "stories"));
            answer(desk, form, &json!({ "emptied": emptied }), &text, emptied > 0, "nothing in the trash was deleted before then")
        }
    }
}

fn list(store: &Store, part: Part, desk: &mut Desk) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Tsv, Form::Json, Form::Jsonl])?;
    let most = part.most(form, SOME);
    let (deleted, zone) = (store.trash(part.offset, most)?, TimeZone::system());
    let mut records = Records::new(form);
    for story in &deleted {
        let cells = [story.id.0.to_string(), time(story.deleted, &zone), story.source.clone(), story.headline.clone()];
        match form {
            Form::Json | Form::Jsonl => records.write(&mut desk.out, &record(story))?,
            Form::Tsv => desk.out.line(&tsv(&cells.each_ref().map(String::as_str)))?,
            _ => desk.out.line(&entry(&cells, &desk.out))?,
        }
    }
    records.end(&mut desk.out)?;
    if deleted.is_empty() {
        complain("the trash is empty");
        return Ok(Exit::Nothing);
    }
    desk.out.flush()?;
    if part.limit.is_none() && deleted.len() == SOME && form == Form::Text {
        desk.notice(&format!("the first {SOME} are shown; --limit N shows more, --limit 0 all"));
    }
    Ok(Exit::Done)
}

fn restore(store: &mut Store, ids: &[i64], all: bool, desk: &mut Desk) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Json])?;
    let now = jiff::Timestamp::now();
    let wanted: Vec<StoryId> = match all {
        true => store.trash(0, usize::MAX)?.into_iter().map(|story| story.id).collect(),
        false => ids.iter().copied().map(StoryId).collect(),
    };
    let restored = store.restore(&wanted, now)?;
    for id in wanted.iter().filter(|id| !restored.contains(id)) {
        complain(&format!("there is no story {} in the trash; `dateline trash list` shows what is there", id.0));
    }
    let text = format!("{} restored", counted(restored.len() as u64, "story", "stories"));
    answer(desk, form, &json!({ "restored": restored.len() }), &text, !restored.is_empty(), "nothing was restored")
}

fn answer(desk: &mut Desk, form: Form, json: &Value, text: &str, is_any: bool, none: &str) -> Result<Exit, Failure> {
    desk.out.line(&if form == Form::Json { json.to_string() } else { text.to_owned() })?;
    if is_any {
        return Ok(Exit::Done);
    }
    complain(none);
    Ok(Exit::Nothing)
}

fn entry([id, deleted, source, headline]: &[String; 4], out: &Out) -> String {
    let numbers = out.paint(&format!("{id:>8}  {deleted}"), Slot::Meta);
    let source = if source.is_empty() { String::new() } else { out.paint(&format!("  {}", tame::line(source)), Slot::Meta) };
    format!("{numbers}  {}{source}", out.ordered(&tame::line(headline)))
}

fn record(story: &Deleted) -> Value {
    let published = story.published.map(|time| time.to_string());
    json!({ "id": story.id.0, "headline": story.headline, "source": story.source, "published": published, "deleted": story.deleted.to_string() })
}
