//! The thread that listens to the terminal: keys, pastes, the mouse, and answers to what it was asked. It can be stopped, so that what is
//! typed goes to a program that has the terminal.

mod ear;

use std::fs::File;
use std::io::{self, IsTerminal, PipeReader, PipeWriter, Read, Write};
use std::os::fd::AsFd;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crossbeam_channel::Sender;
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::reader::Message;
use crate::app::Event;
use ear::{Ear, Said};

pub(super) use ear::Answer;

/// How long is waited for the thread to stand still.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether the terminal is listened to, as it is wanted and as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct State {
    is_unwanted: bool,
    stands_still: bool,
}

/// The thread that listens.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    state: Arc<(Mutex<State>, Condvar)>,
    /// What wakes it where it sleeps.
    bell: Option<Arc<PipeWriter>>,
}

impl Keys {
    /// Leaves all that is typed from here on to others. Returns when that is so.
    pub(super) fn pause(&self) {
        let (state, changed) = &*self.state;
        let mut now = state.lock().unwrap_or_else(PoisonError::into_inner);
        now.is_unwanted = true;
        let rung = self.bell.as_ref().is_some_and(|bell| (&**bell).write_all(b"!").is_ok());
        if rung {
            drop(changed.wait_timeout_while(now, PATIENCE, |state| !state.stands_still));
        }
    }

    /// Listens again.
    pub(super) fn go_on(&self) {
        let (state, changed) = &*self.state;
        state.lock().unwrap_or_else(PoisonError::into_inner).is_unwanted = false;
        changed.notify_all();
    }

    /// Stands still as long as nobody is to be listened to.
    fn stand_still(&self) {
        let (state, changed) = &*self.state;
        let mut now = state.lock().unwrap_or_else(PoisonError::into_inner);
        now.stands_still = now.is_unwanted;
        changed.notify_all();
        while now.is_unwanted {
            now = changed.wait(now).unwrap_or_else(PoisonError::into_inner);
        }
        now.stands_still = false;
    }
}

/// Listens until the terminal is gone.
///
/// # Errors
/// There is no terminal to listen to.
pub(super) fn listen(to: Sender<Message>) -> io::Result<Keys> {
    let stdin = io::stdin();
    let mut tty = if stdin.is_terminal() { File::from(stdin.as_fd().try_clone_to_owned()?) } else { File::open("/dev/tty")? };
    let (mut rung, bell) = io::pipe()?;
    let keys = Keys { bell: Some(Arc::new(bell)), ..Keys::default() };
    let own = Keys { state: Arc::clone(&keys.state), bell: None };
    thread::spawn(move || {
        let _leave = Leave(to.clone());
        let mut ear = Ear::default();
        loop {
            own.stand_still();
            let heard = match read(&mut tty, &mut rung, ear.pause_at()) {
                Ok(Heard::Bytes(bytes)) => ear.hear(&bytes),
                Ok(Heard::Nothing) => ear.pause(),
                Ok(Heard::Bell) => continue,
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
    Ok(keys)
}

/// Whoever reads no more keys, whatever the reason, is gone: a reader that hears nothing cannot be left.
struct Leave(Sender<Message>);

impl Drop for Leave {
    fn drop(&mut self) {
        // Nobody may listen any more.
        let _ = self.0.send(Message::HungUp);
    }
}

/// What has come.
enum Heard {
    Bytes(Vec<u8>),
    /// More was waited for and did not come.
    Nothing,
    /// The thread is wanted elsewhere.
    Bell,
}

/// What comes next.
fn read(tty: &mut File, rung: &mut PipeReader, pause: Option<Duration>) -> io::Result<Heard> {
    let pause = pause.map(|pause| Timespec { tv_sec: 0, tv_nsec: i64::from(pause.subsec_nanos()) as _ });
    loop {
        let mut polled = [PollFd::new(&*tty, PollFlags::IN), PollFd::new(&*rung, PollFlags::IN)];
        match poll(&mut polled, pause.as_ref()) {
            Ok(0) => return Ok(Heard::Nothing),
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        }
        if polled[1].revents().contains(PollFlags::IN) {
            rung.read_exact(&mut [0])?;
            return Ok(Heard::Bell);
        }
        let mut bytes = vec![0; 4096];
        match tty.read(&mut bytes) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                bytes.truncate(count);
                return Ok(Heard::Bytes(bytes));
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock) => {}
            Err(error) => return Err(error),
        }
    }
}
