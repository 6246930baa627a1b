//! Whatever is typed, on whatever terminal, while others file: nothing breaks, and no mark is lost. That the screen is then what it would be
//! if it were drawn anew is held where frames are made (`bytes`).
//!
//! `DATELINE_STORM=100000 cargo test --test it storm` types so many keys instead of a few thousand.

use dateline::app::Event;
use dateline::keymap::{Code, Key};
use dateline::news::{Body, Story};
use jiff::SignedDuration;

use crate::desk::{Desk, now};

/// So many keys are typed where nobody says how many.
const KEYS: usize = 6_000;
/// Keys that are typed more often than others: those that lead on from most places.
const COMMON: &str = "jjjjkkkllhhJKnNgGusxvDUmae'\"/@iELX<>z()[]";
/// What is typed into a line.
const WORDS: [&str; 8] = ["dam", "is:unread", "section:world", "speaker:", "\"the", "(a OR", "港", "-x since:3d"];

/// A generator of numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % sides
    }
}

fn key(dice: &mut Dice) -> Key {
    let codes =
        [Code::Enter, Code::Esc, Code::Tab, Code::Backspace, Code::Up, Code::Down, Code::PageDown, Code::PageUp, Code::Home, Code::End];
    let common: Vec<char> = COMMON.chars().collect();
    match dice.roll(10) {
        0..5 => Key::char(common[dice.roll(common.len())]),
        5 | 6 => Key { code: codes[dice.roll(codes.len())], ..Key::char(' ') },
        7 => Key { ctrl: true, ..Key::char(char::from(b'a' + u8::try_from(dice.roll(26)).unwrap())) },
        8 => Key::char(' '),
        _ => Key::char(char::from(b'!' + u8::try_from(dice.roll(94)).unwrap())),
    }
}

/// A story that comes in while the reader types.
fn arrival(n: usize) -> Story {
    let words = "The dam of the world holds, “for now,” said Ana Ruiz, who had looked at it from below.\u{1b}[2J";
    let mut story = Story { headline: format!("Arrival {n} \u{202e}"), body: Body::of_paragraphs([words; 12]), ..Story::default() };
    story.times.published = Some(now() - SignedDuration::from_mins(i64::try_from(n * 37 % 4_000).unwrap()));
    story.origin.section = if n.is_multiple_of(3) { "World" } else { "City" }.to_owned();
    dateline::ingest::finish(&mut story);
    story
}

/// Types `keys` keys by the dice of a seed.
fn storm(seed: u64, keys: usize) {
    let (mut dice, mut desk) = (Dice(seed), Desk::new(100, 30));
    let mut other = desk.other();
    for n in 0..keys {
        match dice.roll(100) {
            0 => drop(desk.resize(1 + u16::try_from(dice.roll(300)).unwrap(), 1 + u16::try_from(dice.roll(100)).unwrap())),
            1 => {
                other.file(&[arrival(n)], now()).unwrap();
                desk.event(Event::Changed);
            }
            2 => drop(desk.event(Event::Paste(WORDS[dice.roll(WORDS.len())].to_owned()))),
            3 => drop(desk.keys("esc esc esc")),
            _ => {
                let key = key(&mut dice);
                desk.event(Event::Key(key));
            }
        }
        if n % 16 == 0 {
            desk.screen();
        }
    }
    let left = desk.anew();
    assert!(!left.contains('\u{1b}') && !left.contains('\u{202e}'), "seed {seed}: nothing raw");
    desk.event(Event::Changed);
    for row in &desk.app.list.rows {
        if let Some(kept) = desk.store.row(row.id).unwrap() {
            assert_eq!((row.read, row.starred), (kept.read, kept.starred), "seed {seed}: the marks of {}", row.id.0);
        }
    }
    let counts = desk.store.counts().unwrap();
    let unread = desk.store.count(&dateline::query::Query::unread()).unwrap();
    assert_eq!(counts.unread, unread, "seed {seed}");
}

#[test]
fn nothing_breaks_whatever_is_typed() {
    let keys = std::env::var("DATELINE_STORM").ok().and_then(|keys| keys.parse().ok()).unwrap_or(KEYS);
    for seed in 1..=4 {
        storm(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(seed), keys / 4);
    }
}
