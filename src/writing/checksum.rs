//! Checksums: CRC-32 of gzip and PNG, and CRC-32C of Zarr's `crc32c` codec.

use std::sync::OnceLock;

/// For each byte and each of eight places what it adds to the remainder; made when first needed.
type Tables = [[u32; 256]; 8];

static IEEE: OnceLock<Box<Tables>> = OnceLock::new();
static CASTAGNOLI: OnceLock<Box<Tables>> = OnceLock::new();

/// The checksum of gzip and PNG.
pub fn crc32(bytes: &[u8]) -> u32 {
    remainder(IEEE.get_or_init(|| tables(0xedb8_8320)), bytes)
}

/// The checksum of iSCSI, ext4 and Zarr.
pub fn crc32c(bytes: &[u8]) -> u32 {
    remainder(CASTAGNOLI.get_or_init(|| tables(0x82f6_3b78)), bytes)
}

fn tables(polynomial: u32) -> Box<Tables> {
    let mut first = [0; 256];
    for (byte, entry) in first.iter_mut().enumerate() {
        let mut value = byte as u32;
        for _ in 0..8 {
            value = (value >> 1) ^ if value & 1 == 1 { polynomial } else { 0 };
        }
        *entry = value;
    }
    let mut tables = Box::new([first; 8]);
    for place in 1..8 {
        tables[place] = tables[place - 1].map(|before| (before >> 8) ^ first[(before & 0xff) as usize]);
    }
    tables
}

fn remainder(tables: &Tables, bytes: &[u8]) -> u32 {
    let mut value = u32::MAX;
    let mut eights = bytes.chunks_exact(8);
    for eight in &mut eights {
        let low = value ^ u32::from_le_bytes([eight[0], eight[1], eight[2], eight[3]]);
        value = tables[7][(low & 0xff) as usize]
            ^ tables[6][(low >> 8 & 0xff) as usize]
            ^ tables[5][(low >> 16 & 0xff) as usize]
            ^ tables[4][(low >> 24) as usize]
            ^ tables[3][eight[4] as usize]
            ^ tables[2][eight[5] as usize]
            ^ tables[1][eight[6] as usize]
            ^ tables[0][eight[7] as usize];
    }
    for &byte in eights.remainder() {
        value = (value >> 8) ^ tables[0][((value ^ u32::from(byte)) & 0xff) as usize];
    }
    !value
}

#[cfg(test)]
mod tests {
    use super::{crc32, crc32c};

    #[test]
    fn sums_are_those_of_the_standards() {
        assert_eq!(crc32(b"IEND"), 0xae42_6082);
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32c(b"123456789"), 0xe306_9283);
    }
}
