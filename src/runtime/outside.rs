//! Programs outside: started by their words, never through a shell.
//!
//! A program has the terminal while the reader waits ([`Manner::Terminal`]), or runs beside the reader with nothing of the terminal. A thread
//! waits for its end and reports it, so that no program, however long it runs and whatever it writes, holds the reader up.

mod draft;
mod link;
mod saved;

use std::io::{self, Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crossbeam_channel::Sender;

pub(super) use draft::Draft;
pub(super) use link::{Link, link};
pub(super) use saved::save;

use super::reader::Message;
use crate::text::tame;

/// How much of what a program complains of is kept.
const COMPLAINT: usize = 300;
/// How long its last complaints are waited for: its children may keep the stream open for ever.
const LAST_WORDS: Duration = Duration::from_millis(500);
/// Programs that have the whole screen: nothing of them is left to be read when they have ended.
const FULL_SCREEN: [&str; 20] = [
    "less", "more", "most", "moar", "bat", "vi", "vim", "nvim", "view", "nano", "emacs", "micro", "hx", "w3m", "lynx", "links", "links2",
    "elinks", "browsh", "fzf",
];
const BROWSERS: [&str; 6] = ["w3m", "lynx", "links", "links2", "elinks", "browsh"];

/// How a program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// It has the terminal until it ends.
    Terminal,
    /// Beside the reader; what it complains of is heard.
    Beside,
    /// By itself, perhaps for longer than the reader: nothing is heard of it.
    Apart,
}

/// What is to be run: the first of some command lines whose program there is, and what it reads.
#[derive(Clone, Debug)]
pub(super) struct Errand {
    pub(super) lines: Vec<Vec<String>>,
    pub(super) input: Option<String>,
    pub(super) manner: Manner,
}

/// A program that has ended.
#[derive(Debug)]
pub(super) struct Ended {
    program: String,
    status: io::Result<ExitStatus>,
    complaint: String,
    pub(super) manner: Manner,
}

impl Errand {
    /// Starts it, and reports its end. Gives the name of the program that was started.
    ///
    /// # Errors
    /// What is to be told, where no program could be started.
    pub(super) fn start(&self, to: Sender<Message>) -> Result<String, String> {
        let mut refused = "no program is named".to_owned();
        for line in &self.lines {
            let Some((program, arguments)) = line.split_first() else { continue };
            match self.command(program, arguments).spawn() {
                Ok(child) => {
                    attend(child, program.clone(), self, to);
                    return Ok(program.clone());
                }
                Err(error) => refused = tame::line(&format!("{program} cannot be started ({error})")),
            }
        }
        Err(refused)
    }

    fn command(&self, program: &str, arguments: &[String]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments);
        let (out, errors) = match self.manner {
            Manner::Terminal => (Stdio::inherit(), Stdio::piped()),
            Manner::Beside => (Stdio::null(), Stdio::piped()),
            Manner::Apart => (Stdio::null(), Stdio::null()),
        };
        command.stdout(out).stderr(errors);
        command.stdin(match (&self.input, self.manner) {
            (Some(_), _) => Stdio::piped(),
            (None, Manner::Terminal) => Stdio::inherit(),
            (None, _) => Stdio::null(),
        });
        if self.manner != Manner::Terminal {
            // Keys that end a program on the terminal are not meant for it.
            command.process_group(0);
        }
        command
    }
}

/// Writes its input, hears its complaints and waits for its end, each by itself.
fn attend(mut child: Child, program: String, errand: &Errand, to: Sender<Message>) {
    if let (Some(mut stdin), Some(input)) = (child.stdin.take(), errand.input.clone()) {
        // One that reads no more is no failure: `head` has what it wants.
        thread::spawn(move || stdin.write_all(input.as_bytes()));
    }
    let manner = errand.manner;
    let has_terminal = Arc::new(AtomicBool::new(manner == Manner::Terminal));
    let complaints = child.stderr.take().map(|stream| hear(stream, Arc::clone(&has_terminal)));
    thread::spawn(move || {
        let status = child.wait();
        let complaint = complaints.map_or_else(Vec::new, |complaints| first_words(&complaints));
        has_terminal.store(false, Ordering::SeqCst);
        let complaint = tame::line(String::from_utf8_lossy(&complaint).trim().lines().next().unwrap_or_default());
        let _ = to.send(Message::Ran(Ended { program, status, complaint, manner }));
    });
}

/// Reads what a program complains of to its end, and keeps the beginning; shows it as long as the program has the terminal.
fn hear(mut stream: ChildStderr, has_terminal: Arc<AtomicBool>) -> Receiver<Vec<u8>> {
    let (to, from) = channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = stream.read(&mut buffer) {
            // Nobody may wait for it any more.
            let _ = to.send(buffer[..count.min(COMPLAINT)].to_vec());
            if has_terminal.load(Ordering::SeqCst) {
                let _ = io::stderr().write_all(&buffer[..count]);
            }
        }
    });
    from
}

fn first_words(complaints: &Receiver<Vec<u8>>) -> Vec<u8> {
    let mut said = Vec::new();
    while said.len() < COMPLAINT {
        match complaints.recv_timeout(LAST_WORDS) {
            Ok(more) => said.extend(more),
            Err(_) => break,
        }
    }
    said
}

impl Ended {
    /// What is told of its end, and whether something went wrong; nothing where a program has done what it was asked for, on the terminal.
    pub(super) fn told(&self) -> Option<(String, bool)> {
        let program = name(&self.program);
        let complaint = if self.complaint.is_empty() { String::new() } else { format!(": {}", self.complaint) };
        Some(match &self.status {
            Ok(status) if status.success() && self.manner == Manner::Beside => (format!("{program} has done its work"), false),
            Ok(status) if status.success() => return None,
            Ok(status) if status.signal() == Some(signal_hook::consts::SIGINT) => (format!("{program} was stopped"), false),
            Ok(status) => (format!("{program} failed ({status}){complaint}"), true),
            Err(error) => (format!("{program} cannot be waited for ({error})"), true),
        })
    }

    /// Whether what it has written is still to be read.
    pub(super) fn leaves_text(&self) -> bool {
        self.manner == Manner::Terminal && !FULL_SCREEN.contains(&name(&self.program).as_str())
    }
}

/// The name of a program, without the folder that it lies in.
fn name(program: &str) -> String {
    let name = Path::new(program).file_name().map_or_else(|| program.into(), |name| name.to_string_lossy());
    tame::line(&name)
}

/// The words of a command line that the reader has set, of one in the environment, or of what there is on most systems.
pub(super) fn command_lines(set: &str, environment: &[&str], usual: &[&str]) -> Vec<Vec<String>> {
    let from_environment = environment.iter().filter_map(|name| std::env::var(name).ok());
    let named =
        std::iter::once(set.to_owned()).chain(from_environment).filter_map(|line| shlex::split(&line)).find(|words| !words.is_empty());
    named.map_or_else(|| usual.iter().map(|word| vec![(*word).to_owned()]).collect(), |words| vec![words])
}

#[cfg(test)]
mod tests;
