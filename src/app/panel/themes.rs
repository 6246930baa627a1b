//! The themes, and below them a few lines in which everything that a theme says is to be seen.

use super::{Look, Panel, PanelKind, PanelLine, Target, aside, text};
use crate::app::themes::KnownTheme;
use crate::text::Slot;
use crate::theme::Part;

/// The columns of a name.
const NAME: usize = 18;

/// The panel of the themes; `shown` is selected.
pub fn themes(known: &[KnownTheme], shown: &str) -> Panel {
    let line = |theme: &KnownTheme| {
        let name = format!("{:<NAME$}", theme.name);
        PanelLine::of([text(name), aside(format!(" {}", theme.about))]).to(Target::Theme(theme.name.clone()))
    };
    let mut lines: Vec<PanelLine> = known.iter().map(line).collect();
    lines.extend(sample());
    let mut panel = Panel::new(PanelKind::Themes, "Themes", lines);
    panel.selected = known.iter().position(|theme| theme.name == shown).unwrap_or(0);
    panel
}

/// A story of a few lines, and what is said around one.
fn sample() -> Vec<PanelLine> {
    use Slot::{Cue, CurrentHit, Dateline, Headline, Hit, Link, Meta, Quote, Section, Standfirst, Text};
    let slot = |slot: Slot, text: &str| (Look::Slot(slot), text.to_owned());
    let part = |part: Part, text: &str| (Look::Part(part), text.to_owned());
    let bar = |speaker: Slot| slot(speaker, "▎ ");
    vec![
        PanelLine::blank(),
        PanelLine::of([slot(Section, "WORLD")]),
        PanelLine::of([slot(Headline, "Dam talks resume after a year")]),
        PanelLine::of([slot(Standfirst, "Both sides meet on Monday")]),
        PanelLine::of([slot(Meta, "Halcyon Wire · 3 h · 2 people quoted")]),
        PanelLine::blank(),
        PanelLine::of([
            slot(Dateline, "PORT ARDEN. "),
            slot(Text, "The "),
            slot(Hit, "talks"),
            slot(Text, " on the "),
            slot(CurrentHit, "dam"),
        ]),
        PanelLine::of([slot(Text, "begin on Monday, "), slot(Link, "as was agreed"), slot(Text, ".")]),
        PanelLine::of([
            bar(Slot::Speaker0),
            slot(Quote, "“We will act,” "),
            slot(Cue, "said "),
            slot(Slot::Speaker0, "Ada Rao"),
            slot(Text, "."),
        ]),
        PanelLine::of([
            bar(Slot::Speaker1),
            slot(Quote, "“It is enough,” "),
            slot(Slot::Speaker1, "Mr Lindt "),
            slot(Cue, "said"),
            slot(Text, "."),
        ]),
        PanelLine::of([
            slot(Slot::Speaker2, "▎ Orr "),
            slot(Slot::Speaker3, "▎ Sena "),
            slot(Slot::Speaker4, "▎ Vale "),
            slot(Slot::Speaker5, "▎ Adeyemi"),
        ]),
        PanelLine::blank(),
        PanelLine::of([part(Part::UnreadSign, "● "), part(Part::RowUnread, "unread "), part(Part::Star, "★ "), part(Part::Row, "read")]),
        PanelLine::of([part(Part::Notice, "what happened "), part(Part::Alarm, "what went wrong")]),
    ]
}
