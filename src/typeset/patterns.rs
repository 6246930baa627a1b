//! Where the words of a language may be parted: Liang's patterns, one file for each language, read when a text of it is first set.
//!
//! The files are those of the `hyphenation` crate; `assets/hyphenation/README.md` names their authors and licences.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::OnceLock;

use hyphenation::{Hyphenator, Language, Load, Standard};

/// The hyphenation of a text: the patterns of its language, or none but the soft hyphens that stand in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hyphens(Option<usize>);

/// The patterns of one language.
struct Row {
    /// The tag of the language, as in [BCP 47](https://www.rfc-editor.org/info/bcp47).
    tag: &'static str,
    language: Language,
    bytes: &'static [u8],
    /// No fewer letters stand before a hyphen; after it, the patterns see to it.
    before: usize,
}

macro_rules! rows {
    ($($tag:literal $language:ident $file:literal $before:literal)*) => {
        &[$(Row {
            tag: $tag,
            language: Language::$language,
            bytes: include_bytes!(concat!("../../assets/hyphenation/", $file, ".bincode")),
            before: $before,
        }),*]
    };
}

const ROWS: &[Row] = rows! {
    "bg" Bulgarian "bg" 2
    "ca" Catalan "ca" 2
    "da" Danish "da" 2
    "de" German1996 "de-1996" 2
    "el" GreekMono "el-monoton" 2
    "en" EnglishUS "en-us" 3
    "es" Spanish "es" 2
    "et" Estonian "et" 2
    "fi" Finnish "fi" 2
    "fr" French "fr" 2
    "hr" Croatian "hr" 2
    "it" Italian "it" 2
    "lt" Lithuanian "lt" 2
    "nb" NorwegianBokmal "nb" 2
    "nl" Dutch "nl" 2
    "nn" NorwegianBokmal "nb" 2
    "no" NorwegianBokmal "nb" 2
    "pl" Polish "pl" 2
    "pt" Portuguese "pt" 2
    "ru" Russian "ru" 2
    "sl" Slovenian "sl" 2
    "sv" Swedish "sv" 2
    "tr" Turkish "tr" 2
    "uk" Ukrainian "uk" 2
};

/// So many words of a language are known by heart, of so many bytes each at the most: the long words of a story come again in it and in the
/// next one.
const KNOWN: usize = 2_048;
const LONG: usize = 64;

/// Words, and the bytes at which they may be parted.
type Known = HashMap<Box<str>, Box<[u8]>>;

thread_local! {
    /// Where words are parted, for each row.
    static BY_HEART: RefCell<HashMap<usize, Known>> = RefCell::default();
}

static READ: [OnceLock<Option<Standard>>; ROWS.len()] = [const { OnceLock::new() }; ROWS.len()];

impl Hyphens {
    /// The hyphenation of texts in a language, by its tag (`de`, `pt-BR`): of one without patterns, by soft hyphens alone.
    pub fn of(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or("");
        Self(ROWS.iter().position(|row| row.tag.eq_ignore_ascii_case(primary)))
    }

    /// Whether it knows the words of the language.
    pub const fn has_patterns(self) -> bool {
        self.0.is_some()
    }

    /// The bytes at which a word, letters only, may be parted.
    pub(super) fn points(self, word: &str) -> Vec<usize> {
        let Some(at) = self.0 else { return Vec::new() };
        if word.len() > LONG {
            return found(at, word);
        }
        BY_HEART.with_borrow_mut(|known| {
            let known = known.entry(at).or_default();
            if let Some(points) = known.get(word) {
                return points.iter().copied().map(usize::from).collect();
            }
            let points = found(at, word);
            if known.len() >= KNOWN {
                known.clear();
            }
            // A word that is kept is short, and so is the way to each point of it.
            known.insert(word.into(), points.iter().filter_map(|point| u8::try_from(*point).ok()).collect());
            points
        })
    }
}

/// What the patterns of a row say of a word.
fn found(at: usize, word: &str) -> Vec<usize> {
    let Some((row, patterns)) = ROWS.get(at).zip(patterns(at)) else { return Vec::new() };
    let first = word.char_indices().nth(row.before).map_or(word.len(), |(at, _)| at);
    let fit = |point: &usize| *point >= first && word.is_char_boundary(*point);
    patterns.hyphenate(word).breaks.into_iter().filter(fit).collect()
}

fn patterns(at: usize) -> Option<&'static Standard> {
    let row = ROWS.get(at)?;
    let read = || Standard::from_reader(row.language, &mut &*row.bytes).ok();
    READ.get(at)?.get_or_init(read).as_ref()
}

#[cfg(test)]
mod tests {
    use super::{Hyphens, ROWS, patterns};

    #[test]
    fn every_file_is_the_language_that_it_is_taken_for() {
        for (at, row) in ROWS.iter().enumerate() {
            assert!(patterns(at).is_some(), "{} cannot be read", row.tag);
            assert_eq!(Hyphens::of(row.tag), Hyphens(Some(at)), "{} stands twice", row.tag);
        }
    }

    #[test]
    fn words_are_parted_as_their_language_does() {
        let cases = [
            ("en", "administration", "admin-is-tra-tion"),
            ("en-GB", "Hyphenation", "Hyphen-a-tion"),
            ("de", "Bundesverfassungsgericht", "Bun-des-ver-fas-sungs-ge-richt"),
            ("de-AT", "Überschwemmungen", "Über-schwem-mun-gen"),
            ("fr", "gouvernement", "gou-ver-ne-ment"),
            ("es", "administración", "ad-mi-nis-tra-ción"),
            ("it", "amministrazione", "am-mi-ni-stra-zio-ne"),
            ("nl", "overstromingen", "over-stro-min-gen"),
            ("pt_BR", "administração", "ad-mi-nis-tra-ção"),
            ("ru", "правительство", "пра-ви-тель-ство"),
            ("pl", "ministerstwo", "mi-ni-ster-stwo"),
            ("sv", "regeringen", "re-ge-ring-en"),
            ("nb", "regjeringen", "re-gje-rin-gen"),
            ("uk", "уряд", "уряд"),
            ("ja", "administration", "administration"),
            ("", "administration", "administration"),
        ];
        let mut wrong = Vec::new();
        for (tag, word, parted) in cases {
            // A word that is known by heart is parted as it was when it was new.
            for _ in 0..2 {
                let mut shown = word.to_owned();
                Hyphens::of(tag).points(word).iter().rev().for_each(|at| shown.insert(*at, '-'));
                if shown != parted {
                    wrong.push(format!("{tag}: {shown}, not {parted}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
