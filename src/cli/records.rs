//! Lists for programs: JSON (an array with a record a line), JSONL and TSV.

use std::io;

use serde_json::Value;

use super::args::Form;
use super::out::Out;

/// Writes records one after the other, in the frame that the format wants.
pub(super) struct Records {
    form: Form,
    written: usize,
}

impl Records {
    /// A list in `form`: JSON is one array, anything else a record a line.
    pub(super) const fn new(form: Form) -> Self {
        Self { form, written: 0 }
    }

    /// Writes one more record.
    pub(super) fn write(&mut self, out: &mut Out, record: &Value) -> io::Result<()> {
        if self.form == Form::Json {
            out.text(if self.written == 0 { "[\n" } else { ",\n" })?;
            out.text(&record.to_string())?;
        } else {
            out.line(&record.to_string())?;
        }
        self.written += 1;
        Ok(())
    }

    /// Ends the list.
    pub(super) fn end(self, out: &mut Out) -> io::Result<()> {
        match (self.form, self.written) {
            (Form::Json, 0) => out.line("[]"),
            (Form::Json, _) => out.line("\n]"),
            _ => Ok(()),
        }
    }
}

/// A line of TSV: tabs and line feeds within a cell become spaces.
pub(super) fn tsv(cells: &[&str]) -> String {
    cells.iter().map(|cell| cell.replace(['\t', '\n', '\r'], " ")).collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests {
    use super::tsv;

    #[test]
    fn a_cell_stays_in_its_cell() {
        assert_eq!(tsv(&["a\tb", "", "c\nd"]), "a b\t\tc d");
    }
}
