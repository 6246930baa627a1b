-- Who is quoted how often by the day (days since 1970, UTC, of the story's time), so that the speakers of an archive can be told with
-- their last day and their months without reading a story. Beside it, as beside each table whose keys come in no order, a young one.
CREATE TABLE speaker_day (
    name      TEXT    NOT NULL,
    day       INTEGER NOT NULL,
    quotes    INTEGER NOT NULL,
    PRIMARY KEY (name, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE young_speaker_day (
    name      TEXT    NOT NULL,
    day       INTEGER NOT NULL,
    quotes    INTEGER NOT NULL,
    PRIMARY KEY (name, day)
) STRICT, WITHOUT ROWID;
