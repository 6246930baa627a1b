//! Few numbers that stand for a text: where two texts have runs of words in common, they are likely to have some of these in common.

use super::hash;
use super::words::{self, RUN, Word};
use crate::news::Story;

/// How many parts the range of hashes has.
const PARTS: usize = 8;
/// With fewer runs that hold a fact, all runs are looked at.
const ENOUGH: usize = 12;
/// What is added to a number that stands in for a part without one, for each part that it came across.
const BORROWED: u32 = 0x9e37_79b1;

/// The sketch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch([u32; PARTS]);

impl Sketch {
    /// The sketch of a story's text; none where it is short.
    pub fn of(story: &Story) -> Option<Self> {
        words::of_text(story).map(|words| Self::of_words(&words))
    }

    /// The keys under which stories like this one are found.
    pub fn bands(&self) -> impl Iterator<Item = u64> {
        self.0.iter().zip(0_u64..).map(|(least, part)| part << u32::BITS | u64::from(*least))
    }

    /// About the share of their runs that two texts have in common.
    pub fn likeness(&self, other: &Self) -> f32 {
        let same = self.0.iter().zip(&other.0).filter(|(one, other)| one == other).count();
        same as f32 / PARTS as f32
    }

    fn of_words(words: &[Word]) -> Self {
        let (mut factual, mut all, mut runs) = ([None; PARTS], [None; PARTS], 0);
        for run in words.windows(RUN) {
            let is_factual = run.iter().any(|word| word.is_fact());
            if !is_factual && runs >= ENOUGH {
                continue;
            }
            let hash = hash::of_run(run);
            runs += usize::from(is_factual);
            if is_factual {
                keep_least(&mut factual, hash);
            }
            keep_least(&mut all, hash);
        }
        Self(dense(if runs >= ENOUGH { factual } else { all }))
    }
}

/// Keeps the smallest of the hashes in each part: the highest bits say which part, the lowest are compared.
fn keep_least(parts: &mut [Option<u32>; PARTS], hash: u64) {
    if let Some(least) = parts.get_mut((hash >> (u64::BITS - PARTS.ilog2())) as usize) {
        let low = hash as u32;
        *least = Some(least.map_or(low, |least| least.min(low)));
    }
}

/// Gives a part without a number that of the next part that has one, marked by how far it came.
fn dense(parts: [Option<u32>; PARTS]) -> [u32; PARTS] {
    std::array::from_fn(|part| {
        let from_here = parts.iter().cycle().skip(part).take(PARTS).zip(0_u32..);
        let found = from_here.filter_map(|(least, far)| least.map(|least| least.wrapping_add(BORROWED.wrapping_mul(far))));
        found.into_iter().next().unwrap_or(0)
    })
}
