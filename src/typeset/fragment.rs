//! Where a text may be parted: the fragments between two places at which a line may end.
//!
//! Breaks are those of [`super::breaks`], less those inside a grapheme. A fragment wider than the room is parted at graphemes. Hyphenation
//! is in [`super::hyphen`].

use unicode_segmentation::UnicodeSegmentation;

use super::breaks::breaks;
use crate::text::Span;
use crate::text::width::{self, is_plain};

/// The soft hyphen.
const SHY: char = '\u{ad}';

/// Text that stays together, and the space after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fragment {
    /// The text without the space after it.
    pub(super) span: Span,
    /// Where the space after it ends.
    pub(super) end: usize,
    /// The columns of the text.
    pub(super) columns: usize,
    /// The columns of the space.
    pub(super) space: usize,
    /// Whether a line that ends here ends with a hyphen.
    pub(super) hyphen: bool,
    /// Whether text and space are plain: see [`is_plain`].
    pub(super) plain: bool,
}

/// Parts text into fragments.
pub(super) struct Parter {
    pub(super) room: usize,
    /// Whether soft hyphens are places to break.
    pub(super) hyphens: bool,
    /// The columns of a tab.
    pub(super) tab: usize,
    /// Whether space at the start stays together with the first word.
    pub(super) keep_lead: bool,
}

impl Parter {
    /// The fragments of one line of the source, which holds no line feed. Space at its start is a fragment without text, unless it is
    /// kept. A fragment may be wider than the room: see [`Self::narrowed`].
    pub(super) fn part(&self, text: &str, within: Span) -> Vec<Fragment> {
        let source = within.of(text);
        let mut fragments = Vec::with_capacity(source.len() / 6 + 1);
        let mut start = 0;
        let lead = if self.keep_lead { source.len() - source.trim_start_matches(is_space).len() } else { 0 };
        let is_plain = is_plain(source);
        for end in self.breaks(source, is_plain).into_iter().filter(|end| *end > lead || *end == source.len()) {
            if end > start {
                fragments.push(self.fragment(text, Span::new(start, end).shifted(within.start), is_plain));
                start = end;
            }
        }
        fragments
    }

    /// All of `span` as one fragment.
    pub(super) fn single(&self, text: &str, span: Span) -> Fragment {
        let plain = is_plain(span.of(text));
        Fragment { span, end: span.end, columns: self.columns(span.of(text)), space: 0, hyphen: false, plain }
    }

    fn breaks(&self, source: &str, is_plain: bool) -> Vec<usize> {
        let breaks = breaks(source);
        if is_plain {
            return breaks;
        }
        let breaks = breaks.into_iter().filter(|at| self.hyphens || !source[..*at].ends_with(SHY) || *at == source.len());
        let mut graphemes = source.grapheme_indices(true).map(|(at, _)| at).chain([source.len()]).peekable();
        breaks
            .filter(|at| {
                while graphemes.next_if(|grapheme| grapheme < at).is_some() {}
                graphemes.peek() == Some(at)
            })
            .filter(|at| !is_within_korean(source, *at))
            .collect()
    }

    /// `is_plain`: all of the source is; of another one parts may be.
    fn fragment(&self, text: &str, whole: Span, is_plain: bool) -> Fragment {
        let word = whole.of(text).trim_end_matches(is_space);
        let span = Span::new(whole.start, whole.start + word.len());
        let space = Span::new(span.end, whole.end);
        if is_plain || width::is_plain(whole.of(text)) {
            let columns = if word.is_ascii() { word.len() } else { word.chars().count() };
            return Fragment { span, end: whole.end, columns, space: space.len(), hyphen: false, plain: true };
        }
        let columns = self.columns(word);
        Fragment { span, end: whole.end, columns, space: self.columns(space.of(text)), hyphen: word.ends_with(SHY), plain: false }
    }

    /// The fragments with those that are wider than the room parted at graphemes. A single wide grapheme may still be.
    pub(super) fn narrowed(&self, fragments: Vec<Fragment>, text: &str) -> Vec<Fragment> {
        if fragments.iter().all(|fragment| fragment.columns <= self.room) {
            return fragments;
        }
        let mut parted = Vec::with_capacity(fragments.len() * 2);
        for fragment in fragments {
            self.push_parted(&mut parted, text, fragment);
        }
        parted
    }

    fn push_parted(&self, fragments: &mut Vec<Fragment>, text: &str, fragment: Fragment) {
        if fragment.columns <= self.room {
            fragments.push(fragment);
            return;
        }
        let Span { mut start, end } = fragment.span;
        let mut columns = 0;
        for (at, grapheme) in fragment.span.of(text).grapheme_indices(true) {
            let at = fragment.span.start + at;
            let wide = self.columns(grapheme);
            if columns + wide > self.room && at > start {
                fragments.push(Fragment { span: Span::new(start, at), end: at, columns, space: 0, hyphen: false, ..fragment });
                (start, columns) = (at, 0);
            }
            columns += wide;
        }
        fragments.push(Fragment { span: Span::new(start, end), columns, ..fragment });
    }

    /// The columns of `text` as it is set.
    pub(super) fn columns(&self, text: &str) -> usize {
        if is_plain(text) {
            return width::columns(text);
        }
        let columns = |grapheme: &str| match grapheme {
            "\t" | "\n" | "\r\n" => self.tab,
            grapheme => width::grapheme_columns(grapheme),
        };
        text.graphemes(true).map(columns).sum()
    }
}

/// Whether a break would part a Korean word, with the foreign letters and figures that it may hold: Korean has spaces between its words.
fn is_within_korean(text: &str, at: usize) -> bool {
    let is_hangul =
        |c: char| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}');
    let (Some(before), Some(after)) = (text[..at].chars().next_back(), text[at..].chars().next()) else { return false };
    (is_hangul(before) && after.is_alphanumeric()) || (is_hangul(after) && before.is_alphanumeric())
}

/// The columns of the widest grapheme. Few are wider than two, but a run of conjoining letters is one grapheme of any width.
pub(super) fn widest(text: &str) -> usize {
    if is_plain(text) {
        return 1;
    }
    width::graphemes(text).map(|(.., columns)| columns).max().unwrap_or(0)
}

/// Whether a line may end in this and lose it.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}
