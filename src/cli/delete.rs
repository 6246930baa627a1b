//! `delete`: stories go to the trash.

use jiff::Timestamp;
use serde_json::json;

use super::args::{Form, Which};
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use super::mark::known;
use crate::text::number::counted;

/// Deletes the stories that answer a query and prints how many there were.
pub(super) fn run(args: &Which, desk: &mut Desk) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Json])?;
    let query = args.query(desk)?;
    let Some(mut store) = desk.store_if_any()? else { return Ok(Exit::Nothing) };
    let (ids, now) = (args.ids(), Timestamp::now());
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
