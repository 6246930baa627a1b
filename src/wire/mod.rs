//! HTTP, as a reader of news needs it: conditional requests, redirects that are followed with care, bounds on everything, and a schedule
//! that is polite to each host.
//!
//! What is fetched is bytes; what they mean is none of this module's business. It is blocking: a caller has as many threads as it wants
//! requests at once, and [`Round`] tells each of them whom to ask next. Nothing here looks at the clock of the wall.
//!
//! | file | |
//! |---|---|
//! | `exchange` | one document: request, redirects, answer |
//! | `address` `guard` | which addresses are followed, and which are private |
//! | `body` | the bytes, decoded, within bounds |
//! | `fresh` | how long an answer holds, and when to ask again |
//! | `failure` | what can go wrong, in words |
//! | `round` | who is asked next: some at once, one at a time from each host |

mod address;
mod body;
mod exchange;
mod failure;
mod fresh;
mod guard;
mod round;

use std::time::Duration;

use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;

pub use address::{host, is_web};
pub use exchange::authorization;
pub use failure::{Failure, Problem};
pub use fresh::back_off;
pub use round::{Next, Round};

use guard::Guard;

/// How the web is asked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How long one document may take, from the first packet to the last.
    pub timeout: Duration,
    /// Requests at once.
    pub connections: usize,
    pub user_agent: String,
    /// `http://…` or `socks5://…`; the environment's (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`) where empty.
    pub proxy: String,
    /// The longest document, in bytes, as it is sent and as it is after decompression.
    pub longest: usize,
    /// Certificates (PEM) of authorities that are trusted instead of those of the system.
    pub authorities: Vec<u8>,
}

/// Asks the web. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Wire {
    /// Connects to public addresses only.
    guarded: Agent,
    open: Agent,
    /// Names are looked up elsewhere.
    is_proxied: bool,
    longest: usize,
    timeout: Duration,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub address: String,
    /// What the reader has named herself, where that is another address: of a feed that has moved, or whose story has this page; an empty
    /// one where she has named none. `None`: the address itself.
    pub followed: Option<String>,
    pub wanted: Wanted,
    /// Sent to the host that the reader has named only, never to one that it leads to.
    pub headers: Vec<(String, String)>,
    /// The validators of the document that is there already; empty where there are none.
    pub etag: String,
    pub last_modified: String,
}

/// What kind of document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    #[default]
    Feed,
    Page,
    Picture,
}

/// What came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// None where the document is the one that is there already.
    pub document: Option<Document>,
    /// Where it has moved to for good; empty where it has not.
    pub moved: String,
    pub etag: String,
    pub last_modified: String,
    /// How long the server says that it holds.
    pub fresh: Duration,
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub bytes: Vec<u8>,
    /// Where it was found in the end.
    pub address: String,
    /// The charset that the server names, in lower case; empty where it names none.
    pub charset: String,
    /// Whether all of it came.
    pub is_whole: bool,
}

impl Wire {
    /// What asks as `settings` say.
    ///
    /// # Errors
    /// The proxy's address or the certificates cannot be understood.
    pub fn new(settings: &Settings) -> Result<Self, String> {
        let proxy = proxy(&settings.proxy)?;
        let is_proxied = proxy.is_some();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(settings.timeout))
            .timeout_connect(Some(settings.timeout.min(CONNECTING)))
            .max_idle_connections(settings.connections * 2)
            .max_idle_connections_per_host(settings.connections)
            .user_agent(&settings.user_agent)
            .accept("")
            .accept_encoding("gzip, br, deflate")
            .proxy(proxy)
            .tls_config(TlsConfig::builder().root_certs(roots(&settings.authorities)?).build())
            .build();
        let agent = |guard| Agent::with_parts(config.clone(), DefaultConnector::default(), guard);
        let (guarded, open) = (agent(Guard::Public), agent(Guard::Any));
        Ok(Self { guarded, open, is_proxied, longest: settings.longest, timeout: settings.timeout })
    }

    /// Ends what is under way on all threads: each request fails.
    pub fn stop(&self) {
        self.guarded.clone().shutdown();
        self.open.clone().shutdown();
    }
}

/// How long a connection may take to stand.
const CONNECTING: Duration = Duration::from_secs(15);

fn proxy(named: &str) -> Result<Option<ureq::Proxy>, String> {
    match named {
        "" => Ok(ureq::Proxy::try_from_env()),
        named => ureq::Proxy::new(named).map(Some).map_err(|_| "fetch.proxy is no address of a proxy".to_owned()),
    }
}

fn roots(pem: &[u8]) -> Result<RootCerts, String> {
    if pem.is_empty() {
        return Ok(RootCerts::PlatformVerifier);
    }
    let mut certificates = Vec::new();
    for entry in ureq::tls::parse_pem(pem) {
        match entry {
            Ok(ureq::tls::PemItem::Certificate(certificate)) => certificates.push(Certificate::to_owned(&certificate)),
            Ok(_) => {}
            Err(error) => return Err(format!("the certificates cannot be read ({error})")),
        }
    }
    if certificates.is_empty() {
        return Err("there is no certificate in the file".to_owned());
    }
    Ok(RootCerts::new_with_certs(&certificates))
}
