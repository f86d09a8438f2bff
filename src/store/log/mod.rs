//! Bytes under keys in growing files: a log of records that outlives crashes and damage, and the index over it.
//!
//! ```text
//! log     head record record …          record  head table data      (`record.rs`)
//! keys    head record-head record-head …        the same heads once more
//! ```
//!
//! Writing and erasing append to the log, then to the file of keys. Opening reads the file of keys, and the log where it says less
//! (`walk.rs`). What a crash has left at the end of the log is cut, older records stay.
//!
//! Invariants:
//! - What is read under a key is what was last put there, or an error. A damaged record loses its own key's bytes: its head stands in
//!   two files. Where both are damaged nobody knows which keys the bytes between two records had; from then on only what was
//!   written later is sure, and all else is an error (`Doubt`).
//! - Whatever fails for want of room leaves all keys as they were.
//!
//! Compacting copies what is alive into a second log, whose head, of a higher generation, is written last: up to then the first
//! one counts. Where there is no room for a copy, what no longer counts is cut from the end (`cut_garbage`).

mod file;
mod record;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

pub use file::{File, FileError, bytes_moved, file_length};

use super::storage::{Part, names_below, zeroed};
use super::{Error, Result};
use file::{pieces, read};
use record::{CHECKED, Entry, HEAD, KEY_MAX, KEYS, Kind, LOG, OLD_LOG, Record, file_head, generation_of, table_of};
use walk::{PIECE, Sums, expected_sums, stored_table, walk};

/// The log, its index in memory, its records in files.
pub struct Log {
    /// The one in use, and the one that compacting writes
    files: [Box<dyn File>; 2],
    keys: Box<dyn File>,
    /// Where the next head goes in the file of keys
    keys_end: u64,
    generation: u64,
    /// Where the next record goes
    end: u64,
    /// Bytes of records that count
    live: u64,
    index: BTreeMap<String, Entry>,
    doubt: Option<Doubt>,
}

/// What is left of records of which nobody knows the keys.
struct Doubt {
    /// Only records from here on are sure
    from: u64,
    /// How many bytes are damaged
    bytes: u64,
    /// What was erased since, so that nothing is there for sure: keys, and prefixes with their slash
    cleared: BTreeSet<String>,
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
    /// To `Get`, not compared with the checksums yet
    Bytes(Option<Kept>),
    /// To `Children`
    Names(Vec<String>),
    /// To what changes something
    Done,
}

/// Bytes as they were found. Whoever asked compares them with their checksums, so that the log's own thread is soon free again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    bytes: Vec<u8>,
    /// Of each piece of so many bytes; none if nothing is to be compared
    checksums: Vec<u64>,
    piece_length: usize,
    /// Which of the bytes were asked for
    wanted: Range<usize>,
}

impl From<Vec<u8>> for Kept {
    fn from(bytes: Vec<u8>) -> Kept {
        Kept { checksums: Vec::new(), piece_length: 1, wanted: 0..bytes.len(), bytes }
    }
}

impl Kept {
    fn is_undamaged(&self) -> bool {
        match self.checksums.as_slice() {
            [] => true,
            [checksum] => xxh3_64(&self.bytes) == *checksum,
            checksums => self.bytes.chunks(self.piece_length).map(xxh3_64).eq(checksums.iter().copied()),
        }
    }
}

impl Answer {
    /// What `Get` is answered: the bytes under `key`, if they are what was once put there.
    pub fn bytes(self, key: &str) -> Result<Option<Vec<u8>>> {
        let Answer::Bytes(Some(kept)) = self else { return Ok(None) };
        if !kept.is_undamaged() {
            return Err(damaged(key));
        }
        let mut bytes = kept.bytes;
        bytes.truncate(kept.wanted.end);
        bytes.drain(..kept.wanted.start);
        Ok(Some(bytes))
    }
}

impl Log {
    /// The log that two files of records and one of keys hold, an empty one if all are empty. Compacts it if more than half is garbage.
    pub fn open(files: [Box<dyn File>; 3]) -> Result<Log> {
        Log::opened(files).map_err(|error| failed("the stored data", &error))
    }

    fn opened([first, second, keys]: [Box<dyn File>; 3]) -> Result<Log, FileError> {
        let (place, generation) = in_use(&[&*first, &*second], &*keys)?;
        let files = if place == 0 { [first, second] } else { [second, first] };
        let is_new = files[0].length()? < HEAD;
        let has_head = generation_of(&*files[0], &[LOG])?.is_some();
        let mut log =
            Log { files, keys, keys_end: HEAD, generation, end: HEAD, live: 0, index: BTreeMap::new(), doubt: None };
        let told = log.read_keys()?;
        let records = if is_new { Vec::new() } else { walk(&*log.files[0], &told, generation)? };
        let heads = heads_of(&records, generation);
        records.into_iter().for_each(|record| log.count(record));
        if heads != told {
            log.write_keys(&heads);
        }
        log.keys_end = heads.len() as u64;
        if !has_head {
            log.files[0].write_at(0, &file_head(LOG, generation))?;
        }
        if log.files[0].length()? > log.end {
            log.files[0].truncate(log.end)?;
        }
        if is_new {
            log.files[0].flush()?;
        }
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
        let entry = self.index.get(key);
        if let Some(doubt) = self.doubt.as_ref().filter(|doubt| doubt.is_about(key, entry)) {
            return Err(doubt.error(key));
        }
        let Some(entry) = entry else { return Ok(None) };
        let unreadable = |error: FileError| match error {
            FileError::Full => failed(key, &error),
            FileError::Other(reason) => {
                Error::Io(format!("[Errno 5] Input/output error: '{key}': {reason}; {WAY_OUT}"))
            }
        };
        let file = &*self.files[0];
        let checksums = expected_sums(file, entry).map_err(unreadable)?.ok_or_else(|| damaged(key))?;
        let whole = usize::try_from(entry.length).map_err(|_| unreadable(FileError::Other("too long".to_owned())))?;
        let wanted = part.map_or(0..whole, |part| part.within(whole));
        // Whole pieces, as many as have what is wanted.
        let piece_length = if checksums.len() > 1 { CHECKED as usize } else { whole.max(1) };
        let checked = wanted.start / piece_length..wanted.end.div_ceil(piece_length).min(checksums.len());
        let start = checked.start * piece_length;
        let range = start..whole.min(checked.end * piece_length).max(start);
        let checksums = if whole == 0 { checksums } else { checksums[checked].to_vec() };
        let mut bytes = zeroed(range.len())?;
        read(file, entry.data + start as u64, &mut bytes).map_err(unreadable)?;
        Ok(Some(Kept { bytes, checksums, piece_length, wanted: wanted.start - start..wanted.end - start }))
    }

    fn set(&mut self, key: &str, bytes: &[u8]) -> Result<()> {
        if key.is_empty() || key.len() > KEY_MAX {
            return Err(Error::Value(format!("a key has 1 to {KEY_MAX} bytes, not {}", key.len())));
        }
        if self.garbage() > self.live.max(GARBAGE_MIN) {
            let _ = self.compact();
        }
        let mut outcome = self.append(Kind::Put, key, bytes);
        for make_room in [Log::cut_garbage, Log::compact] {
            if outcome == Err(FileError::Full) && self.garbage() > 0 && make_room(self).is_ok() {
                outcome = self.append(Kind::Put, key, bytes);
            }
        }
        let entry = outcome.map_err(|error| failed(key, &error))?;
        self.put(key.to_owned(), entry);
        Ok(())
    }

    fn erase(&mut self, key: &str) -> Result<()> {
        let keys = self.index.contains_key(key).then(|| key.to_owned());
        if keys.is_some() || self.doubt.is_some() {
            self.append_erasing(Kind::Erase, key, keys.as_slice())?;
        }
        Ok(())
    }

    fn erase_below(&mut self, prefix: &str) -> Result<()> {
        let keys = self.keys_below(prefix);
        if prefix.is_empty() || (keys.len() == self.index.len() && self.doubt.is_none()) {
            // Nothing is left, so the room can be given back at once. The log is last: up to then nothing has happened.
            let cut = self.keys.truncate(HEAD).and_then(|()| self.files[0].truncate(HEAD));
            cut.map_err(|error| failed(prefix, &error))?;
            (self.end, self.keys_end, self.doubt) = (HEAD, HEAD, None);
            (self.live, self.index) = (0, BTreeMap::new());
        } else if !keys.is_empty() || self.doubt.is_some() {
            self.append_erasing(Kind::EraseBelow, prefix, &keys)?;
        }
        Ok(())
    }

    /// Erases keys by a record that says so, or, without room for one, where they stand.
    fn append_erasing(&mut self, kind: Kind, key: &str, keys: &[String]) -> Result<()> {
        if key.len() > KEY_MAX {
            return Ok(());
        }
        let appended = self.append(kind, key, &[]);
        let dropped: Vec<Option<Entry>> = keys.iter().map(|key| self.drop_key(key)).collect();
        let outcome = match appended {
            Ok(_) => {
                self.clear(kind, key);
                return Ok(());
            }
            Err(FileError::Full) => self.cut_garbage(),
            Err(error) => Err(error),
        };
        outcome.map_err(|error| {
            let entries = keys.iter().zip(dropped);
            entries.for_each(|(key, entry)| entry.into_iter().for_each(|entry| self.put(key.clone(), entry)));
            failed(key, &error)
        })
    }

    // The index

    /// Takes a record that was found into it.
    fn count(&mut self, record: Record) {
        let entry = record.entry();
        self.end = entry.end();
        match record.kind {
            Kind::Put => self.put(record.key.clone(), entry),
            Kind::Erase => {
                self.drop_key(&record.key);
            }
            Kind::EraseBelow => {
                for key in self.keys_below(&record.key) {
                    self.drop_key(&key);
                }
            }
            Kind::Hole => {
                let bytes = record.length + self.doubt.as_ref().map_or(0, |doubt| doubt.bytes);
                self.doubt = Some(Doubt { from: self.end, bytes, cleared: BTreeSet::new() });
                return;
            }
        }
        self.clear(record.kind, &record.key);
    }

    fn put(&mut self, key: String, entry: Entry) {
        self.live += entry.end() - entry.begin;
        if let Some(old) = self.index.insert(key, entry) {
            self.live -= old.end() - old.begin;
        }
    }

    fn drop_key(&mut self, key: &str) -> Option<Entry> {
        let old = self.index.remove(key)?;
        self.live -= old.end() - old.begin;
        Some(old)
    }

    /// Remembers that nothing is there for sure.
    fn clear(&mut self, kind: Kind, key: &str) {
        if let Some(doubt) = &mut self.doubt
            && kind != Kind::Put
        {
            doubt.cleared.insert(if kind == Kind::EraseBelow { format!("{key}/") } else { key.to_owned() });
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

    // The files

    fn append(&mut self, kind: Kind, key: &str, data: &[u8]) -> Result<Entry, FileError> {
        let (table, checksum) = table_of(data);
        let (offset, length) = (self.end, data.len() as u64);
        let record = Record { kind, is_old: false, key: key.to_owned(), offset, length, checksum };
        let head = record.head(self.generation);
        let entry = record.entry();
        let [log, _] = &mut self.files;
        // Few bytes take one write.
        let (begin, rest) = if table.is_empty() { (data, &[][..]) } else { (&table[..], data) };
        let written = log.write_at(offset, &[head.as_slice(), begin].concat()).and_then(|()| match rest {
            [] => Ok(()),
            rest => log.write_at(entry.data, rest),
        });
        if let Err(error) = written.and_then(|()| self.keys.write_at(self.keys_end, &head)) {
            // What stays there if this fails too is overwritten by the next record, or cut when the log is opened.
            let _ = self.keys.truncate(self.keys_end);
            let _ = self.files[0].truncate(self.end);
            return Err(error);
        }
        self.end = entry.end();
        self.keys_end += head.len() as u64;
        Ok(entry)
    }

    /// The file of keys, if it belongs to the log in use.
    fn read_keys(&self) -> Result<Vec<u8>, FileError> {
        if generation_of(&*self.keys, &[KEYS])? != Some(self.generation) {
            return Ok(Vec::new());
        }
        let length = self.keys.length()?;
        let bytes = usize::try_from(length).ok().and_then(|length| zeroed(length).ok());
        let mut bytes =
            bytes.ok_or_else(|| FileError::Other(format!("there is no memory for {length} bytes of keys")))?;
        read(&*self.keys, 0, &mut bytes)?;
        Ok(bytes)
    }

    /// Makes the file of keys tell of these records. If that fails the log's own heads still do.
    fn write_keys(&mut self, heads: &[u8]) {
        self.keys_end = heads.len() as u64;
        let written = self.keys.write_at(0, heads).and_then(|()| self.keys.truncate(self.keys_end));
        let _ = written.and_then(|()| self.keys.flush());
    }

    /// While nobody knows what some bytes were, they stay where they are: else the next one to open the log would not know of them.
    fn check_certain(&self) -> Result<(), FileError> {
        if self.doubt.is_some() { Err(FileError::Full) } else { Ok(()) }
    }

    /// Copies what is alive into the other file, which then is the one in use.
    fn compact(&mut self) -> Result<(), FileError> {
        self.check_certain()?;
        let [file, copy] = &mut self.files;
        match copy_into(&mut **copy, &**file, &self.index, self.generation + 1) {
            Ok(records) => {
                self.files.swap(0, 1);
                self.generation += 1;
                self.end = records.last().map_or(HEAD, Record::end);
                let heads = heads_of(&records, self.generation);
                self.index = records.into_iter().map(|record| (record.key.clone(), record.entry())).collect();
                self.live = self.end - HEAD;
                // The copy counts now, whatever becomes of the other two.
                let _ = self.files[1].truncate(0);
                self.write_keys(&heads);
                Ok(())
            }
            Err(error) => {
                let _ = self.files[1].truncate(0);
                Err(error)
            }
        }
    }

    /// Gives back the room behind the last record that counts, without needing any.
    ///
    /// What erased older records may be cut with it, so those are first made, where they stand, to erase their key themselves.
    fn cut_garbage(&mut self) -> Result<(), FileError> {
        self.check_certain()?;
        let mut records = walk(&*self.files[0], &self.read_keys()?, self.generation)?;
        let end = self.index.values().map(Entry::end).max().unwrap_or(HEAD);
        records.retain(|record| record.offset < end);
        for record in records.iter_mut().filter(|record| record.kind == Kind::Put) {
            if self.index.get(&record.key).is_none_or(|entry| entry.begin != record.offset) {
                record.kind = Kind::Erase;
                self.files[0].write_at(record.offset, &record.head_in_log(self.generation))?;
            }
        }
        self.files[0].flush()?;
        self.write_keys(&heads_of(&records, self.generation));
        self.files[0].truncate(end)?;
        self.end = end;
        Ok(())
    }
}

impl Doubt {
    /// Whether the damaged bytes may have been a record of this key that counts.
    fn is_about(&self, key: &str, entry: Option<&Entry>) -> bool {
        let is_cleared = || {
            let mut prefixes = key.match_indices('/').map(|(place, _)| &key[..=place]);
            self.cleared.contains(key) || prefixes.any(|prefix| self.cleared.contains(prefix))
        };
        entry.map_or_else(|| !is_cleared(), |entry| entry.begin < self.from)
    }

    fn error(&self, key: &str) -> Error {
        Error::Io(format!(
            "[Errno 5] Input/output error: '{key}': {} bytes of this browser's stored files are damaged, and it is not known \
             what they were: this may be missing or old. Write it again, delete its store (shutil.rmtree), or delete \
             all stored files in the page's menu",
            self.bytes
        ))
    }
}

/// Which of two files is the log in use, and its generation: the newest that has a head, or the one that the keys are of.
fn in_use(files: &[&dyn File; 2], keys: &dyn File) -> Result<(usize, u64), FileError> {
    let mut newest = None;
    let mut headless = Vec::new();
    for (place, file) in files.iter().enumerate() {
        match generation_of(*file, &[LOG, OLD_LOG])? {
            Some(generation) => newest = newest.max(Some((generation, place))),
            None if file.length()? > HEAD => headless.push(place),
            None => {}
        }
    }
    let keys_generation = generation_of(keys, &[KEYS])?;
    match (newest, keys_generation, headless.as_slice()) {
        (Some((generation, _)), Some(of_keys), [place]) if of_keys > generation => Ok((*place, of_keys)),
        (Some((generation, place)), ..) => Ok((place, generation)),
        (None, Some(of_keys), [place]) => Ok((*place, of_keys)),
        // A crash leaves one with a head, unless nothing was ever written.
        (None, _, []) if keys.length()? <= HEAD => Ok((0, keys_generation.unwrap_or(0) + 1)),
        (None, ..) => Err(FileError::Other(
            "they are damaged: no file has a head that tells which data are the newest".to_owned(),
        )),
    }
}

/// What the file of keys of these records is.
fn heads_of(records: &[Record], generation: u64) -> Vec<u8> {
    let mut heads = file_head(KEYS, generation);
    records.iter().for_each(|record| heads.extend(record.head(generation)));
    heads
}

/// Writes a log of the entries of `file`; gives its records.
fn copy_into(
    copy: &mut dyn File,
    file: &dyn File,
    index: &BTreeMap<String, Entry>,
    generation: u64,
) -> Result<Vec<Record>, FileError> {
    copy.truncate(0)?;
    let file_length = file.length()?;
    let mut records = Vec::new();
    let mut offset = HEAD;
    for (key, entry) in index {
        let (table, checksum, length) = match checksums_to_copy(file, entry, file_length)? {
            Some((table, checksum)) => (table, checksum, entry.length),
            // A record that stays damaged: no data have this checksum.
            None => (Vec::new(), !xxh3_64(&[]), 0),
        };
        let record = Record { kind: Kind::Put, is_old: false, key: key.clone(), offset, length, checksum };
        let mut end = record.entry().data;
        copy.write_at(offset, &[record.head(generation), table].concat())?;
        pieces(file, entry.data, length, PIECE, |piece| {
            copy.write_at(end, piece)?;
            end += piece.len() as u64;
            Ok(())
        })?;
        offset = end;
        records.push(record);
    }
    copy.flush()?;
    copy.write_at(0, &file_head(LOG, generation))?;
    copy.flush()?;
    Ok(records)
}

/// The table and the checksum of a record's copy: as they are, so that damage stays known. `None` if there is nothing to copy.
fn checksums_to_copy(file: &dyn File, entry: &Entry, file_length: u64) -> Result<Option<(Vec<u8>, u64)>, FileError> {
    if entry.end() > file_length {
        return Ok(None);
    }
    if !entry.is_old {
        return Ok(Some((stored_table(file, entry)?, entry.checksum)));
    }
    let sums = Sums::of(file, entry)?;
    Ok((sums.whole.digest() == entry.checksum).then(|| match entry.length > CHECKED {
        true => {
            let checksum = xxh3_64(&sums.table);
            (sums.table, checksum)
        }
        false => (Vec::new(), entry.checksum),
    }))
}

/// While a log is in use, less garbage than this is not worth a copy.
const GARBAGE_MIN: u64 = 64 << 20;
const WAY_OUT: &str = "write it again, or delete its store (shutil.rmtree) and make it anew";

fn damaged(key: &str) -> Error {
    Error::Io(format!("[Errno 5] Input/output error: '{key}': the stored bytes are damaged; {WAY_OUT}"))
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
