use super::{epoch, is_yearless, parse};

fn shown(text: &str) -> String {
    parse(text).map_or_else(|| "none".to_owned(), |time| time.to_string())
}

#[test]
fn times_in_many_forms() {
    let cases = [
        ("2021-09-06T16:45:00Z", "2021-09-06T16:45:00Z"),
        ("2021-09-06T16:45:00+02:00", "2021-09-06T14:45:00Z"),
        ("2021-09-06T16:45:00+0200", "2021-09-06T14:45:00Z"),
        ("2021-09-06 16:45:00", "2021-09-06T16:45:00Z"),
        ("2021-09-06 16:45:00.125", "2021-09-06T16:45:00.125Z"),
        ("2021-09-06 16:45", "2021-09-06T16:45:00Z"),
        ("2021-09-06 16:45:00 UTC", "2021-09-06T16:45:00Z"),
        ("2021-09-06 16:45:00 +0200", "2021-09-06T14:45:00Z"),
        ("1987-02-26T15:03:27", "1987-02-26T15:03:27Z"),
        ("2021-09-06", "2021-09-06T00:00:00Z"),
        ("20210906", "2021-09-06T00:00:00Z"),
        ("Mon, 06 Sep 2021 16:45:00 GMT", "2021-09-06T16:45:00Z"),
        ("Mon, 6 Sep 2021 16:45:00 +0200", "2021-09-06T14:45:00Z"),
        ("06 Sep 2021 16:45 EST", "2021-09-06T21:45:00Z"),
        ("Mon, 06 Sep 2021 16:45:00 BST", "2021-09-06T15:45:00Z"),
        ("Mon, 06 Sep 2021 16:45:00 CEST", "2021-09-06T14:45:00Z"),
        ("1630946700", "2021-09-06T16:45:00Z"),
        ("1630946700000", "2021-09-06T16:45:00Z"),
        ("3 March 2021", "2021-03-03T00:00:00Z"),
        ("March 20, 2021, 2:05 p.m. GMT", "2021-03-20T14:05:00Z"),
        ("Mar. 20, 2021 14:05", "2021-03-20T14:05:00Z"),
        ("3. März 2021", "2021-03-03T00:00:00Z"),
        ("20 марта 2021", "2021-03-20T00:00:00Z"),
        ("20.03.2021 14:05", "2021-03-20T14:05:00Z"),
        ("2021-02-30", "none"),
        ("30 February 2021", "none"),
        ("March 20", "none"),
        ("yesterday", "none"),
        ("", "none"),
        ("March 3 2021 talks", "none"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn numbers_are_seconds_or_finer() {
    assert_eq!(epoch(1_630_946_700), epoch(1_630_946_700_000));
    assert_eq!(epoch(1_630_946_700), epoch(1_630_946_700_000_000));
    assert!(epoch(0).is_some());
    assert!(epoch(i64::MAX).is_some() || epoch(i64::MIN).is_none());
}

#[test]
fn a_date_may_lack_its_year() {
    assert!(is_yearless("March 20, 14:05"));
    assert!(is_yearless("20 марта, 14:05"));
    assert!(!is_yearless("3 March 2021"));
    assert!(!is_yearless("May 5 talks fail"));
}
