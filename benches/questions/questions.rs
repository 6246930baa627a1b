//! How a question of each kind is made.

use jiff::ToSpan;
use jiff::tz::TimeZone;

use crate::ask::Question;
use crate::pools::Pools;

/// The words of questions of several words stand in this part of the stories: not the rarest, and not those of every sentence.
const WORDS: (f64, f64) = (0.001, 0.2);

pub(crate) fn rare(pools: &mut Pools) -> Option<Question> {
    pools.chance.pick(&pools.rare).map(|word| Question::word(word))
}

pub(crate) fn middling(pools: &mut Pools) -> Option<Question> {
    pools.chance.pick(&pools.middling).map(|word| Question::word(word))
}

pub(crate) fn common(pools: &mut Pools) -> Option<Question> {
    pools.chance.pick(&pools.common).map(|word| Question::word(word))
}

pub(crate) fn two_words(pools: &mut Pools) -> Option<Question> {
    let words = pools.words_of_a_story(2, WORDS.0, WORDS.1)?;
    let [first, second] = words.as_slice() else { return None };
    Some(Question::both(format!("{first} {second}"), format!("\"{first}\" \"{second}\"")))
}

pub(crate) fn phrase(pools: &mut Pools) -> Option<Question> {
    pools.chance.pick(&pools.phrases).map(|pair| quoted(pair))
}

pub(crate) fn odd_phrase(pools: &mut Pools) -> Option<Question> {
    pools.chance.pick(&pools.odd_phrases).map(|pair| quoted(pair))
}

pub(crate) fn one_letter(pools: &mut Pools) -> Option<Question> {
    beginning(pools, 1)
}

pub(crate) fn two_letters(pools: &mut Pools) -> Option<Question> {
    beginning(pools, 2)
}

pub(crate) fn word_and_prefix(pools: &mut Pools) -> Option<Question> {
    let words = pools.words_of_a_story(2, WORDS.0, WORDS.1)?;
    let [first, second] = words.as_slice() else { return None };
    let begun = start_of(second, 2 + pools.chance.below(2));
    Some(Question::both(format!("{first} {begun}"), format!("\"{first}\" \"{begun}\"*")).begun())
}

pub(crate) fn speaker(pools: &mut Pools) -> Option<Question> {
    let (name, _) = pools.chance.pick(&pools.quotes)?.clone();
    Some(Question::new(speaker_term(pools, &name)?))
}

pub(crate) fn said(pools: &mut Pools) -> Option<Question> {
    let (_, words) = pools.chance.pick(&pools.quotes)?;
    Some(Question::new(format!("said:{}", pools.chance.pick(words)?)))
}

pub(crate) fn speaker_said(pools: &mut Pools) -> Option<Question> {
    let (name, words) = pools.chance.pick(&pools.quotes)?.clone();
    let said = pools.chance.pick(&words)?.clone();
    Some(Question::new(format!("{} said:{said}", speaker_term(pools, &name)?)))
}

pub(crate) fn unread(pools: &mut Pools) -> Option<Question> {
    Some(Question::new(format!("is:unread {}", pools.middling_or_common()?)))
}

/// A word within a day, a week, a month or a year.
pub(crate) fn dates(pools: &mut Pools) -> Option<Question> {
    let time = pools.story()?.story.time()?;
    let days = *pools.chance.pick(&[1, 7, 30, 365])?;
    let since = time.to_zoned(TimeZone::UTC).date();
    let until = since.checked_add((days - 1).days()).ok()?;
    Some(Question::new(format!("since:{since} until:{until} {}", pools.middling_or_common()?)))
}

pub(crate) fn section(pools: &mut Pools) -> Option<Question> {
    let story = pools.story()?.story.clone();
    let section = story.origin.section;
    let word = pools.words_of_text(&story.body.text(), 1, WORDS.0, 1.0)?.pop()?;
    (!section.is_empty()).then(|| Question::new(format!("section:\"{section}\" {word}")))
}

pub(crate) fn any_of_three(pools: &mut Pools) -> Option<Question> {
    let words = (0..3).map(|_| pools.middling_or_common()).collect::<Option<Vec<_>>>()?;
    let plain: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    Some(Question::both(words.join(" OR "), plain.join(" OR ")))
}

pub(crate) fn without(pools: &mut Pools) -> Option<Question> {
    let (word, unwanted) = (pools.middling_or_common()?, pools.middling_or_common()?);
    (word != unwanted).then(|| Question::both(format!("{word} -{unwanted}"), format!("\"{word}\" NOT \"{unwanted}\"")))
}

pub(crate) fn everything(_: &mut Pools) -> Option<Question> {
    Some(Question::new(""))
}

fn quoted(words: &str) -> Question {
    Question::both(format!("\"{words}\""), format!("\"{words}\""))
}

/// A word of any story, as far as it is typed.
fn beginning(pools: &mut Pools, letters: usize) -> Option<Question> {
    let word = pools.words_of_a_story(1, 0.0, 1.0)?.pop()?;
    let begun = start_of(&word, letters);
    Some(Question::both(begun.clone(), format!("\"{begun}\"*")).begun())
}

fn start_of(word: &str, letters: usize) -> String {
    word.chars().take(letters).collect()
}

/// The whole name, or its last word.
fn speaker_term(pools: &mut Pools, name: &str) -> Option<String> {
    let name: String = name.chars().filter(|c| *c != '"').collect();
    let last = name.split_whitespace().next_back()?;
    let is_word = last.chars().all(char::is_alphanumeric);
    Some(if is_word && pools.chance.below(2) == 0 { format!("speaker:{last}") } else { format!("speaker:\"{name}\"") })
}
