//! Servers that are slow, busy, wrong or gone.

use std::cell::RefCell;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dasklet::block::{Block, DType, Scalar};
use dasklet::store::http::Http;
use dasklet::store::transport::set_stopped;
use dasklet::store::{Array, Error, Group, Node, Part, Place, Storage, Values, open};

use crate::{create, document_v2, document_v3, json, memory};

/// A server of one store, and what it was asked for.
struct Server {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// `answer` gives the whole answer to a path, the number of the question and its range.
    fn start(answer: impl Fn(&str, usize, Option<&str>, &mut TcpStream) + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/x.zarr", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, count, answer) = (asked.clone(), Arc::new(AtomicUsize::new(0)), Arc::new(answer));
        spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let (log, count, answer) = (log.clone(), count.clone(), answer.clone());
                spawn(move || {
                    let mut question = Vec::new();
                    let mut buffer = [0; 1024];
                    while !question.ends_with(b"\r\n\r\n") {
                        match stream.read(&mut buffer) {
                            Ok(0) | Err(_) => return,
                            Ok(length) => question.extend_from_slice(&buffer[..length]),
                        }
                    }
                    let question = String::from_utf8_lossy(&question).into_owned();
                    let path = question.split(' ').nth(1).unwrap_or_default().to_owned();
                    let range = question.lines().find_map(|line| line.strip_prefix("Range: bytes="));
                    log.lock().expect("no test panics here").push(path.clone());
                    answer(
                        path.trim_start_matches("/x.zarr/"),
                        count.fetch_add(1, Ordering::SeqCst),
                        range,
                        &mut stream,
                    );
                });
            }
        });
        Server { url, asked }
    }

    /// One that has the files of a storage.
    fn of(place: &Place) -> Server {
        let storage = place.storage.clone();
        Server::start(move |path, _, range, stream| serve(&*storage, path, range, stream))
    }

    fn storage(&self) -> Arc<dyn Storage> {
        Arc::new(Http::new(&self.url).with_timeout(Duration::from_millis(400)))
    }

    fn place(&self) -> Place {
        Place { storage: self.storage(), prefix: String::new() }
    }

    fn n_asked(&self) -> usize {
        self.asked.lock().expect("no test panics here").len()
    }
}

#[expect(clippy::disallowed_methods, reason = "a server of its own, in a native test")]
fn spawn(run: impl FnOnce() + Send + 'static) {
    std::thread::spawn(run);
}

#[expect(clippy::disallowed_methods, reason = "a slow server, in a native test")]
fn wait(milliseconds: u64) {
    std::thread::sleep(Duration::from_millis(milliseconds));
}

fn reply(stream: &mut TcpStream, status: &str, body: &[u8]) {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", body.len());
    drop(stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)));
}

fn serve(storage: &dyn Storage, path: &str, range: Option<&str>, stream: &mut TcpStream) {
    let number = |text: &str| text.parse::<u64>().expect("a number");
    let part = range.map(|range| match range.split_once('-').expect("a range") {
        ("", count) => Part::Last(number(count)),
        (from, to) => Part::From { offset: number(from), length: number(to) + 1 - number(from) },
    });
    match (storage.get(&path.replace("%20", " ")).expect("memory answers"), part) {
        (None, _) => reply(stream, "404 Not Found", b"<html>no</html>"),
        (Some(bytes), None) => reply(stream, "200 OK", &bytes),
        (Some(bytes), Some(part)) => reply(stream, "206 Partial Content", &bytes[part.within(bytes.len())]),
    }
}

fn counted(array: &Array) -> Block {
    let length = array.metadata.shape[0] as i128;
    let block = Block::arange(Scalar::Int(1), Scalar::Int(length + 1), Scalar::Int(1), DType::Int32).expect("numbers");
    array.write(&[0], &array.metadata.shape.clone(), &Values { block: block.clone(), labels: None }).expect("written");
    block
}

fn array_at(place: &Place) -> Array {
    match open(place, None, None) {
        Ok(Some(Node::Array(array))) => array,
        Ok(_) => panic!("there is no array"),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn arrays_and_groups_are_read_from_servers() {
    let place = memory();
    Group::create(place.clone(), 2, json(r#"{"title": "t"}"#)).expect("root");
    let array =
        create(&place.join("a b"), &document_v2("[10]", "[4]", "<i4", r#""compressor": {"id": "zstd"}"#)).expect("new");
    let block = counted(&array);
    let Ok(Some(Node::Group(group))) = open(&place, None, None) else { panic!("a group") };
    group.consolidate().expect("put together");
    let server = Server::of(&place);
    let Ok(Some(Node::Group(group))) = open(&server.place(), None, None) else { panic!("a group") };
    assert_eq!(group.names().expect("from the documents"), ["a b"]);
    let Ok(Some(Node::Array(array))) = group.child("a b") else { panic!("an array") };
    let asked = server.n_asked();
    assert_eq!(array.read(&[0], &[10]).expect("read").block.scalars(), block.scalars());
    assert_eq!(server.n_asked() - asked, 3, "three chunks, nothing else");
    assert!(server.asked.lock().expect("log").contains(&"/x.zarr/a%20b/0".to_owned()));
    let error = array.write(&[0], &[10], &Values { block, labels: None }).expect_err("servers are read");
    assert!(error.to_string().contains("read-only"), "{error}");
}

#[test]
fn only_the_wanted_chunks_of_a_shard_are_fetched() {
    let place = memory();
    let document = document_v3(
        "[4000]",
        "[4000]",
        r#""int32""#,
        r#""codecs": [{"name": "sharding_indexed", "configuration": {"chunk_shape": [100], "codecs": ["bytes"], "index_codecs": ["bytes", "crc32c"]}}]"#,
    );
    let block = counted(&create(&place, &document).expect("new"));
    let server = Server::of(&place);
    let array = array_at(&server.place());
    let asked = server.n_asked();
    let read = array.read(&[150], &[100]).expect("read").block;
    assert_eq!(read.scalars(), block.scalars()[150..250]);
    assert_eq!(server.n_asked() - asked, 3, "the index and two chunks");
}

#[test]
fn asking_again_helps_where_it_can() {
    // What the server does, how often it is asked, and what is said.
    type Answer = fn(usize, &mut TcpStream);
    let cases: &[(&str, Answer, usize, Result<&str, &str>)] = &[
        ("fine", |_, stream| reply(stream, "200 OK", b"1234"), 1, Ok("1234")),
        (
            "failing once",
            |n, stream| if n == 0 { reply(stream, "500 No", b"") } else { reply(stream, "200 OK", b"12") },
            2,
            Ok("12"),
        ),
        (
            "busy twice",
            |n, stream| if n < 2 { reply(stream, "429 Wait", b"") } else { reply(stream, "200 OK", b"1") },
            3,
            Ok("1"),
        ),
        (
            "cut off once",
            |n, stream| {
                if n == 0 {
                    drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123"))
                } else {
                    reply(stream, "200 OK", b"1")
                }
            },
            2,
            Ok("1"),
        ),
        ("without a length", |_, stream| drop(stream.write_all(b"HTTP/1.0 200 OK\r\n\r\n12345")), 1, Ok("12345")),
        (
            "in pieces",
            |_, stream| {
                drop(stream.write_all(
                    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n",
                ))
            },
            1,
            Ok("abcde"),
        ),
        ("failing", |_, stream| reply(stream, "503 No", b""), 3, Err("HTTP 503: it failed (tried 3 times)")),
        ("missing", |_, stream| reply(stream, "404 Not Found", b"<html>"), 1, Ok("none")),
        (
            "forbidden",
            |_, stream| reply(stream, "403 Forbidden", b""),
            1,
            Err("HTTP 403: it does not let everybody read this"),
        ),
        ("odd", |_, stream| reply(stream, "418 Teapot", b""), 1, Err("the server answered HTTP 418")),
        ("silent", |_, _| wait(1500), 3, Err("no answer within 0.4 s (tried 3 times)")),
        (
            "dripping",
            |_, stream| {
                drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"));
                for _ in 0..10 {
                    wait(100);
                    drop(stream.write_all(b"x"));
                }
            },
            3,
            Err("no answer within 0.4 s"),
        ),
        (
            "lying",
            |_, stream| drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n")),
            1,
            Err("has 99999999999999 bytes, of which at most 2147483648"),
        ),
        (
            "no server of the web",
            |_, stream| drop(stream.write_all(b"220 smtp ready\r\n")),
            3,
            Err("this is no HTTP answer"),
        ),
        (
            "sending us round",
            |_, stream| drop(stream.write_all(b"HTTP/1.1 302 Go\r\nLocation: /x.zarr/k\r\n\r\n")),
            18,
            Err("sent us elsewhere"),
        ),
    ];
    for &(name, answer, n_asked, expected) in cases {
        let server = Server::start(move |_, n, _, stream| answer(n, stream));
        let got = server.storage().get("k");
        assert_eq!(server.n_asked(), n_asked, "{name}: {got:?}");
        match (got, expected) {
            (Ok(None), Ok("none")) => {}
            (Ok(Some(bytes)), Ok(text)) => assert_eq!(bytes, text.as_bytes(), "{name}"),
            (Err(error), Err(text)) => {
                let message = error.to_string();
                assert!(message.contains(text) && message.contains(&server.url), "{name}: {message}");
            }
            (got, _) => panic!("{name}: {got:?}"),
        }
    }
}

/// How a server sends bytes without an end: until nobody listens any more.
type Endless = fn(&mut TcpStream);

const ENDLESS: [(&str, Endless); 3] = [
    ("by its length", |stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 3000000000\r\n\r\n"));
    }),
    ("without a length", |stream| {
        drop(stream.write_all(b"HTTP/1.0 200 OK\r\n\r\n"));
        while stream.write_all(&[b' '; 64 << 10]).is_ok() {}
    }),
    ("in pieces", |stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
        while stream.write_all(b"10000\r\n").and_then(|()| stream.write_all(&[b' '; 64 << 10])).is_ok() {
            drop(stream.write_all(b"\r\n"));
        }
    }),
];

#[test]
fn answers_without_an_end_are_cut_off() {
    for (name, send) in ENDLESS {
        // A document, for which nobody is asked twice.
        let server = Server::start(move |_, _, _, stream| send(stream));
        let storage = Arc::new(Http::new(&server.url).with_timeout(Duration::from_secs(60)));
        let place = Place { storage, prefix: String::new() };
        let error = open(&place, None, None).err().expect(name);
        assert_eq!((error.exception_type(), server.n_asked()), ("MetadataValidationError", 1), "{name}: {error}");
        assert!(error.to_string().contains("the 32 MiB that a document may have"), "{name}: {error}");
        // A chunk, as it is and compressed.
        for compressor in ["null", r#"{"id": "zlib"}"#] {
            let documents = memory();
            create(&documents, &document_v2("[10]", "[4]", "<i4", &format!(r#""compressor": {compressor}"#)))
                .expect("new");
            let storage = documents.storage.clone();
            let server = Server::start(move |path, _, range, stream| {
                if path.starts_with('.') || path.ends_with("json") {
                    serve(&*storage, path, range, stream)
                } else {
                    send(stream)
                }
            });
            let storage = Arc::new(Http::new(&server.url).with_timeout(Duration::from_secs(60)));
            let array = array_at(&Place { storage, prefix: String::new() });
            let error = array.read(&[0], &[4]).expect_err(name);
            assert!(matches!(error, Error::Chunk { .. }), "{name}, {compressor}: {error:?}");
            assert!(
                error.to_string().contains("of which a chunk like this has at most"),
                "{name}, {compressor}: {error}"
            );
            if compressor == "null" {
                let error = array.read(&[0], &[2]).expect_err(name);
                assert!(error.to_string().contains("bytes"), "{name}: a part of a chunk: {error}");
            }
        }
    }
}

#[test]
fn servers_that_are_not_there() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let gone = format!("http://{}/x.zarr", listener.local_addr().expect("an address"));
    drop(listener);
    assert!(matches!(Http::new(&gone).get("k"), Err(Error::Io(_))));
    let error = Http::new("https://example.org/x.zarr").get("k").expect_err("not natively");
    assert!(error.to_string().contains("only made in a browser"), "{error}");
}

#[test]
fn what_servers_lack_is_told() {
    let server = Server::of(&memory());
    let place = server.place();
    assert!(open(&place, None, None).expect("it answers").is_none());
    let error = dasklet::store::not_found(&place, None, "GroupNotFoundError").to_string();
    assert!(error.contains("looked for zarr.json, .zgroup") && error.contains("is the address right"), "{error}");
    let denied = Server::start(|_, _, _, stream| reply(stream, "403 Forbidden", b""));
    assert!(open(&denied.place(), None, None).expect("as good as none").is_none());
    let error = dasklet::store::not_found(&denied.place(), None, "GroupNotFoundError");
    assert_eq!(error.exception_type(), "PermissionError");
}

thread_local! {
    /// What tells this thread to stop.
    static STOPPED: RefCell<Option<Arc<AtomicBool>>> = const { RefCell::new(None) };
}

/// Asks a server on a thread of its own, which is told to stop once the server has the question.
fn ask_and_stop(answer: impl Fn(&mut TcpStream) + Send + Sync + 'static, expected_questions: usize) {
    set_stopped(|| STOPPED.with_borrow(|told| told.as_ref().is_some_and(|told| told.load(Ordering::SeqCst))));
    let told = Arc::new(AtomicBool::new(false));
    let tell = told.clone();
    let server = Server::start(move |_, _, _, stream| {
        tell.store(true, Ordering::SeqCst);
        answer(stream);
    });
    let storage = Http::new(&server.url).with_timeout(Duration::from_secs(3600));
    let asks = std::thread::scope(|scope| {
        let asks = scope.spawn(|| {
            STOPPED.set(Some(told));
            storage.get("c/0")
        });
        asks.join().expect("no panic")
    });
    assert_eq!(asks, Err(Error::Interrupted));
    assert_eq!(server.n_asked(), expected_questions);
}

/// Sends what it was given and then neither more nor the end.
fn hang(stream: &mut TcpStream, begin: &[u8]) {
    drop(stream.write_all(begin));
    // The other side closes the connection when it gives up.
    let _ = stream.read(&mut [0]);
}

#[test]
fn a_question_is_given_up_when_its_thread_is_told_to_stop() {
    ask_and_stop(|stream| hang(stream, b""), 1);
    ask_and_stop(|stream| hang(stream, b"HTTP/1.1 200 OK\r\nContent-Le"), 1);
    ask_and_stop(|stream| hang(stream, b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n1234"), 1);
    ask_and_stop(|stream| hang(stream, b"HTTP/1.1 200 OK\r\n\r\n1234"), 1);
}

#[test]
fn a_server_is_not_asked_again_by_a_thread_that_is_told_to_stop() {
    ask_and_stop(|stream| reply(stream, "503 Service Unavailable", b""), 1);
}
