//! Asking servers natively: `http://` over a socket, one connection a question. There is no encryption here, hence no `https://`.

#![expect(
    clippy::disallowed_methods,
    reason = "only native programs come here, and an answer's deadline needs a clock"
)]

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use super::storage::Part;
use super::transport::{Request, Response, Transport, TransportError, is_stopped};

/// More bytes of headers are no answer.
const HEADERS_MAX: usize = 64 << 10;
/// So long is a socket waited for at once: in between we look whether we were told to stop.
const SLICE: Duration = Duration::from_millis(50);
/// The same for a connection, which is begun anew each time.
const CONNECT_SLICE: Duration = Duration::from_secs(1);
/// So often may a server send us elsewhere.
const REDIRECTS_MAX: usize = 5;

/// Sockets of the machine.
pub struct Sockets;

impl Transport for Sockets {
    fn get(&self, request: &Request) -> Result<Response, TransportError> {
        let deadline = Instant::now() + request.timeout;
        let mut url = request.url.clone();
        for _ in 0..=REDIRECTS_MAX {
            let answer = ask(&url, request, deadline)?;
            match answer.location {
                Some(location) if matches!(answer.status, 301 | 302 | 303 | 307 | 308) => {
                    url = if location.contains("://") {
                        location
                    } else {
                        let end = url[7..].find('/').map_or(url.len(), |end| end + 7);
                        format!("{}{location}", &url[..end])
                    };
                }
                _ => return Ok(Response { status: answer.status, body: Box::new(answer.body) }),
            }
        }
        Err(TransportError::Broken(format!("the server sent us elsewhere more than {REDIRECTS_MAX} times")))
    }

    fn pause(&self, attempt: u32) {
        std::thread::sleep(Duration::from_millis(100) * attempt);
    }
}

struct Answer {
    status: u16,
    location: Option<String>,
    body: Vec<u8>,
}

fn ask(url: &str, request: &Request, deadline: Instant) -> Result<Answer, TransportError> {
    let Some(rest) = url.strip_prefix("http://") else {
        return Err(TransportError::Unsupported(
            "encrypted connections (https://) are only made in a browser; natively there is http://".to_owned(),
        ));
    };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let path = if path.is_empty() { "/" } else { path };
    let address = if host.contains(':') { host.to_owned() } else { format!("{host}:80") };
    let broken = |error: std::io::Error| match error.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => TransportError::Timeout,
        _ => TransportError::Broken(error.to_string()),
    };
    let target = address.to_socket_addrs().ok().and_then(|mut found| found.next());
    let target = target.ok_or_else(|| TransportError::Unsupported(format!("there is no host {host:?}")))?;
    let mut stream = loop {
        match TcpStream::connect_timeout(&target, left(deadline)?.min(CONNECT_SLICE)) {
            Ok(stream) => break stream,
            Err(error) if error.kind() == ErrorKind::TimedOut => {}
            Err(error) => return Err(broken(error)),
        }
    };
    let range = request.part.map_or_else(String::new, |part| format!("Range: {}\r\n", part.range()));
    let question = format!(
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: dasklet\r\nAccept-Encoding: identity\r\n{range}Connection: close\r\n\r\n"
    );
    stream.set_write_timeout(Some(left(deadline)?)).map_err(broken)?;
    stream.write_all(question.as_bytes()).map_err(broken)?;
    let mut reader = Reader { stream, bytes: Vec::new(), position: 0, limit: request.limit as usize, deadline };
    reader.answer(request.part)
}

/// The time that is left; an error also if we were told to stop.
fn left(deadline: Instant) -> Result<Duration, TransportError> {
    if is_stopped() {
        return Err(TransportError::Interrupted);
    }
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(TransportError::Timeout) } else { Ok(left) }
}

/// Bytes as they come.
struct Reader {
    stream: TcpStream,
    bytes: Vec<u8>,
    position: usize,
    /// Bytes that the body may have
    limit: usize,
    deadline: Instant,
}

impl Reader {
    /// Reads more; false at the end.
    fn more(&mut self) -> Result<bool, TransportError> {
        let mut buffer = [0; 64 << 10];
        self.stream
            .set_read_timeout(Some(left(self.deadline)?.min(SLICE)))
            .map_err(|error| TransportError::Broken(error.to_string()))?;
        match self.stream.read(&mut buffer) {
            Ok(count) => {
                self.bytes.extend_from_slice(&buffer[..count]);
                // What is around a body is little.
                if self.bytes.len() - self.position > self.limit.saturating_add(HEADERS_MAX + buffer.len()) {
                    return Err(TransportError::TooLong(None));
                }
                Ok(count > 0)
            }
            // Nothing yet: those who read on find out whether there is time left.
            Err(error)
                if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::TimedOut | ErrorKind::WouldBlock) =>
            {
                Ok(true)
            }
            Err(error) => Err(TransportError::Broken(error.to_string())),
        }
    }

    fn line(&mut self) -> Result<String, TransportError> {
        loop {
            let rest = &self.bytes[self.position..];
            if let Some(end) = rest.iter().position(|&byte| byte == b'\n') {
                let line = String::from_utf8_lossy(&rest[..end]).trim_end().to_owned();
                self.position += end + 1;
                return Ok(line);
            }
            if rest.len() > HEADERS_MAX || !self.more()? {
                return Err(cut_off());
            }
        }
    }

    fn take(&mut self, count: usize) -> Result<Vec<u8>, TransportError> {
        while self.bytes.len() - self.position < count {
            if !self.more()? {
                return Err(cut_off());
            }
        }
        let taken = self.bytes[self.position..self.position + count].to_vec();
        self.position += count;
        Ok(taken)
    }

    fn answer(&mut self, part: Option<Part>) -> Result<Answer, TransportError> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| TransportError::Broken(format!("this is no HTTP answer: {first:.60}")))?;
        let (mut length, mut is_chunked, mut location) = (None, false, None);
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            if self.position > HEADERS_MAX {
                return Err(TransportError::Broken("the answer's headers do not end".to_owned()));
            }
            let (name, value) = line.split_once(':').unwrap_or((&line, ""));
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse::<usize>().ok(),
                "transfer-encoding" => is_chunked = value.eq_ignore_ascii_case("chunked"),
                "location" => location = Some(value.to_owned()),
                _ => {}
            }
        }
        // An error page is not what was asked for, however long it is.
        if !matches!(status, 200 | 206) {
            return Ok(Answer { status, location, body: Vec::new() });
        }
        if let (206, Some(Part::Last(count) | Part::From { length: count, .. })) = (status, part) {
            self.limit = self.limit.min(usize::try_from(count).unwrap_or(usize::MAX));
        }
        let body = match length {
            _ if is_chunked => {
                let mut body = Vec::new();
                loop {
                    let line = self.line()?;
                    let count = usize::from_str_radix(line.split(';').next().unwrap_or_default().trim(), 16);
                    match count.map_err(|_| cut_off())? {
                        0 => break body,
                        count if count > self.limit.saturating_sub(body.len()) => {
                            return Err(TransportError::TooLong(None));
                        }
                        count => body.extend(self.take(count)?),
                    }
                    self.line()?;
                }
            }
            Some(length) if length > self.limit => return Err(TransportError::TooLong(Some(length as u64))),
            Some(length) => self.take(length)?,
            None => {
                while self.more()? {
                    if self.bytes.len() - self.position > self.limit {
                        return Err(TransportError::TooLong(None));
                    }
                }
                self.bytes.split_off(self.position)
            }
        };
        Ok(Answer { status, location, body })
    }
}

fn cut_off() -> TransportError {
    TransportError::Broken("the connection ended before the answer did".to_owned())
}
