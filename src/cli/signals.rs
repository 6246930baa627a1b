//! A long command is asked to stop: it ends what it has begun, says how far it came, and exits with the signal's code. Asked twice, it is
//! gone.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::runtime::import::Cancel;

/// The signals that ask to stop, once they are watched.
pub(super) struct Signals {
    pub(super) cancel: Cancel,
    number: Arc<AtomicUsize>,
}

impl Signals {
    /// Watches from now on. Where that fails, signals end the program as they always do.
    pub(super) fn watch() -> Self {
        let signals = Self { cancel: Cancel::default(), number: Arc::default() };
        #[cfg(unix)]
        signals.register();
        signals
    }

    /// The number of the signal that came; SIGINT where none did.
    pub(super) fn caught(&self) -> u8 {
        u8::try_from(self.number.load(Ordering::Relaxed)).ok().filter(|number| *number > 0).unwrap_or(2)
    }

    #[cfg(unix)]
    fn register(&self) {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        use signal_hook::flag;

        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // First what the second signal does: it finds the flag that the first one set.
            let _ = flag::register_conditional_default(signal, Arc::clone(&self.cancel.0));
            let _ = flag::register(signal, Arc::clone(&self.cancel.0));
            let _ = flag::register_usize(signal, Arc::clone(&self.number), usize::try_from(signal).unwrap_or(2));
        }
    }
}
