use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::sources::{Found, walk};
use super::unpack::unpack;
use super::{Cancel, Gravity, Options, Progress, Report, Source, rehearse};

/// What a rehearsal gave: the files and headlines of the stories, and the troubles.
#[derive(Debug, Default)]
struct Rehearsed {
    stories: Vec<(String, String)>,
    troubles: Vec<(String, Gravity)>,
    report: Report,
}

fn rehearsed(sources: Vec<Source>, mut at_first: impl FnMut()) -> Rehearsed {
    let mut gave = Rehearsed::default();
    let mut each = |file: &str, story: &crate::news::Story| {
        if gave.stories.is_empty() {
            at_first();
        }
        gave.stories.push((file.to_owned(), story.headline.clone()));
    };
    let mut watch = |progress: Progress<'_>| {
        if let Progress::Trouble(trouble) = progress {
            gave.troubles.push((trouble.to_string(), trouble.gravity));
        }
    };
    gave.report = rehearse(sources, &Options::default(), &mut each, &mut watch).unwrap();
    gave
}

fn folder_of(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn walked(path: &Path) -> Vec<String> {
    let names = walk(vec![Source::Path(path.to_owned())], &Cancel::default()).into_iter().map(|found| match found {
        Found::File { path: file, .. } => file.strip_prefix(path).map_or_else(|_| String::from("?"), |rest| rest.display().to_string()),
        Found::Stdin => "-".to_owned(),
        Found::Address(address) => address,
        Found::Nothing(trouble) => format!("! {}", trouble.message),
    });
    names.collect()
}

#[test]
fn folders_are_walked_in_the_order_of_names() {
    let folder = folder_of(&[("b/z", b""), ("b/a/1", b""), ("a", b""), ("c", b""), (".git/x", b""), ("b/.x", b""), ("empty/.keep", b"")]);
    assert_eq!(walked(folder.path()), ["a", "b/a/1", "b/z", "c"]);
    let cancelled = Cancel::default();
    cancelled.cancel();
    assert!(walk(vec![Source::Path(folder.path().to_owned())], &cancelled).is_empty());
}

#[test]
fn of_a_maildir_what_was_delivered_is_taken() {
    let folder = folder_of(&[
        ("m/cur/1700.x:2,S", b""),
        ("m/new/1701.y", b""),
        ("m/tmp/1702.z", b""),
        ("m/dovecot-uidlist", b""),
        ("m/.Lists/cur/1703.x", b""),
        ("m/.Lists/new/.keep", b""),
        ("m/.Lists/tmp/1704.x", b""),
        ("m/.cache/x", b""),
        ("n/new/1705.x", b""),
        ("n/.Lists.Quay/cur/1706.x", b""),
        ("no/cur/x", b""),
        ("no/y", b""),
        ("no/.y/z", b""),
    ]);
    assert_eq!(
        walked(folder.path()),
        ["m/.Lists/cur/1703.x", "m/cur/1700.x:2,S", "m/new/1701.y", "n/.Lists.Quay/cur/1706.x", "n/new/1705.x", "no/cur/x", "no/y"]
    );
}

#[test]
#[cfg(unix)]
fn links_lead_nowhere_twice() {
    use std::os::unix::fs::symlink;

    let folder = folder_of(&[("a/1", b""), ("b/2", b"")]);
    symlink(folder.path().join("a"), folder.path().join("c")).unwrap();
    symlink(folder.path(), folder.path().join("b/up")).unwrap();
    assert_eq!(walked(folder.path()), ["a/1", "b/2", "! a folder that holds itself (a loop of links); not followed"]);
}

#[test]
fn a_deep_tree_is_no_danger() {
    let folder = tempfile::tempdir().unwrap();
    let deep: PathBuf = std::iter::repeat_n("d", 1_000).collect();
    if fs::create_dir_all(folder.path().join(&deep)).is_ok() {
        fs::write(folder.path().join(&deep).join("x"), b"").unwrap();
        assert_eq!(walked(folder.path()).len(), 1);
    }
}

#[test]
fn packages_are_recognised_by_their_first_bytes() {
    let text = b"the text".repeat(50);
    let gzip = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let zstd = |bytes: &[u8]| zstd::encode_all(bytes, 1).unwrap();
    let cases = [
        (text.clone(), "a.txt", "a.txt"),
        (gzip(&text), "a.txt.gz", "a.txt"),
        (gzip(&text), "a", "a"),
        (zstd(&text), "a.txt.zst", "a.txt"),
        (zstd(&gzip(&text)), "a.txt.gz.zst", "a.txt"),
    ];
    for (bytes, name, inner) in cases {
        let (mut stream, found) = unpack(Box::new(std::io::Cursor::new(bytes)), name).unwrap();
        let mut unpacked = Vec::new();
        stream.read_to_end(&mut unpacked).unwrap();
        assert_eq!((unpacked.as_slice(), found), (text.as_slice(), inner), "{name}");
    }
    for bytes in [&b""[..], b"\x1f", b"\x28\xb5\x2f"] {
        let (mut stream, _) = unpack(Box::new(bytes), "short").unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        assert_eq!(all, bytes, "no byte is lost by looking");
    }
}

const TEXT: &[u8] = b"A headline\n\nA paragraph of some words stands here.\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        // The builder refuses names that lead out of a folder.
        header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        archive.append(&header, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// What a rehearsal of a file gave: stories and troubles, each with what stands behind the name of the file.
fn behind(name: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let folder = folder_of(&[(name, bytes)]);
    let path = folder.path().join(name);
    let gave = rehearsed(vec![Source::Path(path.clone())], || {});
    let begin = path.display().to_string();
    let behind = |told: &str| told.strip_prefix(&begin).unwrap_or(told).to_owned();
    (gave.stories.iter().map(|(file, _)| behind(file)).collect(), gave.troubles.iter().map(|(told, _)| behind(told)).collect())
}

#[test]
fn members_of_archives_are_read_like_files() {
    let lines = b"{\"title\":\"T\",\"body\":\"B is here.\"}\n{\"title\":\"U\",\"body\":\"C is here.\"}\n";
    let packed = gzip(TEXT);
    let members: &[(&str, &[u8])] = &[
        ("a/1.txt", TEXT),
        ("../../up.txt", TEXT),
        ("a/.hidden", TEXT),
        ("__MACOSX/a", TEXT),
        ("l.jsonl", lines),
        ("p.txt.gz", &packed),
        ("e\u{1b}[31m.txt", TEXT),
    ];
    let wanted = ["a/1.txt", "../../up.txt", "l.jsonl", "l.jsonl", "p.txt.gz", "e.txt"].map(|name| format!(":{name}"));
    for (name, bytes) in [("x.tar", tar(members)), ("x.tar.gz", gzip(&tar(members))), ("x.zip", zip(members)), ("x", gzip(&zip(members)))] {
        let (stories, troubles) = behind(name, &bytes);
        assert_eq!((stories, troubles), (wanted.to_vec(), Vec::new()), "{name}");
    }
}

#[test]
fn archives_within_archives_end_somewhere() {
    let one = zip(&[("1.txt", TEXT)]);
    let two = tar(&[("one.zip", &one)]);
    let three = zip(&[("two.tar", &two), ("2.txt", TEXT)]);
    assert_eq!(behind("two.tar", &two), (vec![":one.zip:1.txt".to_owned()], Vec::new()));
    let (stories, troubles) = behind("three.zip", &three);
    assert_eq!(stories, [":2.txt"]);
    assert!(troubles.len() == 1 && troubles[0].starts_with(":two.tar:one.zip: an archive within"), "{troubles:?}");
}

#[test]
fn what_is_wrong_with_an_archive_is_told() {
    let whole = tar(&[("1.txt", TEXT), ("2.txt", &TEXT.repeat(100))]);
    let packed = zip(&[("1.txt", TEXT), ("2.txt", TEXT)]);
    let office = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<p>no story</p>")]);
    for (name, bytes, stories, told) in [
        ("cut.tar", &whole[..2_000], 2, "damaged from here"),
        ("cut.zip", &packed[..packed.len() - 10], 0, "damaged, or cut off"),
        ("office.docx", &office[..], 0, "a document or program of another kind"),
        ("binary.tar", &tar(&[("b", &[0, 1, 2, 3, 255, 0, 0, 9])])[..], 0, "it is binary"),
    ] {
        let (read, troubles) = behind(name, bytes);
        assert!(read.len() == stories && troubles.len() == 1 && troubles[0].contains(told), "{name}: {read:?} {troubles:?}");
    }
}

#[test]
fn a_warc_of_any_size_is_read_a_record_at_a_time() {
    let record = |kind: &str, block: &[u8]| {
        let head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://quay.example/{}\r\nContent-Length: {}\r\n\r\n",
            block.len(),
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    };
    let answer = |media: &str, body: &[u8]| [format!("HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n").as_bytes(), body].concat();
    let page =
        |n: usize| answer("text/html", format!("<html><body><h1>Page {n}</h1><p>{}</p></body></html>", "word ".repeat(50 + n)).as_bytes());
    let mut bytes = record("warcinfo", b"software: x");
    for n in 0..40 {
        bytes.extend(record("response", &page(n)));
        bytes.extend(record("response", &answer("image/png", &vec![b'x'; 90_000])));
    }
    bytes.extend(b"no record at all\r\n".repeat(9_000));
    bytes.extend(record("response", &answer("text/html", &vec![b'x'; super::LARGEST_DOCUMENT])));
    bytes.extend(record("response", &page(40)));
    bytes.extend(record("response", &page(41)).iter().take(400));
    let each: Vec<u8> = [record("response", &page(1)), record("response", &page(2))].iter().flat_map(|record| gzip(record)).collect();
    assert_eq!(behind("x.warc.gz", &each).0.len(), 2);
    let (stories, troubles) = behind("x.warc", &bytes);
    assert_eq!(stories.len(), 42, "{troubles:?}");
    assert_eq!(troubles.len(), 3, "{troubles:?}");
}

#[test]
fn a_mailbox_of_any_size_is_read_a_stretch_at_a_time() {
    let letter = |n: usize, words: usize| {
        format!(
            "From a@b.example Wed Nov 18 14:30:00 2026\nFrom: Ann <a@b.example>\nSubject: Letter {n}\nDate: Wed, 18 Nov 2026 14:30:00 +0000\n\
             Message-ID: <{n}@b.example>\n\n{}\n\n>From here on all is well.\n\n",
            "word ".repeat(words)
        )
    };
    let large = letter(500, super::LARGEST_DOCUMENT / 5 + 100_000);
    let text: String = (0..500).map(|n| letter(n, 300)).chain([large]).chain((501..600).map(|n| letter(n, 9))).collect();
    let (stories, troubles) = behind("inbox", text.as_bytes());
    assert_eq!(stories.len(), 599);
    assert!(troubles.len() == 1 && troubles[0].contains("a message larger than"), "{troubles:?}");
}

#[test]
fn line_numbers_hold_over_stretches() {
    let mut text = String::from("\u{feff}");
    for n in 1..=40_000_usize {
        text += if n % 9_999 == 0 { "{ oops\n" } else { "   \n" };
    }
    let folder = folder_of(&[("a.jsonl", format!("{{\"title\":\"T\",\"body\":\"B is here.\"}}\n{text}").as_bytes())]);
    let gave = rehearsed(vec![Source::Path(folder.path().join("a.jsonl"))], || {});
    let lines: Vec<_> = gave.troubles.iter().filter_map(|(told, _)| told.split(':').nth(1)?.parse::<usize>().ok()).collect();
    assert_eq!(lines, [10_000, 19_999, 29_998, 39_997]);
    assert_eq!((gave.report.read, gave.report.failed, gave.stories.len()), (1, 4, 1));
    assert_eq!(gave.report.bytes, gave.report.bytes_total);
}

/// What befalls a file.
type Change = fn(&Path);

#[test]
fn a_file_that_changes_while_it_is_read_is_told() {
    // More than can be under way at once: the reader is still at it when the first story comes out.
    let blank = format!("{}\n", " ".repeat(1 << 16)).repeat(350);
    let text = format!("{{\"title\":\"T\",\"body\":\"B is here.\"}}\n{blank}");
    let cases: [(&str, Change); 2] = [
        ("changed while it was read", |path| fs::OpenOptions::new().append(true).open(path).unwrap().write_all(b"\n\n").unwrap()),
        ("vanished while it was read", |path| fs::remove_file(path).unwrap()),
    ];
    for (told, change) in cases {
        let folder = folder_of(&[("a.jsonl", text.as_bytes()), ("b.txt", b"A headline\n\nA paragraph of some words stands here.\n")]);
        let gave = rehearsed(vec![Source::Path(folder.path().to_owned())], || change(&folder.path().join("a.jsonl")));
        assert!(gave.troubles.len() == 1 && gave.troubles[0].0.contains(told), "{gave:?}");
        assert_eq!((gave.report.read, gave.report.failed), (2, 1), "the rest is read");
    }
}

#[test]
fn troubles_come_in_the_order_of_the_sources() {
    let folder =
        folder_of(&[("2.txt", b""), ("3.jsonl", b"{\"title\":\"T\",\"body\":\"B.\"}\nno\n"), ("4.bin", &[0, 1, 2, 3, 255, 0, 0, 9, 0, 0])]);
    let sources = ["nowhere", "2.txt", "3.jsonl", "4.bin"].map(|name| Source::Path(folder.path().join(name)));
    let gave = rehearsed(sources.to_vec(), || {});
    let files: Vec<_> =
        gave.troubles.iter().map(|(told, _)| Path::new(told.split(':').next().unwrap()).file_name().unwrap().to_owned()).collect();
    assert_eq!(files, ["nowhere", "2.txt", "3.jsonl", "4.bin"]);
    assert!(gave.troubles.iter().all(|(_, gravity)| *gravity == Gravity::Loss));
    assert_eq!((gave.report.read, gave.report.failed), (1, 4));
}

#[test]
fn a_cancelled_import_ends_at_once() {
    let folder = folder_of(&[("a.txt", b"A headline\n\nA paragraph of some words stands here.\n")]);
    let options = Options::default();
    options.cancel.cancel();
    let report = rehearse(vec![Source::Path(folder.path().to_owned())], &options, &mut |_, _| {}, &mut |_| {}).unwrap();
    assert!(report.cancelled && report.read == 0);
}

#[test]
fn an_address_is_not_asked_where_nobody_is_to_be() {
    let gave = rehearsed(vec![Source::Path("https://example.org/story".into())], || {});
    assert!(gave.troubles[0].0.contains("nobody is asked while fetch.offline is set"), "{gave:?}");
}

#[test]
fn the_closing_line_is_read_at_a_glance() {
    let elapsed = std::time::Duration::from_millis(21_449);
    let report = Report { read: 77_679, filed: 77_674, updated: 1, unchanged: 4, elapsed, ..Report::default() };
    assert_eq!(report.to_string(), "77,679 read · 77,674 filed · 1 updated · 4 unchanged · 0 failed · 21.4 s");
    assert!(Report { cancelled: true, ..report }.to_string().ends_with("stopped before the end"));
}
