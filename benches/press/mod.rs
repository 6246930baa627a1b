//! Invents stories: words made of syllables, spread as words are in any language, with people who say things.
//!
//! Nobody wrote them, so they can be made anywhere; number and seed decide every byte.

use dateline::news::{Body, Origin, Story, Times};
use jiff::{SignedDuration, Timestamp};

#[expect(dead_code, reason = "the questions need more of it")]
mod chance;

use chance::Chance;

/// When the newest of the stories is published.
const NEWEST: Timestamp = Timestamp::constant(1_790_000_000, 0);
/// The different words of the language.
const WORDS: usize = 8000;
/// The sentences of a paragraph.
const SENTENCES: usize = 3;

const ONSETS: [&str; 16] = ["b", "d", "f", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w"];
const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ea", "oo", "ai"];
const SMALL: [&str; 12] = ["the", "of", "and", "to", "in", "a", "that", "for", "on", "with", "was", "by"];
const FIRST: [&str; 8] = ["Anna", "Boris", "Clara", "Daniel", "Elena", "Farid", "Grace", "Hugo"];
const CUES: [&str; 5] = ["said", "told reporters", "added", "warned", "announced"];
const SECTIONS: [&str; 6] = ["World", "Business", "Sport", "Science", "Culture", "City News"];
const SOURCES: [&str; 4] = ["The Quay Post", "The Gazette", "Evening Echo", "Harbour Radio"];

/// A press that prints one story after the other.
pub(crate) struct Press {
    chance: Chance,
    printed: usize,
}

impl Press {
    /// A press; another seed prints other stories.
    pub(crate) const fn new(seed: u64) -> Self {
        Self { chance: Chance::new(seed), printed: 0 }
    }

    /// The next story, of so many paragraphs and older than the one before it, as it comes: nobody has found its quotes.
    pub(crate) fn story(&mut self, paragraphs: usize) -> Story {
        self.printed += 1;
        let hours = i64::try_from(self.printed).unwrap_or(0);
        let pick = |chance: &mut Chance, names: &[&str]| chance.pick(names).map_or_else(String::new, |&name| name.to_owned());
        Story {
            headline: capital(&self.words(7)),
            byline: vec![self.person()],
            origin: Origin {
                section: pick(&mut self.chance, &SECTIONS),
                source: pick(&mut self.chance, &SOURCES),
                url: format!("https://press.example/{}", self.printed),
                ..Origin::default()
            },
            times: Times { published: Some(NEWEST - SignedDuration::from_hours(hours)), updated: None },
            language: "en".to_owned(),
            body: Body::of_paragraphs((0..paragraphs).map(|number| self.paragraph(number))),
            ..Story::default()
        }
    }

    /// Some sentences, every third time with somebody's words.
    fn paragraph(&mut self, number: usize) -> String {
        let mut text: String = (0..SENTENCES).map(|_| format!("{}. ", capital(&self.words(14)))).collect();
        if number % 3 == 1 {
            let cue = self.chance.pick(&CUES).copied().unwrap_or("said");
            text.push_str(&format!("“{},” {} {cue}.", capital(&self.words(11)), self.person()));
        }
        text.trim_end().to_owned()
    }

    fn person(&mut self) -> String {
        let first = self.chance.pick(&FIRST).copied().unwrap_or("Anna");
        let last = self.chance.below(300);
        format!("{first} {}", capital(&word(WORDS + last)))
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<String> = (0..count).map(|_| self.word()).collect();
        words.join(" ")
    }

    /// A word: one of the small ones, or one whose rank falls as Zipf's law has it.
    fn word(&mut self) -> String {
        if self.chance.below(5) < 2 {
            return self.chance.pick(&SMALL).map_or_else(String::new, |&word| word.to_owned());
        }
        // A rank below a rank that is drawn evenly below another one: small ranks come more often.
        let bound = self.chance.below(WORDS) + 1;
        let bound = self.chance.below(bound) + 1;
        word(self.chance.below(bound))
    }
}

/// The word of a rank: small ranks are common.
pub(crate) fn word(rank: usize) -> String {
    let mut rest = rank + 40;
    let mut word = String::new();
    while rest > 0 {
        word.push_str(ONSETS.get(rest % ONSETS.len()).copied().unwrap_or_default());
        rest /= ONSETS.len();
        word.push_str(VOWELS.get(rest % VOWELS.len()).copied().unwrap_or_default());
        rest /= VOWELS.len();
    }
    word
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
