use super::{Place, Position, Said, Trace, place_read, place_written, read, written};
use crate::store::Identity;

fn trace(line: &str) -> Result<Trace, String> {
    match read(line.as_bytes()) {
        Said::Trace(trace) => Ok(*trace),
        Said::Nonsense(why) => Err(why),
        Said::Blank => Err("blank".to_owned()),
        Said::Head(version) => Err(format!("version {version}")),
    }
}

#[test]
fn what_is_written_is_read() {
    for place in [Place::Headline, Place::Standfirst, Place::Figure(0), Place::Block(17)] {
        assert_eq!(place_read(&place_written(place)), Some(place));
    }
    let identity = Identity { url: "https://example.org/dam".to_owned(), text: "0f".repeat(16), ..Identity::default() };
    let position = Some(Position { place: Place::Block(3), offset: 120 });
    let whole = Trace { identity, read: true, starred: true, position, ..Trace::default() };
    let bare = Trace { position: None, starred: false, ..whole.clone() };
    for one in [whole, bare] {
        assert_eq!(trace(&written(&one).to_string()), Ok(one));
    }
}

#[test]
fn lines_that_are_none_say_why() {
    for (line, why) in [
        (" \t\r\n", "blank"),
        ("oops", "no JSON object"),
        ("[]", "no JSON object"),
        ("\"text\"", "no JSON object"),
        (r#"{"url":"#, "no JSON object"),
        ("{}", "names no story"),
        (r#"{"url":"","guid":null}"#, "names no story"),
        (r#"{"url":7}"#, "`url` must be a text"),
        (r#"{"url":"u","read":"yes"}"#, "`read` must be true or false"),
        (r#"{"url":"u","place":"nowhere"}"#, "`place` must be"),
        (r#"{"url":"u","place":"block:-1"}"#, "`place` must be"),
        (r#"{"url":"u","place":"block:1","offset":-3}"#, "`offset` must be"),
        (r#"{"dateline":"state","version":9}"#, "version 9"),
        (r#"{"dateline":"state"}"#, "no version"),
    ] {
        let told = trace(line).expect_err(line);
        assert!(told.contains(why), "{line}: {told}");
    }
    assert!(trace(r#"{"url":"u","read":true,"mood":"good"}"#).is_ok(), "what a later version may add is passed over");
}
