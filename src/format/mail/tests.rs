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
