//! The theme that everything is painted in, and where others are found.

use crate::app::App;
use crate::command::Command;
use crate::runtime::{Launch, capability, themes};
use crate::theme::{Depth, Theme};

/// What the reader has on.
pub(super) struct Worn {
    name: String,
    pub(super) theme: Theme,
    shelf: themes::Shelf,
    depth: Depth,
}

impl Worn {
    /// The theme that the reader is opened in; what is wrong with it is told.
    pub(super) fn first(launch: &Launch, terminal: &capability::Terminal, app: &mut App) -> Self {
        app.themes.shown = terminal.theme(&launch.config).to_owned();
        let mut worn = Self { name: String::new(), theme: Theme::default(), shelf: launch.themes.clone(), depth: terminal.depth };
        worn.follow(app);
        worn
    }

    /// Looks which other themes there are, once. Their files are read for that, and no first frame waits for it.
    pub(super) fn look_for_others(&self, app: &mut App) {
        if !app.themes.known.is_empty() {
            return;
        }
        app.themes.known = self.shelf.known();
        if self.depth == Depth::Mono {
            app.themes.known.retain(|theme| theme.name == "mono");
        }
    }

    /// Puts on the theme that the reader wants to see.
    pub(super) fn follow(&mut self, app: &mut App) {
        if app.themes.shown == self.name {
            return;
        }
        self.name.clone_from(&app.themes.shown);
        let (theme, faulty) = self.shelf.load(&self.name);
        self.theme = theme.at_depth(self.depth);
        let known = &app.status.problems;
        let told: Vec<String> = faulty.iter().flat_map(|faulty| faulty.told()).filter(|told| !known.contains(told)).collect();
        if let Some(first) = told.first() {
            let shows = app.way(Command::Problems);
            app.status.warn(format!("{first} · {shows} shows all problems"));
        }
        app.status.problems.extend(told);
    }
}
