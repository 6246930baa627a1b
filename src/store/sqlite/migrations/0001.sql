-- The narrow row that lists are made of. `key` is made from the story's time (see key.rs) and is the row of the index too, so that
-- the newest answers to any question come first without sorting. `id` is the number that readers see.
CREATE TABLE story (
    key       INTEGER PRIMARY KEY,
    id        INTEGER NOT NULL UNIQUE,
    headline  TEXT    NOT NULL,
    section   TEXT    NOT NULL,
    source    TEXT    NOT NULL,
    time      INTEGER NOT NULL, -- microseconds since 1970, UTC
    filed     INTEGER NOT NULL, -- the same
    content   BLOB    NOT NULL, -- digest of all that was filed
    quotes    INTEGER NOT NULL,
    read      INTEGER NOT NULL DEFAULT 0,
    starred   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX story_unread ON story (key) WHERE read = 0;
CREATE INDEX story_read ON story (key) WHERE read = 1;
CREATE INDEX story_starred ON story (key) WHERE starred = 1;

-- The whole story in its compact form (see record.rs; JSON in stores of the first schema), compressed with zstd.
CREATE TABLE body (
    story     INTEGER PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE,
    packed    BLOB    NOT NULL
) STRICT;

-- The zstd dictionaries that bodies are packed with; the newest is in use. `id` is the one in the frames.
CREATE TABLE dictionary (
    id        INTEGER NOT NULL UNIQUE,
    bytes     BLOB    NOT NULL
) STRICT;

-- What tells that two stories are the same one: digests of guid, address, and headline with text.
CREATE TABLE likeness (
    digest    BLOB    PRIMARY KEY,
    story     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Kept counts: kind 0 everything, 1 by section, 2 by source, 3 by language.
CREATE TABLE tally (
    kind      INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    stories   INTEGER NOT NULL,
    unread    INTEGER NOT NULL,
    starred   INTEGER NOT NULL,
    quotes    INTEGER NOT NULL,
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE speaker (
    name      TEXT    PRIMARY KEY,
    quotes    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX speaker_quotes ON speaker (quotes DESC, name);

-- How many headlines a word has stood in: what a half-typed word is most likely to become. A hint, never taken back.
CREATE TABLE word (
    word      TEXT    PRIMARY KEY,
    headlines INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE counter (
    name      TEXT    PRIMARY KEY,
    value     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES ('story', 0);

-- Where the search for a free key goes on, for times that have more stories than keys.
CREATE TABLE crowd (
    base      INTEGER PRIMARY KEY,
    next      INTEGER NOT NULL
) STRICT;

CREATE TABLE position (
    story     INTEGER PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE,
    place     TEXT    NOT NULL, -- JSON
    offset    INTEGER NOT NULL
) STRICT;

-- Words arrive folded and parted by spaces (see search/document.rs): the tokenizer must leave every character beyond ASCII alone.
-- The body comes first because the first column costs two bytes less in every entry.
CREATE VIRTUAL TABLE word_index USING fts5 (
    body, headline, standfirst, about, body_forms, headline_forms, standfirst_forms, facts,
    content = '', contentless_delete = 1, tokenize = 'ascii'
);
-- One segment a batch instead of one a megabyte.
INSERT INTO word_index (word_index, rank) VALUES ('hashsize', 33554432);
