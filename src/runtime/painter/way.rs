//! The way of the cursor from cell to cell: a few bytes, found for thousands of cells in a frame, and so made without a heap.

/// The most bytes that a way has: `ESC [ 65535 ; 65535 H`.
const LONGEST: usize = 14;
/// So many line feeds are as short as the command that goes down so many rows.
const FEEDS: u16 = 4;
/// So many steps back are shorter than the command that goes back so many columns.
const BACKS: u16 = 3;

/// The bytes that move the cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Way {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Way {
    /// The shortest way from a column and a row, as far as they are known, to a cell.
    pub(super) fn shortest((column, row): (Option<u16>, Option<u16>), (x, y): (u16, u16)) -> Self {
        let mut best = Self::to(x, y);
        let Some(row) = row else {
            return best;
        };
        let across = Self::across(column, x);
        for down in Self::down(row, y).into_iter().flatten() {
            if down.length + across.length < best.length {
                best = down.and(across.bytes());
            }
        }
        best
    }

    /// A command with one number, which is left out where it is 1.
    pub(super) fn numbered(number: u16, command: u8) -> Self {
        let way = Self::default().and(b"\x1b[");
        if number == 1 { way.and(&[command]) } else { way.number(number).and(&[command]) }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    pub(super) const fn len(&self) -> usize {
        self.length
    }

    /// The way to a cell from anywhere.
    fn to(x: u16, y: u16) -> Self {
        let way = Self::default().and(b"\x1b[");
        match (x, y) {
            (0, 0) => way.and(b"H"),
            (0, _) => way.number(y + 1).and(b"H"),
            _ => way.number(y + 1).and(b";").number(x + 1).and(b"H"),
        }
    }

    /// The ways from a row to a row.
    fn down(from: u16, to: u16) -> [Option<Self>; 3] {
        let absolute = Self::numbered(to + 1, b'd');
        match (from, to) {
            _ if from == to => [Some(Self::default()), None, None],
            _ if from < to => [Self::repeated(b'\n', to - from, FEEDS), Some(Self::numbered(to - from, b'B')), Some(absolute)],
            _ => [Some(Self::numbered(from - to, b'A')), Some(absolute), None],
        }
    }

    /// The shortest way from a column to a column.
    fn across(from: Option<u16>, to: u16) -> Self {
        let mut ways = [Some(Self::numbered(to + 1, b'G')), (to == 0).then(|| Self::default().and(b"\r")), None, None];
        match from {
            Some(from) if from == to => return Self::default(),
            Some(from) if from < to => ways[2] = Some(Self::numbered(to - from, b'C')),
            Some(from) => (ways[2], ways[3]) = (Some(Self::numbered(from - to, b'D')), Self::repeated(8, from - to, BACKS)),
            None => {}
        }
        ways.into_iter().flatten().min_by_key(Self::len).unwrap_or_default()
    }

    /// A byte so many times, where that is not too often.
    fn repeated(byte: u8, times: u16, most: u16) -> Option<Self> {
        (times <= most).then(|| (0..times).fold(Self::default(), |way, _| way.and(&[byte])))
    }

    fn number(self, number: u16) -> Self {
        let digits = [10_000, 1_000, 100, 10, 1].map(|unit| b'0' + (number / unit % 10) as u8);
        let lead = digits.iter().take(4).take_while(|digit| **digit == b'0').count();
        self.and(&digits[lead..])
    }

    /// This way and then that, as far as there is room.
    fn and(mut self, more: &[u8]) -> Self {
        let end = (self.length + more.len()).min(LONGEST);
        self.bytes[self.length..end].copy_from_slice(&more[..end - self.length]);
        self.length = end;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Way;

    #[test]
    fn the_shortest_way_is_taken() {
        for (from, to, way) in [
            ((None, None), (0, 0), "\x1b[H"),
            ((None, None), (u16::MAX - 1, u16::MAX - 1), "\x1b[65535;65535H"),
            ((Some(3), Some(3)), (3, 3), ""),
            ((Some(3), Some(3)), (0, 4), "\n\r"),
            ((Some(3), Some(3)), (3, 7), "\n\n\n\n"),
            ((Some(3), Some(3)), (3, 8), "\x1b[5B"),
            ((Some(3), Some(30)), (3, 29), "\x1b[A"),
            ((Some(3), Some(30)), (3, 0), "\x1b[d"),
            ((Some(30), Some(3)), (28, 3), "\x08\x08"),
            ((Some(30), Some(3)), (26, 3), "\x1b[4D"),
            ((Some(30), Some(3)), (31, 3), "\x1b[C"),
            ((None, Some(3)), (119, 3), "\x1b[120G"),
            ((Some(30), Some(3)), (19, 9), "\x1b[10;20H"),
        ] {
            assert_eq!(String::from_utf8_lossy(Way::shortest(from, to).bytes()), way, "{from:?} to {to:?}");
        }
    }
}
