-- The feeds that are followed, and what is remembered of each from one fetch to the next. One that only the configuration follows
-- (followed = 0) is here for that memory. Times are microseconds since 1970, UTC.
CREATE TABLE feed (
    url           TEXT    PRIMARY KEY,
    followed      INTEGER NOT NULL,
    title         TEXT    NOT NULL,
    section       TEXT    NOT NULL,
    tags          TEXT    NOT NULL, -- JSON
    full_text     INTEGER NOT NULL, -- 1: fetched with the story
    name          TEXT    NOT NULL,
    home          TEXT    NOT NULL,
    address       TEXT    NOT NULL,
    etag          TEXT    NOT NULL,
    last_modified TEXT    NOT NULL,
    digest        INTEGER NOT NULL,
    asked         INTEGER,
    answered      INTEGER,
    due           INTEGER,
    failures      INTEGER NOT NULL,
    trouble       TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
