//! gzip and zlib: the two frames around Deflate.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use super::too_long;
use crate::writing::checksum::crc32;

/// Decodes a zlib stream.
pub(super) fn zlib_decode(bytes: &[u8], target: &mut [u8]) -> Result<usize, String> {
    inflate(
        "zlib",
        bytes,
        target,
        inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER | inflate_flags::TINFL_FLAG_COMPUTE_ADLER32,
    )
    .map(|(_, written)| written)
}

/// Decodes one or more gzip members.
pub(super) fn gzip_decode(bytes: &[u8], target: &mut [u8]) -> Result<usize, String> {
    let (mut rest, mut length) = (bytes, 0);
    loop {
        let body = gzip_header(rest).ok_or("gzip: there is no gzip header")?;
        let (consumed, written) = inflate("gzip", body, &mut target[length..], 0)?;
        let end = body.get(consumed..).unwrap_or_default();
        let (trailer, after) = end.split_first_chunk::<8>().ok_or("gzip: the bytes end too early")?;
        let stored = u32::from_le_bytes([trailer[0], trailer[1], trailer[2], trailer[3]]);
        if stored != crc32(&target[length..length + written]) {
            return Err("gzip: the checksum differs from that of the bytes: they are damaged".to_owned());
        }
        length += written;
        rest = after;
        if rest.is_empty() {
            return Ok(length);
        }
    }
}

/// One gzip member without a name or a time.
pub(super) fn gzip_encode(bytes: &[u8], level: u8) -> Vec<u8> {
    let mut encoded = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    encoded.extend(miniz_oxide::deflate::compress_to_vec(bytes, level));
    encoded.extend(crc32(bytes).to_le_bytes());
    encoded.extend((bytes.len() as u32).to_le_bytes());
    encoded
}

/// Bytes read and written.
fn inflate(codec: &str, bytes: &[u8], target: &mut [u8], flags: u32) -> Result<(usize, usize), String> {
    let flags = flags | inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut state = Box::<DecompressorOxide>::default();
    match decompress(&mut state, bytes, target, 0, flags) {
        (TINFLStatus::Done, consumed, written) => Ok((consumed, written)),
        (TINFLStatus::HasMoreOutput, _, written) => Err(too_long(codec, written + 1)),
        (TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress, ..) => {
            Err(format!("{codec}: the bytes end too early"))
        }
        _ => Err(format!("{codec}: the bytes are damaged")),
    }
}

/// What follows a gzip header.
fn gzip_header(bytes: &[u8]) -> Option<&[u8]> {
    let (head, mut rest) = bytes.split_first_chunk::<10>()?;
    let [0x1f, 0x8b, 8, flags, ..] = *head else { return None };
    if flags & 4 != 0 {
        let (length, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    // A name, then a comment, each to its zero.
    for flag in [8, 16] {
        if flags & flag != 0 {
            let end = rest.iter().position(|&byte| byte == 0)?;
            rest = &rest[end + 1..];
        }
    }
    if flags & 2 != 0 { rest.get(2..) } else { Some(rest) }
}
