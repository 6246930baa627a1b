//! dateline: a terminal news reader that reads like a newspaper, searches like an archive, and knows who said what.
//!
//! # Bird's-eye view
//!
//! Bytes come in (`format`), become a [`news::Story`], have their quotations found (`quote`), and are filed (`store`). A reader asks for
//! a window of a list or for a story; the story is set into lines (`typeset`) and painted (`ui`).
//!
//! ```text
//!  path, stdin ─► runtime::import ─► format ─► ingest ─► quote ─► store (SQLite file: stories, quotes, marks, index)
//!                                                                  │
//!  keys ─► runtime ─► app::App::update(Event) ─► Vec<Effect> ─► librarian, keeper ─► answers ─┘
//!                          │
//!                          └► ui::view(&App, &Theme, frame) ─► one write to the terminal
//! ```
//!
//! # The screen
//!
//! ```text
//!  bar     │ dateline  All stories                              118 unread of 2,431 │   ui::bar, app::search
//!  list    │ ▌● Headline of a story           ┊   WORLD                             │   ui::list, app::list
//!          │ ▌  World · The Quay Post · 2 h   ┊   Headline of a story               │   ui::pane, app::reading
//!          │                                  ┊ ▎ “Quoted words,” she said.         │     ▎ the speaker's bar
//!  status  │ ↵ read   / search   " quotes                                      12 % │   ui::bar, app::status
//! ```
//!
//! A panel ([`app::panel`]: quotes, metadata, keys, how to ask, problems) lies over list and pane; an open line ([`app::prompt`]) in the
//! bar (a search) or in the status line (a command).
//!
//! # Code map, from below
//!
//! | layer | modules | |
//! |---|---|---|
//! | 0 characters | [`text`] | spans, columns, marks and slots, folding, sentences, taming |
//! | 1 nouns | [`news`] [`query`] [`archive`] | stories, questions, what a store is asked and answers: data |
//! | 2 crafts | [`quote`] [`typeset`] [`format`](mod@format) [`store`] | they do not name one another |
//! | 3 tables and the joint | [`command`] [`keymap`] [`theme`] [`config`] [`ingest`] | what a reader can say, how things look, bytes to stories |
//! | 4 the program as a value | [`app`] | `App::update(Event) -> Vec<Effect>` |
//! | 5 the view | [`ui`] | paints, changes nothing |
//! | 6 the world | [`runtime`] [`cli`] | threads, terminal, disk, clock, arguments |
//!
//! Names point only downwards; `tests/it/architecture.rs` holds that, and who owns which foreign crate.
//!
//! # Invariants
//!
//! * Text is tamed at the door ([`text::tame`]): nothing that a terminal obeys is ever in a [`news::Story`].
//! * Readers of formats and of queries never fail; they return what they understood and warnings.
//! * What is filed is searchable, for story and index are one transaction. Marks are on disk before the frame that shows them.
//! * A list holds a window of rows and never a body. What a question costs does not grow with what is asked for elsewhere.
//! * Drawing changes nothing; geometry is [`app::Regions`], for update and view alike. Nothing is drawn unless something happened.
//! * Columns are measured in [`text::width`] only.
//!
//! # Decisions
//!
//! * **The nouns of the archive stand apart from the store** ([`archive`]), so that `app` speaks of rows and listings without naming an
//!   engine.
//! * **Feeds are read by our own forgiving XML tree** ([`mod@format`]): the feeds that fail elsewhere are the broken ones, and cleaning,
//!   salvaging and reading them needed a tolerant tokenizer in any case.
//! * **Lines are fitted by our own windowed best fit** ([`typeset`]) over ICU's break opportunities: it stays linear on a paragraph of any
//!   length.
//! * **The pane follows the selection after a rest**, so that going down a list costs a few hundred bytes a key over a slow line; a search
//!   shows its first hit at once.

#![allow(
    rustdoc::private_intra_doc_links,
    reason = "the documentation is for developers: `cargo doc --document-private-items` has all of it"
)]

pub mod app;
pub mod archive;
pub mod cli;
pub mod command;
pub mod config;
pub mod format;
pub mod ingest;
pub mod keymap;
pub mod news;
pub mod query;
pub mod quote;
pub mod runtime;
pub mod store;
pub mod text;
pub mod theme;
pub mod typeset;
pub mod ui;
