//! newsboat's filters put into our query language, as far as they ask for what it can ask for.
//!
//! `unread = "yes" and (tags # "sea" or title =~ "dam")` becomes `is:unread ((section:sea OR tag:sea) OR /dam/)`. What has no plain
//! counterpart gives none for the whole: half a filter would find other stories.

/// Filters are not nested deeper by anybody.
const DEEPEST: usize = 32;

/// The query that finds what `filter` lets through.
pub(super) fn translated(filter: &str) -> Option<String> {
    let tokens = tokens(filter)?;
    let mut reading = Reading { tokens: &tokens, depth: 0 };
    let query = reading.alternatives()?;
    reading.tokens.is_empty().then_some(query)
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// An attribute, an operator, a number or a range.
    Bare(String),
    Quoted(String),
}

fn tokens(filter: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = filter.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => {
                let inside = &rest[1..];
                let end = closing(inside)?;
                tokens.push(Token::Quoted(inside[..end].replace("\\\"", "\"")));
                rest = inside[end + 1..].trim_start();
                continue;
            }
            '(' | ')' => 1,
            c if is_sign(c) => rest.find(|c| !is_sign(c)).unwrap_or(rest.len()),
            _ => rest.find(|c: char| c.is_whitespace() || is_sign(c) || matches!(c, '(' | ')' | '"')).unwrap_or(rest.len()),
        };
        tokens.push(Token::Bare(rest[..length].to_owned()));
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

const fn is_sign(c: char) -> bool {
    matches!(c, '=' | '!' | '~' | '#' | '<' | '>')
}

/// Where a string ends.
fn closing(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    })
}

struct Reading<'t> {
    tokens: &'t [Token],
    depth: usize,
}

impl Reading<'_> {
    fn alternatives(&mut self) -> Option<String> {
        let mut parts = vec![self.conditions()?];
        while self.word("or") {
            parts.push(self.conditions()?);
        }
        Some(parts.join(" OR "))
    }

    fn conditions(&mut self) -> Option<String> {
        let mut parts = vec![self.condition()?];
        while self.word("and") {
            parts.push(self.condition()?);
        }
        Some(parts.join(" "))
    }

    fn condition(&mut self) -> Option<String> {
        if self.word("(") {
            self.depth += 1;
            let inside = if self.depth < DEEPEST { self.alternatives()? } else { return None };
            self.depth -= 1;
            return self.word(")").then(|| format!("({inside})"));
        }
        let [Token::Bare(attribute), Token::Bare(sign), Token::Bare(value) | Token::Quoted(value), rest @ ..] = self.tokens else {
            return None;
        };
        let query = compared(attribute, sign, value);
        self.tokens = rest;
        query
    }

    /// Takes in the next token if it is this word.
    fn word(&mut self, word: &str) -> bool {
        let is_next = matches!(self.tokens.first(), Some(Token::Bare(next)) if next.eq_ignore_ascii_case(word));
        if is_next {
            self.tokens = &self.tokens[1..];
        }
        is_next
    }
}

/// One comparison as a query.
fn compared(attribute: &str, sign: &str, value: &str) -> Option<String> {
    let (sign, is_denied) = match sign {
        "!=" => ("=", true),
        "!~" => ("=~", true),
        "!#" => ("#", true),
        "==" => ("=", false),
        sign => (sign, false),
    };
    let query = match (attribute.to_ascii_lowercase().as_str(), sign) {
        ("unread", "=") => match (value, is_denied) {
            ("yes", false) | ("no", true) => return Some("is:unread".to_owned()),
            ("no", false) | ("yes", true) => return Some("is:read".to_owned()),
            _ => return None,
        },
        ("age", sign) => return if is_denied { None } else { age(sign, value) },
        ("tags", "#") => {
            let value = quoted(value)?;
            format!("(section:{value} OR tag:{value})")
        }
        ("title", "=~") => pattern(value)?,
        ("title", "=") => format!("headline:{}", quoted(value)?),
        (attribute, "=" | "=~") => format!("{}:{}", field(attribute)?, quoted(words_of(value)?)?),
        _ => return None,
    };
    Some(if is_denied { format!("-{query}") } else { query })
}

fn field(attribute: &str) -> Option<&'static str> {
    Some(match attribute {
        "author" => "byline",
        "content" | "description" => "body",
        "link" => "url",
        "feedtitle" => "source",
        "feedurl" | "rssurl" => "feed",
        _ => return None,
    })
}

/// A pattern that is only words.
fn words_of(value: &str) -> Option<&str> {
    let plain = value.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '\'' | ':' | '/'));
    (plain && value.chars().any(char::is_alphanumeric)).then_some(value)
}

/// A value as it stands behind a name.
fn quoted(value: &str) -> Option<String> {
    let sound = !value.trim().is_empty() && !value.contains(['"', '\\', '\n']);
    let bare = value.chars().all(char::is_alphanumeric);
    sound.then(|| if bare { value.to_owned() } else { format!("\"{value}\"") })
}

/// A pattern on headlines, which ours are matched against in lower case.
fn pattern(value: &str) -> Option<String> {
    let sound = !value.trim().is_empty() && !value.ends_with('\\') && !value.starts_with('/');
    let lower = if value.contains('\\') { value.to_owned() } else { value.to_lowercase() };
    sound.then(|| format!("/{}/", lower.replace("\\/", "/").replace('/', "\\/")))
}

/// So many days ago, or from one to another.
fn age(sign: &str, value: &str) -> Option<String> {
    let days = |text: &str| text.trim().parse::<u32>().ok().filter(|days| *days < 100_000);
    let since = |days: u32| if days == 0 { "on:today".to_owned() } else { format!("since:{days}d") };
    match sign {
        "<" | "<=" => days(value).map(since),
        ">" | ">=" => days(value).filter(|days| *days > 0).map(|days| format!("until:{days}d")),
        "between" => {
            let (from, to) = value.split_once(':')?;
            let (from, to) = (days(from)?, days(to)?);
            let (from, to) = (from.min(to), from.max(to));
            Some(if from == 0 { since(to) } else { format!("since:{to}d until:{from}d") })
        }
        _ => None,
    }
}
