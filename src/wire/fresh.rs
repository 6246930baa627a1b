//! How long an answer holds, by what its server says, and how long to wait after a failure.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

use super::failure::Problem;

/// No server is believed for longer.
const LONGEST: Duration = Duration::from_secs(24 * 3_600);
/// The wait after the first failure; it doubles with each further one.
const FIRST_WAIT: Duration = Duration::from_secs(300);
/// The longest wait where the network may be to blame.
const NETWORK: Duration = Duration::from_secs(3_600);
/// The wait after a feed is said to be gone for good.
const GONE: Duration = Duration::from_secs(7 * 24 * 3_600);

/// How long an answer holds: `Cache-Control`, else `Expires` beside the server's own `Date`.
pub(super) fn fresh(header: &dyn Fn(&str) -> String) -> Duration {
    let control = header("cache-control").to_ascii_lowercase();
    let mut directives = control.split(',').map(str::trim);
    let age = directives.clone().find_map(|directive| directive.strip_prefix("max-age=")?.trim_matches('"').parse().ok());
    let seconds = if directives.any(|directive| matches!(directive, "no-cache" | "no-store")) {
        0
    } else if let Some(age) = age {
        let spent: u64 = header("age").trim().parse().unwrap_or(0);
        u64::saturating_sub(age, spent)
    } else {
        from_now(&header("expires"), &header("date")).unwrap_or(0)
    };
    Duration::from_secs(seconds).min(LONGEST)
}

/// When a server that refuses wants to be asked again: seconds, or a date beside its own.
pub(super) fn again(header: &dyn Fn(&str) -> String) -> Option<Duration> {
    let told = header("retry-after");
    let is_number = !told.is_empty() && told.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = if is_number { told.parse().unwrap_or(u64::MAX) } else { from_now(&told, &header("date"))? };
    Some(Duration::from_secs(seconds).min(LONGEST))
}

/// The seconds from one HTTP date to another; none where either cannot be read.
fn from_now(then: &str, now: &str) -> Option<u64> {
    let seconds = date(then)?.as_second().saturating_sub(date(now)?.as_second());
    Some(u64::try_from(seconds).unwrap_or(0))
}

fn date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text.trim()).ok()
}

/// How long to leave a feed alone that has failed so many times in a row, this time for that problem.
///
/// Where the network may be to blame it is not left alone for long: it will be there again in the morning.
pub fn back_off(failures: u32, problem: Option<&Problem>) -> Duration {
    if problem.is_some_and(Problem::is_gone) {
        return GONE;
    }
    let longest = if problem.is_some_and(Problem::is_of_the_network) { NETWORK } else { LONGEST };
    let doubled = failures.saturating_sub(1).min(16);
    (FIRST_WAIT * 2_u32.pow(doubled)).min(longest)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Problem, again, back_off, fresh};

    /// The value of a header in lines as they are sent.
    fn of<'a>(lines: &'a str) -> impl Fn(&str) -> String + 'a {
        |name| {
            let value = lines.split('\n').filter_map(|line| line.split_once(": ")).find(|(known, _)| known.eq_ignore_ascii_case(name));
            value.map_or_else(String::new, |(_, value)| value.to_owned())
        }
    }

    #[test]
    fn how_long_an_answer_holds() {
        for (lines, seconds) in [
            ("", 0),
            ("Cache-Control: max-age=600", 600),
            ("Cache-Control: public, Max-Age=\"600\"\nAge: 100", 500),
            ("Cache-Control: no-cache, max-age=600", 0),
            ("Cache-Control: max-age=-1", 0),
            ("Cache-Control: max-age=99999999", 86_400),
            ("Date: Fri, 20 Mar 2026 12:00:00 GMT\nExpires: Fri, 20 Mar 2026 12:30:00 GMT", 1_800),
            ("Date: Fri, 20 Mar 2026 12:00:00 GMT\nExpires: 0", 0),
            ("Date: Fri, 20 Mar 2026 12:00:00 GMT\nExpires: Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Expires: Fri, 20 Mar 2026 12:30:00 GMT", 0),
        ] {
            assert_eq!(fresh(&of(lines)), Duration::from_secs(seconds), "{lines}");
        }
    }

    #[test]
    fn when_to_ask_again() {
        for (lines, seconds) in [
            ("", None),
            ("Retry-After: 120", Some(120)),
            ("Retry-After: soon", None),
            ("Retry-After: Fri, 20 Mar 2026 13:00:00 GMT\nDate: Fri, 20 Mar 2026 12:00:00 GMT", Some(3_600)),
            ("Retry-After: 99999999999999999999999", Some(86_400)),
        ] {
            assert_eq!(again(&of(lines)), seconds.map(Duration::from_secs), "{lines}");
        }
    }

    #[test]
    fn waits_double_up_to_a_day() {
        let minutes: Vec<u64> = (1..12).map(|failures| back_off(failures, None).as_secs() / 60).collect();
        assert_eq!(minutes, [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]);
        let of = |failures, problem| back_off(failures, Some(&problem)).as_secs();
        assert_eq!((of(u32::MAX, Problem::Status(500)), of(1, Problem::Status(410))), (86_400, 7 * 86_400));
        assert_eq!((of(1, Problem::Unknown), of(99, Problem::Unknown)), (300, 3_600));
    }
}
