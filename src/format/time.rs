//! Times as formats write them.

use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// Parses RFC 3339 or RFC 2822.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text).ok())
}
