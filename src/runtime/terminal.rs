//! The terminal: entered, drawn on with one write a frame, and given back as it was, whatever happens.

use std::io;
use std::panic;
use std::thread;
use std::time::Duration;

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::style::ResetColor;
use crossterm::terminal::{self, Clear, ClearType, DisableLineWrap, EnableLineWrap, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute, queue};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::capability::QUESTIONS;
use super::clipboard;
use super::outlet::Outlet;
use super::painter::{Drawn, Means, Painter, panes};
use crate::app::{App, Size};
use crate::theme::Theme;
use crate::ui;

/// How long a terminal that is given back may take what is still to be written.
const FAREWELL: Duration = Duration::from_millis(500);
/// What waits for a stalled terminal is no more than a frame and so many bytes.
const MOST_WAITING: usize = 1 << 20;
/// The terminal shows text as it is written, or turns what is read from the right, as most that can do it do of themselves.
const EXPLICIT: &[u8] = b"\x1b[8l";
const IMPLICIT: &[u8] = b"\x1b[8h";

/// The screen, between [`Screen::enter`] and its drop.
pub(super) struct Screen {
    outlet: Outlet,
    painter: Painter,
    buffer: Buffer,
    mouse: bool,
    /// Whether it is asked to leave text as it is written.
    explicit: bool,
    /// Whether the terminal is ours now.
    is_taken: bool,
    /// Bytes that are written with the next frame.
    ahead: Vec<u8>,
}

impl Screen {
    /// Takes the terminal over, and asks what it can do where that does no harm. The answers come as keys do. `explicit`: text is left as it
    /// is written, whatever is read from the right in it.
    pub(super) fn enter((mouse, explicit): (bool, bool), means: Means, ask: bool) -> io::Result<Self> {
        restore_on_panic();
        let (outlet, painter) = (Outlet::open()?, Painter::new(means));
        let mut screen = Self { outlet, painter, buffer: Buffer::default(), mouse, explicit, is_taken: false, ahead: Vec::new() };
        screen.take()?;
        if ask {
            // What a terminal shows of questions that it does not understand is painted over.
            let asked = std::mem::take(&mut screen.ahead);
            screen.outlet.send(&[&asked, QUESTIONS.as_bytes()].concat())?;
        }
        Ok(screen)
    }

    fn take(&mut self) -> io::Result<()> {
        terminal::enable_raw_mode()?;
        // A console without a second screen stays on the one that others have written to.
        // What a terminal takes for wider than we do must not go on in the next row.
        queue!(self.ahead, EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste, DisableLineWrap)?;
        if self.mouse {
            queue!(self.ahead, EnableMouseCapture)?;
        }
        if self.explicit {
            // Terminals that turn text themselves (ECMA-48, BDSM) are asked to leave it as it is written.
            self.ahead.extend_from_slice(EXPLICIT);
        }
        self.is_taken = true;
        self.painter.forget();
        Ok(())
    }

    /// The size of the terminal now.
    pub(super) fn size() -> Size {
        let (columns, rows) = terminal::size().unwrap_or((80, 24));
        Size { columns, rows }
    }

    /// What the terminal has turned out to be able to do.
    pub(super) fn use_means(&mut self, means: Means) {
        if means != self.painter.means {
            // Links that were written without being any are written again.
            if means.links != self.painter.means.links {
                self.painter.forget();
            }
            self.painter.means = means;
        }
    }

    /// Whether the terminal has not taken yet what was written last.
    pub(super) fn is_stalled(&self) -> bool {
        self.outlet.is_stalled()
    }

    /// Goes on with what was written last.
    pub(super) fn go_on(&mut self) -> io::Result<()> {
        self.outlet.send(b"")
    }

    /// Paints the reader; what did not change is not written.
    pub(super) fn paint(&mut self, app: &App, theme: &Theme) -> io::Result<()> {
        let Size { columns, rows } = app.screen.size;
        if columns == 0 || rows == 0 || !self.is_taken {
            return Ok(());
        }
        self.buffer.resize(Rect { x: 0, y: 0, width: columns, height: rows });
        self.buffer.reset();
        let cursor = ui::paint(app, theme, &mut self.buffer);
        let links = if self.painter.means.links { ui::links(app) } else { Vec::new() };
        let drawn = Drawn { buffer: &self.buffer, links: &links, pictures: &ui::pictures(app), cursor, panes: &panes(app) };
        let bytes = [std::mem::take(&mut self.ahead), self.painter.paint(&drawn)].concat();
        if bytes.is_empty() { Ok(()) } else { self.outlet.send(&bytes) }
    }

    /// Forgets what is on the screen: the next paint writes all of it.
    pub(super) fn forget(&mut self) {
        self.painter.forget();
    }

    /// Puts text into the reader's clipboard, wherever the terminal is; whether it is short enough to arrive there.
    pub(super) fn copy(&mut self, text: &str) -> io::Result<bool> {
        let Some(bytes) = clipboard::copying(text).filter(|bytes| self.outlet.waiting() + bytes.len() <= MOST_WAITING) else {
            return Ok(false);
        };
        self.outlet.send(&bytes)?;
        Ok(true)
    }

    /// Gives the terminal back and stops; [`Screen::take_again`] takes it over when the program goes on.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        self.give_back()?;
        super::signals::suspend()
    }

    /// Leaves the terminal to a program, as it was before the reader.
    pub(super) fn hand_over(&mut self) -> io::Result<()> {
        self.give_back()
    }

    /// Takes the terminal over again: whoever had it meanwhile may have changed everything.
    pub(super) fn take_again(&mut self) -> io::Result<()> {
        terminal::disable_raw_mode()?;
        self.take()
    }

    /// Asks for a key below what a program has written.
    pub(super) fn rest(&mut self) -> io::Result<()> {
        terminal::enable_raw_mode()?;
        self.outlet.send(b"\r\n-- any key goes back to the reader --")
    }

    fn give_back(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.is_taken) {
            return Ok(());
        }
        let pictures = self.painter.farewell();
        let written = restore(self.mouse).and_then(|bytes| {
            let mut bytes = [pictures, bytes].concat();
            bytes.extend_from_slice(if self.explicit { IMPLICIT } else { b"" });
            self.outlet.finish(&bytes, FAREWELL)
        });
        terminal::disable_raw_mode().and(written)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // A terminal that is gone cannot be given back; there is nobody left to tell.
        let _ = self.give_back();
    }
}

/// The bytes that make a terminal what it was.
fn restore(mouse: bool) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if mouse {
        queue!(bytes, DisableMouseCapture)?;
    }
    queue!(bytes, ResetColor, EnableLineWrap, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show)?;
    Ok(bytes)
}

/// A panic gives the terminal back before it tells what happened. One of a worker, which is caught there, leaves the screen alone.
fn restore_on_panic() {
    let (before, owner) = (panic::take_hook(), thread::current().id());
    panic::set_hook(Box::new(move |panic| {
        if thread::current().id() != owner {
            return;
        }
        let _ = terminal::disable_raw_mode();
        let _ = execute!(io::stdout(), EnableLineWrap, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        before(panic);
    }));
}
