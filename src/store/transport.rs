//! A question to a server and its answer, and who asks: an implementation of [`Transport`].

use std::sync::OnceLock;
use std::time::Duration;

use super::storage::Part;

/// One question to a server.
#[derive(Clone, Debug)]
pub struct Request {
    /// The whole URL
    pub url: String,
    /// Which of the file's bytes; all if absent
    pub part: Option<Part>,
    /// So long may the answer take
    pub timeout: Duration,
    /// So many bytes may it have; of one that says or has more, no more need be read
    pub limit: u64,
}

/// The bytes of an answer, wherever they are: they are copied once, to where they are wanted.
pub trait Body {
    /// How many there are.
    fn length(&self) -> usize;
    /// Copies all of them to `target`, which has their length.
    fn copy_to(&self, target: &mut [u8]);
}

impl Body for Vec<u8> {
    fn length(&self) -> usize {
        self.len()
    }

    fn copy_to(&self, target: &mut [u8]) {
        target.copy_from_slice(self);
    }
}

/// A server's answer.
pub struct Response {
    /// 200, 206, 404, …
    pub status: u16,
    /// What it sent
    pub body: Box<dyn Body>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum TransportError {
    /// It took too long
    Timeout,
    /// The connection broke, or could not be made just now
    Broken(String),
    /// The server cannot be reached, or its answer may not be read by other pages: a browser does not say which
    Refused(String),
    /// More bytes than the request allows; how many, if the server says so
    TooLong(Option<u64>),
    /// Whoever asked was told to stop
    Interrupted,
    /// What this transport cannot do
    Unsupported(String),
}

/// Who asks servers.
pub trait Transport: Send + Sync {
    /// Asks, and waits for the answer.
    fn get(&self, request: &Request) -> Result<Response, TransportError>;

    /// Waits a little before the next try, counted from 1.
    fn pause(&self, _attempt: u32) {}
}

static STOPPED: OnceLock<fn() -> bool> = OnceLock::new();

/// Sets what says whether the code on this thread was told to stop. Only the first call counts.
pub fn set_stopped(stopped: fn() -> bool) {
    let _ = STOPPED.set(stopped);
}

/// Whether the code on this thread was told to stop.
pub(super) fn is_stopped() -> bool {
    STOPPED.get().is_some_and(|stopped| stopped())
}
