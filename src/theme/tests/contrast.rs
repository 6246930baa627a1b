//! Whether what is written can be read: WCAG 2.2, 1.4.3 (text at 4.5:1) and 1.4.11 (signs at 3:1).
//!
//! Themes with a background of their own are known to the last colour. What the terminal's sixteen look like is the terminal's business: they
//! are taken as xterm and as the Linux console have them.

use ratatui::style::{Color, Modifier, Style};

use crate::text::{Slot, Slots};
use crate::theme::{PARTS, Part, Theme, shipped, sixteen};

/// Text at this much is readable (AA), signs and rules at [`SIGN`], and [`HIGH`] is what the theme of that name promises.
const TEXT: f64 = 4.5;
const SIGN: f64 = 3.0;
const HIGH: f64 = 7.0;

/// What is no text: a thing is said by its shape and place too.
const SIGNS: [Part; 4] = [Part::Divider, Part::SelectionBar, Part::UnreadSign, Part::Star];

/// The sixteen of xterm, and those of the Linux console.
const XTERM: [u32; 16] = [
    0x0000_0000,
    0x00cd_0000,
    0x0000_cd00,
    0x00cd_cd00,
    0x0000_00ee,
    0x00cd_00cd,
    0x0000_cdcd,
    0x00e5_e5e5,
    0x007f_7f7f,
    0x00ff_0000,
    0x0000_ff00,
    0x00ff_ff00,
    0x005c_5cff,
    0x00ff_00ff,
    0x0000_ffff,
    0x00ff_ffff,
];
const CONSOLE: [u32; 16] = [
    0x0000_0000,
    0x00aa_0000,
    0x0000_aa00,
    0x00aa_5500,
    0x0000_00aa,
    0x00aa_00aa,
    0x0000_aaaa,
    0x00aa_aaaa,
    0x0055_5555,
    0x00ff_5555,
    0x0055_ff55,
    0x00ff_ff55,
    0x0055_55ff,
    0x00ff_55ff,
    0x0055_ffff,
    0x00ff_ffff,
];

/// A terminal: its sixteen colours, its own foreground and background.
#[derive(Clone, Copy)]
struct Terminal {
    sixteen: [u32; 16],
    ink: u32,
    ground: u32,
}

impl Terminal {
    fn rgb(&self, colour: Color, own: u32) -> u32 {
        match colour {
            Color::Reset => own,
            Color::Rgb(r, g, b) => u32::from_be_bytes([0, r, g, b]),
            Color::Indexed(at @ 0..=15) => self.sixteen[usize::from(at)],
            Color::Indexed(at @ 16..=231) => {
                let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * u32::from(n) };
                let at = at - 16;
                level(at / 36) << 16 | level(at / 6 % 6) << 8 | level(at % 6)
            }
            Color::Indexed(at) => (8 + 10 * u32::from(at - 232)) * 0x0001_0101,
            named => self.sixteen[usize::from(sixteen(named).unwrap())],
        }
    }

    /// The contrast of a style as it is seen on the screen of a theme.
    fn contrast(&self, theme: &Theme, style: Style) -> f64 {
        let style = theme.part(Part::Empty).patch(style);
        assert!(!style.add_modifier.contains(Modifier::DIM), "how dim that is cannot be told");
        let (ink, ground) = (self.rgb(style.fg.unwrap_or(Color::Reset), self.ink), self.rgb(style.bg.unwrap_or(Color::Reset), self.ground));
        let (one, other) = (luminance(ink), luminance(ground));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }
}

/// Relative luminance, as WCAG has it.
fn luminance(rgb: u32) -> f64 {
    let linear = |byte: u8| {
        let part = f64::from(byte) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [_, r, g, b] = rgb.to_be_bytes();
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// Everything that can stand on the screen, with its name and whether it is text: each part, each slot, each slot over each other, and over
/// what is selected or found.
fn seen(theme: &Theme) -> Vec<(String, Style, bool)> {
    let slot = |slot: Slot| (super::super::slot_name(slot), theme.slot(slot));
    let mut seen: Vec<(String, Style, bool)> = Vec::new();
    for (part, name) in PARTS {
        let style = theme.part(part);
        seen.push((name.to_owned(), style, !SIGNS.contains(&part)));
        // What is selected is lifted behind its headline only.
        let is_of_row = matches!(part, Part::Row | Part::RowUnread);
        let rows = is_of_row.then_some((Part::RowSelected, "selected row"));
        for (over, what) in rows.into_iter().chain([(Part::PanelSelected, "selected line")]) {
            seen.push((format!("{name} + {what}"), style.patch(theme.part(over)), !SIGNS.contains(&part)));
        }
        for over in [Slot::Hit, Slot::CurrentHit] {
            seen.push((format!("{name} + {}", slot(over).0), style.patch(slot(over).1), true));
        }
    }
    for one in Slot::ALL {
        seen.push((slot(one).0.to_owned(), slot(one).1, one != Slot::Rule));
        for other in Slot::ALL.into_iter().filter(|other| *other > one && one != Slot::Rule && *other != Slot::Rule) {
            let style = theme.slots(Slots::from(one).with(other));
            seen.push((format!("{} + {}", slot(one).0, slot(other).0), style, true));
            for hit in [Slot::Hit, Slot::CurrentHit] {
                seen.push((
                    format!("{} + {} + {}", slot(one).0, slot(other).0, slot(hit).0),
                    theme.slots(Slots::from(one).with(other).with(hit)),
                    true,
                ));
            }
        }
        let selected = theme.part(Part::PanelSelected).patch(slot(one).1);
        seen.push((format!("selected line + {}", slot(one).0), selected, one != Slot::Rule));
    }
    seen
}

fn assert_readable(name: &str, terminal: Terminal, (text, sign): (f64, f64)) {
    let theme = Theme::named(name);
    let poor: Vec<String> = seen(&theme)
        .into_iter()
        .map(|(what, style, is_text)| (what, terminal.contrast(&theme, style), if is_text { text } else { sign }))
        .filter(|(_, contrast, least)| contrast < least)
        .map(|(what, contrast, least)| format!("{name}: {what} has {contrast:.2}:1, not {least}:1"))
        .collect();
    assert!(poor.is_empty(), "{}", poor.join("\n"));
}

#[test]
fn contrast_is_that_of_the_standard() {
    let terminal = Terminal { sixteen: XTERM, ink: 0, ground: 0x00ff_ffff };
    let of = |words: &str| terminal.contrast(&Theme::named("dark"), crate::theme::words::style(words, &Default::default()).unwrap());
    for (words, wanted) in [("black", 21.0), ("#777777", 4.48), ("bright-white", 1.0), ("red on black", 3.59), ("244", 3.95), ("22", 7.96)]
    {
        assert!((of(words) - wanted).abs() < 0.01, "{words}: {}", of(words));
    }
}

#[test]
fn themes_that_have_a_background_can_be_read_on_it() {
    // What the terminal has is nowhere to be seen: it is given a colour that would be told.
    let terminal = Terminal { sixteen: [0x0080_8080; 16], ink: 0x0080_8080, ground: 0x0080_8080 };
    let mut checked = 0;
    for (name, _) in shipped().filter(|(name, _)| Theme::named(name).ground().is_some()) {
        assert_readable(name, terminal, if name == "high-contrast" { (HIGH, HIGH) } else { (TEXT, SIGN) });
        checked += 1;
    }
    assert_eq!(checked, 6);
}

#[test]
fn the_terminals_own_colours_can_be_read_in_xterm() {
    assert_readable("dark", Terminal { sixteen: XTERM, ink: 0x00e5_e5e5, ground: 0 }, (TEXT, SIGN));
    assert_readable("light", Terminal { sixteen: XTERM, ink: 0, ground: 0x00ff_ffff }, (TEXT, SIGN));
}

#[test]
fn the_terminals_own_colours_can_be_made_out_on_the_linux_console() {
    // Its yellow is brown (4.0 behind a hit) and its bright black is 2.8 on black, which only rules are drawn in.
    assert_readable("dark", Terminal { sixteen: CONSOLE, ink: 0x00aa_aaaa, ground: 0 }, (4.0, 2.8));
    assert_readable("light", Terminal { sixteen: CONSOLE, ink: 0, ground: 0x00ff_ffff }, (4.0, SIGN));
}
