//! A snippet on two lines of the list, so cut that its first hit is to be seen.

use crate::archive::Snippet;
use crate::text::{Span, width};

/// How many lines a snippet may take.
const LINES: usize = 2;

/// The lines of a snippet in `room` columns, each with the hits that are whole on it, in the order in which they are read.
pub(super) fn lines(snippet: &Snippet, room: usize, ascii: bool) -> Vec<(String, Vec<Span>)> {
    let cut = if ascii { "..." } else { "…" };
    // Both take three bytes, so that the hits stay where they are.
    let spelled = ascii.then(|| Snippet { text: snippet.text.replace('…', cut), hits: snippet.hits.clone() });
    let snippet = spelled.as_ref().unwrap_or(snippet);
    let first = snippet.hits.first().copied().unwrap_or_default();
    let mut start = begin(&snippet.text, first, room);
    let mut lines = Vec::new();
    let mut lead = if start > 0 && width::columns(cut) < room { cut } else { "" };
    while start < snippet.text.len() && lines.len() < LINES {
        let rest = &snippet.text[start..];
        let last = lines.len() + 1 == LINES;
        let own = room.saturating_sub(width::columns(lead)).max(1);
        let (shown, taken) = if last { (width::elide(rest, own, ascii), rest.len()) } else { broken(rest, own) };
        let kept = if shown.len() <= rest.len() && rest.starts_with(&shown) { shown.len() } else { shown.len() - cut.len() };
        let whole = Span::new(start, start + kept);
        let here = |hit: &Span| Span::new(hit.start - start + lead.len(), hit.end - start + lead.len());
        let hits = snippet.hits.iter().filter(|hit| whole.holds(**hit)).map(here).collect();
        lines.push((format!("{lead}{shown}"), hits));
        (start, lead) = (start + taken, "");
    }
    lines
}

/// Where to begin so that the hit stands on the lines: at the beginning where that does, else at a word some way before it.
fn begin(text: &str, hit: Span, room: usize) -> usize {
    let before = Span::new(0, hit.start).of(text);
    if width::columns(Span::new(0, hit.end).of(text)) + room / 4 < room * LINES {
        return 0;
    }
    let far = before.char_indices().rev().map(|(at, _)| at).nth(room / 2).unwrap_or(0);
    before.get(far..).and_then(|near| near.find(' ')).map_or(far, |at| far + at + 1)
}

/// As many whole words as fit, and how many bytes they take with the space behind them.
pub(super) fn broken(text: &str, room: usize) -> (String, usize) {
    let fitting = width::fit(text, room);
    if fitting.len() == text.len() || text[fitting.len()..].starts_with(' ') {
        let taken = (fitting.len() + 1).min(text.len());
        return (fitting.trim_end().to_owned(), taken);
    }
    // Where words are written without spaces, one that is far from the end is no good place to break.
    let is_near = |at: usize| width::columns(&fitting[..at]) * 3 >= room * 2;
    match (fitting.rfind(' ').filter(|at| *at > 0), between(text, fitting.len())) {
        (Some(space), Some(at)) if at > space && !is_near(space) => (fitting[..at].trim_end().to_owned(), at),
        (Some(space), _) => (fitting[..space].to_owned(), space + 1),
        (None, Some(at)) => (fitting[..at].to_owned(), at),
        (None, None) if fitting.is_empty() => (String::new(), text.len()),
        (None, None) => (fitting.to_owned(), fitting.len()),
    }
}

/// The last place, up to `end`, between two characters of a script that is written without spaces. No line begins with what closes, or
/// ends with what opens.
fn between(text: &str, end: usize) -> Option<usize> {
    const CLOSING: &str = "、。，．・：；？！」』）］｝〕〉》】ーっゃゅょッャュョ々…”’";
    const OPENING: &str = "「『（［｛〔〈《【“‘";
    let graphemes: Vec<(usize, &str, usize)> = width::graphemes(text).take_while(|(at, ..)| *at <= end).collect();
    let is_place = |pair: &&[(usize, &str, usize)]| match pair {
        [(_, before, wide), (at, after, next)] => {
            *at > 0 && *wide == 2 && *next == 2 && !CLOSING.contains(after) && !OPENING.contains(before)
        }
        _ => false,
    };
    graphemes.windows(2).rev().find(is_place).and_then(|pair| pair.last().map(|(at, ..)| *at))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::lines;
    use crate::archive::Snippet;
    use crate::text::{Span, width};

    fn snippet(text: &str, word: &str) -> Snippet {
        let hits = text.match_indices(word).map(|(at, word)| Span::new(at, at + word.len())).collect();
        Snippet { text: text.to_owned(), hits }
    }

    #[test]
    fn the_first_hit_is_to_be_seen() {
        let text = "…upstairs on Thursday as the harbour authority forecast the highest tide since the year of the two Februaries, when the sea came up";
        for room in [20, 30, 44, 60, 200] {
            let lines = lines(&snippet(text, "tide"), room, false);
            let lit: Vec<&str> = lines.iter().flat_map(|(line, hits)| hits.iter().map(|hit| hit.of(line))).collect();
            assert_eq!(lit, ["tide"], "{room}: {lines:?}");
            assert!(lines.len() <= 2);
        }
    }

    #[test]
    fn scripts_without_spaces_are_broken_where_a_line_is_full() {
        let told =
            |text: &str, room| -> Vec<String> { lines(&snippet(text, "東京"), room, false).into_iter().map(|(line, _)| line).collect() };
        assert_eq!(told("東京 で二十五日、首相は記者会見を開いた", 20), ["東京 で二十五日、首", "相は記者会見を開いた"]);
        assert_eq!(told("東京で二十五日首相は、記者会見", 20), ["東京で二十五日首相", "は、記者会見"], "no line begins with a comma");
        assert_eq!(told("東京 dam talks resume after a year", 14), ["東京 dam talks", "resume after…"]);
        assert_eq!(told("首相は記者会見を東京 で開いた", 22), ["首相は記者会見を東京", "で開いた"], "a space near the end is taken");
    }

    #[test]
    fn what_is_cut_is_told_in_ascii_too() {
        let line = &lines(&snippet("Flood alert for the whole of the coast", "Flood"), 12, true)[1].0;
        assert_eq!(line, "for the w...");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_room(text in "\\PC{0,120}", at in 0usize..100, room in 1usize..60, ascii: bool) {
            let start = text.char_indices().map(|(at, _)| at).nth(at).unwrap_or(0);
            let end = text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
            for (line, hits) in lines(&Snippet { text: text.clone(), hits: vec![Span::new(start, end)] }, room, ascii) {
                prop_assert!(width::columns(&line) <= room.max(2), "{line:?}");
                prop_assert!(hits.iter().all(|hit| line.get(hit.start..hit.end).is_some()));
            }
        }
    }
}
