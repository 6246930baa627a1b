-- A key stands for eight seconds now (see key.rs), and a word is asked for in its forms, which are kept apart: the index holds each word
-- once. What stands in it is made anew from the stories (see migrate.rs).
DROP TABLE word_index;
CREATE VIRTUAL TABLE word_index USING fts5 (
    body, headline, standfirst, about, said, facts,
    content = '', contentless_delete = 1, tokenize = 'ascii'
);
-- One segment a batch instead of one a megabyte.
INSERT INTO word_index (word_index, rank) VALUES ('hashsize', 33554432);

-- Which words have one stem: the stem and the word are folded, and differ.
CREATE TABLE form (
    language  TEXT    NOT NULL,
    stem      TEXT    NOT NULL,
    word      TEXT    NOT NULL,
    PRIMARY KEY (language, stem, word)
) STRICT, WITHOUT ROWID;

-- How many stories of a sample a word stands in (see tally.rs): what a half-typed word is most likely to become, and how much a question
-- for it would cost. A hint, never taken back.
DROP TABLE word;
CREATE TABLE word (
    word      TEXT    PRIMARY KEY,
    stories   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Stretches of keys that are taken without a gap (see key.rs).
DROP TABLE crowd;
CREATE TABLE crowd (
    first     INTEGER PRIMARY KEY,
    last      INTEGER NOT NULL
) STRICT;
