//! Cells and records: how a row lies in a page.
//!
//! The format is described at <https://sqlite.org/fileformat2.html#b_tree_pages>. Whatever does not fit it is no row.

use rusqlite::types::Value;

use super::super::log::word;
use super::pages::{FIRST_TREE, PageSet, Pages};

/// A row: its number, and its columns as they lie there. In a table whose key is its number, the key's column is null.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Record {
    pub(super) rowid: i64,
    pub(super) columns: Vec<Value>,
}

/// What a page of a tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    TableInterior = 5,
    TableLeaf = 13,
    IndexInterior = 2,
    IndexLeaf = 10,
}

/// One page of a tree, taken apart.
pub(super) struct Node {
    pub(super) kind: Kind,
    page: Vec<u8>,
    /// Where in the page its cells begin, in their order.
    cells: Vec<usize>,
    last_child: u32,
}

impl Node {
    /// The page of this number as part of a tree. None where it is something else.
    pub(super) fn read(pages: &mut Pages, number: u32) -> Option<Self> {
        let page = pages.page(number)?;
        let start = if number == 1 { FIRST_TREE } else { 0 };
        let kind = match page.get(start)? {
            5 => Kind::TableInterior,
            13 => Kind::TableLeaf,
            2 => Kind::IndexInterior,
            10 => Kind::IndexLeaf,
            _ => return None,
        };
        let interior = matches!(kind, Kind::TableInterior | Kind::IndexInterior);
        let first = start + if interior { 12 } else { 8 };
        let count = usize::from(half(&page, start + 3)?).min(pages.usable() / 2);
        // As SQLite does, for which a place beyond the page's end is one within it.
        let within = |at: u16| usize::from(at) & page.len().saturating_sub(1);
        let cells = (0..count).filter_map(|n| half(&page, first + 2 * n).map(within)).filter(|at| *at >= first).collect();
        let last_child = if interior { word(&page, start + 8)? } else { 0 };
        Some(Self { kind, page, cells, last_child })
    }

    pub(super) const fn cells(&self) -> usize {
        self.cells.len()
    }

    /// The page below the nth cell; below none of them, the last.
    pub(super) fn child(&self, n: usize) -> Option<u32> {
        self.cells.get(n).map_or(Some(self.last_child), |at| word(&self.page, *at))
    }

    /// The number that no row below the nth cell exceeds, in the inside of a table.
    pub(super) fn separator(&self, n: usize) -> Option<i64> {
        let at = self.cells.get(n).filter(|_| self.kind == Kind::TableInterior)?;
        varint(&self.page, &mut (at + 4))
    }

    /// The row of the nth cell. The pages that its end stands in are added to `seen`.
    pub(super) fn record(&self, n: usize, pages: &mut Pages, seen: &mut PageSet) -> Option<Record> {
        let mut at = *self.cells.get(n)?;
        if self.kind == Kind::TableInterior {
            return None;
        }
        if self.kind == Kind::IndexInterior {
            at += 4;
        }
        let length = usize::try_from(varint(&self.page, &mut at)?).ok()?;
        let rowid = if self.kind == Kind::TableLeaf { varint(&self.page, &mut at)? } else { 0 };
        let payload = self.payload(at, length, pages, seen)?;
        Some(Record { rowid, columns: columns(&payload)? })
    }

    fn payload(&self, at: usize, length: usize, pages: &mut Pages, seen: &mut PageSet) -> Option<Vec<u8>> {
        let local = local(pages.usable(), length, self.kind == Kind::TableLeaf);
        let mut payload = self.page.get(at..at.checked_add(local)?)?.to_vec();
        // No row is longer than the file.
        if length > pages.usable().checked_mul(usize::try_from(pages.count()).ok()?)? {
            return None;
        }
        let mut next = if length > local { word(&self.page, at + local)? } else { 0 };
        let mut chain = Vec::new();
        while payload.len() < length {
            let page = pages.page(next).filter(|_| (2..=pages.count()).contains(&next))?;
            chain.push(next);
            let take = (length - payload.len()).min(pages.usable() - 4);
            payload.extend_from_slice(page.get(4..4 + take)?);
            next = word(&page, 0)?;
        }
        for page in chain {
            seen.insert(page);
        }
        Some(payload)
    }
}

/// How many bytes of a payload stand in the page itself.
const fn local(usable: usize, length: usize, table: bool) -> usize {
    let most = if table { usable - 35 } else { (usable - 12) * 64 / 255 - 23 };
    if length <= most {
        return length;
    }
    let least = (usable - 12) * 32 / 255 - 23;
    let fitting = least + (length - least) % (usable - 4);
    if fitting <= most { fitting } else { least }
}

/// The columns of a record.
fn columns(payload: &[u8]) -> Option<Vec<Value>> {
    let mut at = 0;
    let end = usize::try_from(varint(payload, &mut at)?).ok().filter(|end| *end <= payload.len())?;
    let (mut columns, mut body) = (Vec::new(), end);
    while at < end {
        let kind = varint(payload, &mut at)?;
        columns.push(column(kind, payload, &mut body)?);
    }
    Some(columns)
}

fn column(kind: i64, payload: &[u8], at: &mut usize) -> Option<Value> {
    let size = match kind {
        0 | 8 | 9 => 0,
        1..=4 => usize::try_from(kind).ok()?,
        5 => 6,
        6 | 7 => 8,
        12.. => usize::try_from((kind - 12) / 2).ok()?,
        _ => return None,
    };
    let bytes = payload.get(*at..at.checked_add(size)?)?;
    *at += size;
    Some(match kind {
        0 => Value::Null,
        8 | 9 => Value::Integer(kind - 8),
        7 => Value::Real(f64::from_be_bytes(bytes.try_into().ok()?)),
        1..=6 => Value::Integer(integer(bytes)),
        _ if kind % 2 == 0 => Value::Blob(bytes.to_vec()),
        // A letter that was damaged is better than a text that is lost.
        _ => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
    })
}

/// Bytes as a number with a sign.
fn integer(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|byte| *byte >= 0x80) { -1 } else { 0 };
    bytes.iter().fold(sign, |number, byte| number << 8 | i64::from(*byte))
}

/// A number of one to nine bytes, seven bits each, the ninth whole.
fn varint(bytes: &[u8], at: &mut usize) -> Option<i64> {
    let mut number: u64 = 0;
    for n in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if n == 8 {
            return Some((number << 8 | u64::from(byte)).cast_signed());
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some(number.cast_signed());
        }
    }
    None
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use super::{columns, integer, local, varint};

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (bytes, number) in [
            (&[0x05][..], 5),
            (&[0x81, 0x00], 128),
            (&[0xff, 0x7f], 16_383),
            (&[0xff; 9], -1),
            (&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x07], 7),
        ] {
            assert_eq!(varint(bytes, &mut 0), Some(number), "{bytes:?}");
        }
        assert_eq!(varint(&[0x80], &mut 0), None);
        assert_eq!([integer(&[0xff]), integer(&[0x01, 0x00]), integer(&[0x80, 0x00])], [-1, 256, -32_768]);
    }

    #[test]
    fn a_record_is_its_columns_and_nonsense_is_none() {
        let record = [6, 0, 1, 8, 9, 0x13, 0xfe, b'a', b'b', b'c'];
        let wanted = [Value::Null, Value::Integer(-2), Value::Integer(0), Value::Integer(1), Value::Text("abc".to_owned())];
        assert_eq!(columns(&record).unwrap(), wanted);
        for nonsense in [&[][..], &[9, 1], &[2, 10, 0], &[2, 0x7f, 1], &[3, 0xff, 0xff]] {
            assert_eq!(columns(nonsense), None, "{nonsense:?}");
        }
    }

    #[test]
    fn a_long_row_keeps_as_much_in_its_page_as_sqlite_does() {
        assert_eq!([local(8192, 100, true), local(8192, 8157, true), local(8192, 8158, true)], [100, 8157, 1003]);
        assert_eq!([local(8192, 2030, false), local(8192, 2031, false)], [2030, 1003]);
    }
}
