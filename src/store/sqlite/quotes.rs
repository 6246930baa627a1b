//! The quotes of the archive.
//!
//! Quotes lie in their stories, with their places; a second copy beside them would be a quarter of all text. The index finds the stories
//! that quote somebody or quote certain words, newest first, and only those that are shown are unpacked.

use super::archive::Archive;
use super::fault::Fault;
use super::question::Stretch;
use crate::news::{Quote, Story};
use crate::query::{Has, Node, Query, Term};
use crate::store::search::hits::Finder;
use crate::store::{Key, QuoteRow, Row};

/// How many stories are found at once.
const STEP: usize = 64;

impl Archive {
    /// The quotes of the stories that answer a query, newest story first, in the order of each story, from the story of a key on.
    pub(crate) fn quotes(&self, query: &Query, from: Option<Key>, offset: usize, limit: usize) -> Result<Vec<QuoteRow>, Fault> {
        let with_quotes = Node::Term(Term::Has(Has::Quote));
        let root = query.root.clone().map_or(with_quotes.clone(), |root| Node::And(vec![root, with_quotes]));
        let plans = self.compile(&Query { root: Some(root) })?.plans;
        let finder = Finder::new(query, self);
        let (mut quotes, mut skip) = (Vec::new(), offset);
        let mut next = Stretch { below: from.map(|key| Key(key.0.saturating_add(1))), ..Stretch::newest(STEP) };
        loop {
            let rows = self.by_date(&plans, next)?;
            for row in &rows {
                if quotes.len() >= limit {
                    return Ok(quotes);
                }
                let story = self.unpacker.load(&self.connection, row.id)?;
                let wanted: Vec<&Quote> = story.quotes.iter().filter(|quote| finder.wants(&story, quote)).collect();
                let shown = wanted.iter().enumerate().skip(skip).take(limit - quotes.len());
                quotes.extend(shown.map(|(number, quote)| quote_row(row, &story, (number, quote))));
                skip = skip.saturating_sub(wanted.len());
            }
            match rows.last() {
                Some(row) if rows.len() == STEP => next.below = Some(row.key),
                _ => return Ok(quotes),
            }
        }
    }
}

fn quote_row(row: &Row, story: &Story, (number, quote): (usize, &Quote)) -> QuoteRow {
    let attribution = &quote.attribution;
    QuoteRow {
        story: row.id,
        key: row.key,
        number,
        headline: row.headline.clone(),
        source: row.source.clone(),
        time: row.time,
        text: quote.span.of(story.text_at(quote.place)).to_owned(),
        kind: quote.kind,
        speaker: quote.speaker().map(str::to_owned),
        mention: attribution.speaker.as_ref().map(|speaker| speaker.mention.text.clone()),
        cue: attribution.cue.as_ref().map(|cue| cue.text.clone()),
    }
}
