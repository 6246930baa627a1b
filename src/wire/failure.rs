//! What can go wrong on the wire, in words that a reader can act on.

use std::io::{self, ErrorKind};
use std::time::Duration;

use super::guard::IsPrivate;

/// A document that could not be had.
#[derive(Debug, thiserror::Error)]
#[error("{problem}")]
pub struct Failure {
    pub problem: Problem,
    /// When the server wants to be asked again, where it says so.
    pub again: Option<Duration>,
}

/// Why.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    #[error("this is no address of the web (http or https)")]
    Address,
    #[error("there is no host of this name, or no network")]
    Unknown,
    #[error("the host does not take connections")]
    Refused,
    #[error("no answer in {} seconds", .0.as_secs().max(1))]
    Slow(Duration),
    #[error("the connection broke off")]
    BrokenOff,
    #[error("its certificate is not trusted ({0})")]
    Certificate(String),
    #[error("{}", status(*.0))]
    Status(u16),
    #[error("it is larger than {0} MiB")]
    TooLong(usize),
    #[error("it is packed in a way that was not asked for ({0})")]
    Coding(String),
    #[error("its redirects lead in a circle")]
    Circle,
    #[error("it redirects to {0}, which is no address of the web")]
    Elsewhere(String),
    #[error("it leads to {0}, a private address; follow that address itself if it is meant")]
    Private(String),
    #[error("the header {0} cannot be sent")]
    Header(String),
    #[error("the proxy does not connect ({0})")]
    Proxy(String),
    #[error("it was stopped")]
    Stopped,
    #[error("{0}")]
    Other(String),
}

impl Problem {
    /// Whether the document is said to be gone for good.
    pub const fn is_gone(&self) -> bool {
        matches!(self, Self::Status(410))
    }

    /// Whether the network may be to blame, rather than the host.
    pub const fn is_of_the_network(&self) -> bool {
        matches!(self, Self::Unknown | Self::Refused)
    }

    pub(super) fn of(error: ureq::Error, timeout: Duration) -> Self {
        match error {
            ureq::Error::Io(error) => Self::of_io(error),
            ureq::Error::Timeout(_) => Self::Slow(timeout),
            ureq::Error::HostNotFound => Self::Unknown,
            ureq::Error::ConnectionFailed => Self::Refused,
            ureq::Error::Rustls(error) => Self::Certificate(error.to_string()),
            ureq::Error::Tls(why) => Self::Certificate(why.to_owned()),
            ureq::Error::ConnectProxyFailed(why) => Self::Proxy(why),
            ureq::Error::InvalidProxyUrl => Self::Proxy("its address cannot be used".to_owned()),
            ureq::Error::Other(error) if error.is::<IsPrivate>() => Self::Private(String::new()),
            ureq::Error::LargeResponseHeader(..) => Self::Other("its headers are too long".to_owned()),
            ureq::Error::Protocol(_) => Self::Other("what it answers is not HTTP".to_owned()),
            other => Self::Other(other.to_string()),
        }
    }

    pub(super) fn of_io(error: io::Error) -> Self {
        if error.get_ref().is_some_and(|inner| inner.is::<ureq::Error>()) {
            let inner = error.into_inner().and_then(|inner| inner.downcast::<ureq::Error>().ok());
            return inner.map_or(Self::BrokenOff, |inner| Self::of(*inner, Duration::ZERO));
        }
        match error.kind() {
            ErrorKind::ConnectionRefused | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => Self::Refused,
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Self::Slow(Duration::ZERO),
            ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => Self::BrokenOff,
            ErrorKind::InvalidData | ErrorKind::InvalidInput if error.to_string().contains("ertificate") => {
                Self::Certificate(error.to_string())
            }
            ErrorKind::InvalidData if error.to_string().contains("corrupt message") => {
                Self::Other("what it answers is not TLS; is http:// meant?".to_owned())
            }
            ErrorKind::InvalidData | ErrorKind::InvalidInput => Self::Other(format!("what came is damaged ({error})")),
            // What the system's resolver says has no kind of its own.
            _ if error.to_string().contains("lookup address") => Self::Unknown,
            _ => Self::Other(error.to_string()),
        }
    }
}

fn status(code: u16) -> String {
    let told = match code {
        401 => "it wants a name and a password",
        403 => "it may not be read",
        404 => "it is not there",
        408 | 504 => "its server was too slow",
        410 => "it is gone for good",
        429 => "it is asked too often",
        500..=599 => "its server is in trouble",
        300..=399 => "it redirects, and does not say where to",
        _ => "it cannot be had",
    };
    format!("{told} (HTTP {code})")
}
