//! What a page asks its readers for: to subscribe, to sign up, to follow. Where a page wants a subscription before it shows the rest, the
//! story ends there.

use super::teasers::words;
use crate::news::{Block, BlockKind, Body, Warning};
use crate::text::fold::fold;

/// A longer paragraph says more than that, in bytes.
const LONGEST: usize = 320;
/// Of more words a text is whole, whatever the page asks for below it.
const WHOLE: usize = 500;
/// Of fewer words the text of a page that is not free is a beginning only.
const BEGINNING: usize = 120;
/// The greatest share of the words that may stand below the place where a page wants a subscription.
const GREATEST_REST: f64 = 0.5;

/// How lines begin that ask for something, folded.
const ASKING: [&str; 61] = [
    "did you like",
    "enjoyed this",
    "enjoying this",
    "gefallt dir unser",
    "hat dir der artikel gefallen",
    "hat ihnen der artikel gefallen",
    "zapraszamy",
    "abonnez-vous",
    "abonniere ",
    "abonnieren sie",
    "already a subscriber",
    "breaking news emails",
    "click here for more information",
    "click here to sign up",
    "click here to subscribe",
    "download our app",
    "download the app",
    "folge uns",
    "folgen sie uns",
    "follow us on",
    "get breaking news alerts",
    "get our newsletter",
    "get the latest",
    "have a tip?",
    "inscrivez-vous",
    "iscriviti",
    "jetzt abonnieren",
    "jetzt newsletter",
    "join our",
    "join the conversation",
    "join the discussion",
    "keep up with",
    "let our news meet your inbox",
    "like us on facebook",
    "log in to",
    "melden sie sich",
    "mira lo que tiene nuestro canal",
    "newsletter abonnieren",
    "nichts mehr verpassen",
    "recevez ",
    "receive our",
    "seguici su",
    "siguenos en",
    "sign up for",
    "sign up here",
    "sign up now",
    "sign up to",
    "start your free trial",
    "stay up to date",
    "subscribe for",
    "subscribe here",
    "subscribe now",
    "subscribe to",
    "suivez-nous",
    "support our journalism",
    "suscribete",
    "this entry was posted in",
    "verpasse keine",
    "want more stories",
    "подпишитесь на",
    "подписывайтесь на",
];
/// What lines hold that part the beginning of a story from what only subscribers may read, folded.
const WALLS: [&str; 36] = [
    "already a subscriber",
    "already have a subscription",
    "article reserve aux abonnes",
    "bereits abonnent",
    "contenido exclusivo para suscriptores",
    "contenuto riservato agli abbonati",
    "continue reading this article",
    "continue reading with a",
    "create a free account to",
    "create an account to continue",
    "dieser artikel ist nur fur",
    "free articles left",
    "il vous reste",
    "jetzt weiterlesen mit",
    "keep reading for",
    "la suite est reservee",
    "log in to continue",
    "log in to read",
    "mit abo weiterlesen",
    "please log in or",
    "please subscribe",
    "pour lire la suite",
    "register to continue",
    "register to read",
    "sign in to continue",
    "sign in to read",
    "sign up to continue",
    "subscribe to continue",
    "subscribe to keep reading",
    "subscribe to read",
    "subscribe to unlock",
    "suscribete para",
    "this article is for subscribers",
    "this content is for subscribers",
    "to continue reading",
    "to read the full",
];

/// Takes what asks for something out of `body`; `paid` says that the page calls its story not free. The warning says that the story is not
/// there as a whole.
pub(super) fn clear(body: &mut Body, paid: bool) -> Option<Warning> {
    let walled = cut_at_wall(body);
    body.blocks.retain(|block| !asks(block));
    let words: usize = body.blocks.iter().map(words).sum();
    let is_beginning = words > 0 && (walled && words < WHOLE || paid && words < BEGINNING);
    is_beginning.then(|| {
        break_off(body);
        Warning::new("only the beginning of the story is here: the page wants a subscription")
    })
}

/// Cuts the body where the page wants a subscription, unless much follows: then the story goes on, and only the line goes.
fn cut_at_wall(body: &mut Body) -> bool {
    let Some(at) = body.blocks.iter().position(is_wall) else { return false };
    let count = |blocks: &[Block]| blocks.iter().map(words).sum::<usize>() as f64;
    if at > 0 && count(&body.blocks[at..]) <= count(&body.blocks) * GREATEST_REST {
        body.blocks.truncate(at);
        return true;
    }
    body.blocks.retain(|block| !is_wall(block));
    false
}

fn is_wall(block: &Block) -> bool {
    let Some(text) = asking(block) else { return false };
    WALLS.iter().any(|wall| text.contains(wall))
}

fn asks(block: &Block) -> bool {
    let Some(text) = asking(block) else { return false };
    ASKING.iter().any(|opening| text.starts_with(opening))
}

/// The folded text of a block that may ask the reader for something: short, and nobody's words.
fn asking(block: &Block) -> Option<String> {
    let plain = matches!(block.kind, BlockKind::Paragraph | BlockKind::Crosshead);
    let fits = plain && block.text.len() <= LONGEST && !block.text.contains(['“', '”', '„', '«', '"']);
    fits.then(|| fold(&block.text).trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned())
}

/// Lets the text end as one that breaks off.
fn break_off(body: &mut Body) {
    let last = body.blocks.iter_mut().rev().find(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::BlockQuote));
    if let Some(last) = last.filter(|last| !last.text.ends_with(['…', ']']) && !last.text.ends_with("...")) {
        last.text.push_str(" …");
    }
}
