//! Who is asked next: several hosts at once, each host one question at a time, with a pause between two.
//!
//! A host of the reader's own machine needs no courtesy, and is asked as often as there are hands.

use std::collections::{HashMap, VecDeque};
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

/// How long a host is left alone between two questions.
const PAUSE: Duration = Duration::from_millis(500);

/// All that is to be asked, and how far it is.
#[derive(Debug, Default)]
pub struct Round {
    /// The hosts that have something left to be asked, the one that waits longest first.
    hosts: VecDeque<Host>,
    /// Hosts that are being asked.
    busy: HashMap<String, Host>,
}

#[derive(Debug)]
struct Host {
    name: String,
    /// Numbers of what is to be asked.
    waiting: VecDeque<usize>,
    /// Not before.
    ready: Option<Instant>,
}

/// What a thread that asks is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Ask the one of this number, then say [`Round::done`].
    Ask(usize),
    /// Come again then.
    Wait(Instant),
    /// Come again when another is done.
    Idle,
    /// There is nothing left.
    Over,
}

impl Round {
    /// A round through questions, by the hosts that are asked. An empty host has no queue.
    pub fn of<'a>(hosts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut round = Self::default();
        for (number, name) in hosts.into_iter().enumerate() {
            round.add(number, name);
        }
        round
    }

    /// One more question. Those of one host are asked in the order in which they are added.
    pub fn add(&mut self, number: usize, name: &str) {
        if is_own(name) {
            let waiting = VecDeque::from([number]);
            self.hosts.push_back(Host { name: String::new(), waiting, ready: None });
            return;
        }
        let known = self.hosts.iter_mut().find(|host| host.name == name).or_else(|| self.busy.get_mut(name));
        match known {
            Some(host) => host.waiting.push_back(number),
            None => self.hosts.push_back(Host { name: name.to_owned(), waiting: VecDeque::from([number]), ready: None }),
        }
    }

    /// What to do now.
    pub fn next(&mut self, now: Instant) -> Next {
        let ready = self.hosts.iter().position(|host| host.ready.is_none_or(|ready| ready <= now));
        let Some(mut host) = ready.and_then(|at| self.hosts.remove(at)) else {
            let soonest = self.hosts.iter().filter_map(|host| host.ready).min();
            return soonest.map_or(if self.busy.is_empty() { Next::Over } else { Next::Idle }, Next::Wait);
        };
        let Some(number) = host.waiting.pop_front() else { return self.next(now) };
        if !host.name.is_empty() {
            self.busy.insert(host.name.clone(), host);
        }
        Next::Ask(number)
    }

    /// The host of this name has answered.
    pub fn done(&mut self, name: &str, now: Instant) {
        if let Some(mut host) = self.busy.remove(name).filter(|host| !host.waiting.is_empty()) {
            host.ready = Some(now + PAUSE);
            self.hosts.push_back(host);
        }
    }
}

/// Whether a host is the reader's own machine, or none at all.
fn is_own(name: &str) -> bool {
    let bare = name.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(name, |(bare, _)| bare);
    let is_loopback = bare.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    bare.is_empty() || bare == "localhost" || bare == "[::1]" || is_loopback
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::{Next, PAUSE, Round};

    #[test]
    fn one_question_at_a_time_for_each_host_with_a_pause() {
        let start = Instant::now();
        let mut round = Round::of(["a.example", "a.example", "b.example", "a.example:81"]);
        assert_eq!([(); 4].map(|()| round.next(start)), [Next::Ask(0), Next::Ask(2), Next::Ask(3), Next::Idle]);
        round.done("a.example", start);
        assert_eq!(round.next(start), Next::Wait(start + PAUSE));
        round.done("b.example", start);
        round.done("a.example:81", start);
        assert_eq!(round.next(start + PAUSE), Next::Ask(1));
        assert_eq!(round.next(start + PAUSE), Next::Idle);
        round.done("a.example", start + PAUSE);
        assert_eq!(round.next(start + PAUSE), Next::Over);
    }

    #[test]
    fn the_own_machine_needs_no_courtesy() {
        let start = Instant::now();
        let mut round = Round::of(["127.0.0.1:8080", "127.0.0.1:8080", "localhost", "", "[::1]:80", "127.0.0.1.example"]);
        assert_eq!(
            [(); 7].map(|()| round.next(start)),
            [0, 1, 2, 3, 4, 5].map(Next::Ask).into_iter().chain([Next::Idle]).collect::<Vec<_>>()[..]
        );
        round.done("127.0.0.1.example", start);
        assert_eq!(round.next(start), Next::Over);
    }

    #[test]
    fn what_is_added_while_its_host_is_asked_waits_its_turn() {
        let start = Instant::now();
        let mut round = Round::of(["a.example"]);
        assert_eq!(round.next(start), Next::Ask(0));
        round.add(1, "a.example");
        assert_eq!(round.next(start), Next::Idle);
        round.done("a.example", start);
        assert_eq!(round.next(start + PAUSE), Next::Ask(1));
    }
}
