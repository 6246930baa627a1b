//! Bounds a page before it is parsed: its size, and how deep its elements nest.
//!
//! Tree building walks the open elements at every tag, so that a page that only opens elements costs the square of its size, and whoever
//! recurses over such a tree runs out of stack. Real pages nest some thirty deep, the worst a hundred.

use std::borrow::Cow;

use crate::news::Warning;

/// More than this is no news page.
const LARGEST: usize = 16 << 20;
/// Elements that may be open at once.
const DEEPEST: usize = 200;
/// How far up an end tag looks for the element it closes.
const REACH: usize = 64;

const VOID: [&str; 14] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that the next of their kind closes, so that leaving out the end tag does not nest them.
const SELF_CLOSING: [&str; 12] = ["p", "li", "dd", "dt", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup"];
/// Elements whose content is no markup.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "xmp", "noframes"];

/// A page that is safe to parse.
pub(super) struct Bounded<'a> {
    pub(super) html: Cow<'a, str>,
    pub(super) warning: Option<Warning>,
}

/// Cuts `html` to a bearable size and leaves out the tags of elements that nest too deep; their text stays.
pub(super) fn page(html: &str) -> Bounded<'_> {
    let (html, mut warning) = cut(html);
    let mut scan = Scan::new(html);
    scan.run();
    if scan.dropped == 0 {
        return Bounded { html: Cow::Borrowed(html), warning };
    }
    warning.get_or_insert_with(|| Warning::new(format!("elements nest more than {DEEPEST} deep; {} tags were left out", scan.dropped)));
    Bounded { html: Cow::Owned(scan.kept), warning }
}

fn cut(html: &str) -> (&str, Option<Warning>) {
    if html.len() <= LARGEST {
        return (html, None);
    }
    let end = html.floor_char_boundary(LARGEST);
    (&html[..end], Some(Warning::new(format!("the page is larger than {} MiB; the rest was left out", LARGEST >> 20))))
}

/// One pass over the tags of a page. `kept` is filled from the first dropped tag on.
struct Scan<'a> {
    html: &'a str,
    open: Vec<&'a str>,
    kept: String,
    /// Where what is not yet in `kept` begins.
    from: usize,
    dropped: usize,
}

impl<'a> Scan<'a> {
    fn new(html: &'a str) -> Self {
        Self { html, open: Vec::new(), kept: String::new(), from: 0, dropped: 0 }
    }

    fn run(&mut self) {
        let mut at = 0;
        while let Some(found) = self.html[at..].find('<') {
            let start = at + found;
            at = self.tag(start);
        }
        if self.dropped > 0 {
            self.kept.push_str(&self.html[self.from..]);
        }
    }

    /// Takes in the tag at `start` and returns where to look on.
    fn tag(&mut self, start: usize) -> usize {
        let rest = &self.html[start + 1..];
        if rest.starts_with("!--") {
            return rest.find("-->").map_or(self.html.len(), |end| start + 1 + end + 3);
        }
        let closing = rest.starts_with('/');
        let name = tag_name(&rest[usize::from(closing)..]);
        if name.is_empty() {
            return start + 1;
        }
        let end = start + 1 + tag_end(rest);
        if closing {
            self.close(name, start, end);
            return end;
        }
        self.open(name, start, end);
        if RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)) { raw_end(self.html, end, name) } else { end }
    }

    fn open(&mut self, name: &'a str, start: usize, end: usize) {
        if is_one_of(name, &VOID) || is_one_of(name, &RAW) {
            return;
        }
        if is_one_of(name, &SELF_CLOSING) {
            self.imply_end(name);
        }
        if self.open.len() >= DEEPEST {
            self.leave_out(start, end);
        } else {
            self.open.push(name);
        }
    }

    /// Closes the last element of this name unless a list or table was opened since. Within SVG and MathML nothing is implied.
    fn imply_end(&mut self, name: &str) {
        if self.open.iter().any(|open| is_one_of(open, &["svg", "math"])) {
            return;
        }
        let shields = |open: &&str| is_one_of(open, &["ul", "ol", "dl", "table", "select"]);
        let near = self.open.iter().rev().take(REACH).take_while(|open| !shields(open)).position(|open| open.eq_ignore_ascii_case(name));
        if let Some(back) = near {
            self.open.truncate(self.open.len() - 1 - back);
        }
    }

    fn close(&mut self, name: &str, start: usize, end: usize) {
        match self.open.iter().rev().take(REACH).position(|open| open.eq_ignore_ascii_case(name)) {
            Some(back) => self.open.truncate(self.open.len() - 1 - back),
            None if self.dropped > 0 => self.leave_out(start, end),
            None => {}
        }
    }

    fn leave_out(&mut self, start: usize, end: usize) {
        self.kept.push_str(&self.html[self.from..start]);
        self.from = end;
        self.dropped += 1;
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn tag_name(rest: &str) -> &str {
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len());
    &rest[..end]
}

/// Where the tag that `rest` (behind its `<`) begins with ends: behind its `>` outside of quotation marks.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    let mut before = 0;
    for (at, b) in rest.bytes().enumerate() {
        match (quote, b) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if before == b'=' => quote = Some(b),
            (Some(open), b) if open == b => quote = None,
            _ => {}
        }
        if !b.is_ascii_whitespace() {
            before = b;
        }
    }
    rest.len()
}

/// Where the raw content that begins at `from` ends: before `</name`.
fn raw_end(html: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = html[at..].find("</") {
        let start = at + found;
        let rest = html.as_bytes().get(start + 2..start + 2 + name.len());
        if rest.is_some_and(|rest| rest.eq_ignore_ascii_case(name.as_bytes())) {
            return start;
        }
        at = start + 2;
    }
    html.len()
}
