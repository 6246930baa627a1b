//! The reader while a program outside has the terminal: nothing is painted, no key is read, all else goes on.

use std::time::{Duration, Instant};

use signal_hook::consts::{SIGINT, SIGQUIT};

use super::{Message, Reader};
use crate::app::{Event, Program};
use crate::archive::Kept;
use crate::runtime::input::Keys;
use crate::runtime::outside::{self, Draft, Ended, Errand, Link, Manner};
use crate::runtime::terminal::Screen;

/// For so long after a program has had the terminal, what was meant to end it may still come in.
const ECHO: Duration = Duration::from_secs(1);

/// Who has the terminal.
#[derive(Debug, Default)]
pub(super) struct Away {
    pub(super) keys: Keys,
    state: State,
}

#[derive(Debug, Default)]
enum State {
    /// The reader.
    #[default]
    Here,
    /// A program, and the file that was made for it.
    Gone(Option<Draft>),
    /// What a program has written is read; any key goes back.
    Resting,
    /// The reader, since this moment.
    Back(Instant),
}

impl Away {
    /// Whether the screen is the reader's.
    pub(super) const fn is_here(&self) -> bool {
        matches!(self.state, State::Here | State::Back(_))
    }

    /// Whether a signal was meant for the program that has the terminal, or had it a moment ago.
    pub(super) fn is_meant_for_program(&self, signal: i32) -> bool {
        let is_from_keys = matches!(signal, SIGINT | SIGQUIT);
        is_from_keys && (!self.is_here() || matches!(self.state, State::Back(since) if since.elapsed() < ECHO))
    }
}

impl Reader {
    /// Hands a text to a program.
    pub(super) fn run_program(&mut self, program: Program, text: String, screen: &mut Screen) -> anyhow::Result<()> {
        let set = self.app.config.programs.clone();
        let (errand, draft) = match program {
            Program::Words { argv, beside } => {
                let manner = if beside { Manner::Beside } else { Manner::Terminal };
                (Errand { lines: vec![argv], input: Some(text), manner }, None)
            }
            Program::Pager => {
                let lines = outside::command_lines(&set.pager, &["PAGER"], &["less", "more"]);
                (Errand { lines, input: Some(text), manner: Manner::Terminal }, None)
            }
            Program::Editor => {
                let draft = match Draft::of(&text) {
                    Ok(draft) => draft,
                    Err(error) => {
                        self.app.status.warn(format!("no file for the editor can be made ({error})"));
                        return Ok(());
                    }
                };
                let mut lines = outside::command_lines(&set.editor, &["VISUAL", "EDITOR"], &["vi", "nano"]);
                lines.iter_mut().for_each(|line| line.push(draft.path().to_string_lossy().into_owned()));
                (Errand { lines, input: None, manner: Manner::Terminal }, Some(draft))
            }
        };
        self.start(&errand, draft, screen)
    }

    pub(super) fn open_link(&mut self, url: &str, screen: &mut Screen) -> anyhow::Result<()> {
        match outside::link(url, &self.app.config.programs) {
            Link::Browser(errand) => return self.start(&errand, None, screen),
            Link::Opened => self.app.status.tell(format!("Opened {url}")),
            Link::Remote => {
                self.copy(url, format!("No browser here; copied {url}"), screen)?;
            }
            Link::Refused(why) => self.app.status.warn(why),
        }
        Ok(())
    }

    pub(super) fn save(&mut self, path: &str, replace: bool, story: (&Kept, &str)) {
        match outside::save(path, replace, story) {
            Ok(path) => self.app.status.tell(format!("Written to {}", path.display())),
            Err(why) => self.app.status.warn(why),
        }
    }

    fn start(&mut self, errand: &Errand, draft: Option<Draft>, screen: &mut Screen) -> anyhow::Result<()> {
        if errand.manner == Manner::Terminal {
            self.away.keys.pause();
            self.away.state = State::Gone(draft);
            screen.hand_over()?;
        }
        match (errand.start(self.workers.answers.clone()), errand.manner) {
            (Err(why), _) => {
                self.app.status.warn(why);
                if errand.manner == Manner::Terminal {
                    self.come_back(screen)?;
                }
            }
            (Ok(_), Manner::Terminal) => {}
            (Ok(program), Manner::Beside) => self.app.status.tell(format!("{program} runs beside")),
            (Ok(program), Manner::Apart) => self.app.status.tell(format!("Opened by {program}")),
        }
        Ok(())
    }

    /// A program has ended.
    pub(super) fn ran(&mut self, ended: &Ended, screen: &mut Screen) -> anyhow::Result<()> {
        if let Some((told, is_wrong)) = ended.told() {
            self.timing.dirty = true;
            if is_wrong { self.app.status.warn(told) } else { self.app.status.tell(told) }
        }
        if ended.manner != Manner::Terminal {
            return Ok(());
        }
        let was_editor = matches!(self.away.state, State::Gone(Some(_)));
        if ended.leaves_text() && !was_editor && ended.told().is_none() {
            screen.rest()?;
            self.away.state = State::Resting;
            self.away.keys.go_on();
            return Ok(());
        }
        self.come_back(screen)
    }

    /// While what a program has written is read, the next key goes back and is not a key; whether that was so.
    pub(super) fn is_key_back(&mut self, message: &Message, screen: &mut Screen) -> anyhow::Result<bool> {
        let is_back = matches!(self.away.state, State::Resting) && matches!(message, Message::Event(Event::Key(_)));
        if is_back {
            self.come_back(screen)?;
        }
        Ok(is_back)
    }

    fn come_back(&mut self, screen: &mut Screen) -> anyhow::Result<()> {
        screen.take_again()?;
        self.away.state = State::Back(Instant::now());
        self.away.keys.go_on();
        self.timing.dirty = true;
        Ok(())
    }
}
