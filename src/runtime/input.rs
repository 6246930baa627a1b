//! The thread that listens to the terminal: keys, pastes, the mouse, and answers to what it was asked.

mod ear;

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::fd::AsFd;
use std::thread;
use std::time::Duration;

use crossbeam_channel::Sender;
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::reader::Message;
use crate::app::Event;
use ear::{Ear, Said};

pub(super) use ear::Answer;

/// Listens until the terminal is gone.
///
/// # Errors
/// There is no terminal to listen to.
pub(super) fn listen(to: Sender<Message>) -> io::Result<()> {
    let stdin = io::stdin();
    let mut tty = if stdin.is_terminal() { File::from(stdin.as_fd().try_clone_to_owned()?) } else { File::open("/dev/tty")? };
    thread::spawn(move || {
        let mut ear = Ear::default();
        loop {
            let heard = match read(&mut tty, ear.pause_at()) {
                Ok(Some(bytes)) => ear.hear(&bytes),
                Ok(None) => ear.pause(),
                Err(_) => vec![Said::Gone],
            };
            for said in heard {
                let message = match said {
                    Said::Key(key) => Message::Event(Event::Key(key)),
                    Said::Pointer(pointer) => Message::Event(Event::Pointer(pointer)),
                    Said::Paste(text) => Message::Event(Event::Paste(text)),
                    Said::Answer(answer) => Message::Told(answer),
                    Said::Gone => Message::HungUp,
                };
                let last = matches!(message, Message::HungUp);
                if to.send(message).is_err() || last {
                    return;
                }
            }
        }
    });
    Ok(())
}

/// What comes next; nothing where more was waited for and did not come.
fn read(tty: &mut File, pause: Option<Duration>) -> io::Result<Option<Vec<u8>>> {
    let pause = pause.map(|pause| Timespec { tv_sec: 0, tv_nsec: i64::from(pause.subsec_nanos()) as _ });
    loop {
        match poll(&mut [PollFd::new(&*tty, PollFlags::IN)], pause.as_ref()) {
            Ok(0) => return Ok(None),
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        }
        let mut bytes = vec![0; 4096];
        match tty.read(&mut bytes) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                bytes.truncate(count);
                return Ok(Some(bytes));
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock) => {}
            Err(error) => return Err(error),
        }
    }
}
