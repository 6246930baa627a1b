//! Where a line may end: the places of Unicode line breaking (UAX #14), with dictionaries for Thai, Lao, Khmer and Burmese.
//!
//! Most of a text in Latin, Greek or Cyrillic letters is words with spaces between them, for which the rules come to one: a line may end
//! behind the spaces. The segmenter is asked only for what is more than that, piece by piece; a piece ends where one word and its spaces end
//! and another word begins, for no rule reaches from there to what stands before.

use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed, options::LineBreakOptions};

/// What a character is to the rules.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A letter or a figure.
    Word,
    /// A comma or a full stop.
    Stop,
    Space,
    Other,
}

/// What has been seen of a piece.
#[derive(Clone, Copy)]
struct Piece {
    start: usize,
    /// The last character that is no space.
    last: Option<Kind>,
    in_space: bool,
    /// Whether it is one word, with stops and with spaces behind it at the most.
    is_word: bool,
}

/// The places at which a line may end, in order, the end of the text last; none in a text without characters.
pub(super) fn breaks(text: &str) -> Vec<usize> {
    let mut breaks = Vec::with_capacity(text.len() / 6 + 2);
    let mut piece = Piece::at(0);
    for (at, c) in text.char_indices() {
        let kind = kind(c);
        if piece.ends_before(kind) {
            piece.push(text, at, &mut breaks);
            piece = Piece::at(at);
        }
        piece.take(kind);
    }
    piece.push(text, text.len(), &mut breaks);
    breaks
}

impl Piece {
    const fn at(start: usize) -> Self {
        Self { start, last: None, in_space: false, is_word: true }
    }

    fn ends_before(self, kind: Kind) -> bool {
        kind == Kind::Word && self.in_space && matches!(self.last, Some(Kind::Word | Kind::Stop))
    }

    fn take(&mut self, kind: Kind) {
        self.is_word &= kind != Kind::Other && (kind == Kind::Space || !self.in_space);
        self.in_space = kind == Kind::Space;
        if !self.in_space {
            self.last = Some(kind);
        }
    }

    fn push(self, text: &str, end: usize, breaks: &mut Vec<usize>) {
        if self.start < end && self.is_word {
            breaks.push(end);
        } else if self.start < end {
            let within = segmenter().segment_str(&text[self.start..end]).filter(|at| *at > 0);
            breaks.extend(within.map(|at| self.start + at));
        }
    }
}

const fn kind(c: char) -> Kind {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Kind::Word,
        ' ' => Kind::Space,
        ',' | '.' => Kind::Stop,
        '×' | '÷' | '\u{3a2}' => Kind::Other,
        '\u{c0}'..='\u{24f}' | '\u{391}'..='\u{3ce}' | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => Kind::Word,
        _ => Kind::Other,
    }
}

fn segmenter() -> LineSegmenterBorrowed<'static> {
    LineSegmenter::new_dictionary(LineBreakOptions::default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{breaks, kind, segmenter};

    fn agrees(text: &str) {
        let whole: Vec<usize> = segmenter().segment_str(text).filter(|at| *at > 0).collect();
        assert_eq!(breaks(text), whole, "{text:?}");
    }

    #[test]
    fn each_letter_is_taken_for_what_the_segmenter_takes_it() {
        for c in ('\0'..='\u{600}').filter(|c| kind(*c) != super::Kind::Other) {
            [format!("a{c} b"), format!("{c}{c} {c}"), format!("“a {c}"), format!("a ({c}) {c}-{c} {c}%"), format!("${c} 5 {c}")]
                .iter()
                .for_each(|text| agrees(text));
        }
    }

    proptest! {
        #[test]
        fn pieces_break_where_the_whole_does(text in "[ab5,.é Жλ×“”‘’«»!?:;()/$%°\u{ad}\u{a0}\u{200b}\u{200d}\u{301}–—…-]{0,24}") {
            agrees(&text);
        }

        #[test]
        fn pieces_of_any_text_break_where_the_whole_does(text in "[ ,.a5\\PC]{0,24}", other in "(ไทย|日本|한국|שלום|🇳🇴👩‍🚀|https://a.b/c?d=e|1,000.5 | e.g. |\t|\n){0,6}") {
            agrees(&format!("{text}{other}"));
            agrees(&format!("{other} {text}"));
        }
    }
}
