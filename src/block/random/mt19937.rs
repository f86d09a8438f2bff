//! The Mersenne Twister, the generator of `numpy.random.RandomState`.

use super::{BitGenerator, SeedSequence};

const N: usize = 624;
const M: usize = 397;
const UPPER: u32 = 0x8000_0000;
const LOWER: u32 = 0x7fff_ffff;
const TWIST: u32 = 0x9908_b0df;

/// 624 words of state, renewed all at once.
#[derive(Clone, Debug)]
pub struct Mt19937 {
    key: Box<[u32; N]>,
    /// The next word to give out; `N` if all are used up
    position: usize,
}

impl Mt19937 {
    /// Seeded from one 32-bit number, as `RandomState(seed)`.
    pub fn from_seed(seed: u32) -> Mt19937 {
        let mut key = Box::new([0; N]);
        key[0] = seed;
        for place in 1..N {
            let before = key[place - 1];
            key[place] = 1_812_433_253_u32.wrapping_mul(before ^ before >> 30).wrapping_add(place as u32);
        }
        Mt19937 { key, position: N }
    }

    /// Seeded from an array of 32-bit numbers, as `RandomState([…])`. There must be one at least.
    pub fn from_array(seeds: &[u32]) -> Mt19937 {
        let mut generator = Mt19937::from_seed(19_650_218);
        let key = &mut generator.key;
        let mixed = |key: &[u32; N], place: usize, factor: u32| {
            key[place] ^ (key[place - 1] ^ key[place - 1] >> 30).wrapping_mul(factor)
        };
        let mut place = 1;
        let wrap = |key: &mut [u32; N], place: usize| {
            if place >= N {
                key[0] = key[N - 1];
                1
            } else {
                place
            }
        };
        for (number, &seed) in seeds.iter().enumerate().cycle().take(N.max(seeds.len())) {
            key[place] = mixed(key, place, 1_664_525).wrapping_add(seed).wrapping_add(number as u32);
            place = wrap(key, place + 1);
        }
        for _ in 1..N {
            key[place] = mixed(key, place, 1_566_083_941).wrapping_sub(place as u32);
            place = wrap(key, place + 1);
        }
        key[0] = UPPER;
        generator
    }

    /// Seeded from a sequence, as `np.random.MT19937(seed)` and as an unseeded `RandomState`.
    pub fn from_sequence(seed: &SeedSequence) -> Mt19937 {
        let mut key = Box::new([0; N]);
        key.iter_mut().zip(seed.state_words()).for_each(|(place, word)| *place = word);
        key[0] = UPPER;
        Mt19937 { key, position: N - 1 }
    }

    /// Renews all words. Each needs its neighbour and the one `M` places on, old or new.
    fn renew(&mut self) {
        #[inline(always)]
        fn twisted(this: u32, next: u32, far: u32) -> u32 {
            let mixed = this & UPPER | next & LOWER;
            far ^ mixed >> 1 ^ (mixed & 1).wrapping_neg() & TWIST
        }
        let key = &mut *self.key;
        let (near, far) = key.split_at_mut(M);
        for place in 0..N - M {
            near[place] = twisted(near[place], near[place + 1], far[place]);
        }
        for place in N - M..N - 1 {
            key[place] = twisted(key[place], key[place + 1], key[place + M - N]);
        }
        key[N - 1] = twisted(key[N - 1], key[0], key[M - 1]);
        self.position = 0;
    }
}

#[inline(always)]
fn tempered(mut word: u32) -> u32 {
    word ^= word >> 11;
    word ^= word << 7 & 0x9d2c_5680;
    word ^= word << 15 & 0xefc6_0000;
    word ^ word >> 18
}

/// 53 bits from two words.
#[inline(always)]
fn float(first: u32, second: u32) -> f64 {
    (f64::from(first >> 5) * 67_108_864.0 + f64::from(second >> 6)) * (1.0 / 9_007_199_254_740_992.0)
}

impl BitGenerator for Mt19937 {
    #[inline]
    fn next_u32(&mut self) -> u32 {
        if self.position == N {
            self.renew();
        }
        let word = self.key[self.position];
        self.position += 1;
        tempered(word)
    }

    #[inline]
    fn next_u64(&mut self) -> u64 {
        let high = u64::from(self.next_u32());
        high << 32 | u64::from(self.next_u32())
    }

    #[inline]
    fn next_f64(&mut self) -> f64 {
        let first = self.next_u32();
        float(first, self.next_u32())
    }

    fn fill_f64(&mut self, target: &mut Vec<f64>, count: usize) {
        let mut left = count;
        while left > 0 {
            if self.position == N {
                self.renew();
            }
            let words = &self.key[self.position..];
            let here = left.min(words.len() / 2);
            target.extend(words[..2 * here].chunks_exact(2).map(|pair| float(tempered(pair[0]), tempered(pair[1]))));
            self.position += 2 * here;
            left -= here;
            if left > 0 && here == 0 {
                // One word is left: this float takes its second half from the renewed state.
                target.push(self.next_f64());
                left -= 1;
            }
        }
    }
}
