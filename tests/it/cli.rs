//! The command line: every command, every format, every way to end.

use std::io::Read;
use std::process::{Command as Raw, Stdio};

use serde_json::json;

use crate::sandbox::{STORIES, Sandbox};

#[test]
fn every_command_says_what_it_does_in_one_line() {
    let help = Sandbox::new().run(&["--help"]);
    assert_eq!(help.code, Some(0));
    for command in [
        "demo",
        "import",
        "list",
        "search",
        "show",
        "export",
        "quotes",
        "count",
        "mark",
        "tag",
        "config",
        "keys",
        "completions",
        "man",
        "add",
        "fetch",
        "feeds",
        "opml",
        "newsboat",
    ] {
        let line = help.out.lines().find(|line| line.trim_start().starts_with(&format!("{command} "))).unwrap_or_default();
        assert!(line.len() > command.len() + 10, "{command}: {line}");
        let own = Sandbox::new().run(&[command, "--help"]);
        assert_eq!((own.code, own.err.as_str()), (Some(0), ""), "{command}");
    }
}

#[test]
fn exit_codes_are_as_promised() {
    let sandbox = Sandbox::with_stories();
    sandbox.write("bad.jsonl", "{\"title\":\"One\",\"body\":\"Text of it.\"}\nnot json\n");
    sandbox.write("damaged/stories.db", format!("SQLite format 3\0{}", "noise ".repeat(2_000)));
    sandbox.write("letter/stories.db", "this is no store at all, but long enough to be looked at. ".repeat(200));
    sandbox.write("folder/stories.db/inner", "");
    sandbox.write("bad.toml", "[reading]\nmeasure = \"wide\"\n");
    let cases: &[(i32, &[&str])] = &[
        (0, &["list"]),
        (0, &["list", "dam"]),
        (0, &["count"]),
        (0, &["search", "dam"]),
        (0, &["show", "1"]),
        (0, &["quotes"]),
        (0, &["mark", "star", "dam"]),
        (0, &["tag", "+water", "-draft", "dam"]),
        (0, &["tag", "-water", "tag:water"]),
        (1, &["tag", "+water", "zeppelin"]),
        (1, &["tag", "+water", "--id", "99"]),
        (2, &["tag", "+water"]),
        (2, &["tag", "water"]),
        (2, &["tag", "+", "dam"]),
        (0, &["keys"]),
        (0, &["keys", "--check"]),
        (0, &["man"]),
        (0, &["man", "import"]),
        (0, &["man", "query"]),
        (0, &["completions", "bash"]),
        (0, &["config", "path"]),
        (0, &["config", "default"]),
        (0, &["config", "check"]),
        (0, &["--version"]),
        (0, &["export", "dam"]),
        (1, &["list", "zeppelin"]),
        (1, &["export", "zeppelin"]),
        (1, &["export", "--store", "nowhere"]),
        (2, &["export", "--format", "tsv"]),
        (2, &["export", "(dam"]),
        (1, &["search", "zeppelin"]),
        (1, &["count", "zeppelin"]),
        (1, &["quotes", "zeppelin"]),
        (1, &["mark", "read", "zeppelin"]),
        (1, &["mark", "read", "--id", "99"]),
        (1, &["show", "99"]),
        (1, &["list", "--store", "nowhere"]),
        (2, &["list", "(dam"]),
        (2, &["search", "(dam"]),
        (2, &["count", "(dam"]),
        (2, &["quotes", "(dam"]),
        (2, &["mark", "read", "(dam"]),
        (2, &["mark", "read"]),
        (2, &["mark", "read", ""]),
        (2, &["search"]),
        (2, &["list", "--format", "ninjs"]),
        (2, &["list", "--no-such-option"]),
        (2, &["completions", "nosuchshell"]),
        (2, &["man", "nosuchcommand"]),
        (2, &["list", "--wait", "soon"]),
        (2, &[]),
        (2, &["dam"]),
        (2, &["--", "list"]),
        (2, &["demo"]),
        (2, &["list", "--store", "letter"]),
        (2, &["import", "stories.jsonl", "--store", "letter"]),
        (2, &["list", "--store", "folder"]),
        (2, &["import", "stories.jsonl", "--store", "bad.jsonl"]),
        (3, &["import", "bad.jsonl"]),
        (3, &["import", "nowhere.txt"]),
        (3, &["quotes", "--files", "nowhere.txt"]),
        (5, &["config", "check", "--config", "bad.toml"]),
        (5, &["config", "check", "--config", "nowhere.toml"]),
        (6, &["list", "--store", "damaged"]),
        (6, &["import", "stories.jsonl", "--store", "damaged"]),
    ];
    for (code, args) in cases {
        let ran = sandbox.run(args);
        assert_eq!(ran.code, Some(*code), "{args:?}: {ran:?}");
        assert!(*code == 0 || !ran.err.is_empty(), "{args:?} fails without a word");
        assert!(!ran.err.contains("panicked"), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_store_that_is_only_read_is_not_made() {
    let sandbox = Sandbox::new();
    for args in [["list", "--store", "new"], ["count", "--store", "new"], ["show", "1", "--store=new"]] {
        assert_eq!(sandbox.run(&args).code, Some(1), "{args:?}");
    }
    assert!(!sandbox.path("new").exists());
}

/// Another user's store: neither the file nor its folder can be written to.
#[test]
#[cfg(unix)]
fn a_store_that_cannot_be_written_to_is_read() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    let sandbox = Sandbox::with_stories();
    let folder = sandbox.write("odd %20#?/stories.jsonl", STORIES).parent().unwrap().to_owned();
    let program = sandbox.path("program");
    fs::copy(env!("CARGO_BIN_EXE_dateline"), &program).unwrap();
    assert_eq!(sandbox.run(&["import", "stories.jsonl", "--store", "odd %20#?"]).code, Some(0));
    fs::set_permissions(folder.join("stories.db"), Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(&folder, Permissions::from_mode(0o555)).unwrap();
    fs::set_permissions(sandbox.home(), Permissions::from_mode(0o755)).unwrap();
    let run = |args: &[&str]| {
        let mut command = Raw::new(&program);
        command.args(args).arg("--store").arg(&folder).env_clear().env("HOME", "/nonexistent").current_dir("/");
        if fs::metadata(sandbox.home()).unwrap().uid() == 0 {
            // To root nothing is refused.
            command.uid(65_534).gid(65_534);
        }
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    for (args, says) in [
        (&["list"][..], "Dam talks"),
        (&["search", "dam"], "Dam talks"),
        (&["count"], "3"),
        (&["show", "1"], "minister for water"),
        (&["quotes", "speaker:rao"], "We will act"),
    ] {
        let (code, out, err) = run(args);
        assert!(code == Some(0) && out.contains(says) && err.is_empty(), "{args:?}: {code:?} {out} {err}");
    }
    let (code, _, err) = run(&["mark", "star", "dam"]);
    assert!(code == Some(2) && err.contains("can be read but not written to") && err.contains("not kept"), "{code:?} {err}");
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_list_is_newest_first_in_every_format() {
    let sandbox = Sandbox::with_stories();
    let ids = |ran: &crate::sandbox::Ran| ran.jsonl().iter().map(|row| row["id"].as_i64().unwrap()).collect::<Vec<_>>();
    assert_eq!(ids(&sandbox.run(&["list", "--format", "jsonl"])), [3, 2, 1]);
    assert_eq!(ids(&sandbox.run(&["list", "--format", "jsonl", "--limit", "1", "--offset", "1"])), [2]);
    assert_eq!(ids(&sandbox.run(&["list", "--format", "jsonl", "--limit", "0"])), [3, 2, 1]);
    assert_eq!(ids(&sandbox.run(&["--format", "jsonl", "list", "source:quay"])), [3, 2]);

    let array = sandbox.run(&["list", "--format", "json"]).json();
    assert_eq!(array.as_array().map(Vec::len), Some(3));
    assert_eq!(array[2]["headline"], "Dam talks resume after a year");
    assert_eq!(array[2]["time"], "2026-11-18T09:00:00Z");
    assert_eq!(array[2]["read"], json!(false));
    assert_eq!(sandbox.run(&["list", "zeppelin", "--format", "json"]).json(), json!([]));

    let tsv = sandbox.run(&["list", "--format", "tsv"]).out;
    assert_eq!(tsv.lines().last(), Some("1\t2026-11-18T09:00:00Z\tu\tWorld\tHalcyon Wire\tDam talks resume after a year"));

    let text = sandbox.run(&["list"]).out;
    assert_eq!(text.lines().last(), Some("1 ● 2026-11-18 09:00  Halcyon Wire   Dam talks resume after a year"));
    let columns: Vec<_> = text.lines().map(|line| line.find("2026").unwrap()).collect();
    assert!(columns.windows(2).all(|pair| pair[0] == pair[1]), "{text}");
}

#[test]
fn text_from_the_right_goes_through_a_pipe_as_it_is_read() {
    let sandbox = Sandbox::new();
    let text = "قال الوزير إن مصر تدعم الحل السلمي (اليوم)";
    let story = format!("{{\"title\":\"{text}\",\"body\":\"{text}.\\n\\n«{text}» قال الوزير.\",\"language\":\"ar\"}}\n");
    sandbox.write("arabic.jsonl", story);
    assert_eq!(sandbox.run(&["import", "arabic.jsonl"]).code, Some(0));
    for args in [&["search", "مصر"][..], &["list"], &["quotes"], &["show", "1"]] {
        let out = sandbox.run(args).out;
        assert!(out.contains(text), "{args:?}: {out}");
    }
}

#[test]
fn a_store_is_named_by_its_folder_or_by_its_file() {
    let sandbox = Sandbox::with_stories();
    assert_eq!(sandbox.run(&["import", "stories.jsonl", "--store", "named"]).code, Some(0));
    assert_eq!(sandbox.run(&["count", "--store", "named/stories.db"]).out, "3\n");
    for args in [&["import", "stories.jsonl", "--store", "other/stories.db"][..], &["list", "--store", "other/stories.db"]] {
        let ran = sandbox.run(args);
        assert!(ran.code == Some(2) && ran.err.contains("named by its folder") && ran.err.contains("--store other"), "{ran:?}");
    }
    assert!(!sandbox.path("other").exists());
}

#[test]
fn what_is_no_command_is_told_to_be_none() {
    let sandbox = Sandbox::with_stories();
    for (args, says) in [
        (&["serch", "dam"][..], "no command `serch`"),
        (&["dam talks"], "`dateline list`"),
        (&["--", "list"], "`dateline list`"),
        (&["show", "abc"], "a story is named by its number"),
        (&["mark", "read", "--id", "abc"], "a story is named by its number"),
        (&["import", "--sort", "date", "stories.jsonl"], "--sort"),
    ] {
        let ran = sandbox.run(args);
        assert!(ran.code == Some(2) && ran.err.contains(says), "{args:?}: {ran:?}");
        assert_eq!(ran.err.contains("no command"), args[0] == "serch", "{args:?}: {ran:?}");
    }
    for command in ["import", "search", "list", "count", "mark"] {
        assert!(!sandbox.run(&[command, "--help"]).out.contains("ninjs"), "{command} lists formats that it does not have");
    }
}

#[test]
fn a_search_shows_the_place() {
    let sandbox = Sandbox::with_stories();
    let hit = &sandbox.run(&["search", "minister", "--format", "jsonl"]).jsonl()[0];
    assert_eq!(hit["id"], json!(1));
    let (text, at) = (hit["snippet"]["text"].as_str().unwrap(), &hit["snippet"]["hits"][0]);
    let range = at["start"].as_u64().unwrap() as usize..at["end"].as_u64().unwrap() as usize;
    let lit: String = text.chars().skip(range.start).take(range.len()).collect();
    assert_eq!(lit, "minister");
    let shown = sandbox.run(&["search", "minister"]).out;
    assert!(
        shown.contains("Dam talks resume") && shown.contains("the minister for water") && shown.contains("Halcyon Wire · World"),
        "{shown}"
    );
}

#[test]
fn hostile_headlines_are_harmless_in_every_output() {
    let sandbox = Sandbox::with_stories();
    let outputs: &[&[&str]] = &[
        &["list"],
        &["list", "--format", "tsv"],
        &["list", "--format", "jsonl"],
        &["search", "tunnel"],
        &["show", "2"],
        &["show", "2", "--format", "json"],
        &["show", "2", "--format", "md"],
        &["show", "2", "--format", "html"],
        &["show", "2", "--format", "ninjs"],
        &["import", "--dry-run", "stories.jsonl"],
    ];
    for args in outputs {
        let out = sandbox.run(args).out;
        assert!(out.contains("tunnel"), "{args:?}: {out}");
        let wild = out.chars().find(|c| (c.is_control() && *c != '\n' && *c != '\t') || ('\u{202a}'..='\u{202e}').contains(c));
        assert_eq!(wild, None, "{args:?}: {out:?}");
        assert!(!out.contains("u001b") && !out.contains("u202e") && !out.contains("owned"), "{args:?}: {out}");
    }
}

#[test]
fn messages_are_tame_too() {
    let sandbox = Sandbox::new();
    for args in [["import", "no\u{1b}[31mwhere"], ["quotes", "--files=no\u{1b}[31mwhere"], ["list", "(\u{1b}[31mdam"]] {
        let ran = sandbox.run(&args);
        assert!(!ran.err.contains('\u{1b}') && !ran.err.is_empty(), "{args:?}: {ran:?}");
    }
}

#[test]
fn colours_are_used_where_they_are_wanted() {
    let sandbox = Sandbox::with_stories();
    let escapes = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = sandbox.command();
        command.args(args).envs(env.iter().copied());
        String::from_utf8(command.output().unwrap().stdout).unwrap().contains('\u{1b}')
    };
    assert!(!escapes(&["list"], &[]));
    assert!(escapes(&["list", "--color", "always"], &[]));
    assert!(escapes(&["list"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!escapes(&["list"], &[("CLICOLOR_FORCE", "0")]));
    assert!(!escapes(&["list", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn what_is_shown_of_is_counted_to_a_bound() {
    let sandbox = Sandbox::new();
    let stories: String = (0..10_050).map(|n| format!("{{\"title\":\"Number {n}\",\"body\":\"Lit by lantern {}.\"}}\n", n % 400)).collect();
    sandbox.write("many.jsonl", stories);
    assert_eq!(sandbox.run(&["import", "many.jsonl"]).code, Some(0));
    for (query, told) in [
        (vec!["search", "lantern"], "20 of more than 10,000 shown; --limit N shows more, --limit 0 all"),
        (vec!["search", "\"lantern 7\""], "20 of 26 shown; --limit N shows more, --limit 0 all"),
        (vec!["list"], "50 of 10,050 shown; --limit N shows more, --limit 0 all"),
    ] {
        let ran = sandbox.run(&query);
        assert!(ran.err.contains(told), "{query:?}: {}", ran.err);
    }
}

#[test]
fn a_query_that_does_not_parse_is_shown_with_its_place() {
    let sandbox = Sandbox::with_stories();
    let ran = sandbox.run(&["list", "dam", "(talks"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    let lines: Vec<_> = ran.err.lines().collect();
    let shown = lines.iter().position(|line| *line == "  dam (talks").unwrap_or_else(|| panic!("{}", ran.err));
    assert_eq!(lines[shown + 1].find('^'), Some("  dam ".len()), "{}", ran.err);
}

#[test]
fn of_a_long_query_the_place_is_shown() {
    let sandbox = Sandbox::with_stories();
    let ran = sandbox.run(&["count", &format!("{}\t大坝 hedline:x {}", "dam ".repeat(40), "river ".repeat(40))]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    let lines: Vec<&str> = ran.err.lines().collect();
    let mark = lines.iter().position(|line| line.contains("^^^^^^^^")).unwrap_or_else(|| panic!("{}", ran.err));
    assert!(lines[mark - 1].starts_with("  …") && lines[mark - 1].ends_with('…'), "{}", ran.err);
    assert!(lines[mark + 1].contains("did you mean headline:?"), "{}", ran.err);
    let columns = dateline::text::width::columns;
    let (before, _) = lines[mark - 1].split_once("hedline:").unwrap();
    assert_eq!(lines[mark].find('^'), Some(columns(before)), "{}", ran.err);
    assert!(lines[mark - 1..].iter().all(|line| columns(line) <= 110), "{}", ran.err);
}

#[test]
fn a_query_may_begin_with_a_sign() {
    let sandbox = Sandbox::with_stories();
    let all: u64 = sandbox.run(&["count"]).out.trim().parse().unwrap();
    let with: u64 = sandbox.run(&["count", "dam"]).out.trim().parse().unwrap();
    for args in
        [&["count", "--", "-dam"][..], &["count", "NOT dam"], &["count", "NOT", "dam"], &["count", "!dam"], &["count", "-headline:dam"]]
    {
        assert_eq!(sandbox.run(args).out.trim(), (all - with).to_string(), "{args:?}");
    }
}

#[test]
fn a_word_that_may_be_meant_as_an_operator_is_told_and_no_error() {
    let sandbox = Sandbox::with_stories();
    let ran = sandbox.run(&["count", "dam or talks"]);
    assert!(ran.code != Some(2) && ran.err.contains("      ^^ OR in capitals gives either"), "{ran:?}");
    assert!(!sandbox.run(&["count", "--quiet", "dam or talks"]).err.contains("OR"));
    assert!(!sandbox.run(&["count", "dam \\or talks"]).err.contains("OR"));
}

#[test]
fn every_command_that_takes_a_query_explains_it() {
    let sandbox = Sandbox::new();
    for command in ["list", "search", "count", "quotes", "mark"] {
        let help = sandbox.run(&[command, "--help"]).out;
        for form in ["headline:budget", "is:unread", "has:fulltext", "since:2-weeks-ago", "/talks? (stall|fail)/"] {
            assert!(help.contains(form), "{command}: {form}");
        }
    }
    let page = sandbox.run(&["man", "query"]).out;
    assert!(page.contains(".TH dateline\\-query 7") || page.contains(".TH dateline-query 7"), "{page}");
    assert!(page.contains("has:fulltext"), "{page}");
}

#[test]
fn a_story_is_shown_as_text_and_as_json() {
    let sandbox = Sandbox::with_stories();
    let text = sandbox.run(&["show", "1"]).out;
    for part in [
        "WORLD\n",
        "Dam talks resume after a year\n",
        "Halcyon Wire · 18 November",
        "PORT ARDEN, Nov 18 - The talks",
        "“We will act,” said Ada Rao",
        "https://example.org/dam",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");

    let story = sandbox.run(&["show", "1", "--format", "json"]).json();
    let fields: Vec<_> = story.as_object().unwrap().keys().map(String::as_str).collect();
    let promised =
        "id headline standfirst byline dateline section source agency url published updated filed language words tags figures body quotes";
    assert_eq!(fields.join(" "), promised);
    assert_eq!(story["dateline"]["place"], "PORT ARDEN");
    assert_eq!(story["quotes"][0]["text"], "We will act,");
    assert_eq!(story["quotes"][0]["speaker"], "Ada Rao");

    assert_eq!(sandbox.run(&["show", "1", "3", "--format", "json"]).json().as_array().map(Vec::len), Some(2));
    assert_eq!(sandbox.run(&["show", "1", "3", "--format", "jsonl"]).jsonl().len(), 2);
    let partly = sandbox.run(&["show", "1", "77", "--format", "jsonl"]);
    assert_eq!((partly.code, partly.jsonl().len()), (Some(1), 1));
    assert!(partly.err.contains("77"));
    assert!(sandbox.run(&["show", "1", "--format", "html"]).out.contains("<h1"));
    assert!(sandbox.run(&["show", "1", "--format", "md"]).out.starts_with("# "));
}

#[test]
fn quotes_name_their_speakers() {
    let sandbox = Sandbox::with_stories();
    let speakers =
        |args: &[&str]| sandbox.run(args).jsonl().iter().map(|row| row["speaker"].as_str().unwrap_or("?").to_owned()).collect::<Vec<_>>();
    assert_eq!(speakers(&["quotes", "--format", "jsonl"]), ["Bo Lindt", "Ada Rao"]);
    assert_eq!(speakers(&["quotes", "speaker:rao", "--format", "jsonl"]), ["Ada Rao"]);
    let text = sandbox.run(&["quotes", "speaker:rao"]).out;
    assert!(text.starts_with("“We will act,”\n  — Ada Rao · Halcyon Wire · 2026-11-18 09:00 · 1 Dam talks"), "{text}");
    let quote = sandbox.run(&["quotes", "speaker:rao", "--format", "json"]).json()[0].clone();
    let wanted = json!({
        "story": 1, "headline": "Dam talks resume after a year", "source": "Halcyon Wire", "url": "https://example.org/dam",
        "time": "2026-11-18T09:00:00Z", "text": "We will act,", "kind": "direct", "speaker": "Ada Rao", "mention": quote["mention"],
        "cue": "said", "block": 1, "start": 1, "end": 13,
    });
    assert_eq!(quote, wanted);
    let story = sandbox.run(&["show", "1", "--format", "json"]).json();
    let place = |quote: &serde_json::Value| ["block", "start", "end"].map(|field| quote[field].clone());
    assert_eq!(place(&quote), place(&story["quotes"][0]), "the same place as in the story's own record");
}

#[test]
fn speakers_are_listed_with_numbers_and_days() {
    let sandbox = Sandbox::with_stories();
    assert_eq!(sandbox.run(&["speakers"]).out, "        1  2026-11-18  Ada Rao\n        1  2026-11-20  Bo Lindt\n");
    assert_eq!(sandbox.run(&["speakers", "--sort", "date", "--format", "tsv"]).out, "Bo Lindt\t1\t2026-11-20\nAda Rao\t1\t2026-11-18\n");
    assert_eq!(sandbox.run(&["speakers", "section:world", "--format", "tsv"]).out, "Ada Rao\t1\t2026-11-18\n");
    assert_eq!(sandbox.run(&["speakers", "--name", "LIN", "--limit", "1"]).out, "        1  2026-11-20  Bo Lindt\n");
    let row = sandbox.run(&["speakers", "--format", "jsonl"]).jsonl().remove(0);
    assert_eq!((&row["name"], &row["quotes"], &row["latest"]), (&json!("Ada Rao"), &json!(1), &json!("2026-11-18")));
    assert_eq!((row["months"].as_object().map(serde_json::Map::len), &row["months"]["2026-11"]), (Some(12), &json!(1)));
    let none = sandbox.run(&["speakers", "speaker:nobody"]);
    assert_eq!((none.code, none.out.as_str()), (Some(1), ""));
    assert!(none.err.contains("nothing matched"));
    assert_eq!(sandbox.run(&["speakers", "hedline:x"]).code, Some(2));
}

#[test]
fn quotes_of_standard_input_need_no_store() {
    let sandbox = Sandbox::new();
    let text = "“We will act,” said Ada Rao, the minister.\n";
    for args in
        [&["quotes", "-"][..], &["quotes", "--files", "-"], &["quotes", "--lang", "en", "-"], &["quotes", "--lang", "en", "--files", "-"]]
    {
        let ran = sandbox.run_with_input(args, text.as_bytes());
        assert_eq!(
            (ran.code, &ran.jsonl()[0]["speaker"], &ran.jsonl()[0]["start"]),
            (Some(0), &json!("Ada Rao"), &json!(1)),
            "{args:?}: {ran:?}"
        );
    }
    assert!(!sandbox.path(".local").exists());
    for (args, told) in [(&["quotes", "-", "--limit", "3"][..], "standard input"), (&["quotes", "dam", "--lang", "en"], "--lang")] {
        let ran = sandbox.run_with_input(args, text.as_bytes());
        assert!(ran.code == Some(2) && ran.err.contains(told), "{args:?}: {ran:?}");
    }
}

#[test]
fn quotes_of_files_count_code_points_of_the_file() {
    let sandbox = Sandbox::new();
    let text = "Ünder the bridge\r\n\n“We wïll act,” said Ada Rao, the minister.\n";
    sandbox.write("a/one.txt", text);
    sandbox.write("two.txt", [b'a', 0xff, b'b']);
    let ran = sandbox.run(&["quotes", "--files", "a/one.txt", "two.txt"]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert!(ran.err.contains("two.txt"));
    let quote = &ran.jsonl()[0];
    assert_eq!((&quote["article"], &quote["speaker"]), (&json!("one"), &json!("Ada Rao")));
    let (start, end) = (quote["start"].as_u64().unwrap() as usize, quote["end"].as_u64().unwrap() as usize);
    assert_eq!(text.chars().skip(start).take(end - start).collect::<String>(), "We wïll act,");
    assert!(!sandbox.path(".local").exists(), "it needs no store");
}

#[test]
fn marks_are_kept_and_counted() {
    let sandbox = Sandbox::with_stories();
    let steps: &[(&[&str], &str)] = &[
        (&["count"], "3\n"),
        (&["count", "is:unread"], "3\n"),
        (&["mark", "read", "source:quay"], "2 stories marked read\n"),
        (&["mark", "read", "--id", "3"], "0 stories marked read\n"),
        (&["count", "is:unread"], "1\n"),
        (&["mark", "star", "--id", "1"], "1 story starred\n"),
        (&["count", "is:starred"], "1\n"),
        (&["mark", "unstar", "--all"], "1 story without a star now\n"),
        (&["mark", "unread", "--all", "--format", "json"], "{\"changed\":2}\n"),
        (&["mark", "read", "is:unread"], "3 stories marked read\n"),
        (&["count", "--format", "json"], "{\"count\":3}\n"),
    ];
    for (args, out) in steps {
        let ran = sandbox.run(args);
        assert_eq!((ran.out.as_str(), ran.code), (*out, Some(0)), "{args:?}: {ran:?}");
    }
}

#[test]
fn a_bad_configuration_is_told_whole_and_stops_nothing() {
    let sandbox = Sandbox::with_stories();
    let file = sandbox.write("bad.toml", "[reading]\nmeasure = \"wide\"\nnonsense = 1\n\n[keys]\ndown = \"no such key at all\"\n");
    let check = sandbox.run(&["config", "check", "--config", "bad.toml"]);
    assert_eq!(check.code, Some(5));
    for part in ["line 2: reading.measure", "line 3: reading.nonsense", "line 6: keys.down"] {
        assert!(check.out.contains(part), "{part}: {check:?}");
    }
    let records = sandbox.run(&["config", "check", "--config", "bad.toml", "--format", "jsonl"]).jsonl();
    assert_eq!((&records[0]["line"], &records[0]["key"]), (&json!(2), &json!("reading.measure")));
    let list = sandbox.run(&["list", "--config", "bad.toml"]);
    assert_eq!((list.code, list.out.lines().count(), list.err.lines().count()), (Some(0), 3, 3), "{list:?}");

    let mut command = sandbox.command();
    let output = command.args(["config", "path"]).env("DATELINE_CONFIG", &file).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim_end(), file.to_str().unwrap());
    sandbox.write("default.toml", sandbox.run(&["config", "default"]).out);
    assert_eq!(sandbox.run(&["config", "check", "--config", "default.toml"]).code, Some(0));
}

#[test]
fn stores_are_kept_where_they_belong() {
    let sandbox = Sandbox::with_stories();
    assert!(sandbox.path(".local/share/dateline/stories.db").exists());
    assert!(!sandbox.path(".config/dateline").exists());
    assert_eq!(sandbox.run(&["import", "stories.jsonl", "--store", "named"]).code, Some(0));
    assert!(sandbox.path("named/stories.db").exists());
    let counted = |name: &str| {
        let output = sandbox.command().arg("count").env("DATELINE_STORE", sandbox.path(name)).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!((counted("named").as_str(), counted("other").as_str()), ("3\n", "0\n"));
}

#[test]
fn the_sample_edition_never_touches_the_readers_store() {
    let sandbox = Sandbox::new();
    let demo = sandbox.run(&["demo"]);
    assert_eq!(demo.code, Some(2), "it needs a terminal");
    assert!(!sandbox.path(".local").exists());
    let store = sandbox.path(".cache/dateline/demo");
    let count = || sandbox.run(&["count", "--store", store.to_str().unwrap()]).out;
    assert_eq!(count(), "30\n");
    assert_eq!(sandbox.run(&["demo"]).code, Some(2));
    assert_eq!(count(), "30\n");
}

#[test]
fn keys_and_pages_derive_from_the_tables() {
    let sandbox = Sandbox::new();
    let keys = sandbox.run(&["keys", "--format", "jsonl"]).jsonl();
    assert!(keys.iter().any(|row| row["command"] == "down" && row["keys"].as_array().is_some_and(|keys| keys.contains(&json!("j")))));
    assert!(sandbox.run(&["keys"]).out.contains("Move one down"));
    sandbox.write(
        "keys.toml",
        "[keys]\npreset = \"mutt\"\ntop = \"g g\"\n[keys.story]\ntop = \"^\"\n[macros]\nfull = [\"open\", \"full-text\"]\n",
    );
    let run = |args: &[&str]| sandbox.run(&[&["keys", "--config", "keys.toml"], args].concat());
    assert_eq!(run(&["--check"]).code, Some(0));
    let listed = run(&["--format", "tsv"]).out;
    for line in
        ["top\tgg\tGo to the top\tlist, shelves, panel\n", "top\t^\tGo to the top\tstory\n", "full\t\topen, then full-text\teverywhere\n"]
    {
        assert!(listed.contains(line), "{line}: {listed}");
    }
    sandbox.write(
        "keys.toml",
        "[reading]\nmeasure = 1\n[keys]\nstar = \"x\"\nfetch = \"x x\"\nfly = \"f\"\nundo = \"ctrl-m\"\n[macros]\nm = [\"fly\"]\n",
    );
    let checked = run(&["--check"]);
    let lines: Vec<&str> = checked.out.lines().collect();
    assert_eq!((checked.code, lines.len()), (Some(5), 4), "{checked:?}");
    for (line, part) in
        lines.iter().zip(["line 5: keys.fetch: “x x” begins with x", "line 6: keys.fly", "line 7: keys.undo", "line 9: macros.m"])
    {
        assert!(line.contains("keys.toml: ") && line.contains(part), "{line}");
    }
    for (shell, sign) in [("bash", "_dateline"), ("zsh", "#compdef"), ("fish", "complete -c dateline")] {
        assert!(sandbox.run(&["completions", shell]).out.contains(sign), "{shell}");
    }
    assert!(sandbox.run(&["man"]).out.contains(".TH dateline 1"));
    assert!(sandbox.run(&["man", "import"]).out.contains("dry\\-run"));
}

#[test]
fn a_reader_that_goes_away_early_is_no_error() {
    let sandbox = Sandbox::new();
    let line = STORIES.lines().next().unwrap();
    let many: String =
        (0..3_000).map(|n| line.replace("\"a\"", &format!("\"a{n}\"")).replace("/dam", &format!("/dam{n}")) + "\n").collect();
    sandbox.write("many.jsonl", many);
    let imported = sandbox.run(&["import", "many.jsonl"]);
    assert_eq!(imported.code, Some(0), "{imported:?}");
    for args in
        [vec!["list", "--limit", "0"], vec!["quotes", "--limit", "0", "--format", "json"], vec!["import", "--dry-run", "many.jsonl"]]
    {
        let mut child = Raw::new(env!("CARGO_BIN_EXE_dateline"))
            .args(&args)
            .env_clear()
            .env("HOME", sandbox.home())
            .current_dir(sandbox.home())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 16];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn output_that_cannot_be_written_is_told() {
    let sandbox = Sandbox::with_stories();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output =
        Raw::new(env!("CARGO_BIN_EXE_dateline")).arg("list").env_clear().env("HOME", sandbox.home()).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(70));
    assert!(String::from_utf8(output.stderr).unwrap().contains("cannot be written"));
}

#[test]
fn a_store_that_others_write_to_is_waited_for_and_a_newer_one_refused() {
    let sandbox = Sandbox::with_stories();
    let other = rusqlite::Connection::open(sandbox.path(".local/share/dateline/stories.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    for args in [["mark", "star", "dam", "--wait", "0.1"], ["import", "stories.jsonl", "--quiet", "--wait", "0.1"]] {
        let ran = sandbox.run(&args);
        assert!(ran.code == Some(4) && ran.err.contains("busy"), "{args:?}: {ran:?}");
    }
    assert_eq!(sandbox.run(&["count", "--wait", "0.1"]).out, "3\n", "to read it nobody waits");
    // The schema is the last byte; above it stands the number of the store.
    let version: i64 = other.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    other.execute_batch(&format!("ROLLBACK; PRAGMA user_version = {}", version | 0xff)).unwrap();
    let newer = sandbox.run(&["list"]);
    assert!(newer.code == Some(6) && newer.err.contains("newer"), "{newer:?}");
}

#[test]
#[cfg(unix)]
fn an_import_that_is_told_to_stop_files_what_it_has_and_says_so() {
    for (signal, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let sandbox = Sandbox::new();
        let mut child = Raw::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["import", "--as", "jsonl", "-"])
            .env_clear()
            .env("HOME", sandbox.home())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        std::io::Write::write_all(&mut input, STORIES.as_bytes()).unwrap();
        let filed = || sandbox.run(&["count", "--quiet"]).out == "3\n";
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
        while !filed() {
            assert!(std::time::Instant::now() < deadline, "a pipe that stays open is filed as it comes");
        }
        assert!(Raw::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap().success());
        let output = child.wait_with_output().unwrap();
        drop(input);
        let out = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{signal}: {out}");
        assert!(out.starts_with("3 read · 3 filed") && out.contains("stopped"), "{signal}: {out}");
    }
}
