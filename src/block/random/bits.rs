//! What all generators of random bits have in common.

/// A stream of random bits.
pub trait BitGenerator {
    /// The next 32 bits.
    fn next_u32(&mut self) -> u32;

    /// The next 64 bits.
    fn next_u64(&mut self) -> u64;

    /// The next float in [0, 1), a multiple of 2**-53.
    fn next_f64(&mut self) -> f64;

    /// The next float in [0, 1), a multiple of 2**-24.
    #[inline]
    fn next_f32(&mut self) -> f32 {
        (self.next_u32() >> 8) as f32 * (1.0 / 16_777_216.0)
    }

    /// Appends `count` floats in [0, 1), for which the vector has room.
    fn fill_f64(&mut self, target: &mut Vec<f64>, count: usize) {
        target.extend((0..count).map(|_| self.next_f64()));
    }
}
