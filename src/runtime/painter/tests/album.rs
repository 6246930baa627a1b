//! The pictures of the small terminal, as kitty's protocol, sixels and iTerm2's inline images tell of them.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

/// The pixels of a cell.
pub(super) const CELL: (usize, usize) = (8, 16);

#[derive(Default)]
pub(super) struct Album {
    /// The pictures that were sent, by number, and whether they are whole.
    sent: BTreeMap<String, (String, bool)>,
    /// Those that are shown, by number and place: where, and which part.
    pub(super) shown: BTreeMap<(String, String), String>,
    coming: String,
}

impl Album {
    /// What is to be seen, whatever the numbers of the pictures.
    pub(super) fn placed(&self) -> Vec<String> {
        let mut placed: Vec<String> = self.shown.iter().map(|((number, _), part)| format!("{} {part}", self.sent[number].0)).collect();
        placed.sort();
        placed
    }

    /// Obeys kitty's protocol.
    pub(super) fn obey(&mut self, told: &str, at: (usize, usize)) {
        let (about, bytes) = told.split_once(';').unwrap_or((told, ""));
        let value = |key: &str| about.split(',').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('=')).map(str::to_owned);
        let number = value("i");
        match value("a").as_deref() {
            Some("t") => {
                assert_eq!((value("f").as_deref(), value("q").as_deref()), (Some("100"), Some("2")));
                self.coming = number.unwrap();
                self.sent.insert(self.coming.clone(), (bytes.to_owned(), value("m").as_deref() == Some("0")));
            }
            None => {
                let (all, is_whole) = self.sent.get_mut(&self.coming).unwrap();
                assert!(!*is_whole, "more of what was whole");
                all.push_str(bytes);
                *is_whole = value("m").as_deref() == Some("0");
            }
            Some("p") => {
                let number = number.unwrap();
                let (bytes, is_whole) = &self.sent[&number];
                assert!(*is_whole && BASE64.decode(bytes).unwrap().starts_with(b"\x89PNG"));
                let part = ["x", "y", "w", "h", "c", "r"].map(|key| value(key).unwrap()).join(" ");
                assert_eq!(value("C").as_deref(), Some("1"), "the cursor stays");
                self.shown.insert((number, value("p").unwrap()), format!("at {at:?}: {part}"));
            }
            Some("d") => {
                let number = number.unwrap();
                let place = value("p");
                self.shown.retain(|(known, at), _| *known != number || place.as_ref().is_some_and(|place| place != at));
                if value("d").as_deref() == Some("I") {
                    self.sent.remove(&number);
                }
            }
            other => panic!("{other:?} in {told}"),
        }
    }

    /// The cells that another picture covers.
    pub(super) fn extent(&self, lead: &str, told: &str) -> (usize, usize) {
        let number = |text: &str| text.parse::<usize>().unwrap();
        if lead == "\x1bP" {
            let (_, raster) = told.split_once("q\"1;1;").unwrap();
            let mut sides = raster.split(['#', ';']).map(number);
            let (width, height) = (sides.next().unwrap(), sides.next().unwrap());
            assert_eq!((width % CELL.0, height % CELL.1), (0, 0), "whole cells");
            return (width / CELL.0, height / CELL.1);
        }
        let (about, bytes) = told.strip_prefix("File=").and_then(|told| told.split_once(':')).unwrap();
        let value = |key: &str| about.split(';').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('=')).unwrap();
        assert_eq!(BASE64.decode(bytes).unwrap().len(), number(value("size")));
        (number(value("width")), number(value("height")))
    }
}
