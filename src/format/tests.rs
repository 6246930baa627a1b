use super::{Format, detect, read};

#[test]
fn bytes_are_read_in_the_format_they_are_in() {
    let cases =
        [("Port closes\n\nShips wait.", 1, 0), ("{\"title\":\"A\"}\n{\"title\":\"B\"}\nbroken", 2, 1), ("[{\"title\":\"A\"}]", 1, 0)];
    for (text, stories, failed) in cases {
        let format = detect(text.as_bytes(), "").unwrap_or(Format::Html);
        let reading = read(text.as_bytes(), "", format);
        assert_eq!((reading.stories.len(), reading.failed), (stories, failed), "{text}");
    }
}

#[test]
fn what_is_no_text_is_one_failure() {
    let reading = read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "a.png", Format::Plain);
    assert_eq!((reading.stories.len(), reading.failed, reading.warnings.len()), (0, 1, 1));
}
