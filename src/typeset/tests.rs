use super::{Measure, Piece, Setting, set};

const COPY: &str = "The council of the harbour town adopted the budget on Tuesday after a debate of nine hours, in which representatives of the opposition called the unprecedented expenditure on infrastructure “irresponsible” and asked for a postponement — without success.";

#[test]
fn look() {
    for (columns, justify) in [(60, true), (38, true), (38, false), (24, true), (10, true)] {
        let pieces = [
            Piece::new(Setting::Display, "Council adopts budget after nine hours, nine to two, and goes home"),
            Piece::new(Setting::Paragraph, COPY),
            Piece::new(Setting::BlockQuote, COPY),
            Piece::new(Setting::List { ordered: true }, "one entry that is long enough to be wrapped somewhere\ntwo\nthree"),
            Piece::new(Setting::Figure, "The council chamber, seen from the gallery, on the day of the vote"),
            Piece::new(
                Setting::Table { head: true },
                "Ward\tVotes\tShare\nHarbour\t1,204\t34 %\nOld Town and the villages beyond the river\t23\t1 %",
            ),
            Piece::new(Setting::Preformatted, "fn main() {\n\tprintln!(\"a very long line of code that has to be wrapped\");\n}"),
            Piece::new(Setting::Rule, ""),
            Piece::new(Setting::Line, "TASS · 20 March, 14:05 · 2 min · 6 people quoted"),
            Piece::new(Setting::Paragraph, "אמר ראש העיר (דני) ביום שלישי 24 במרץ כי התקציב יאושר, English words, והוסיף."),
            Piece::new(Setting::List { ordered: false }, "אמר ראש העיר (דני) ביום שלישי 24 במרץ כי התקציב יאושר"),
            Piece::new(Setting::Paragraph, "日本語の文章は単語の間に空白がないので、行の分割は難しい。「禁則処理」が必要です。"),
            Piece::new(Setting::Paragraph, "การตัดคำภาษาไทยเป็นเรื่องยากเพราะไม่มีช่องว่างระหว่างคำ"),
        ];
        let galley = set(&pieces, Measure { columns, justify, hyphenate: true, ascii: false });
        println!("=== {columns}");
        for line in &galley.lines {
            println!("|{}|", line.text());
        }
    }
}

mod laws;
