//! Which of some known words a mistyped one was meant to be.

/// What is longer than this is nobody's slip of the finger.
const LONGEST: usize = 24;
/// How many slips are forgiven at most.
const MOST_SLIPS: usize = 3;

/// The known word that is nearest to `typed`; none where none is near. Of words that are equally near the first is taken.
pub(super) fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed: Vec<char> = typed.chars().take(LONGEST + 1).flat_map(char::to_lowercase).collect();
    if typed.len() > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for word in known {
        let letters: Vec<char> = word.chars().collect();
        let begins = typed.len() >= 3 && letters.starts_with(&typed);
        let slips = if begins { 1 } else { slips(&typed, &letters) };
        let forgiven = (typed.len().max(letters.len()) / 3).min(MOST_SLIPS);
        if slips <= forgiven && best.is_none_or(|(least, _)| slips < least) {
            best = Some((slips, word));
        }
    }
    best.map(|(_, word)| word)
}

/// How many letters were left out, put in, changed or swapped with their neighbour on the way from one word to the other.
fn slips(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in one.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let mut least = (last[column] + usize::from(a != b)).min(last[column + 1] + 1).min(line[column] + 1);
            if row > 0 && column > 0 && *a == other[column - 1] && one[row - 1] == *b {
                least = least.min(before[column - 1] + 1);
            }
            line.push(least);
        }
        before = std::mem::replace(&mut last, line);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_word_is_found() {
        let known = ["headline", "standfirst", "section", "source", "speaker", "said", "tag", "lang", "is", "on"];
        for (typed, expected) in [
            ("heading", Some("headline")),
            ("hedline", Some("headline")),
            ("HEADLINES", Some("headline")),
            ("head", Some("headline")),
            ("spaeker", Some("speaker")),
            ("tags", Some("tag")),
            ("sorce", Some("source")),
            ("siad", Some("said")),
            ("colour", None),
            ("no", None),
            ("", None),
            ("x", None),
            ("headlineheadlineheadline!", None),
        ] {
            assert_eq!(nearest(typed, known), expected, "{typed}");
        }
        assert_eq!(nearest(&"é".repeat(1_000_000), known), None);
    }
}
