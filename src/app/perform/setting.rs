//! Settings that are changed while the reader is open.

use crate::app::pending::Keep;
use crate::app::{App, Effect};
use crate::config::{Density, live, live_values};

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

    /// Sets the list compact where it is roomy, and the other way round. The selected story stays where it is.
    pub(super) fn toggle_density(&mut self) -> Vec<Effect> {
        if self.is_low() {
            self.status.refuse("On a screen this low the list is always compact.");
            return Vec::new();
        }
        self.change("list.density", if self.config.list.density == Density::Compact { "roomy" } else { "compact" })
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
        let line = self.list.selected_line().filter(|_| path == "list.density");
        self.lay_out();
        if let Some(line) = line {
            self.list.stand_at(line);
        }
        if path != "list.group" {
            return Vec::new();
        }
        self.search.group = self.config.list.group;
        let mut effects = self.ask_list(Keep::Selection);
        effects.extend(self.ask_counts());
        effects
    }
}
