//! What `--help` says below the options: formats, examples, exit codes, and how queries are written.

use crate::query::guide;

pub(super) const PROGRAM: &str = "\
A word that is also a command is taken as the command; quote the query or put it after `--` to search for it.

Examples:
  dateline demo                      read the sample edition
  dateline import news/ dump.jsonl   file stories
  dateline                           read them
  dateline 'dam is:unread'           read those about a dam that are unread
  dateline -- list                   read those that have the word “list”

Files: the configuration is dateline/config.toml in the configuration folder (DATELINE_CONFIG, --config), the store
dateline/stories.db in the data folder (DATELINE_STORE, --store). NO_COLOR and CLICOLOR_FORCE are honoured.

Exit codes: 0 done, 1 nothing matched, 2 usage or query error, 3 some sources failed (or the disk is full) and the rest are
filed, or a repair has lost stories and the rest are saved, 4 store busy longer than --wait, 5 configuration, 6 store
damaged or newer, 7 network, 70 internal, 129/130/143 ended by a signal.";

pub(super) const IMPORT: &str = "\
Plain text, HTML pages, RSS/Atom/JSON feeds, JSON or JSONL dumps, what agencies send (NITF, NewsML, IPTC 7901, ANPA) and
mail (a message, an mbox) and what crawlers keep (WARC) are recognised by their content. Folders are read with all that is in
them (hidden files left out; of a Maildir its folders), archives (.tar, .zip) with their members, packed (.gz, .zst) or not.
A story that is filed already stays one story. What cannot be read is reported with file and line, and the rest is filed.

Formats: text (a closing line), json; with --dry-run jsonl or json.

Examples:
  dateline import story.txt page.html news/
  zcat dump.jsonl.gz | dateline import -
  dateline import --source 'The Quay Post' archive.jsonl.zst
  dateline import --dry-run --format jsonl page.html | jq .headline";

pub(super) const ADD: &str = "\
A page is looked through for the feeds that it names; the first is followed, the others are told. What does not answer is
not followed. Feeds that need a password, a header or their own pace stand in the configuration ([[feeds]]).

Formats: text (a closing line), json, jsonl.

Examples:
  dateline add https://quay.example/
  dateline add --section City --tag harbour --full-text quay.example/feed.xml
  dateline add 'exec:my-scraper --rss'   a program that prints a feed; started as it stands, without a shell";

pub(super) const FETCH: &str = "\
Several feeds are asked at once, each host one question at a time. A feed that failed is left alone for a while, longer each
time; one that says how long its answer holds (Retry-After, Cache-Control, ttl) is not asked before. Names, and --force,
ask at once.

Formats: text (a closing line), json (one object), jsonl (a record for each feed). Exit code 3: some failed; 7: all did.

Examples:
  dateline fetch
  dateline fetch quay 'halcyon wire'
  */30 * * * * dateline fetch --quiet       in a crontab";

pub(super) const FEEDS: &str = "\
Formats: text; tsv (url, title, section, answered, due, failures, problem); json; jsonl.

Examples:
  dateline feeds
  dateline feeds --failing
  dateline feeds --remove quay";

pub(super) const OPML: &str = "\
Folders are sections, categories tags. A feed that would run a program is told and not followed: that stands in the
configuration, if it is yours. Passwords in addresses are not written.

Examples:
  dateline opml import subscriptions.opml
  dateline opml export > subscriptions.opml";

pub(super) const NEWSBOAT: &str = "\
Reads newsboat's urls, config and cache.db and changes none of them: feeds are followed (the first tag is the section, the
others are tags), stories filed, read ones marked read, flagged ones starred. Settings that both know are printed for your
configuration; what cannot be taken over is told. Doing it again takes over what is new.

Examples:
  dateline newsboat
  dateline newsboat /mnt/old-home/.newsboat";

const LISTS: &str = "\
Formats: text; tsv (list: id, time, marks, section, source, headline; search: the snippet too); json; jsonl.

Examples:
  dateline list is:unread since:7d
  dateline search '\"dam talks\" -speaker:rao' --limit 5
  dateline list source:tass --format tsv | cut -f 1";

/// The columns of the explanation of queries.
const COLUMNS: usize = 80;

/// What is said of every command that lists stories: formats, examples, and how queries are written.
pub(super) fn lists() -> String {
    with_queries(LISTS)
}

/// What is said of `mark`.
pub(super) fn mark() -> String {
    with_queries(MARK)
}

/// What is said of `tag`.
pub(super) fn tag() -> String {
    with_queries(TAG)
}

/// What is said of `delete`.
pub(super) fn delete() -> String {
    with_queries(DELETE)
}

/// What is said of `export`.
pub(super) fn export() -> String {
    with_queries(EXPORT)
}

/// What is said of `quotes`.
pub(super) fn quotes() -> String {
    with_queries(QUOTES)
}

/// What is said of `speakers`.
pub(super) fn speakers() -> String {
    with_queries(SPEAKERS)
}

/// What is said of `count`.
pub(super) fn count() -> String {
    with_queries(COUNT)
}

fn with_queries(text: &str) -> String {
    format!("{text}\n\n{BEFORE_QUERIES}\n\n{}", guide::plain(COLUMNS))
}

/// What stands between the help of a command and the language of queries.
pub(super) const BEFORE_QUERIES: &str = "\
Queries are explained below; `dateline man query` is the same as a manual page. Quote them, for the shell has its own use for
brackets and stars. One that begins with a sign before a word stands after `--`, or begins with NOT:
  dateline count -- -dam
  dateline count NOT dam
  dateline count -tag:sport";

pub(super) const SHOW: &str = "\
Formats: text, json, jsonl, md, html, ninjs.

Examples:
  dateline show 12
  dateline show 12 --format md > story.md
  dateline show 12 13 --format json | jq '.[].quotes'";

const EXPORT: &str = "\
Formats: jsonl (a story a line, as `show` writes it); json (an array); ninjs (an object a line); json-feed, atom; mbox; html (a
document after the other); md and text, for reading. A story at a time is held in memory, however many there are.

What is written as jsonl, json, ninjs, json-feed, atom, mbox or html can be imported again, with headline, authors, date, address and
paragraphs as they were (all but jsonl and mbox up to 32 MiB a file).

Examples:
  dateline export is:starred --format mbox > starred.mbox
  dateline export 'section:world since:30d' --format atom > world.atom
  dateline export | zstd > archive.jsonl.zst";

const QUOTES: &str = "\
Formats: text; tsv (story, time, kind, speaker, cue, text); json; jsonl. A record of the archive is story (its number),
headline, source, url, time, text, kind (direct, partial, block), speaker, mention, cue, and where it stands: block (the number
of the paragraph from 0, or headline, standfirst, figure:N), start and end (code points of that text, marks excluded). What is
not known is null.

With --files always jsonl, and no store is needed: article (the stem of the file's name), start, end (code points of the file,
marks excluded), text, speaker, mention, cue, kind, confidence (0 to 100). Where a pronoun speaks of whom no name is known, it is
the speaker. Every line of a file is a paragraph, exactly as it stands.

Examples:
  dateline quotes speaker:antonov
  dateline quotes 'speaker:biden since:30d' --format jsonl
  dateline quotes --files articles/*.txt > quotes.jsonl
  pbpaste | dateline quotes --lang de -";

const SPEAKERS: &str = "\
Formats: text; tsv (name, quotes, latest); json; jsonl: name, quotes, latest (the day, UTC, of the last story that quotes them),
months (their quotes in each of the twelve months up to the newest story). Without a query that is known of the whole archive;
for a query all stories that answer it are read.

Examples:
  dateline speakers --limit 10
  dateline speakers --sort date --name rao
  dateline speakers 'section:world since:30d' --format jsonl";

const MARK: &str = "\
Formats: text, json.

Examples:
  dateline mark read 'section:sport until:2026-01-01'
  dateline mark star --id 12 14
  dateline mark read --all";

const TAG: &str = "\
The tags come first: +TAG gives one, -TAG takes one away, quoted where it has blanks. They stand beside those of the source and its feed,
are found by `tag:` at once, and a new version of the story has them again; one of the source that was taken away stays away. A tag called
q, h or V is taken away by --remove.
Formats: text, json.

Examples:
  dateline tag +dam 'headline:dam since:7d'
  dateline tag '+river works' -draft tag:draft
  dateline tag -seen --id 12 14
  dateline tag +archive --all";

const DELETE: &str = "\
The stories leave every list and search and lie in the trash, from where `dateline trash restore` brings them back as they were. A feed that
still has one does not file it again. Of a group of copies only the stories that answer are deleted.
Formats: text, json.

Examples:
  dateline delete 'section:sport until:2020-01-01 -is:starred'
  dateline delete --id 12 14";

pub(super) const TRASH: &str = "\
The trash is emptied by you alone. When it is, the room that the texts took is used again; that the stories were deleted stays known.
Formats: text, tsv (id, deleted, source, headline), json, jsonl.

Examples:
  dateline trash list --limit 20
  dateline trash restore 12
  dateline trash empty --older-than 30d";

const COUNT: &str = "\
Formats: text, json.

Examples:
  dateline count is:unread
  dateline count 'speaker:rao on:2021'";
pub(super) const KEYS: &str = "\
Keys that are pressed one after the other run together (gg). What is set in the configuration ([keys], [keys.list] and its like,
`preset`, [macros]) is in force here. With --check, problems are listed with file and line.

Formats: text; tsv (command, keys, help, where); json; jsonl. With --check: text, json, jsonl. Exit code 5: something is wrong.

Examples:
  dateline keys
  dateline keys --check";

pub(super) const CHECK: &str = "\
Looks at the pages of the file, its tables, reads every story, and compares with them the list, the index and the counts.
Others may use the store meanwhile. With --repair, list, index and counts are made anew from the stories; where the file itself is damaged,
every story that can still be read goes with its marks into a new file, and the damaged one is kept beside it as
stories.db.damaged-DATE. Other programs must have left the store then.

A story whose text is lost keeps its headline, its number and its marks; import it again, and it has its text back: it is
known by its address or identifier, or else by headline, source and time.

Formats: text, json. Exit codes: 0 whole (or whole again), 3 whole again, but stories or
their texts are lost, 6 something is wrong (still).

Examples:
  dateline check
  dateline check --repair
  dateline check --quiet || mail -s 'the archive is damaged' me";

pub(super) const BACKUP: &str = "\
The copy is the store as it was at one moment, whoever reads or writes it meanwhile. It gets its name when it is whole and has
been looked over; to use it, put it in the place of stories.db (and remove a stories.db-wal that is left of the old one).
--force replaces a file, never a folder, a pipe, a device or a file of the store itself. Exit code 3: the disk is full.

Examples:
  dateline backup                        stories-2026-11-24.db beside the store
  dateline backup /mnt/safe/
  dateline backup --force ~/archive.db";

pub(super) const STATE: &str = "\
A dump has a line that says its version, then a line for each story that was read, starred or tagged, or in which a place is kept.
It names stories by address, identifier and text, so that another store, where they have other numbers, knows them again.

Merging: read wins over unread, starred over not starred, the later place in a story over the earlier one, a
tag that was given over one that was taken away. Files may be merged in any order and as often as you like.

Formats: jsonl (dump); text, json (merge).

Examples:
  dateline state dump > state.jsonl
  dateline state merge state.jsonl
  ssh office dateline state dump | dateline state merge -";
