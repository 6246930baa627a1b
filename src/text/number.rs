//! Numbers as a reader sees them.

/// A number with its thousands parted: `2,431`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let lead = digits.len() % 3;
    let (first, rest) = digits.split_at_checked(lead).unwrap_or(("", &digits));
    let groups = rest.as_bytes().chunks(3).filter_map(|group| std::str::from_utf8(group).ok());
    std::iter::once(first).filter(|first| !first.is_empty()).chain(groups).collect::<Vec<_>>().join(",")
}

/// A number of things: `1 feed`, `1,200 feeds`.
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_parted() {
        for (number, shown) in [(0, "0"), (12, "12"), (123, "123"), (1_234, "1,234"), (123_456, "123,456"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), shown);
        }
    }
}
