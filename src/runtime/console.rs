//! What a plain command (not the reader) may ask of the terminal it writes to.

use super::capability::Terminal;
use crate::theme::Depth;

/// How many colours there are, for who wants any: at least the sixteen.
pub fn depth() -> Depth {
    Terminal::of_environment().depth.max(Depth::Sixteen)
}

/// The columns of the terminal, where there is one and it says so.
pub fn columns() -> Option<usize> {
    crossterm::terminal::size().ok().map(|(columns, _)| usize::from(columns)).filter(|columns| *columns > 0)
}
