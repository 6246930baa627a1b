//! The terminal, handed over to a program and taken back.

use super::Session;
use crate::sandbox::Sandbox;

fn start(environment: &[(&str, &str)]) -> (Sandbox, Session) {
    let sandbox = Sandbox::with_stories();
    let mut session = Session::start(&sandbox, &[], environment);
    session.painted();
    (sandbox, session)
}

impl Session {
    /// Waits until a program has the terminal, and is at this.
    fn outside(&mut self, what: &str) -> &mut Self {
        self.until(what, |session| !session.screen.screen().alternate_screen() && session.text().contains(what))
    }

    /// Waits until the reader has the terminal again, and says this.
    fn inside(&mut self, what: &str) -> &mut Self {
        self.until(what, |session| session.screen.screen().alternate_screen() && session.text().contains(what))
    }
}

#[test]
fn a_story_is_piped_to_a_program_whose_words_stay_until_a_key() {
    let (_sandbox, mut session) = start(&[("PAGER", "cat -n")]);
    for keys in ["|cat\r", ":pager\r"] {
        session.keys(keys).outside("any key goes back");
        assert!(session.text().contains("The council adopted the budget of the year."), "{}", session.text());
        session.assert_given_back();
        session.keys("x").inside("unread of").settled();
        assert!(!session.text().contains("does nothing"), "the key was no command: {}", session.text());
    }
    assert_eq!(session.keys("q").ended(), 0);
    session.assert_given_back();
}

#[test]
fn what_is_typed_goes_to_the_program_that_has_the_terminal() {
    let (_sandbox, mut session) = start(&[("EDITOR", "head -n 2 -")]);
    session.keys(":edit\r").outside("==> standard input <==");
    session.keys("jq one\r").outside("jq one");
    session.keys("q two\r").inside("unread of");
    let written = String::from_utf8_lossy(&session.written).into_owned();
    assert!(written.contains("dateline-") && written.contains("Council adopts budget"), "the file was there: {written}");
    assert_eq!(session.settled().selected(), "Council adopts budget, 9 to 2", "no key was the reader's");
    session.keys("j").until("the next story", |session| session.selected().starts_with("Harbour"));
    assert_eq!(session.keys("q").ended(), 0);
}

#[test]
fn ctrl_c_ends_the_program_alone() {
    let (sandbox, mut session) = start(&[]);
    sandbox.write("lines.txt", "waiting for more\n");
    session.keys(":pipe tail -f lines.txt\r").outside("waiting for more");
    session.keys("\x03").inside("tail was stopped");
    session.keys("j").until("the next story", |session| session.selected().starts_with("Harbour"));
    assert_eq!(session.keys("q").ended(), 0);
}

#[test]
fn a_program_that_fails_says_why() {
    let (_sandbox, mut session) = start(&[]);
    for (line, told) in [
        ("false", "false failed (exit status: 1)"),
        ("ls /nowhere-at-all", "ls failed (exit status: 2): ls: cannot access '/nowhere-at-all'"),
        ("no-such-program-here", "no-such-program-here cannot be started"),
        ("echo '", "quotes of that command line do not close"),
        ("ls /nowhere-at-all &", "ls failed (exit status: 2): ls: cannot access"),
        ("seq 1 500000 &", "seq has done its work"),
        ("sleep 20 &", "sleep runs beside"),
    ] {
        session.keys(&format!(":pipe {line}\r")).inside(told);
    }
    assert_eq!(session.keys("q").ended(), 0, "whatever runs beside");
}

#[test]
fn a_browser_of_the_terminal_has_it() {
    let sandbox = Sandbox::with_stories();
    sandbox.write(".config/dateline/config.toml", "[programs]\nbrowser_in_terminal = true\nbrowser = \"no-such-browser:echo got\"\n");
    let mut session = Session::start(&sandbox, &[], &[("BROWSER", "false")]);
    session.painted().keys("/dam\r").until("the hit", |session| session.selected().starts_with("Dam talks"));
    session.settled().keys("o").outside("got https://example.org/dam");
    session.keys(" ").inside("/ dam");
    assert_eq!(session.keys("Q").ended(), 0);
}

#[test]
fn a_broken_theme_is_worn_as_far_as_it_goes() {
    let sandbox = Sandbox::with_stories();
    sandbox.write(".config/dateline/config.toml", "[screen]\ntheme = \"mine\"\n");
    sandbox.write(".config/dateline/themes/mine.toml", "inherit = \"dark\"\n\"list.headline\" = \"mauve\"\n\"list.day\" = \"strike\"\n");
    let mut session = Session::start(&sandbox, &[], &[]);
    session.until("the problem", |session| session.text().contains("line 2: list.headline"));
    assert!(super::sgr(&session.written).contains(&9), "what is right in it counts");
    session
        .keys("!")
        .until("the problems", |session| session.text().contains("Problems") && session.text().contains("“mauve” is no colour"));
    assert_eq!(session.keys("Q").ended(), 0);
}
