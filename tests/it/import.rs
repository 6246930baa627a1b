//! Importing: what is good is filed, what is bad is told with file and line, and nothing is lost silently.

use std::fs;
use std::io::Write;

use serde_json::json;

use crate::sandbox::{Ran, STORIES, Sandbox};

const PLAIN: &str = "Bridge closed for the winter\n\nThe bridge over the Marrow is closed until March, the council said on Monday.\n\nNobody uses it in winter.\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("packed");
    encoder.finish().expect("packed")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).expect("packed")
}

/// `read filed updated unchanged failed` of an import with `--format json`.
fn counts(ran: &Ran) -> [u64; 5] {
    let report = ran.json();
    ["read", "filed", "updated", "unchanged", "failed"].map(|name| report[name].as_u64().unwrap_or_else(|| panic!("{report}")))
}

fn import(sandbox: &Sandbox, args: &[&str]) -> Ran {
    sandbox.run(&[&["import", "--format", "json"], args].concat())
}

/// A story a line, `many` of them.
fn lines(many: usize) -> String {
    (0..many).map(|n| format!("{{\"id\":\"{n}\",\"title\":\"Story number {n}\",\"body\":\"It is told in {n} words.\"}}\n")).collect()
}

#[test]
fn the_closing_line_is_honest() {
    let sandbox = Sandbox::new();
    sandbox.write("stories.jsonl", STORIES);
    let ran = sandbox.run(&["import", "stories.jsonl"]);
    assert!(ran.out.starts_with("3 read · 3 filed · 0 updated · 0 unchanged · 0 failed · "), "{ran:?}");
    assert!(ran.out.ends_with(" s\n") && ran.err.is_empty() && ran.code == Some(0), "{ran:?}");
    assert_eq!(sandbox.run(&["import", "--quiet", "stories.jsonl"]).out, "");
}

#[test]
fn the_same_twice_is_one_story_and_a_changed_one_is_updated() {
    let sandbox = Sandbox::new();
    sandbox.write("stories.jsonl", STORIES);
    assert_eq!(counts(&import(&sandbox, &["stories.jsonl"])), [3, 3, 0, 0, 0]);
    assert_eq!(counts(&import(&sandbox, &["stories.jsonl"])), [3, 0, 0, 3, 0]);
    assert_eq!(counts(&import(&sandbox, &["stories.jsonl", "stories.jsonl"])), [6, 0, 0, 6, 0]);
    sandbox.write("stories.jsonl", STORIES.replace("9 to 2", "8 to 3"));
    assert_eq!(counts(&import(&sandbox, &["stories.jsonl"])), [3, 0, 1, 2, 0]);
    assert_eq!(sandbox.run(&["count"]).out, "3\n");
}

#[test]
fn packed_files_are_opened() {
    let one = lines(2);
    let (first, second) = one.split_at(one.find('\n').expect("two lines") + 1);
    let cases: &[(&str, Vec<u8>)] = &[
        ("a.jsonl.gz", gzip(one.as_bytes())),
        ("a.jsonl.zst", zstd(one.as_bytes())),
        ("misnamed.txt", gzip(one.as_bytes())),
        ("members.jsonl.gz", [gzip(first.as_bytes()), gzip(second.as_bytes())].concat()),
        ("frames.jsonl.zst", [zstd(first.as_bytes()), zstd(second.as_bytes())].concat()),
        ("nested.jsonl.gz.zst", zstd(&gzip(one.as_bytes()))),
    ];
    for (name, bytes) in cases {
        let sandbox = Sandbox::new();
        sandbox.write(name, bytes);
        assert_eq!(counts(&import(&sandbox, &[name])), [2, 2, 0, 0, 0], "{name}");
    }
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_filed() {
    let packed = gzip(lines(2_000).as_bytes());
    let packed_zst = zstd(lines(20_000).as_bytes());
    let cases: &[(&str, &[u8], &str)] = &[
        ("empty.txt", b"", "empty.txt: "),
        ("blank.txt", b" \n\n ", "blank.txt: "),
        ("binary.txt", &[0x7f, b'E', b'L', b'F', 0, 1, 2, 3, 0, 0, 0, 9, 200, 3, 0, 0], "binary.txt: "),
        ("cut.jsonl.gz", &packed[..packed.len() * 2 / 3], "cut off"),
        ("cut.jsonl.zst", &packed_zst[..packed_zst.len() * 2 / 3], "cut"),
        ("stub.gz", &packed[..3], "stub.gz: "),
        (
            "line.jsonl",
            b"{\"title\":\"One\",\"body\":\"Text of it.\"}\n\n{\"title\": oops\n{\"title\":\"Two\",\"body\":\"More text.\"}\n",
            "line.jsonl:3: ",
        ),
        ("tail.jsonl", b"{\"title\":\"One\",\"body\":\"Text of it.\"}\n{\"title\":\"Tw", "tail.jsonl:2: "),
    ];
    for (name, bytes, told) in cases {
        let sandbox = Sandbox::new();
        sandbox.write(&format!("in/{name}"), bytes);
        sandbox.write("in/good.txt", PLAIN);
        let ran = import(&sandbox, &["in"]);
        assert_eq!(ran.code, Some(3), "{name}: {ran:?}");
        assert!(ran.err.contains(told), "{name}: {}", ran.err);
        let [read, filed, .., failed] = counts(&ran);
        assert!(failed == 1 && read == filed && filed >= 1, "{name}: {ran:?}");
        assert!(!sandbox.run(&["list", "headline:bridge", "--format", "tsv"]).out.is_empty(), "{name}: the rest is filed");
    }
}

#[test]
fn what_comes_before_the_cut_is_filed() {
    let sandbox = Sandbox::new();
    let packed = zstd(lines(8_000).as_bytes());
    sandbox.write("cut.jsonl.zst", &packed[..packed.len() / 2]);
    let ran = import(&sandbox, &["cut.jsonl.zst"]);
    let [read, filed, _, _, failed] = counts(&ran);
    assert!(read > 500 && read == filed && failed == 1, "{ran:?}");
    assert!(ran.err.starts_with(&format!("cut.jsonl.zst:{}: ", read + 1)), "{} after {read}", ran.err);
}

#[test]
fn legacy_encodings_are_read() {
    let text = PLAIN.replace("bridge", "café bridge");
    let wide = |bytes: fn(u16) -> [u8; 2], mark: &[u8]| [mark.to_vec(), text.encode_utf16().flat_map(bytes).collect()].concat();
    let cases: &[(&str, Vec<u8>)] = &[
        ("latin-1", text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect()),
        ("utf-16le with mark", wide(u16::to_le_bytes, b"\xff\xfe")),
        ("utf-16be with mark", wide(u16::to_be_bytes, b"\xfe\xff")),
        ("utf-16le", wide(u16::to_le_bytes, b"")),
        ("utf-8 with mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
    ];
    for (name, bytes) in cases {
        let sandbox = Sandbox::new();
        sandbox.write("story.txt", bytes);
        let ran = sandbox.run(&["import", "--dry-run", "story.txt"]);
        assert_eq!(ran.code, Some(0), "{name}: {ran:?}");
        let text = ran.jsonl()[0]["text"].as_str().unwrap_or_default().to_owned();
        assert!(text.contains("The café bridge over"), "{name}: {text}");
    }
    let sandbox = Sandbox::new();
    let line = b"{\"title\":\"Caf\xe9 au lait\",\"body\":\"Un caf\xe9, s'il vous pla\xeet, dit la dame.\"}\n";
    sandbox.write("latin.jsonl", [lines(1).as_bytes(), line].concat());
    assert_eq!(sandbox.run(&["import", "--dry-run", "latin.jsonl"]).jsonl()[1]["headline"], "Café au lait");
    let wide: Vec<u8> = b"\xff\xfe".iter().copied().chain(lines(3).encode_utf16().flat_map(u16::to_le_bytes)).collect();
    sandbox.write("wide.jsonl", wide);
    assert_eq!(counts(&import(&sandbox, &["wide.jsonl"])), [3, 3, 0, 0, 0]);
}

#[test]
fn a_dry_run_files_nothing_and_names_the_file() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", PLAIN);
    sandbox.write("in/b.jsonl", STORIES);
    let ran = sandbox.run(&["import", "--dry-run", "--format", "jsonl", "in"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let stories = ran.jsonl();
    let files: Vec<_> = stories.iter().map(|story| story["file"].as_str().unwrap_or_default()).collect();
    assert_eq!(files, ["in/a.txt", "in/b.jsonl", "in/b.jsonl", "in/b.jsonl"]);
    assert_eq!((&stories[0]["id"], &stories[0]["headline"]), (&json!(null), &json!("Bridge closed for the winter")));
    let text = "The bridge over the Marrow is closed until March, the council said on Monday.\n\nNobody uses it in winter.";
    assert_eq!(stories[0]["text"], text);
    assert!(!sandbox.path(".local").exists(), "nothing is filed");
    assert_eq!(sandbox.run(&["import", "--dry-run", "--format", "json", "in"]).json().as_array().map(Vec::len), Some(4));
}

#[test]
fn standard_input_is_read() {
    for input in [STORIES.as_bytes().to_vec(), gzip(STORIES.as_bytes())] {
        let sandbox = Sandbox::new();
        let ran = sandbox.run_with_input(&["import", "--format", "json", "-"], &input);
        assert_eq!(counts(&ran), [3, 3, 0, 0, 0], "{ran:?}");
        assert_eq!(sandbox.run_with_input(&["import", "-"], b"").code, Some(3));
    }
    let sandbox = Sandbox::with_stories();
    let shown = sandbox.run(&["show", "1", "2", "3", "--format", "jsonl"]).out;
    let again = Sandbox::new();
    assert_eq!(counts(&again.run_with_input(&["import", "--format", "json", "-"], shown.as_bytes())), [3, 3, 0, 0, 0]);
    let without_id = |sandbox: &Sandbox| {
        let mut stories = sandbox.run(&["show", "1", "2", "3", "--format", "jsonl"]).jsonl();
        for story in &mut stories {
            let fields = story.as_object_mut().expect("an object");
            fields.remove("id");
            fields.remove("filed");
        }
        stories
    };
    assert_eq!(without_id(&sandbox), without_id(&again), "what is shown can be imported again");
}

#[test]
fn folders_are_walked_by_name_without_what_is_hidden() {
    let sandbox = Sandbox::new();
    for name in ["in/b/2.txt", "in/a.txt", "in/c.txt", "in/b/1.txt"] {
        sandbox.write(name, PLAIN.replace("winter", name));
    }
    sandbox.write("in/.hidden.txt", PLAIN);
    sandbox.write("in/.git/x.txt", PLAIN);
    let files = |args: &[&str]| {
        let ran = sandbox.run(&[&["import", "--dry-run"], args].concat());
        ran.jsonl().iter().map(|story| story["file"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(files(&["in"]), ["in/a.txt", "in/b/1.txt", "in/b/2.txt", "in/c.txt"]);
    assert_eq!(files(&["in/.hidden.txt"]), ["in/.hidden.txt"], "what is named is read");
}

#[test]
#[cfg(unix)]
fn loops_pipes_and_forbidden_files_are_survived() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let sandbox = Sandbox::new();
    sandbox.write("in/deep/good.txt", PLAIN);
    symlink(sandbox.path("in"), sandbox.path("in/deep/loop")).expect("a link");
    symlink(sandbox.path("in/nowhere"), sandbox.path("in/broken")).expect("a link");
    symlink(sandbox.path("in/self"), sandbox.path("in/self")).expect("a link");
    let ran = import(&sandbox, &["in"]);
    assert_eq!((ran.code, counts(&ran)), (Some(3), [1, 1, 0, 0, 3]), "{ran:?}");
    for told in ["in/deep/loop: ", "in/broken: ", "in/self: "] {
        assert!(ran.err.contains(told), "{}", ran.err);
    }

    let forbidden = sandbox.write("closed/secret.txt", PLAIN);
    fs::set_permissions(&forbidden, fs::Permissions::from_mode(0o0)).expect("permissions");
    if fs::read(&forbidden).is_err() {
        let ran = import(&sandbox, &["closed"]);
        assert!(ran.code == Some(3) && ran.err.contains("permission denied"), "{ran:?}");
    }

    let pipe = sandbox.path("in2/pipe");
    sandbox.write("in2/good.txt", PLAIN);
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()));
    assert_eq!(counts(&import(&sandbox, &["in2"])), [1, 0, 0, 1, 0], "a pipe in a folder is left alone");
}

#[test]
#[cfg(target_os = "linux")]
fn names_that_are_not_unicode_are_read_and_shown_tame() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let sandbox = Sandbox::new();
    sandbox.write("in/good.txt", PLAIN);
    fs::write(sandbox.path("in").join(OsStr::from_bytes(b"b\xff\x1b[31mad\n.txt")), b"").expect("written");
    let ran = import(&sandbox, &["in"]);
    assert_eq!((ran.code, counts(&ran)), (Some(3), [1, 1, 0, 0, 1]), "{ran:?}");
    assert!(!ran.err.contains('\u{1b}') && ran.err.lines().count() == 1, "{ran:?}");
}

#[test]
fn large_documents_are_refused_and_large_dumps_are_not() {
    let sandbox = Sandbox::new();
    sandbox.write("large.txt.zst", zstd(&b"word after word after word\n".repeat(1_400_000)));
    let ran = import(&sandbox, &["large.txt.zst"]);
    assert!(ran.code == Some(3) && ran.err.contains("32 MiB"), "{ran:?}");

    let long = format!("{{\"title\":\"Long\",\"body\":\"{}\"}}\n", "x".repeat(33 << 20));
    sandbox.write("long.jsonl.zst", zstd([lines(2), long, lines(5)].concat().as_bytes()));
    let ran = import(&sandbox, &["long.jsonl.zst"]);
    assert!(ran.code == Some(3) && ran.err.starts_with("long.jsonl.zst:3: "), "{ran:?}");
    assert_eq!(counts(&ran), [7, 5, 0, 2, 1]);
}

#[test]
fn a_flood_of_warnings_is_cut_short_unless_all_are_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.write("bad.jsonl", "{\"title\":\"One\",\"body\":\"Text of it.\"}\n".to_owned() + &"oops {\n".repeat(50));
    let ran = import(&sandbox, &["bad.jsonl"]);
    assert_eq!(counts(&ran), [1, 1, 0, 0, 50]);
    assert!(ran.err.lines().count() == 21 && ran.err.contains("and 30 more"), "{}", ran.err);
    let all = import(&sandbox, &["bad.jsonl", "--verbose"]);
    assert!(all.err.lines().count() == 50 && all.err.contains("bad.jsonl:51: "), "{}", all.err);
}

#[test]
fn names_are_given_only_where_none_is() {
    let sandbox = Sandbox::new();
    sandbox.write("stories.jsonl", [STORIES, &lines(1)].concat());
    let ran = sandbox.run(&["import", "--dry-run", "--source", "The Given", "--section", "Nowhere", "stories.jsonl"]);
    let sources: Vec<_> = ran.jsonl().iter().map(|story| (story["source"].clone(), story["section"].clone())).collect();
    assert_eq!(sources[0], (json!("Halcyon Wire"), json!("World")));
    assert_eq!(sources[3], (json!("The Given"), json!("Nowhere")));
}

#[test]
fn the_readers_word_on_the_format_goes_before_the_content() {
    let sandbox = Sandbox::new();
    sandbox.write("page.txt", "<p>Not a page at all</p>\n\nbut a story about one, told in plain text.\n");
    let headline = |args: &[&str]| sandbox.run(&[&["import", "--dry-run"], args].concat()).jsonl()[0]["headline"].clone();
    assert_eq!(headline(&["--as", "plain", "page.txt"]), "<p>Not a page at all</p>");
}

#[test]
fn order_is_kept_whatever_the_workers_do() {
    let sandbox = Sandbox::new();
    sandbox.write("many.jsonl", lines(5_000));
    let ran = sandbox.run(&["import", "--dry-run", "many.jsonl"]);
    assert!(ran.jsonl().iter().enumerate().all(|(n, story)| story["headline"] == format!("Story number {n}")));
}

/// The corpora beside the repository: a slice of each file, every record of it read.
#[test]
fn the_corpora_are_read() {
    let shared =
        std::env::var_os("DATELINE_SHARED").map_or_else(|| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), Into::into);
    let Ok(folder) = fs::read_dir(shared.join("corpora")) else {
        eprintln!("skipped: {} is not there", shared.display());
        return;
    };
    let sandbox = Sandbox::new();
    for path in folder.flatten().map(|entry| entry.path()).filter(|path| path.to_string_lossy().ends_with(".jsonl.zst")) {
        let mut text = String::new();
        let mut reader = std::io::BufReader::new(zstd::Decoder::new(fs::File::open(&path).expect("opened")).expect("zstd"));
        for _ in 0..300 {
            std::io::BufRead::read_line(&mut reader, &mut text).expect("a line");
        }
        sandbox.write(&format!("slices/{}", path.file_stem().expect("a name").to_string_lossy()), text);
    }
    let ran = import(&sandbox, &["slices"]);
    let [read, filed, updated, unchanged, failed] = counts(&ran);
    assert!(ran.code == Some(0) && failed == 0 && read > 2_000 && read == filed + updated + unchanged, "{ran:?}");
}

/// What is read is not done yet: a line that says all is done while the count still rises says nothing.
#[test]
fn bytes_are_done_when_their_stories_are_filed() {
    use dateline::runtime::import::{Options, Progress, Source, run};
    use dateline::store::Store;

    let sandbox = Sandbox::new();
    let lines: String = (0..4_000).map(|n| format!("{{\"title\":\"Story {n}\",\"body\":\"The water of day {n} rose.\"}}\n")).collect();
    let packed = zstd::encode_all(lines.as_bytes(), 1).unwrap();
    let file = sandbox.write("many.jsonl.zst", packed);
    let mut store = Store::open(&sandbox.path("stories.db"), dateline::store::Options { wait: std::time::Duration::from_secs(1) }).unwrap();
    let mut told = Vec::new();
    let mut watch = |progress: Progress<'_>| {
        if let Progress::Moved(report) = progress {
            told.push((report.bytes, report.bytes_total, report.filed));
        }
    };
    let report = run(vec![Source::Path(file)], &Options::default(), &mut store, &mut watch).unwrap();
    assert_eq!((report.filed, report.bytes), (4_000, report.bytes_total));
    assert!(told.iter().all(|(bytes, total, filed)| bytes < total || *total == 0 || *filed == 4_000), "{told:?}");
    assert!(told.windows(2).all(|pair| pair[0].0 <= pair[1].0), "{told:?}");
}
