//! Records: their heads as both kinds of files have them, and the checksums of their data.
//!
//! ```text
//! head of a file    magic:[u8; 8] generation:u64 checksum:u64
//! head of a record  sign:[u8; 3] kind:u8 key_length:u32 offset:u64 length:u64 data_checksum:u64 checksum:u64 key
//! ```
//!
//! Numbers are little-endian. A head's `checksum` is over what stands before it and its key, seeded with the file's
//! generation, and `offset` is where the record stands in the log: what only looks like a record, or was one, is none.
//!
//! Data of more than [`CHECKED`] bytes have a table before them, of a checksum for each such piece, and `data_checksum` is over the
//! table: so parts of them can be read and checked.
//!
//! Version 1 had other heads in the log, without a table: `kind:[u8; 4] key_length:u32 length:u64 data_checksum:u64 checksum:u64 key`.

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::file::{File, FileError, Window, read_up_to};

/// Bytes of a file's head.
pub(super) const HEAD: u64 = 24;
/// What the files of records begin with, since version 2 and before.
pub(super) const LOG: [u8; 8] = *b"dasklet\x02";
pub(super) const OLD_LOG: [u8; 8] = *b"dasklet\x01";
/// What the file of keys begins with.
pub(super) const KEYS: [u8; 8] = *b"daskeys\x02";

pub(super) const KEY_MAX: usize = 4096;
/// Bytes that are checked at once.
pub(super) const CHECKED: u64 = 64 << 10;

const SIGN: [u8; 3] = [0xda, 0x5c, 0x1e];
/// Bytes of a record's head before its key.
const RECORD_HEAD: usize = 40;
const OLD_RECORD_HEAD: usize = 32;
const OLD_KINDS: [([u8; 4], Kind); 3] = [(*b"put ", Kind::Put), (*b"drop", Kind::Erase), (*b"tree", Kind::EraseBelow)];

/// What a record does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Puts its data under its key
    Put,
    /// Removes its key
    Erase,
    /// Removes all keys below its own
    EraseBelow,
    /// Nobody knows: its bytes are damaged. Only the file of keys has such records.
    Hole,
}

/// A record without its data.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) kind: Kind,
    /// Whether it was written by version 1
    pub(super) is_old: bool,
    pub(super) key: String,
    /// Where it begins in the log
    pub(super) offset: u64,
    /// Bytes of its data
    pub(super) length: u64,
    /// Of its data, or of the table before them
    pub(super) checksum: u64,
}

/// What the index knows of a key's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Where the record begins
    pub(super) begin: u64,
    /// Where its data begin, with the table before them
    pub(super) data: u64,
    pub(super) length: u64,
    pub(super) checksum: u64,
    pub(super) is_old: bool,
}

impl Entry {
    /// Bytes of the table before the data.
    pub(super) fn table_length(&self) -> u64 {
        table_length(self.length, self.is_old)
    }

    /// Where the record ends.
    pub(super) fn end(&self) -> u64 {
        self.data + self.length
    }
}

impl Record {
    /// The damaged bytes from one offset to another.
    pub(super) fn hole(offset: u64, end: u64) -> Record {
        Record { kind: Kind::Hole, is_old: false, key: String::new(), offset, length: end - offset, checksum: 0 }
    }

    /// What the index keeps of it.
    pub(super) fn entry(&self) -> Entry {
        let (begin, length, is_old) = (self.offset, self.length, self.is_old);
        let head = match (self.kind, is_old) {
            (Kind::Hole, _) => 0,
            (_, true) => (OLD_RECORD_HEAD + self.key.len()) as u64,
            (_, false) => (RECORD_HEAD + self.key.len()) as u64 + table_length(length, false),
        };
        Entry { begin, data: begin + head, length, checksum: self.checksum, is_old }
    }

    /// Where it ends.
    pub(super) fn end(&self) -> u64 {
        self.entry().end()
    }

    /// As the file of keys has it, and the log since version 2.
    pub(super) fn head(&self, generation: u64) -> Vec<u8> {
        let letter = match self.kind {
            Kind::Put => b'p',
            Kind::Erase => b'd',
            Kind::EraseBelow => b't',
            Kind::Hole => b'h',
        };
        let mut head = Vec::with_capacity(RECORD_HEAD + self.key.len());
        head.extend(SIGN);
        head.push(if self.is_old { letter.to_ascii_uppercase() } else { letter });
        head.extend((self.key.len() as u32).to_le_bytes());
        head.extend(self.offset.to_le_bytes());
        head.extend(self.length.to_le_bytes());
        head.extend(self.checksum.to_le_bytes());
        head.extend(checksum_of(generation, &head, self.key.as_bytes()).to_le_bytes());
        head.extend(self.key.as_bytes());
        head
    }

    /// As the log has it.
    pub(super) fn head_in_log(&self, generation: u64) -> Vec<u8> {
        let old = OLD_KINDS.iter().find(|(_, kind)| *kind == self.kind);
        let (true, Some((name, _))) = (self.is_old, old) else { return self.head(generation) };
        let mut head = name.to_vec();
        head.extend((self.key.len() as u32).to_le_bytes());
        head.extend(self.length.to_le_bytes());
        head.extend(self.checksum.to_le_bytes());
        head.extend(checksum_of(0, &head, self.key.as_bytes()).to_le_bytes());
        head.extend(self.key.as_bytes());
        head
    }

    /// The record whose head these bytes begin with.
    pub(super) fn parse(bytes: &[u8], generation: u64) -> Option<Record> {
        let (head, rest) = bytes.split_first_chunk::<RECORD_HEAD>()?;
        let kind = match head[3].to_ascii_lowercase() {
            b'p' => Kind::Put,
            b'd' => Kind::Erase,
            b't' => Kind::EraseBelow,
            b'h' => Kind::Hole,
            _ => return None,
        };
        let key = rest.get(..key_length(head))?;
        if !head.starts_with(&SIGN) || checksum_of(generation, &head[..32], key) != number(&head[32..]) {
            return None;
        }
        Some(Record {
            kind,
            is_old: head[3].is_ascii_uppercase(),
            key: String::from_utf8(key.to_vec()).ok()?,
            offset: number(&head[8..16]),
            length: number(&head[16..24]),
            checksum: number(&head[24..32]),
        })
    }

    /// The same of version 1, which stands at an offset of the log.
    fn parse_old(bytes: &[u8], offset: u64) -> Option<Record> {
        let (head, rest) = bytes.split_first_chunk::<OLD_RECORD_HEAD>()?;
        let (_, kind) = OLD_KINDS.iter().find(|(name, _)| head.starts_with(name))?;
        let key = rest.get(..key_length(head))?;
        if checksum_of(0, &head[..24], key) != number(&head[24..]) {
            return None;
        }
        Some(Record {
            kind: *kind,
            is_old: true,
            key: String::from_utf8(key.to_vec()).ok()?,
            offset,
            length: number(&head[8..16]),
            checksum: number(&head[16..24]),
        })
    }

    /// The record at an offset of a log of this length; `None` if no whole one is there.
    pub(super) fn read(
        window: &mut Window,
        (log, log_length): (&dyn File, u64),
        offset: u64,
        generation: u64,
    ) -> Result<Option<Record>, FileError> {
        let Some(head) = window.bytes(log, offset, OLD_RECORD_HEAD)? else { return Ok(None) };
        if !may_begin_record(head) || key_length(head) > KEY_MAX {
            return Ok(None);
        }
        let is_old = !head.starts_with(&SIGN);
        let length = if is_old { OLD_RECORD_HEAD } else { RECORD_HEAD } + key_length(head);
        let Some(bytes) = window.bytes(log, offset, length)? else { return Ok(None) };
        let record = if is_old { Record::parse_old(bytes, offset) } else { Record::parse(bytes, generation) };
        Ok(record.filter(|record| {
            let is_here = record.offset == offset && record.is_old == is_old && record.kind != Kind::Hole;
            is_here && record.length <= log_length && record.end() <= log_length
        }))
    }
}

fn table_length(length: u64, is_old: bool) -> u64 {
    if is_old || length <= CHECKED { 0 } else { 8 * length.div_ceil(CHECKED) }
}

/// Whether a record may begin with these bytes, of which there are four or more.
pub(super) fn may_begin_record(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGN) || OLD_KINDS.iter().any(|(name, _)| bytes.starts_with(name))
}

/// Where in these bytes the head of a record of version 2 may begin next.
pub(super) fn next_sign(bytes: &[u8]) -> Option<usize> {
    bytes.windows(SIGN.len()).position(|bytes| bytes == SIGN)
}

/// The table before data, empty for few, and the checksum that goes into the record's head.
pub(super) fn table_of(data: &[u8]) -> (Vec<u8>, u64) {
    if data.len() as u64 <= CHECKED {
        return (Vec::new(), xxh3_64(data));
    }
    let table: Vec<u8> = data.chunks(CHECKED as usize).flat_map(|piece| xxh3_64(piece).to_le_bytes()).collect();
    let checksum = xxh3_64(&table);
    (table, checksum)
}

/// The head of a file.
pub(super) fn file_head(magic: [u8; 8], generation: u64) -> Vec<u8> {
    let mut head = magic.to_vec();
    head.extend(generation.to_le_bytes());
    let checksum = xxh3_64(&head);
    head.extend(checksum.to_le_bytes());
    head
}

/// The generation in a file's head, if it has a head of one of these.
pub(super) fn generation_of(file: &dyn File, magics: &[[u8; 8]]) -> Result<Option<u64>, FileError> {
    let mut head = [0; HEAD as usize];
    let count = read_up_to(file, 0, &mut head)?;
    let generation = number(&head[8..16]);
    let is_head = |magic: &[u8; 8]| count == head.len() && file_head(*magic, generation) == head;
    Ok(magics.iter().any(is_head).then_some(generation))
}

pub(super) fn number(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// The length of the key, which stands at the same place in both versions.
fn key_length(head: &[u8]) -> usize {
    number(&head[4..8]) as usize
}

fn checksum_of(generation: u64, head: &[u8], key: &[u8]) -> u64 {
    let mut checksum = Xxh3::with_seed(generation);
    checksum.update(head);
    checksum.update(key);
    checksum.digest()
}
