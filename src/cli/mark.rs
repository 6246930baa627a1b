//! `mark`: stories are read, unread, starred or not.

use serde_json::json;

use super::args::{Form, Mark, MarkAs, Which};
use super::asking;
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use crate::query::Query;
use crate::store::{Change, Store, StoryId};
use crate::text::number::grouped;

/// Marks the stories that answer a query and prints how many it changed.
pub(super) fn run(args: &Mark, desk: &mut Desk) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Json])?;
    let query = args.which.query(desk)?;
    let Some(mut store) = desk.store_if_any()? else { return Ok(Exit::Nothing) };
    let change = args.mark.change();
    let ids = args.which.ids();
    let (changed, matched) = if ids.is_empty() {
        let changed = store.mark_all(&query, change)?.len();
        (changed, changed > 0 || store.count_within(&query, 0)? != Some(0))
    } else {
        (store.mark(&ids, change)?.len(), known(&store, &ids)?)
    };
    let text = match form {
        Form::Json => json!({ "changed": changed }).to_string(),
        _ if changed == 1 => format!("1 story {}", args.mark.done()),
        _ => format!("{} stories {}", grouped(changed as u64), args.mark.done()),
    };
    desk.out.line(&text)?;
    // A query for what is unread no longer matches what it has marked.
    if changed == 0 && !matched {
        complain("nothing matched");
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Done)
}

/// Whether there are stories of all these numbers; those that are not there are named.
pub(super) fn known(store: &Store, ids: &[StoryId]) -> Result<bool, Failure> {
    let mut all = true;
    for id in ids {
        if store.row(*id)?.is_none() {
            complain(&format!("there is no story {}; `dateline list` shows the numbers of all", id.0));
            all = false;
        }
    }
    Ok(all)
}

impl Which {
    /// What is asked for; an empty query asks for nothing here.
    pub(super) fn query(&self, desk: &Desk) -> Result<Query, Failure> {
        let query = asking::query(&self.query, desk)?;
        if query.root.is_none() && !self.all && self.id.is_empty() {
            return Err(Failure::Usage("an empty query would be every story; say --all if that is meant".to_owned()));
        }
        Ok(query)
    }

    /// The numbers that are given.
    pub(super) fn ids(&self) -> Vec<StoryId> {
        self.id.iter().copied().map(StoryId).collect()
    }
}

impl MarkAs {
    const fn change(self) -> Change {
        match self {
            Self::Read => Change::Read(true),
            Self::Unread => Change::Read(false),
            Self::Star => Change::Starred(true),
            Self::Unstar => Change::Starred(false),
        }
    }

    const fn done(self) -> &'static str {
        match self {
            Self::Read => "marked read",
            Self::Unread => "marked unread",
            Self::Star => "starred",
            Self::Unstar => "without a star now",
        }
    }
}
