//! Lines become paragraphs.
//!
//! There are three habits: a blank line between paragraphs; one paragraph a line; lines broken at a fixed width. Which one a text follows is
//! seen from its line lengths: where most lines could not have held the first word of the next one, they were broken by a machine, and are
//! joined again.

/// Lines longer than this, in characters, were not broken at a fixed width.
const WIDEST: usize = 110;
/// Lines that are broken at less than this are verse, lists or tables.
const NARROWEST: usize = 40;
/// One line in so many may be longer than the width at which a text was broken.
const TOLERATED: usize = 8;

/// A paragraph, or a line that stands for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// White space in it is single spaces.
    pub(super) text: String,
    /// Whether a blank line parts it from what stands before it.
    pub(super) parted: bool,
    /// The white space before its first line, in characters.
    pub(super) indent: usize,
}

/// The paragraphs of a text.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines: Vec<&str> = text.split(['\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']).map(str::trim_end).collect();
    let width = width(&lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut before = "";
    for line in lines {
        let joins = !before.is_empty()
            && width.is_some_and(|width| {
                let headline = paragraphs.len() == 1 && before.chars().nth(width).is_some();
                !headline && is_full(before, line, width * 4 / 5) && !opens_anew(before, line)
            });
        match paragraphs.last_mut() {
            _ if line.trim().is_empty() => {}
            Some(last) if joins => append(&mut last.text, line),
            _ => paragraphs.push(open(line, before.is_empty())),
        }
        before = line;
    }
    paragraphs
}

fn open(line: &str, parted: bool) -> Paragraph {
    let mut text = String::with_capacity(line.len());
    append(&mut text, line);
    let indent = line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
    Paragraph { text, parted, indent }
}

/// Adds the words of a line, each with one space before it.
fn append(text: &mut String, line: &str) {
    for word in line.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
}

/// The width at which the lines were broken, in characters; `None` where they were not. A few lines may be longer: an address that could
/// not be broken, a line that was mended by hand.
fn width(lines: &[&str]) -> Option<usize> {
    let mut lengths: Vec<usize> =
        lines.iter().filter(|line| !line.trim().is_empty()).map(|line| line.chars().take(WIDEST + 1).count()).collect();
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    let over = lengths.len() / TOLERATED;
    [0, 1, over / 2, over].into_iter().filter(|rank| *rank <= over).find_map(|rank| {
        let width = *lengths.get(rank)?;
        broken_at(lines, width, if rank == 0 { 60 } else { 80 }).then_some(width)
    })
}

/// Whether at least `share` per cent of the lines that go on were broken at `width`.
fn broken_at(lines: &[&str], width: usize, share: usize) -> bool {
    let pairs =
        || lines.windows(2).filter(|pair| !pair[0].trim().is_empty() && !pair[1].trim().is_empty() && pair[0].chars().nth(width).is_none());
    let full = || pairs().filter(|pair| is_full(pair[0], pair[1], width.saturating_sub(6))).count();
    (NARROWEST..=WIDEST).contains(&width) && full() >= 2 && full() * 100 >= pairs().count() * share
}

/// Whether `line` could not have held the first word of `next` within `width`.
fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
    line.chars().count() + 1 + word > width
}

/// Whether `next` begins something of its own: a list entry, a quoted line, an indented paragraph, a rule.
fn opens_anew(line: &str, next: &str) -> bool {
    let indented = |line: &str| line.starts_with([' ', '\t']);
    super::blocks::entry(next.trim_start()).is_some()
        || next.starts_with(['>', '#']) != line.starts_with(['>', '#'])
        || (indented(next) && !indented(line))
}
