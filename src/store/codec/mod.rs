//! Codecs of bytes: what was done to a chunk before it was stored, and how to undo it.
//!
//! Every decoder writes to a target of known size and refuses what does not fit, so that a small chunk cannot become a large one.

mod blosc;
mod checksum;
mod deflate;
mod shuffle;

pub use blosc::{Blosc, Shuffle};
pub use checksum::{crc32c, verified};

use std::cell::RefCell;
use std::io::Read;

use super::json::{Json, object};
use super::{Error, Result};

/// A codec from bytes to bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum Codec {
    /// `gzip`
    Gzip {
        /// 0 to 9
        level: u8,
    },
    /// `zlib`
    Zlib {
        /// 0 to 9
        level: u8,
    },
    /// `zstd`
    Zstd {
        /// As Zstandard counts levels; ours are -7 to 4, higher ones are written as 4
        level: i32,
        /// Whether frames end with a checksum of what they hold
        checksum: bool,
    },
    /// `lz4` of numcodecs: a length of four bytes, then one block
    Lz4 {
        /// Kept for the metadata
        acceleration: i64,
    },
    /// `blosc`
    Blosc(Blosc),
    /// `crc32c`: four bytes of checksum at the end
    Crc32c,
    /// `shuffle` of numcodecs: first bytes first
    Shuffle {
        /// Bytes of an element
        itemsize: usize,
    },
}

/// What stands in an error about a codec that is not there.
const KNOWN: &str = "blosc, zstd, gzip, zlib, lz4, shuffle and crc32c";

impl Codec {
    /// The codec that a configuration of version 2 describes; `itemsize` is that of the elements.
    pub fn from_v2(config: &Json, itemsize: usize) -> Result<Codec> {
        let name = config.get("id").and_then(Json::text).unwrap_or_default();
        Codec::named(name, config, itemsize)
    }

    /// The codec that one of version 3 describes.
    pub fn from_v3(name: &str, config: &Json, itemsize: usize) -> Result<Codec> {
        Codec::named(name.strip_prefix("numcodecs.").unwrap_or(name), config, itemsize)
    }

    fn named(name: &str, config: &Json, itemsize: usize) -> Result<Codec> {
        let int = |field: &str, default: i128| config.get(field).and_then(Json::int).unwrap_or(default);
        Ok(match name {
            "gzip" => Codec::Gzip { level: int("level", 5).clamp(0, 9) as u8 },
            "zlib" => Codec::Zlib { level: int("level", 1).clamp(0, 9) as u8 },
            "zstd" => Codec::Zstd {
                level: int("level", 0).clamp(-131_072, 22) as i32,
                checksum: config.get("checksum") == Some(&Json::Bool(true)),
            },
            "lz4" => Codec::Lz4 { acceleration: int("acceleration", 1) as i64 },
            "blosc" => Codec::Blosc(Blosc::from_json(config, itemsize)?),
            "crc32c" => Codec::Crc32c,
            "shuffle" => Codec::Shuffle { itemsize: int("elementsize", 4).clamp(1, 1 << 16) as usize },
            other => {
                return Err(Error::UnknownCodec(format!(
                    "codec not available: {other:?} (in {config}); here there are {KNOWN}"
                )));
            }
        })
    }

    /// Its configuration in version 2.
    pub fn to_v2(&self) -> Json {
        let mut config = object([("id", self.name().into())]);
        if let Codec::Blosc(blosc) = self {
            return blosc.to_v2();
        }
        for (field, value) in self.configuration().members() {
            config.set(field, value.clone());
        }
        config
    }

    /// Its entry in the list of codecs of version 3.
    pub fn to_v3(&self) -> Json {
        let name = match self {
            Codec::Zlib { .. } | Codec::Lz4 { .. } | Codec::Shuffle { .. } => format!("numcodecs.{}", self.name()),
            _ => self.name().to_owned(),
        };
        let mut entry = object([("name", Json::Text(name))]);
        let configuration = self.configuration();
        if !configuration.members().is_empty() {
            entry.set("configuration", configuration);
        }
        entry
    }

    fn name(&self) -> &'static str {
        match self {
            Codec::Gzip { .. } => "gzip",
            Codec::Zlib { .. } => "zlib",
            Codec::Zstd { .. } => "zstd",
            Codec::Lz4 { .. } => "lz4",
            Codec::Blosc(_) => "blosc",
            Codec::Crc32c => "crc32c",
            Codec::Shuffle { .. } => "shuffle",
        }
    }

    fn configuration(&self) -> Json {
        match self {
            Codec::Gzip { level } | Codec::Zlib { level } => object([("level", usize::from(*level).into())]),
            Codec::Zstd { level, checksum } => {
                object([("level", Json::Int(i128::from(*level))), ("checksum", Json::Bool(*checksum))])
            }
            Codec::Lz4 { acceleration } => object([("acceleration", Json::Int(i128::from(*acceleration)))]),
            Codec::Blosc(blosc) => blosc.to_v3(),
            Codec::Crc32c => Json::EMPTY,
            Codec::Shuffle { itemsize } => object([("elementsize", (*itemsize).into())]),
        }
    }

    /// Whether bytes so decoded are plausible as `length` bytes: no codec makes more than so many of one.
    pub fn may_hold(&self, stored: usize, length: usize) -> bool {
        let ratio = match self {
            Codec::Gzip { .. } | Codec::Zlib { .. } => 1032,
            Codec::Lz4 { .. } => 256,
            // Blocks of zeros or of one repeated byte; Blosc's blocks may hold such ones.
            Codec::Zstd { .. } | Codec::Blosc(_) => 1 << 17,
            Codec::Crc32c | Codec::Shuffle { .. } => 1,
        };
        length / ratio <= stored
    }

    /// Undoes the codec: writes to `target` and tells how many bytes there are. What is more than fits is an error.
    pub fn decode(&self, bytes: &[u8], target: &mut [u8]) -> Result<usize, String> {
        match self {
            Codec::Gzip { .. } => deflate::gzip_decode(bytes, target),
            Codec::Zlib { .. } => deflate::zlib_decode(bytes, target),
            Codec::Zstd { .. } => zstd_decode(bytes, target),
            Codec::Lz4 { .. } => {
                let (head, block) = bytes.split_first_chunk::<4>().ok_or("lz4: it is shorter than its own header")?;
                let length = u32::from_le_bytes(*head) as usize;
                let target = target.get_mut(..length).ok_or_else(|| too_long("lz4", length))?;
                lz4_decode(block, target)
            }
            Codec::Blosc(_) => blosc::decode(bytes, target),
            Codec::Crc32c => {
                let content = verified(bytes)?;
                target
                    .get_mut(..content.len())
                    .ok_or_else(|| too_long("crc32c", content.len()))?
                    .copy_from_slice(content);
                Ok(content.len())
            }
            Codec::Shuffle { itemsize } => {
                let target = target.get_mut(..bytes.len()).ok_or_else(|| too_long("shuffle", bytes.len()))?;
                shuffle::unshuffle(bytes, *itemsize, target);
                Ok(bytes.len())
            }
        }
    }

    /// Applies the codec.
    pub fn encode(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        Ok(match self {
            Codec::Gzip { level } => deflate::gzip_encode(bytes, *level),
            Codec::Zlib { level } => miniz_oxide::deflate::compress_to_vec_zlib(bytes, *level),
            Codec::Zstd { level, checksum } => zstd_encode(bytes, *level, *checksum)?,
            Codec::Lz4 { .. } => {
                let mut encoded = (bytes.len() as u32).to_le_bytes().to_vec();
                encoded.extend(lz4_flex::block::compress(bytes));
                encoded
            }
            Codec::Blosc(blosc) => blosc.encode(bytes)?,
            Codec::Crc32c => {
                let mut encoded = Vec::with_capacity(bytes.len() + 4);
                encoded.extend_from_slice(bytes);
                encoded.extend(crc32c(bytes).to_le_bytes());
                encoded
            }
            Codec::Shuffle { itemsize } => {
                let mut encoded = vec![0; bytes.len()];
                shuffle::shuffle(bytes, *itemsize, &mut encoded);
                encoded
            }
        })
    }
}

fn too_long(codec: &str, length: usize) -> String {
    format!("{codec}: it holds {length} bytes, more than the chunk has")
}

fn lz4_decode(block: &[u8], target: &mut [u8]) -> Result<usize, String> {
    lz4_flex::block::decompress_into(block, target).map_err(|error| format!("lz4: the bytes are damaged ({error})"))
}

/// Up to so many bytes are decoded in one go, in memory that each thread keeps for the next chunk.
const ZSTD_KEPT_MAX: usize = 8 << 20;

thread_local! {
    static ZSTD: RefCell<zrip::DecompressContext> = RefCell::default();
}

fn zstd_decode(bytes: &[u8], target: &mut [u8]) -> Result<usize, String> {
    let damaged = |error: &dyn std::fmt::Display| format!("zstd: the bytes are damaged ({error})");
    if target.len() <= ZSTD_KEPT_MAX {
        return ZSTD.with_borrow_mut(|context| {
            let decoded = context.decompress_with_limit(bytes, target.len()).map_err(|error| damaged(&error))?;
            target[..decoded.len()].copy_from_slice(&decoded);
            Ok(decoded.len())
        });
    }
    // Block by block: all that is kept besides is the window that a frame may refer to.
    let mut decoder = zrip::FrameDecoder::with_limit(bytes, target.len());
    let mut count = 0;
    loop {
        // Past the end of the target, one byte more would be too many: the decoder says so.
        let mut beyond = [0];
        let rest = if count < target.len() { &mut target[count..] } else { &mut beyond[..] };
        match decoder.read(rest).map_err(|error| damaged(&error))? {
            0 => return Ok(count),
            more => count += more,
        }
    }
}

fn zstd_encode(bytes: &[u8], level: i32, checksum: bool) -> Result<Vec<u8>> {
    let failed = |error| Error::Value(format!("zstd: {error}"));
    // Level 0 is Zstandard's own default, 3.
    let level = if level == 0 { 3 } else { level.clamp(-7, 4) };
    let mut context = zrip::CompressContext::new(level).map_err(failed)?;
    context.set_content_checksum(checksum);
    Ok(context.compress(bytes).map_err(failed)?.into_owned())
}
