//! What can go wrong with stores; each variant knows the Python exception it becomes.

use crate::block;

/// The result of an operation on a store.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation on a store failed. The messages name what was read: a key and an address.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No array, no group, or neither where one was looked for.
    #[error("{message}")]
    NotFound {
        /// `ArrayNotFoundError`, `GroupNotFoundError` or `FileNotFoundError`
        exception: &'static str,
        /// What was looked for, and what is there
        message: String,
    },
    /// Something stands already where something is to be created.
    #[error("{message}")]
    Exists {
        /// `ContainsArrayError` or `ContainsGroupError`
        exception: &'static str,
        /// What stands where
        message: String,
    },
    /// Documents that describe no array or group.
    #[error("{0}")]
    Metadata(String),
    /// A codec by a name that nobody here knows.
    #[error("{0}")]
    UnknownCodec(String),
    /// Bytes of a chunk that are not what the metadata say.
    #[error("chunk {key} of {address}: {reason}")]
    Chunk {
        /// The chunk's key
        key: String,
        /// The storage's address
        address: String,
        /// What is wrong with it
        reason: String,
    },
    /// More bytes than what is wanted may have; whoever wants it says why.
    #[error("{what} has {} bytes, of which at most {limit} are taken", length.map_or_else(|| "more".to_owned(), |length| length.to_string()))]
    TooLong {
        /// The key and the address, or the URL
        what: String,
        /// How many there are, if that is known
        length: Option<u64>,
        /// How many it may have
        limit: u64,
    },
    /// Reading or writing failed: a server's answer, a disk's.
    #[error("{0}")]
    Io(String),
    /// A server does not let us read.
    #[error("{0}")]
    Denied(String),
    /// A server did not answer in time.
    #[error("{0}")]
    Timeout(String),
    /// *Stop* was pressed while a server was asked.
    #[error("interrupted")]
    Interrupted,
    /// What a valid store may have and this room does not read or write.
    #[error("{0}")]
    Unsupported(String),
    /// A wrong argument.
    #[error("{0}")]
    Value(String),
    /// An index past the end of an axis.
    #[error("{0}")]
    Bounds(String),
    /// What blocks refuse: sizes, casts.
    #[error(transparent)]
    Block(#[from] block::Error),
}

impl Error {
    /// The Python exception's name.
    pub fn exception_type(&self) -> &'static str {
        match self {
            Error::NotFound { exception, .. } | Error::Exists { exception, .. } => exception,
            Error::Metadata(_) => "MetadataValidationError",
            Error::UnknownCodec(_) | Error::Chunk { .. } | Error::TooLong { .. } | Error::Value(_) => "ValueError",
            Error::Io(_) => "OSError",
            Error::Denied(_) => "PermissionError",
            Error::Timeout(_) => "TimeoutError",
            Error::Interrupted => "KeyboardInterrupt",
            Error::Unsupported(_) => "NotImplementedError",
            Error::Bounds(_) => "BoundsCheckError",
            Error::Block(error) => error.exception_type(),
        }
    }

    pub(super) fn read_only(address: String) -> Error {
        Error::Value(format!("store was opened in read-only mode and does not support writing: {address}"))
    }
}
