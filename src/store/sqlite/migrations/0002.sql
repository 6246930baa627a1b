-- A key stands for sixteen seconds now (see key.rs), and a word is asked for in its forms, which are kept apart: the index holds each word
-- once. What stands in it is made anew from the stories (see rekey.rs).
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

-- What a short beginning is most likely to become is among these.
CREATE INDEX word_frequent ON word (word, stories) WHERE stories >= 64;

-- Stretches of keys that are taken without a gap (see key.rs).
DROP TABLE crowd;
CREATE TABLE crowd (
    first     INTEGER PRIMARY KEY,
    last      INTEGER NOT NULL
) STRICT;

-- Ten bytes of a digest are enough (see digest.rs).
UPDATE story SET content = substr(content, 1, 10);
ALTER TABLE likeness RENAME TO long_likeness;
CREATE TABLE likeness (
    digest    BLOB    PRIMARY KEY,
    story     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO likeness SELECT substr(digest, 1, 10), story FROM long_likeness ORDER BY digest;
DROP TABLE long_likeness;

-- Beside each table whose keys come in no order, one for what is new (see young.rs).
CREATE TABLE young_likeness (
    digest    BLOB    PRIMARY KEY,
    story     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE young_form (
    language  TEXT    NOT NULL,
    stem      TEXT    NOT NULL,
    word      TEXT    NOT NULL,
    PRIMARY KEY (language, stem, word)
) STRICT, WITHOUT ROWID;
CREATE TABLE young_word (
    word      TEXT    PRIMARY KEY,
    stories   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE young_speaker (
    name      TEXT    PRIMARY KEY,
    quotes    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- It was written anew with each quote, and the speakers are few enough to be sorted when they are asked for.
DROP INDEX speaker_quotes;
