//! Blosc: a chunk in blocks, each shuffled and then compressed by one of several compressors.
//!
//! ```text
//!   version, compressor's version, flags, itemsize: 1 byte each
//!   length, block length, stored length: 4 bytes each
//!   where each block starts: 4 bytes each
//!   a block: one stream, or one for each byte of the elements; each its length (4 bytes) and its bytes
//! ```
//!
//! A stream as long as what it holds is not compressed.

use super::shuffle::{bit_shuffle, shuffle, unshuffle};
use super::{deflate, lz4_decode, too_long, zstd_decode, zstd_encode};
use crate::store::json::{Json, object};
use crate::store::{Error, Result};

const HEADER: usize = 16;
/// So many bytes does a block have that we write.
const BLOCK: usize = 256 << 10;
/// A block of wider elements, or of fewer than so many of them, is one stream.
const SPLITS_MAX: usize = 16;
const SPLIT_LENGTH_MIN: usize = 128;

mod flag {
    pub(super) const SHUFFLED: u8 = 1;
    pub(super) const COPIED: u8 = 2;
    pub(super) const BIT_SHUFFLED: u8 = 4;
    pub(super) const ONE_STREAM: u8 = 16;
}

/// How elements' bytes are regrouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shuffle {
    /// Not at all
    None,
    /// By bytes
    Byte,
    /// By bits
    Bit,
}

/// The settings of a Blosc codec.
#[derive(Clone, Debug, PartialEq)]
pub struct Blosc {
    /// The compressor within: `lz4`, `zstd`, …
    pub cname: String,
    /// 0 (none) to 9
    pub clevel: u8,
    /// How bytes are regrouped
    pub shuffle: Shuffle,
    /// Bytes of an element
    pub typesize: usize,
    /// Bytes of a block as the metadata say; 0 for any
    pub blocksize: usize,
}

const COMPRESSORS: [&str; 5] = ["blosclz", "lz4", "snappy", "zlib", "zstd"];

impl Blosc {
    pub(super) fn from_json(config: &Json, itemsize: usize) -> Result<Blosc> {
        let cname = config.get("cname").and_then(Json::text).unwrap_or("lz4").to_owned();
        if cname != "lz4hc" && !COMPRESSORS.contains(&cname.as_str()) {
            return Err(Error::UnknownCodec(format!("blosc: the compressor {cname:?} is not known")));
        }
        let int = |field: &str, default: i128| config.get(field).and_then(Json::int).unwrap_or(default);
        let shuffle = match config.get("shuffle") {
            Some(Json::Text(name)) => match name.as_str() {
                "noshuffle" => Shuffle::None,
                "shuffle" => Shuffle::Byte,
                "bitshuffle" => Shuffle::Bit,
                other => return Err(Error::Metadata(format!("blosc: the shuffle {other:?} is not known"))),
            },
            other => match other.and_then(Json::int).unwrap_or(1) {
                0 => Shuffle::None,
                2 => Shuffle::Bit,
                -1 if itemsize == 1 => Shuffle::Bit,
                _ => Shuffle::Byte,
            },
        };
        Ok(Blosc {
            cname,
            clevel: int("clevel", 5).clamp(0, 9) as u8,
            shuffle,
            typesize: int("typesize", itemsize as i128).clamp(1, 255) as usize,
            blocksize: int("blocksize", 0).clamp(0, i128::from(i32::MAX)) as usize,
        })
    }

    pub(super) fn to_v2(&self) -> Json {
        object([
            ("id", "blosc".into()),
            ("cname", self.cname.as_str().into()),
            ("clevel", usize::from(self.clevel).into()),
            ("shuffle", (self.shuffle as usize).into()),
            ("blocksize", self.blocksize.into()),
        ])
    }

    pub(super) fn to_v3(&self) -> Json {
        let shuffle = ["noshuffle", "shuffle", "bitshuffle"][self.shuffle as usize];
        object([
            ("typesize", self.typesize.into()),
            ("cname", self.cname.as_str().into()),
            ("clevel", usize::from(self.clevel).into()),
            ("shuffle", shuffle.into()),
            ("blocksize", self.blocksize.into()),
        ])
    }

    pub(super) fn encode(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        let format = match self.cname.as_str() {
            "lz4hc" => 1,
            "blosclz" | "snappy" => {
                return Err(Error::Unsupported(format!(
                    "blosc with cname={:?} is only read here, not written; lz4, lz4hc, zstd and zlib are written",
                    self.cname
                )));
            }
            cname => COMPRESSORS.iter().position(|known| *known == cname).unwrap_or(1) as u8,
        };
        if bytes.len() > i32::MAX as usize - HEADER {
            return Err(Error::Value("blosc: a chunk must have fewer than 2 GiB".to_owned()));
        }
        let copied = || {
            let mut encoded =
                header(flag::COPIED | format << 5, self.typesize, bytes.len(), bytes.len(), bytes.len() + HEADER);
            encoded.extend_from_slice(bytes);
            encoded
        };
        if self.clevel == 0 || bytes.len() < SPLIT_LENGTH_MIN {
            return Ok(copied());
        }
        let shuffled = match self.shuffle {
            Shuffle::Byte if self.typesize > 1 => flag::SHUFFLED,
            Shuffle::Bit => flag::BIT_SHUFFLED,
            _ => 0,
        };
        // Eight elements are the unit of bits that are shuffled.
        let unit = 8 * self.typesize;
        let block_length = (BLOCK / unit * unit).min(bytes.len()).max(1);
        let n_blocks = bytes.len().div_ceil(block_length);
        let mut encoded =
            header(shuffled | flag::ONE_STREAM | format << 5, self.typesize, bytes.len(), block_length, 0);
        encoded.resize(HEADER + 4 * n_blocks, 0);
        let mut turned = vec![0; block_length];
        for (number, block) in bytes.chunks(block_length).enumerate() {
            let start = (encoded.len() as u32).to_le_bytes();
            encoded[HEADER + 4 * number..][..4].copy_from_slice(&start);
            let turned = &mut turned[..block.len()];
            let content: &[u8] = match shuffled {
                flag::SHUFFLED => {
                    shuffle(block, self.typesize, turned);
                    turned
                }
                flag::BIT_SHUFFLED if block.len() >= self.typesize => {
                    bit_shuffle(block, self.typesize, false, turned);
                    turned
                }
                _ => block,
            };
            let stream = match format {
                1 => lz4_flex::block::compress(content),
                3 => miniz_oxide::deflate::compress_to_vec_zlib(content, self.clevel),
                _ => zstd_encode(content, i32::from(self.clevel), false)?,
            };
            let stream = if stream.len() < content.len() { &stream } else { content };
            encoded.extend((stream.len() as u32).to_le_bytes());
            encoded.extend_from_slice(stream);
            if encoded.len() >= bytes.len() + HEADER {
                return Ok(copied());
            }
        }
        let length = (encoded.len() as u32).to_le_bytes();
        encoded[12..16].copy_from_slice(&length);
        Ok(encoded)
    }
}

fn header(flags: u8, typesize: usize, length: usize, block_length: usize, stored: usize) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(stored.max(HEADER));
    encoded.extend([2, 1, flags, typesize as u8]);
    for number in [length, block_length, stored] {
        encoded.extend((number as u32).to_le_bytes());
    }
    encoded
}

pub(super) fn decode(bytes: &[u8], target: &mut [u8]) -> Result<usize, String> {
    const SHORT: &str = "blosc: the bytes end too early";
    let number = |position: usize| {
        let field = bytes.get(position..)?.first_chunk::<4>()?;
        Some(u32::from_le_bytes(*field) as usize)
    };
    let (Some(length), Some(block_length), Some(stored)) = (number(4), number(8), number(12)) else {
        return Err(SHORT.to_owned());
    };
    let [version, _, flags, typesize] = [bytes[0], bytes[1], bytes[2], bytes[3]];
    if !(1..=2).contains(&version) {
        return Err(format!("blosc: this is no Blosc buffer of version 1 or 2, but of {version}"));
    }
    let target = target.get_mut(..length).ok_or_else(|| too_long("blosc", length))?;
    if stored > bytes.len() {
        return Err(format!("blosc: there are {} bytes of {stored}", bytes.len()));
    }
    if flags & flag::COPIED != 0 {
        target.copy_from_slice(bytes.get(HEADER..HEADER + length).ok_or(SHORT)?);
        return Ok(length);
    }
    if length == 0 {
        return Ok(0);
    }
    if block_length == 0 {
        return Err("blosc: its blocks have no bytes".to_owned());
    }
    let typesize = usize::from(typesize.max(1));
    let format = flags >> 5;
    let mut turned = vec![0; block_length.min(length)];
    for (block, plain) in target.chunks_mut(block_length).enumerate() {
        let is_last_short = plain.len() < block_length;
        let is_split = flags & flag::ONE_STREAM == 0
            && typesize <= SPLITS_MAX
            && block_length / typesize >= SPLIT_LENGTH_MIN
            && !is_last_short;
        let shuffled_bytes = flags & flag::SHUFFLED != 0 && typesize > 1;
        let shuffled_bits = flags & flag::BIT_SHUFFLED != 0 && plain.len() >= typesize;
        let n_streams = if is_split { typesize } else { 1 };
        let is_turned = shuffled_bytes || shuffled_bits;
        let content = if is_turned { &mut turned[..plain.len()] } else { &mut *plain };
        let mut position = number(HEADER + 4 * block).ok_or(SHORT)?;
        let stream_length = content.len() / n_streams;
        for part in content.chunks_exact_mut(stream_length) {
            let stored = number(position).ok_or(SHORT)?;
            let stream = bytes.get(position + 4..).and_then(|rest| rest.get(..stored)).ok_or(SHORT)?;
            position += 4 + stored;
            let written = if stored == part.len() {
                part.copy_from_slice(stream);
                stored
            } else {
                match format {
                    0 => blosclz_decode(stream, part),
                    1 => lz4_decode(stream, part),
                    3 => deflate::zlib_decode(stream, part),
                    4 => zstd_decode(stream, part),
                    other => {
                        let name = COMPRESSORS.get(usize::from(other)).copied().unwrap_or("an unknown one");
                        Err(format!("the compressor {name} is not supported; lz4, zstd, zlib and blosclz are"))
                    }
                }
                .map_err(|reason| format!("blosc: {reason}"))?
            };
            if written != part.len() {
                return Err(format!("blosc: a block has {written} bytes instead of {}", part.len()));
            }
        }
        if shuffled_bytes {
            unshuffle(&turned[..plain.len()], typesize, plain);
        } else if shuffled_bits {
            bit_shuffle(&turned[..plain.len()], typesize, true, plain);
        }
    }
    Ok(length)
}

/// BloscLZ: runs of literals, and matches at distances of up to 8191 bytes or, marked so, further.
fn blosclz_decode(stream: &[u8], target: &mut [u8]) -> Result<usize, String> {
    const DAMAGED: &str = "blosclz: the bytes are damaged";
    const NEAR_MAX: usize = 8191;
    let mut bytes = stream.iter().copied();
    let mut next = || bytes.next().map(usize::from);
    let mut written = 0;
    let mut control = next().map(|first| first & 31);
    while let Some(code) = control {
        if code < 32 {
            for _ in 0..=code {
                *target.get_mut(written).ok_or(DAMAGED)? = next().ok_or(DAMAGED)? as u8;
                written += 1;
            }
        } else {
            let mut length = (code >> 5) + 2;
            if length == 9 {
                loop {
                    let more = next().ok_or(DAMAGED)?;
                    length += more;
                    if more != 255 {
                        break;
                    }
                }
            }
            let (high, low) = (code & 31, next().ok_or(DAMAGED)?);
            let distance = if high == 31 && low == 255 {
                (next().ok_or(DAMAGED)? << 8) + next().ok_or(DAMAGED)? + NEAR_MAX + 1
            } else {
                (high << 8) + low + 1
            };
            if distance > written || length > target.len() - written {
                return Err(DAMAGED.to_owned());
            }
            for _ in 0..length {
                target[written] = target[written - distance];
                written += 1;
            }
        }
        control = next();
    }
    Ok(written)
}
