use crate::format::{Format, detect, read};

const LETTER: &str = "Return-Path: <news@example.org>\r\nFrom: =?utf-8?q?The_Quay_Post?= <news@example.org>\r\nTo: reader@example.org\r\n\
Subject: =?utf-8?q?Dam_talks_=E2=80=93_day_two?=\r\nDate: Wed, 18 Nov 2026 14:30:00 +0100\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlain words.\r\n\
--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
<html><body><h1>Dam talks =E2=80=93 day two</h1><p>The river <b>decides</b>.</p><p>More tea.</p>=\r\n\
<img src=3D\"https://example.org/open.gif\" width=3D\"1\" height=3D\"1\"></body></html>\r\n--b--\r\n";

#[test]
fn a_letter_becomes_a_story() {
    assert_eq!(detect(LETTER.as_bytes(), "letter"), Some(Format::Mail));
    assert_eq!(detect(format!("   \n{LETTER}").as_bytes(), "letter"), Some(Format::Mail));
    let reading = read(LETTER.as_bytes(), "letter", Format::Mail);
    assert!(reading.warnings.is_empty() && reading.failed == 0, "{reading:?}");
    let story = &reading.stories[0];
    assert_eq!((story.headline.as_str(), story.origin.source.as_str()), ("Dam talks – day two", "The Quay Post"));
    assert_eq!((story.origin.guid.as_str(), story.figures.len()), ("1@example.org", 0));
    assert_eq!(story.times.published.unwrap().to_string(), "2026-11-18T13:30:00Z");
    assert_eq!(story.body.text(), "The river decides.\n\nMore tea.");
}

#[test]
fn a_mailbox_holds_several() {
    let plain = "From: Ann Park <ann@example.org>\nSubject: Tide\nDate: Thu, 19 Nov 2026 08:00:00 +0000\nMessage-ID: <2@example.org>\n\n\
                 The rowers waited.\n\nThey wait still.\n";
    let mailbox = format!(
        "From news@example.org Wed Nov 18 14:30:00 2026\n{}\n\nFrom ann@example.org Thu Nov 19 08:00:00 2026\n{plain}",
        LETTER.replace("\r\n", "\n")
    );
    assert_eq!(detect(mailbox.as_bytes(), "inbox"), Some(Format::Mail));
    let reading = read(mailbox.as_bytes(), "inbox", Format::Mail);
    let told: Vec<(&str, String)> = reading.stories.iter().map(|story| (story.headline.as_str(), story.body.text())).collect();
    assert_eq!(told[1], ("Tide", "The rowers waited.\n\nThey wait still.".to_owned()));
    assert_eq!((told.len(), told[0].0), (2, "Dam talks – day two"));
}

#[test]
fn a_story_about_mail_is_none() {
    for text in
        ["From: the editor\n\nDear readers, we are late.\n", "Subject: the river\nIt rose.\n", "From Port Arden, with love.\n\nText.\n"]
    {
        assert_eq!(detect(text.as_bytes(), "story.txt"), Some(Format::Plain), "{text}");
    }
    let empty = read(b"From nobody Thu Nov 19 08:00:00 2026\n", "inbox", Format::Mail);
    assert_eq!((empty.stories.len(), empty.failed), (0, 1));
}

/// A message with these headers and this HTML.
fn marked(headers: &str, html: &str) -> Vec<crate::news::Story> {
    let text = format!(
        "From: The Quay Post <n@example.org>\nSubject: Dam talks\nDate: Wed, 18 Nov 2026 14:30:00 +0100\nMessage-ID: <3@example.org>\n\
         MIME-Version: 1.0\n{headers}Content-Type: text/html; charset=utf-8\n\n{html}"
    );
    read(text.as_bytes(), "letter", Format::Mail).stories
}

#[test]
fn what_stands_around_the_stories_is_left_out() {
    const LIST: &str = "List-Unsubscribe: <https://example.org/leave>\n";
    const STORY: &str = "<p>The river decides, said Ada Rao, the minister for water, in Port Arden.</p><p>More tea.</p>";
    let above = "<p><a href='https://example.org/v'>View in your browser</a></p>";
    let below = "<hr><p>© 2026 The Quay Post. All rights reserved.</p><p>The Quay Post, 3 Pier Road, Port Arden 1203</p>\
                 <p>You are receiving this because you signed up. <a href='https://example.org/leave'>Unsubscribe</a></p><p>3 Pier Road</p>\
                 <img src='https://example.org/open?id=1'>";
    let own = "The river decides, said Ada Rao, the minister for water, in Port Arden.\n\nMore tea.";
    for (headers, html, wanted) in [
        (LIST, format!("{above}{STORY}{below}"), own.to_owned()),
        ("", format!("{above}{STORY}{below}"), own.to_owned()),
        ("", format!("{STORY}<p>Zum <a href='https://example.org/leave'>Abmelden</a> hier.</p>"), own.to_owned()),
        ("", format!("{STORY}<p>How to unsubscribe was the question.</p>"), format!("{own}\n\nHow to unsubscribe was the question.")),
        (
            LIST,
            format!("<p>The Quay Post</p><p>Unsubscribe</p>{STORY}<p>And the tide.</p>"),
            format!("The Quay Post\n\nUnsubscribe\n\n{own}\n\nAnd the tide."),
        ),
        ("", "<p><a href='https://example.org/leave'>Unsubscribe</a></p>".to_owned(), "Unsubscribe".to_owned()),
        (LIST, format!("<p>To unsubscribe, say so.</p>{STORY}<p>{}</p>", "word ".repeat(200)), {
            format!("To unsubscribe, say so.\n\n{own}\n\n{}", "word ".repeat(200).trim())
        }),
    ] {
        let stories = marked(headers, &html);
        assert_eq!(stories[0].body.text(), wanted, "{html}");
        assert!(stories[0].figures.is_empty());
    }
}

#[test]
fn links_do_not_lead_by_way_of_who_counts() {
    let stories =
        marked("", "<p>See <a href='https://click.example.org/?u=https%3A%2F%2Fquay.example%2Fdam%3Futm_source%3Dn'>the dam</a>.</p>");
    assert_eq!(stories[0].body.blocks[0].links().map(|(_, url)| url).collect::<Vec<_>>(), ["https://quay.example/dam"]);
}

#[test]
fn what_is_attached_is_a_story_of_its_own() {
    let part = |kind: &str, name: &str, text: &str| {
        format!("--b\nContent-Type: {kind}\nContent-Disposition: attachment; filename=\"{name}\"\n\n{text}\n")
    };
    let inner =
        "From: Ann Park <ann@example.org>\nSubject: Tide\nDate: Thu, 19 Nov 2026 08:00:00 +0000\nMessage-ID: <2@example.org>\n\nIt rose.\n";
    let parts = [
        part(
            "text/html",
            "a.html",
            "<html><body><article><h1>Pier opens</h1><p>The pier opened on Monday, and many came to see it.</p></article></body></html>",
        ),
        part(
            "application/rss+xml",
            "f.xml",
            "<rss><channel><title>F</title><item><title>Ferry sails</title><description>x</description></item></channel></rss>",
        ),
        part("text/plain", "n.txt", "Bridge closed\n\nThe bridge is closed until March."),
        part("text/calendar", "c.ics", "BEGIN:VCALENDAR\nSUMMARY:Not a story\nEND:VCALENDAR"),
        part("application/octet-stream", "p.bin", "\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}"),
        format!("--b\nContent-Type: message/rfc822\n\n{inner}"),
    ];
    let text = format!(
        "From: The Quay Post <n@example.org>\nSubject: Dam talks\nDate: Wed, 18 Nov 2026 14:30:00 +0100\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nThe letter itself.\n{}--b--\n",
        parts.concat()
    );
    let reading = read(text.as_bytes(), "letter", Format::Mail);
    let told: Vec<_> = reading.stories.iter().map(|story| (story.headline.as_str(), story.origin.source.as_str())).collect();
    assert_eq!(
        told,
        [
            ("Dam talks", "The Quay Post"),
            ("Pier opens", "The Quay Post"),
            ("Ferry sails", "F"),
            ("Bridge closed", "The Quay Post"),
            ("Tide", "Ann Park")
        ]
    );
    assert_eq!(reading.stories[0].body.text(), "The letter itself.");
    assert_eq!((reading.failed, reading.warnings.len()), (0, 0), "{:?}", reading.warnings);
}

#[test]
fn letters_within_letters_end_somewhere() {
    let mut text = "From: a@b.c\nSubject: innermost\nMIME-Version: 1.0\n\nx\n".to_owned();
    for n in 0..40 {
        text = format!("From: a@b.c\nSubject: s{n}\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n{text}");
    }
    let reading = read(text.as_bytes(), "letter", Format::Mail);
    assert!((1..=8).contains(&reading.stories.len()), "{}", reading.stories.len());
}
