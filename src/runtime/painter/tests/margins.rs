//! A small terminal that has left and right margins, links and pictures: it knows what the painter writes, and fails on anything else.

use super::album::Album;
use crate::text::width;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Cell {
    text: String,
    /// The numbers in force when it was written, and the link.
    look: Look,
    covered: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Look {
    fg: Vec<u16>,
    bg: Vec<u16>,
    on: Vec<u16>,
    link: String,
}

pub(super) struct Console {
    width: usize,
    cells: Vec<Vec<Cell>>,
    x: usize,
    y: usize,
    /// The last column was written: the next sign would go to the next row.
    edge: bool,
    rows: (usize, usize),
    columns: (usize, usize),
    has_margins: bool,
    look: Look,
    pictures: Album,
}

fn blank() -> Cell {
    Cell { text: " ".to_owned(), look: Look::default(), covered: false }
}

impl Console {
    pub(super) fn new(width: u16, height: u16) -> Self {
        let (width, height) = (usize::from(width), usize::from(height));
        let cells = vec![vec![blank(); width]; height];
        let (rows, columns, look) = ((0, height), (0, width), Look::default());
        Self { width, cells, x: 0, y: 0, edge: false, rows, columns, has_margins: false, look, pictures: Album::default() }
    }

    /// What is to be seen, row by row.
    pub(super) fn seen(&self) -> Vec<String> {
        let cell = |cell: &Cell| {
            let is_plain = cell.text == " " && !cell.look.on.iter().any(|n| matches!(n, 4 | 7));
            let look = if is_plain { (&[][..], &[][..]) } else { (&cell.look.fg[..], &cell.look.on[..]) };
            format!("{}{:?}{:?}{}{}", cell.text, look, cell.look.bg, cell.look.link, cell.covered)
        };
        let rows = self.cells.iter().map(|row| row.iter().map(cell).collect());
        rows.chain(self.pictures.placed()).collect()
    }

    pub(super) fn process(&mut self, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).unwrap();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if let Some(after) = ["\x1b_G", "\x1bP", "\x1b]1337;"].iter().find_map(|lead| rest.strip_prefix(lead)) {
                let end = after.find(['\x1b', '\x07']).unwrap();
                let (lead, told) = (&rest[..rest.len() - after.len()], &after[..end]);
                self.picture(lead, told);
                rest = after[end..].trim_start_matches('\x07');
                rest = rest.strip_prefix("\x1b\\").unwrap_or(rest);
            } else if let Some(after) = rest.strip_prefix("\x1b]8;") {
                let end = after.find("\x1b\\").unwrap();
                self.look.link = after[..end].trim_start_matches(';').to_owned();
                rest = &after[end + 2..];
            } else if let Some(after) = rest.strip_prefix("\x1b[") {
                let end = after.find(|c: char| c.is_ascii_alphabetic()).unwrap();
                self.control(&after[..end], &after[end..=end]);
                rest = &after[end + 1..];
            } else if c.is_control() {
                self.move_by(c);
                rest = &rest[1..];
            } else {
                let end = rest.find(char::is_control).unwrap_or(rest.len());
                for (_, grapheme, columns) in width::graphemes(&rest[..end]) {
                    self.put(grapheme, columns);
                }
                rest = &rest[end..];
            }
        }
    }

    /// A picture of kitty's lies over the cells; the pixels of others are in them, and the cursor is somewhere then.
    fn picture(&mut self, lead: &str, told: &str) {
        assert!(self.look == Look::default(), "a picture in a colour");
        if lead == "\x1b_G" {
            return self.pictures.obey(told, (self.x, self.y));
        }
        let (columns, rows) = self.pictures.extent(lead, told);
        assert!(self.x + columns <= self.width && self.y + rows <= self.cells.len(), "a picture over the edge");
        for (y, x) in (0..rows).flat_map(|y| (0..columns).map(move |x| (y, x))) {
            self.break_up_at(self.x + x, self.y + y);
            let text = format!("▒{y},{x} {}", told.len());
            self.cells[self.y + y][self.x + x] = Cell { text, look: Look::default(), covered: false };
        }
        (self.x, self.y) = (self.width - 1, self.cells.len() - 1);
    }

    fn move_by(&mut self, c: char) {
        self.edge = false;
        match c {
            '\r' => self.x = 0,
            '\u{8}' => self.x -= 1,
            '\n' => {
                assert!(self.y + 1 < self.cells.len(), "a line feed at the bottom would scroll");
                self.y += 1;
            }
            c => panic!("{c:?}"),
        }
    }

    fn put(&mut self, text: &str, columns: usize) {
        assert!(!self.edge && self.x + columns <= self.width, "written over the edge: {text:?}");
        for x in self.x..self.x + columns {
            self.break_up(x);
        }
        for x in self.x..self.x + columns {
            self.cells[self.y][x] = Cell { text: String::new(), look: self.look.clone(), covered: true };
        }
        self.cells[self.y][self.x] = Cell { text: text.to_owned(), look: self.look.clone(), covered: false };
        self.x += columns;
        if self.x == self.width {
            (self.x, self.edge) = (self.width - 1, true);
        }
    }

    /// What is written over in part is gone whole.
    fn break_up(&mut self, x: usize) {
        self.break_up_at(x, self.y);
    }

    fn break_up_at(&mut self, x: usize, y: usize) {
        let row = &mut self.cells[y];
        let head = (0..=x).rfind(|x| !row[*x].covered).unwrap();
        let end = (head + 1..row.len()).find(|x| !row[*x].covered).unwrap_or(row.len());
        if end - head > 1 {
            row[head..end].fill(blank());
        }
    }

    fn erase(&mut self, from: usize, to: usize) {
        assert!(self.look.bg.is_empty() && self.look.link.is_empty(), "erased in a colour");
        for x in from..to {
            self.break_up(x);
            self.cells[self.y][x] = blank();
        }
    }

    fn control(&mut self, parameters: &str, command: &str) {
        let numbers: Vec<usize> = parameters.trim_start_matches('?').split(';').map(|n| n.parse().unwrap_or(0)).collect();
        let first = numbers[0].max(1);
        let second = numbers.get(1).copied().unwrap_or(0).max(1);
        self.edge = self.edge && matches!(command, "m" | "h" | "l");
        match (parameters.starts_with('?'), command) {
            (false, "H") => (self.y, self.x) = (first - 1, second - 1),
            (false, "G") => self.x = first - 1,
            (false, "d") => self.y = first - 1,
            (false, "A") => self.y -= first,
            (false, "B") => self.y += first,
            (false, "C") => self.x += first,
            (false, "D") => self.x -= first,
            (false, "J") => {
                self.pictures.shown.clear();
                self.cells.iter_mut().flatten().for_each(|cell| *cell = blank());
            }
            (false, "K") => self.erase(self.x, self.width),
            (false, "X") => self.erase(self.x, self.x + first),
            (false, "m") => self.colour(&numbers),
            (false, "r") if parameters.is_empty() => self.rows = (0, self.cells.len()),
            (false, "r") => self.rows = (first - 1, second),
            (false, "s") => {
                assert!(self.has_margins);
                self.columns = (first - 1, second);
            }
            (false, "M") => self.shift(first, true),
            (false, "L") => self.shift(first, false),
            (true, "h" | "l") if numbers[0] == 69 => {
                self.has_margins = command == "h";
                self.columns = (0, self.width);
            }
            (true, "h" | "l") => assert!(matches!(numbers[0], 25 | 2026), "{parameters}"),
            _ => panic!("{parameters}{command}"),
        }
        assert!(self.x < self.width && self.y < self.cells.len(), "off the screen by {parameters}{command}");
    }

    /// Rows go up or down below the cursor, within the margins.
    fn shift(&mut self, by: usize, up: bool) {
        let ((top, bottom), (left, right)) = ((self.y, self.rows.1), self.columns);
        assert!((self.rows.0..self.rows.1).contains(&self.y) && (left..right).contains(&self.x));
        assert!(self.look == Look::default(), "moved in a colour");
        let before = self.cells.clone();
        for y in top..bottom {
            let from = if up { y + by } else { y.wrapping_sub(by) };
            match before.get(from).filter(|_| (top..bottom).contains(&from)) {
                Some(row) => self.cells[y][left..right].clone_from_slice(&row[left..right]),
                None => self.cells[y][left..right].fill(blank()),
            }
        }
    }

    fn colour(&mut self, numbers: &[usize]) {
        let mut at = 0;
        while at < numbers.len() {
            let n = numbers[at] as u16;
            let long = match (n, numbers.get(at + 1)) {
                (38 | 48, Some(5)) => 3,
                (38 | 48, Some(2)) => 5,
                _ => 1,
            };
            let all: Vec<u16> = numbers[at..at + long].iter().map(|n| *n as u16).collect();
            match n {
                0 => self.look = Look { link: self.look.link.clone(), ..Look::default() },
                1..=9 => self.look.on.push(n),
                22 => self.look.on.retain(|n| !matches!(n, 1 | 2)),
                23..=29 => self.look.on.retain(|on| on + 20 != n),
                39 => self.look.fg.clear(),
                49 => self.look.bg.clear(),
                30..=38 | 90..=97 => self.look.fg = all,
                40..=48 | 100..=107 => self.look.bg = all,
                n => panic!("{n}"),
            }
            self.look.on.sort_unstable();
            self.look.on.dedup();
            at += long;
        }
    }
}
