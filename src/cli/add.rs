//! `add`: follows feeds, by their addresses or by those of pages that name them.

use super::args::{Add, Form};
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use super::fetch::{self, Told};
use crate::runtime::fetch as fetching;
use crate::runtime::fetch::following;
use crate::runtime::import::Cancel;
use crate::store::{Feed, FullText, Store};
use crate::text::address;
use crate::wire;

/// Follows each address and fetches it for the first time.
pub(super) fn run(args: &Add, desk: &mut Desk) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Json, Form::Jsonl])?;
    let mut store = desk.store()?;
    let mut worst = Exit::Done;
    for given in &args.addresses {
        let feed = Feed {
            url: fetching::address(given).map_err(Failure::Usage)?,
            title: args.title.clone(),
            section: args.section.clone(),
            tags: args.tag.clone(),
            full_text: if args.full_text { FullText::Always } else { FullText::OnDemand },
        };
        let ended = follow(feed, args.anyway, &mut store, desk, form)?;
        worst = if ended == Exit::Done { worst } else { ended };
    }
    Ok(worst)
}

fn follow(mut feed: Feed, anyway: bool, store: &mut Store, desk: &mut Desk, form: Form) -> Result<Exit, Failure> {
    let options = if wire::is_web(&feed.url) { Some(fetch::asking(desk, Cancel::default())?) } else { None };
    match following::found(&feed.url, options.as_ref()) {
        Ok((url, others)) => {
            feed.url = url;
            tell_others(others, desk);
        }
        Err(refused) if anyway => desk.notice(&format!("{}: {}; followed all the same", address::shown(&feed.url), refused.message)),
        Err(refused) => {
            complain(&format!("{}: {}; not followed (--anyway follows it)", address::shown(&feed.url), refused.message));
            return Ok(if refused.is_of_the_wire { Exit::Network } else { Exit::Partly });
        }
    }
    let configured = desk.settings.config.feeds.clone();
    let begun = following::follow(&feed, (&configured, anyway), store, |asked, store| {
        let ended = fetch::ask(asked, store, desk, Told { form, is_verbose: true })?;
        Ok::<_, Failure>((ended, matches!(ended, Exit::Network | Exit::Partly)))
    })?;
    if begun.was_followed {
        desk.notice(&format!("{} is followed already", address::shown(&feed.url)));
    }
    if !begun.is_followed {
        complain("not followed; --anyway follows it all the same");
    }
    let has_failed = matches!(begun.asked, Exit::Network | Exit::Partly);
    Ok(if has_failed && anyway { Exit::Done } else { begun.asked })
}

/// What else a page names, for whoever meant that.
fn tell_others(others: Vec<String>, desk: &Desk) {
    if !others.is_empty() {
        desk.notice(&format!(
            "the page names others too: {}",
            others.iter().take(5).map(|other| address::shown(other)).collect::<Vec<_>>().join(" ")
        ));
    }
}
