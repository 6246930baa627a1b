//! Quotations of any text: spans stand on character boundaries, in order and apart, and nothing panics. The first byte picks the language.
#![no_main]

use dateline::news::{Passage, Place};
use dateline::quote;
use libfuzzer_sys::fuzz_target;

const LANGUAGES: [&str; 8] = ["", "en", "de", "ru", "fr", "es", "ja", "sv"];

fuzz_target!(|input: (u8, Vec<String>)| {
    let (language, texts) = input;
    let language = LANGUAGES[usize::from(language) % LANGUAGES.len()];
    let passages: Vec<Passage<'_>> =
        texts.iter().enumerate().map(|(n, text)| Passage::new(Place::Block(n), text).apart(n % 5 == 4)).collect();
    let mut end = (0, 0);
    for quote in quote::detect(&passages, language) {
        let Place::Block(n) = quote.place else { panic!("a quote stands where no passage does") };
        assert!(texts[n].get(quote.span.start..quote.span.end).is_some_and(|words| !words.trim().is_empty()));
        assert!((n, quote.span.start) >= end, "in order and apart");
        end = (n, quote.span.end);
        for phrase in quote.attribution.speaker.iter().map(|speaker| &speaker.mention).chain(&quote.attribution.cue) {
            let Place::Block(n) = phrase.place else { panic!("a phrase stands where no passage does") };
            assert_eq!(texts[n].get(phrase.span.start..phrase.span.end), Some(phrase.text.as_str()));
        }
    }
});
