//! Where stores and copies lie: behind links, in the way of pipes and devices, under names that are the store's own.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::path::Path;
use std::process::Command;

use super::{assert_whole, filed, headlines, lines, repair, store_of};
use crate::sandbox::Sandbox;

/// What lies where a file should be, and how it is made; devices need root, and the one that is made here is a second `/dev/null`.
const OBSTACLES: [(&str, &[&str]); 3] = [("a pipe", &["mkfifo"]), ("a folder", &["mkdir"]), ("a device", &["mknod", "c", "1", "3"])];

/// Makes such a thing. Gives whether that is allowed.
fn make(command: &[&str], path: &Path) -> bool {
    let (program, rest) = command.split_first().unwrap();
    Command::new(program).arg(path).args(rest).output().is_ok_and(|output| output.status.success())
}

fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).unwrap().is_file()
}

#[test]
fn what_is_no_file_is_no_store_and_stays_as_it_is() {
    for (kind, command) in OBSTACLES {
        let sandbox = Sandbox::new();
        sandbox.write("stories.jsonl", lines(0..3));
        let store = sandbox.write("there/stories.db", "");
        fs::remove_file(&store).unwrap();
        if !make(command, &store) {
            eprintln!("{kind}: skipped, for it may not be made here");
            continue;
        }
        for args in [&["count"][..], &["check"], &["check", "--repair"], &["import", "stories.jsonl"], &["mark", "read", "--all"]] {
            let ran = sandbox.run(&[&["--store", "there"], args].concat());
            assert!(ran.code == Some(2) && ran.err.contains(&format!("it is {kind}")), "{kind} {args:?}: {ran:?}");
        }
        assert!(!is_file(&store), "{kind}");
        assert_eq!(fs::read_dir(store.parent().unwrap()).unwrap().count(), 1, "{kind}: nothing is put beside it");
    }
}

#[test]
fn what_lies_in_the_place_of_the_log_is_told_and_left_alone() {
    for (kind, command) in OBSTACLES {
        for ending in ["-wal", "-shm", "-journal"] {
            let sandbox = Sandbox::with_stories();
            let beside = store_of(&sandbox).with_extension(format!("db{ending}"));
            if !make(command, &beside) {
                continue;
            }
            for args in [&["count"][..], &["check"], &["check", "--repair"], &["mark", "read", "--all"]] {
                let ran = sandbox.run(args);
                let told = ran.err.contains(ending) && ran.err.contains(kind) && ran.err.contains("move it away");
                assert!(ran.code == Some(2) && told, "{kind} {ending} {args:?}: {ran:?}");
            }
            assert!(!is_file(&beside), "{kind} {ending}");
        }
    }
}

#[test]
fn a_copy_replaces_files_and_nothing_else() {
    for (kind, command) in OBSTACLES {
        let sandbox = Sandbox::with_stories();
        // A copy into a folder gets a name in it; what is tried here is the file that it is made in.
        let (to, made) = (sandbox.path("copy.db"), sandbox.path(if kind == "a folder" { "copy.db.part" } else { "copy.db" }));
        if !make(command, &made) {
            continue;
        }
        for args in [&["backup"][..], &["backup", "--force"]] {
            let ran = sandbox.run(&[args, &[to.to_str().unwrap()]].concat());
            assert!(ran.code == Some(2) && ran.err.contains(&format!("is {kind}")), "{kind} {args:?}: {ran:?}");
        }
        assert!(!is_file(&made), "{kind}");
    }
}

#[test]
fn a_copy_takes_no_name_of_the_stores_own() {
    let sandbox = Sandbox::with_stories();
    let store = store_of(&sandbox);
    symlink(store.parent().unwrap(), sandbox.path("round")).unwrap();
    for ending in ["-wal", "-shm", "-journal", ".salvage", ".salvage-wal"] {
        for folder in [store.parent().unwrap(), &sandbox.path("round")] {
            let to = folder.join(format!("stories.db{ending}"));
            let ran = sandbox.run(&["backup", "--force", to.to_str().unwrap()]);
            assert!(ran.code == Some(2) && ran.err.contains("files that the store keeps beside it"), "{ending}: {ran:?}");
            assert!(!to.exists(), "{ending}");
        }
    }
    let ran = sandbox.run(&["backup", "-"]);
    assert!(ran.code == Some(2) && ran.err.contains("name the file"), "{ran:?}");
    assert!(!sandbox.path("-").exists());
    // The file in which a copy is made is the store of another name here.
    fs::create_dir(sandbox.path("odd")).unwrap();
    let mut odd = dateline::store::Store::open(&sandbox.path("odd/x.part"), super::OPTIONS).unwrap();
    assert!(odd.backup(&sandbox.path("odd/x"), &mut |_| std::ops::ControlFlow::Continue(())).is_err());
    assert!(sandbox.path("odd/x.part").exists());
}

/// A store behind a link, as it lies on the disk when the program was killed: half of it stands in the log.
#[test]
fn behind_a_link_as_much_is_saved_as_without_one() {
    let sandbox = Sandbox::new();
    sandbox.write("stories.jsonl", lines(0..60));
    sandbox.write("more.jsonl", lines(60..200));
    let real = sandbox.write("disk/real.db", "");
    fs::create_dir(sandbox.path("store")).unwrap();
    symlink("../disk/real.db", sandbox.path("store/stories.db")).unwrap();
    let link = sandbox.path("store/stories.db");
    assert_eq!(sandbox.run(&["--store", "store", "import", "stories.jsonl"]).code, Some(0));
    let open = super::open(&link);
    assert_eq!(sandbox.run(&["--store", "store", "import", "more.jsonl"]).code, Some(0));
    let (mut file, log) = (fs::read(&real).unwrap(), fs::read(real.with_extension("db-wal")).unwrap());
    assert!(!log.is_empty());
    drop(open);
    file[..16_384].fill(0x55);
    fs::write(&real, &file).unwrap();
    fs::write(real.with_extension("db-wal"), &log).unwrap();
    let repaired = repair(&link).unwrap();
    assert!(repaired.stories == 200 && repaired.lost == 0 && repaired.left.is_empty(), "{repaired:?}");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink() && is_file(&real), "the link leads to the new store");
    assert_eq!(filed(&link), headlines(0..200));
    assert_whole(&link, "behind a link");
}

#[test]
fn behind_a_link_another_stores_log_is_refused_too() {
    let (ours, theirs) = (Sandbox::with_stories(), Sandbox::with_stories());
    let open = super::open(&store_of(&theirs));
    theirs.write("more.jsonl", lines(0..60));
    assert_eq!(theirs.run(&["import", "more.jsonl"]).code, Some(0));
    let log = fs::read(store_of(&theirs).with_extension("db-wal")).unwrap();
    drop(open);
    let real = ours.path("disk/real.db");
    fs::create_dir(ours.path("disk")).unwrap();
    fs::rename(store_of(&ours), &real).unwrap();
    symlink(&real, store_of(&ours)).unwrap();
    fs::write(real.with_extension("db-wal"), &log).unwrap();
    let ran = ours.run(&["count"]);
    assert!(ran.code == Some(6) && ran.err.contains("check --repair"), "{ran:?}");
    assert_eq!(ours.run(&["check", "--repair"]).code, Some(0));
    assert_eq!(ours.run(&["count"]).out, "3\n");
}

#[test]
fn links_that_lead_in_a_circle_or_nowhere_are_told() {
    let sandbox = Sandbox::new();
    sandbox.write("stories.jsonl", lines(0..3));
    for (name, target, code) in [("circle", "stories.db", 2), ("nowhere", "../absent/x.db", 2), ("new", "../x.db", 0)] {
        fs::create_dir(sandbox.path(name)).unwrap();
        symlink(target, sandbox.path(name).join("stories.db")).unwrap();
        let ran = sandbox.run(&["--store", name, "import", "stories.jsonl"]);
        assert_eq!(ran.code, Some(code), "{name}: {ran:?}");
    }
    assert!(sandbox.path("x.db").exists() && !sandbox.path("absent").exists());
    assert!(!fs::metadata(sandbox.path("x.db")).unwrap().file_type().is_fifo());
}
