//! A hash whose definition never changes, for sketches are kept: eight bytes at a time are mixed in with the finisher of SplitMix64.

use super::words::Word;

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of a word.
pub(super) fn of_word(word: &str) -> u64 {
    word.as_bytes().chunks(8).fold(BASIS, |hash, chunk| {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        mixed(hash.rotate_left(5) ^ u64::from_le_bytes(bytes))
    })
}

/// The hash of a run of words.
pub(super) fn of_run(words: &[Word]) -> u64 {
    words.iter().fold(BASIS, |hash, word| mixed(hash.rotate_left(5) ^ word.hash))
}

/// Spreads what differs in a few bits over all of them.
fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
