use super::{cleaned, split};

#[test]
fn author_lines() {
    for (line, want) in [
        ("By Ana Ruiz", &["Ana Ruiz"][..]),
        ("Ana Ruiz and Lee Wong", &["Ana Ruiz", "Lee Wong"]),
        ("by: Ana Ruiz, Lee Wong & Bo Ek", &["Ana Ruiz", "Lee Wong", "Bo Ek"]),
        ("WRITTEN BY Ana Ruiz und Lee Wong", &["Ana Ruiz", "Lee Wong"]),
        ("Por Ana Ruiz y Lee Wong", &["Ana Ruiz", "Lee Wong"]),
        ("Ana Ortega y Gasset", &["Ana Ortega y Gasset"]),
        ("Автор: Ада Лор", &["Ада Лор"]),
        ("Ruiz, Ana", &["Ruiz, Ana"]),
        ("desk@example.org (Ana Ruiz)", &["Ana Ruiz"]),
        ("Ana Ruiz <ana@example.org>", &["Ana Ruiz"]),
        ("desk@example.org", &[]),
        ("https://example.org/ana", &[]),
        ("  ", &[]),
    ] {
        assert_eq!(split(line), want, "{line}");
    }
}

#[test]
fn the_source_is_no_author_and_nobody_writes_twice() {
    let lines = vec!["The Post".to_owned(), "Ana Ruiz".to_owned(), "ANA RUIZ".to_owned()];
    assert_eq!(cleaned(lines, "the post"), ["Ana Ruiz"]);
}
