//! What a newsletter puts around its stories: the way to a browser above them, and below them why it came, how to end that, and where its
//! sender lives.
//!
//! It is known by its class, not by its sender. Words alone prove nothing, for stories tell of newsletters too: the message must come from a
//! list, or the words lead somewhere. From the block that says how to leave, everything to the end goes, and what belongs to it above.

use crate::news::{Block, BlockKind};
use crate::text::fold::fold;

/// Ways to see the message elsewhere, folded.
const ELSEWHERE: [&str; 17] = [
    "in your browser",
    "in a browser",
    "in the browser",
    "in browser",
    "web version",
    "online version",
    "view online",
    "read online",
    "view this email",
    "trouble viewing",
    "trouble reading",
    "im browser",
    "onlineversion",
    "dans votre navigateur",
    "version en ligne",
    "en su navegador",
    "в браузере",
];
/// Ways to leave, folded.
const LEAVING: [&str; 21] = [
    "unsubscribe",
    "opt out",
    "opt-out",
    "manage preferences",
    "manage your preferences",
    "manage your subscription",
    "manage subscription",
    "update your preferences",
    "update preferences",
    "email preferences",
    "email settings",
    "mailman/listinfo",
    "abbestellen",
    "abmelden",
    "desabonner",
    "desinscrire",
    "darse de baja",
    "cancelar suscripcion",
    "disiscri",
    "uitschrijven",
    "отписаться",
];
/// Why the message came, and whose it is, folded.
const WHY: [&str; 16] = [
    "you are receiving",
    "you're receiving",
    "you received this",
    "you are getting this",
    "because you signed up",
    "because you subscribed",
    "this email was sent",
    "this message was sent",
    "this newsletter was sent",
    "all rights reserved",
    "our mailing address",
    "sie erhalten diese",
    "vous recevez ce",
    "recibe este",
    "вы получили это",
    "©",
];
/// How many blocks at either end are looked at, and how long a block around a story is.
const TOP: usize = 4;
const TAIL: usize = 14;
const LONGEST: usize = 500;
const LONGEST_LINE: usize = 200;

/// Takes away what stands around the stories. `is_list`: the message says that it comes from a list.
pub(super) fn clear(blocks: &mut Vec<Block>, is_list: bool) {
    let above = blocks.iter().take(TOP).take_while(|block| is_bare(block) || says(block, &ELSEWHERE, LONGEST_LINE)).count();
    let above = if blocks.iter().take(above).any(|block| says(block, &ELSEWHERE, LONGEST_LINE)) { above } else { 0 };
    let first = blocks.len().saturating_sub(TAIL).max(above);
    let leaving = |block: &Block| says(block, &LEAVING, LONGEST) && (is_list || leads_out(block));
    let tail = blocks.get(first..).unwrap_or_default();
    if let Some(at) = tail.iter().rposition(leaving).map(|at| first + at)
        && is_end(blocks, at)
    {
        let belongs = |block: &&Block| is_bare(block) || says(block, &WHY, LONGEST) || leaving(block) || is_around(block);
        let before = blocks.iter().take(at).skip(above).rev().take_while(belongs).count();
        if at - before > above {
            blocks.truncate(at - before);
        }
    }
    if above < blocks.len() {
        blocks.drain(..above);
    }
    blocks.retain(|block| !is_beacon(block));
}

/// Whether nothing but the small print stands from there on: no long text, and less than stands before.
fn is_end(blocks: &[Block], at: usize) -> bool {
    let length = |blocks: &[Block]| blocks.iter().map(|block| block.text.len()).sum::<usize>();
    let (before, after) = blocks.split_at(at);
    after.iter().all(|block| block.text.len() <= LONGEST) && length(before) >= length(after.get(1..).unwrap_or_default())
}

/// Whether a block shows the way to a browser, or where the sender lives.
fn is_around(block: &Block) -> bool {
    says(block, &ELSEWHERE, LONGEST_LINE) || is_postal(&block.text)
}

fn says(block: &Block, words: &[&str], longest: usize) -> bool {
    block.text.len() <= longest && {
        let folded = fold(&block.text);
        words.iter().any(|word| folded.contains(word))
    }
}

/// Whether a block has a link, or an address as plain text has it.
fn leads_out(block: &Block) -> bool {
    block.links().next().is_some() || block.text.contains("://") || block.text.contains('@')
}

/// Whether nothing is said in a block.
fn is_bare(block: &Block) -> bool {
    block.text.is_empty() && matches!(block.kind, BlockKind::Rule | BlockKind::Figure { .. })
}

/// `Quay Post, 3 Pier Road, Port Arden 1203`: a line with commas and numbers that is no sentence.
fn is_postal(text: &str) -> bool {
    let parts = text.split([',', '|', '·', '•', '\n']).filter(|part| !part.trim().is_empty()).count();
    let is_sentence = text.ends_with(['.', '!', '?', '”', '"']) && text.split_whitespace().count() > 12;
    text.len() <= LONGEST_LINE && parts >= 3 && text.contains(|c: char| c.is_ascii_digit()) && !is_sentence
}

/// A picture that only counts who opens the message.
fn is_beacon(block: &Block) -> bool {
    let BlockKind::Figure { url, .. } = &block.kind else { return false };
    let place = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let named = ["/open", "/pixel", "/beacon", "/track", "spacer.gif", "blank.gif", "clear.gif", "transparent.gif", "1x1"];
    block.text.is_empty() && named.iter().any(|name| place.contains(name))
}
