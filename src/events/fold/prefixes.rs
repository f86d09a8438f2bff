//! The prefixes of keys, as numbers.

use std::sync::Arc;

use rustc_hash::FxHashMap;

/// Key prefixes, numbered as they first appear. Beyond [`PREFIXES_MAX`] at a time all others are one, named `other`.
#[derive(Debug, Default)]
pub struct Prefixes {
    /// By number; empty where it is free
    names: Vec<Arc<str>>,
    ids: FxHashMap<Arc<str>, u32>,
    free: Vec<u32>,
}

impl Prefixes {
    /// The number of a prefix, new or known.
    pub fn id(&mut self, prefix: &str) -> u32 {
        if let Some(&id) = self.ids.get(prefix) {
            return id;
        }
        let name: Arc<str> = prefix.into();
        let id = match self.free.pop() {
            Some(id) => {
                self.names[id as usize] = name.clone();
                id
            }
            None if self.names.len() >= PREFIXES_MAX => return self.other(),
            None => {
                self.names.push(name.clone());
                self.names.len() as u32 - 1
            }
        };
        self.ids.insert(name, id);
        id
    }

    /// Its text.
    pub fn name(&self, id: u32) -> &str {
        self.names.get(id as usize).map_or("", |name| name)
    }

    /// All, in order of number; empty where a number is free.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// Whether it is time to look for numbers that nothing has any more.
    pub(super) fn is_crowded(&self) -> bool {
        self.ids.len() > PREFIXES_MAX / 2
    }

    /// The number of all that are one too many: the one after all others.
    pub(super) fn other(&mut self) -> u32 {
        for id in self.names.len()..PREFIXES_MAX {
            self.names.push(Arc::default());
            self.free.push(id as u32);
        }
        if self.names.len() == PREFIXES_MAX {
            self.names.push("other".into());
        }
        PREFIXES_MAX as u32
    }

    /// A mark for each number, all of them unset.
    pub(super) fn unmarked(&self) -> Vec<bool> {
        vec![false; self.names.len()]
    }

    /// Frees the numbers that have no mark; hands them back.
    pub(super) fn free_unmarked(&mut self, marks: &[bool]) -> Vec<u32> {
        let names = &mut self.names;
        let mut freed: Vec<u32> = (self.ids.values().copied()).filter(|&id| !marks[id as usize]).collect();
        freed.sort_unstable();
        for &id in &freed {
            self.ids.remove(&std::mem::take(&mut names[id as usize]));
        }
        self.free.extend(&freed);
        freed
    }
}

/// Prefixes that are told from each other at a time.
pub const PREFIXES_MAX: usize = 1_000;
