//! One document: the request, its redirects, the answer.
//!
//! Redirects are followed here and not by the HTTP library, for each hop is judged: a chain that began at a public address does not lead
//! to a private one, headers that were meant for one host go to no other, and only a chain of permanent redirects moves a feed for good.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body};
use url::Url;

use super::address::{names_a_link, names_a_private_host, parsed};
use super::failure::{Failure, Problem};
use super::{Document, Reply, Request, Wanted, Wire, body, fresh};
use crate::text::address;

/// No address is longer, in bytes.
const LONGEST_ADDRESS: usize = 8 << 10;
/// Hops that are followed.
const MOST_HOPS: usize = 10;

impl Wire {
    /// Asks for a document.
    ///
    /// # Errors
    /// Whatever keeps it from coming, and when to ask again if the server says so.
    pub fn fetch(&self, request: &Request) -> Result<Reply, Failure> {
        let first = parsed(&request.address).ok_or(Problem::Address).map_err(Failure::from)?;
        let followed = match &request.followed {
            None => Some(first.clone()),
            Some(followed) => parsed(followed),
        };
        let followed = followed.as_ref();
        // Whoever follows a private address herself means it, and what leads from there to another.
        let leads_there = |followed: &Url| names_a_private_host(followed) && (!names_a_link(&first) || names_a_link(followed));
        let is_meant = followed.is_some_and(|followed| is_same_place(followed, &first) || leads_there(followed));
        if names_a_private_host(&first) && !is_meant {
            return Err(Problem::Private(first.to_string()).into());
        }
        let (mut url, mut agent) = (first.clone(), &self.guarded);
        if self.is_proxied || names_a_private_host(&first) {
            agent = &self.open;
        }
        let (mut moved, mut is_permanent) = (String::new(), true);
        for _ in 0..=MOST_HOPS {
            let response = match self.ask(agent, request, followed, &url) {
                Err(Problem::Private(_)) if url == first && is_meant => {
                    agent = &self.open;
                    self.ask(agent, request, followed, &url)?
                }
                answered => answered.map_err(|problem| problem.told_of(&url))?,
            };
            let Some((next, permanent)) = redirection(&response, &url)? else {
                return self.answer(response, &url, moved);
            };
            if self.is_led_astray(agent, &first, &next) {
                return Err(Problem::Private(next.to_string()).into());
            }
            is_permanent &= permanent;
            if is_permanent {
                moved = next.to_string();
            }
            url = next;
        }
        Err(Problem::Circle.into())
    }

    /// Whether a chain that began in public leads to a host that says already that it is private. The guard knows of the others.
    fn is_led_astray(&self, agent: &Agent, first: &Url, next: &Url) -> bool {
        let is_guarded = self.is_proxied || std::ptr::eq(agent, &self.guarded);
        // What a network gives its machines to know is nobody's news, wherever the chain began.
        let is_for_machines = names_a_link(next) && !names_a_link(first);
        is_for_machines || is_guarded && names_a_private_host(next) && !names_a_private_host(first)
    }

    fn ask(&self, agent: &Agent, request: &Request, followed: Option<&Url>, url: &Url) -> Result<Response<Body>, Problem> {
        let mut bare = url.clone();
        // A name and a password in the address are sent as a header.
        let (_, _) = (bare.set_username(""), bare.set_password(None));
        let mut asked = agent.get(bare.as_str()).header("accept", accept(request.wanted));
        if let Some(followed) = followed.filter(|followed| is_same_host(followed, url)) {
            for (name, value) in request.headers.iter().chain(&basic(followed)) {
                asked = asked.header(name, value);
            }
        }
        for (name, value) in [("if-none-match", &request.etag), ("if-modified-since", &request.last_modified)] {
            if !value.is_empty() {
                asked = asked.header(name, value);
            }
        }
        asked.call().map_err(|error| Problem::of(error, self.timeout))
    }

    fn answer(&self, response: Response<Body>, url: &Url, moved: String) -> Result<Reply, Failure> {
        let (head, body) = response.into_parts();
        let header = |name: &str| value(&head.headers, name);
        let code = head.status.as_u16();
        if code != 200 && code != 203 && code != 304 {
            return Err(Failure { problem: Problem::Status(code), again: fresh::again(&header) });
        }
        let document = if code == 304 { None } else { Some(self.document(body, &head.headers, url)?) };
        // What did not come whole is asked for again as if it had never come.
        let is_whole = document.as_ref().is_none_or(|document| document.is_whole);
        let validator = |name: &str| if is_whole { value(&head.headers, name) } else { String::new() };
        let (etag, last_modified) = (validator("etag"), validator("last-modified"));
        Ok(Reply { document, moved, etag, last_modified, fresh: fresh::fresh(&header) })
    }

    fn document(&self, body: Body, headers: &HeaderMap, url: &Url) -> Result<Document, Problem> {
        let codings = value(headers, "content-encoding");
        let (bytes, is_whole) = body::read(body.into_reader(), &codings, self.longest).map_err(|problem| match problem {
            Problem::Slow(_) => Problem::Slow(self.timeout),
            problem => problem,
        })?;
        Ok(Document {
            bytes,
            address: address::shown(url.as_str()).into_owned(),
            charset: charset(&value(headers, "content-type")),
            is_whole,
        })
    }
}

impl Problem {
    /// Says which address is meant.
    fn told_of(self, url: &Url) -> Self {
        if matches!(self, Self::Private(_)) { Self::Private(url.to_string()) } else { self }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self { problem, again: None }
    }
}

/// Where an answer redirects to, and whether for good.
fn redirection(response: &Response<Body>, url: &Url) -> Result<Option<(Url, bool)>, Problem> {
    let code = response.status().as_u16();
    if !matches!(code, 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let told =
        response.headers().get("location").map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned()).unwrap_or_default();
    if told.is_empty() {
        return Err(Problem::Status(code));
    }
    let shown = || told.chars().filter(|c| !c.is_control()).take(200).collect::<String>();
    if told.len() > LONGEST_ADDRESS {
        return Err(Problem::Elsewhere(shown()));
    }
    let mut next = url.join(&told).map_err(|_| Problem::Elsewhere(shown()))?;
    next.set_fragment(None);
    // What gets the reader in is sent by what she has named, not by what she is led to.
    let (_, _) = (next.set_username(""), next.set_password(None));
    if parsed(next.as_str()).is_none() {
        return Err(Problem::Elsewhere(shown()));
    }
    Ok(Some((next, matches!(code, 301 | 308))))
}

/// Whether two addresses are of one host and one port.
fn is_same_place(one: &Url, other: &Url) -> bool {
    one.host() == other.host() && one.port_or_known_default() == other.port_or_known_default()
}

/// Whether two addresses are of one host, and the second is no less safe.
fn is_same_host(first: &Url, url: &Url) -> bool {
    let is_safe = first.scheme() == url.scheme() || url.scheme() == "https";
    let ports = (first.port_or_known_default(), url.port_or_known_default());
    is_safe && first.host() == url.host() && (ports.0 == ports.1 || ports == (Some(80), Some(443)))
}

/// The header that says the name and the password of an address.
fn basic(url: &Url) -> Option<(String, String)> {
    let decoded = |text: &str| {
        url::form_urlencoded::parse(format!("x={}", text.replace('+', "%2B")).as_bytes()).next().map(|(_, value)| value.into_owned())
    };
    let name = decoded(url.username()).filter(|name| !name.is_empty())?;
    let password = url.password().and_then(decoded).unwrap_or_default();
    Some(authorization(&name, &password))
}

/// The header that says a name and a password (RFC 7617).
pub fn authorization(name: &str, password: &str) -> (String, String) {
    ("authorization".to_owned(), format!("Basic {}", BASE64.encode(format!("{name}:{password}"))))
}

const fn accept(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Feed => {
            "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
        }
        Wanted::Page => "text/html, application/xhtml+xml, */*;q=0.5",
        Wanted::Picture => "image/webp, image/png, image/jpeg, image/gif, image/*;q=0.5",
    }
}

/// A header as text; empty where it is not there or is none.
fn value(headers: &HeaderMap, name: &str) -> String {
    let bytes = headers.get(name).map(|value| value.as_bytes()).unwrap_or_default();
    String::from_utf8_lossy(bytes).trim().chars().filter(|c| !c.is_control()).take(2_048).collect()
}

/// The charset that a content type names.
fn charset(content_type: &str) -> String {
    let lower = content_type.to_ascii_lowercase();
    let named = lower.split(';').find_map(|part| part.trim().strip_prefix("charset="));
    named.unwrap_or_default().trim_matches(['"', '\'', ' ']).to_owned()
}
