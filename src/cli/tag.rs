//! `tag`: stories get tags, or lose them.

use std::ffi::OsString;

use serde_json::json;

use super::args::{Form, Tag};
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use super::mark::known;
use crate::archive::tags;
use crate::store::Tagging;
use crate::text::number::grouped;

/// The options of every command that have a value.
const VALUED: [&str; 5] = ["--format", "--store", "--config", "--color", "--wait"];
/// What is an option here, though it looks like a tag that is taken away.
const SHORT: [&str; 3] = ["-q", "-h", "-V"];

/// Changes the tags of the stories that answer a query and prints how many stories it changed.
pub(super) fn run(args: &Tag, desk: &mut Desk) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Json])?;
    let mut changes = Vec::new();
    let named = args.add.iter().map(|tag| (tag, true)).chain(args.remove.iter().map(|tag| (tag, false)));
    for (tag, is_on) in named {
        tags::change(&mut changes, tag, is_on).map_err(Failure::Usage)?;
    }
    let query = args.which.query(desk)?;
    let Some(mut store) = desk.store_if_any()? else { return Ok(Exit::Nothing) };
    let ids = args.which.ids();
    let (changed, matched) = if ids.is_empty() {
        let matched = store.count_within(&query, 0)? != Some(0);
        (store.tag_all(&query, &changes)?, matched)
    } else {
        let tagging = |(tag, is_on)| Tagging { stories: ids.clone(), tag, is_on };
        let taggings: Vec<Tagging> = changes.into_iter().map(tagging).collect();
        (store.tag(&taggings)?, known(&store, &ids)?)
    };
    let mut stories: Vec<_> = changed.iter().flat_map(|tagging| &tagging.stories).collect();
    stories.sort_unstable();
    stories.dedup();
    let text = match (form, stories.len()) {
        (Form::Json, changed) => json!({ "changed": changed }).to_string(),
        (_, 1) => "1 story tagged otherwise".to_owned(),
        (_, many) => format!("{} stories tagged otherwise", grouped(many as u64)),
    };
    desk.out.line(&text)?;
    // A query for a tag no longer matches what has lost it.
    if changed.is_empty() && !matched {
        complain("nothing matched");
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Done)
}

/// The arguments of a command line with the tags behind `tag`, `+dam` and `-draft`, as the options that they stand for: up to the first
/// word that is no such thing.
pub(super) fn as_options(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let Some(verb) = verb(&arguments).filter(|at| arguments[*at] == "tag") else { return arguments };
    let mut is_value = false;
    for argument in arguments.iter_mut().skip(verb + 1) {
        let Some(text) = argument.to_str() else { break };
        if std::mem::replace(&mut is_value, VALUED.contains(&text)) {
            is_value = false;
            continue;
        }
        let option = match text.split_at_checked(1) {
            _ if SHORT.contains(&text) || (text.starts_with("--") && text != "--") => continue,
            Some(("+", tag)) => format!("--add={tag}"),
            Some(("-", tag)) if text != "--" => format!("--remove={tag}"),
            _ => break,
        };
        *argument = option.into();
    }
    arguments
}

/// Where the command stands: behind the program and what is an option, with its value.
fn verb(arguments: &[OsString]) -> Option<usize> {
    let mut at = 1;
    while arguments.get(at)?.to_str()?.starts_with('-') {
        at += if VALUED.iter().any(|option| arguments[at] == *option) { 2 } else { 1 };
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::as_options;

    #[test]
    fn tags_are_options_up_to_the_query() {
        let cases = [
            ("dateline tag +a -b water +c -d", "dateline tag --add=a --remove=b water +c -d"),
            ("dateline --store x --quiet tag -q +a --all -b", "dateline --store x --quiet tag -q --add=a --all --remove=b"),
            ("dateline tag +a --id 3 +b", "dateline tag --add=a --id 3 +b"),
            ("dateline tag +a --store x -b --format json +c", "dateline tag --add=a --store x --remove=b --format json --add=c"),
            ("dateline tag --store +x +a", "dateline tag --store +x --add=a"),
            ("dateline tag +a -- -b", "dateline tag --add=a -- -b"),
            ("dateline tag", "dateline tag"),
            ("dateline list tag +a", "dateline list tag +a"),
            ("dateline --store tag +a", "dateline --store tag +a"),
            ("dateline", "dateline"),
        ];
        for (typed, meant) in cases {
            let options = as_options(typed.split(' ').map(Into::into));
            assert_eq!(options.iter().map(|option| option.to_str().unwrap()).collect::<Vec<_>>().join(" "), meant, "{typed}");
        }
    }
}
