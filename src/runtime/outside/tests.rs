use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use crossbeam_channel::unbounded;
use jiff::Timestamp;

use super::link::lines;
use super::{Draft, Errand, Link, Manner, Message, command_lines, link, save};
use crate::archive::{Kept, Key, StoryId};
use crate::config::Programs;
use crate::news::Story;

const URL: &str = "https://example.org/a?b=1&c=$(id);'\"";

#[test]
fn browsers_are_named_as_everywhere() {
    for (browsers, wanted) in [
        ("w3m", vec![vec!["w3m", URL]]),
        ("w3m:firefox", vec![vec!["w3m", URL], vec!["firefox", URL]]),
        ("firefox --new-tab '%s':x", vec![vec!["firefox", "--new-tab", URL], vec!["x", URL]]),
        ("a 'b c' open=%s -- %s", vec![vec!["a", "b c", &format!("open={URL}"), "--", URL]]),
        ("%s", vec![vec!["%s", URL]]),
        (":: :'open", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(lines(browsers, URL), wanted, "{browsers}");
    }
}

#[test]
fn an_address_is_opened_in_the_terminal_where_the_browser_lives_there() {
    let set = |browser: &str, browser_in_terminal| Programs { browser: browser.to_owned(), browser_in_terminal, ..Programs::default() };
    for (browser, in_terminal, wanted) in [
        ("/usr/bin/w3m -N", false, Manner::Terminal),
        ("lynx %s", false, Manner::Terminal),
        ("firefox", false, Manner::Apart),
        ("my-browser", true, Manner::Terminal),
    ] {
        match link("https://example.org", &set(browser, in_terminal)) {
            Link::Browser(errand) => assert_eq!(errand.manner, wanted, "{browser}"),
            other => panic!("{browser}: {other:?}"),
        }
    }
    for url in ["file:///etc/passwd", "javascript:alert(1)", "-x", ""] {
        assert!(matches!(link(url, &set("w3m", false)), Link::Refused(_)), "{url}");
    }
}

#[test]
fn a_command_line_is_the_readers_or_what_there_is() {
    assert_eq!(command_lines("less -R 'a b'", &[], &["more"]), [["less", "-R", "a b"]]);
    assert_eq!(command_lines("", &["DATELINE_NO_SUCH_NAME"], &["less", "more"]), [["less"], ["more"]]);
    assert_eq!(command_lines("  ", &[], &["vi"]), [["vi"]]);
}

#[test]
fn a_program_beside_the_reader_is_told_of_when_it_has_ended() {
    for (line, told) in [
        ("true", Some("true has done its work")),
        ("wc -w", Some("wc has done its work")),
        ("head -c 1", Some("head has done its work")),
        ("dd if=/dev/zero of=/dev/stderr bs=65536 count=64", Some("dd has done its work")),
        ("seq 1 500000", Some("seq has done its work")),
        ("false", Some("false failed (exit status: 1)")),
        ("ls /nowhere-at-all", Some("ls failed (exit status: 2): ls: cannot access '/nowhere-at-all': No such file or directory")),
    ] {
        let (to, from) = unbounded();
        let words = line.split(' ').map(str::to_owned).collect();
        let lines = vec![vec!["no-such-program-here".to_owned()], words];
        let errand = Errand { lines, input: Some("a story ".repeat(100_000)), manner: Manner::Beside };
        assert_eq!(errand.start(to).as_deref(), Ok(line.split(' ').next().unwrap()));
        let Ok(Message::Ran(ended)) = from.recv() else { panic!("{line}") };
        assert_eq!(ended.told().as_ref().map(|(told, _)| told.as_str()), told, "{line}");
        assert!(!ended.leaves_text());
    }
    let (to, _from) = unbounded();
    let none = Errand { lines: vec![vec!["no-such-program-here".to_owned(), "x".to_owned()]], input: None, manner: Manner::Beside };
    assert!(none.start(to).unwrap_err().starts_with("no-such-program-here cannot be started"));
}

#[test]
fn a_draft_is_nobody_elses_and_goes_away() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (Draft::within(folder.path(), "one").unwrap(), Draft::within(folder.path(), "other").unwrap());
    assert_ne!(one.path(), other.path());
    assert_eq!(fs::read_to_string(one.path()).unwrap(), "one");
    assert_eq!(fs::metadata(one.path()).unwrap().permissions().mode() & 0o777, 0o400);
    drop((one, other));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    assert!(Draft::within(&folder.path().join("nowhere"), "x").is_err());
}

fn kept() -> Kept {
    let story = Story { headline: "Dam talks".to_owned(), ..Story::default() };
    let (id, key, filed) = (StoryId(7), Key(7), Timestamp::UNIX_EPOCH);
    Kept { id, key, story, filed, read: false, starred: false, group: None, reprints: Vec::new() }
}

#[test]
fn a_story_is_written_in_the_form_of_the_ending() {
    let folder = tempfile::tempdir().unwrap();
    for (name, begins) in [
        ("a.txt", "as text"),
        ("a", "as text"),
        ("a.MD", "# Dam talks"),
        ("a.html", "<!"),
        ("a.json", "{\n  \"id\": 7,"),
        ("a.b.markdown", "#"),
    ] {
        let path = folder.path().join(name);
        assert_eq!(save(path.to_str().unwrap(), false, (&kept(), "as text")), Ok(path.clone()));
        let written = fs::read_to_string(&path).unwrap();
        assert!(written.starts_with(begins), "{name}: {written}");
    }
    let refused = save(folder.path().join("a.pdf").to_str().unwrap(), true, (&kept(), "")).unwrap_err();
    assert!(refused.contains("not as .pdf"), "{refused}");
}

#[test]
fn nothing_is_overwritten_unawares() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let save = |name: &str, replace| save(path(name).to_str().unwrap(), replace, (&kept(), "new"));
    fs::write(path("old.txt"), "old").unwrap();
    symlink(path("old.txt"), path("link.txt")).unwrap();
    symlink(path("nowhere"), path("dangling.txt")).unwrap();
    fs::create_dir(path("folder")).unwrap();
    for (name, why) in [
        ("old.txt", "write! replaces it"),
        ("link.txt", "write! replaces it"),
        ("dangling.txt", "there already"),
        ("folder", "is a folder"),
    ] {
        assert!(save(name, false).unwrap_err().contains(why), "{name}");
    }
    assert_eq!(fs::read_to_string(path("old.txt")).unwrap(), "old");
    assert!(save("no/folder.txt", false).unwrap_err().contains("cannot be written"));
    assert!(save("folder", true).unwrap_err().contains("is a folder"));
    save("link.txt", true).unwrap();
    assert_eq!(fs::read_to_string(path("old.txt")).unwrap(), "new", "where the link leads");
    assert!(fs::symlink_metadata(path("link.txt")).unwrap().is_symlink());
    assert!(super::save("/dev/null", true, (&kept(), "new")).unwrap_err().contains("no ordinary file"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4, "nothing is left beside");
}
