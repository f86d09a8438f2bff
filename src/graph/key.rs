//! Keys name tasks and their results, as in Dask: a text (`"inc-1f3a…"`), or a name with a block index (`("sum-9c…", 0, 1)`).

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smallvec::SmallVec;

/// The name of a task. Cloning is one reference count; hashing is one stored number.
#[derive(Clone)]
pub struct Key(Arc<KeyData>);

struct KeyData {
    name: Arc<str>,
    index: Option<SmallVec<[u32; 4]>>,
    hash: u64,
}

impl Key {
    /// A key that is one text, such as those of `submit` and `delayed`.
    pub fn text(name: impl Into<Arc<str>>) -> Key {
        Key::from_parts(name.into(), None)
    }

    /// The key of one block of a collection: `(name, i, j, …)`. Pass a shared `name` for all blocks of a layer.
    pub fn block(name: impl Into<Arc<str>>, block_idx: &[u32]) -> Key {
        Key::from_parts(name.into(), Some(SmallVec::from_slice(block_idx)))
    }

    fn from_parts(name: Arc<str>, index: Option<SmallVec<[u32; 4]>>) -> Key {
        let mut hasher = rustc_hash::FxHasher::default();
        name.hash(&mut hasher);
        index.hash(&mut hasher);
        let hash = hasher.finish();
        Key(Arc::new(KeyData { name, index, hash }))
    }

    /// The text, or the layer's name.
    pub fn name(&self) -> &Arc<str> {
        &self.0.name
    }

    /// The block index; `None` for a text key.
    pub fn block_idx(&self) -> Option<&[u32]> {
        self.0.index.as_deref()
    }

    /// Compares as the Python texts of the keys do, where block 10 stands before block 2. Source: ties in `dask.order`.
    pub fn cmp_as_text(&self, other: &Key) -> std::cmp::Ordering {
        match (self.block_idx(), other.block_idx()) {
            (None, None) => self.name().cmp(other.name()),
            (Some(own), Some(others)) => {
                let (a, b) = (self.name(), other.name());
                // The quote that ends the name takes part, as in `('x', 0)` and `('x1', 0)`.
                let by_name = || a.bytes().chain(*b"'").cmp(b.bytes().chain(*b"'"));
                let names = if Arc::ptr_eq(a, b) { std::cmp::Ordering::Equal } else { by_name() };
                names.then_with(|| text_of_index(own).cmp(&text_of_index(others)))
            }
            (Some(_), None) => "('".cmp(other.name()),
            (None, Some(_)) => (**self.name()).cmp("('"),
        }
    }

    /// The display prefix, see [`key_split`].
    pub fn prefix(&self) -> &str {
        key_split(&self.0.name)
    }
}

/// `, 0, 1)`: what follows the name in a key's text.
fn text_of_index(block_idx: &[u32]) -> SmallVec<[u8; 32]> {
    let mut text = SmallVec::new();
    for &i in block_idx {
        text.extend_from_slice(b", ");
        let start = text.len();
        let mut rest = i;
        while rest > 0 || text.len() == start {
            text.push(b'0' + (rest % 10) as u8);
            rest /= 10;
        }
        text[start..].reverse();
    }
    text.extend_from_slice(if block_idx.is_empty() { b",)" } else { b")" });
    text
}

/// The part of a key's name that people read: the first word and the purely alphabetic words after it that are
/// not 8-character hex. `key_split("sum-aggregate-1f…") == "sum-aggregate"`; 32 hex characters alone are `"data"`.
/// Source: `dask.utils.key_split`.
pub fn key_split(name: &str) -> &str {
    let is_hex = |word: &str| word.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase());
    if name.len() == 32 && is_hex(name) {
        return "data";
    }
    // `_sqrt-1f…` is read as `sqrt`, `<lambda>-1f…` as `lambda`.
    let first = name.split('-').next().unwrap_or_default();
    let decoration = |c| "_'()\"<>".contains(c);
    let word = first.trim_matches(decoration);
    if word.is_empty() || first.ends_with(decoration) {
        return if word.is_empty() { first } else { word };
    }
    let start = first.len() - word.len();
    let mut end = first.len();
    for word in name.split('-').skip(1) {
        let alphabetic = !word.is_empty() && word.chars().all(char::is_alphabetic);
        if !alphabetic || (word.len() == 8 && is_hex(word)) {
            break;
        }
        end += 1 + word.len();
    }
    &name[start..end]
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || (self.0.hash == other.0.hash && self.0.index == other.0.index && self.0.name == other.0.name)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0.hash);
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Key) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Key) -> std::cmp::Ordering {
        (&self.0.name, &self.0.index).cmp(&(&other.0.name, &other.0.index))
    }
}

impl fmt::Display for Key {
    /// As Python prints it: `inc-1f` or `('sum-9c', 0, 1)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.block_idx() {
            None => f.write_str(&self.0.name),
            Some(block_idx) => {
                write!(f, "('{}'", self.0.name)?;
                block_idx.iter().try_for_each(|i| write!(f, ", {i}"))?;
                f.write_str(if block_idx.is_empty() { ",)" } else { ")" })
            }
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.0.name, &self.0.index).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        let (name, index) = Deserialize::deserialize(deserializer)?;
        Ok(Key::from_parts(name, index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_split_keeps_what_people_read() {
        for (name, prefix) in [
            ("x", "x"),
            ("x-1", "x"),
            ("x-1-2-3", "x"),
            ("hello-world-1", "hello-world"),
            ("sum-aggregate-8e0c1a27d1c6db3ca5a33bb2bd0f3e4a", "sum-aggregate"),
            ("random_sample-mean_chunk-0123", "random_sample"),
            ("add-abcdef01", "add"),
            ("_sqrt-8e0c1a27d1c6db3ca5a33bb2bd0f3e4a", "sqrt"),
            ("<lambda>-8e0c1a27", "lambda"),
            ("ae05086432ca935f6eba409a8ecd4896", "data"),
        ] {
            assert_eq!(key_split(name), prefix, "{name}");
        }
    }

    #[test]
    fn keys_print_as_python_does() {
        assert_eq!(Key::text("inc-1").to_string(), "inc-1");
        assert_eq!(Key::block("sum", &[]).to_string(), "('sum',)");
        assert_eq!(Key::block("sum", &[0, 1]).to_string(), "('sum', 0, 1)");
    }
}
