//! Looks names up, and keeps those who may not go there from private addresses.
//!
//! The check stands where the name becomes the address that is connected to: a name that is looked up twice can have two answers.

use std::fmt;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::address::is_private;

/// Which addresses may be connected to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Guard {
    Public,
    Any,
}

/// The host has no public address.
#[derive(Debug)]
pub(super) struct IsPrivate;

impl fmt::Display for IsPrivate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the address is private")
    }
}

impl std::error::Error for IsPrivate {}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        if matches!(self, Self::Any) {
            return Ok(found);
        }
        let mut public = self.empty();
        found.iter().filter(|address| !is_private(address.ip())).for_each(|address| public.push(*address));
        if public.is_empty() { Err(ureq::Error::Other(Box::new(IsPrivate))) } else { Ok(public) }
    }
}

#[cfg(test)]
mod tests {
    use ureq::config::Config;
    use ureq::unversioned::resolver::Resolver;
    use ureq::unversioned::transport::NextTimeout;
    use ureq::unversioned::transport::time::Duration;

    use super::{Guard, IsPrivate};

    #[test]
    fn a_private_address_is_none_for_whoever_may_not_go_there() {
        let look_up = |guard: Guard, uri: &str| {
            let timeout = NextTimeout { after: Duration::NotHappening, ..NextTimeout::default() };
            guard.resolve(&uri.parse().unwrap(), &Config::default(), timeout)
        };
        for uri in ["http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1:81/", "https://169.254.169.254/latest"] {
            assert!(look_up(Guard::Any, uri).is_ok(), "{uri}");
            let refused = look_up(Guard::Public, uri).unwrap_err();
            assert!(matches!(refused, ureq::Error::Other(why) if why.is::<IsPrivate>()), "{uri}");
        }
        assert!(look_up(Guard::Public, "http://93.184.216.34/").is_ok());
    }
}
