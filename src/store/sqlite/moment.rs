//! The end of a view of the store as it was at one moment.
//!
//! The end is a statement like any other, and can be interrupted; a view that stayed open would show the store as it was for ever.

use super::archive::Archive;

/// How often the end of a view is tried: an interruption hits it once.
const MOST_ENDINGS: usize = 100;

impl Archive {
    /// Ends a view that is still open.
    pub(crate) fn end_moment(&self) {
        for _ in 0..MOST_ENDINGS {
            if self.connection.is_autocommit() || self.connection.execute_batch("ROLLBACK").is_ok() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use crate::news::Story;
    use crate::store::StoryId;
    use crate::store::sqlite::Archive;

    #[test]
    fn a_view_is_of_one_moment_and_ends() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Archive::open(&folder.path().join("stories.db"), Duration::from_secs(5)).unwrap();
        let (archive, mut other) = (open(), open());
        let moment = archive.moment().unwrap();
        assert_eq!(archive.newest().unwrap(), StoryId(0));
        other.file(&[Story { headline: "News".into(), ..Story::default() }], Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(archive.newest().unwrap(), StoryId(0), "what others write is not seen");
        // As when its end is interrupted.
        std::mem::forget(moment);
        assert_eq!(archive.newest().unwrap(), StoryId(0));
        archive.end_moment();
        assert_eq!(archive.newest().unwrap(), StoryId(1));
    }
}
