//! Bytes become text (a stub until the part that does it is merged).

use crate::news::Warning;

/// The text that `bytes` hold.
pub fn decode(bytes: &[u8]) -> (Option<String>, Vec<Warning>) {
    let (text, ..) = encoding_rs::UTF_8.decode(bytes);
    (Some(crate::text::tame::tame(&text).into_owned()), Vec::new())
}
