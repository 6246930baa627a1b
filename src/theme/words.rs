//! Styles and colours, as they are written.

use std::collections::HashMap;

use ratatui::style::{Color, Modifier, Style};

/// The colours that a theme names, by name.
pub(super) type Colours = HashMap<String, Color>;

/// A style from its words; what is wrong with them, if something is.
pub(super) fn style(words: &str, named: &Colours) -> Result<Style, String> {
    let mut style = Style::default();
    let mut words = words.split_whitespace();
    let known = |word: &str| named.get(word).copied().or_else(|| colour(word));
    while let Some(word) = words.next() {
        style = if word == "on" {
            let behind = words.next().ok_or("no colour stands behind “on”")?;
            style.bg(known(behind).ok_or_else(|| unknown(behind))?)
        } else if let Some(modifier) = attribute(word) {
            style.add_modifier(modifier)
        } else {
            let before = style.fg;
            style = style.fg(known(word).ok_or_else(|| unknown(word))?);
            if before.is_some() {
                return Err(format!("“{word}” is a second colour; one behind the text has “on” before it"));
            }
            style
        };
    }
    Ok(style)
}

fn unknown(word: &str) -> String {
    format!("“{word}” is no colour and no attribute")
}

/// An attribute of text.
pub(super) fn attribute(word: &str) -> Option<Modifier> {
    Some(match word {
        "bold" => Modifier::BOLD,
        "dim" => Modifier::DIM,
        "italic" => Modifier::ITALIC,
        "underline" => Modifier::UNDERLINED,
        "reverse" => Modifier::REVERSED,
        "strike" => Modifier::CROSSED_OUT,
        _ => return None,
    })
}

/// One of the terminal's sixteen by name, `0` to `255`, or `#rrggbb`.
pub(super) fn colour(word: &str) -> Option<Color> {
    const NAMES: [(&str, Color); 17] = [
        ("default", Color::Reset),
        ("black", Color::Black),
        ("red", Color::Red),
        ("green", Color::Green),
        ("yellow", Color::Yellow),
        ("blue", Color::Blue),
        ("magenta", Color::Magenta),
        ("cyan", Color::Cyan),
        ("white", Color::Gray),
        ("bright-black", Color::DarkGray),
        ("bright-red", Color::LightRed),
        ("bright-green", Color::LightGreen),
        ("bright-yellow", Color::LightYellow),
        ("bright-blue", Color::LightBlue),
        ("bright-magenta", Color::LightMagenta),
        ("bright-cyan", Color::LightCyan),
        ("bright-white", Color::White),
    ];
    let named = NAMES.iter().find(|(name, _)| *name == word).map(|(_, colour)| *colour);
    let is_hex = |hex: &&str| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    let hex = || u32::from_str_radix(word.strip_prefix('#').filter(is_hex)?, 16).ok();
    named.or_else(|| word.parse().ok().map(Color::Indexed)).or_else(|| hex().map(Color::from_u32))
}
