//! PNG files from pixels, as pictures inside of an SVG have them.

use crate::writing::checksum::crc32;
use miniz_oxide::deflate::compress_to_vec_zlib;

/// Pixels, row by row from the top.
pub(super) enum Pixels<'a> {
    /// Places in a table of at most 256 colours with alpha
    Indexed { palette: &'a [[u8; 4]], indices: &'a [u8] },
    /// Red, green, blue, alpha
    Rgba(&'a [u8]),
}

/// The file's bytes.
pub(super) fn encode(width: usize, height: usize, pixels: &Pixels) -> Vec<u8> {
    let (color_type, bytes, stride) = match pixels {
        Pixels::Indexed { indices, .. } => (3, *indices, width),
        Pixels::Rgba(bytes) => (6, *bytes, 4 * width),
    };
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::with_capacity(13);
    header.extend((width as u32).to_be_bytes());
    header.extend((height as u32).to_be_bytes());
    header.extend([8, color_type, 0, 0, 0]);
    chunk(&mut file, b"IHDR", &header);
    if let Pixels::Indexed { palette, .. } = pixels {
        let colors: Vec<u8> = palette.iter().flat_map(|color| [color[0], color[1], color[2]]).collect();
        chunk(&mut file, b"PLTE", &colors);
        if palette.iter().any(|color| color[3] < 255) {
            let alphas: Vec<u8> = palette.iter().map(|color| color[3]).collect();
            chunk(&mut file, b"tRNS", &alphas);
        }
    }
    // Each row begins with the number of its filter: none.
    let rows: Vec<u8> =
        bytes.chunks(stride.max(1)).flat_map(|row| std::iter::once(0).chain(row.iter().copied())).collect();
    chunk(&mut file, b"IDAT", &compress_to_vec_zlib(&rows, 6));
    chunk(&mut file, b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    file.extend((content.len() as u32).to_be_bytes());
    let start = file.len();
    file.extend(name);
    file.extend(content);
    let sum = crc32(&file[start..]);
    file.extend(sum.to_be_bytes());
}

/// Base64 with padding, for `data:` addresses and notebooks.
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for digit in 0..4 {
            let index = (bits >> (18 - 6 * digit)) & 63;
            text.push(if digit <= group.len() { char::from(DIGITS[index as usize]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_png() {}

    #[test]
    fn base64_pads() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
