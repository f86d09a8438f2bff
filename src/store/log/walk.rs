//! Finding the records of a log, whatever is damaged: by what the file of keys says of them, else by their own heads.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::file::{File, FileError, Window, pieces, read, read_up_to};
use super::record::{CHECKED, Entry, HEAD, Record, may_begin_record, next_sign, number};

/// Large data are read in pieces of so many bytes.
pub(super) const PIECE: u64 = 1 << 20;

/// All records of a log in their order, up to a torn tail. Damaged bytes of which neither file tells the key are holes among them.
pub(super) fn walk(log: &dyn File, keys: &[u8], generation: u64) -> Result<Vec<Record>, FileError> {
    let length = log.length()?;
    let mut known = known_records(keys, generation);
    let mut window = Window::default();
    let mut records: Vec<Record> = Vec::new();
    let mut at = HEAD;
    // A record is written first, then told to the file of keys: only the last one may be there in part.
    let mut may_be_torn = false;
    loop {
        let is_known = known.contains_key(&at);
        let record = match known.remove(&at) {
            Some(record) => Some(record),
            None => Record::read(&mut window, (log, length), at, generation)?,
        };
        let record = match record {
            Some(record) => record,
            None => {
                let next_known = known.range(at..).next().map(|(&offset, _)| offset);
                match next_record(log, length, at + 1, next_known, generation)? {
                    Some(next) => Record::hole(at, next),
                    None => break,
                }
            }
        };
        may_be_torn = !is_known;
        at = record.end();
        records.push(record);
    }
    if may_be_torn
        && let Some(last) = records.last()
        && !is_whole(log, &last.entry())?
    {
        records.pop();
    }
    Ok(records)
}

/// The records that a file of keys tells of, by where they stand. What is damaged there is passed over.
fn known_records(keys: &[u8], generation: u64) -> BTreeMap<u64, Record> {
    let mut known = BTreeMap::new();
    let (mut at, mut end) = (HEAD as usize, HEAD);
    while let Some(bytes) = keys.get(at..).filter(|bytes| !bytes.is_empty()) {
        match Record::parse(bytes, generation) {
            Some(record) => {
                at += record.head(generation).len();
                if record.offset >= end {
                    end = record.end();
                    known.insert(record.offset, record);
                }
            }
            None => match next_sign(&bytes[1..]) {
                Some(distance) => at += 1 + distance,
                None => break,
            },
        }
    }
    known
}

/// Where the next record begins: at `next_known`, or before it if the log has one there.
fn next_record(
    log: &dyn File,
    length: u64,
    from: u64,
    next_known: Option<u64>,
    generation: u64,
) -> Result<Option<u64>, FileError> {
    let limit = next_known.unwrap_or(length);
    let mut window = Window::default();
    let mut buffer = vec![0; PIECE as usize];
    let mut start = from;
    while start < limit {
        let count = read_up_to(log, start, &mut buffer)?;
        for (place, bytes) in buffer[..count].windows(4).enumerate() {
            let offset = start + place as u64;
            if offset < limit
                && may_begin_record(bytes)
                && Record::read(&mut window, (log, length), offset, generation)?.is_some()
            {
                return Ok(Some(offset));
            }
        }
        if count < buffer.len() {
            break;
        }
        // A record may begin in the last three bytes.
        start += count as u64 - 3;
    }
    Ok(next_known)
}

/// Whether all data of a record are there, as they were written.
fn is_whole(log: &dyn File, entry: &Entry) -> Result<bool, FileError> {
    let sums = Sums::of(log, entry)?;
    Ok(match entry.table_length() {
        0 => sums.whole.digest() == entry.checksum,
        _ => {
            let table = stored_table(log, entry)?;
            xxh3_64(&table) == entry.checksum && table == sums.table
        }
    })
}

/// The table before a record's data, as it stands there.
pub(super) fn stored_table(log: &dyn File, entry: &Entry) -> Result<Vec<u8>, FileError> {
    let length = entry.table_length();
    let mut table = vec![0; length as usize];
    read(log, entry.data - length, &mut table)?;
    Ok(table)
}

/// The checksums that a record's data should have, each of a piece, or a single one of all; `None` if they are damaged.
pub(super) fn expected_sums(log: &dyn File, entry: &Entry) -> Result<Option<Vec<u64>>, FileError> {
    if entry.table_length() == 0 {
        return Ok(Some(vec![entry.checksum]));
    }
    let table = stored_table(log, entry)?;
    Ok((xxh3_64(&table) == entry.checksum).then(|| table.chunks(8).map(number).collect()))
}

/// The checksums that data have.
#[derive(Default)]
pub(super) struct Sums {
    /// Of all of it
    pub(super) whole: Xxh3,
    /// Of each piece of [`CHECKED`] bytes
    pub(super) table: Vec<u8>,
}

impl Sums {
    /// Those of a record's data.
    pub(super) fn of(log: &dyn File, entry: &Entry) -> Result<Sums, FileError> {
        let mut sums = Sums::default();
        pieces(log, entry.data, entry.length, CHECKED, |piece| {
            sums.whole.update(piece);
            sums.table.extend(xxh3_64(piece).to_le_bytes());
            Ok(())
        })?;
        Ok(sums)
    }
}
