//! Exports: what is written for other programs is read again as it was.

use std::process::Stdio;

use serde_json::{Value, json};

use crate::sandbox::Sandbox;

/// The formats that are read again, with the name of the file.
const READ_AGAIN: [(&str, &str); 7] = [
    ("jsonl", "x.jsonl"),
    ("json", "x.json"),
    ("ninjs", "ninjs.jsonl"),
    ("html", "x.html"),
    ("json-feed", "feed.json"),
    ("atom", "x.atom"),
    ("mbox", "x.mbox"),
];

/// Stories that try what formats obey: marks of markup, lines that part mailboxes, scripts beyond ASCII, long lines, datelines.
fn stories() -> String {
    let long = "The committee of the harbour heard, for the third time this year, what the tide had done to the wall. ".repeat(6);
    [
        json!({
            "title": "Dam talks <resume> & “rest” — after a year of waiting, and with a headline that is longer than one line of a message",
            "author": ["Ann Park", "José Ñandú"], "date": "2026-11-18T09:00:00Z", "url": "https://quay.example/dam?a=1&b=2",
            "source": "The Quay Post", "section": "World", "language": "en",
            "body": format!("PORT ARDEN, Nov 18 (Halcyon) - The talks on the dam begin on Monday, she said.\n\nFrom now on nobody pays = nothing.\n\n- on Mondays\n- on Tuesdays, “sharp”\n\n{}", long.trim()),
        }),
        json!({
            "title": "Плотина: переговоры возобновлены", "author": "Анна Парк", "date": "2026-11-19T09:30:00Z",
            "url": "https://quay.example/ru", "source": "Причал", "section": "Мир", "language": "ru",
            "body": "Переговоры о плотине начнутся в понедельник, сказала министр.\n\n>From there the river goes on, as it did before the wall.",
        }),
        json!({
            "title": "Council adopts budget", "date": "2026-11-20T09:00:00Z", "url": "https://quay.example/budget", "source": "The Quay Post",
            "body": "The council adopted the budget of the year.\n\nIt is =?utf-8?q?enough?=, the mayor said; ]]> and </p> are text.",
        }),
    ]
    .iter()
    .map(|story| format!("{story}\n"))
    .collect()
}

fn told(story: &Value) -> Value {
    let keys = ["headline", "byline", "dateline", "published", "url", "source", "text"];
    keys.iter().map(|key| ((*key).to_owned(), story[*key].clone())).collect::<serde_json::Map<_, _>>().into()
}

#[test]
fn what_is_exported_is_imported_as_it_was() {
    let sandbox = Sandbox::new();
    sandbox.write("in.jsonl", stories());
    assert_eq!(sandbox.run(&["import", "in.jsonl"]).code, Some(0));
    let rehearsed = |file: &str| {
        let ran = sandbox.run(&["import", "--dry-run", "--format", "jsonl", file]);
        assert_eq!(ran.code, Some(0), "{file}: {ran:?}");
        ran.jsonl().iter().map(told).collect::<Vec<_>>()
    };
    let mut wanted = rehearsed("in.jsonl");
    wanted.reverse();
    for (format, file) in READ_AGAIN {
        let ran = sandbox.run(&["export", "--format", format]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{format}");
        sandbox.write(file, &ran.out);
        let mut again = rehearsed(file);
        if format == "json-feed" {
            // A JSON Feed names one source for all.
            again.iter_mut().zip(&wanted).for_each(|(again, wanted)| again["source"] = wanted["source"].clone());
        }
        assert_eq!(again, wanted, "{format}:\n{}", ran.out);
        let into = format!("again-{format}");
        assert_eq!(sandbox.run(&["import", "--store", &into, file]).code, Some(0));
        assert_eq!(sandbox.run(&["count", "--store", &into]).out, "3\n", "{format}");
    }
}

#[test]
fn a_part_of_the_archive_is_exported() {
    let sandbox = Sandbox::with_stories();
    for format in ["md", "text"] {
        let ran = sandbox.run(&["export", "dam", "--format", format]);
        assert!(ran.code == Some(0) && ran.out.contains("Dam talks resume") && !ran.out.contains("Council"), "{format}: {ran:?}");
    }
    let ids = |args: &[&str]| sandbox.run(args).jsonl().iter().map(|story| story["id"].as_i64().unwrap()).collect::<Vec<_>>();
    assert_eq!(ids(&["export"]), [3, 2, 1]);
    assert_eq!(ids(&["export", "--limit", "1", "--offset", "1"]), [2]);
    assert_eq!(ids(&["export", "source:quay"]), [3, 2]);
    for (format, empty) in [("json", "[]\n"), ("jsonl", ""), ("mbox", "")] {
        let ran = sandbox.run(&["export", "zeppelin", "--format", format]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), empty), "{format}");
        assert!(ran.err.contains("nothing matched"));
    }
    assert_eq!(sandbox.run(&["export", "zeppelin", "--format", "json-feed"]).json()["items"], json!([]));
}

#[test]
fn a_reader_of_the_export_may_go_away() {
    let sandbox = Sandbox::new();
    let many: String =
        (0..400).map(|n| format!("{}\n", json!({"id": n, "title": format!("Story {n}"), "body": "word ".repeat(200)}))).collect();
    sandbox.write("many.jsonl", many);
    assert_eq!(sandbox.run(&["import", "many.jsonl"]).code, Some(0));
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["export", "--format", "atom"]).env_clear().env("HOME", sandbox.home()).current_dir(sandbox.home());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert!(ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
}
