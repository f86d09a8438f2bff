//! The task that is chosen in a panel, which the others show as well.

use rustc_hash::FxHashSet;

use crate::events::fold::Fold;
use crate::graph::Key;

/// A selected task and those directly around it.
#[derive(Clone, Debug)]
pub(super) struct Focus {
    pub(super) key: Key,
    /// The task itself, what it needs and what needs it
    pub(super) related: FxHashSet<Key>,
    /// Of the tasks that `related` was found in
    pub(super) structure: u64,
}

impl Focus {
    pub(super) fn new(key: Key, fold: Option<&Fold>) -> Focus {
        let mut related = FxHashSet::default();
        if let Some(fold) = fold {
            if let Some(entry) = fold.tasks.get(&key) {
                related.extend(entry.dependencies.iter().cloned());
            }
            let needs = fold.tasks.iter().filter(|(_, entry, _)| entry.dependencies.contains(&key));
            related.extend(needs.map(|(other, _, _)| other.clone()));
        }
        related.insert(key.clone());
        Focus { key, related, structure: fold.map_or(0, |fold| fold.tasks.structure()) }
    }
}
