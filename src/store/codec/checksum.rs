//! The codec `crc32c`: bytes and the checksum behind them.

pub use crate::writing::checksum::crc32c;

/// The content before the checksum at its end, if that is right.
pub fn verified(bytes: &[u8]) -> Result<&[u8], String> {
    let (content, checksum) = bytes.split_last_chunk::<4>().ok_or("crc32c: it is shorter than the checksum")?;
    let (stored, computed) = (u32::from_le_bytes(*checksum), crc32c(content));
    if stored != computed {
        return Err(format!(
            "crc32c: the checksum is {stored:#010x}, that of the bytes {computed:#010x}: they are damaged"
        ));
    }
    Ok(content)
}
