//! What keeps bytes under keys: the trait that all storages share, and the one in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::{Error, Result};
use crate::block::{DType, memory};

/// Bytes under keys such as `tas/zarr.json` or `tas/c/0/0`. All threads may use one storage at once.
///
/// A storage that is only read needs `get` and `address`; one that makes large chunks should write them where they are
/// wanted, in `get_into`.
pub trait Storage: Send + Sync {
    /// Where it is, as messages and reprs name it: `memory://x`, `file://x.zarr`, a URL. No slash at the end.
    fn address(&self) -> String;

    /// The bytes under a key; `None` if there are none.
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>>;

    /// The bytes under a key, if there are not more than `limit`; else [`Error::TooLong`], before they are fetched or kept.
    fn get_up_to(&self, key: &str, limit: u64) -> Result<Option<Vec<u8>>> {
        match self.get(key)? {
            Some(bytes) if bytes.len() as u64 > limit => Err(self.too_long(key, Some(bytes.len() as u64), limit)),
            found => Ok(found),
        }
    }

    /// The error for more bytes than may be.
    fn too_long(&self, key: &str, length: Option<u64>, limit: u64) -> Error {
        Error::TooLong { what: format!("{}/{key}", self.address()), length, limit }
    }

    /// Writes the bytes under a key to the head of `target` and tells how many there are, also if they are more than
    /// `target` holds (of those that do not fit, none need be written); `None` if there are none.
    fn get_into(&self, key: &str, target: &mut [u8]) -> Result<Option<usize>> {
        let Some(bytes) = self.get(key)? else { return Ok(None) };
        let count = bytes.len().min(target.len());
        target[..count].copy_from_slice(&bytes[..count]);
        Ok(Some(bytes.len()))
    }

    /// Some of the bytes under a key: fewer than asked for if there are fewer. Who cannot have parts only fetches all of them, which may
    /// be `limit` at most.
    fn get_part(&self, key: &str, part: Part, _limit: u64) -> Result<Option<Vec<u8>>> {
        Ok(self.get(key)?.map(|bytes| bytes[part.within(bytes.len())].to_vec()))
    }

    /// The names directly below a prefix (`""` or `a/b`), sorted; `None` if this storage cannot list them.
    fn children(&self, _prefix: &str) -> Result<Option<Vec<String>>> {
        Ok(None)
    }

    /// Why something may be missing here that was stored, as the end of a sentence.
    fn reason_for_missing(&self) -> Option<String> {
        None
    }

    /// Whether nothing can be written.
    fn is_read_only(&self) -> bool {
        true
    }

    /// Puts bytes under a key.
    fn set(&self, _key: &str, _bytes: Vec<u8>) -> Result<()> {
        Err(Error::read_only(self.address()))
    }

    /// Removes a key, if it is there.
    fn erase(&self, _key: &str) -> Result<()> {
        Err(Error::read_only(self.address()))
    }

    /// Removes everything below a prefix.
    fn erase_below(&self, _prefix: &str) -> Result<()> {
        Err(Error::read_only(self.address()))
    }
}

/// Which of the bytes under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// So many bytes from an offset on
    From {
        /// The first byte
        offset: u64,
        /// How many
        length: u64,
    },
    /// The last bytes
    Last(u64),
}

impl Part {
    /// As the header `Range` of HTTP has it.
    pub fn range(self) -> String {
        match self {
            Part::Last(count) => format!("bytes=-{count}"),
            Part::From { offset, length } => {
                format!("bytes={offset}-{}", offset.saturating_add(length).saturating_sub(1))
            }
        }
    }

    /// The part's place among `length` bytes.
    pub fn within(self, length: usize) -> std::ops::Range<usize> {
        let clip = |position: u64| usize::try_from(position).unwrap_or(usize::MAX).min(length);
        match self {
            Part::From { offset, length } => clip(offset)..clip(offset.saturating_add(length)),
            Part::Last(count) => length - clip(count)..length,
        }
    }
}

/// A storage in memory, shared by all who know its name.
pub struct Memory {
    address: String,
    bytes: RwLock<BTreeMap<String, Arc<Vec<u8>>>>,
}

impl Memory {
    /// An empty one.
    pub fn new(address: impl Into<String>) -> Memory {
        Memory { address: address.into(), bytes: RwLock::new(BTreeMap::new()) }
    }

    /// The bytes under a key, without a copy.
    fn shared(&self, key: &str) -> Option<Arc<Vec<u8>>> {
        self.bytes.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }
}

impl Storage for Memory {
    fn address(&self) -> String {
        self.address.clone()
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>> {
        Ok(self.shared(key).map(|bytes| bytes.to_vec()))
    }

    fn get_into(&self, key: &str, target: &mut [u8]) -> Result<Option<usize>> {
        Ok(self.shared(key).map(|bytes| {
            let count = bytes.len().min(target.len());
            target[..count].copy_from_slice(&bytes[..count]);
            bytes.len()
        }))
    }

    fn get_part(&self, key: &str, part: Part, _limit: u64) -> Result<Option<Vec<u8>>> {
        Ok(self.shared(key).map(|bytes| bytes[part.within(bytes.len())].to_vec()))
    }

    fn children(&self, prefix: &str) -> Result<Option<Vec<String>>> {
        let bytes = self.bytes.read().unwrap_or_else(PoisonError::into_inner);
        Ok(Some(names_below(&bytes, prefix)))
    }

    fn is_read_only(&self) -> bool {
        false
    }

    fn set(&self, key: &str, bytes: Vec<u8>) -> Result<()> {
        self.bytes.write().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), Arc::new(bytes));
        Ok(())
    }

    fn erase(&self, key: &str) -> Result<()> {
        self.bytes.write().unwrap_or_else(PoisonError::into_inner).remove(key);
        Ok(())
    }

    fn erase_below(&self, prefix: &str) -> Result<()> {
        let below = format!("{prefix}/");
        let mut bytes = self.bytes.write().unwrap_or_else(PoisonError::into_inner);
        bytes.retain(|key, _| !prefix.is_empty() && !key.starts_with(&below));
        Ok(())
    }
}

/// The names directly below a prefix (`""` or `a/b`) of the keys of a map, sorted.
pub(super) fn names_below<V>(keys: &BTreeMap<String, V>, prefix: &str) -> Vec<String> {
    let below = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
    let mut names: Vec<String> = Vec::new();
    for key in keys.range(below.clone()..).map(|(key, _)| key).take_while(|key| key.starts_with(&below)) {
        let name = key[below.len()..].split('/').next().unwrap_or_default();
        if names.last().is_none_or(|last| last != name) {
            names.push(name.to_owned());
        }
    }
    names.sort();
    names.dedup();
    names
}

/// Memory that may not be there.
pub(super) fn zeroed(length: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if !memory::fits(length as u64) || bytes.try_reserve_exact(length).is_err() {
        return Err(Error::Block(crate::block::Error::memory(&[length], DType::UInt8)));
    }
    bytes.resize(length, 0);
    Ok(bytes)
}
