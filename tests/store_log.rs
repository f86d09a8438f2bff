//! What the browser keeps: a log survives being closed, cut anywhere, and running out of room; threads share it.
#![cfg(not(target_arch = "wasm32"))]

#[path = "store_log/damage.rs"]
mod damage;
#[path = "store_log/room.rs"]
mod room;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use dasklet::store::log::{Answer, File, FileError, Log, Request};
use dasklet::store::{Disk, Error, Part, Place, Storage, not_found};
use proptest::prelude::*;

/// A file in memory that stays when the log that used it is gone.
#[derive(Clone, Default)]
struct TestFile {
    contents: Arc<Mutex<Contents>>,
    device: Arc<Mutex<Device>>,
}

#[derive(Clone, Default)]
struct Contents {
    bytes: Vec<u8>,
    /// Bytes that may still be written before the file fails, if it is set
    fails_after: Option<usize>,
    reads: usize,
}

/// What files have in common.
#[derive(Default)]
struct Device {
    /// No more bytes than this in all files, if it is set
    room: Option<isize>,
    /// By what they have grown since they were made
    used: isize,
}

impl TestFile {
    fn with<T>(&self, change: impl FnOnce(&mut Contents) -> T) -> T {
        change(&mut self.contents.lock().unwrap())
    }

    fn bytes(&self) -> Vec<u8> {
        self.with(|contents| contents.bytes.clone())
    }

    fn of(bytes: Vec<u8>) -> TestFile {
        TestFile { contents: Arc::new(Mutex::new(Contents { bytes, ..Contents::default() })), ..TestFile::default() }
    }

    /// Takes room for a file's new length, or gives it back.
    fn resized(&self, old: usize, new: usize) -> Result<(), FileError> {
        let mut device = self.device.lock().unwrap();
        let used = device.used + new as isize - old as isize;
        if new > old && device.room.is_some_and(|room| used > room) {
            return Err(FileError::Full);
        }
        device.used = used;
        Ok(())
    }
}

impl File for TestFile {
    fn length(&self) -> Result<u64, FileError> {
        Ok(self.with(|contents| contents.bytes.len() as u64))
    }

    fn read_at(&self, offset: u64, target: &mut [u8]) -> Result<usize, FileError> {
        self.with(|contents| {
            contents.reads += 1;
            let rest = contents.bytes.get(offset as usize..).unwrap_or_default();
            // Never more than 5000 at once: short reads are no end.
            let count = rest.len().min(target.len()).min(5000);
            target[..count].copy_from_slice(&rest[..count]);
            Ok(count)
        })
    }

    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> Result<(), FileError> {
        self.with(|contents| {
            let allowed = contents.fails_after.map_or(bytes.len(), |left| left.min(bytes.len()));
            let (old, reached) = (contents.bytes.len(), offset as usize + allowed);
            self.resized(old, old.max(reached))?;
            contents.bytes.resize(old.max(reached), 0);
            contents.bytes[offset as usize..reached].copy_from_slice(&bytes[..allowed]);
            if let Some(left) = &mut contents.fails_after {
                *left -= allowed;
            }
            if allowed == bytes.len() { Ok(()) } else { Err(FileError::Other("gone".to_owned())) }
        })
    }

    fn truncate(&mut self, length: u64) -> Result<(), FileError> {
        self.with(|contents| match contents.fails_after {
            Some(0) => Err(FileError::Other("gone".to_owned())),
            _ => {
                self.resized(contents.bytes.len(), length as usize)?;
                contents.bytes.resize(length as usize, 0);
                Ok(())
            }
        })
    }

    fn flush(&mut self) -> Result<(), FileError> {
        Ok(())
    }
}

/// Two logs, and the keys.
type Files = [TestFile; 3];

/// New ones on one device.
fn new_files() -> Files {
    let device = Arc::default();
    [(); 3].map(|()| TestFile { device: Arc::clone(&device), ..TestFile::default() })
}

/// Leaves so much room besides what is there.
fn leave_room(files: &Files, room: usize) {
    let mut device = files[0].device.lock().unwrap();
    device.room = Some(device.used + room as isize);
}

fn open(files: &Files) -> Log {
    try_open(files).expect("a log")
}

fn try_open(files: &Files) -> Result<Log, Error> {
    Log::open(files.each_ref().map(|file| Box::new(file.clone()) as Box<dyn File>))
}

fn set(log: &mut Log, key: &str, bytes: &[u8]) -> Result<(), Error> {
    log.answer(Request::Set(key.to_owned(), bytes.to_vec())).map(drop)
}

fn try_get(log: &mut Log, key: &str, part: Option<Part>) -> Result<Option<Vec<u8>>, Error> {
    log.answer(Request::Get(key.to_owned(), part)).and_then(|answer| answer.bytes(key))
}

fn get(log: &mut Log, key: &str) -> Option<Vec<u8>> {
    match try_get(log, key, None) {
        Ok(bytes) => bytes,
        other => panic!("{key}: {other:?}"),
    }
}

fn children(log: &mut Log, prefix: &str) -> Vec<String> {
    match log.answer(Request::Children(prefix.to_owned())) {
        Ok(Answer::Names(names)) => names,
        other => panic!("{prefix}: {other:?}"),
    }
}

/// Everything that a log holds, in the keys that tests use.
fn contents(log: &mut Log) -> BTreeMap<String, Vec<u8>> {
    KEYS.iter().filter_map(|key| Some((key.to_string(), get(log, key)?))).collect()
}

const KEYS: [&str; 7] = ["a", "a/x", "a/y/0", "a/y/1", "ab", "b/x", "b/ü"];

#[test]
fn what_was_written_is_there_after_opening_again() {
    let files = new_files();
    let large: Vec<u8> = (0..3_000_000).map(|number| (number % 251) as u8).collect();
    let mut log = open(&files);
    set(&mut log, "a/x", b"old").unwrap();
    set(&mut log, "a/y/0", &large).unwrap();
    set(&mut log, "a/x", b"new").unwrap();
    set(&mut log, "b/x", b"").unwrap();
    set(&mut log, "ab", b"erased").unwrap();
    log.answer(Request::Erase("ab".to_owned())).unwrap();
    for log in [&mut log, &mut open(&files)] {
        assert_eq!(get(log, "a/x").unwrap(), b"new");
        assert_eq!(get(log, "b/x").unwrap(), b"");
        assert_eq!(get(log, "ab"), None);
        assert!(get(log, "a/y/0").unwrap() == large);
        let part = |part| Request::Get("a/y/0".to_owned(), Some(part));
        let (middle, last) = (part(Part::From { offset: 1_500_000, length: 3 }), part(Part::Last(2)));
        let mut bytes = |request| log.answer(request).and_then(|answer| answer.bytes("a/y/0")).unwrap().unwrap();
        assert_eq!(bytes(middle), large[1_500_000..1_500_003]);
        assert_eq!(bytes(last), large[2_999_998..]);
        assert_eq!(children(log, ""), ["a", "b"]);
        assert_eq!(children(log, "a"), ["x", "y"]);
        assert_eq!(children(log, "a/y"), ["0"]);
        assert_eq!(children(log, "nowhere"), [""; 0]);
    }
}

#[test]
fn opening_reads_heads_and_not_data() {
    let files = new_files();
    let mut log = open(&files);
    for number in 0..1000 {
        set(&mut log, &format!("small/{number}"), b"few bytes").unwrap();
    }
    let reads = |files: &Files| -> usize {
        files.iter().map(|file| file.with(|contents| std::mem::take(&mut contents.reads))).sum()
    };
    let before = reads(&files);
    assert!(before < 20, "{before} reads while writing");
    open(&files);
    let with_keys = reads(&files);
    files[2].with(|contents| contents.bytes.clear());
    open(&files);
    let without = reads(&files);
    assert!(with_keys < 40 && without < 100, "{with_keys} and {without} reads for 1000 small records");
}

#[test]
fn a_tail_cut_or_torn_anywhere_loses_the_last_record_only() {
    let files = new_files();
    let mut log = open(&files);
    set(&mut log, "a/x", b"kept").unwrap();
    set(&mut log, "b/x", b"older").unwrap();
    let safe = files[0].bytes().len();
    let keys = files[2].bytes();
    set(&mut log, "b/x", b"the last one, cut").unwrap();
    let whole = files[0].bytes();
    for length in safe..whole.len() {
        for tail in [Vec::new(), vec![0; whole.len() - length], vec![0xff; 3 * whole.len()]] {
            let torn = [[&whole[..length], &tail].concat(), vec![], keys.clone()].map(TestFile::of);
            let mut log = open(&torn);
            assert_eq!(get(&mut log, "a/x").unwrap(), b"kept", "cut at {length}");
            assert_eq!(get(&mut log, "b/x").unwrap(), b"older", "cut at {length}");
            set(&mut log, "b/x", b"again").unwrap();
            let mut log = open(&torn);
            assert_eq!(get(&mut log, "a/x").unwrap(), b"kept");
            assert_eq!(get(&mut log, "b/x").unwrap(), b"again");
        }
    }
}

#[test]
fn files_of_something_else_are_refused_and_left_alone() {
    let foreign = vec![7; 1000];
    let files = [foreign.clone(), vec![], vec![]].map(TestFile::of);
    let error = try_open(&files).err().expect("refused");
    assert!(error.to_string().contains("damaged"), "{error}");
    assert_eq!(files[0].bytes(), foreign);
}

#[test]
fn garbage_is_compacted_when_opened() {
    let files = new_files();
    let mut log = open(&files);
    set(&mut log, "b/x", b"kept").unwrap();
    for _ in 0..50 {
        set(&mut log, "a/x", &[1; 1000]).unwrap();
    }
    let mut log = open(&files);
    let lengths = files.each_ref().map(|file| file.bytes().len());
    assert!(lengths[0] == 0 && lengths[1] < 1500 && lengths[2] < 200, "{lengths:?}");
    assert_eq!((get(&mut log, "a/x").unwrap(), get(&mut log, "b/x").unwrap()), (vec![1; 1000], b"kept".to_vec()));
    // What is in use now is the other file, also next time.
    set(&mut log, "ab", b"later").unwrap();
    let mut log = open(&files);
    assert_eq!(contents(&mut log).len(), 3);
    log.answer(Request::EraseBelow(String::new())).unwrap();
    assert!(contents(&mut log).is_empty());
    assert!(files.iter().all(|file| file.bytes().len() <= 24), "room is given back");
    assert!(contents(&mut open(&files)).is_empty());
}

#[test]
fn keys_have_a_length() {
    let mut log = open(&new_files());
    for key in [String::new(), "k".repeat(5000)] {
        assert!(matches!(set(&mut log, &key, b"x"), Err(Error::Value(_))));
    }
}

#[test]
fn threads_share_a_disk_that_one_of_them_serves() {
    let files = new_files();
    let disk = Disk::default();
    std::thread::scope(|scope| {
        scope.spawn(|| disk.serve(open(&files)));
        let writers = [0_u8, 1, 2, 3].map(|writer| {
            let disk = &disk;
            scope.spawn(move || {
                for number in 0..50 {
                    let key = format!("x.zarr/{writer}/{number}");
                    disk.set(&key, vec![writer; number]).unwrap();
                    assert_eq!(disk.get(&key).unwrap().unwrap(), vec![writer; number]);
                }
            })
        });
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        assert_eq!(disk.children("x.zarr").unwrap().unwrap(), ["0", "1", "2", "3"]);
        assert_eq!(disk.take_notice(), None);
        disk.keep_in_memory("the test is over");
    });
    let mut log = open(&files);
    assert_eq!(get(&mut log, "x.zarr/2/7").unwrap(), [2; 7]);
}

#[test]
fn what_is_missing_in_memory_may_be_stored_elsewhere() {
    let disk = Arc::new(Disk::default());
    disk.keep_in_memory("another tab has the files");
    for prefix in ["", "x.zarr"] {
        let place = Place { storage: disk.clone(), prefix: prefix.to_owned() };
        let error = not_found(&place, None, "ArrayNotFoundError").to_string();
        assert!(
            error.ends_with("; what was stored before cannot be read, because another tab has the files"),
            "{error}"
        );
    }
    disk.keep_here(open(&new_files()));
    let place = Place { storage: disk, prefix: String::new() };
    assert!(!not_found(&place, None, "ArrayNotFoundError").to_string().contains("because"));
}

#[test]
fn in_memory_the_reason_is_told_once_and_when_something_is_written() {
    let disk = Disk::default();
    disk.keep_in_memory("another tab has the files");
    assert_eq!(disk.get("a/x").unwrap(), None);
    assert_eq!(disk.take_notice(), None);
    disk.set("a/x", b"bytes".to_vec()).unwrap();
    assert_eq!(disk.take_notice().unwrap(), "another tab has the files");
    disk.set("a/x", b"more".to_vec()).unwrap();
    assert_eq!(disk.take_notice(), None);
    assert_eq!(disk.get("a/x").unwrap().unwrap(), b"more");
}

/// A change of a log, on the keys that tests use.
fn change() -> impl Strategy<Value = Request> {
    let key = (0..KEYS.len()).prop_map(|idx| KEYS[idx].to_owned());
    let bytes = (any::<u8>(), 0..9000_usize).prop_map(|(byte, length)| vec![byte; length]);
    prop_oneof![
        5 => (key.clone(), bytes).prop_map(|(key, bytes)| Request::Set(key, bytes)),
        2 => key.prop_map(Request::Erase),
        1 => prop_oneof![Just("a"), Just("a/y"), Just("b"), Just("")].prop_map(|below| Request::EraseBelow(below.to_owned())),
    ]
}

/// What a change does to a plain map.
fn apply(model: &mut BTreeMap<String, Vec<u8>>, request: &Request) {
    match request {
        Request::Set(key, bytes) => drop(model.insert(key.clone(), bytes.clone())),
        Request::Erase(key) => drop(model.remove(key)),
        Request::EraseBelow(prefix) if prefix.is_empty() => model.clear(),
        Request::EraseBelow(prefix) => model.retain(|key, _| !key.starts_with(&format!("{prefix}/"))),
        Request::Get(..) | Request::Children(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    /// A log is a map, also when it is opened again between any two changes.
    #[test]
    fn a_log_is_a_map(changes in prop::collection::vec((change(), any::<bool>()), 1..25)) {
        let files = new_files();
        let mut log = open(&files);
        let mut model = BTreeMap::new();
        for (request, reopen) in changes {
            apply(&mut model, &request);
            log.answer(request).unwrap();
            if reopen {
                log = open(&files);
            }
            prop_assert_eq!(contents(&mut log), model.clone());
        }
    }

    /// Whenever the process dies, all changes but the one that was under way are there, and that one is or is not.
    #[test]
    fn a_crash_loses_nothing_older(
        changes in prop::collection::vec((change(), any::<bool>()), 1..25),
        survives in 0..60_000_usize,
    ) {
        let files = new_files();
        let mut model = BTreeMap::new();
        let mut maybe = model.clone();
        let mut left = survives;
        let mut log = open(&files);
        for (request, reopen) in changes {
            // The bytes that may still be written are shared by both files.
            files.iter().for_each(|file| file.with(|contents| contents.fails_after = Some(left)));
            let outcome = if reopen { try_open(&files).map(|opened| { log = opened; }) } else { Ok(()) };
            apply(&mut maybe, &request);
            let outcome = outcome.and_then(|()| log.answer(request).map(drop));
            left = files.iter().map(|file| file.with(|contents| contents.fails_after.unwrap())).min().unwrap();
            if outcome.is_err() || left == 0 {
                break;
            }
            model = maybe.clone();
        }
        files.iter().for_each(|file| file.with(|contents| contents.fails_after = None));
        let found = contents(&mut open(&files));
        prop_assert!(found == model || found == maybe, "{:?} is neither {:?} nor {:?}", found.keys(), model.keys(), maybe.keys());
    }
}
