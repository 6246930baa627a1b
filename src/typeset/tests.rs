use super::{Measure, Piece, Setting, set};

#[test]
fn sets_a_paragraph() {
    let piece = Piece::new(Setting::Paragraph, "The council adopted the budget on Tuesday after a debate of nine hours.");
    let galley = set(&[piece], Measure { columns: 30, justify: true, hyphenate: true, ascii: false });
    let text: Vec<String> = galley.lines.iter().map(super::Line::text).collect();
    assert_eq!(text.len(), 3, "{text:#?}");
}
