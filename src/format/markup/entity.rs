//! Character references (`&amp;`, `&#8217;`, `&eacute;`) decoded, in text that is otherwise plain.

use std::borrow::Cow;

#[cfg(test)]
mod tests;

/// No named reference is longer.
const LONGEST_NAME: usize = 10;

/// HTML's names of U+00A0 to U+00FF, in their order.
#[rustfmt::skip]
const LATIN: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not", "shy", "reg", "macr",
    "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34",
    "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave",
    "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute",
    "Ucirc", "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave",
    "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml",
    "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];
/// The other names of HTML 4, and those of punctuation that HTML 5 added, by name.
#[rustfmt::skip]
const NAMES: [(&str, char); 187] = [
    ("AMP", '&'), ("Alpha", 'Α'), ("Beta", 'Β'), ("Chi", 'Χ'), ("Dagger", '‡'), ("Delta", 'Δ'), ("Epsilon", 'Ε'), ("Eta", 'Η'),
    ("GT", '>'), ("Gamma", 'Γ'), ("Iota", 'Ι'), ("Kappa", 'Κ'), ("LT", '<'), ("Lambda", 'Λ'), ("Mu", 'Μ'), ("NewLine", '\n'), ("Nu", 'Ν'),
    ("OElig", 'Œ'), ("Omega", 'Ω'), ("Omicron", 'Ο'), ("Phi", 'Φ'), ("Pi", 'Π'), ("Prime", '″'), ("Psi", 'Ψ'), ("QUOT", '"'),
    ("Rho", 'Ρ'), ("Scaron", 'Š'), ("Sigma", 'Σ'), ("Tab", '\t'), ("Tau", 'Τ'), ("Theta", 'Θ'), ("Upsilon", 'Υ'), ("Xi", 'Ξ'),
    ("Yuml", 'Ÿ'), ("Zeta", 'Ζ'), ("alefsym", 'ℵ'), ("alpha", 'α'), ("amp", '&'), ("and", '∧'), ("ang", '∠'), ("apos", '\''),
    ("ast", '*'), ("asymp", '≈'), ("bdquo", '„'), ("beta", 'β'), ("bsol", '\\'), ("bull", '•'), ("cap", '∩'), ("chi", 'χ'), ("circ", 'ˆ'),
    ("clubs", '♣'), ("colon", ':'), ("comma", ','), ("commat", '@'), ("cong", '≅'), ("crarr", '↵'), ("cup", '∪'), ("dArr", '⇓'),
    ("dagger", '†'), ("darr", '↓'), ("dash", '‐'), ("delta", 'δ'), ("diams", '♦'), ("dollar", '$'), ("empty", '∅'), ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'), ("epsilon", 'ε'), ("equals", '='), ("equiv", '≡'), ("eta", 'η'), ("euro", '€'), ("excl", '!'), ("exist", '∃'),
    ("fnof", 'ƒ'), ("forall", '∀'), ("frasl", '⁄'), ("gamma", 'γ'), ("ge", '≥'), ("grave", '`'), ("gt", '>'), ("hArr", '⇔'),
    ("harr", '↔'), ("hearts", '♥'), ("hellip", '…'), ("horbar", '―'), ("hyphen", '‐'), ("image", 'ℑ'), ("infin", '∞'), ("int", '∫'),
    ("iota", 'ι'), ("isin", '∈'), ("kappa", 'κ'), ("lArr", '⇐'), ("lambda", 'λ'), ("lang", '〈'), ("larr", '←'), ("lceil", '⌈'),
    ("ldquo", '“'), ("le", '≤'), ("lfloor", '⌊'), ("lowast", '∗'), ("lowbar", '_'), ("loz", '◊'), ("lpar", '('), ("lrm", '\u{200e}'),
    ("lsaquo", '‹'), ("lsqb", '['), ("lsquo", '‘'), ("lt", '<'), ("mdash", '—'), ("minus", '−'), ("mu", 'μ'), ("nabla", '∇'),
    ("ndash", '–'), ("ne", '≠'), ("ni", '∋'), ("notin", '∉'), ("nsub", '⊄'), ("nu", 'ν'), ("num", '#'), ("oelig", 'œ'), ("oline", '‾'),
    ("omega", 'ω'), ("omicron", 'ο'), ("oplus", '⊕'), ("or", '∨'), ("otimes", '⊗'), ("part", '∂'), ("percnt", '%'), ("period", '.'),
    ("permil", '‰'), ("perp", '⊥'), ("phi", 'φ'), ("pi", 'π'), ("piv", 'ϖ'), ("plus", '+'), ("prime", '′'), ("prod", '∏'), ("prop", '∝'),
    ("psi", 'ψ'), ("quest", '?'), ("quot", '"'), ("rArr", '⇒'), ("radic", '√'), ("rang", '〉'), ("rarr", '→'), ("rceil", '⌉'),
    ("rdquo", '”'), ("real", 'ℜ'), ("rfloor", '⌋'), ("rho", 'ρ'), ("rlm", '\u{200f}'), ("rpar", ')'), ("rsaquo", '›'), ("rsqb", ']'),
    ("rsquo", '’'), ("sbquo", '‚'), ("scaron", 'š'), ("sdot", '⋅'), ("semi", ';'), ("sigma", 'σ'), ("sigmaf", 'ς'), ("sim", '∼'),
    ("sol", '/'), ("spades", '♠'), ("sub", '⊂'), ("sube", '⊆'), ("sum", '∑'), ("sup", '⊃'), ("supe", '⊇'), ("tau", 'τ'), ("there4", '∴'),
    ("theta", 'θ'), ("thetasym", 'ϑ'), ("thinsp", '\u{2009}'), ("tilde", '˜'), ("trade", '™'), ("uArr", '⇑'), ("uarr", '↑'),
    ("upsih", 'ϒ'), ("upsilon", 'υ'), ("weierp", '℘'), ("xi", 'ξ'), ("zeta", 'ζ'), ("zwj", '\u{200d}'), ("zwnj", '\u{200c}'),
];

/// `text` with its character references decoded once. What only looks like one stays as it is.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let used = match reference(rest) {
            Some((decoded, used)) => {
                out.push(decoded);
                used
            }
            None => {
                out.push('&');
                1
            }
        };
        rest = &rest[used..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The text of the reference that `text` begins with, and its length in bytes.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(LONGEST_NAME + 2).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let decoded = match name.strip_prefix('#') {
        Some(number) => numeric(number)?,
        None => named(name)?,
    };
    Some((decoded, end + 1))
}

fn numeric(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // Pages of the nineties number their characters by windows-1252, and browsers obey.
    if let (0x80..=0x9f, Ok(byte)) = (code, u8::try_from(code)) {
        return encoding_rs::WINDOWS_1252.decode(&[byte]).0.chars().next();
    }
    char::from_u32(code)
}

/// The character that HTML calls `name`.
fn named(name: &str) -> Option<char> {
    if let Ok(at) = NAMES.binary_search_by_key(&name, |(known, _)| known) {
        return Some(NAMES[at].1);
    }
    let at = LATIN.iter().position(|known| *known == name)?;
    char::from_u32(0xa0 + u32::try_from(at).ok()?)
}
