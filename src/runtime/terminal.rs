//! The terminal: entered, drawn on with one write a frame, and given back as it was, whatever happens.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::panic;
use std::rc::Rc;

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::style::ResetColor;
use crossterm::terminal::{self, Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::capability::{self, Turning};
use crate::app::{App, Size};
use crate::config::Config;
use crate::theme::Theme;
use crate::ui;

/// The terminal shows text as it is written, or turns what is read from the right, as most that can do it do of themselves.
const EXPLICIT: &[u8] = b"\x1b[8l";
const IMPLICIT: &[u8] = b"\x1b[8h";

/// The screen, between [`Screen::enter`] and its drop.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<Frame>>,
    frame: Frame,
    out: File,
    synchronized: bool,
    mouse: bool,
    turning: Turning,
}

/// The bytes of one frame. Flushing keeps them together; [`Screen`] writes them at once.
#[derive(Clone, Default)]
struct Frame(Rc<RefCell<Vec<u8>>>);

impl Write for Frame {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn enter(config: &Config) -> io::Result<Self> {
        restore_on_panic();
        let frame = Frame::default();
        let out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let terminal = Terminal::new(CrosstermBackend::new(frame.clone()))?;
        let mut screen = Self {
            terminal,
            frame,
            out,
            synchronized: capability::synchronized(),
            mouse: config.screen.mouse,
            turning: capability::turning(config),
        };
        screen.take()?;
        Ok(screen)
    }

    fn take(&mut self) -> io::Result<()> {
        terminal::enable_raw_mode()?;
        // A console without a second screen stays on the one that others have written to.
        queue!(self.frame, EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste)?;
        if self.mouse {
            queue!(self.frame, EnableMouseCapture)?;
        }
        if self.synchronized && self.turning != Turning::Terminals {
            // Terminals that turn text themselves (ECMA-48, BDSM) are asked to leave it as it is written.
            self.frame.write_all(EXPLICIT)?;
        }
        Ok(())
    }

    /// The size of the terminal now.
    pub(super) fn size() -> Size {
        let (columns, rows) = terminal::size().unwrap_or((80, 24));
        Size { columns, rows }
    }

    /// Paints the reader; what did not change is not written.
    pub(super) fn paint(&mut self, app: &App, theme: &Theme) -> io::Result<()> {
        if app.screen.size.columns == 0 || app.screen.size.rows == 0 {
            return Ok(());
        }
        if self.synchronized {
            queue!(self.frame, terminal::BeginSynchronizedUpdate)?;
        }
        self.terminal.draw(|frame| ui::view(app, theme, frame))?;
        if self.synchronized {
            queue!(self.frame, terminal::EndSynchronizedUpdate)?;
        }
        self.write()
    }

    /// Forgets what is on the screen: the next paint writes all of it.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        // `Terminal::clear` would ask the terminal where its cursor is, and wait in vain: the answer goes to the thread that reads keys.
        queue!(self.frame, Clear(ClearType::All))?;
        // The buffer of what is on the screen becomes a blank one.
        self.terminal.swap_buffers();
        Ok(())
    }

    /// Puts text into the reader's clipboard, wherever the terminal is.
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        queue!(self.frame, CopyToClipboard::to_clipboard_from(text))?;
        self.write()
    }

    /// Gives the terminal back, stops, and takes it over again when continued.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        self.give_back()?;
        super::signals::suspend()?;
        self.take()?;
        self.forget()
    }

    fn write(&mut self) -> io::Result<()> {
        let bytes = self.frame.0.take();
        self.out.write_all(&bytes)
    }

    fn give_back(&mut self) -> io::Result<()> {
        if self.synchronized && self.turning != Turning::Terminals {
            self.frame.write_all(IMPLICIT)?;
        }
        self.write()?;
        restore(&mut self.out, self.mouse)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // A terminal that is gone cannot be given back; there is nobody left to tell.
        let _ = self.give_back();
    }
}

fn restore(out: &mut impl Write, mouse: bool) -> io::Result<()> {
    if mouse {
        queue!(out, DisableMouseCapture)?;
    }
    queue!(out, ResetColor, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show)?;
    out.flush()?;
    terminal::disable_raw_mode()
}

/// A panic gives the terminal back before it tells what happened.
fn restore_on_panic() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let _ = terminal::disable_raw_mode();
        let _ = execute!(io::stdout(), DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        before(panic);
    }));
}
