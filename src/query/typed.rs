//! A query that is being typed: its last word may be only the beginning of one, and its last term only half of one.
//!
//! At `speaker:trump since:202` nobody has made a mistake yet: what is asked for is what was finished, `speaker:trump`.

use jiff::Zoned;

use super::parse::parse_at;
use super::{Gravity, Query, QueryWarning};

/// How many unfinished pieces, one behind the other, are left away: `dam OR -since:` has three.
const MOST: usize = 4;

/// Reads a query that is being typed, with days as they are in the time zone of `now`: what its finished terms ask for (everything, where
/// there are none), or `None` where one of those is not understood; and all warnings.
pub fn parse_typed(text: &str, now: &Zoned) -> (Option<Query>, Vec<QueryWarning>) {
    let (query, warnings) = parse_at(text, now);
    let understood = finished(text, query, &warnings, now);
    (understood, warnings)
}

fn finished(text: &str, whole: Query, warnings: &[QueryWarning], now: &Zoned) -> Option<Query> {
    let (mut kept, mut query, mut of_kept) = (text, whole, warnings.to_vec());
    for _ in 0..MOST {
        if of_kept.iter().any(|warning| warning.gravity == Gravity::Fault) {
            return None;
        }
        let end = kept.trim_end().len();
        let Some(last) = of_kept.iter().find(|warning| warning.is_fault() && warning.span.end >= end) else {
            let is_word = kept.ends_with(char::is_alphanumeric);
            return Some(if is_word { query.unfinished() } else { query });
        };
        kept = kept.get(..last.span.start).unwrap_or_default();
        (query, of_kept) = parse_at(kept, now);
    }
    None
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::parse_typed;
    use crate::query::{Query, parse};

    const NOW: jiff::Timestamp = jiff::Timestamp::constant(1_773_243_000, 0);

    fn typed(text: &str) -> Option<Query> {
        parse_typed(text, &NOW.to_zoned(TimeZone::UTC)).0
    }

    #[test]
    fn what_is_half_typed_is_left_away() {
        for (text, finished) in [
            ("dam since:", "dam "),
            ("dam since:202", "dam "),
            ("speaker:rao since:20x", "speaker:rao "),
            ("speaker:", ""),
            ("speaker: ", ""),
            ("dam -since:", "dam "),
            ("dam NOT is:unr", "dam "),
            ("dam OR -since:", "dam "),
            ("dam AND", "dam "),
            ("dam \"pay a", "dam "),
            ("dam /tal", "dam "),
            ("dam (", "dam "),
            ("(dam since:202", "(dam )"),
            ("hedline:", ""),
            ("dam -", "dam "),
        ] {
            assert_eq!(typed(text), Some(parse(finished, NOW).0), "{text}");
        }
    }

    #[test]
    fn a_last_word_is_a_beginning_and_a_wrong_term_before_it_is_wrong() {
        assert_eq!(typed("dam (tal"), Some(parse("dam tal", NOW).0.unfinished()));
        assert_eq!(typed("dam since:2020"), Some(parse("dam since:2020", NOW).0.unfinished()));
        assert_eq!(typed("hedline:x"), None);
        assert_eq!(typed("since:202 dam"), None);
        assert_eq!(typed(&"speaker: ".repeat(10_000)), None, "bounded");
    }
}
