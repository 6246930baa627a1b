//! What a plain command (not the reader) may ask of the terminal it writes to.

/// The columns of the terminal, where there is one and it says so.
pub fn columns() -> Option<usize> {
    crossterm::terminal::size().ok().map(|(columns, _)| usize::from(columns)).filter(|columns| *columns > 0)
}
