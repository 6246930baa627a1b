//! format + quote: bytes become stories with their quotes, ready to be filed.

use crate::format::{self, Format, Reading};
use crate::news::{BlockKind, Passage, Place, Quote, QuoteKind, Story};
use crate::quote;

/// Reads stories from the bytes of one document and finds their quotes. `format` overrides what the content says.
pub fn read(bytes: &[u8], name: &str, format: Option<Format>) -> Reading {
    let Some(format) = format.or_else(|| format::detect(bytes, name)) else {
        return Reading::default();
    };
    let mut reading = format::read(bytes, name, format);
    reading.stories.iter_mut().for_each(finish);
    reading
}

/// Completes a story by what stands on its page, and finds its quotes anew. Gives whether there was more on the page than in the story.
///
/// The headline stays, and so does what is known already of the story; the text, and what goes with it, are the page's.
pub fn complete(story: &mut Story, page: Story) -> bool {
    if page.words() <= story.words() {
        return false;
    }
    let Story { standfirst, byline, dateline, origin, times, language, tags, figures, body, .. } = page;
    for (known, found) in [
        (&mut story.standfirst, standfirst),
        (&mut story.language, language),
        (&mut story.origin.section, origin.section),
        (&mut story.origin.agency, origin.agency),
    ] {
        if known.is_empty() {
            *known = found;
        }
    }
    if story.byline.is_empty() {
        story.byline = byline;
    }
    if story.figures.is_empty() {
        story.figures = figures;
    }
    story.times.published = story.times.published.or(times.published);
    story.tags.extend(tags.into_iter().filter(|tag| !story.tags.contains(tag)).collect::<Vec<_>>());
    (story.dateline, story.body) = (dateline, body);
    story.quotes.clear();
    finish(story);
    true
}

/// Finds the quotes of a story that has none yet. What stands as it was written (code, tables of figures) quotes nobody.
pub fn finish(story: &mut Story) {
    if !story.quotes.is_empty() {
        return;
    }
    let is_verbatim = |place: Place| matches!(place, Place::Block(n) if story.body.blocks.get(n).is_some_and(|block| block.kind == BlockKind::Preformatted));
    let passages: Vec<Passage<'_>> = story.passages().filter(|passage| !is_verbatim(passage.place)).collect();
    let mut quotes = quote::detect(&passages, &story.language);
    for quote in quotes.iter_mut().filter(|quote| quote.kind == QuoteKind::Partial) {
        leave_stop_out(quote, story);
    }
    story.quotes = quotes;
}

/// American typesetting puts the sentence's own comma or full stop inside the closing mark (`regarded him as a "killer."`). It is not among
/// the words quoted, and is left out of a partial quote; the stop of an abbreviation or an ellipsis stays.
fn leave_stop_out(quote: &mut Quote, story: &Story) {
    let words = quote.span.of(story.text_at(quote.place));
    let Some(bare) = words.strip_suffix(['.', ',']) else {
        return;
    };
    let last = bare.rsplit(|c: char| c.is_whitespace() || c == '.').next().unwrap_or("");
    let abbreviated = words.ends_with('.') && last.chars().count() < 2;
    if !abbreviated && !bare.is_empty() {
        quote.span.end = quote.span.start + bare.len();
    }
}

#[cfg(test)]
mod tests {
    use super::finish;
    use super::leave_stop_out;
    use crate::news::{Attribution, Block, BlockKind, Body, Place, Quote, QuoteKind, Story};
    use crate::text::Span;

    #[test]
    fn code_quotes_nobody() {
        let block = |kind, text: &str| Block::new(kind, text);
        let blocks = vec![
            block(BlockKind::Paragraph, "“We will act,” the minister said."),
            block(BlockKind::Preformatted, "print(\"We will act,\" the minister said)"),
        ];
        let mut story = Story { body: Body { blocks }, language: "en".into(), ..Story::default() };
        finish(&mut story);
        assert_eq!(story.quotes.iter().map(|quote| quote.place).collect::<Vec<_>>(), [Place::Block(0)]);
    }

    #[test]
    fn the_sentences_stop_is_no_part_of_a_partial_quote() {
        for (words, left) in [
            ("killer.", "killer"),
            ("so far,", "so far"),
            ("the U.S.", "the U.S."),
            ("and so...", "and so..."),
            ("why?", "why?"),
            (".", "."),
        ] {
            let story = Story { headline: words.to_owned(), ..Story::default() };
            let mut quote = Quote {
                place: Place::Headline,
                span: Span::new(0, words.len()),
                kind: QuoteKind::Partial,
                attribution: Attribution::default(),
            };
            leave_stop_out(&mut quote, &story);
            assert_eq!(quote.span.of(&story.headline), left);
        }
    }
}
