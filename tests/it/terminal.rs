//! The built program on a real pseudo-terminal: what it writes, what it leaves behind, what it survives. Every wait is for a condition, with
//! a generous deadline; nothing sleeps.

mod line;
mod outside;
mod pictures;

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::Parser;

use crate::sandbox::Sandbox;
use crate::server::{Answer, Server};

/// Longer than any start on a busy machine.
const DEADLINE: Duration = Duration::from_secs(60);
/// The last question, which every terminal answers.
const LAST_QUESTION: &str = "\x1b[c";
/// No bytes for this long is silence.
const QUIET: Duration = Duration::from_millis(300);

/// The reader, running on a terminal of its own.
struct Session {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    bytes: Receiver<Vec<u8>>,
    screen: Parser,
    /// All that was written so far.
    written: Vec<u8>,
}

impl Session {
    fn demo(sandbox: &Sandbox, environment: &[(&str, &str)]) -> Self {
        Self::start(sandbox, &["demo"], environment)
    }

    fn start(sandbox: &Sandbox, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let (master, child) = spawned(sandbox, arguments, environment);
        let reader = master.try_clone_reader().expect("a reader");
        let writer = master.take_writer().expect("a writer");
        Self { master, writer, child, bytes: listened(reader), screen: Parser::new(cells(40), cells(120), 0), written: Vec::new() }
    }

    /// Takes in what is written next; `false` when nothing was within `at_most`, or nothing can come any more.
    fn take(&mut self, at_most: Duration) -> bool {
        match self.bytes.recv_timeout(at_most) {
            Ok(bytes) => {
                self.screen.process(&bytes);
                self.written.extend(bytes);
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }

    /// Waits until the screen is as wanted.
    fn until(&mut self, what: &str, wanted: impl Fn(&Self) -> bool) -> &mut Self {
        let end = Instant::now() + DEADLINE;
        while !wanted(self) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(self.take(left), "never came: {what}\n{}", self.text());
        }
        self
    }

    /// Waits until the front page is painted, with a story and its reading time beside the list, and nothing more is written.
    fn painted(&mut self) -> &mut Self {
        self.until("the front page", |session| session.text().contains("unread of") && session.text().contains(" min")).settled()
    }

    /// Takes in all that is still to come.
    fn settled(&mut self) -> &mut Self {
        while self.take(QUIET) {}
        self
    }

    /// All that was written, as text.
    fn told(&self) -> String {
        String::from_utf8_lossy(&self.written).into_owned()
    }

    /// Answers the questions that are asked at the start.
    fn answered(&mut self, answers: &str) -> &mut Self {
        self.until("the questions", |session| session.told().contains(LAST_QUESTION)).keys(answers)
    }

    /// What the screen shows, all its spaces plain.
    fn text(&self) -> String {
        self.screen.screen().contents().replace('\u{a0}', " ")
    }

    fn keys(&mut self, keys: &str) -> &mut Self {
        self.writer.write_all(keys.as_bytes()).expect("typed");
        self.writer.flush().expect("typed");
        self
    }

    fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.master.resize(size(columns, rows)).expect("resized");
        self.screen.screen_mut().set_size(cells(rows), cells(columns));
        self
    }

    fn kill(&mut self, signal: &str) -> &mut Self {
        let id = self.child.process_id().expect("a process").to_string();
        assert!(std::process::Command::new("kill").args(["-s", signal, &id]).status().expect("kill runs").success());
        self
    }

    /// Waits for the end and gives the exit code; the bytes are read to the last.
    fn ended(&mut self) -> u32 {
        let end = Instant::now() + DEADLINE;
        while self.take(end.saturating_duration_since(Instant::now())) {}
        assert!(Instant::now() < end, "it did not end\n{}", self.text());
        self.child.wait().expect("its status").exit_code()
    }

    /// The row of the selected story: where the cursor is.
    fn selected(&self) -> String {
        let row = self.screen.screen().cursor_position().0;
        let line = self.screen.screen().rows(0, 46).nth(usize::from(row)).unwrap_or_default();
        line.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    }

    fn assert_given_back(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pasting is as before");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A test that failed leaves nobody behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The reader on a terminal to which nobody listens yet.
fn spawned(
    sandbox: &Sandbox,
    arguments: &[&str],
    environment: &[(&str, &str)],
) -> (Box<dyn MasterPty + Send>, Box<dyn Child + Send + Sync>) {
    let pair = native_pty_system().openpty(size(120, 40)).expect("a pseudo-terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(arguments);
    command.env_clear();
    command.cwd(sandbox.home());
    command.env("HOME", sandbox.home());
    for (name, value) in [("TZ", "UTC"), ("LANG", "C.UTF-8"), ("TERM", "xterm-256color")].iter().chain(environment) {
        command.env(name, value);
    }
    let child = pair.slave.spawn_command(command).expect("it starts");
    (pair.master, child)
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("at least one")
}

/// What is read from the terminal, until it is gone.
fn listened(mut reader: Box<dyn Read + Send>) -> Receiver<Vec<u8>> {
    let (to, from) = channel();
    thread::spawn(move || {
        let mut buffer = [0; 65_536];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if to.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    from
}

/// The numbers of all SGR sequences in what was written.
fn sgr(written: &[u8]) -> Vec<u32> {
    let text = String::from_utf8_lossy(written);
    let sequences = text.split("\u{1b}[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';' && c != ':')?;
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    });
    sequences.flat_map(|numbers| numbers.split([';', ':']).filter_map(|number| number.parse().ok()).collect::<Vec<_>>()).collect()
}

#[test]
fn a_terminal_without_a_second_screen_shows_nothing_of_what_stood_there() {
    let sandbox = Sandbox::new();
    let mut session = Session::demo(&sandbox, &[]);
    session.painted();
    let mut console = Parser::new(cells(40), cells(120), 0);
    console.process("left over from before \r\n".repeat(39).as_bytes());
    let written = String::from_utf8_lossy(&session.written).replace("\u{1b}[?1049h", "");
    console.process(written.as_bytes());
    assert!(console.screen().contents().contains("unread of"));
    assert_eq!(console.screen().contents(), session.screen.screen().contents());
}

#[test]
fn the_demonstration_paints_its_front_page_and_q_gives_the_terminal_back() {
    let sandbox = Sandbox::new();
    let mut session = Session::demo(&sandbox, &[]);
    session.painted();
    assert!(session.screen.screen().alternate_screen());
    assert!(session.text().contains("dateline"), "{}", session.text());
    assert_eq!(session.keys("q").ended(), 0);
    session.assert_given_back();
}

#[test]
fn a_signal_ends_it_honestly_and_the_next_start_is_at_the_same_story() {
    for (signal, code) in [("TERM", 143), ("HUP", 129)] {
        let sandbox = Sandbox::new();
        let mut session = Session::demo(&sandbox, &[]);
        session.painted();
        let first = session.selected();
        session.keys("jj").until("another story", |session| session.selected() != first).settled();
        let story = session.selected();
        assert_eq!(session.kill(signal).ended(), code, "SIG{signal}");
        session.assert_given_back();
        let mut again = Session::demo(&sandbox, &[]);
        assert_eq!(again.painted().selected(), story, "after SIG{signal}");
    }
}

#[test]
fn the_screen_is_painted_anew_when_it_is_asked_for() {
    let sandbox = Sandbox::new();
    let mut session = Session::demo(&sandbox, &[]);
    session.painted();
    let before = session.written.len();
    session.keys("\u{c}").until("all of the screen", |session| session.written.len() > before + 2_000);
    assert_eq!(session.keys("q").ended(), 0);
}

#[test]
fn a_storm_of_sizes_is_survived() {
    let sandbox = Sandbox::new();
    let mut session = Session::demo(&sandbox, &[]);
    session.painted();
    for (columns, rows) in [(1, 1), (200, 60), (20, 5), (1, 40), (300, 1), (99, 30), (2, 2), (500, 200), (1, 1)] {
        session.resize(columns, rows).keys("j").take(QUIET);
    }
    session.resize(120, 40).keys("j").painted();
    assert_eq!(session.keys("q").ended(), 0);
}

#[test]
fn no_color_means_none() {
    let sandbox = Sandbox::new();
    let mut session = Session::demo(&sandbox, &[("NO_COLOR", "1")]);
    session.painted().keys("j\r)/the").settled();
    let colours: Vec<u32> =
        sgr(&session.written).into_iter().filter(|n| matches!(n, 30..=38 | 40..=48 | 58 | 90..=97 | 100..=107)).collect();
    assert_eq!(colours, [] as [u32; 0]);
    assert!(sgr(&session.written).contains(&1), "attributes stand in for colours");
}

#[test]
fn an_ascii_locale_gets_ascii() {
    let sandbox = Sandbox::new();
    let mut session = Session::demo(&sandbox, &[("LANG", "C")]);
    session.painted().keys("\r").settled();
    session.keys("h?").until("the keys", |session| session.text().contains("earch")).settled();
    let odd: String = String::from_utf8_lossy(&session.written).chars().filter(|c| !c.is_ascii()).collect();
    assert_eq!(odd, "");
}

#[test]
fn a_frame_is_one_synchronized_update_and_silence_follows() {
    let sandbox = Sandbox::new();
    let mut session = Session::demo(&sandbox, &[]);
    session.painted();
    let written = String::from_utf8_lossy(&session.written).into_owned();
    let (begin, end) = (written.find("\u{1b}[?2026h"), written.rfind("\u{1b}[?2026l"));
    let place = written.find("unread").expect("the front page");
    assert!(begin.is_some_and(|begin| begin < place) && end.is_some_and(|end| place < end), "{written:?}");
    assert_eq!(written.matches("\u{1b}[?2026h").count(), written.matches("\u{1b}[?2026l").count());
    assert!(!session.take(QUIET), "nothing is written where nothing happens");
}

#[test]
fn a_step_in_the_list_is_a_few_bytes() {
    let sandbox = Sandbox::new();
    let mut session = Session::demo(&sandbox, &[]);
    session.painted();
    let before = session.selected();
    let start = session.written.len();
    // The list alone: the pane follows once the reader rests.
    session.keys("j").until("the next story", |session| session.selected() != before);
    let step = session.written.len() - start;
    assert!(step <= 400, "{step} bytes: {:?}", String::from_utf8_lossy(&session.written[start..]));
}

#[test]
fn a_star_outlives_the_hardest_end() {
    let sandbox = Sandbox::with_stories();
    let mut session = Session::start(&sandbox, &[], &[]);
    session.painted().keys("s").until("the star", |session| session.text().contains('★'));
    session.kill("KILL").ended();
    let starred = sandbox.run(&["count", "is:starred"]);
    assert_eq!((starred.code, starred.out.trim()), (Some(0), "1"), "{starred:?}");
}

#[test]
fn what_another_program_files_and_marks_shows_in_an_open_reader() {
    let sandbox = Sandbox::with_stories();
    let mut session = Session::start(&sandbox, &[], &[]);
    session.painted().keys("j").settled();
    let selected = session.selected();
    let story = r#"{"id":"d","title":"Late news of the dam","body":"It holds.","date":"2026-11-21T09:00:00Z","section":"World"}"#;
    sandbox.write("late.jsonl", story);
    assert_eq!(sandbox.run(&["import", "late.jsonl"]).code, Some(0));
    session.until("the announcement", |session| session.text().contains("1 new · press ."));
    assert!(session.text().contains("4 unread of 4"), "{}", session.text());
    assert!(!session.text().contains("Late news"), "it is not put in: {}", session.text());
    assert_eq!(session.selected(), selected);
    session.keys(".").until("the new story", |session| session.text().contains("Late news of the dam")).settled();
    assert_eq!(session.selected(), selected, "the selection stays");
    assert_eq!(sandbox.run(&["mark", "star", "--id", "4"]).code, Some(0));
    session.until("the star", |session| session.text().contains('★'));
    assert_eq!(session.selected(), selected);
    // What changes nothing that is to be seen draws nothing.
    session.settled();
    assert_eq!(sandbox.run(&["mark", "star", "--id", "4"]).code, Some(0));
    assert_eq!(sandbox.run(&["import", "late.jsonl"]).code, Some(0));
    let before = session.written.len();
    for _ in 0..4 {
        session.take(QUIET);
    }
    assert_eq!(session.written.len(), before, "{:?}", String::from_utf8_lossy(&session.written[before..]));
    assert_eq!(session.keys("q").ended(), 0);
}

#[test]
fn keys_that_come_at_once_are_about_the_list_they_ask_for() {
    let sandbox = Sandbox::with_stories();
    let mut session = Session::start(&sandbox, &[], &[]);
    // A search, its first hit opened, all in one breath.
    session
        .painted()
        .keys("/talks\r\r")
        .until("the hit, opened", |session| session.text().contains("read on") && session.text().contains("PORT ARDEN"));
    session.settled();
    assert_eq!(session.keys("Q").ended(), 0);
    let read = sandbox.run(&["list", "is:read", "--format", "jsonl"]).jsonl();
    assert_eq!(read.iter().map(|story| story["headline"].as_str().unwrap()).collect::<Vec<_>>(), ["Dam talks resume after a year"]);
}

#[test]
fn a_book_that_is_pasted_does_not_keep_the_keys_waiting() {
    let sandbox = Sandbox::with_stories();
    let mut session = Session::start(&sandbox, &[], &[]);
    session.painted().keys("/").settled();
    session
        .keys(&format!("\x1b[200~{}\x1b[201~", "zebra\n".repeat(160_000)))
        .until("the book, or the beginning of it", |session| session.text().contains("zebra"));
    assert_eq!(session.keys("\x03").settled().keys("Q").ended(), 0);
}

#[test]
fn feeds_that_are_followed_come_in_by_themselves_and_at_a_key() {
    let edition = Arc::new(AtomicUsize::new(1));
    let of = Arc::clone(&edition);
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed" => {
            let entry =
                |n| format!("<item><title>Ferry {n} sails</title><link>/ferry/{n}</link><description>It sails again.</description></item>");
            let entries: String = (1..=of.load(Ordering::SeqCst)).map(entry).collect();
            Answer::ok(format!("<rss version='2.0'><channel><title>The Quay Post</title>{entries}</channel></rss>"))
        }
        "/ferry/1" => {
            let paragraph =
                |hour: &str| format!("<p>The ferry left the pier of Arden at {hour}, with forty passengers and a dog on board.</p>");
            let text: String = ["one", "two", "three", "four", "five"].into_iter().map(paragraph).collect();
            Answer::ok(format!("<html><body><article><h1>Ferry 1 sails</h1>{text}</article></body></html>"))
        }
        _ => Answer::of(503, ""),
    });
    let sandbox = Sandbox::new();
    let feeds = [server.url("/feed"), server.url("/busy")].map(|url| format!("[[feeds]]\nurl = \"{url}\"\n")).concat();
    sandbox.write(".config/dateline/config.toml", feeds);
    let mut session = Session::start(&sandbox, &[], &[]);
    session.until("the story of the feed", |session| session.text().contains("Ferry 1 sails") && session.text().contains(" min")).settled();
    edition.store(2, Ordering::SeqCst);
    session.keys("r").until("one has arrived", |session| session.text().contains("1 new · press .")).settled();
    session.keys(".").until("the second story", |session| session.text().contains("Ferry 2 sails")).settled();
    session.keys("!").until("the problem", |session| session.text().contains("its server is in trouble (HTTP 503)"));
    session.keys("\x1b/ferry 1\r").until("the first story", |session| session.selected().contains("Ferry 1")).settled();
    session.keys("X").until("the whole text", |session| session.text().contains("forty passengers")).settled();
    session.keys("Q");
    assert_eq!(session.ended(), 0);
    session.assert_given_back();
}

#[test]
fn the_place_in_a_story_outlives_the_hardest_end() {
    for signal in ["KILL", "HUP"] {
        let sandbox = Sandbox::new();
        let mut session = Session::demo(&sandbox, &[]);
        // Blank cells may be written or not, and a blank line above the first words is not part of the place.
        let story = |session: &Session| {
            let lines = session.screen.screen().rows(48, 72).skip(1).take(34).map(|line| line.trim_end().to_owned());
            lines.skip_while(|line| line.trim_start_matches('┊').is_empty()).take(30).collect::<Vec<_>>()
        };
        session.painted().keys("\r").settled();
        let before = story(&session);
        session.keys("jjjjjjjjjjjj").until("lines further down", |session| story(session) != before).settled();
        let read = story(&session);
        session.kill(signal).ended();
        Session::demo(&sandbox, &[]).until(&format!("the same lines after SIG{signal}: {read:#?}"), |session| story(session) == read);
    }
}
