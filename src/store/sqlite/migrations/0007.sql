-- How long a story takes to read, in minutes; 0 where it has no text. Lists show it without reading the text.
ALTER TABLE story ADD COLUMN minutes INTEGER NOT NULL DEFAULT 0;

-- How much of the story was seen at that place, in per cent; 100 from when its end was reached.
ALTER TABLE position ADD COLUMN progress INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deleted ADD COLUMN progress INTEGER;

-- What a reader has changed of a story's tags: is_on 1 for a tag that was given, 0 for one of the source's that was taken away. The story
-- itself (body) has the tags as they are; by these rows a new version of it gets them again (see tags.rs).
CREATE TABLE tag (
    story     INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    is_on     INTEGER NOT NULL,
    PRIMARY KEY (story, name)
) STRICT, WITHOUT ROWID;
