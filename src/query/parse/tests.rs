mod bounds;
mod fields;
mod warnings;

use jiff::Timestamp;

use super::parse;
use crate::query::{Node, Term, Words};

/// 2026-03-11, a Wednesday, 15:30 UTC.
pub(super) const NOW: Timestamp = Timestamp::constant(1_773_243_000, 0);

/// What a text is read as.
pub(super) fn read(text: &str) -> String {
    parse(text, NOW).0.root.as_ref().map_or("everything".to_owned(), shown)
}

pub(super) fn shown(node: &Node) -> String {
    let list = |nodes: &[Node], sign: &str| format!("({})", nodes.iter().map(shown).collect::<Vec<_>>().join(sign));
    match node {
        Node::And(nodes) => list(nodes, " & "),
        Node::Or(nodes) => list(nodes, " | "),
        Node::Not(node) => format!("-{}", shown(node)),
        Node::Term(Term::Text { field, words }) => {
            let field = field.map_or(String::new(), |field| format!("{field:?}:"));
            match words {
                Words::Word(word) => format!("{field}{word}"),
                Words::Prefix(word) => format!("{field}{word}*"),
                Words::Begun(word) => format!("{field}{word}…"),
                Words::Phrase(words) => format!("{field}“{words}”"),
            }
        }
        Node::Term(Term::Pattern(pattern)) => format!("{pattern:?}"),
        Node::Term(Term::State(state)) => format!("{state:?}"),
        Node::Term(Term::Has(has)) => format!("{has:?}"),
        Node::Term(Term::Group(group)) => format!("group:{group}"),
        Node::Term(Term::Since(time)) => format!(">={time}"),
        Node::Term(Term::Until(time)) => format!("<{time}"),
    }
}

/// Checks that each text is read as what stands beside it, without a warning.
fn all_read<'a>(cases: impl IntoIterator<Item = (&'a str, &'a str)>) {
    for (text, expected) in cases {
        assert_eq!(read(text), expected, "{text}");
        assert_eq!(parse(text, NOW).1, [], "{text}");
    }
}

#[test]
fn words_and_operators_are_read() {
    all_read([
        ("", "everything"),
        ("   ", "everything"),
        ("\0\u{7}\n", "everything"),
        ("dam talks", "(dam & talks)"),
        ("dam\u{0}talks", "(dam & talks)"),
        ("dam　talks", "(dam & talks)"),
        ("dam AND talks", "(dam & talks)"),
        ("dam & talks", "(dam & talks)"),
        ("dam && talks", "(dam & talks)"),
        ("a OR b", "(a | b)"),
        ("a | b", "(a | b)"),
        ("a || b || c", "(a | b | c)"),
        ("or b", "(or & b)"),
        ("a or", "(a & or)"),
        ("a \\or b", "(a & or & b)"),
        ("a b OR c", "((a & b) | c)"),
        ("a AND b OR c AND d", "((a & b) | (c & d))"),
        ("a (b OR c)", "(a & (b | c))"),
        ("(a)", "a"),
        ("((a b))", "(a & b)"),
        ("a(b)c", "(a & b & c)"),
        ("-a b", "(-a & b)"),
        ("NOT a", "-a"),
        ("!a", "-a"),
        ("–a −b", "(-a & -b)"),
        ("NOT -a", "a"),
        ("NOT NOT a", "a"),
        ("NOT NOT NOT a", "-a"),
        ("a -(b c)", "(a & -(b & c))"),
        ("-(-a)", "--a"),
        ("a OR -b", "(a | -b)"),
        ("--a", "--a"),
        ("e-mail well-known", "(e-mail & well-known)"),
        ("R&D AT&T a|b", "(R&D & AT&T & a|b)"),
        ("O'Neill’s", "O'Neill’s"),
        ("econ*", "econ*"),
        ("econ**", "econ*"),
        ("大坝*", "大坝*"),
    ]);
}

#[test]
fn phrases_are_read() {
    all_read([
        ("\"pay a price\"", "“pay a price”"),
        ("“pay a price”", "“pay a price”"),
        ("„den Preis“", "“den Preis”"),
        ("«le prix»", "“le prix”"),
        ("»der Preis«", "“der Preis”"),
        ("”priset”", "“priset”"),
        ("“pay a price\"", "“pay a price”"),
        ("\"pay a price”", "“pay a price”"),
        ("\"he said “no” to it\"", "“he said “no” to it”"),
        ("dam\"pay a price\"river", "(dam & “pay a price” & river)"),
        ("-\"pay a price\"", "-“pay a price”"),
        ("\"OR\" \"-\u{661}\"", "(“OR” & “-\u{661}”)"),
    ]);
}

#[test]
fn cjk_keyboards_are_understood() {
    all_read([
        ("「大坝 谈判」", "“大坝 谈判”"),
        ("『大坝「三峡」』", "“大坝「三峡」”"),
        ("＂大坝＂", "“大坝”"),
        ("（大坝 OR 河） 谈判", "((大坝 | 河) & 谈判)"),
        ("headline：大坝", "Headline:大坝"),
        ("headline：「大坝」", "Headline:“大坝”"),
        ("headline：（大坝 ｜ 河）", "(Headline:大坝 | Headline:河)"),
        ("大坝：谈判", "大坝：谈判"),
        ("－大坝 ！河", "(-大坝 & -河)"),
        ("大坝＊", "大坝*"),
        ("on：２０２１", "(>=2021-01-01T00:00:00Z & <2022-01-01T00:00:00Z)"),
    ]);
}

#[test]
fn a_backslash_takes_a_word_as_it_stands() {
    all_read([
        ("\\OR", "OR"),
        ("a \\AND b", "(a & AND & b)"),
        ("\\re:invent", "re:invent"),
        ("\\-5", "-5"),
        ("\\/etc", "/etc"),
        ("\\\\server", "\\server"),
        ("section:\\-5", "Section:-5"),
        ("-\\OR", "-OR"),
        ("\\econ*", "econ*"),
    ]);
}

#[test]
fn patterns_are_read() {
    all_read([
        ("/dam.*/ river", "(/dam.*/ & river)"),
        ("/talks? (stall|fail)/", "/talks? (stall|fail)/"),
        ("-/dam/", "-/dam/"),
        ("(/a(b)/)", "/a(b)/"),
        ("a OR /b/", "(a | /b/)"),
        ("/km\\/h/", "/km\\/h/"),
        ("/a\\\\/ b", "(/a\\\\/ & b)"),
        ("headline:/dam/", "/dam/"),
        ("-headline:/dam/", "-/dam/"),
        ("headline:(/dam/ OR river)", "(/dam/ | Headline:river)"),
        ("and/or", "and/or"),
        ("24/7", "24/7"),
        ("/dev/null path", "(/dev/null & path)"),
        ("/usr /etc/passwd", "(/usr & /etc/passwd)"),
        ("url:/world/", "Url:/world/"),
    ]);
}

#[test]
fn a_word_that_is_typed_is_found_in_its_forms_too() {
    for (text, expected) in [
        ("government", "(government | government…)"),
        ("dam government", "(dam & (government | government…))"),
        ("dam OR river", "(dam | (river | river…))"),
        ("headline:governments", "(Headline:governments | Headline:governments…)"),
        ("dam -river", "(dam & -river)"),
        ("econ*", "econ*"),
        ("dam is:unread", "(dam & Unread)"),
        ("/dam/", "/dam/"),
        ("", "everything"),
    ] {
        assert_eq!(parse(text, NOW).0.unfinished().root.as_ref().map_or("everything".to_owned(), shown), expected, "{text}");
    }
}
