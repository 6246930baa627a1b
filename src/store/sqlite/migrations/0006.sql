-- Stories that were deleted (see trash.rs): in no list, count or index, and known again by their likenesses, so that no feed files them a
-- second time. They can be restored while their text is here; of those that were given up, nothing but that they were deleted is left.
CREATE TABLE deleted (
    story     INTEGER PRIMARY KEY,
    key       INTEGER NOT NULL,
    time      INTEGER NOT NULL, -- when it was deleted: microseconds since 1970, UTC
    filed     INTEGER NOT NULL,
    content   BLOB    NOT NULL,
    read      INTEGER NOT NULL,
    starred   INTEGER NOT NULL,
    other     INTEGER,          -- another of its group
    place     TEXT,             -- where the reader stopped, as in position
    offset    INTEGER,
    packed    BLOB              -- as in body; none where it was given up
) STRICT;

-- Stories that came back from there: what a feed keeps no more of does not take them again.
CREATE TABLE spared (
    story     INTEGER PRIMARY KEY
) STRICT;
