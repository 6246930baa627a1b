//! The wire, against a server of our own: what comes, what is refused, and what is said of it.

use std::io::Write;
use std::time::Duration;

use dateline::wire::{Reply, Request, Settings, Wanted, Wire};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::server::{AUTHORITY, Answer, Asked, Server};

fn settings() -> Settings {
    Settings {
        timeout: Duration::from_secs(20),
        connections: 4,
        user_agent: "dateline/test".to_owned(),
        proxy: String::new(),
        longest: 1 << 20,
        authorities: Vec::new(),
    }
}

fn wire() -> Wire {
    Wire::new(&settings()).unwrap()
}

fn fetch(address: String) -> Result<Reply, String> {
    wire().fetch(&Request { address, ..Request::default() }).map_err(|failure| failure.to_string())
}

fn text(reply: Reply) -> String {
    String::from_utf8(reply.document.expect("a document").bytes).unwrap()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_document_comes_with_what_its_server_says_of_it() {
    let server = Server::start(|_| {
        Answer::ok(packed(b"<rss/>"))
            .with("Content-Encoding", "gzip")
            .with("ETag", "\"7\"")
            .with("Last-Modified", "Fri, 20 Mar 2026 12:00:00 GMT")
            .with("Cache-Control", "max-age=900")
            .with("Content-Type", "text/xml; Charset=\"ISO-8859-2\"")
    });
    let reply = fetch(server.url("/feed")).unwrap();
    assert_eq!((reply.etag.as_str(), reply.last_modified.as_str()), ("\"7\"", "Fri, 20 Mar 2026 12:00:00 GMT"));
    assert_eq!((reply.fresh, reply.moved.as_str()), (Duration::from_secs(900), ""));
    let document = reply.document.unwrap();
    assert_eq!((document.bytes.as_slice(), document.charset.as_str(), document.is_whole), (&b"<rss/>"[..], "iso-8859-2", true));
    assert_eq!(document.address, server.url("/feed"));
    let asked = &server.asked()[0];
    assert_eq!((asked.header("accept-encoding"), asked.header("user-agent")), ("gzip, br, deflate", "dateline/test"));
    assert!(asked.header("accept").starts_with("application/atom+xml"));
    wire().fetch(&Request { address: server.url("/page"), wanted: Wanted::Page, ..Request::default() }).unwrap();
    assert!(server.asked()[1].header("accept").starts_with("text/html"));
}

#[test]
fn what_is_there_already_is_not_sent_again() {
    let server = Server::start(|asked| {
        let is_known = asked.header("if-none-match") == "\"7\"" && asked.header("if-modified-since") == "yesterday";
        if is_known { Answer::of(304, "").with("ETag", "\"7\"") } else { Answer::ok("new") }
    });
    let request =
        Request { address: server.url("/"), etag: "\"7\"".to_owned(), last_modified: "yesterday".to_owned(), ..Request::default() };
    let reply = wire().fetch(&request).unwrap();
    assert_eq!((reply.document, reply.etag.as_str()), (None, "\"7\""));
}

#[test]
fn redirects_are_followed_and_only_permanent_ones_are_remembered() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/for-good" => Answer::redirect(301, "/twice"),
        "/twice" => Answer::redirect(308, "/here#part"),
        "/for-now" => Answer::redirect(302, "/for-good"),
        "/half" => Answer::redirect(301, "/for-now"),
        "/round" => Answer::redirect(301, "/round"),
        "/nowhere" => Answer::of(302, ""),
        "/file" => Answer::redirect(302, "file:///etc/passwd"),
        "/script" => Answer::redirect(302, "javascript:alert(1)"),
        _ => Answer::ok("here"),
    });
    for (path, moved) in [("/for-good", "/here"), ("/for-now", ""), ("/half", "/for-now"), ("/here", "")] {
        let reply = fetch(server.url(path)).unwrap();
        let expected = if moved.is_empty() { String::new() } else { server.url(moved) };
        assert_eq!(reply.moved, expected, "{path}");
        assert_eq!(text(reply), "here");
    }
    for (path, said) in [
        ("/round", "its redirects lead in a circle"),
        ("/nowhere", "it redirects, and does not say where to (HTTP 302)"),
        ("/file", "it redirects to file:///etc/passwd, which is no address of the web"),
        ("/script", "it redirects to javascript:alert(1), which is no address of the web"),
    ] {
        assert_eq!(fetch(server.url(path)).unwrap_err(), said, "{path}");
    }
}

#[test]
fn what_is_meant_for_one_host_goes_to_no_other() {
    let other = Server::start(|_| Answer::ok("other"));
    let elsewhere = other.url("/there");
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/away" => Answer::redirect(302, elsewhere.clone()),
        "/near" => Answer::redirect(302, "/here"),
        _ => Answer::ok("here"),
    });
    let address = server.url("/near").replace("http://", "http://ann:se%20cret@");
    let headers = vec![("cookie".to_owned(), "id=1".to_owned())];
    let ask =
        |address: &str| wire().fetch(&Request { address: address.to_owned(), headers: headers.clone(), ..Request::default() }).unwrap();
    let reply = ask(&address);
    assert!(!reply.document.unwrap().address.contains("cret"), "what is shown of an address has no password");
    for asked in server.asked() {
        assert_eq!((asked.header("cookie"), asked.header("authorization")), ("id=1", "Basic YW5uOnNlIGNyZXQ="), "{}", asked.path);
    }
    assert_eq!(text(ask(&address.replace("/near", "/away"))), "other");
    let asked = &other.asked()[0];
    assert_eq!((asked.header("cookie"), asked.header("authorization")), ("", ""));
}

#[test]
fn a_private_address_is_for_those_who_follow_it_themselves() {
    let server = Server::start(|asked| if asked.path == "/in" { Answer::redirect(302, "/here") } else { Answer::ok("here") });
    for address in [server.url("/in"), server.url_by_name("/in")] {
        assert_eq!(text(fetch(address).unwrap()), "here", "one that is followed may redirect within");
    }
}

#[test]
fn what_others_lead_to_is_no_private_address() {
    let server = Server::start(|_| Answer::ok("here"));
    let ask = |followed: &str| {
        let request = Request {
            address: server.url("/"),
            followed: Some(followed.to_owned()),
            headers: vec![("cookie".to_owned(), "id=1".to_owned())],
            ..Request::default()
        };
        wire().fetch(&request).map_err(|failure| failure.to_string())
    };
    let refused = ask("https://news.example/feed").unwrap_err();
    assert!(
        refused.starts_with("it leads to http://127.0.0.1:") && refused.ends_with("follow that address itself if it is meant"),
        "{refused}"
    );
    assert!(server.asked().is_empty());
    for nobody in ["", "file:/feed.xml", "exec:feed"] {
        assert!(ask(nobody).is_err(), "{nobody}");
    }
    assert!(server.asked().is_empty());
    for (followed, sent) in [(server.url("/feed").as_str(), "id=1"), ("http://10.0.0.1/", "")] {
        ask(followed).unwrap();
        assert_eq!(server.asked().last().unwrap().header("cookie"), sent, "{followed}");
    }
}

#[test]
fn refusals_say_what_and_when() {
    let server = Server::start(|asked| {
        let status = asked.path[1..].parse().unwrap();
        Answer::of(status, "no").with("Retry-After", "120")
    });
    for (status, said) in [
        (401, "it wants a name and a password (HTTP 401)"),
        (403, "it may not be read (HTTP 403)"),
        (404, "it is not there (HTTP 404)"),
        (410, "it is gone for good (HTTP 410)"),
        (429, "it is asked too often (HTTP 429)"),
        (500, "its server is in trouble (HTTP 500)"),
        (503, "its server is in trouble (HTTP 503)"),
        (204, "it cannot be had (HTTP 204)"),
    ] {
        let failure = wire().fetch(&Request { address: server.url(&format!("/{status}")), ..Request::default() }).unwrap_err();
        assert_eq!((failure.to_string().as_str(), failure.again), (said, Some(Duration::from_secs(120))));
        assert_eq!(failure.problem.is_gone(), status == 410);
    }
}

#[test]
fn bodies_are_bounded_and_what_breaks_off_is_kept() {
    let server = Server::start(|asked: &Asked| match asked.path.as_str() {
        "/endless" => Answer { is_endless: true, ..Answer::ok(vec![b'x'; 10_000]) },
        "/bomb" => Answer::ok(packed(&vec![b' '; 50 << 20])).with("Content-Encoding", "gzip"),
        "/thrice" => Answer::ok("x").with("Content-Encoding", "gzip, gzip, gzip"),
        _ => Answer::ok(packed(b"whole")[..12].to_vec()).with("Content-Encoding", "gzip"),
    });
    for path in ["/endless", "/bomb"] {
        assert_eq!(fetch(server.url(path)).unwrap_err(), "it is larger than 1 MiB", "{path}");
    }
    assert_eq!(fetch(server.url("/thrice")).unwrap_err(), "it is packed in a way that was not asked for (gzip, gzip, gzip)");
    assert!(fetch(server.url("/cut")).is_ok_and(|reply| !reply.document.unwrap().is_whole));
}

#[test]
fn a_length_that_is_not_kept_is_waited_for_and_given_up() {
    let server = Server::start(|_| Answer::ok("half").with("Content-Length", "8").with("ETag", "\"x\""));
    let settings = Settings { timeout: Duration::from_millis(400), ..settings() };
    let failure = Wire::new(&settings).unwrap().fetch(&Request { address: server.url("/"), ..Request::default() }).unwrap_err();
    assert_eq!(failure.to_string(), "no answer in 1 seconds");
}

#[test]
fn who_does_not_answer_is_given_up() {
    let server = Server::start(|_| Answer { stalls: true, ..Answer::ok("x").with("Content-Length", "1000") });
    let settings = Settings { timeout: Duration::from_millis(300), ..settings() };
    let wire = Wire::new(&settings).unwrap();
    let failure = wire.fetch(&Request { address: server.url("/"), ..Request::default() }).unwrap_err();
    assert_eq!(failure.to_string(), "no answer in 1 seconds");
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(fetch(format!("http://{nobody}/")).unwrap_err(), "the host does not take connections");
    assert_eq!(fetch("ftp://a.example/".to_owned()).unwrap_err(), "this is no address of the web (http or https)");
}

#[test]
fn a_question_can_be_stopped() {
    let server = Server::start(|_| Answer { stalls: true, ..Answer::ok("x").with("Content-Length", "1000") });
    let (wire, address) = (wire(), server.url("/"));
    let asking = std::thread::spawn({
        let wire = wire.clone();
        move || wire.fetch(&Request { address, ..Request::default() })
    });
    while server.asked().is_empty() {
        std::thread::yield_now();
    }
    let stopped = std::time::Instant::now();
    wire.stop();
    let answered = asking.join().unwrap();
    assert!(answered.is_err() || answered.is_ok_and(|reply| !reply.document.unwrap().is_whole), "it does not come whole any more");
    assert!(stopped.elapsed() < settings().timeout / 2, "it did not wait for its time to be over");
}

#[test]
fn certificates_are_looked_at() {
    let server = Server::with_tls(|_| Answer::ok("safe"));
    let trusting = Wire::new(&Settings { authorities: AUTHORITY.to_vec(), ..settings() }).unwrap();
    let reply = trusting.fetch(&Request { address: server.url_by_name("/"), ..Request::default() }).unwrap();
    assert_eq!(text(reply), "safe");
    let said = fetch(server.url_by_name("/")).unwrap_err();
    assert!(said.starts_with("its certificate is not trusted ("), "{said}");
    assert!(Wire::new(&Settings { authorities: b"none".to_vec(), ..settings() }).is_err());
}
