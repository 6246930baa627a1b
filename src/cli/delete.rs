//! `delete`: stories go to the trash.

use jiff::Timestamp;
use serde_json::json;

use super::args::{Delete, Form};
use super::asking;
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use super::mark::known;
use crate::store::StoryId;
use crate::text::number::counted;

/// Deletes the stories that answer a query and prints how many there were.
pub(super) fn run(args: &Delete, desk: &mut Desk) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Json])?;
    let query = asking::query(&args.query, desk)?;
    if query.root.is_none() && !args.all && args.id.is_empty() {
        return Err(Failure::Usage("an empty query would delete every story; say --all if that is meant".to_owned()));
    }
    let Some(mut store) = desk.store_if_any()? else { return Ok(Exit::Nothing) };
    let (ids, now): (Vec<StoryId>, _) = (args.id.iter().copied().map(StoryId).collect(), Timestamp::now());
    let deleted = if ids.is_empty() {
        store.delete_all(&query, now)?
    } else {
        known(&store, &ids)?;
        store.delete(&ids, false, now)?
    };
    desk.out.line(&match form {
        Form::Json => json!({ "deleted": deleted.len() }).to_string(),
        _ => format!("{} deleted", counted(deleted.len() as u64, "story", "stories")),
    })?;
    if deleted.is_empty() {
        complain("nothing matched");
        return Ok(Exit::Nothing);
    }
    desk.notice("`dateline trash restore` brings stories back");
    Ok(Exit::Done)
}
