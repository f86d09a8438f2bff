//! Samples of distributions from random bits, with NumPy's methods.

use super::BitGenerator;
use super::tables::*;

/// Where the normal ziggurat's tail begins.
const NORMAL_TAIL: f64 = 3.654_152_885_361_008_8;
const NORMAL_TAIL_INVERSE: f64 = 0.273_661_237_329_758_3;
/// Where the exponential ziggurat's tail begins.
const EXPONENTIAL_TAIL: f64 = 7.697_117_470_131_05;

/// A sample of the standard normal distribution, by the ziggurat.
#[inline]
pub(super) fn standard_normal(bits: &mut impl BitGenerator) -> f64 {
    loop {
        let word = bits.next_u64();
        let layer = (word & 0xff) as usize;
        let inside = word >> 9 & 0x000f_ffff_ffff_ffff;
        let magnitude = inside as f64 * NORMAL_WIDTH[layer];
        let sample = if word & 0x100 != 0 { -magnitude } else { magnitude };
        if inside < NORMAL_INSIDE[layer] {
            return sample;
        }
        if layer == 0 {
            loop {
                let beyond = -NORMAL_TAIL_INVERSE * (-bits.next_f64()).ln_1p();
                let other = -(-bits.next_f64()).ln_1p();
                if other + other > beyond * beyond {
                    let far = NORMAL_TAIL + beyond;
                    return if inside >> 8 & 1 != 0 { -far } else { far };
                }
            }
        }
        let (above, below) = (NORMAL_HEIGHT[layer - 1], NORMAL_HEIGHT[layer]);
        if (above - below) * bits.next_f64() + below < (-0.5 * sample * sample).exp() {
            return sample;
        }
    }
}

/// [`standard_normal`] in 32 bits.
pub(super) fn standard_normal_f32(bits: &mut impl BitGenerator) -> f32 {
    loop {
        let word = bits.next_u32();
        let layer = (word & 0xff) as usize;
        let inside = word >> 9 & 0x007f_ffff;
        let magnitude = inside as f32 * NORMAL_WIDTH_F32[layer];
        let sample = if word & 0x100 != 0 { -magnitude } else { magnitude };
        if inside < NORMAL_INSIDE_F32[layer] {
            return sample;
        }
        if layer == 0 {
            loop {
                let beyond = -(NORMAL_TAIL_INVERSE as f32) * (-bits.next_f32()).ln_1p();
                let other = -(-bits.next_f32()).ln_1p();
                if other + other > beyond * beyond {
                    let far = NORMAL_TAIL as f32 + beyond;
                    return if inside >> 8 & 1 != 0 { -far } else { far };
                }
            }
        }
        let (above, below) = (NORMAL_HEIGHT_F32[layer - 1], NORMAL_HEIGHT_F32[layer]);
        let edge = f64::from((above - below) * bits.next_f32() + below);
        if edge < f64::from((-0.5 * sample * sample).exp()) {
            return sample;
        }
    }
}

/// A sample of the standard exponential distribution, by the ziggurat.
pub(super) fn standard_exponential(bits: &mut impl BitGenerator) -> f64 {
    loop {
        let word = bits.next_u64() >> 3;
        let layer = (word & 0xff) as usize;
        let inside = word >> 8;
        let sample = inside as f64 * EXPONENTIAL_WIDTH[layer];
        if inside < EXPONENTIAL_INSIDE[layer] {
            return sample;
        }
        if layer == 0 {
            return EXPONENTIAL_TAIL - (-bits.next_f64()).ln_1p();
        }
        let (above, below) = (EXPONENTIAL_HEIGHT[layer - 1], EXPONENTIAL_HEIGHT[layer]);
        if (above - below) * bits.next_f64() + below < (-sample).exp() {
            return sample;
        }
    }
}

/// A sample of the Poisson distribution with mean `lam`, which is not negative.
pub(super) fn poisson(bits: &mut impl BitGenerator, lam: f64) -> i64 {
    if lam >= 10.0 {
        poisson_rejecting(bits, lam)
    } else if lam == 0.0 {
        0
    } else {
        // Multiply uniform numbers until the product falls below exp(-lam).
        let limit = (-lam).exp();
        let (mut count, mut product) = (0, 1.0);
        loop {
            product *= bits.next_f64();
            if product <= limit {
                return count;
            }
            count += 1;
        }
    }
}

/// Hörmann's transformed rejection with squeeze (PTRS).
fn poisson_rejecting(bits: &mut impl BitGenerator, lam: f64) -> i64 {
    let (root, log_lam) = (lam.sqrt(), lam.ln());
    let b = 0.931 + 2.53 * root;
    let a = -0.059 + 0.024_83 * b;
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let v_r = 0.9277 - 3.6224 / (b - 2.0);
    loop {
        let u = bits.next_f64() - 0.5;
        let v = bits.next_f64();
        let us = 0.5 - u.abs();
        let count = ((2.0 * a / us + b) * u + lam + 0.43).floor();
        if us >= 0.07 && v <= v_r {
            return count as i64;
        }
        if count < 0.0 || (us < 0.013 && v > us) {
            continue;
        }
        if v.ln() + inverse_alpha.ln() - (a / (us * us) + b).ln() <= -lam + count * log_lam - log_gamma(count + 1.0) {
            return count as i64;
        }
    }
}

/// The logarithm of the gamma function by Stirling's series, shifted up to where it is exact enough.
fn log_gamma(x: f64) -> f64 {
    const SERIES: [f64; 10] = [
        8.333_333_333_333_333e-2,
        -2.777_777_777_777_778e-3,
        7.936_507_936_507_937e-4,
        -5.952_380_952_380_952e-4,
        8.417_508_417_508_418e-4,
        -1.917_526_917_526_918e-3,
        6.410_256_410_256_41e-3,
        -2.955_065_359_477_124e-2,
        1.796_443_723_688_307e-1,
        -1.392_432_216_905_9,
    ];
    if x == 1.0 || x == 2.0 {
        return 0.0;
    }
    let shift = if x < 7.0 { (7.0 - x) as i64 } else { 0 };
    let mut shifted = x + shift as f64;
    let inverse_square = (1.0 / shifted) * (1.0 / shifted);
    // log(sqrt(2 pi))
    let half_log_two_pi = 0.918_938_533_204_672_8;
    let series = SERIES.iter().rev().skip(1).fold(SERIES[9], |sum, &term| sum * inverse_square + term);
    let mut result = series / shifted + half_log_two_pi + (shifted - 0.5) * shifted.ln() - shifted;
    for _ in 0..shift {
        result -= (shifted - 1.0).ln();
        shifted -= 1.0;
    }
    result
}
