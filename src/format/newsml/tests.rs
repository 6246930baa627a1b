use crate::format::{Format, detect, read};

fn item(content: &str) -> String {
    format!(
        r#"<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:halcyon:1" xml:lang="en-GB">
  <itemMeta><itemClass qcode="ninat:text"/><provider literal="Halcyon Wire"/>
    <versionCreated>2026-11-18T16:00:00Z</versionCreated><firstCreated>2026-11-18T13:30:00Z</firstCreated></itemMeta>
  <contentMeta><headline>Dam talks end without a dam</headline><by>By Ann Park</by><dateline>PORT ARDEN, Nov. 18 (Reuters)</dateline>
    <description role="drol:summary">Ministers blame the river</description>
    <subject qcode="medtop:04000000"><name xml:lang="de">Wasser</name><name xml:lang="en-GB">water</name></subject>
    <subject qcode="medtop:1"/></contentMeta>
  <contentSet>{content}</contentSet></newsItem>"#
    )
}

const XHTML: &str = r#"<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Dam</title></head>
  <body><p>The talks ended on Wednesday.</p><h2>What is next</h2><p>More tea.</p></body></html></inlineXML>"#;

#[test]
fn an_item_of_g2_becomes_a_story() {
    let document = item(XHTML);
    assert_eq!(detect(document.as_bytes(), "dam"), Some(Format::Newsml));
    let reading = read(document.as_bytes(), "dam", Format::Newsml);
    assert!(reading.warnings.is_empty() && reading.failed == 0, "{reading:?}");
    let story = &reading.stories[0];
    assert_eq!((story.headline.as_str(), story.standfirst.as_str()), ("Dam talks end without a dam", "Ministers blame the river"));
    assert_eq!(story.byline, ["Ann Park"]);
    assert_eq!(story.dateline.as_ref().map(|dateline| dateline.place.as_str()), Some("PORT ARDEN"));
    assert_eq!((story.origin.source.as_str(), story.origin.guid.as_str()), ("Halcyon Wire", "urn:newsml:halcyon:1"));
    assert_eq!((story.tags.as_slice(), story.language.as_str()), (["water".to_owned()].as_slice(), "en-GB"));
    assert_eq!(story.times.published.unwrap().to_string(), "2026-11-18T13:30:00Z");
    assert_eq!(story.times.updated.unwrap().to_string(), "2026-11-18T16:00:00Z");
    let texts: Vec<&str> = story.body.blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(texts, ["The talks ended on Wednesday.", "What is next", "More tea."]);
}

#[test]
fn a_message_holds_items_of_every_kind() {
    let nitf = "<inlineXML><nitf><body><body.head><hedline><hl1>Another</hl1></hedline></body.head>\
                <body.content><p>As NITF.</p></body.content></body></nitf></inlineXML>";
    let plain = "<inlineData contenttype=\"text/plain\">First.\n\nSecond.</inlineData>";
    let picture = "<remoteContent href=\"https://example.org/a.jpg\"/>";
    let items: String = [XHTML, nitf, plain, picture].into_iter().map(item).collect();
    let document = format!("<newsMessage><header><sent>2026-11-18T16:00:00Z</sent></header><itemSet>{items}</itemSet></newsMessage>");
    let reading = read(document.as_bytes(), "dam", Format::Newsml);
    let texts: Vec<String> = reading.stories.iter().map(|story| story.body.text()).collect();
    assert_eq!(texts, ["The talks ended on Wednesday.\n\nWhat is next\n\nMore tea.", "As NITF.", "First.\n\nSecond."]);
    assert_eq!(reading.warnings[0].to_string(), "1 of 4 items have no text (pictures, packages)");
}

#[test]
fn an_item_of_the_first_version_becomes_a_story() {
    let document = r#"<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:newsml:halcyon:2</PublicIdentifier></NewsIdentifier>
        </Identification><NewsManagement><FirstCreated>20261118T133000Z</FirstCreated></NewsManagement>
        <NewsComponent><NewsLines><HeadLine>La digue attendra</HeadLine><DateLine>Port Arden, 18 nov 2026 (AFP)</DateLine></NewsLines>
        <AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata>
        <DescriptiveMetadata><Language FormalName="fr"/></DescriptiveMetadata>
        <NewsComponent><ContentItem><DataContent><p>Le fleuve a le temps.</p></DataContent></ContentItem></NewsComponent>
        </NewsComponent></NewsItem></NewsML>"#;
    let reading = read(document.as_bytes(), "dam", Format::Newsml);
    let story = &reading.stories[0];
    assert_eq!((story.headline.as_str(), story.body.text().as_str()), ("La digue attendra", "Le fleuve a le temps."));
    assert_eq!((story.origin.agency.as_str(), story.language.as_str()), ("AFP", "fr"));
    assert_eq!(story.times.published.unwrap().to_string(), "2026-11-18T13:30:00Z");
}

#[test]
fn a_document_without_a_text_fails_with_a_reason() {
    let reading = read(b"<newsMessage><itemSet/></newsMessage>", "dam", Format::Newsml);
    assert_eq!((reading.stories.len(), reading.failed, reading.warnings.len()), (0, 1, 1));
}
