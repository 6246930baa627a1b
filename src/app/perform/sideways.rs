//! Wide tables and preformatted text: as wide as they are, and moved sideways.

use crate::app::{App, Effect};
use crate::command::Command;

impl App {
    pub(super) fn scroll_aside(&mut self, right: bool) -> Vec<Effect> {
        let look = self.look();
        if !self.reading.scroll_aside(right, &look) {
            let back = self.way(Command::ScrollLeft);
            self.status.tell(match (self.reading.aside, right) {
                (None, false) => "Tables and code are wrapped already.".to_owned(),
                (None, true) => "Nothing in this story is wider than the page.".to_owned(),
                (Some(_), _) => format!("This is the right edge; {back} goes back."),
            });
        }
        Vec::new()
    }
}
