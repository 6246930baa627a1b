//! Disks that err: single bits that turn over, and files that are cut short.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use dateline::news::Place;
use dateline::store::{Change, Error, Kept, Listing, Order, Position, Store, StoryId, Window};
use tempfile::TempDir;

use super::{Dice, OPTIONS, check, lines, listing, open, repair, rows, store_of, try_open};
use crate::sandbox::Sandbox;

const STORIES: i64 = 300;
/// The header of the file: a bit in it may make it a newer store, or another program's.
const HEADER: usize = 100;
const PAGE: usize = 16_384;

/// What a story says, and what the reader did with it.
type Seen = BTreeMap<StoryId, (Kept, Option<Position>)>;

/// A whole store, and all that is in it.
struct Sound {
    bytes: Vec<u8>,
    seen: Seen,
}

fn sound() -> &'static Sound {
    static SOUND: OnceLock<Sound> = OnceLock::new();
    SOUND.get_or_init(|| {
        let sandbox = Sandbox::new();
        sandbox.write("stories.jsonl", lines(0..usize::try_from(STORIES).unwrap()));
        assert_eq!(sandbox.run(&["import", "stories.jsonl"]).code, Some(0));
        let path = store_of(&sandbox);
        let mut store = open(&path);
        let every = |nth: i64| (1..=STORIES).filter(|id| id % nth == 0).map(StoryId).collect::<Vec<_>>();
        store.mark(&every(3), Change::Read(true)).unwrap();
        store.mark(&every(7), Change::Starred(true)).unwrap();
        for id in every(11) {
            store.keep_position(id, Position { place: Place::Block(0), offset: 5 }, 38).unwrap();
        }
        let seen = read_through(&store).unwrap();
        assert_eq!(seen.len(), 300);
        drop(store);
        Sound { bytes: fs::read(&path).unwrap(), seen }
    })
}

/// Lists, searches and counts in every way, and reads what can be read of the stories; the first thing that failed otherwise.
fn read_through(store: &Store) -> Result<Seen, Error> {
    let mut failed = None;
    let mut note = |result: Result<(), Error>| failed = failed.take().or(result.err());
    for (text, order) in
        [("", Order::Date), ("harbour council", Order::Relevance), ("speaker:rao", Order::Date), ("is:starred", Order::Date)]
    {
        let listing = Listing { order, ..listing(text) };
        note(store.rows(&listing, Window::First { limit: 1_000 }).map(drop));
        note(store.count(&listing.query).map(drop));
    }
    note(store.counts().map(drop));
    note(store.sections().map(drop));
    note(store.speakers(&super::speakers(""), 0, 10).map(drop));
    note(store.speakers(&super::speakers("said:act"), 0, 10).map(drop));
    note(store.quotes_by("Ada Rao", &super::query(""), (None, 0), 10).map(drop));
    note(store.quotes(&super::query("said:act"), None, 0, 50).map(drop));
    let mut seen = Seen::new();
    for id in (1..=STORIES).map(StoryId) {
        match (store.story(id), store.position(id)) {
            (Ok(Some(kept)), Ok(position)) => drop(seen.insert(id, (kept, position))),
            (Ok(None), _) => {}
            (story, position) => note(story.map(drop).and(position.map(drop))),
        }
    }
    match failed {
        None => Ok(seen),
        // What could be read is to be there after a repair too.
        Some(Error::Damaged(..)) => Ok(seen),
        Some(error) => Err(error),
    }
}

/// A store in a folder of its own.
fn laid_down(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("stories.db");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// What may be said of a damaged store: that it is damaged, or, where its header is, that it is none of ours.
fn is_honest(error: &Error, header: bool) -> bool {
    match error {
        Error::Damaged(..) => true,
        Error::Newer(..) | Error::Foreign(..) => header,
        _ => false,
    }
}

/// Reads, looks over and repairs a damaged store. Gives how many stories it has lost, texts among them.
fn survive(bytes: &[u8], header: bool, told: &str) -> usize {
    let (_folder, path) = laid_down(bytes);
    let before = match try_open(&path).and_then(|store| read_through(&store)) {
        Ok(seen) => seen,
        Err(error) => {
            assert!(is_honest(&error, header), "{told}: reading ended with {error:?}");
            Seen::new()
        }
    };
    if let Err(error) = check(&path) {
        assert!(is_honest(&error, header), "{told}: a look ended with {error:?}");
    }
    match repair(&path) {
        Ok(repaired) => assert!(repaired.left.is_empty(), "{told}: {repaired:?}"),
        Err(error) => {
            assert!(header && is_honest(&error, header), "{told}: a repair ended with {error:?}");
            assert!(fs::read(&path).unwrap() == bytes, "{told}: what was not repaired was changed");
            return 0;
        }
    }
    compare(&path, &before, told)
}

/// Holds that a repaired store has each story once, whole where it could be read before, and all of them with their marks: of these there are
/// witnesses, so that a damaged store need not have shown them.
fn compare(path: &Path, before: &Seen, told: &str) -> usize {
    let mut listed: Vec<_> = rows(&open(path), "").into_iter().map(|row| (row.headline, row.id)).collect();
    listed.sort();
    let twice: Vec<_> = listed.windows(2).filter(|pair| pair[0].0 == pair[1].0).collect();
    assert!(twice.is_empty(), "{told}: {twice:?}");
    let checkup = check(path).unwrap();
    assert!(checkup.is_whole(), "{told}: {checkup:?}");
    let after = read_through(&open(path)).unwrap();
    let sound = &sound().seen;
    for (id, (kept, position)) in before {
        let Some((whole, _)) = sound.get(id).filter(|(whole, _)| whole.story == kept.story) else { continue };
        let (saved, place) = after.get(id).unwrap_or_else(|| panic!("{told}: story {} was lost", id.0));
        assert!(saved.story == whole.story, "{told}: story {} reads otherwise", id.0);
        // A place that could not be read may be found again.
        assert!([position, &sound[id].1].contains(&place), "{told}: the place in story {} is {place:?}", id.0);
    }
    for (id, (whole, _)) in sound {
        let Some((saved, _)) = after.get(id).filter(|(saved, _)| saved.story == whole.story) else { continue };
        assert_eq!((saved.read, saved.starred), (whole.read, whole.starred), "{told}: marks of story {}", id.0);
    }
    sound.iter().filter(|(id, (whole, _))| after.get(id).is_none_or(|(saved, _)| saved.story != whole.story)).count()
}

#[test]
fn a_bit_that_turned_over_costs_no_more_than_what_stood_there() {
    let sound = sound();
    let mut dice = Dice(1);
    let trials = 100;
    let mut costly = 0;
    for trial in 0..trials {
        let mut bytes = sound.bytes.clone();
        let (at, bit) = (dice.within(HEADER..bytes.len()), dice.within(0..8));
        bytes[at] ^= 1 << bit;
        costly += usize::from(survive(&bytes, false, &format!("trial {trial}, bit {bit} of byte {at}")) > 1);
    }
    assert!(costly * 20 <= trials, "{costly} of {trials} bits cost more than one story");
}

/// The description of the tables, which stands at the end of the first page: a letter more or less, and a column has another name.
#[test]
fn a_bit_that_turned_over_in_the_description_of_the_tables_is_survived() {
    let sound = sound();
    let mut dice = Dice(8);
    let start = (HEADER + 100..PAGE).find(|at| sound.bytes[*at..].starts_with(b"CREATE")).unwrap();
    for trial in 0..30 {
        let mut bytes = sound.bytes.clone();
        let (at, bit) = (dice.within(start..PAGE), dice.within(0..8));
        bytes[at] ^= 1 << bit;
        survive(&bytes, false, &format!("trial {trial}, bit {bit} of byte {at}"));
    }
}

/// The heads of pages, where a bit changes the meaning of all that follows.
#[test]
fn a_bit_that_turned_over_in_the_head_of_a_page_is_survived() {
    let sound = sound();
    let mut dice = Dice(2);
    let pages = sound.bytes.len() / PAGE;
    for trial in 0..60 {
        let mut bytes = sound.bytes.clone();
        let page = dice.within(0..pages);
        let (at, bit) = (page * PAGE + if page == 0 { HEADER } else { 0 } + dice.within(0..16), dice.within(0..8));
        bytes[at] ^= 1 << bit;
        survive(&bytes, false, &format!("trial {trial}, bit {bit} of byte {at}, page {}", page + 1));
    }
}

#[test]
fn a_bit_that_turned_over_in_the_header_is_survived() {
    let sound = sound();
    for bit in 0..HEADER * 8 {
        let mut bytes = sound.bytes.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        // Most of these bits nobody reads; of every kind some are tried.
        if (bit % 8 + bit / 8) % 8 == 6 {
            survive(&bytes, true, &format!("bit {} of byte {}", bit % 8, bit / 8));
        }
    }
}

#[test]
fn whole_pages_that_are_gone_are_survived() {
    let sound = sound();
    for page in 1..sound.bytes.len() / PAGE {
        for byte in [0x00, 0x5a] {
            let mut bytes = sound.bytes.clone();
            bytes[page * PAGE..][..PAGE].fill(byte);
            survive(&bytes, false, &format!("page {} full of {byte:#x}", page + 1));
        }
    }
}

#[test]
fn a_file_that_was_cut_short_is_survived() {
    let sound = sound();
    let mut dice = Dice(3);
    let whole = sound.bytes.len();
    let pages = (1..whole / PAGE).map(|page| page * PAGE);
    let lengths: Vec<usize> = [1, 15, 16, 17, 68, 72, 99, 100, 101, 511, 512, 16_383, whole - 1].into_iter().chain(pages).collect();
    for length in lengths.into_iter().chain((0..25).map(|_| dice.within(1..whole))) {
        survive(&sound.bytes[..length], length < PAGE, &format!("cut to {length} bytes"));
    }
}

/// What the program itself says and how it ends.
#[test]
fn of_a_damaged_store_every_command_speaks_clearly() {
    let sound = sound();
    let mut dice = Dice(5);
    for trial in 0..12 {
        let sandbox = Sandbox::new();
        let mut bytes = sound.bytes.clone();
        if trial % 3 == 0 {
            bytes.truncate(dice.within(PAGE..bytes.len()));
        } else {
            for _ in 0..20 {
                let at = dice.within(HEADER..bytes.len());
                bytes[at] ^= 1 << dice.within(0..8);
            }
        }
        let path = sandbox.write(".local/share/dateline/stories.db", &bytes);
        for args in
            [&["list"][..], &["search", "harbour council"], &["count", "is:unread"], &["show", "1", "150", "300"], &["quotes"], &["check"]]
        {
            let ran = sandbox.run(args);
            // A story that cannot be found any more is one that is not there.
            let missed = args[0] == "show" && ran.code == Some(1);
            assert!(missed || matches!(ran.code, Some(0 | 6)), "trial {trial}, {args:?}: {ran:?}");
            assert!(missed || ran.code == Some(0) || ran.err.contains("check --repair"), "trial {trial}, {args:?}: {ran:?}");
        }
        // Bits may have turned over in free space alone (in a small store two of twelve times), or in the places of words.
        let is_whole = sandbox.run(&["check", "--full"]).code == Some(0);
        let ran = sandbox.run(&["check", "--repair"]);
        let has_lost = !ran.out.contains("saved, 0 lost") || ran.out.contains("without text");
        assert!(is_whole || ran.code == Some(if has_lost { 3 } else { 0 }) && ran.out.contains("saved"), "trial {trial}: {ran:?}");
        assert_eq!(sandbox.run(&["check", "--full"]).code, Some(0), "trial {trial}");
        let saved = rows(&open(&path), "").len();
        assert!(saved > 100 || trial % 3 == 0, "trial {trial}: {saved} saved");
        assert!(Store::open(&path, OPTIONS).is_ok());
    }
}

/// A text whose bytes are garbage, in a file whose pages are sound.
#[test]
fn one_text_that_cannot_be_read_costs_no_list() {
    let (_folder, path) = laid_down(&sound().bytes);
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute("UPDATE body SET packed = zeroblob(length(packed)) WHERE story = 9", []).unwrap();
    drop(connection);
    let store = open(&path);
    for order in [Order::Date, Order::Relevance] {
        let found = store.rows(&Listing { order, ..listing("headline:number") }, Window::First { limit: 1_000 }).unwrap();
        assert_eq!(found.len(), 300, "{order:?}");
        for row in found {
            assert_eq!(row.snippet.is_none(), row.id == StoryId(9), "{order:?}: {row:?}");
        }
    }
    // Whether it answers can only be told by its text: it is left out, and not marked.
    let judged = "speaker:rao said:act";
    assert_eq!(rows(&store, judged).len(), 299);
    assert_eq!(store.count(&super::query(judged)).unwrap(), 299);
    assert!(matches!(store.story(StoryId(9)), Err(Error::Damaged(..))));
    assert!(!check(&path).unwrap().is_whole());
}
