//! Putting text into cells: cut to its room, styled by the theme, in ASCII where the terminal knows no more.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::{Region, Screen};
use crate::text::width;
use crate::theme::{Part, Theme};
use crate::typeset::seen;

/// A buffer, a theme, and what may be drawn.
pub(super) struct Ink<'a> {
    buffer: &'a mut Buffer,
    pub(super) theme: &'a Theme,
    pub(super) ascii: bool,
    /// Text alone, for those who have it read out.
    pub(super) linear: bool,
    /// Text is written in the order in which it is read.
    logical: bool,
}

impl<'a> Ink<'a> {
    /// Ink for a buffer.
    pub(super) fn new(buffer: &'a mut Buffer, theme: &'a Theme, screen: Screen) -> Self {
        Self { buffer, theme, ascii: screen.ascii, linear: screen.linear, logical: screen.logical }
    }

    /// A line in the order in which it is to be written.
    pub(super) fn turned(&self, line: &str) -> String {
        if self.logical { line.to_owned() } else { seen(line, "", &[]).text }
    }

    /// Writes `text` at a cell, cut to `room` columns; gives the column behind it.
    pub(super) fn text(&mut self, (x, y): (u16, u16), text: &str, room: u16, style: Style) -> u16 {
        if !self.buffer.area.contains((x, y).into()) {
            return x;
        }
        let room = usize::from(room).min(usize::from(self.buffer.area.right().saturating_sub(x)));
        let plain;
        let text = if self.ascii && !text.is_ascii() {
            plain = fitting(text, room);
            &plain
        } else {
            text
        };
        let text = width::fit(text, room);
        if width::is_plain(text) { self.plain((x, y), text, style) } else { self.buffer.set_stringn(x, y, text, room, style).0 }
    }

    /// Writes text of characters that have a cell each and all have room.
    fn plain(&mut self, (mut x, y): (u16, u16), text: &str, style: Style) -> u16 {
        for (at, c) in text.char_indices() {
            let Some(cell) = self.buffer.cell_mut((x, y)) else { break };
            cell.set_symbol(&text[at..at + c.len_utf8()]).set_style(style);
            x += 1;
        }
        x
    }

    /// The paper, without anything on it.
    pub(super) fn paper(&self) -> Style {
        Style::reset().patch(self.theme.part(Part::Empty))
    }

    /// Writes `text` in the style of a part of the screen.
    pub(super) fn part(&mut self, at: (u16, u16), text: &str, room: u16, part: Part) -> u16 {
        self.text(at, text, room, self.theme.part(part))
    }

    /// Draws a sign that says again what words or the cursor say: a bar, a rule.
    pub(super) fn ornament(&mut self, at: (u16, u16), (sign, ascii): (&str, &str), room: u16, style: Style) {
        if !self.linear {
            self.text(at, if self.ascii { ascii } else { sign }, room, style);
        }
    }

    /// The columns that `text` takes as it is written here.
    pub(super) fn columns(&self, text: &str) -> u16 {
        let columns = if self.ascii && !text.is_ascii() { width::columns(&ascii(text, DOTS)) } else { width::columns(text) };
        u16::try_from(columns).unwrap_or(u16::MAX)
    }

    /// Fills a region with a column of signs.
    pub(super) fn column(&mut self, region: Region, sign: char, ascii: char, part: Part) {
        let sign = if self.ascii { ascii } else { sign };
        for row in 0..region.height.min(if region.width == 0 { 0 } else { u16::MAX }) {
            self.part((region.x, region.y + row), &sign.to_string(), region.width, part);
        }
    }

    /// Styles a stretch of a row that is written already.
    pub(super) fn restyle(&mut self, (x, y): (u16, u16), columns: u16, style: Style) {
        for column in x..x.saturating_add(columns) {
            if let Some(cell) = self.buffer.cell_mut((column, y)) {
                cell.set_style(style);
            }
        }
    }
}

const DOTS: &str = "...";

/// A text in ASCII, with three dots for `…` where there is room for them, and at its end in any case: what is cut must be seen to be.
fn fitting(text: &str, room: usize) -> String {
    let full = ascii(text, DOTS);
    if full.len() <= room {
        return full;
    }
    match text.strip_suffix('…') {
        Some(kept) => format!("{}{DOTS}", width::fit(&ascii(kept, "."), room.saturating_sub(DOTS.len())).trim_end()),
        None => ascii(text, "."),
    }
}

/// What is left of a text in ASCII: look-alikes for the signs of typography, words for keys, `?` for the rest.
fn ascii(text: &str, dots: &'static str) -> String {
    let mut out = String::with_capacity(text.len());
    for (_, grapheme, columns) in width::graphemes(text) {
        let alike = match grapheme {
            "‘" | "’" | "‚" | "′" => "'",
            "“" | "”" | "„" | "«" | "»" => "\"",
            "–" | "—" | "―" | "─" | "‐" | "‑" => "-",
            "…" => dots,
            "·" | "•" | "∙" => "-",
            "●" | "★" => "*",
            "▎" | "▌" | "┊" | "│" => "|",
            "╎" => ":",
            "▁" | "▂" => ".",
            "▃" | "▄" => ":",
            "▅" | "▆" => "=",
            "▇" => "#",
            "↵" => "Enter",
            "↑" => "Up",
            "↓" => "Down",
            "©" => "c",
            "\u{a0}" | "\u{202f}" => " ",
            grapheme if grapheme.is_ascii() => grapheme,
            grapheme => base(grapheme),
        };
        out.push_str(alike);
        (alike.len()..columns).for_each(|_| out.push('?'));
    }
    out
}

/// The ASCII letter below an accented one.
fn base(grapheme: &str) -> &'static str {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let folded = crate::text::fold::fold(grapheme);
    let upper = grapheme.chars().next().is_some_and(char::is_uppercase);
    let folded = if upper { folded.to_ascii_uppercase() } else { folded };
    folded.get(..1).and_then(|letter| LETTERS.find(letter)).map_or("?", |at| &LETTERS[at..=at])
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn in_ascii_keys_are_words_and_what_is_cut_ends_in_three_dots() {
        for (text, room, written) in [
            ("↵ to the hits", 40, "Enter to the hits"),
            ("↑ ↓ choose", 40, "Up Down choose"),
            ("… stories", 40, "... stories"),
            ("flood aler…", 11, "flood al..."),
            ("well… then", 10, "well. then"),
            ("Café · “naïve”", 40, "Cafe - \"naive\""),
        ] {
            assert_eq!(fitting(text, room), written, "{text}");
            assert!(fitting(text, room).len() <= room);
        }
    }
}
