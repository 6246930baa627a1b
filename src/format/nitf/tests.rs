use crate::format::{Format, detect, read};
use crate::news::BlockKind;

const DOCUMENT: &str = r#"<?xml version="1.0"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf xml:lang="en-GB">
  <head>
    <title>Dam talks</title>
    <tobject tobject.type="news">
      <tobject.subject tobject.subject.type="Environment" tobject.subject.matter="Water" tobject.subject.detail="Dams"/>
    </tobject>
    <docdata>
      <doc-id id-string="halcyon.2026.1"/>
      <date.issue norm="20261118T143000+0100"/>
      <doc.copyright year="2026" holder="Halcyon Wire"/>
      <key-list><keyword key="rivers"/><keyword key="Water"/></key-list>
    </docdata>
  </head>
  <body>
    <body.head>
      <hedline><hl1>Dam talks end without a dam</hl1><hl2>Ministers blame the river</hl2></hedline>
      <byline>By <person>Ann Park</person> and <person>Tom Pell</person><byttl>Correspondents</byttl></byline>
      <dateline><location>PORT ARDEN</location>, <story.date>Nov. 18</story.date></dateline>
    </body.head>
    <body.content>
      <media media-type="image">
        <media-reference mime-type="image/jpeg" source="https://example.org/dam.jpg"/>
        <media-caption>The dam that is not there.</media-caption>
        <media-producer>Mara Venn</media-producer>
      </media>
      <media media-type="audio"><media-caption>Waves.</media-caption></media>
      <block>
        <p>The talks at <location>Port Arden</location> ended on <chron>Wednesday</chron>.</p>
        <hl2>What is next</hl2>
        <bq><block><p>The river decides.</p></block></bq>
        <p>More talks &amp; more tea.</p>
      </block>
    </body.content>
  </body>
</nitf>"#;

#[test]
fn a_document_becomes_a_story() {
    assert_eq!(detect(DOCUMENT.as_bytes(), "dam"), Some(Format::Nitf));
    let reading = read(DOCUMENT.as_bytes(), "dam", Format::Nitf);
    assert!(reading.warnings.is_empty() && reading.failed == 0, "{reading:?}");
    let story = &reading.stories[0];
    assert_eq!((story.headline.as_str(), story.standfirst.as_str()), ("Dam talks end without a dam", "Ministers blame the river"));
    assert_eq!(story.byline, ["Ann Park", "Tom Pell"]);
    let dateline = story.dateline.as_ref().unwrap();
    assert_eq!((dateline.place.as_str(), dateline.date.as_str()), ("PORT ARDEN", "Nov. 18"));
    assert_eq!((story.origin.source.as_str(), story.origin.guid.as_str()), ("Halcyon Wire", "halcyon.2026.1"));
    assert_eq!(story.origin.section, "Environment");
    assert_eq!(story.times.published.unwrap().to_string(), "2026-11-18T13:30:00Z");
    assert_eq!(story.tags, ["Environment", "Water", "Dams", "rivers"]);
    assert_eq!(story.language, "en-GB");
    let figure = &story.figures[0];
    assert_eq!((figure.caption.as_str(), figure.url.as_str()), ("The dam that is not there.", "https://example.org/dam.jpg"));
    assert_eq!(figure.credit, "Mara Venn");
    let blocks: Vec<(&BlockKind, &str)> = story.body.blocks.iter().map(|block| (&block.kind, block.text.as_str())).collect();
    assert_eq!(
        blocks,
        [
            (&BlockKind::Paragraph, "The talks at Port Arden ended on Wednesday."),
            (&BlockKind::Crosshead, "What is next"),
            (&BlockKind::BlockQuote, "The river decides."),
            (&BlockKind::Paragraph, "More talks & more tea."),
        ]
    );
}

#[test]
fn what_is_cut_off_is_read_as_far_as_it_goes() {
    let cut = &DOCUMENT[..DOCUMENT.find("What is next").unwrap()];
    let reading = read(cut.as_bytes(), "dam", Format::Nitf);
    assert_eq!(reading.stories[0].body.blocks[0].text, "The talks at Port Arden ended on Wednesday.");
    assert_eq!(reading.warnings.len(), 1);
    let empty = read(b"<nitf><head/><body/></nitf>", "dam", Format::Nitf);
    assert_eq!((empty.stories.len(), empty.failed, empty.warnings.len()), (0, 1, 1));
}
