//! How everything looks: the names of the themes, and which one is shown. What they look like is no business of the program's: the world
//! around it knows that, and follows the name.

use super::App;
use super::event::Effect;
use super::panel::{self, PanelKind, Target};
use crate::text::tame;

/// The themes that there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Themes {
    pub known: Vec<KnownTheme>,
    /// The one that is shown.
    pub shown: String,
    /// The one to go back to, while others are tried.
    before: Option<String>,
}

/// A theme that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownTheme {
    pub name: String,
    /// What it says of itself, in a line.
    pub about: String,
}

impl App {
    /// Lists the themes; the one that is shown is selected.
    pub(super) fn show_themes(&mut self) -> Vec<Effect> {
        self.put(panel::themes(&self.themes.known, &self.themes.shown));
        Vec::new()
    }

    /// Shows everything in the theme of that name until the end.
    pub(super) fn choose_theme(&mut self, name: &str) {
        let name = tame::line(name);
        if !self.themes.known.iter().any(|theme| theme.name == name) {
            let names = self.themes.known.iter().map(|theme| theme.name.as_str()).collect::<Vec<_>>().join(", ");
            self.status.warn(format!("No theme is called “{name}”; there are {names}"));
            return;
        }
        self.themes.before = None;
        self.themes.shown.clone_from(&name);
        self.status.tell(format!("{name} until you quit; theme = \"{name}\" under [screen] in the configuration keeps it"));
    }

    /// The theme on which the panel of themes stands is shown at once; when that panel goes, the one that was there before.
    pub(super) fn preview_theme(&mut self) {
        let open = self.over.panel.as_ref().filter(|panel| panel.kind == PanelKind::Themes);
        match open.map(panel::Panel::target) {
            Some(Some(Target::Theme(name))) => {
                let before = std::mem::replace(&mut self.themes.shown, name.clone());
                self.themes.before.get_or_insert(before);
            }
            Some(_) => {}
            None => self.themes.shown = self.themes.before.take().unwrap_or_else(|| std::mem::take(&mut self.themes.shown)),
        }
    }
}
