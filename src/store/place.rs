//! A place in a storage, and the documents that are kept there.

use std::sync::Arc;

use super::json::Json;
use super::storage::Storage;
use super::{Error, Result};

/// A storage, and the prefix in it that an address means.
#[derive(Clone)]
pub struct Place {
    /// Where bytes are kept
    pub storage: Arc<dyn Storage>,
    /// `""` for the storage's own root, else `a/b`
    pub prefix: String,
}

impl Place {
    /// The place one or more names further down.
    pub fn join(&self, path: &str) -> Place {
        let path = path.trim_matches('/');
        let prefix = match (self.prefix.as_str(), path) {
            (prefix, "") => prefix.to_owned(),
            ("", path) => path.to_owned(),
            (prefix, path) => format!("{prefix}/{path}"),
        };
        Place { storage: self.storage.clone(), prefix }
    }

    /// The key of something here.
    pub fn key(&self, name: &str) -> String {
        if self.prefix.is_empty() { name.to_owned() } else { format!("{}/{name}", self.prefix) }
    }

    /// What messages call it.
    pub fn address(&self) -> String {
        let address = self.storage.address();
        if self.prefix.is_empty() { address } else { format!("{address}/{}", self.prefix) }
    }
}

/// So long may a document be: reading it takes a second or two.
pub(super) const DOCUMENT_BYTES_MAX: u64 = 32 << 20;

/// Puts a document under a key, if it can be read again.
pub(super) fn store_document(place: &Place, name: &str, document: &Json) -> Result<()> {
    let bytes = document.pretty().into_bytes();
    if bytes.len() as u64 > DOCUMENT_BYTES_MAX {
        return Err(Error::Value(format!(
            "{}/{name} would have {} bytes, more than the {} MiB that a document may have here; keep large values in an array",
            place.address(),
            bytes.len(),
            DOCUMENT_BYTES_MAX >> 20
        )));
    }
    place.storage.set(&place.key(name), bytes)
}

/// A document under a key here.
pub(super) fn document(place: &Place, name: &str) -> Result<Option<Json>> {
    let bytes = match place.storage.get_up_to(&place.key(name), DOCUMENT_BYTES_MAX) {
        Ok(Some(bytes)) => bytes,
        Err(Error::TooLong { length, .. }) => {
            let length = length.map_or_else(|| "more".to_owned(), |length| format!("{length} bytes, more"));
            return Err(Error::Metadata(format!(
                "{}/{name} has {length} than the {} MiB that a document may have here",
                place.address(),
                DOCUMENT_BYTES_MAX >> 20
            )));
        }
        // Some servers answer so for what is not there.
        Ok(None) | Err(Error::Denied(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let parsed = Json::parse(&bytes)
        .map_err(|reason| Error::Metadata(format!("{}/{name} is not JSON: {reason}", place.address())))?;
    match parsed {
        Json::Object(_) => Ok(Some(parsed)),
        other => Err(Error::Metadata(format!("{}/{name} is no JSON object, but {other}", place.address()))),
    }
}
