//! What stands in the margins: bars on the left, notes on the right.

use super::{Bar, Line, Note, Piece};

/// Gives each line of a piece its bar and its note.
pub(super) fn annotate(lines: &mut [Line], piece: &Piece<'_>) {
    bars(lines, &piece.bars);
    notes(lines, &piece.notes);
}

/// A line has the bar of the first stretch that touches it.
fn bars(lines: &mut [Line], bars: &[Bar]) {
    let mut bars: Vec<&Bar> = bars.iter().filter(|bar| !bar.mark.span.is_empty()).collect();
    bars.sort_by_key(|bar| bar.mark.span.start);
    let mut bars = bars.into_iter().peekable();
    for line in lines {
        while bars.next_if(|bar| bar.mark.span.end <= line.span.start).is_some() {}
        line.bar = bars.peek().filter(|bar| bar.mark.span.start < line.span.end).map(|bar| (bar.mark.slot, bar.stroke));
    }
}

/// A line holds one note; a second one moves down to the next line that is free, as long as the piece lasts.
fn notes(lines: &mut [Line], notes: &[Note]) {
    let mut notes: Vec<&Note> = notes.iter().collect();
    notes.sort_by_key(|note| note.at);
    let mut notes = notes.into_iter().peekable();
    let last = lines.len().saturating_sub(1);
    for (i, line) in lines.iter_mut().enumerate() {
        line.note = notes.next_if(|note| note.at < line.span.end || i == last).cloned();
    }
}
