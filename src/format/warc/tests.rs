use std::io::Write;

use proptest::prelude::{any, prop, proptest};

use super::{extent, holds_page, next, read};
use crate::format::{Format, detect};

const PAGE: &str = "<html><head><title>Dam talks</title></head><body><article><h1>Dam talks</h1><p>The river decides, said the minister \
                    for water on Monday, and nobody in the harbour was of another mind.</p></article></body></html>";

fn record(kind: &str, address: &str, media: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(headers: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n").as_bytes(), body].concat();
    record("response", "https://quay.example/dam", "application/http; msgtype=response", &block)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn chunked(bytes: &[u8]) -> Vec<u8> {
    let chunks = bytes.chunks(100).map(|chunk| [format!("{:x};x=y\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
    chunks.chain([b"0\r\n\r\n".to_vec()]).flatten().collect()
}

#[test]
fn pages_are_read_however_they_were_sent() {
    let gzipped = "Content-Encoding: gzip\r\n";
    let page = PAGE.as_bytes();
    for bytes in [
        response("", page),
        response(gzipped, &gzip(page)),
        response("Content-Encoding: deflate\r\n", &zlib(page)),
        response("Transfer-Encoding: chunked\r\n", &chunked(page)),
        response("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", &chunked(&gzip(page))),
        response("Transfer-Encoding: chunked\r\n", page),
        response(gzipped, page),
        record("resource", "https://quay.example/dam", "text/html", page),
    ] {
        assert_eq!(detect(&bytes, "x"), Some(Format::Warc));
        assert!(holds_page(&bytes));
        let reading = read(&bytes, 0);
        let told: Vec<_> = reading.stories.iter().map(|story| (story.headline.as_str(), story.origin.url.as_str())).collect();
        assert_eq!(told, [("Dam talks", "https://quay.example/dam")], "{:?}", reading.warnings);
        assert!(reading.failed == 0 && reading.warnings.is_empty());
    }
}

#[test]
fn the_charset_of_the_headers_counts() {
    let page = PAGE.replace("Dam", "Größe");
    let latin: Vec<u8> = page.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let block = [&b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"ISO-8859-1\"\r\n\r\n"[..], &latin].concat();
    assert_eq!(read(&record("response", "https://quay.example/", "x", &block), 0).stories[0].headline, "Größe talks");
}

#[test]
fn what_is_no_page_is_passed_over() {
    let other = |block: &str| record("response", "https://quay.example/x", "application/http", block.as_bytes());
    let all = [
        record("warcinfo", "", "application/warc-fields", b"software: x"),
        record("request", "https://quay.example/dam", "application/http", b"GET / HTTP/1.1\r\n\r\n"),
        other(&format!("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n{PAGE}")),
        other("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG"),
        record("resource", "https://quay.example/x.css", "text/css", b"p {}"),
        response("", PAGE.as_bytes()),
        record("metadata", "", "x", b""),
    ]
    .concat();
    let reading = read(&all, 0);
    assert_eq!((reading.stories.len(), reading.failed, reading.warnings.len()), (1, 0, 0), "{:?}", reading.warnings);
}

#[test]
fn a_broken_record_costs_no_more_than_itself() {
    let good = response("", PAGE.as_bytes());
    let br = response("Content-Encoding: br\r\n", b"packed");
    let headless = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\nx\r\n\r\n".to_vec();
    let short = String::from_utf8(good.clone()).unwrap().replace("Content-Length: ", "Content-Length: 9").into_bytes();
    for (bytes, stories, failed, warnings) in [
        ([headless.clone(), good.clone()].concat(), 1, 1, 1),
        ([b"WARC/1.0\r\n\r\ngarbage\n".to_vec(), good.clone()].concat(), 1, 1, 1),
        ([br, good.clone()].concat(), 1, 1, 1),
        ([good.clone(), b"garbage\r\n".to_vec(), good.clone()].concat(), 2, 1, 1),
        ([good.clone(), short.clone()].concat(), 2, 0, 1),
        ([short, good.clone()].concat(), 2, 0, 1),
        (headless, 0, 1, 1),
    ] {
        let reading = read(&bytes, 0);
        assert_eq!((reading.stories.len(), reading.failed, reading.warnings.len()), (stories, failed, warnings), "{:?}", reading.warnings);
    }
    assert_eq!(extent(&good), Some(good.len() - 4));
    assert_eq!(next(&[good.clone(), good.clone()].concat()), Some(good.len()));
}

proptest! {
    #[test]
    fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0..700_usize, at in 0..700_usize) {
        let mut good = [response("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", &chunked(&gzip(PAGE.as_bytes()))), response("", b"x")].concat();
        good.truncate(cut.max(1));
        let at = at.min(good.len());
        good.splice(at..at, bytes);
        let _ = read(&good, 0);
    }
}
