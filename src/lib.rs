//! dateline: a terminal news reader that reads like a newspaper, searches like an archive, and knows who said what.
//!
//! # Bird's-eye view
//!
//! Bytes come in (`format`), become a [`news::Story`], have their quotations found (`quote`), and are filed (`store`). A reader asks for
//! a window of a list or for a story; the story is set into lines (`typeset`) and painted (`ui`).
//!
//! ```text
//!  path, stdin ─► runtime::import ┐
//!  feeds ─► wire ─► runtime::fetch ┴► format ─► ingest ─► quote ─► store (SQLite file: stories, quotes, marks, feeds, index)
//!                                                                  │
//!  keys ─► runtime ─► app::App::update(Event) ─► Vec<Effect> ─► librarian, keeper ─► answers ─┘
//!                          │
//!                          └► ui::paint(&App, &Theme, buffer) ─► runtime::painter ─► one write to the terminal
//! ```
//!
//! # The screen
//!
//! ```text
//!  bar     │ dateline  World               12 new · press .   118 unread of 2,431   │   ui::bar, app::search, app::arrivals
//!  panes   │  All stories 2,431 ┊▌● Headline of a story        ┊   WORLD             │   ui::shelves, app::shelves
//!          │  SECTIONS          ┊▌  World · Quay Post · 2 h    ┊   Headline of a     │   ui::list, app::list
//!          │ ▌World          41 ┊                              ┊ ▎ “Quoted words,”   │   ui::pane, app::reading (▎ the speaker's bar)
//!  status  │ ↵ read   / search   e sections                                    12 % │   ui::bar, app::status
//! ```
//!
//! The panes stand side by side as far as there is room ([`app::regions`]) and move with the reader from one to the next. A panel
//! ([`app::panel`]: quotes, speakers of the archive, metadata, keys, how to ask, problems) lies over them; an open line ([`app::prompt`], `ui::line`) in the bar (a search, a
//! limit) or in the status line (a command).
//!
//! # Code map, from below
//!
//! | layer | modules | |
//! |---|---|---|
//! | 0 characters | [`text`] | spans, columns, marks and slots, folding, sentences, taming |
//! | 1 nouns | [`news`] [`query`] [`archive`] | stories, questions, what a store is asked and answers: data |
//! | 2 crafts | [`quote`] [`typeset`] [`picture`] [`format`](mod@format) [`grouping`] [`store`] [`wire`] | they do not name one another; `store` alone names `grouping` |
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
//! * Drawing changes nothing; geometry is [`app::Regions`], for update and view alike. Nothing is drawn unless what is to be seen changed:
//!   a reader that is left alone writes nothing, though it looks at the store three times a second for what others have filed.
//! * Rows, the query that they answer, their number and the hits that are lit belong together: until a fresh list is there, the old one
//!   stays whole, and what is asked of the new one waits ([`app`]'s `pending`).
//! * Columns are measured in [`text::width`] only.
//!
//! # Decisions
//!
//! * **The nouns of the archive stand apart from the store** ([`archive`]), so that `app` speaks of rows and listings without naming an
//!   engine.
//! * **Feeds are read by our own forgiving XML tree** ([`mod@format`]): the feeds that fail elsewhere are the broken ones, and cleaning,
//!   salvaging and reading them needed a tolerant tokenizer in any case.
//! * **Feeds that are followed are read and filed as files are** ([`runtime::fetch`]): those who ask them stand where the reader of files
//!   stands, and how a feed stands is noted in the batch of its stories, so that nothing is taken for known before it is filed.
//! * **Redirects are followed by us, not by the HTTP library** ([`wire`]): each hop is judged, at the moment at which its name becomes an
//!   address.
//! * **Lines are fitted by our own windowed best fit** ([`typeset`]) over ICU's break opportunities: it stays linear on a paragraph of any
//!   length.
//! * **The keeper watches the store** ([`runtime::keeper`]): on the connection that writes what the reader marks, a change of the store's
//!   revision can only be another's. A connection of its own would see the reader's marks too, and could not tell them apart.
//! * **What is interrupted is asked again unless something newer replaces it** ([`runtime::librarian`]): SQLite can only be told to stop
//!   what it does now, and by then that may be the next question.
//! * **Searches saved in the reader lie beside the session, not in the configuration**, which is the reader's own to write.
//! * **The index holds words, not stems** ([`store`]): which words have one stem is kept beside it, and a word is asked for as all its forms.
//!   That is half the index, and a phrase stays exact.
//! * **Ranking asks no whole archive** ([`store`]): the index tells roughly, for the newest thousand hits, in which fields the words stand,
//!   and the best of them are read. BM25 counts every story that has a word before it can rank the first.
//! * **A story's key stands for sixteen seconds** and is the row of the index, so that answers come newest first without sorting; exact times
//!   are asked of the story's row.
//! * **Who is quoted is counted by name, and by name and day, as stories are filed** ([`store`]): the speakers of a million stories are told
//!   by going once through their names. What they said is read from the stories, of which the index finds the newest. A story opened from
//!   there is visited ([`app`]'s `visit`): the list stays where it is, and going back brings back all that was there.
//! * **The first of a group keeps its place, its copies are left out** ([`grouping`]): were the newest shown, rows would jump under the
//!   selection with each copy that comes. Copies are left out where nothing is asked for but what is read or unread, for there the first
//!   answers whenever a copy does; a list that asks for words, a section or a source shows all that answers.
//! * **Frames are written by our own painter** ([`runtime::painter`]): a row that has scrolled is moved, not sent again, and of the ways to
//!   say a frame the shortest is found by trying. Keys are parsed by us ([`runtime`]'s `input`), so that what a terminal answers late is
//!   told from them.
//! * **The program names a theme, the world around it puts it on** ([`app::themes`], [`runtime::themes`]): what is tried is seen in the next
//!   frame, and `app` knows no style. Themes are one set of styles in named colours, so that another one is a few colours.
//! * **A program outside has the terminal while the loop goes on** ([`runtime`]'s `outside`): a thread waits for its end, so that no program
//!   can hold the reader up. The thread that reads keys sleeps in the terminal; the signal of another size wakes it, and it stands still.
//! * **Pictures have their places before they come** ([`app::pictures`]): a page is set with rows left free, and a picture that needs fewer
//!   takes them back only where nobody looks. The view says which cells a picture covers, the painter writes nothing over them, and the
//!   terminal is told of pictures in its own way ([`runtime::painter`]); blocks of colour are cells like any others.
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
pub mod grouping;
pub mod ingest;
pub mod keymap;
pub mod news;
pub mod picture;
pub mod query;
pub mod quote;
pub mod runtime;
pub mod store;
pub mod text;
pub mod theme;
pub mod typeset;
pub mod ui;
pub mod wire;
