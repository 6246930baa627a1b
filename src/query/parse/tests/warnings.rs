//! What is not understood: where it is marked, and what is said.

use super::{NOW, parse, read};

/// Checks what each text is read as, and that it has one warning, at which place and with which words.
fn all_warned<'a>(cases: impl IntoIterator<Item = (&'a str, &'a str, &'a str, &'a str)>) {
    for (text, expected, at, says) in cases {
        let (_, warnings) = parse(text, NOW);
        assert_eq!(read(text), expected, "{text}");
        assert_eq!(warnings.len(), 1, "{text}: {warnings:?}");
        assert_eq!(warnings[0].span.of(text), at, "{text}");
        assert!(warnings[0].message.contains(says), "{text}: {}", warnings[0].message);
        assert!(warnings[0].message.len() < 400, "{text}: {}", warnings[0].message);
    }
}

#[test]
fn brackets_and_marks() {
    all_warned([
        ("dam \"pay a", "(dam & “pay a”)", "\"pay a", "not closed"),
        ("dam “pay a", "(dam & “pay a”)", "“pay a", "not closed"),
        ("dam 「大坝", "(dam & “大坝”)", "「大坝", "not closed"),
        ("(dam river", "(dam & river)", "(", "put ) at its end"),
        ("（dam river", "(dam & river)", "（", "put ) at its end"),
        ("headline:(dam", "Headline:dam", "(", "put ) at its end"),
        ("dam) river", "(dam & river)", ")", "closes nothing"),
        ("dam ()", "dam", "()", "nothing between"),
        ("headline:() dam", "dam", "()", "nothing between"),
        ("\"\" dam", "dam", "\"\"", "no word"),
        ("\"—\" dam", "dam", "\"—\"", "no word"),
        ("(((((((((a))))))))) b", "b", "(", "too deeply"),
    ]);
}

#[test]
fn operators() {
    all_warned([
        ("dam OR", "dam", "OR", "between two words"),
        ("dam or river", "(dam & or & river)", "or", "OR in capitals"),
        ("OR dam", "dam", "OR", "between two words"),
        ("dam OR OR river", "(dam | river)", "OR", "between two words"),
        ("OR", "everything", "OR", "\\OR is the word"),
        ("|", "everything", "|", "between two words"),
        ("(OR dam)", "dam", "OR", "between two words"),
        ("(OR)", "everything", "OR", "between two words"),
        ("dam AND", "dam", "AND", "between two words"),
        ("AND dam", "dam", "AND", "between two words"),
        ("AND", "everything", "AND", "\\AND is the word"),
        ("&", "everything", "&", "between two words"),
        ("a AND AND b", "(a & b)", "AND", "between two words"),
        ("a OR AND b", "(a | b)", "AND", "between two words"),
        ("dam NOT", "dam", "NOT", "NOT leaves out the word after it"),
        ("NOT", "everything", "NOT", "leaves out the word"),
        ("NOT OR dam", "dam", "NOT", "leaves out the word"),
        ("dam - river", "(dam & river)", "-", "dam -river"),
        ("-", "everything", "-", "dam -river"),
        ("!", "everything", "!", "dam -river"),
        ("*", "everything", "*", "end of a word"),
        ("/", "everything", "/", "between slashes"),
        (":", "everything", ":", "headline:dam"),
        ("dam & %", "dam", "%", "no letter"),
        ("dam —", "dam", "—", "no letter"),
        ("\\", "everything", "\\", "no letter"),
        ("da*m", "da*m", "da*m", "end of a word"),
    ]);
}

#[test]
fn names_and_values() {
    all_warned([
        ("colour:red dam", "(red & dam)", "colour:", "there is no field “colour”; there are headline: standfirst:"),
        ("colour:red dam", "(red & dam)", "colour:", "in quotation marks"),
        ("heading:dam", "dam", "heading:", "did you mean headline:?"),
        ("spaeker:rao", "rao", "spaeker:", "did you mean speaker:?"),
        ("langauge:fr", "fr", "langauge:", "did you mean language:?"),
        ("TASS: dam", "dam", "TASS:", "there is no field “TASS”"),
        ("headline: dam", "Headline:dam", "headline: ", "no space stands after the colon: headline:dam"),
        ("headline: (a b)", "(Headline:a & Headline:b)", "headline: ", "no space"),
        ("Since: yesterday", ">=2026-03-10T00:00:00Z", "Since: ", "no space stands after the colon: since:yesterday"),
        ("headline:", "everything", "headline:", "follows the colon directly: headline:budget"),
        ("headline: OR dam", "dam", "headline:", "follows the colon directly"),
        ("(headline:) dam", "dam", "headline:", "follows the colon directly"),
        ("headline:-dam", "-Headline:dam", "-dam", "before the name: -headline:dam"),
        ("headline:%", "everything", "%", "no letter"),
        ("is:new is:blue", "Unread", "is:blue", "there is no is:blue; is: takes unread, read, starred or copy"),
        ("is:unraed", "everything", "is:unraed", "did you mean is:unread?"),
        ("group:x", "everything", "group:x", "group: takes the number of a story: group:41"),
        ("is:\"\"", "everything", "is:\"\"", "is: takes unread, read, starred or copy"),
        ("is:", "everything", "is:", "is:unread"),
        ("has:qoute", "everything", "has:qoute", "did you mean has:quote? has: takes quote, figure or fulltext"),
        ("has:table", "everything", "has:table", "has: takes quote, figure or fulltext"),
        ("is:(unread blue)", "Unread", "blue", "there is no is:blue"),
    ]);
}

#[test]
fn times() {
    all_warned(
        [
            ("since:someday dam", "dam", "since:someday", "is no time"),
            ("since:never dam", "dam", "since:never", "“never” is no time; write 2026-01-31"),
            ("on:2026-13", "everything", "on:2026-13", "“2026-13” cannot be: there is no month 13"),
            ("on:06/09/2021", "everything", "on:06/09/2021", "6 September or 9 June; write 2021-09-06 or 2021-06-09"),
            ("since:2021-01..2021-03", "everything", "since:2021-01..2021-03", "on:2021-01..2021-03"),
            ("on:..", "everything", "on:..", "before or after the two dots"),
            ("on:soon..2021", "everything", "on:soon..2021", "“soon” is no time"),
            ("on:2022..2021", "(>=2022-01-01T00:00:00Z & <2022-01-01T00:00:00Z)", "", ""),
        ]
        .into_iter()
        .filter(|case| !case.2.is_empty()),
    );
    assert!(parse("on:2023..2021", NOW).1[0].message.contains("ends before it begins"));
}

#[test]
fn patterns() {
    all_warned([
        ("dam /river.* wall", "(dam & /river.* wall/)", "/river.* wall", "not closed; put / at its end"),
        ("/etc", "/etc/", "/etc", "a backslash before it"),
        ("/dam(/ river", "river", "(", "this ( is not closed"),
        ("dam headline:/a[b/", "dam", "[", "this [ is not closed"),
        ("dam /*a/", "dam", "*", "nothing before *"),
        ("/大\\q/", "everything", "\\q", "no meaning after a backslash"),
        ("section:/dam.*/", "everything", "/dam.*/", "only headlines"),
        ("/a/ /b/ /c/ /d/", "(/a/ & /b/ & /c/)", "/d/", "at most 3 patterns"),
    ]);
}
