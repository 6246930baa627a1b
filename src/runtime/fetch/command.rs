//! Programs that print a feed or a secret: started by their words, never through a shell, with bounds on what they print and how long.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::runtime::import::{Cancel, LARGEST_DOCUMENT};

/// How long a program may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How soon a cancelled fetch is noticed.
const TICK: Duration = Duration::from_millis(50);
/// How long its complaints are waited for when it has said the rest.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// How much of what it complains of is told.
const COMPLAINT: u64 = 300;

/// What the program of a command line prints.
pub(super) fn run(line: &str, cancel: &Cancel) -> Result<Vec<u8>, String> {
    let words = shlex::split(line).filter(|words| !words.is_empty()).ok_or("its quotes do not close, or it is empty")?;
    let (program, arguments) = words.split_first().ok_or("it is empty")?;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{program} cannot be started ({error})"))?;
    let printed = listen(&mut child, cancel);
    if printed.is_err() {
        // It may be gone already.
        let _ = child.kill();
    }
    let status = ended(&mut child, cancel).map_err(|why| format!("{program} {why}"));
    let (printed, complaint) = printed.map_err(|why| format!("{program} {why}"))?;
    let status = status?;
    if status.success() {
        return Ok(printed);
    }
    let complaint = String::from_utf8_lossy(&complaint).lines().next().map_or_else(String::new, |line| format!(": {}", line.trim()));
    Err(format!("{program} failed ({status}){complaint}"))
}

/// What it prints and what it complains of, once it has closed its output.
fn listen(child: &mut Child, cancel: &Cancel) -> Result<(Vec<u8>, Vec<u8>), String> {
    let (sender, ended) = channel();
    let complaints = child.stderr.take();
    let (complain, complained) = channel();
    thread::spawn(move || complain.send(complaints.map_or_else(Vec::new, |mut stream| first(&mut stream))));
    read_apart(child.stdout.take(), sender);
    let until = Instant::now() + PATIENCE;
    loop {
        match ended.recv_timeout(TICK) {
            Ok(Ok(printed)) if printed.len() > LARGEST_DOCUMENT => return Err(format!("prints more than {} MiB", LARGEST_DOCUMENT >> 20)),
            Ok(Ok(printed)) => {
                // Its children may keep the stream open for ever.
                return Ok((printed, complained.recv_timeout(LAST_WORDS).unwrap_or_default()));
            }
            Ok(Err(error)) => return Err(format!("cannot be read ({error})")),
            Err(RecvTimeoutError::Timeout) if cancel.is_cancelled() => return Err("was stopped".to_owned()),
            Err(RecvTimeoutError::Timeout) if Instant::now() < until => {}
            Err(_) => return Err(format!("does not end in {} seconds", PATIENCE.as_secs())),
        }
    }
}

/// Waits for its end, and ends it where that does not come.
fn ended(child: &mut Child, cancel: &Cancel) -> Result<ExitStatus, String> {
    let until = Instant::now() + PATIENCE;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if Instant::now() < until && !cancel.is_cancelled() => thread::sleep(TICK),
            Ok(None) => {
                let (_, _) = (child.kill(), child.wait());
                return Err("does not end".to_owned());
            }
            Err(error) => return Err(format!("cannot be waited for ({error})")),
        }
    }
}

fn read_apart(stream: Option<impl Read + Send + 'static>, sender: Sender<io::Result<Vec<u8>>>) {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let most = LARGEST_DOCUMENT as u64 + 1;
        let read = stream.map_or(Ok(0), |stream| stream.take(most).read_to_end(&mut bytes));
        // Nobody may listen any more.
        let _ = sender.send(read.map(|_| bytes));
    });
}

/// The beginning of a stream; the rest is read past, or the program would stand still.
fn first(stream: &mut impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = stream.by_ref().take(COMPLAINT).read_to_end(&mut bytes);
    let _ = io::copy(stream, &mut io::sink());
    bytes
}

#[cfg(all(test, unix))]
mod tests {
    use super::run;
    use crate::runtime::import::Cancel;

    #[test]
    fn programs_are_started_by_their_words() {
        for (line, expected) in [
            ("echo 'a  b' $HOME; id", Ok("a  b $HOME; id\n")),
            ("printf %s x", Ok("x")),
            ("false", Err("false failed (exit status: 1)")),
            ("ls /nowhere-at-all", Err("ls failed")),
            ("no-such-program-here x", Err("no-such-program-here cannot be started")),
            ("echo 'x", Err("its quotes do not close")),
            ("", Err("its quotes do not close, or it is empty")),
        ] {
            let printed = run(line, &Cancel::default()).map(|bytes| String::from_utf8(bytes).unwrap());
            match (printed, expected) {
                (Ok(printed), Ok(expected)) => assert_eq!(printed, expected),
                (Err(why), Err(expected)) => assert!(why.starts_with(expected), "{why}"),
                (printed, _) => panic!("{line}: {printed:?}"),
            }
        }
    }

    #[test]
    fn one_that_prints_for_ever_is_ended() {
        assert!(run("yes", &Cancel::default()).unwrap_err().contains("more than 32 MiB"));
        let cancel = Cancel::default();
        cancel.cancel();
        assert_eq!(run("sleep 1000", &cancel).unwrap_err(), "sleep was stopped");
    }
}
