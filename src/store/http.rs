//! A storage behind a URL: each key is a file of the server. Who really asks the server is a [`Transport`], set once.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::storage::{Part, Storage, zeroed};
use super::transport::{Body, Request, Response, Transport, TransportError, is_stopped};
use super::{Error, Result};

/// So often is a file asked for, where asking again may help.
const TRIES: u32 = 3;
/// More bytes of a file are no chunk.
const BODY_MAX: u64 = 2 << 30;
/// So many milliseconds may an answer take as a whole, unless something else is set.
static TIMEOUT_MILLIS: AtomicU64 = AtomicU64::new(60_000);

static TRANSPORT: OnceLock<Box<dyn Transport>> = OnceLock::new();

/// Sets who asks servers, unless somebody did.
pub fn install_transport(transport: Box<dyn Transport>) {
    drop(TRANSPORT.set(transport));
}

/// Sets how long answers may take, for stores that are opened from now on.
pub fn set_timeout(timeout: Duration) {
    TIMEOUT_MILLIS.store(timeout.as_millis() as u64, Ordering::Relaxed);
}

#[cfg(not(target_arch = "wasm32"))]
fn transport() -> Option<&'static dyn Transport> {
    Some(TRANSPORT.get_or_init(|| Box::new(super::socket::Sockets)).as_ref())
}

#[cfg(target_arch = "wasm32")]
fn transport() -> Option<&'static dyn Transport> {
    TRANSPORT.get().map(Box::as_ref)
}

/// The files below a URL.
pub struct Http {
    base: String,
    /// With its question mark
    query: String,
    timeout: Duration,
}

impl Http {
    /// Those below `url`; its query, if it has one, is part of every question.
    pub fn new(url: &str) -> Http {
        let (base, query) = url.split_at(url.find('?').unwrap_or(url.len()));
        let timeout = Duration::from_millis(TIMEOUT_MILLIS.load(Ordering::Relaxed));
        Http { base: base.trim_end_matches('/').to_owned(), query: query.to_owned(), timeout }
    }

    /// With another limit of time for each answer.
    pub fn with_timeout(self, timeout: Duration) -> Http {
        Http { timeout, ..self }
    }

    fn url(&self, key: &str) -> String {
        let mut url = format!("{}/", self.base);
        for byte in key.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => url.push(byte as char),
                other => url.push_str(&format!("%{other:02X}")),
            }
        }
        url + &self.query
    }

    /// The bytes of a file, where they are; `None` if the server has no such file.
    fn fetch(&self, key: &str, part: Option<Part>, limit: u64) -> Result<Option<(u16, Box<dyn Body>)>> {
        let url = self.url(key);
        let transport =
            transport().ok_or_else(|| Error::Unsupported(format!("{url}: servers cannot be asked from here")))?;
        let request = Request { url, part, timeout: self.timeout, limit };
        let mut attempt = 1;
        loop {
            let (error, may_help) = match transport.get(&request) {
                Ok(Response { status: 200 | 206, body }) if body.length() as u64 > limit => {
                    self.unanswered(&request, TransportError::TooLong(Some(body.length() as u64)))
                }
                Ok(Response { status: status @ (200 | 206), body }) => return Ok(Some((status, body))),
                Ok(Response { status: 404 | 410, .. }) => return Ok(None),
                Ok(Response { status, .. }) => self.refused(&request.url, status),
                Err(error) => self.unanswered(&request, error),
            };
            if !may_help {
                return Err(error);
            }
            if attempt == TRIES {
                return Err(after_tries(error));
            }
            transport.pause(attempt);
            if is_stopped() {
                return Err(Error::Interrupted);
            }
            attempt += 1;
        }
    }

    /// The error for a status, and whether asking again may help.
    fn refused(&self, url: &str, status: u16) -> (Error, bool) {
        let text = |meaning: &str| format!("{url}: the server answered HTTP {status}{meaning}");
        match status {
            401 | 403 => (Error::Denied(text(": it does not let everybody read this, or has no such file")), false),
            408 | 429 => (Error::Io(text(": it has too much to do")), true),
            500..=599 => (Error::Io(text(": it failed")), true),
            _ => (Error::Io(text("")), false),
        }
    }

    fn unanswered(&self, request: &Request, error: TransportError) -> (Error, bool) {
        let url = &request.url;
        match error {
            TransportError::Timeout => {
                (Error::Timeout(format!("{url}: no answer within {} s", self.timeout.as_secs_f64())), true)
            }
            TransportError::Broken(reason) => (Error::Io(format!("{url}: {reason}")), true),
            TransportError::Refused(reason) => {
                let reason = if reason.is_empty() { reason } else { format!(" ({reason})") };
                let meaning = "the server cannot be reached, or does not allow other pages to read it (CORS)";
                (
                    Error::Io(format!(
                        "{url}: {meaning}{reason}; the same code works outside a browser if the server is there"
                    )),
                    false,
                )
            }
            TransportError::TooLong(length) => {
                (Error::TooLong { what: url.clone(), length, limit: request.limit }, false)
            }
            TransportError::Interrupted => (Error::Interrupted, false),
            TransportError::Unsupported(reason) => (Error::Unsupported(format!("{url}: {reason}")), false),
        }
    }
}

fn after_tries(error: Error) -> Error {
    let told = |message: String| format!("{message} (tried {TRIES} times)");
    match error {
        Error::Timeout(message) => Error::Timeout(told(message)),
        Error::Io(message) => Error::Io(told(message)),
        other => other,
    }
}

/// Memory for an answer, which may not be there.
fn copied(body: &dyn Body) -> Result<Vec<u8>> {
    let mut bytes = zeroed(body.length())?;
    body.copy_to(&mut bytes);
    Ok(bytes)
}

impl Storage for Http {
    fn address(&self) -> String {
        format!("{}{}", self.base, self.query)
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>> {
        self.get_up_to(key, BODY_MAX)
    }

    fn get_up_to(&self, key: &str, limit: u64) -> Result<Option<Vec<u8>>> {
        self.fetch(key, None, limit.min(BODY_MAX))?.map(|(_, body)| copied(&*body)).transpose()
    }

    fn get_into(&self, key: &str, target: &mut [u8]) -> Result<Option<usize>> {
        let Some((_, body)) = self.fetch(key, None, target.len() as u64)? else { return Ok(None) };
        if body.length() == target.len() {
            body.copy_to(target);
        }
        Ok(Some(body.length()))
    }

    fn get_part(&self, key: &str, part: Part, limit: u64) -> Result<Option<Vec<u8>>> {
        let Some((status, body)) = self.fetch(key, Some(part), limit.min(BODY_MAX))? else { return Ok(None) };
        let bytes = copied(&*body)?;
        // Not every server gives parts.
        Ok(Some(if status == 206 { bytes } else { bytes[part.within(bytes.len())].to_vec() }))
    }
}
