//! From a chunk's elements to what is stored under its key, and back.
//!
//! ```text
//!   elements ─ axes reordered ─▶ bytes in either order, or texts, or a shard of chunks ─▶ codecs of bytes ─▶ stored
//! ```

use std::borrow::Cow;

use super::codec::{Codec, crc32c, verified};
use super::data_type::{DataType, Texts};
use super::grid::{Spot, c_strides, copy, overlaps, swap};
use super::json::{Json, lengths, object};
use super::storage::Part;
use super::{Error, Result};

/// Texts of a chunk may have so many bytes.
const VLEN_BYTES_MAX: usize = 256 << 20;
/// A shard may have so many chunks, whose places are read at once.
const SHARD_CHUNKS_MAX: u128 = 1 << 22;
/// What the headers of codecs may add to a chunk within a shard, and its place in the index.
const PER_CHUNK: u64 = 128;
/// What they may add to any chunk.
const STORED_EXTRA: u64 = 1 << 20;
/// Where the index of a shard says that there is no chunk.
const ABSENT: u64 = u64::MAX;

/// What is done to a chunk.
#[derive(Clone, Debug, PartialEq)]
pub struct Pipeline {
    /// Which axis of the array each axis of what is stored is
    pub order: Vec<usize>,
    /// Whether numbers are stored with their high byte first
    pub big_endian: bool,
    /// Whether chunks are cut once more
    pub sharding: Option<Box<Sharding>>,
    /// What is done to the bytes, in order
    pub codecs: Vec<Codec>,
}

/// Chunks within what is stored under one key.
#[derive(Clone, Debug, PartialEq)]
pub struct Sharding {
    /// Their shape
    pub chunks: Vec<usize>,
    /// What is done to each
    pub inner: Pipeline,
    /// Whether the index of their places ends in a checksum
    pub has_checksum: bool,
    /// Whether the index stands first
    pub index_at_start: bool,
}

impl Pipeline {
    /// Little-endian bytes in C order.
    pub fn plain(ndim: usize) -> Pipeline {
        Pipeline { order: (0..ndim).collect(), big_endian: false, sharding: None, codecs: Vec::new() }
    }

    /// Whether the axes are stored in another order.
    pub fn is_transposed(&self) -> bool {
        !self.order.iter().copied().eq(0..self.order.len())
    }

    /// Whether what is stored are the elements' bytes and nothing else.
    pub fn is_bytes(&self, data_type: &DataType) -> bool {
        self.codecs.is_empty() && self.sharding.is_none() && *data_type != DataType::Vlen
    }

    /// Refuses chunks that do not fit the axes, or each other.
    pub fn check(&self, chunks: &[usize], ndim: usize) -> Result<()> {
        if chunks.len() != ndim {
            return Err(Error::Metadata(format!("chunks of {} axes for an array of {ndim}", chunks.len())));
        }
        if chunks.contains(&0) {
            return Err(Error::Metadata(format!("chunks of shape {chunks:?} have no elements")));
        }
        let Some(sharding) = &self.sharding else { return Ok(()) };
        sharding.inner.check(&sharding.chunks, ndim)?;
        let stored = self.stored_shape(chunks);
        let n_chunks: u128 =
            stored.iter().zip(&sharding.chunks).map(|(shard, chunk)| (shard / chunk) as u128).product();
        if n_chunks > SHARD_CHUNKS_MAX {
            return Err(Error::Metadata(format!(
                "a shard of {n_chunks} chunks; at most {SHARD_CHUNKS_MAX} are read here"
            )));
        }
        if stored.iter().zip(&sharding.chunks).any(|(shard, chunk)| shard % chunk != 0) {
            return Err(Error::Metadata(format!(
                "a shard of shape {chunks:?} cannot be cut into whole chunks of shape {:?}",
                sharding.chunks
            )));
        }
        Ok(())
    }

    /// The lengths of a chunk's axes as they are stored.
    pub fn stored_shape(&self, chunk: &[usize]) -> Vec<usize> {
        self.order.iter().map(|&axis| chunk[axis]).collect()
    }

    /// The distances along the array's axes in the buffer of a chunk, which has the order of what is stored.
    pub fn strides(&self, chunk: &[usize]) -> Vec<usize> {
        let stored = c_strides(&self.stored_shape(chunk));
        let mut strides = vec![0; chunk.len()];
        for (place, &axis) in self.order.iter().enumerate() {
            strides[axis] = stored[place];
        }
        strides
    }

    /// Whether so many stored bytes may be a chunk of `length` bytes; else a few bytes would have much memory taken.
    pub fn may_hold(&self, data_type: &DataType, stored: usize, length: usize) -> bool {
        match self.codecs.first() {
            // Codecs upon codecs are rare, and shards mostly empty.
            Some(codec) if self.codecs.len() == 1 && self.sharding.is_none() && *data_type != DataType::Vlen => {
                codec.may_hold(stored, length)
            }
            None if self.is_bytes(data_type) => stored == length,
            _ => true,
        }
    }

    /// So many bytes may a chunk of `length` bytes have when it is stored, generously: codecs add little to what they cannot shrink.
    pub fn longest(&self, data_type: &DataType, chunk: &[usize], length: usize) -> u64 {
        if *data_type == DataType::Vlen {
            return 2 * VLEN_BYTES_MAX as u64;
        }
        let n_inner = self.sharding.as_ref().map_or(1, |sharding| {
            chunk.iter().zip(&sharding.chunks).map(|(shard, inner)| (shard / inner).max(1) as u64).product()
        });
        2 * length as u64 + PER_CHUNK * n_inner + STORED_EXTRA
    }

    /// Decodes a chunk of `shape` to its elements' bytes, in the order in which they are stored; texts become their codes.
    pub fn decode(
        &self,
        stored: &[u8],
        elements: &Elements<'_>,
        shape: &[usize],
        target: &mut [u8],
        texts: &mut Texts,
    ) -> Result<(), String> {
        let is_vlen = *elements.data_type == DataType::Vlen;
        let is_direct = self.sharding.is_none() && !is_vlen;
        let (first, later) = match self.codecs.split_first() {
            Some((first, later)) if is_direct => (Some(first), later),
            _ => (None, self.codecs.as_slice()),
        };
        let mut bytes = Cow::Borrowed(stored);
        for codec in later.iter().rev() {
            // What is between two codecs has about the size of the chunk; how long texts are, only their bytes tell.
            let limit = match is_vlen {
                true => (bytes.len().saturating_mul(1032) + 1024).min(VLEN_BYTES_MAX),
                false => target.len() + target.len() / 4 + 16 * target.len() / elements.itemsize() + 4096,
            };
            let mut decoded = vec![0; limit];
            let length = codec.decode(&bytes, &mut decoded)?;
            decoded.truncate(length);
            bytes = Cow::Owned(decoded);
        }
        if let Some(sharding) = &self.sharding {
            let stored_shape = self.stored_shape(shape);
            let start = vec![0; shape.len()];
            let spot = Spot { offset: 0, strides: c_strides(&stored_shape) };
            let mut fetch = |part: Part| Ok(Some(bytes[part.within(bytes.len())].to_vec()));
            sharding
                .decode_part(&mut fetch, elements, &stored_shape, (&start, &stored_shape), target, &spot, texts)
                .map_err(|error| error.to_string())?;
            return Ok(());
        }
        if is_vlen {
            return decode_texts(&bytes, target, texts);
        }
        let length = match first {
            Some(codec) => codec.decode(&bytes, target)?,
            None => {
                let count = bytes.len().min(target.len());
                target[..count].copy_from_slice(&bytes[..count]);
                bytes.len()
            }
        };
        if length != target.len() {
            return Err(wrong_length(length, target.len()));
        }
        self.ordered(elements.data_type, target);
        Ok(())
    }

    /// Makes numbers little-endian that are stored otherwise, and the reverse.
    pub fn ordered(&self, data_type: &DataType, bytes: &mut [u8]) {
        if self.big_endian {
            swap(bytes, data_type.swapped_width());
        }
    }

    /// Encodes a chunk of `shape`, given as its elements' bytes in the order in which they are stored.
    pub fn encode(
        &self,
        mut bytes: Cow<'_, [u8]>,
        elements: &Elements<'_>,
        shape: &[usize],
        labels: &[&str],
    ) -> Result<Vec<u8>> {
        if let Some(sharding) = &self.sharding {
            bytes = Cow::Owned(sharding.encode(&bytes, elements, &self.stored_shape(shape), labels)?);
        } else if *elements.data_type == DataType::Vlen {
            bytes = Cow::Owned(encode_texts(&bytes, labels)?);
        } else if self.big_endian {
            self.ordered(elements.data_type, bytes.to_mut());
        }
        for codec in &self.codecs {
            bytes = Cow::Owned(codec.encode(&bytes)?);
        }
        Ok(bytes.into_owned())
    }

    /// The list of codecs as version 3 has it.
    pub fn to_v3(&self, data_type: &DataType) -> Vec<Json> {
        let with = |name: &str, configuration: Json| object([("name", name.into()), ("configuration", configuration)]);
        let mut codecs = Vec::new();
        if self.is_transposed() {
            codecs.push(with("transpose", object([("order", lengths(&self.order))])));
        }
        codecs.push(match &self.sharding {
            Some(sharding) => {
                let mut index = vec![with("bytes", object([("endian", "little".into())]))];
                if sharding.has_checksum {
                    index.push(Codec::Crc32c.to_v3());
                }
                let location = if sharding.index_at_start { "start" } else { "end" };
                with(
                    "sharding_indexed",
                    object([
                        ("chunk_shape", lengths(&sharding.chunks)),
                        ("codecs", Json::List(sharding.inner.to_v3(data_type))),
                        ("index_codecs", Json::List(index)),
                        ("index_location", location.into()),
                    ]),
                )
            }
            None if *data_type == DataType::Vlen => with("vlen-utf8", Json::EMPTY),
            None if data_type.swapped_width() == 1 => object([("name", "bytes".into())]),
            None => {
                let endian = if self.big_endian { "big" } else { "little" };
                with("bytes", object([("endian", endian.into())]))
            }
        });
        codecs.extend(self.codecs.iter().map(Codec::to_v3));
        codecs
    }
}

/// What the elements of an array are, and which one stands for those that are not stored.
pub struct Elements<'a> {
    /// Their type
    pub data_type: &'a DataType,
    /// The bytes of the fill value
    pub fill: &'a [u8],
}

impl Elements<'_> {
    /// Bytes of one, at least 1.
    pub fn itemsize(&self) -> usize {
        self.fill.len().max(1)
    }

    /// Whether all of these elements are the fill value.
    pub fn are_fill(&self, bytes: &[u8]) -> bool {
        !self.fill.is_empty() && bytes.chunks_exact(self.fill.len()).all(|element| element == self.fill)
    }
}

/// A part of a shard, fetched.
type Fetch<'a> = dyn FnMut(Part) -> Result<Option<Vec<u8>>> + 'a;

impl Sharding {
    /// Reads a box of a shard, whose shape is `shard`, to a place in `target`; tells whether there is a shard at all.
    #[expect(clippy::too_many_arguments, reason = "a box in a shard, and where it goes")]
    pub fn decode_part(
        &self,
        fetch: &mut Fetch<'_>,
        elements: &Elements<'_>,
        shard: &[usize],
        (start, shape): (&[usize], &[usize]),
        target: &mut [u8],
        to: &Spot,
        texts: &mut Texts,
    ) -> Result<bool> {
        let damaged = |reason: String| Error::Value(reason);
        let grid: Vec<usize> = shard.iter().zip(&self.chunks).map(|(shard, chunk)| shard / chunk).collect();
        let n_chunks: usize = grid.iter().product();
        let index_length = 16 * n_chunks + if self.has_checksum { 4 } else { 0 };
        let part = match self.index_at_start {
            true => Part::From { offset: 0, length: index_length as u64 },
            false => Part::Last(index_length as u64),
        };
        let Some(index) = fetch(part)? else { return Ok(false) };
        let index = self.index(&index, index_length).map_err(damaged)?;
        let places = c_strides(&grid);
        let chunk_length = self.chunks.iter().product::<usize>() * elements.fill.len();
        let mut chunk_bytes = Vec::new();
        let strides = self.inner.strides(&self.chunks);
        for overlap in overlaps(start, shape, &self.chunks) {
            let place: usize = overlap.chunk.iter().zip(&places).map(|(chunk, stride)| chunk * stride).sum();
            let spot = Spot::at(&to.strides, &overlap.in_region);
            let spot = Spot { offset: spot.offset + to.offset, ..spot };
            let (offset, length) = index[place];
            if (offset, length) == (ABSENT, ABSENT) {
                let fill = Spot::repeated(shape.len());
                copy(&overlap.shape, elements.fill.len(), elements.fill, &fill, target, &spot);
                continue;
            }
            let stored = fetch(Part::From { offset, length })?.unwrap_or_default();
            if stored.len() as u64 != length {
                return Err(damaged(format!(
                    "sharding: the chunk {:?} of the shard ends past the end of the shard",
                    overlap.chunk
                )));
            }
            if !self.inner.may_hold(elements.data_type, stored.len(), chunk_length) {
                return Err(damaged(wrong_length(stored.len(), chunk_length)));
            }
            chunk_bytes.resize(chunk_length, 0);
            self.inner
                .decode(&stored, elements, &self.chunks, &mut chunk_bytes, texts)
                .map_err(|reason| damaged(format!("sharding: chunk {:?} of the shard: {reason}", overlap.chunk)))?;
            let from = Spot::at(&strides, &overlap.in_chunk);
            copy(&overlap.shape, elements.fill.len(), &chunk_bytes, &from, target, &spot);
        }
        Ok(true)
    }

    /// Where chunks begin, and their lengths.
    fn index(&self, bytes: &[u8], length: usize) -> Result<Vec<(u64, u64)>, String> {
        if bytes.len() != length {
            return Err(format!("sharding: the index has {} bytes of {length}", bytes.len()));
        }
        let entries = if self.has_checksum { verified(bytes)? } else { bytes };
        let number = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().unwrap_or_default());
        Ok(entries.chunks_exact(16).map(|entry| (number(&entry[..8]), number(&entry[8..]))).collect())
    }

    /// Encodes the elements of a shard, chunk by chunk; those of the fill value only are left out.
    fn encode(&self, bytes: &[u8], elements: &Elements<'_>, shard: &[usize], labels: &[&str]) -> Result<Vec<u8>> {
        let itemsize = elements.fill.len();
        let start = vec![0; shard.len()];
        let shard_strides = c_strides(shard);
        let n_chunks: usize = shard.iter().zip(&self.chunks).map(|(shard, chunk)| shard / chunk).product();
        let index_length = 16 * n_chunks + if self.has_checksum { 4 } else { 0 };
        let mut encoded = vec![0; if self.index_at_start { index_length } else { 0 }];
        let mut index = Vec::with_capacity(index_length);
        for overlap in overlaps(&start, shard, &self.chunks) {
            let mut chunk = vec![0; self.chunks.iter().product::<usize>() * itemsize];
            let to = Spot::at(&self.inner.strides(&self.chunks), &overlap.in_chunk);
            copy(&self.chunks, itemsize, bytes, &Spot::at(&shard_strides, &overlap.in_region), &mut chunk, &to);
            let (offset, length) = if elements.are_fill(&chunk) {
                (ABSENT, ABSENT)
            } else {
                let stored = self.inner.encode(Cow::Owned(chunk), elements, &self.chunks, labels)?;
                let offset = encoded.len() as u64;
                encoded.extend_from_slice(&stored);
                (offset, stored.len() as u64)
            };
            index.extend(offset.to_le_bytes());
            index.extend(length.to_le_bytes());
        }
        if self.has_checksum {
            index.extend(crc32c(&index).to_le_bytes());
        }
        if self.index_at_start {
            encoded[..index_length].copy_from_slice(&index);
        } else {
            encoded.extend(index);
        }
        Ok(encoded)
    }
}

/// What is said of a chunk with too few or too many bytes.
pub fn wrong_length(found: usize, expected: usize) -> String {
    format!(
        "it has {found} bytes, but {expected} were expected: it is cut off or damaged, or the metadata are those of another array"
    )
}

/// Texts after their number, each after its length.
fn decode_texts(bytes: &[u8], target: &mut [u8], texts: &mut Texts) -> Result<(), String> {
    let damaged = || "vlen-utf8: the bytes are damaged".to_owned();
    let (count, mut rest) = bytes.split_first_chunk::<4>().ok_or_else(damaged)?;
    let (count, expected) = (u32::from_le_bytes(*count) as usize, target.len() / 8);
    if count != expected {
        return Err(format!("vlen-utf8: it has {count} texts instead of {expected}"));
    }
    for code in target.chunks_exact_mut(8) {
        let (length, after) = rest.split_first_chunk::<4>().ok_or_else(damaged)?;
        let (text, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or_else(damaged)?;
        let text = std::str::from_utf8(text).map_err(|_| damaged())?;
        code.copy_from_slice(&texts.code(text).to_le_bytes());
        rest = after;
    }
    Ok(())
}

fn encode_texts(codes: &[u8], labels: &[&str]) -> Result<Vec<u8>> {
    let mut encoded = ((codes.len() / 8) as u32).to_le_bytes().to_vec();
    for code in codes.chunks_exact(8) {
        let code = i64::from_le_bytes(code.try_into().unwrap_or_default());
        let text = usize::try_from(code).ok().and_then(|code| labels.get(code)).copied();
        let text = text.ok_or_else(|| Error::Value(format!("there is no text of the code {code}")))?;
        encoded.extend((text.len() as u32).to_le_bytes());
        encoded.extend_from_slice(text.as_bytes());
    }
    Ok(encoded)
}
