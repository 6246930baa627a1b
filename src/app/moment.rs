//! Times in the reader's words: “3 h”, “TODAY · Friday 20 March”, “20 March, 14:05”.

use jiff::Timestamp;
use jiff::civil::Date;

use super::event::Clock;

/// How long ago something was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Since {
    Moment,
    Minutes(i64),
    Hours(i64),
    Days(i64),
    /// So long that its day is told, or not yet.
    Date,
}

impl Clock {
    /// How long ago, in as few letters as say it: `now`, `5 min`, `3 h`, `2 d`, then the date.
    pub fn age(&self, time: Timestamp) -> String {
        match self.since(time) {
            Since::Moment => "now".to_owned(),
            Since::Minutes(minutes) => format!("{minutes} min"),
            Since::Hours(hours) => format!("{hours} h"),
            Since::Days(days) => format!("{days} d"),
            Since::Date => self.short_date(time),
        }
    }

    /// How long ago a time was, as it is told.
    pub fn since(&self, time: Timestamp) -> Since {
        match self.now.as_second().saturating_sub(time.as_second()) {
            0..60 => Since::Moment,
            seconds @ 60..3_600 => Since::Minutes(seconds / 60),
            seconds @ 3_600..86_400 => Since::Hours(seconds / 3_600),
            seconds @ 86_400..604_800 => Since::Days(seconds / 86_400),
            _ => Since::Date,
        }
    }

    /// The hour: `14:05`; nothing at the very beginning of a day, which is what a time is that is a day only.
    pub fn hour(&self, time: Timestamp) -> String {
        let zoned = time.to_zoned(self.zone.clone());
        let is_day = time.as_second().rem_euclid(86_400) == 0 || (zoned.hour(), zoned.minute(), zoned.second()) == (0, 0, 0);
        if is_day { String::new() } else { zoned.strftime("%H:%M").to_string() }
    }

    /// The heading of a day in the list: `TODAY · Friday 20 March`, `Wednesday 4 May 2011`.
    pub fn day(&self, time: Timestamp) -> String {
        let day = self.date(time);
        let today = self.date(self.now);
        let spelled = if day.year() == today.year() { day.strftime("%A %-d %B") } else { day.strftime("%A %-d %B %Y") };
        match today.since(day).map(|span| span.get_days()) {
            Ok(0) => format!("TODAY · {spelled}"),
            Ok(1) => format!("YESTERDAY · {spelled}"),
            _ => spelled.to_string(),
        }
    }

    /// Day and hour: `20 March, 14:05`, with the year where it is another than this one.
    pub fn moment(&self, time: Timestamp) -> String {
        let zoned = time.to_zoned(self.zone.clone());
        let year = if zoned.year() == self.date(self.now).year() { "" } else { " %Y" };
        zoned.strftime(&format!("%-d %B{year}, %H:%M")).to_string()
    }

    /// The day, as it is cited: `20 March 2021`.
    pub fn cited(&self, time: Timestamp) -> String {
        self.date(time).strftime("%-d %B %Y").to_string()
    }

    /// The time now, where the reader is.
    pub fn zoned(&self) -> jiff::Zoned {
        self.now.to_zoned(self.zone.clone())
    }

    /// The day of a time where the reader is.
    pub fn date(&self, time: Timestamp) -> Date {
        time.to_zoned(self.zone.clone()).date()
    }

    fn short_date(&self, time: Timestamp) -> String {
        self.short_day(self.date(time))
    }

    /// A day in a few letters: `20 Mar`, with the year where it is another than this one.
    pub fn short_day(&self, day: Date) -> String {
        let spelled = if day.year() == self.date(self.now).year() { day.strftime("%-d %b") } else { day.strftime("%-d %b %Y") };
        spelled.to_string()
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::Clock;

    #[test]
    fn times_are_told_in_the_readers_words() {
        let clock = Clock { now: "2026-03-20T15:00:00Z".parse().unwrap(), zone: TimeZone::UTC };
        let cases = [
            ("2026-03-20T14:59:30Z", "now", "TODAY · Friday 20 March", "20 March, 14:59"),
            ("2026-03-20T14:55:00Z", "5 min", "TODAY · Friday 20 March", "20 March, 14:55"),
            ("2026-03-20T11:59:00Z", "3 h", "TODAY · Friday 20 March", "20 March, 11:59"),
            ("2026-03-19T14:00:00Z", "1 d", "YESTERDAY · Thursday 19 March", "19 March, 14:00"),
            ("2026-03-01T14:00:00Z", "1 Mar", "Sunday 1 March", "1 March, 14:00"),
            ("2011-05-04T14:00:00Z", "4 May 2011", "Wednesday 4 May 2011", "4 May 2011, 14:00"),
            ("2026-03-22T14:00:00Z", "22 Mar", "Sunday 22 March", "22 March, 14:00"),
        ];
        for (time, age, day, moment) in cases {
            let time = time.parse().unwrap();
            assert_eq!((clock.age(time), clock.day(time), clock.moment(time)), (age.into(), day.into(), moment.into()));
        }
    }
}
