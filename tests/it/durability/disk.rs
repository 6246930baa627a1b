//! A disk that is full.
//!
//! A file system of two mebibytes is mounted where only this test sees it: in a mount namespace of its own, which root may make, and on most
//! systems anybody. Where neither is allowed the test says so and ends: no other limit fails in the way a full disk does (a limit on the
//! size of files is an error of writing to SQLite, and its own limit on pages cannot be set on another program's connection).

use std::process::{Command, Output};

use super::lines;
use crate::sandbox::Sandbox;

/// Imports until the disk is full, twice; makes room; looks. A line is written between the steps.
const SCRIPT: &str = r#"
mkdir small && mount -t tmpfs -o size=2m tmpfs small && head -c 900000 /dev/zero > small/ballast || exit 99
"$DATELINE" import many.jsonl --store small >out 2>err; echo "import $?"; cat err
"$DATELINE" count --store small; echo "count $?"
"$DATELINE" mark star --id 1 --store small >out 2>err; echo "mark $?"
"$DATELINE" import many.jsonl --store small >out 2>err; echo "again $?"; cat err
"$DATELINE" backup small/copy.db --store small >out 2>err; echo "backup $?"; cat err; ls small
rm small/ballast
"$DATELINE" count --store small; echo "count $?"
"$DATELINE" check --full --store small; echo "check $?"
"$DATELINE" import few.jsonl --store small --format json; echo "few $?"
"$DATELINE" count --store small; echo "count $?"
"$DATELINE" check --full --store small; echo "check $?"
"#;

/// Fills the disk under a store to the last byte; reads it, and tries to write to it.
const NOT_A_BYTE: &str = r#"
mkdir small && mount -t tmpfs -o size=14m tmpfs small || exit 99
"$DATELINE" import few.jsonl --store small >out 2>err || exit 98
cat /dev/zero >small/ballast 2>/dev/null
for asked in "list --limit 1" "search harbour --limit 1" "count" "show 1" "check"; do
    "$DATELINE" $asked --store small >out 2>err; echo "$asked: $? $(cat err)"
done
for asked in "mark star --id 1" "mark read --all" "import more.jsonl"; do
    "$DATELINE" $asked --store small >out 2>err; echo "$asked: $? $(cat err)"
done
rm small/ballast
"$DATELINE" mark star --id 1 --store small >out 2>err; echo "with room: $? $(cat err)"
"#;

/// Runs a script in the first kind of namespace that is allowed; says which.
fn run(script: &str, sandbox: &Sandbox) -> Option<Output> {
    for flags in ["-m", "-rm"] {
        let allowed = Command::new("unshare").args([flags, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(sandbox.home()).output();
        if allowed.is_ok_and(|output| output.status.success()) {
            eprintln!("a full disk: a tmpfs, mounted by `unshare {flags}`");
            let mut command = Command::new("unshare");
            command.args([flags, "sh", "-c", script]).env("HOME", sandbox.home()).env("DATELINE", env!("CARGO_BIN_EXE_dateline"));
            return Some(command.current_dir(sandbox.home()).output().unwrap());
        }
    }
    eprintln!("a full disk: skipped, for nothing may be mounted here");
    None
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_nothing_that_was_filed_is_lost() {
    let sandbox = Sandbox::new();
    sandbox.write("many.jsonl", lines(0..6_000));
    sandbox.write("few.jsonl", lines(0..10));
    let Some(output) = run(SCRIPT, &sandbox) else { return };
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let after = |step: &str| {
        let at = told.find(step).unwrap_or_else(|| panic!("no {step:?} in: {told}"));
        &told[at + step.len()..]
    };
    let number = |text: &str| text.lines().find_map(|line| line.trim().parse::<u64>().ok()).unwrap_or_else(|| panic!("{told}"));
    for step in ["import 3\n", "again 3\n"] {
        assert!(after(step).lines().any(|line| line.contains("is full: what was filed and marked before is kept; make room")), "{told}");
    }
    let (full, room) = (number(after("import 3\n")), number(after("again 3\n")));
    assert!(full > 0 && full < 6_000 && room >= full, "{told}");
    assert!(after("backup 3\n").contains(&format!("count 0\nwhole: {} stories", grouped(room))), "{told}");
    let copied = after("backup 3\n");
    assert!(copied.lines().next().is_some_and(|line| line.contains("the disk under the copy small/copy.db is full")), "{told}");
    assert!(!copied.contains("copy.db.part") && !copied.contains("\ncopy.db\n"), "{told}");
    let last = after("few 0\n");
    assert!(told.contains("\"unchanged\":10,") && number(last) == room && last.contains("check 0\n"), "{told}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_store_on_a_disk_without_a_free_byte_is_read() {
    let sandbox = Sandbox::new();
    sandbox.write("few.jsonl", lines(0..400));
    sandbox.write("more.jsonl", lines(400..420));
    let Some(output) = run(NOT_A_BYTE, &sandbox) else { return };
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    for read in ["list --limit 1: 0", "search harbour --limit 1: 0", "count: 0", "show 1: 0", "check: 0", "with room: 0"] {
        assert!(told.contains(read), "{read}: {told}");
    }
    for written in ["mark star --id 1: 3", "mark read --all: 3", "import more.jsonl: 3"] {
        let line = told.lines().find(|line| line.starts_with(written));
        assert!(line.is_some_and(|line| line.contains("is full: what was filed and marked before is kept")), "{written}: {told}");
    }
}

fn grouped(number: u64) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}
