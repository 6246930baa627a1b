//! Single marks used as the outer ones: ‘We are ready’ in a headline, ‘…’ in British papers, '…' on the wires.
//!
//! The closing mark is also the apostrophe, so a pair is believed only where both ends stand free: the opening one after a space, the
//! closing one before a space or a stop. Marks within double marks are nested ones and none of ours.

use crate::text::Span;

use super::Marked;

/// How far a closing mark is looked for, in characters.
const REACH: usize = 600;

/// Adds the pairs of single marks of a passage to `found`, which then is in order again.
pub(super) fn pair(text: &str, passage: usize, found: &mut Vec<Marked>) {
    if !text.contains(['\'', '‘']) {
        return;
    }
    let doubles = found.len();
    let mut within = 0;
    let mut before = None;
    let mut free_from = 0;
    for (start, c) in text.char_indices() {
        let opens = start >= free_from && (c == '\'' || c == '‘') && before.is_none_or(stands_free_before);
        before = Some(c);
        while within < doubles && found[within].outer.end <= start {
            within += 1;
        }
        if !opens || (within < doubles && found[within].outer.start <= start) {
            continue;
        }
        let limit = found[..doubles].get(within).map_or(text.len(), |next| next.outer.start);
        if let Some(marked) = close(text, Span::new(start, limit), c, passage) {
            free_from = marked.outer.end;
            found.push(marked);
        }
    }
    found.sort_by_key(|marked| marked.inner.start);
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
    Some(Marked { passage, inner, outer, single: true, continues: false, last })
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
