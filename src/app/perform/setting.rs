//! Settings that are changed while the reader is open.

use crate::app::pending::Keep;
use crate::app::{App, Effect};
use crate::config::{live, live_values};

impl App {
    /// Changes a setting, or tells what it is: `measure 60`, `justify on`, `nojustify`, `measure?`.
    pub(super) fn set(&mut self, typed: &str) -> Vec<Effect> {
        let (name, value) = typed.split_once(|c: char| c.is_whitespace() || c == '=').unwrap_or((typed, ""));
        let (name, value) = (name.trim(), value.trim().trim_start_matches('=').trim_start());
        let off = name.strip_prefix("no").filter(|flag| live_values(flag) == ["on", "off"]);
        match (name.strip_suffix('?').unwrap_or(name), value) {
            ("", _) => {
                self.status.refuse(format!("Name a setting, as in: set measure 60. There are {}.", live().collect::<Vec<_>>().join(", ")))
            }
            (flag, "") if off.is_some() && flag == name => return self.change(off.unwrap_or(flag), "off"),
            (name, "" | "?") => match self.config.told(name) {
                Ok(told) => self.status.tell(format!("{told}.")),
                Err(why) => self.status.refuse(why),
            },
            (name, value) => return self.change(name, value),
        }
        Vec::new()
    }

    fn change(&mut self, name: &str, value: &str) -> Vec<Effect> {
        let path = match self.config.change(name, value) {
            Ok(path) => path,
            Err(why) => {
                self.status.warn(why);
                return Vec::new();
            }
        };
        self.status.tell(self.config.told(path).map(|told| format!("{told}.")).unwrap_or_default());
        self.status.measure_changed |= path == "reading.measure";
        self.lay_out();
        if path != "list.group" {
            return Vec::new();
        }
        self.search.group = self.config.list.group;
        let mut effects = self.ask_list(Keep::Selection);
        effects.extend(self.ask_counts());
        effects
    }
}
