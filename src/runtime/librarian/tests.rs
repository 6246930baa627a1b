use std::collections::VecDeque;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};
use jiff::Timestamp;

use super::{At, Librarian, Message, serve};
use crate::app::{Answer, Ask, Question};
use crate::archive::Counts;
use crate::news::{Body, Story};
use crate::query::{Query, parse};
use crate::store::{Listing, Options, Order, Store, StoryId};

/// What a worker does with its next question.
type Step = Box<dyn FnOnce(&Sender<Ask>, &At, u64) -> Option<Answer>>;

fn done(_: &Sender<Ask>, _: &At, number: u64) -> Option<Answer> {
    Some(Answer::Count { number, count: number })
}

fn count(number: u64) -> Ask {
    Ask { number, question: Question::Count(Query::default()) }
}

fn tally(number: u64, name: &str) -> Ask {
    Ask { number, question: Question::Tally { name: name.to_owned(), query: Query::default() } }
}

fn list(number: u64) -> Ask {
    Ask { number, question: Question::List { listing: Listing::default(), around: None, limit: 1 } }
}

fn story(number: u64) -> Ask {
    Ask { number, question: Question::Story { id: StoryId(1), query: Query::default() } }
}

/// The numbers of the questions as the worker came to them, and as they were settled: `true` where there was an answer.
fn served(asked: Vec<Ask>, steps: Vec<Step>) -> (Vec<u64>, Vec<(u64, bool)>) {
    let ((ask, questions), (answers, answered)) = (unbounded(), unbounded());
    asked.into_iter().for_each(|question| ask.send(question).unwrap());
    let (at, mut steps, mut come_to) = (At::default(), VecDeque::from(steps), Vec::new());
    let mut ask = Some(ask);
    serve(&questions, &answers, &at, |question| {
        come_to.push(question.number);
        let step = steps.pop_front().unwrap_or_else(|| Box::new(done));
        let answer = step(ask.as_ref().unwrap(), &at, question.number);
        // The worker ends when nobody can ask any more.
        ask.take_if(|_| steps.is_empty());
        answer
    });
    (come_to, answered.try_iter().map(settled).collect())
}

fn settled(message: Message) -> (u64, bool) {
    match message {
        Message::Answered(number, answer) => (number, answer.is_some()),
        _ => panic!("no answer"),
    }
}

fn step(work: impl FnOnce(&Sender<Ask>, &At, u64) -> Option<Answer> + 'static) -> Step {
    Box::new(work)
}

/// A newer question comes, and interrupts.
fn interrupted_by(newer: Ask) -> Step {
    step(move |ask, at, _| {
        let number = newer.number;
        ask.send(newer).unwrap();
        at.interrupt(number, || {});
        None
    })
}

#[test]
fn what_is_interrupted_is_dropped_and_the_newest_is_answered() {
    let (come_to, settled) = served(vec![list(1)], vec![interrupted_by(list(2)), interrupted_by(list(3)), step(done)]);
    assert_eq!(come_to, [1, 2, 3]);
    assert_eq!(settled, [(1, false), (2, false), (3, true)]);
}

#[test]
fn what_nobody_wants_any_more_is_not_begun() {
    let (come_to, settled) = served(vec![count(1), count(2), count(3)], vec![step(done)]);
    assert_eq!((come_to, settled), (vec![3], vec![(1, false), (2, false), (3, true)]));
}

#[test]
fn an_interruption_that_comes_late_costs_no_answer() {
    // Meant for the question before, it hits this one.
    let late = step(|_, _, _| None);
    assert_eq!(served(vec![list(1)], vec![late, step(done)]), (vec![1, 1], vec![(1, true)]));
}

#[test]
fn an_answer_that_was_interrupted_unawares_is_given_up() {
    // Something on the way to the answer was interrupted, and did without.
    let unawares = step(|_, at, number| {
        at.interrupt(number + 1, || {});
        done(&unbounded().0, at, number)
    });
    assert_eq!(served(vec![list(1)], vec![unawares, step(done)]), (vec![1, 1], vec![(1, true)]));
    // An interruption that has begun, and is not over, when the question is taken up.
    let at = At::default();
    at.interruptions.fetch_add(1, Ordering::SeqCst);
    assert_eq!(at.undisturbed(|| Some(1)), None);
    at.interruptions.fetch_add(1, Ordering::SeqCst);
    assert_eq!(at.undisturbed(|| Some(1)), Some(1));
}

#[test]
fn only_an_older_question_is_interrupted() {
    let at = At::default();
    let interrupted = |at: &At, by| {
        let before = at.interruptions.load(Ordering::SeqCst);
        at.interrupt(by, || {});
        at.interruptions.load(Ordering::SeqCst) > before
    };
    assert!(!interrupted(&at, 5), "nothing is being answered");
    at.number.store(5, Ordering::SeqCst);
    assert!(!interrupted(&at, 5), "it has been taken up already");
    assert!(interrupted(&at, 6));
}

#[test]
fn what_is_looked_at_comes_first_and_what_gives_way_is_taken_up_again() {
    let totals = Ask { number: 4, question: Question::Totals };
    let told = step(|_, _, _| Some(Answer::Totals(Counts::default())));
    // The slow count of one saved search gives way to the totals, and is not lost; another search is no reason to drop it.
    let (come_to, settled) = served(vec![tally(1, "Dam"), tally(2, "Sea")], vec![interrupted_by(totals), told, step(done), step(done)]);
    assert_eq!(come_to, [1, 4, 1, 2]);
    assert_eq!(settled, [(4, true), (1, true), (2, true)]);
    // A list takes the place of a list and of more of it, but not of a story.
    assert_eq!(served(vec![story(1), list(2), list(3)], vec![step(done), step(done)]).1, [(2, false), (3, true), (1, true)]);
}

#[test]
fn a_worker_ends_with_what_it_is_at_when_nobody_waits_any_more() {
    let left = step(|_, at, _| {
        at.is_over.store(true, Ordering::SeqCst);
        None
    });
    assert_eq!(served(vec![count(1), tally(2, "Dam")], vec![left, step(done)]), (vec![1], vec![]));
}

fn archive(folder: &tempfile::TempDir, stories: usize) -> Store {
    let mut store = Store::open(&folder.path().join("stories.db"), Options { wait: Duration::from_secs(5) }).unwrap();
    let words = ["dam", "river", "weir", "harbour", "tunnel"];
    let text = |n: usize| (0..40).map(|k| words[(n * 7 + k * k) % words.len()]).collect::<Vec<_>>().join(" ");
    let story = |n: usize| Story { headline: format!("Story {n}"), body: Body::of_paragraphs([text(n)]), ..Story::default() };
    store.file(&(0..stories).map(story).collect::<Vec<_>>(), Timestamp::UNIX_EPOCH).unwrap();
    store
}

/// Waits for the answer to `number`; whatever else is settled on the way has a lesser number.
fn awaited(answered: &Receiver<Message>, number: u64) -> Answer {
    loop {
        match answered.recv_timeout(Duration::from_secs(60)).expect("an answer to every question") {
            Message::Answered(settled, answer) if settled == number => return answer.expect("the newest question is answered"),
            Message::Answered(settled, _) => assert!(settled < number),
            _ => panic!("no answer"),
        }
    }
}

#[test]
fn a_store_that_is_interrupted_at_all_times_answers_rightly() {
    let folder = tempfile::tempdir().unwrap();
    let store = archive(&folder, 300);
    let listing = |text: &str| Listing { query: parse(text, Timestamp::UNIX_EPOCH).0, order: Order::Relevance, ..Listing::default() };
    let typed = ["d", "da", "dam", "dams", "dams riv", "harbour OR tunnels", "weir -dam"];
    let wanted: Vec<_> = typed.iter().map(|text| store.rows(&listing(text), crate::store::Window::First { limit: 30 }).unwrap()).collect();
    let (answers, answered) = unbounded();
    let librarian = Librarian::start(store, answers);
    thread::scope(|scope| {
        // Interruptions come whenever they like: in the midst of a question, between two, and late.
        scope.spawn(|| {
            for _ in 0..3_000 {
                librarian.interrupter.interrupt();
                thread::yield_now();
            }
        });
        for round in 0..40 {
            for (at, text) in typed.iter().enumerate() {
                let number = (round * typed.len() + at) as u64 + 1;
                librarian.ask(Ask { number, question: Question::List { listing: listing(text), around: None, limit: 30 } });
            }
        }
        let last = 40 * typed.len() as u64;
        assert!(matches!(awaited(&answered, last), Answer::List { number, .. } if number == last));
    });
    // As it is typed: every newest question is answered with what it finds.
    for (at, text) in typed.iter().enumerate() {
        let number = 1_000 + at as u64;
        librarian.ask(Ask { number, question: Question::List { listing: listing(text), around: None, limit: 30 } });
        let Answer::List { listed, .. } = awaited(&answered, number) else { panic!("no list") };
        assert_eq!(listed.rows, wanted[at], "{text}");
        assert_eq!(listed.newest, StoryId(300));
    }
}
