use encoding_rs::{GBK, KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

use super::decode;

const RUSSIAN: &str =
    "Посол поблагодарил граждан за письма, в которых они выразили поддержку отношениям двух стран, и сказал, что глубоко тронут.";

fn text(bytes: &[u8]) -> String {
    decode(bytes).0.unwrap_or_default()
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

#[test]
fn utf_8_with_and_without_its_mark() {
    assert_eq!(text("Zürich — “so”".as_bytes()), "Zürich — “so”");
    assert_eq!(text(b"\xef\xbb\xbfplain"), "plain");
    assert_eq!(text(b"one\r\ntwo\rthree"), "one\ntwo\nthree");
}

#[test]
fn utf_16_with_and_without_its_mark() {
    for little in [true, false] {
        for source in ["Ships wait in the harbour.\nMore follows.", RUSSIAN] {
            assert_eq!(text(&utf16(source, little)), source);
            assert_eq!(text(&utf16(&format!("\u{feff}{source}"), little)), source);
        }
    }
}

#[test]
fn legacy_charsets_are_guessed() {
    let cases = [
        (WINDOWS_1251, RUSSIAN),
        (KOI8_R, RUSSIAN),
        (WINDOWS_1252, "Der Bürgermeister sagte, die Brücke über den Fluß müsse für Fußgänger geöffnet bleiben."),
        (WINDOWS_1252, "Le maire a déclaré que l’école fermée à la rentrée serait rouverte dès l’été."),
        (SHIFT_JIS, "市長は記者会見で、港の再開は来月になると述べた。市民からは歓迎の声が上がっている。"),
        (GBK, "市长在新闻发布会上表示,港口将于下个月重新开放,市民对此表示欢迎。"),
    ];
    for (encoding, source) in cases {
        assert_eq!(text(&encoding.encode(source).0), source, "{}", encoding.name());
    }
}

#[test]
fn declared_charsets_are_believed() {
    let page = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\"></head>Цена</html>";
    assert_eq!(text(&WINDOWS_1251.encode(page).0), page);
    let feed = "<?xml version='1.0' encoding='koi8-r'?><rss>Цена</rss>";
    assert_eq!(text(&KOI8_R.encode(feed).0), feed);
    let lying = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss>Цена</rss>";
    assert_eq!(text(lying.as_bytes()), lying);
}

#[test]
fn windows_1252_within_utf_8_is_shown() {
    assert_eq!(text("don\u{92}t \u{93}say\u{94} \u{96} \u{80}5".as_bytes()), "don’t “say” – €5");
    assert_eq!(text("one\u{85}two".as_bytes()), "onetwo");
    // Where they may steer a terminal they stay what they are, and go.
    assert_eq!(text("a\u{92}b \u{9b}31mred".as_bytes()), "ab red");
    assert_eq!(text("a\u{9d}0;title\u{9c}b".as_bytes()), "ab");
}

#[test]
fn broken_utf_8_stays_utf_8() {
    let mut bytes = RUSSIAN.as_bytes().to_vec();
    bytes.pop();
    bytes[1] = b'!';
    let (text, warnings) = decode(&bytes);
    assert!(text.unwrap_or_default().contains("поблагодарил"));
    assert_eq!(warnings.len(), 1);
}

#[test]
fn what_is_no_text_is_refused() {
    let random: Vec<u8> = (0..4_096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for bytes in [&b""[..], b"   \n ", b"%PDF-1.7 text", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"PK\x03\x04\x14\0\0\0", &random, &[0; 100]] {
        let (text, warnings) = decode(bytes);
        assert_eq!(text, None);
        assert!(!warnings.is_empty());
    }
}

#[test]
fn nothing_wild_passes_the_door() {
    assert_eq!(text("\u{1b}[31mred\u{1b}[0m \u{202e}evil\u{7}".as_bytes()), "red evil");
}

proptest::proptest! {
    #[test]
    fn any_bytes_decode_to_tame_text(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        let wild = decode(&bytes).0.is_some_and(|text| text.chars().any(crate::text::tame::is_wild));
        proptest::prop_assert!(!wild);
    }

    #[test]
    fn any_text_survives(source in "\\PC{0,100}") {
        let expected = crate::text::tame::tame(&source).into_owned();
        let (text, _) = decode(source.as_bytes());
        if !source.starts_with(['{', '%', '\u{feff}']) && !source.trim().is_empty() {
            proptest::prop_assert_eq!(text, Some(expected));
        }
    }
}

#[test]
fn the_charset_of_a_sender_counts_where_nothing_else_is_said() {
    let cases: [(&[u8], &str, &str); 7] = [
        (b"<p>caf\xe9 \xa4", "iso-8859-15", "<p>café €"),
        (b"<p>caf\xe9", "utf-8", ""),
        (b"<p>caf\xe9", "nonsense", ""),
        ("<p>café".as_bytes(), "iso-8859-1", ""),
        (b"<meta charset=iso-8859-2><p>\xb3", "iso-8859-1", ""),
        (b"\xff\xfea\0\xe9\0", "iso-8859-1", ""),
        (b"\xcf\xf0\xe8", "windows-1251", "При"),
    ];
    for (bytes, charset, expected) in cases {
        let expected = if expected.is_empty() { bytes } else { expected.as_bytes() };
        assert_eq!(&*super::labelled(bytes, charset), expected, "{charset}");
    }
}
