//! Pictures, from a host to a terminal that says that it shows them.

use super::Session;
use crate::pictures::png;
use crate::sandbox::Sandbox;
use crate::server::{Answer, Server};

const KITTY: &str = "\x1b_Gi=31;OK\x1b\\\x1b[6;20;10t\x1b[?62;22c";
const SIXEL: &str = "\x1b[6;20;10t\x1b[?62;4;22c";

/// A host with a feed of one story with pictures, one of which is larger than any, and a store that follows it.
fn followed() -> (Sandbox, Server) {
    let sandbox = Sandbox::new();
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed" => {
            let host = asked.header("host");
            let figure = |name: &str| format!("<figure><img src=\"http://{host}/{name}\"><figcaption>Of {name}</figcaption></figure>");
            let text = format!("{}<p>The gates held.</p>{}<p>All night.</p>", figure("gates.png"), figure("bomb.png"));
            Answer::ok(format!(
                "<rss version=\"2.0\"><channel><title>Quay</title><item><guid>1</guid><title>Gates hold</title>\
                 <description><![CDATA[{text}]]></description></item></channel></rss>"
            ))
        }
        "/gates.png" => Answer::ok(png(300, 200)),
        "/bomb.png" => {
            let mut bytes = png(40, 40);
            bytes[16..24].copy_from_slice(&[0, 0, 0x9c, 0x40, 0, 0, 0x9c, 0x40]);
            let mut crc = flate2::Crc::new();
            crc.update(&bytes[12..29]);
            bytes[29..33].copy_from_slice(&crc.sum().to_be_bytes());
            Answer::ok(bytes)
        }
        _ => Answer::of(404, ""),
    });
    assert_eq!(sandbox.run(&["add", &server.url("/feed")]).code, Some(0));
    (sandbox, server)
}

fn pictures_asked(server: &Server) -> usize {
    server.asked().iter().filter(|asked| asked.path.ends_with(".png")).count()
}

#[test]
fn a_picture_is_fetched_once_shown_and_taken_away() {
    let (sandbox, server) = followed();
    let mut session = Session::start(&sandbox, &[], &[]);
    session.answered(KITTY).painted();
    session.until("the picture", |session| session.told().contains("\x1b_Ga=p,i=1,p=1,x=0,y=0,w=")).settled();
    let told = session.told();
    assert!(told.contains("\x1b_Ga=t,f=100,i=1,q=2,"));
    session.until("why there is no other", |session| session.text().contains("No picture: it is too large: 40000 × 40000 pixels"));
    let before = session.written.len();
    session.keys("p").until("taken away", |session| session.told()[before..].contains("\x1b_Ga=d,d=i,i=1,p=1,q=2\x1b\\")).settled();
    assert!(!session.told()[before..].contains("a=p"));
    let before = session.written.len();
    assert_eq!(session.keys("Q").ended(), 0);
    assert!(session.told()[before..].contains("\x1b_Ga=d,d=I,i=1,q=2\x1b\\"), "the terminal keeps no picture");
    session.assert_given_back();
    assert_eq!(pictures_asked(&server), 2);
    // The next time it is in the cache, and drawn by a terminal that knows sixels.
    let mut again = Session::start(&sandbox, &[], &[]);
    again.answered(SIXEL).until("sixels", |session| session.told().contains("\x1bP0;1q\"1;1;")).settled();
    assert_eq!(again.keys("Q").ended(), 0);
    assert_eq!(server.asked().iter().filter(|asked| asked.path == "/gates.png").count(), 1);
}

#[test]
fn over_a_network_they_wait_for_a_key() {
    let (sandbox, server) = followed();
    let mut session = Session::start(&sandbox, &[], &[("SSH_TTY", "/dev/pts/9")]);
    session.answered(KITTY).painted();
    assert_eq!(pictures_asked(&server), 0, "nobody was asked for pictures");
    session.keys("p").until("the picture", |session| session.told().contains("\x1b_Ga=p")).settled();
    assert_eq!(session.keys("Q").ended(), 0);
}
