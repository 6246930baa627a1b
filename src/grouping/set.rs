//! Sets of hashes.

/// Hashes in their order, each once.
#[derive(Clone, Debug)]
pub(super) struct Set(Vec<u64>);

impl Set {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// How many are in both.
    pub(super) fn shared(&self, other: &Self) -> usize {
        let (mut shared, mut others) = (0, other.0.iter().peekable());
        for hash in &self.0 {
            while others.next_if(|other| *other < hash).is_some() {}
            shared += usize::from(others.peek() == Some(&hash));
        }
        shared
    }

    /// How many are not in the other.
    pub(super) fn missing(&self, other: &Self) -> usize {
        self.len() - self.shared(other)
    }
}

impl FromIterator<u64> for Set {
    fn from_iter<T: IntoIterator<Item = u64>>(hashes: T) -> Self {
        let mut hashes: Vec<u64> = hashes.into_iter().collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }
}

/// What part of all some are.
pub(super) fn part(some: usize, all: usize) -> f64 {
    some as f64 / all.max(1) as f64
}
