//! The quotes of the archive.
//!
//! Quotes lie in their stories, with their places; a second copy beside them would be a quarter of all text. The index finds the stories
//! that quote somebody or quote certain words, newest first, and only those that are shown are unpacked.

use std::ops::ControlFlow;

use super::archive::Archive;
use super::fault::Fault;
use super::question::Stretch;
use crate::news::{Quote, Story};
use crate::query::{Field, Has, Node, Query, Term, Words};
use crate::store::search::hits::Finder;
use crate::store::{Key, QuoteRow, Row};

/// How many stories are found at once.
const STEP: usize = 64;

impl Archive {
    /// The quotes of the stories that answer a query, newest story first, in the order of each story, from the story of a key on and
    /// without the first so many of them.
    pub(crate) fn quotes(&self, query: &Query, from: (Option<Key>, usize), limit: usize) -> Result<Vec<QuoteRow>, Fault> {
        self.wanted_quotes(query, |_| true, from, limit)
    }

    /// The same, of one speaker, by just this name.
    pub(crate) fn quotes_by(&self, speaker: &str, query: &Query, from: (Option<Key>, usize), limit: usize) -> Result<Vec<QuoteRow>, Fault> {
        let named = Term::Text { field: Some(Field::Speaker), words: Words::Phrase(speaker.to_owned()) };
        let query = query.clone().and(Query { root: Some(Node::Term(named)) });
        self.wanted_quotes(&query, |quote| quote.speaker() == Some(speaker), from, limit)
    }

    fn wanted_quotes(
        &self,
        query: &Query,
        is_wanted: impl Fn(&Quote) -> bool,
        (from, offset): (Option<Key>, usize),
        limit: usize,
    ) -> Result<Vec<QuoteRow>, Fault> {
        let (mut quotes, mut skip) = (Vec::new(), offset);
        self.each_quoting(query, from, |row, story, found| {
            if quotes.len() >= limit {
                return ControlFlow::Break(());
            }
            let wanted: Vec<&Quote> = found.into_iter().filter(|quote| is_wanted(quote)).collect();
            let shown = wanted.iter().enumerate().skip(skip).take(limit - quotes.len());
            quotes.extend(shown.map(|(number, quote)| quote_row(row, story, (number, quote))));
            skip = skip.saturating_sub(wanted.len());
            ControlFlow::Continue(())
        })?;
        Ok(quotes)
    }

    /// Shows `see` the stories that answer a query and quote somebody, newest first, with the quotes that are asked for, until it has seen
    /// enough. A story that is damaged is left out: that is told when it is opened, and by a look at the store.
    pub(crate) fn each_quoting(
        &self,
        query: &Query,
        from: Option<Key>,
        mut see: impl FnMut(&Row, &Story, Vec<&Quote>) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let with_quotes = Node::Term(Term::Has(Has::Quote));
        let root = query.root.clone().map_or(with_quotes.clone(), |root| Node::And(vec![root, with_quotes]));
        let plans = self.compile(&Query { root: Some(root) })?.plans;
        let finder = Finder::new(query, self);
        let mut next = Stretch { below: from.map(|key| Key(key.0.saturating_add(1))), ..Stretch::newest(STEP) };
        loop {
            let rows = self.by_date(&plans, next)?;
            for row in &rows {
                let Some(story) = self.unpacker.load_readable(&self.connection, row.id)? else { continue };
                let wanted = story.quotes.iter().filter(|quote| finder.wants(&story, quote)).collect();
                if see(row, &story, wanted).is_break() {
                    return Ok(());
                }
            }
            match rows.last() {
                Some(row) if rows.len() == STEP => next.below = Some(row.key),
                _ => return Ok(()),
            }
        }
    }
}

fn quote_row(row: &Row, story: &Story, (number, quote): (usize, &Quote)) -> QuoteRow {
    let attribution = &quote.attribution;
    let text = story.text_at(quote.place);
    let words = quote.span.of(text);
    let start = text.get(..quote.span.start).map_or(0, |before| before.chars().count());
    QuoteRow {
        story: row.id,
        key: row.key,
        number,
        headline: row.headline.clone(),
        source: row.source.clone(),
        agency: story.origin.agency.clone(),
        url: story.origin.url.clone(),
        time: row.time,
        published: story.time(),
        place: quote.place,
        span: quote.span,
        points: (start, start + words.chars().count()),
        text: words.to_owned(),
        kind: quote.kind,
        speaker: quote.speaker().map(str::to_owned),
        mention: attribution.speaker.as_ref().map(|speaker| speaker.mention.text.clone()),
        cue: attribution.cue.as_ref().map(|cue| cue.text.clone()),
    }
}
