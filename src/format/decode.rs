//! Bytes become text: byte order marks, UTF-16 without one, declared and guessed charsets, and what is no text at all.
//!
//! The order of trust: a byte order mark; valid UTF-8, whatever is declared; UTF-16 by its zero bytes; the charset that an XML declaration
//! or a `<meta>` names; UTF-8 with a few broken bytes; what `chardetng` guesses. Every text is made tame here (see [`crate::text::tame`]),
//! with line feeds as its only line ends.

use std::borrow::Cow;

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::news::Warning;
use crate::text::tame::tame;

/// How far into a document a charset may be declared.
const DECLARED_WITHIN: usize = 4_096;
/// How much is looked at to tell text from other bytes, and to guess a charset.
const SAMPLE: usize = 64 * 1_024;

/// The text that `bytes` hold; `None`, with a warning that says why, when they hold none (nothing at all, or binary).
pub fn decode(bytes: &[u8]) -> (Option<String>, Vec<Warning>) {
    if bytes.is_empty() {
        return (None, vec![Warning::new("the file is empty")]);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return finish(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = zeroed(bytes) {
        return finish(encoding, bytes);
    }
    if let Some(bytes) = without_stray_zeros(bytes) {
        return finish(encoding_of(&bytes), &bytes);
    }
    if is_binary(bytes) {
        return (None, vec![Warning::new("this is not text (binary)")]);
    }
    finish(encoding_of(bytes), bytes)
}

/// The bytes in UTF-8 where whoever sent them named a charset and they themselves say nothing: they are broken UTF-8, without a byte order
/// mark and without a declaration of their own. Elsewhere the bytes as they are.
pub fn labelled<'b>(bytes: &'b [u8], charset: &str) -> Cow<'b, [u8]> {
    let head = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    let is_told = Encoding::for_bom(bytes).is_some() || declared(head).is_some() || std::str::from_utf8(bytes).is_ok();
    match Encoding::for_label(charset.as_bytes()).filter(|encoding| !is_told && ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding)) {
        Some(encoding) => Cow::Owned(encoding.decode_without_bom_handling(bytes).0.into_owned().into_bytes()),
        None => Cow::Borrowed(bytes),
    }
}

fn finish(encoding: &'static Encoding, bytes: &[u8]) -> (Option<String>, Vec<Warning>) {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let mut warnings = Vec::new();
    if broken {
        warnings.push(Warning::new(format!("some bytes are not valid {}; they are shown as \u{fffd}", encoding.name())));
    }
    if text.trim().is_empty() {
        warnings.push(Warning::new("the file holds nothing but white space"));
        return (None, warnings);
    }
    let text = unmasked(text);
    let tamed = match tame(&text) {
        Cow::Owned(tamed) => tamed,
        Cow::Borrowed(_) => text.into_owned(),
    };
    (Some(tamed), warnings)
}

/// `text` with what windows-1252 has in place of control characters that no text holds: somebody took its bytes for ISO 8859-1 and wrote those
/// as UTF-8. Where such characters may steer a terminal they are left for [`tame`].
fn unmasked(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_masked = |c: char| matches!(c, '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}');
    let begins_string = |c: char| matches!(c, '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}'..='\u{9f}');
    if !text.contains(is_masked) || text.contains(begins_string) {
        return text;
    }
    let shown = |c: char| u8::try_from(u32::from(c)).ok().and_then(|byte| WINDOWS_1252.decode(&[byte]).0.chars().next()).unwrap_or(c);
    Cow::Owned(text.chars().map(|c| if is_masked(c) { shown(c) } else { c }).collect())
}

/// UTF-16 without a byte order mark: zero bytes, all of them at even or all of them at odd places.
fn zeroed(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let count = |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (count(0), count(1));
    let encoding = match (even, odd) {
        (0, 0) => return None,
        (even, odd) if odd > even * 20 => UTF_16LE,
        (even, odd) if even > odd * 20 => UTF_16BE,
        _ => return None,
    };
    let (text, broken) = encoding.decode_without_bom_handling(sample.get(..sample.len().min(8_192))?);
    let letters = text.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).count();
    let odd_end = sample.len() >= 8_192;
    let texty = letters * 2 > text.chars().count() && !text.chars().any(is_control);
    (texty && (!broken || odd_end)).then_some(encoding)
}

/// Markup with a few zero bytes in it, without these.
fn without_stray_zeros(bytes: &[u8]) -> Option<Vec<u8>> {
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    let is_markup = bytes.trim_ascii_start().starts_with(b"<");
    (zeros > 0 && is_markup && zeros * 100 < bytes.len()).then(|| bytes.iter().copied().filter(|byte| *byte != 0).collect())
}

/// Whether the bytes are no text: a zero byte among few, or many control characters, or the mark of a format that begins like text.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = sample.iter().filter(|byte| **byte == 0).count();
    let controls = sample.iter().filter(|byte| is_control(char::from(**byte))).count();
    zeros * 1_000 > sample.len()
        || controls > 3 + sample.len() / 50
        || [&b"%PDF-"[..], b"{\\rtf", b"%!PS"].iter().any(|mark| bytes.starts_with(mark))
}

/// Control characters that no text file has; escapes do occur in captured ones.
const fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}' | '\u{7f}')
}

fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    let declared = declared(&bytes[..bytes.len().min(DECLARED_WITHIN)]);
    let escapes = declared.is_some_and(|encoding| encoding.name() == "ISO-2022-JP");
    if !escapes && std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    if is_mostly_utf8(bytes) {
        return UTF_8;
    }
    declared.filter(|encoding| *encoding != UTF_8).unwrap_or_else(|| guess(bytes))
}

/// The charset named by `encoding="…"` in an XML declaration, or by `charset=…` in a page's head.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head: String = head.iter().map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next());
    let value = match xml.and_then(|declaration| declaration.split_once("encoding")) {
        Some((_, value)) => value,
        None if head.contains("<meta") => head.split_once("charset")?.1,
        None => return None,
    };
    let value = value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label = value.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).next()?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // A document whose declaration can be read byte by byte is not UTF-16.
    (encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}

/// Whether UTF-8 is broken in a few places only: by far more letters beyond ASCII are whole than are not.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let mut whole = 0_usize;
    let mut broken = 0_usize;
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= broken * 10 && whole > 0
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    // Legacy text is ASCII for long stretches: what lies beyond ASCII decides, wherever it stands.
    let start = bytes.iter().position(|byte| *byte >= 0x80).unwrap_or(0).saturating_sub(SAMPLE / 4);
    let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(&bytes[start..bytes.len().min(start + SAMPLE)], true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

#[cfg(test)]
mod tests;
