//! The tree of the sequences of one scope.

use super::{Action, Continuation, Key, Sequence};

/// What may follow the keys that lead here, or what they ask for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tree {
    action: Option<Action>,
    next: Vec<(Key, Self)>,
}

/// Why a sequence cannot be bound: what is bound already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub sequence: Sequence,
    pub action: Action,
}

impl Tree {
    /// The branch that keys lead to.
    pub(super) fn at(&self, keys: &[Key]) -> Option<&Self> {
        keys.iter().try_fold(self, |tree, key| tree.next.iter().find(|(known, _)| known == key).map(|(_, branch)| branch))
    }

    /// What the keys ask for that lead here; nothing where they only begin something.
    pub(super) const fn action(&self) -> Option<Action> {
        self.action
    }

    /// Puts a sequence in, unless it clashes; whether it was not there.
    pub(super) fn insert(&mut self, sequence: &Sequence, action: Action) -> Result<bool, Clash> {
        let keys = sequence.keys();
        let shorter = (1..=keys.len()).find_map(|end| self.at(&keys[..end])?.action.map(|held| (end, held)));
        match shorter {
            Some((end, held)) if end == keys.len() && held == action => return Ok(false),
            Some((end, held)) => return Err(Clash { sequence: Sequence::of(&keys[..end]), action: held }),
            None => {}
        }
        if let Some(longer) = self.at(keys).and_then(|branch| branch.first(keys)) {
            return Err(longer);
        }
        self.grow(keys).action = Some(action);
        Ok(true)
    }

    fn grow(&mut self, keys: &[Key]) -> &mut Self {
        let Some((key, rest)) = keys.split_first() else { return self };
        let at = self.next.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
            self.next.push((*key, Self::default()));
            self.next.len() - 1
        });
        self.next[at].1.grow(rest)
    }

    /// The first that is bound below, behind the keys that lead here.
    fn first(&self, keys: &[Key]) -> Option<Clash> {
        self.next.first().and_then(|(key, branch)| {
            let keys = [keys, &[*key]].concat();
            match branch.action {
                Some(action) => Some(Clash { sequence: Sequence::of(&keys), action }),
                None => branch.first(&keys),
            }
        })
    }

    /// What may follow.
    pub(super) fn continuations(&self) -> Vec<(Key, Continuation)> {
        let told = |branch: &Self| branch.action.map_or_else(|| Continuation::More(branch.leaves()), Continuation::Action);
        self.next.iter().map(|(key, branch)| (*key, told(branch))).collect()
    }

    fn leaves(&self) -> usize {
        usize::from(self.action.is_some()) + self.next.iter().map(|(_, branch)| branch.leaves()).sum::<usize>()
    }
}
