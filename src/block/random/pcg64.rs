//! PCG64 (XSL-RR 128/64), the generator of `numpy.random.default_rng`.

use super::{BitGenerator, SeedSequence};

const MULTIPLIER: u128 = 2_549_297_995_355_413_924 << 64 | 4_865_540_595_714_422_341;

/// A 128-bit linear congruential generator with permuted output.
#[derive(Clone, Debug)]
pub struct Pcg64 {
    state: u128,
    increment: u128,
    /// The upper half of a 64-bit output of which the lower half has been given out
    half: Option<u32>,
}

impl Pcg64 {
    /// Seeded as NumPy does it.
    pub fn new(seed: &SeedSequence) -> Pcg64 {
        let mut words = seed.state_words();
        let mut word = || words.next().map_or(0, u128::from);
        // Two numbers of 64 bits, the upper one first; of each the lower half first.
        let mut wide = || word() << 64 | word() << 96 | word() | word() << 32;
        let (start, stream) = (wide(), wide());
        let mut generator = Pcg64 { state: 0, increment: stream << 1 | 1, half: None };
        generator.step();
        generator.state = generator.state.wrapping_add(start);
        generator.step();
        generator
    }

    #[inline(always)]
    fn step(&mut self) {
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(self.increment);
    }
}

impl BitGenerator for Pcg64 {
    #[inline]
    fn next_u32(&mut self) -> u32 {
        if let Some(half) = self.half.take() {
            return half;
        }
        let word = self.next_u64();
        self.half = Some((word >> 32) as u32);
        word as u32
    }

    #[inline(always)]
    fn next_u64(&mut self) -> u64 {
        self.step();
        ((self.state >> 64) as u64 ^ self.state as u64).rotate_right((self.state >> 122) as u32)
    }

    #[inline(always)]
    fn next_f64(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }
}
