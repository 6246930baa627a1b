use super::{read, read_line, read_lines};
use crate::format::story_json;
use crate::news::{Block, BlockKind, Body, Dateline, Figure, Inline, InlineKind, Story};
use crate::text::Span;

fn line(line: &str) -> Story {
    read_line(line, 1).expect("a story").expect("not blank")
}

#[test]
fn fields_by_their_usual_names() {
    let one = line(
        r#"{"id":"a-1","title":"Port closes","body":"One.\n\nTwo.","date":"2021-09-06 16:45:00","source":{"name":"The Post"},"category":"Ships","author":"By Ada Lor and Tom Rae","lang":"en_us","keywords":"port, dues","url":"https://example.org/a"}"#,
    );
    assert_eq!(one.headline, "Port closes");
    assert_eq!(one.body, Body::of_paragraphs(["One.", "Two."]));
    assert_eq!(one.times.published.map(|time| time.to_string()), Some("2021-09-06T16:45:00Z".to_owned()));
    assert_eq!(one.byline, ["Ada Lor", "Tom Rae"]);
    assert_eq!(
        (one.origin.source.as_str(), one.origin.section.as_str(), one.origin.guid.as_str(), one.origin.url.as_str()),
        ("The Post", "Ships", "a-1", "https://example.org/a")
    );
    assert_eq!((one.language.as_str(), one.tags.as_slice()), ("en-US", &["port".to_owned(), "dues".to_owned()][..]));
    let two = line(
        r#"{"headline":"Port closes","articleBody":"One.\nTwo.","datePublished":1630946700,"authors":[{"name":"Ada Lor"},"Tom Rae"],"publisher":"The Post","articleSection":["Ships"],"inLanguage":"de","tags":["port"],"guid":7,"description":"A summary of the matter."}"#,
    );
    assert_eq!(two.byline, ["Ada Lor", "Tom Rae"]);
    assert_eq!((two.origin.guid.as_str(), two.standfirst.as_str(), two.body.blocks.len()), ("7", "A summary of the matter.", 2));
    assert_eq!(two.times.published, one.times.published);
}

#[test]
fn a_dateline_in_the_body_or_in_its_field() {
    let both = line(r#"{"title":"T","body":"LORVIK, Feb 26 - Ships wait.","dateline":"LORVIK, Feb 26 -"}"#);
    let field = line(r#"{"title":"T","body":"Ships wait.","dateline":"LORVIK, Feb 26 -"}"#);
    let body = line(r#"{"title":"T","body":"LORVIK, Feb 26 - Ships wait."}"#);
    for story in [&both, &field, &body] {
        assert_eq!(story.body, Body::of_paragraphs(["Ships wait."]));
        let Dateline { place, date, .. } = story.dateline.clone().unwrap_or_default();
        assert_eq!((place.as_str(), date.as_str()), ("LORVIK", "Feb 26"));
    }
}

#[test]
fn lines_that_are_no_stories_are_reported() {
    let reading = read_lines("{\"title\":\"A\"}\n\nnot json\n[1]\n{\"x\":1}\n{\"title\":\"B\"}\n{\"title\":\"C");
    assert_eq!(reading.stories.len(), 2);
    assert_eq!(reading.failed, 4);
    assert_eq!(reading.warnings.iter().map(|warning| warning.line).collect::<Vec<_>>(), [3, 4, 5, 7]);
}

#[test]
fn what_is_no_json_is_told_in_plain_words() {
    for (text, want) in [
        ("not json", "not JSON: a word without quotation marks (column 2)"),
        ("{\"title\":\"A", "not JSON: it ends in the middle (column 11)"),
        ("{\"title\" \"A\"}", "not JSON: a colon is missing between name and value (column 10)"),
        ("{\"title\":\"A\" oops}", "not JSON: a comma or a closing bracket is missing (column 14)"),
        ("{title:1}", "not JSON: a name has no double quotation marks (column 2)"),
        ("{\"a\":}", "not JSON: a value is missing, or has no quotation marks (column 6)"),
        ("{\"a\":1,}", "not JSON: a comma before the closing bracket (column 8)"),
        ("{} x", "not JSON: something follows its end (column 4)"),
    ] {
        assert_eq!(read_lines(text).warnings[0].message, want, "{text}");
    }
}

#[test]
fn a_date_that_is_none_is_reported_and_the_story_read() {
    let reading = read_lines("{\"title\":\"A\",\"date\":\"2021-02-30\"}\n{\"title\":\"B\",\"date\":\"\"}");
    assert_eq!((reading.stories.len(), reading.failed, reading.warnings.len()), (2, 0, 1));
    assert_eq!(reading.warnings[0].line, 1);
    for number in ["99999999999999999", "1e300", "-1e300", "\"99999999999999999\"", "7258118400"] {
        let reading = read_lines(&format!("{{\"title\":\"A\",\"published\":{number}}}"));
        assert_eq!((reading.stories[0].times.published, reading.warnings.len()), (None, 1), "{number}");
    }
}

#[test]
fn lists_are_found_wherever_they_are_wrapped() {
    let cases = [
        r#"[{"title":"A"},{"title":"B"}]"#,
        r#"{"status":"ok","totalResults":2,"articles":[{"title":"A","content":"x"},{"title":"B"}]}"#,
        r#"{"response":{"status":"ok","docs":[{"title":"A"},{"title":"B"}]}}"#,
        "{\n \"title\": \"A\"\n}\n{\n \"title\": \"B\"\n}\n",
    ];
    for text in cases {
        let reading = read(text);
        let headlines: Vec<&str> = reading.stories.iter().map(|story| story.headline.as_str()).collect();
        assert_eq!((headlines, reading.failed), (vec!["A", "B"], 0), "{text}");
    }
}

#[test]
fn a_broken_record_costs_itself() {
    let reading = read("[\n{\"title\":\"A\"},\n{\"title\":\"B\" oops},\n{\"title\":\"C\"},\n{\"title\":\"D\n");
    let headlines: Vec<&str> = reading.stories.iter().map(|story| story.headline.as_str()).collect();
    assert_eq!(headlines, ["A", "C"]);
    assert_eq!(reading.failed, 2);
    assert_eq!(reading.warnings.iter().map(|warning| warning.line).collect::<Vec<_>>(), [3, 5]);
    let wrapped = read("{\"status\":\"ok\",\n\"articles\":[\n{\"title\":\"A\",\"body\":\"x\"},\n{\"title\":\"B\", \"body\"");
    assert_eq!((wrapped.stories.len(), wrapped.failed), (1, 1));
}

#[test]
fn depth_and_length_do_no_harm() {
    for text in [
        "[".repeat(100_000),
        "{\"a\":".repeat(100_000),
        "{".repeat(100_000),
        "[{\"a\":[".repeat(50_000),
        "{\n".repeat(200_000),
        "{\"a\":\n".repeat(200_000),
        "{\"a\":\"b\n".repeat(100_000),
    ] {
        let reading = read(&text);
        assert!(reading.stories.is_empty() && reading.failed > 0);
        assert!(read_line(&text.replace('\n', ""), 1).is_err());
    }
}

#[test]
fn nothing_wild_comes_through() {
    let story = line(
        "{\"title\":\"a\\u001b[31mb\\u202e\",\"body\":\"x\\u001b]0;evil\\u0007y\",\"author\":\"A\\u0000B\",\"tags\":[\"t\\u2066\"],\"id\":\"i\\u009b1m\"}",
    );
    let all = format!("{story:?}");
    assert!(!all.contains("\\u{1b}") && !all.contains("\\u{202e}") && !all.contains("\\u{9b}") && !all.contains("\\0"), "{all}");
    assert_eq!((story.headline.as_str(), story.body.text().as_str()), ("ab", "xy"));
}

#[test]
fn a_story_comes_back_as_it_was() {
    let link = Inline { span: Span::new(7, 11), kind: InlineKind::Link("https://example.org/x".to_owned()) };
    let mut paragraph = Block::new(BlockKind::Paragraph, "Größe link");
    paragraph.inlines.push(Inline { span: Span::new(8, 12), ..link });
    let figure =
        |caption: &str| Figure { caption: caption.to_owned(), credit: "Ada".to_owned(), url: "https://example.org/i.png".to_owned() };
    let story = Story {
        headline: "Port closes".to_owned(),
        standfirst: "At last".to_owned(),
        byline: vec!["Ada Lor, Jr.".to_owned(), "Tom and Co".to_owned()],
        dateline: Some(Dateline {
            place: "LORVIK".to_owned(),
            date: "Feb 26".to_owned(),
            agency: "AP".to_owned(),
            text: "LORVIK, Feb 26 (AP) —".to_owned(),
        }),
        language: "pt-BR".to_owned(),
        tags: vec!["a, b".to_owned()],
        figures: vec![figure("one")],
        body: Body {
            blocks: vec![
                paragraph,
                Block::new(BlockKind::Crosshead, "Head"),
                Block::new(BlockKind::List { ordered: true }, "a\nb"),
                Block::new(BlockKind::Figure { credit: "Ada".to_owned(), url: String::new() }, "two"),
                Block::new(BlockKind::Table { head: true }, "a\tb\nc\td"),
                Block::new(BlockKind::Rule, ""),
                Block::new(BlockKind::Preformatted, " x\n  y"),
            ],
        },
        ..Story::default()
    };
    let text = story_json::value(&story, Some(4), None).to_string();
    let back = line(&text);
    let expected = Story { origin: crate::news::Origin { agency: String::new(), ..story.origin.clone() }, ..story };
    assert_eq!(back, expected);
}

proptest::proptest! {
    #[test]
    fn no_json_is_too_odd(text in "[\\[\\]{}\",:a1\\\\\n]{0,80}") {
        read(&text);
        read_lines(&text);
    }

    #[test]
    fn text_survives_a_round_trip(headline in "[A-Za-zäя€]{1,20}", words in "[a-zäя€ ]{1,80}") {
        let story = Story { headline, body: Body::of_paragraphs([words]), ..Story::default() };
        proptest::prop_assert_eq!(line(&story_json::value(&story, None, None).to_string()), story);
    }
}
