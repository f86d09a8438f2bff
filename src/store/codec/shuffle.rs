//! Shuffling: first all elements' first bytes (or bits), then all second ones, so that what is alike stands together.

/// Elements' bytes regrouped by their place in the element; bytes past the last whole element stay.
pub(super) fn shuffle(bytes: &[u8], itemsize: usize, target: &mut [u8]) {
    let count = bytes.len() / itemsize.max(1);
    let (whole, rest) = bytes.split_at(count * itemsize);
    for place in 0..itemsize {
        let row = &mut target[place * count..][..count];
        for (element, byte) in row.iter_mut().enumerate() {
            *byte = whole[element * itemsize + place];
        }
    }
    target[whole.len()..].copy_from_slice(rest);
}

/// The reverse of [`shuffle`].
pub(super) fn unshuffle(bytes: &[u8], itemsize: usize, target: &mut [u8]) {
    match itemsize {
        2 => unshuffle_by::<2>(bytes, target),
        4 => unshuffle_by::<4>(bytes, target),
        8 => unshuffle_by::<8>(bytes, target),
        _ => {
            let count = bytes.len() / itemsize.max(1);
            let (whole, rest) = bytes.split_at(count * itemsize);
            for place in 0..itemsize {
                for (element, &byte) in whole[place * count..][..count].iter().enumerate() {
                    target[element * itemsize + place] = byte;
                }
            }
            target[whole.len()..].copy_from_slice(rest);
        }
    }
}

/// Of the widths that numbers have: one pass over the target.
fn unshuffle_by<const N: usize>(bytes: &[u8], target: &mut [u8]) {
    let count = bytes.len() / N;
    let rows: [&[u8]; N] = std::array::from_fn(|place| &bytes[place * count..][..count]);
    for (element, item) in target.chunks_exact_mut(N).take(count).enumerate() {
        for place in 0..N {
            item[place] = rows[place][element];
        }
    }
    target[count * N..].copy_from_slice(&bytes[count * N..]);
}

/// Elements' bits regrouped by their place in the element; the reverse with `undo`. A number of elements that is no multiple
/// of eight stays as it is.
pub(super) fn bit_shuffle(bytes: &[u8], itemsize: usize, undo: bool, target: &mut [u8]) {
    let count = bytes.len() / itemsize.max(1);
    if !count.is_multiple_of(8) {
        return target.copy_from_slice(bytes);
    }
    let octets = count / 8;
    for byte in 0..itemsize {
        for octet in 0..octets {
            // Where the same byte of eight elements stands, and where the rows of its eight bits.
            let plain = |element: usize| (8 * octet + element) * itemsize + byte;
            let rows = |bit: usize| (8 * byte + bit) * octets + octet;
            let mut matrix = [0; 8];
            for (number, cell) in matrix.iter_mut().enumerate() {
                *cell = bytes[if undo { rows(number) } else { plain(number) }];
            }
            let turned = transposed(u64::from_le_bytes(matrix)).to_le_bytes();
            for (number, &cell) in turned.iter().enumerate() {
                target[if undo { plain(number) } else { rows(number) }] = cell;
            }
        }
    }
    target[count * itemsize..].copy_from_slice(&bytes[count * itemsize..]);
}

/// A matrix of 8 x 8 bits, one row a byte, with rows and columns exchanged.
fn transposed(mut bits: u64) -> u64 {
    for (distance, mask) in [(7, 0x00aa_00aa_00aa_00aa), (14, 0x0000_cccc_0000_cccc), (28, 0x0000_0000_f0f0_f0f0)] {
        let differing = (bits ^ (bits >> distance)) & mask;
        bits ^= differing ^ (differing << distance);
    }
    bits
}
