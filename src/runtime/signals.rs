//! Signals become messages: the line dropped, the system stops or goes on with us, the terminal has another size, somebody asks us to end.

use std::thread;

use crossbeam_channel::Sender;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::reader::Message;
use super::terminal::Screen;
use crate::app::Event;

/// Reports the signals that matter to a reader.
pub(super) fn listen(to: Sender<Message>) -> std::io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let message = match signal {
                SIGWINCH => Message::Event(Event::Resize(Screen::size())),
                SIGTSTP => Message::Stop,
                SIGCONT => Message::Continued,
                signal => Message::Signal(signal),
            };
            if to.send(message).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Stops the program as Ctrl-Z does; returns when it is continued.
pub(super) fn suspend() -> std::io::Result<()> {
    signal_hook::low_level::emulate_default_handler(SIGTSTP)
}
