//! Colours brought down to those that a terminal has: the nearest as the eye sees it.
//!
//! Distances are taken in Oklab, in which equal steps look equal. The terminal's sixteen colours are what its owner made them; they are taken
//! for those of xterm.

use ratatui::style::{Color, Style};

use super::Theme;

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    Mono,
    #[default]
    Sixteen,
    /// 256: the sixteen, a cube of 216, and 24 greys.
    Many,
    /// All that can be named.
    True,
}

/// xterm's sixteen colours, in the order of their numbers.
const SIXTEEN: [(Color, u32); 16] = [
    (Color::Black, 0x00_0000),
    (Color::Red, 0xcd_0000),
    (Color::Green, 0x00_cd00),
    (Color::Yellow, 0xcd_cd00),
    (Color::Blue, 0x00_00ee),
    (Color::Magenta, 0xcd_00cd),
    (Color::Cyan, 0x00_cdcd),
    (Color::Gray, 0xe5_e5e5),
    (Color::DarkGray, 0x7f_7f7f),
    (Color::LightRed, 0xff_0000),
    (Color::LightGreen, 0x00_ff00),
    (Color::LightYellow, 0xff_ff00),
    (Color::LightBlue, 0x5c_5cff),
    (Color::LightMagenta, 0xff_00ff),
    (Color::LightCyan, 0x00_ffff),
    (Color::White, 0xff_ffff),
];

/// The steps of a side of the cube of 216 colours.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

impl Theme {
    /// The colour of a pixel on this terminal: the nearest of its cube or of its greys, found without looking through them.
    pub fn pixel(&self, [red, green, blue]: [u8; 3]) -> Color {
        if self.depth == Depth::True {
            return Color::Rgb(red, green, blue);
        }
        let far = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        let step = |value: u8| STEPS.iter().enumerate().min_by_key(|(_, step)| value.abs_diff(**step)).map_or(0, |(n, _)| n);
        let cube = [red, green, blue].map(step);
        let mean = ((u16::from(red) + u16::from(green) + u16::from(blue)) / 3) as u8;
        let grey = (mean.saturating_sub(3) / 10).min(23);
        let of_grey = far(red, 8 + grey * 10) + far(green, 8 + grey * 10) + far(blue, 8 + grey * 10);
        let of_cube = far(red, STEPS[cube[0]]) + far(green, STEPS[cube[1]]) + far(blue, STEPS[cube[2]]);
        Color::Indexed(if of_grey < of_cube { 232 + grey } else { (16 + 36 * cube[0] + 6 * cube[1] + cube[2]) as u8 })
    }

    /// The same theme in the colours of a terminal.
    #[must_use]
    pub fn at_depth(mut self, depth: Depth) -> Self {
        self.depth = depth;
        if depth < Depth::True {
            self.slots.values_mut().chain(self.parts.values_mut()).for_each(|style| *style = brought_down(*style, depth));
        }
        self
    }
}

/// The number of one of the terminal's sixteen colours, by its name.
pub fn sixteen(colour: Color) -> Option<u8> {
    let at = SIXTEEN.iter().position(|(known, _)| *known == colour)?;
    u8::try_from(at).ok()
}

fn brought_down(style: Style, depth: Depth) -> Style {
    let down = |colour: Option<Color>| colour.and_then(|colour| nearest(colour, depth));
    Style { fg: down(style.fg), bg: down(style.bg), underline_color: down(style.underline_color), ..style }
}

/// The nearest colour that a terminal of some depth has; none where it has none.
pub fn nearest(colour: Color, depth: Depth) -> Option<Color> {
    let number = match (colour, depth) {
        (_, Depth::Mono) => return None,
        (_, Depth::True) => return Some(colour),
        (Color::Rgb(red, green, blue), _) => u32::from_be_bytes([0, red, green, blue]),
        (Color::Indexed(n @ 16..), Depth::Sixteen) => indexed(n),
        (Color::Indexed(n), Depth::Sixteen) => return Some(SIXTEEN[usize::from(n)].0),
        _ => return Some(colour),
    };
    // Among sixteen, what colour it is matters more than how much of it there is: a muted blue is blue rather than grey.
    let seen = |number: u32| if depth == Depth::Many { oklab(number) } else { vivid(oklab(number)) };
    let wanted = seen(number);
    let far = |other: u32| {
        let other = seen(other);
        (0..3).map(|n| (wanted[n] - other[n]).powi(2)).sum::<f32>()
    };
    match depth {
        // The first sixteen are the owner's: what they are is not known.
        Depth::Many => (16..=255).min_by(|a, b| far(indexed(*a)).total_cmp(&far(indexed(*b)))).map(Color::Indexed),
        _ => SIXTEEN.into_iter().min_by(|a, b| far(a.1).total_cmp(&far(b.1))).map(|(colour, _)| colour),
    }
}

/// One of the colours from 16 on, as `0xrrggbb`.
fn indexed(n: u8) -> u32 {
    let n = u32::from(n);
    if n >= 232 {
        return (8 + 10 * (n - 232)) * 0x01_0101;
    }
    let step = |n: u32| if n == 0 { 0 } else { 55 + 40 * n };
    let n = n.saturating_sub(16);
    step(n / 36) << 16 | step(n / 6 % 6) << 8 | step(n % 6)
}

/// Lightness and the two axes of colour (Björn Ottosson, 2020).
fn oklab(number: u32) -> [f32; 3] {
    let linear = |byte: u8| {
        let part = f32::from(byte) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [_, red, green, blue] = number.to_be_bytes().map(linear);
    let l = (0.412_221_46 * red + 0.536_332_55 * green + 0.051_445_995 * blue).cbrt();
    let m = (0.211_903_5 * red + 0.680_699_5 * green + 0.107_396_96 * blue).cbrt();
    let s = (0.088_302_46 * red + 0.281_718_85 * green + 0.629_978_7 * blue).cbrt();
    [
        0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
        1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
        0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
    ]
}

/// The same with its colour raised to the root.
fn vivid([lightness, a, b]: [f32; 3]) -> [f32; 3] {
    let root = a.hypot(b).sqrt().max(f32::MIN_POSITIVE);
    [lightness, a / root, b / root]
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::super::Theme;
    use super::{Depth, nearest};
    use crate::text::Slot;

    #[test]
    fn colours_go_to_the_nearest_that_there_is() {
        for (colour, many, sixteen) in [
            (0x00_0000, Color::Indexed(16), Color::Black),
            (0xff_ffff, Color::Indexed(231), Color::White),
            (0xff_0000, Color::Indexed(196), Color::LightRed),
            (0x5f_87af, Color::Indexed(67), Color::LightBlue),
            (0x80_8080, Color::Indexed(244), Color::DarkGray),
            (0x1c_1c1c, Color::Indexed(234), Color::Black),
            (0xfd_f6e3, Color::Indexed(230), Color::White),
        ] {
            let colour = Color::from_u32(colour);
            assert_eq!(nearest(colour, Depth::Many), Some(many), "{colour:?}");
            assert_eq!(nearest(colour, Depth::Sixteen), Some(sixteen), "{colour:?}");
            assert_eq!(nearest(colour, Depth::True), Some(colour));
            assert_eq!(nearest(colour, Depth::Mono), None);
        }
    }

    #[test]
    fn what_a_terminal_has_stays() {
        for n in 16..=255 {
            assert_eq!(nearest(Color::Indexed(n), Depth::Many), Some(Color::Indexed(n)));
        }
        for (colour, stays) in [(Color::Reset, Color::Reset), (Color::Cyan, Color::Cyan), (Color::Indexed(9), Color::LightRed)] {
            assert_eq!(nearest(colour, Depth::Sixteen), Some(stays));
        }
        assert_eq!(nearest(Color::Indexed(196), Depth::Sixteen), Some(Color::LightRed));
    }

    #[test]
    fn a_theme_is_brought_down_whole() {
        let theme = Theme::read("reading = \"#ff0000 on #1c1c1c\"\n\"list.day\" = \"bold #0000ff\"", &|_| None).0;
        let style = theme.clone().at_depth(Depth::Many).slot(Slot::Text);
        assert_eq!((style.fg, style.bg), (Some(Color::Indexed(196)), Some(Color::Indexed(234))));
        let style = theme.clone().at_depth(Depth::Mono).slot(Slot::Text);
        assert_eq!((style.fg, style.bg), (None, None));
        assert_eq!(theme.clone().at_depth(Depth::True).slot(Slot::Text), theme.slot(Slot::Text));
    }
}
