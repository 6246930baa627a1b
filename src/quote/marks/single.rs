//! Single marks used as the outer ones: ‘We are ready’ in a headline, ‘…’ in British papers, '…' on the wires.
//!
//! The closing mark is also the apostrophe, so a pair is believed only where both ends stand free: the opening one after a space, the
//! closing one before a space or a stop. Marks within double marks are nested ones and none of ours.

use crate::text::Span;

use super::{Marked, Style};

/// How far a closing mark is looked for, in characters.
const REACH: usize = 600;

/// Adds the pairs of single marks of a passage to `found`, which then is in order again. A pair that stands around pairs of double marks
/// takes their place: in British papers those are the nested ones.
///
/// `glyphs`: all that may be marks in the passage, which is a text and its index.
pub(super) fn pair((text, passage): (&str, usize), glyphs: &[(usize, char)], found: &mut Vec<Marked>) {
    let singles = || glyphs.iter().copied().filter(|(_, c)| matches!(c, '\'' | '‘'));
    if singles().next().is_none() {
        return;
    }
    let doubles = std::mem::take(found);
    let mut within = 0;
    let mut free_from = 0;
    let mut kept = 0;
    for (start, c) in singles() {
        if start < free_from {
            continue;
        }
        let opens = text[..start].chars().next_back().is_none_or(stands_free_before);
        while within < doubles.len() && doubles[within].outer.end <= start {
            within += 1;
        }
        let inside = doubles.get(within).is_some_and(|double| double.outer.start <= start);
        if !opens || inside {
            continue;
        }
        let limit = doubles.get(within).map_or(text.len(), |next| next.outer.start);
        let marked = close(text, Span::new(start, limit), c, passage).or_else(|| around(text, start, &doubles[within..], passage));
        if let Some(marked) = marked {
            free_from = marked.outer.end;
            // Doubles before it stay; those within it go.
            found.extend_from_slice(&doubles[kept..within]);
            kept = within + doubles[within..].iter().take_while(|double| double.outer.start < marked.outer.end).count();
            found.push(marked);
        }
    }
    found.extend_from_slice(&doubles[kept..]);
}

/// The stretch that a curly single mark at `start` opens and that holds at least the first of `doubles`.
fn around(text: &str, start: usize, doubles: &[Marked], passage: usize) -> Option<Marked> {
    let opening = text[start..].chars().next().filter(|c| *c == '‘')?;
    let inner = start + opening.len_utf8();
    let mut doubles = doubles.iter().peekable();
    let mut before = opening;
    let mut held = 0;
    let mut skip_to = inner;
    for (at, c) in text[inner..].char_indices().take(REACH).map(|(at, c)| (inner + at, c)) {
        while doubles.next_if(|double| double.outer.end <= at).is_some() {
            held += 1;
        }
        if let Some(double) = doubles.peek().filter(|double| double.outer.start <= at) {
            skip_to = double.outer.end;
        }
        if c == '‘' && at >= skip_to || c == '\n' {
            return None;
        }
        let free = text[at + c.len_utf8()..].chars().next().is_none_or(stands_free_after);
        let closes = c == '’' && at >= skip_to && free && !before.is_whitespace() && (before != 's' || held > 0);
        if closes && held > 0 {
            let (span, outer) = (Span::new(inner, at), Span::new(start, at + c.len_utf8()));
            return Some(Marked { passage, inner: span, outer, style: Style::Single, continues: false, last: before });
        }
        if closes {
            return None;
        }
        before = c;
    }
    None
}

fn stands_free_before(c: char) -> bool {
    c.is_whitespace() || "([—–:-".contains(c)
}

fn stands_free_after(c: char) -> bool {
    c.is_whitespace() || ".,;:!?)]—–-".contains(c)
}

/// The stretch that the mark at the start of `range` opens.
fn close(text: &str, range: Span, mark: char, passage: usize) -> Option<Marked> {
    let start = range.start + mark.len_utf8();
    let inside = text.get(start..range.end)?;
    if is_clipped_word(inside) {
        return None;
    }
    let end = start + closing(inside, mark)?;
    let inner = Span::new(start, end);
    let last = inner.of(text).chars().next_back()?;
    let closing_len = text[end..].chars().next().map_or(0, char::len_utf8);
    let outer = Span::new(range.start, end + closing_len);
    Some(Marked { passage, inner, outer, style: Style::Single, continues: false, last })
}

/// ’em, ’til, ’90s: an apostrophe for what was left out.
fn is_clipped_word(inside: &str) -> bool {
    let word = inside.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let decade = word.trim_end_matches('s');
    word.is_empty() && !inside.starts_with(['[', '.', '…', '$', '@', '#'])
        || ["em", "til", "tis", "twas", "n", "cause", "bout", "round"].contains(&word.to_lowercase().as_str())
        || (decade.len() <= 2 && decade.len() < word.len() && decade.chars().all(|c| c.is_ascii_digit()))
}

/// The place of the mark that closes. After a plural in -s, a later mark behind a stop is believed more: the drivers’ names,’.
fn closing(inside: &str, mark: char) -> Option<usize> {
    let mut doubtful = None;
    let mut before = '\0';
    let mut chars = inside.char_indices().take(REACH).peekable();
    while let Some((at, c)) = chars.next() {
        if c == '‘' || c == '\n' {
            break;
        }
        let free = chars.peek().is_none_or(|(_, next)| stands_free_after(*next));
        if (c == '’' || c == '\'') && free && at > 1 && !before.is_whitespace() {
            if before != 's' || chars.peek().is_none_or(|(_, next)| *next != ' ') {
                return doubtful.filter(|_| mark == '‘' && before.is_alphanumeric()).or(Some(at));
            }
            doubtful.get_or_insert(at);
        }
        before = c;
    }
    doubtful.filter(|end| mark == '‘' || inside[..*end].split_whitespace().count() <= 12)
}
