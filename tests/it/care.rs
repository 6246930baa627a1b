//! Looking after a store on the command line: `check`, `backup`, `state dump` and `state merge`.

use std::fs;

use serde_json::{Value, json};

use crate::sandbox::{Ran, STORIES, Sandbox};

/// A sandbox with another store that has the same stories, and more, under other numbers.
fn with_two_stores() -> Sandbox {
    let sandbox = Sandbox::with_stories();
    let lines: Vec<&str> = STORIES.lines().rev().collect();
    sandbox.write("other.jsonl", format!("{{\"title\":\"First here\",\"body\":\"It is nowhere else.\"}}\n{}\n", lines.join("\n")));
    assert_eq!(sandbox.run(&["--store", "other", "import", "--quiet", "other.jsonl"]).code, Some(0));
    sandbox
}

fn headlines(sandbox: &Sandbox, args: &[&str]) -> Vec<String> {
    let ran = sandbox.run(&[&["list", "--format", "jsonl"], args].concat());
    ran.jsonl().iter().map(|story| story["headline"].as_str().unwrap().to_owned()).collect()
}

fn merged(ran: &Ran) -> [u64; 4] {
    let told = ran.json();
    ["applied", "already", "unknown", "failed"].map(|name| told[name].as_u64().unwrap())
}

#[test]
fn a_whole_store_is_said_to_be_whole() {
    let sandbox = Sandbox::with_stories();
    let ran = sandbox.run(&["check"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str(), ran.code), ("whole: 3 stories, in the list, in the index and counted\n", "", Some(0)));
    assert_eq!(sandbox.run(&["check", "--full", "--quiet"]).out, "");
    assert_eq!(sandbox.run(&["check", "--format", "json"]).json(), json!({ "whole": true, "stories": 3, "flaws": [] }));
    let ran = sandbox.run(&["check", "--repair"]);
    assert_eq!((ran.out.as_str(), ran.code), ("whole: 3 stories; there was nothing to repair\n", Some(0)));
    let ran = Sandbox::new().run(&["check"]);
    assert!(ran.code == Some(1) && ran.err.contains("there are no stories yet"), "{ran:?}");
}

#[test]
fn what_is_wrong_is_said_and_mended() {
    let sandbox = Sandbox::with_stories();
    let store = sandbox.path(".local/share/dateline/stories.db");
    let other = rusqlite::Connection::open(&store).unwrap();
    other.execute_batch("DELETE FROM word_index WHERE rowid = (SELECT key FROM story WHERE id = 1); UPDATE tally SET unread = 9").unwrap();
    drop(other);
    let ran = sandbox.run(&["check"]);
    assert!(ran.code == Some(6) && ran.out.contains("wrong: 1 story cannot be found by searching\n"), "{ran:?}");
    assert!(ran.out.contains("counts (of sections, sources or speakers) are wrong\n"), "{ran:?}");
    assert_eq!(ran.err, "dateline: the store is not whole; `dateline check --repair` makes it so again, from the stories in it\n");
    let told = sandbox.run(&["check", "--format", "json"]).json();
    assert_eq!((&told["whole"], told["flaws"].as_array().map(Vec::len)), (&json!(false), Some(2)), "{told}");
    let ran = sandbox.run(&["check", "--repair", "--format", "json"]);
    let told = ran.json();
    assert_eq!((ran.code, &told["whole"], &told["stories"], &told["lost"]), (Some(0), &json!(true), &json!(3), &json!(0)), "{told}");
    assert_eq!(sandbox.run(&["count", "dam"]).out, "1\n");
    assert_eq!(sandbox.run(&["check"]).code, Some(0));
}

#[test]
fn a_repair_that_has_lost_something_ends_with_a_code_of_its_own() {
    let sandbox = Sandbox::with_stories();
    let store = rusqlite::Connection::open(sandbox.path(".local/share/dateline/stories.db")).unwrap();
    store.execute_batch("PRAGMA foreign_keys = OFF; UPDATE body SET packed = zeroblob(40) WHERE story = 1").unwrap();
    drop(store);
    let ran = sandbox.run(&["check", "--repair", "--quiet"]);
    assert!(ran.code == Some(3) && ran.err.contains("import what is missing again"), "{ran:?}");
    assert_eq!(sandbox.run(&["check"]).code, Some(0), "the store is whole");
    assert_eq!(sandbox.run(&["check", "--repair"]).code, Some(0), "and nothing more is lost");
}

#[test]
fn a_damaged_file_is_replaced_and_kept_aside() {
    let sandbox = Sandbox::with_stories();
    assert_eq!(sandbox.run(&["mark", "star", "dam"]).code, Some(0));
    let store = sandbox.path(".local/share/dateline/stories.db");
    let mut bytes = fs::read(&store).unwrap();
    bytes[..100].fill(0);
    bytes[16_384 * 5..16_384 * 6].fill(0x11);
    fs::write(&store, &bytes).unwrap();
    let ran = sandbox.run(&["list"]);
    assert!(ran.code == Some(6) && ran.err.contains("`dateline check --repair` saves what can be read"), "{ran:?}");
    let ran = sandbox.run(&["check", "--repair"]);
    assert!(ran.code == Some(0) && ran.out.contains("3 stories saved, 0 lost\n"), "{ran:?}");
    let aside = ran.out.lines().find_map(|line| line.strip_prefix("put aside: ")).unwrap();
    assert_eq!(fs::read(aside).unwrap(), bytes, "the damaged file is kept as it was");
    assert_eq!(headlines(&sandbox, &["is:starred"]), ["Dam talks resume after a year"]);
    assert_eq!(headlines(&sandbox, &["said:act"]), ["Dam talks resume after a year"]);
}

#[test]
fn a_backup_is_a_store_and_replaces_nothing_unasked() {
    let sandbox = Sandbox::with_stories();
    let ran = sandbox.run(&["backup", "safe/stories.db"]);
    assert!(ran.code == Some(2) && ran.err.contains("the copy ") && !sandbox.path("safe").exists(), "{ran:?}");
    fs::create_dir(sandbox.path("safe")).unwrap();
    let ran = sandbox.run(&["backup", "safe/stories.db"]);
    assert!(ran.code == Some(0) && ran.out.starts_with("safe/stories.db · 3 stories · "), "{ran:?}");
    assert_eq!(sandbox.run(&["--store", "safe", "count", "dam"]).out, "1\n");
    assert_eq!(sandbox.run(&["--store", "safe", "check", "--full"]).code, Some(0));
    let left: Vec<_> = fs::read_dir(sandbox.path("safe")).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, ["stories.db"], "nothing is left beside it");

    let before = fs::read(sandbox.path("safe/stories.db")).unwrap();
    let ran = sandbox.run(&["backup", "safe/stories.db"]);
    assert!(ran.code == Some(2) && ran.err.contains("--force"), "{ran:?}");
    assert_eq!(fs::read(sandbox.path("safe/stories.db")).unwrap(), before);
    assert_eq!(sandbox.run(&["mark", "read", "--all"]).code, Some(0));
    assert_eq!(sandbox.run(&["backup", "--force", "--quiet", "safe/stories.db"]).out, "");
    assert_eq!(sandbox.run(&["--store", "safe", "count", "is:read"]).out, "3\n");
    let own = sandbox.path(".local/share/dateline/stories.db");
    let ran = sandbox.run(&["backup", "--force", own.to_str().unwrap()]);
    assert!(ran.code == Some(2) && ran.err.contains("cannot be its own backup"), "{ran:?}");
}

#[test]
fn a_backup_without_a_name_has_the_date_and_lies_beside_the_store() {
    let sandbox = Sandbox::with_stories();
    let ran = sandbox.run(&["backup"]);
    let path = ran.out.split(" · ").next().unwrap();
    assert!(ran.code == Some(0) && path.contains("dateline/stories-20") && path.ends_with(".db"), "{ran:?}");
    assert!(std::path::Path::new(path).exists());
    fs::create_dir(sandbox.path("safe")).unwrap();
    let ran = sandbox.run(&["backup", "safe"]);
    assert!(ran.out.starts_with("safe/stories-20"), "{ran:?}");
    assert_eq!(Sandbox::new().run(&["backup"]).code, Some(1), "where there is no store, there is nothing to copy");
}

#[test]
fn a_damaged_store_is_not_copied_over_a_good_backup() {
    let sandbox = Sandbox::with_stories();
    assert_eq!(sandbox.run(&["backup", "good.db"]).code, Some(0));
    let good = fs::read(sandbox.path("good.db")).unwrap();
    let store = sandbox.path(".local/share/dateline/stories.db");
    let mut bytes = fs::read(&store).unwrap();
    let last = bytes.len() - 16_384;
    bytes[last..last + 200].fill(0xee);
    fs::write(&store, &bytes).unwrap();
    let ran = sandbox.run(&["backup", "--force", "good.db"]);
    assert!(ran.code == Some(6) && ran.err.contains("is damaged"), "{ran:?}");
    assert_eq!(fs::read(sandbox.path("good.db")).unwrap(), good);
    assert!(!sandbox.path("good.db.part").exists());
}

#[test]
fn what_was_done_in_one_store_is_done_in_another() {
    let sandbox = with_two_stores();
    assert_eq!(sandbox.run(&["mark", "read", "dam OR budget"]).code, Some(0));
    assert_eq!(sandbox.run(&["mark", "star", "budget"]).code, Some(0));
    assert_eq!(sandbox.run(&["--store", "other", "mark", "star", "dam OR nowhere"]).code, Some(0));
    let dump = sandbox.run(&["state", "dump"]);
    let lines = dump.jsonl();
    assert_eq!((dump.code, lines.len(), &lines[0]), (Some(0), 3, &json!({ "dateline": "state", "version": 1 })), "{dump:?}");
    assert_eq!(
        (&lines[1]["url"], &lines[1]["read"], &lines[1]["starred"]),
        (&json!("https://example.org/dam"), &json!(true), &Value::Null)
    );
    sandbox.write("state.jsonl", &dump.out);
    let merge = |args: &[&str]| sandbox.run(&[&["--store", "other", "--format", "json", "state", "merge"], args].concat());
    assert_eq!(merged(&merge(&["state.jsonl"])), [2, 0, 0, 0]);
    assert_eq!(merged(&merge(&["state.jsonl", "state.jsonl"])), [0, 4, 0, 0], "as often as you like");
    let read = ["Council adopts budget, 9 to 2", "Dam talks resume after a year"];
    assert_eq!(headlines(&sandbox, &["--store", "other", "is:read"]), read);
    assert_eq!(headlines(&sandbox, &["--store", "other", "--sort", "date", "is:starred"]).len(), 3, "what was starred there stays so");
    // And back: what one store does not have is not found in it.
    let back = sandbox.run(&["--store", "other", "state", "dump"]);
    let ran = sandbox.run_with_input(&["--format", "json", "state", "merge", "-"], back.out.as_bytes());
    assert_eq!((ran.code, merged(&ran)), (Some(0), [1, 1, 1, 0]), "{ran:?}");
    assert_eq!(sandbox.run(&["check"]).code, Some(0), "the counts are right");
    let text = sandbox.run(&["--store", "other", "state", "merge", "state.jsonl"]);
    assert_eq!(text.out, "0 applied · 2 already so · 0 not found\n");
}

#[test]
fn a_story_is_known_by_any_of_its_names_and_a_later_place_wins() {
    let sandbox = Sandbox::with_stories();
    let text = {
        sandbox.run(&["mark", "read", "--id", "2"]);
        sandbox.run(&["state", "dump"]).jsonl()[1]["text"].as_str().unwrap().to_owned()
    };
    let merge = |lines: &[String]| {
        let input = format!("{{\"dateline\":\"state\",\"version\":1}}\n{}\n", lines.join("\n"));
        merged(&sandbox.run_with_input(&["--format", "json", "state", "merge", "-"], input.as_bytes()))
    };
    let line = |name: &str, rest: &str| format!("{{{name},{rest}}}");
    assert_eq!(merge(&[line(r#""url":"https://example.org/dam/""#, r#""starred":true"#)]), [1, 0, 0, 0]);
    assert_eq!(merge(&[line(r#""guid":"a","source":"Halcyon Wire""#, r#""read":true"#)]), [1, 0, 0, 0]);
    assert_eq!(merge(&[line(r#""guid":"a","source":"Another""#, r#""read":true"#)]), [0, 0, 1, 0], "an identifier holds within its source");
    assert_eq!(merge(&[line(&format!("\"text\":\"{text}\""), r#""starred":true"#)]), [1, 0, 0, 0]);
    let dam = r#""url":"https://example.org/dam""#;
    let places = [("block:1", 5, 1), ("block:0", 900, 0), ("headline", 3, 0), ("block:1", 4, 0), ("block:1", 6, 1), ("block:2", 0, 1)];
    for (place, offset, applied) in places {
        let ran = merge(&[line(dam, &format!("\"place\":\"{place}\",\"offset\":{offset}"))]);
        assert_eq!(ran, [applied, 1 - applied, 0, 0], "{place}+{offset}");
    }
    let dumped = sandbox.run(&["state", "dump"]).jsonl();
    assert_eq!((&dumped[1]["place"], &dumped[1]["offset"]), (&json!("block:2"), &json!(0)));
}

#[test]
fn lines_that_are_no_state_are_told_with_their_place_and_the_rest_is_merged() {
    let sandbox = Sandbox::with_stories();
    let head = "{\"dateline\":\"state\",\"version\":1}\n";
    let good = "{\"url\":\"https://example.org/dam\",\"read\":true}\n";
    let long = format!("{{\"url\":\"{}\"}}\n", "x".repeat(3 << 20));
    let deep = format!("{}\n", "[".repeat(100_000));
    sandbox.write("mixed.jsonl", [head, "oops\u{1b}[31m\n", "\n", &long, "{\"read\":true}\n", &deep, "\u{0}\n", good].concat());
    sandbox.write("headless.jsonl", good);
    sandbox.write("newer.jsonl", [&head.replace('1', "2"), good].concat());
    sandbox.write("noise.jsonl", [b"\xff\xfe\x00", &[0x9b_u8; 500][..]].concat());
    let ran = sandbox.run(&[
        "--format",
        "json",
        "state",
        "merge",
        "mixed.jsonl",
        "headless.jsonl",
        "nowhere.jsonl",
        "newer.jsonl",
        "noise.jsonl",
    ]);
    assert_eq!((ran.code, merged(&ran)), (Some(3), [1, 0, 0, 9]), "{ran:?}");
    for told in [
        "mixed.jsonl:2: it is no JSON object",
        "mixed.jsonl:4: a line longer than 1 MiB",
        "mixed.jsonl:5: it names no story",
        "mixed.jsonl:6: it is no JSON object",
        "mixed.jsonl:7: it is no JSON object",
        "headless.jsonl:1: it does not begin like a dump",
        "nowhere.jsonl: it cannot be read",
        "newer.jsonl:1: a dump of version 2, which a newer dateline has made",
        "noise.jsonl:1: it is no JSON object",
    ] {
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
    assert!(!ran.err.contains('\u{1b}'), "{ran:?}");
    let many = [head, &"no\n".repeat(500)].concat();
    let ran = sandbox.run_with_input(&["state", "merge", "-"], many.as_bytes());
    assert!(ran.code == Some(3) && ran.err.lines().count() == 21 && ran.err.contains("and 480 more lines"), "{ran:?}");
    let ran = sandbox
        .run_with_input(&["state", "merge", "-"], [head, "{\"url\":\"https://nowhere.example\",\"read\":true}\n"].concat().as_bytes());
    assert!(ran.code == Some(1) && ran.err.contains("import the stories first"), "{ran:?}");
    assert_eq!(Sandbox::new().run(&["state", "dump"]).code, Some(1));
}

#[test]
fn a_dump_of_many_is_whole() {
    let sandbox = Sandbox::new();
    let lines: String =
        (0..1_203).map(|n| format!("{{\"id\":\"{n}\",\"title\":\"Story number {n}\",\"body\":\"It is told in {n} words.\"}}\n")).collect();
    sandbox.write("many.jsonl", lines);
    for store in ["here", "there"] {
        assert_eq!(sandbox.run(&["--store", store, "import", "--quiet", "many.jsonl"]).code, Some(0));
    }
    assert_eq!(sandbox.run(&["--store", "here", "mark", "read", "--all"]).code, Some(0));
    let dump = sandbox.run(&["--store", "here", "state", "dump"]);
    assert_eq!(dump.out.lines().count(), 1_204);
    let ran = sandbox.run_with_input(&["--store", "there", "--format", "json", "state", "merge", "-"], dump.out.as_bytes());
    assert_eq!(merged(&ran), [1_203, 0, 0, 0]);
    assert_eq!(sandbox.run(&["--store", "there", "count", "is:unread"]).out, "0\n");
}
