//! Bytes under keys in one growing file: a log of records that outlives crashes, and the index over it.
//!
//! ```text
//! file    head record record …
//! head    "dasklet\x01" generation:u64 checksum:u64
//! record  kind:[u8; 4] key_length:u32 length:u64 data_checksum:u64 checksum:u64 key data
//! ```
//!
//! Numbers are little-endian; a record's `checksum` is over what stands before it and its key. Writing and erasing append;
//! opening walks the records' heads. What a crash has left at the end is cut, older records stay.
//!
//! Compacting copies what is alive into a second file, whose head, of a higher generation, is written last: up to then
//! the first file counts.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::storage::{Part, names_below};
use super::{Error, Result};

/// What the log needs of a file. Nobody else writes to it.
pub trait File: Send {
    /// How many bytes it has.
    fn length(&self) -> Result<u64, FileError>;
    /// Reads bytes from an offset on; fewer than fit where the file ends.
    fn read_at(&self, offset: u64, target: &mut [u8]) -> Result<usize, FileError>;
    /// Writes all bytes from an offset on.
    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> Result<(), FileError>;
    /// Makes it this long.
    fn truncate(&mut self, length: u64) -> Result<(), FileError>;
    /// Waits until what was written is safe.
    fn flush(&mut self) -> Result<(), FileError>;
}

/// Why a file did not do what it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// There is no room.
    Full,
    /// Anything else
    Other(String),
}

/// The log, its index in memory, its records in files.
pub struct Log {
    /// The one in use, and the one that compacting writes
    files: [Box<dyn File>; 2],
    generation: u64,
    /// Where the next record goes
    end: u64,
    /// Bytes of records that count
    live: u64,
    index: BTreeMap<String, Entry>,
}

/// Where the bytes under a key are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    offset: u64,
    length: u64,
    checksum: u64,
}

/// A request to the log, as it travels between threads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// The bytes under a key, all or some
    Get(String, Option<Part>),
    /// The names below a prefix
    Children(String),
    /// Bytes to put under a key
    Set(String, Vec<u8>),
    /// A key to remove
    Erase(String),
    /// A prefix below which all is removed; everything if it is empty
    EraseBelow(String),
}

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// To `Get`, not compared with the checksum yet
    Bytes(Option<Kept>),
    /// To `Children`
    Names(Vec<String>),
    /// To what changes something
    Done,
}

/// Bytes as they were found. Whoever asked compares them with their checksum, so that the log's own thread is soon free again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    bytes: Vec<u8>,
    /// Of whole records
    checksum: Option<u64>,
}

impl From<Vec<u8>> for Kept {
    fn from(bytes: Vec<u8>) -> Kept {
        Kept { bytes, checksum: None }
    }
}

impl Answer {
    /// What `Get` is answered: the bytes under `key`, if they are what was once put there.
    pub fn bytes(self, key: &str) -> Result<Option<Vec<u8>>> {
        let Answer::Bytes(Some(kept)) = self else { return Ok(None) };
        if kept.checksum.is_some_and(|checksum| xxh3_64(&kept.bytes) != checksum) {
            return Err(Error::Io(format!("{key}: the stored bytes are damaged; remove them and write them again")));
        }
        Ok(Some(kept.bytes))
    }
}

impl Log {
    /// The log that two files hold, an empty one if both are empty. Compacts it if more than half is garbage.
    pub fn open(files: [Box<dyn File>; 2]) -> Result<Log> {
        let generations = [generation_of(&*files[0])?, generation_of(&*files[1])?];
        let [first, second] = files;
        let (files, generation) = match generations {
            [Some(one), Some(other)] if other > one => ([second, first], other),
            [None, Some(other)] => ([second, first], other),
            [Some(one), _] => ([first, second], one),
            // A crash leaves one with a head, unless nothing was ever written.
            [None, None] if longer_than_head(&*first)? || longer_than_head(&*second)? => {
                return Err(Error::Io("the stored data are damaged: neither of their files has a head".to_owned()));
            }
            [None, None] => ([first, second], 0),
        };
        let mut log = Log { files, generation, end: HEAD, live: 0, index: BTreeMap::new() };
        if generation == 0 {
            log.begin().map_err(|error| failed("the stored data", &error))?;
        }
        log.walk().map_err(|error| failed("the stored data", &error))?;
        // Without room for a copy, garbage stays.
        let _ = if log.garbage() > log.live { log.compact() } else { log.files[1].truncate(0) };
        Ok(log)
    }

    /// Does what is asked.
    pub fn answer(&mut self, request: Request) -> Result<Answer> {
        match request {
            Request::Get(key, part) => self.get(&key, part).map(Answer::Bytes),
            Request::Children(prefix) => Ok(Answer::Names(names_below(&self.index, &prefix))),
            Request::Set(key, bytes) => self.set(&key, &bytes).map(|()| Answer::Done),
            Request::Erase(key) => self.erase(&key).map(|()| Answer::Done),
            Request::EraseBelow(prefix) => self.erase_below(&prefix).map(|()| Answer::Done),
        }
    }

    fn get(&self, key: &str, part: Option<Part>) -> Result<Option<Kept>> {
        let Some(entry) = self.index.get(key) else { return Ok(None) };
        let whole = usize::try_from(entry.length).map_err(|_| failed(key, &FileError::Other("too long".to_owned())))?;
        let range = part.map_or(0..whole, |part| part.within(whole));
        let mut bytes = Vec::new();
        if bytes.try_reserve_exact(range.len()).is_err() {
            return Err(Error::Io(format!("{key}: there is no memory for its {} bytes", range.len())));
        }
        bytes.resize(range.len(), 0);
        read(&*self.files[0], entry.offset + range.start as u64, &mut bytes).map_err(|error| failed(key, &error))?;
        Ok(Some(Kept { bytes, checksum: part.is_none().then_some(entry.checksum) }))
    }

    fn set(&mut self, key: &str, bytes: &[u8]) -> Result<()> {
        if key.is_empty() || key.len() > KEY_MAX {
            return Err(Error::Value(format!("a key has 1 to {KEY_MAX} bytes, not {}", key.len())));
        }
        if self.garbage() > self.live.max(GARBAGE_MIN) {
            let _ = self.compact();
        }
        let entry = match self.append(PUT, key, bytes) {
            Err(FileError::Full) if self.garbage() > 0 && self.compact().is_ok() => self.append(PUT, key, bytes),
            outcome => outcome,
        };
        let entry = entry.map_err(|error| failed(key, &error))?;
        self.put(key.to_owned(), entry);
        Ok(())
    }

    fn erase(&mut self, key: &str) -> Result<()> {
        if self.index.contains_key(key) {
            self.append(ERASE, key, &[]).map_err(|error| failed(key, &error))?;
            self.drop_key(key);
        }
        Ok(())
    }

    fn erase_below(&mut self, prefix: &str) -> Result<()> {
        let keys = self.keys_below(prefix);
        if keys.len() == self.index.len() {
            // Nothing is left, so the room can be given back at once.
            self.files[0].truncate(HEAD).map_err(|error| failed(prefix, &error))?;
            self.end = HEAD;
        } else if !keys.is_empty() {
            self.append(ERASE_BELOW, prefix, &[]).map_err(|error| failed(prefix, &error))?;
        }
        keys.iter().for_each(|key| self.drop_key(key));
        Ok(())
    }

    // The index

    fn put(&mut self, key: String, entry: Entry) {
        self.live += record_length(key.len(), entry.length);
        if let Some(old) = self.index.insert(key.clone(), entry) {
            self.live -= record_length(key.len(), old.length);
        }
    }

    fn drop_key(&mut self, key: &str) {
        if let Some(old) = self.index.remove(key) {
            self.live -= record_length(key.len(), old.length);
        }
    }

    fn keys_below(&self, prefix: &str) -> Vec<String> {
        let below = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
        let keys = self.index.range(below.clone()..).map(|(key, _)| key);
        keys.take_while(|key| key.starts_with(&below)).cloned().collect()
    }

    fn garbage(&self) -> u64 {
        self.end - HEAD - self.live
    }

    // The file in use

    /// Writes the head of a log without records.
    fn begin(&mut self) -> Result<(), FileError> {
        self.generation = 1;
        self.files[0].truncate(0)?;
        self.files[0].write_at(0, &head_bytes(self.generation))?;
        self.files[0].flush()
    }

    /// Fills the index, and cuts what is no whole record at the end.
    fn walk(&mut self) -> Result<(), FileError> {
        let length = self.files[0].length()?;
        let mut window = Window::default();
        // The data of the last record may be less than they should be, so it counts only if they are whole.
        let mut last: Option<Record> = None;
        let mut next = self.end;
        while let Some(record) = Record::read(&mut window, &*self.files[0], next, length)? {
            next = record.data + record.length;
            if let Some(record) = last.replace(record) {
                self.count(record);
            }
        }
        if let Some(record) = last
            && is_whole(&*self.files[0], record.entry())?
        {
            self.count(record);
        }
        if self.end < length { self.files[0].truncate(self.end) } else { Ok(()) }
    }

    /// Takes a record that was found into the index.
    fn count(&mut self, record: Record) {
        self.end = record.data + record.length;
        let entry = record.entry();
        match record.kind {
            PUT => self.put(record.key, entry),
            ERASE => self.drop_key(&record.key),
            _ => self.keys_below(&record.key).iter().for_each(|key| self.drop_key(key)),
        }
    }

    fn append(&mut self, kind: [u8; 4], key: &str, data: &[u8]) -> Result<Entry, FileError> {
        let checksum = xxh3_64(data);
        let head = record_head(kind, key, data.len() as u64, checksum);
        let offset = self.end + head.len() as u64;
        let file = &mut self.files[0];
        let written = file.write_at(self.end, &head).and_then(|()| file.write_at(offset, data));
        if let Err(error) = written {
            // What stays there if this fails too is overwritten by the next record, or cut when the log is opened.
            let _ = file.truncate(self.end);
            return Err(error);
        }
        self.end = offset + data.len() as u64;
        Ok(Entry { offset, length: data.len() as u64, checksum })
    }

    /// Copies what is alive into the other file, which then is the one in use.
    fn compact(&mut self) -> Result<(), FileError> {
        let [file, copy] = &mut self.files;
        match copy_into(&mut **copy, &**file, &self.index, self.generation + 1) {
            Ok((index, end)) => {
                self.files.swap(0, 1);
                (self.index, self.end, self.generation) = (index, end, self.generation + 1);
                self.files[1].truncate(0)
            }
            Err(error) => {
                let _ = self.files[1].truncate(0);
                Err(error)
            }
        }
    }
}

/// Writes a log of the entries of `file`; gives their places in it, and its end.
fn copy_into(
    copy: &mut dyn File,
    file: &dyn File,
    index: &BTreeMap<String, Entry>,
    generation: u64,
) -> Result<(BTreeMap<String, Entry>, u64), FileError> {
    copy.truncate(0)?;
    let mut copied = BTreeMap::new();
    let mut end = HEAD;
    for (key, entry) in index {
        let head = record_head(PUT, key, entry.length, entry.checksum);
        copy.write_at(end, &head)?;
        end += head.len() as u64;
        copied.insert(key.clone(), Entry { offset: end, ..*entry });
        pieces(file, *entry, |piece| {
            copy.write_at(end, piece)?;
            end += piece.len() as u64;
            Ok(())
        })?;
    }
    copy.flush()?;
    copy.write_at(0, &head_bytes(generation))?;
    copy.flush()?;
    Ok((copied, end))
}

/// Whether all data of an entry are there.
fn is_whole(file: &dyn File, entry: Entry) -> Result<bool, FileError> {
    let mut checksum = Xxh3::new();
    pieces(file, entry, |piece| {
        checksum.update(piece);
        Ok(())
    })?;
    Ok(checksum.digest() == entry.checksum)
}

/// The data of an entry, a piece after the other.
fn pieces(
    file: &dyn File,
    entry: Entry,
    mut each: impl FnMut(&[u8]) -> Result<(), FileError>,
) -> Result<(), FileError> {
    let mut buffer = vec![0; entry.length.min(PIECE) as usize];
    let mut done = 0;
    while done < entry.length {
        let piece = &mut buffer[..(entry.length - done).min(PIECE) as usize];
        read(file, entry.offset + done, piece)?;
        each(piece)?;
        done += piece.len() as u64;
    }
    Ok(())
}

/// Fills `target` from an offset on.
fn read(file: &dyn File, offset: u64, target: &mut [u8]) -> Result<(), FileError> {
    match read_up_to(file, offset, target)? == target.len() {
        true => Ok(()),
        false => Err(FileError::Other("the file of stored data ends too early".to_owned())),
    }
}

/// Fills `target` as far as the file goes.
fn read_up_to(file: &dyn File, offset: u64, target: &mut [u8]) -> Result<usize, FileError> {
    let mut count = 0;
    while count < target.len() {
        match file.read_at(offset + count as u64, &mut target[count..])? {
            0 => break,
            more => count += more,
        }
    }
    Ok(count)
}

/// Bytes of a file's head.
const HEAD: u64 = 24;
const MAGIC: [u8; 8] = *b"dasklet\x01";
/// Bytes of a record before its key.
const RECORD_HEAD: usize = 32;
const PUT: [u8; 4] = *b"put ";
const ERASE: [u8; 4] = *b"drop";
const ERASE_BELOW: [u8; 4] = *b"tree";
const KEY_MAX: usize = 4096;
/// Large data are copied in pieces of so many bytes.
const PIECE: u64 = 1 << 20;
/// While a log is in use, less garbage than this is not worth a copy.
const GARBAGE_MIN: u64 = 64 << 20;

fn head_bytes(generation: u64) -> Vec<u8> {
    let mut head = MAGIC.to_vec();
    head.extend(generation.to_le_bytes());
    let checksum = xxh3_64(&head);
    head.extend(checksum.to_le_bytes());
    head
}

/// The generation in a file's head; `None` if it has no head.
fn generation_of(file: &dyn File) -> Result<Option<u64>> {
    let mut head = [0; HEAD as usize];
    let count = read_up_to(file, 0, &mut head).map_err(|error| failed("the stored data", &error))?;
    let generation = number(&head[8..16]);
    Ok((count == head.len() && head_bytes(generation) == head).then_some(generation))
}

fn longer_than_head(file: &dyn File) -> Result<bool> {
    file.length().map(|length| length > HEAD).map_err(|error| failed("the stored data", &error))
}

fn record_length(key_length: usize, length: u64) -> u64 {
    (RECORD_HEAD + key_length) as u64 + length
}

/// A record up to its data.
fn record_head(kind: [u8; 4], key: &str, length: u64, data_checksum: u64) -> Vec<u8> {
    let mut head = Vec::with_capacity(RECORD_HEAD + key.len());
    head.extend(kind);
    head.extend((key.len() as u32).to_le_bytes());
    head.extend(length.to_le_bytes());
    head.extend(data_checksum.to_le_bytes());
    head.extend(checksum_of(&head, key.as_bytes()).to_le_bytes());
    head.extend(key.as_bytes());
    head
}

fn checksum_of(head: &[u8], key: &[u8]) -> u64 {
    let mut checksum = Xxh3::new();
    checksum.update(head);
    checksum.update(key);
    checksum.digest()
}

/// A record as it is found by walking.
struct Record {
    kind: [u8; 4],
    key: String,
    length: u64,
    data_checksum: u64,
    /// Where its data begin
    data: u64,
}

impl Record {
    fn entry(&self) -> Entry {
        Entry { offset: self.data, length: self.length, checksum: self.data_checksum }
    }

    /// The record at an offset of a file of this length; `None` if no whole one is there.
    fn read(window: &mut Window, file: &dyn File, offset: u64, file_length: u64) -> Result<Option<Record>, FileError> {
        let Some(head) = window.bytes(file, offset, RECORD_HEAD)? else { return Ok(None) };
        let kind = [head[0], head[1], head[2], head[3]];
        let key_length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let (length, data_checksum, checksum) = (number(&head[8..16]), number(&head[16..24]), number(&head[24..32]));
        if ![PUT, ERASE, ERASE_BELOW].contains(&kind) || key_length > KEY_MAX {
            return Ok(None);
        }
        let Some(bytes) = window.bytes(file, offset, RECORD_HEAD + key_length)? else { return Ok(None) };
        let (head, key) = bytes.split_at(RECORD_HEAD);
        let is_inside = offset.checked_add(record_length(key_length, 0)).and_then(|data| data.checked_add(length));
        if checksum_of(&head[..24], key) != checksum || is_inside.is_none_or(|end| end > file_length) {
            return Ok(None);
        }
        let Ok(key) = String::from_utf8(key.to_vec()) else { return Ok(None) };
        Ok(Some(Record { kind, key, length, data_checksum, data: offset + record_length(key_length, 0) }))
    }
}

/// A piece of a file, so that many small records take one read.
#[derive(Default)]
struct Window {
    offset: u64,
    bytes: Vec<u8>,
}

impl Window {
    fn bytes(&mut self, file: &dyn File, offset: u64, count: usize) -> Result<Option<&[u8]>, FileError> {
        let is_there = offset >= self.offset && offset + count as u64 <= self.offset + self.bytes.len() as u64;
        if !is_there {
            self.offset = offset;
            self.bytes.resize(4 * KEY_MAX, 0);
            let length = read_up_to(file, offset, &mut self.bytes)?;
            self.bytes.truncate(length);
        }
        let start = (offset - self.offset) as usize;
        Ok(self.bytes.get(start..start + count))
    }
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

fn failed(what: &str, error: &FileError) -> Error {
    Error::Io(match error {
        FileError::Full => format!(
            "[Errno 28] No space left on device: '{what}': the browser gives this page no more room. \
             Remove what is not needed (shutil.rmtree), or free space on this device"
        ),
        FileError::Other(reason) => format!("[Errno 5] Input/output error: '{what}': {reason}"),
    })
}
