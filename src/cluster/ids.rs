//! Names that are unique in this process: cluster names, client ids, the random part of impure keys.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::clock;

/// `n_digits` (at most 32) hexadecimal digits that no other call returns; from 16 digits on for certain.
pub fn unique_hex(n_digits: usize) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    static SEED: OnceLock<u64> = OnceLock::new();
    let seed = *SEED.get_or_init(|| mix(clock::now().as_nanos() ^ &raw const COUNT as u64));
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    // `mix` is a bijection: different counts give different numbers.
    let high = mix(seed.wrapping_add(count.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    let low = mix(high ^ seed);
    let mut digits = format!("{high:016x}{low:016x}");
    digits.truncate(n_digits);
    digits
}

/// A name in the form of a UUID: `8-4-4-4-12` hexadecimal digits.
pub fn uuid() -> String {
    let digits = unique_hex(32);
    format!("{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
}

/// The finalizer of SplitMix64.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
