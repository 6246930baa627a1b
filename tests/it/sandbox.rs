//! A home of its own for every test that runs the program: no test sees the reader's files, or another's.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

/// A home, empty at first.
pub(crate) struct Sandbox {
    home: TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        Self { home: TempDir::new().expect("a temporary folder") }
    }

    /// A sandbox whose store has the stories of [`STORIES`].
    pub(crate) fn with_stories() -> Self {
        let sandbox = Self::new();
        sandbox.write("stories.jsonl", STORIES);
        assert_eq!(sandbox.run(&["import", "stories.jsonl"]).code, Some(0));
        sandbox
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Writes a file, and the folders it stands in.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(&path, bytes).expect("written");
        path
    }

    /// The program, in this home.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.env_clear().env("HOME", self.home()).env("TZ", "UTC").env("LANG", "C.UTF-8").env("TERM", "xterm-256color");
        command.current_dir(self.home());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        ran(self.command().args(args).output().expect("it runs"))
    }

    pub(crate) fn run_with_input(&self, args: &[&str], input: &[u8]) -> Ran {
        ran(self.command().args(args).write_stdin(input).output().expect("it runs"))
    }
}

impl Ran {
    /// What it printed, line by line, as JSON.
    pub(crate) fn jsonl(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
    }

    /// What it printed, as one JSON value.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

fn ran(output: Output) -> Ran {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Three stories; the second has a headline that would steer a terminal.
pub(crate) const STORIES: &str = concat!(
    r#"{"id":"a","title":"Dam talks resume after a year","body":"PORT ARDEN, Nov 18 - The talks on the dam begin on Monday.\n\n“We will act,” said Ada Rao, the minister for water.\n\nNobody else would pay.","date":"2026-11-18T09:00:00Z","source":"Halcyon Wire","section":"World","url":"https://example.org/dam"}"#,
    "\n",
    r#"{"id":"b","title":"Harbour \u001b[31mtunnel\u001b]0;owned\u0007 opens\u202e to trains\r\n","body":"The first train ran on Tuesday.\n\nIt was late.","date":"2026-11-19T09:00:00Z","source":"The Quay Post","section":"City"}"#,
    "\n",
    r#"{"id":"c","title":"Council adopts budget, 9 to 2","body":"The council adopted the budget of the year.\n\n“It is enough,” Mayor Bo Lindt said.","date":"2026-11-20T09:00:00Z","source":"The Quay Post","section":"City"}"#,
    "\n",
);
