//! The way to the terminal: it takes bytes when it can, and whoever writes is not held up by it.
//!
//! A line that has stalled (a slow link, Ctrl-S) takes nothing for a while. What was to be written waits here meanwhile, in its order and
//! whole, and nothing new is painted on top of it: keys and signals are heard, and once the line moves one frame shows what has become of
//! them.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::OpenOptionsExt;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;

/// The bytes that are on their way to a terminal.
#[derive(Debug)]
pub(super) struct Outlet {
    terminal: File,
    waiting: Vec<u8>,
}

impl Outlet {
    /// The way to this process's terminal.
    pub(super) fn open() -> io::Result<Self> {
        let stdout = io::stdout();
        // What others have of the terminal must go on waiting for it, so ours is opened anew.
        let flags = i32::try_from((OFlags::NONBLOCK | OFlags::NOCTTY).bits()).unwrap_or(0);
        let own = OpenOptions::new().write(true).custom_flags(flags).open("/dev/tty");
        let terminal = match own {
            Ok(own) if stdout.is_terminal() => own,
            _ => File::from(stdout.as_fd().try_clone_to_owned()?),
        };
        Ok(Self::to(terminal))
    }

    fn to(terminal: File) -> Self {
        Self { terminal, waiting: Vec::new() }
    }

    /// Whether something still waits.
    pub(super) fn is_stalled(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// How many bytes wait.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Sends bytes after those that wait, as far as the terminal takes them now.
    ///
    /// # Errors
    /// The terminal is gone.
    pub(super) fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.waiting.extend(bytes);
        let mut sent = 0;
        let outcome = loop {
            if sent == self.waiting.len() {
                break Ok(());
            }
            match self.terminal.write(&self.waiting[sent..]) {
                Ok(0) => break Err(ErrorKind::WriteZero.into()),
                Ok(count) => sent += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        self.waiting.drain(..sent);
        outcome
    }

    /// Sends bytes and waits for the terminal to take all, but no longer than `at_most`.
    pub(super) fn finish(&mut self, bytes: &[u8], at_most: Duration) -> io::Result<()> {
        let end = Instant::now() + at_most;
        self.send(bytes)?;
        while self.is_stalled() {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(ErrorKind::TimedOut.into());
            }
            let left = Timespec { tv_sec: left.as_secs() as _, tv_nsec: i64::from(left.subsec_nanos()) as _ };
            match poll(&mut [PollFd::new(&self.terminal, PollFlags::OUT)], Some(&left)) {
                Ok(_) | Err(rustix::io::Errno::INTR) => self.send(b"")?,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Read;
    use std::os::fd::OwnedFd;
    use std::time::Duration;

    use super::Outlet;

    #[test]
    fn what_a_stalled_line_does_not_take_waits_whole_and_in_order() {
        let (mut reader, writer) = std::io::pipe().unwrap();
        rustix::fs::fcntl_setfl(&writer, rustix::fs::OFlags::NONBLOCK).unwrap();
        let mut outlet = Outlet::to(File::from(OwnedFd::from(writer)));
        let frame: Vec<u8> = (0..300_000u32).flat_map(u32::to_le_bytes).collect();
        outlet.send(&frame).unwrap();
        assert!(outlet.is_stalled());
        outlet.send(b"after it").unwrap();
        assert_eq!(outlet.finish(b"", Duration::ZERO).unwrap_err().kind(), std::io::ErrorKind::TimedOut);
        let mut taken = vec![0; frame.len() + 8];
        let mut done = 0;
        while done < taken.len() {
            done += reader.read(&mut taken[done..]).unwrap();
            outlet.send(b"").unwrap();
        }
        assert!(!outlet.is_stalled());
        assert!(taken[..frame.len()] == frame[..] && taken.ends_with(b"after it"));
        drop(reader);
        assert!(outlet.send(b"to nobody").is_err());
    }
}
