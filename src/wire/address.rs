//! Addresses: which can be followed, what host is behind one, and whether that host is a private one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Whether an address is one of the web.
pub fn is_web(address: &str) -> bool {
    parsed(address).is_some()
}

/// The host of an address, with its port where that is not the usual one: what politeness is owed to. Empty where it has none.
pub fn host(address: &str) -> String {
    let Some(url) = parsed(address) else { return String::new() };
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// A web address, read as browsers read it.
pub(super) fn parsed(address: &str) -> Option<Url> {
    Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// Whether the host of an address says already that it is not public.
pub(super) fn names_a_private_host(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_private(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => is_private(IpAddr::V6(address)),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || [".localhost", ".local", ".internal", ".home.arpa"].iter().any(|end| name.ends_with(end))
        }
        None => true,
    }
}

/// Whether the host of an address is a link-local one, as the servers are that tell machines of themselves.
pub(super) fn names_a_link(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_link_local(),
        Some(Host::Ipv6(address)) => address.segments()[0] & 0xffc0 == 0xfe80,
        _ => false,
    }
}

/// Whether an address is the machine's own or of its own network, or none that the public can have.
pub(super) fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => embedded(address).map_or_else(|| is_private_v6(address), is_private_v4),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_multicast()
        || a == 0
        || a >= 240
        // Shared between a provider and its customers (RFC 6598), benchmarks (RFC 2544), protocol assignments (RFC 6890).
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (18..20).contains(&b))
        || (a, b, c) == (192, 0, 0)
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let first = address.segments()[0];
    address.is_loopback() || address.is_unspecified() || address.is_multicast() || first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80
}

/// The IPv4 address that an IPv6 address stands for: mapped, or translated (NAT64, 6to4).
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [a, b, c, d, e, f, high, low] = address.segments();
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match (a, b) {
        (0x64, 0xff9b) if (c, d, e, f) == (0, 0, 0, 0) => Some(v4(high, low)),
        (0x2002, _) => Some(v4(b, c)),
        _ => address.to_ipv4_mapped(),
    }
}

#[cfg(test)]
mod tests {
    use super::{host, is_private, is_web, names_a_private_host, parsed};

    #[test]
    fn what_is_private() {
        for (address, expected) in [
            ("127.0.0.1", true),
            ("10.1.2.3", true),
            ("172.31.0.1", true),
            ("192.168.1.1", true),
            ("169.254.169.254", true),
            ("100.64.0.1", true),
            ("0.0.0.0", true),
            ("255.255.255.255", true),
            ("::1", true),
            ("fd00::1", true),
            ("fe80::1", true),
            ("::ffff:10.0.0.1", true),
            ("64:ff9b::7f00:1", true),
            ("2002:7f00:1::", true),
            ("93.184.216.34", false),
            ("172.32.0.1", false),
            ("100.128.0.1", false),
            ("2606:2800:220:1::1", false),
            ("::ffff:93.184.216.34", false),
        ] {
            assert_eq!(is_private(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn private_hosts_by_name() {
        for (address, expected) in [
            ("http://localhost/x", true),
            ("http://nas.local:80/", true),
            ("http://0x7f000001/", true),
            ("http://2130706433/", true),
            ("http://[::1]/", true),
            ("https://news.example/", false),
        ] {
            assert_eq!(names_a_private_host(&parsed(address).unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn hosts_of_addresses() {
        for (address, web, of) in [
            ("https://News.example/a?b", true, "news.example"),
            ("http://news.example:8080/", true, "news.example:8080"),
            ("http://münchen.example/", true, "xn--mnchen-3ya.example"),
            ("https://ann:secret@news.example/x", true, "news.example"),
            ("file:///etc/passwd", false, ""),
            ("exec:feed --all", false, ""),
            ("news.example", false, ""),
            ("http://", false, ""),
        ] {
            assert_eq!((is_web(address), host(address)), (web, of.to_owned()), "{address}");
        }
    }
}
