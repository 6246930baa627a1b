-- Which stories are the same copy (see groups.rs): one that came later, and the first of its group. What is in no row is alone or first.
CREATE TABLE copy (
    story     INTEGER PRIMARY KEY,
    first     INTEGER NOT NULL
) STRICT;
CREATE INDEX copy_first ON copy (first);

-- The bands of the sketches of stories of the last days, by which copies are found: the stretch of days of the story's time, and the
-- story that had the band last. They are forgotten when the days have passed, and are a hint only.
CREATE TABLE band (
    days      INTEGER NOT NULL,
    band      INTEGER NOT NULL,
    story     INTEGER NOT NULL,
    PRIMARY KEY (days, band)
) STRICT, WITHOUT ROWID;
