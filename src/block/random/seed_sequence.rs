//! From a seed of any length to well-mixed words, as `numpy.random.SeedSequence`.

use crate::block::create::vec_for;
use crate::block::{DType, Error, Result, memory};

const POOL: usize = 4;
const INIT_A: u32 = 0x43b0_d7e5;
const MULT_A: u32 = 0x931e_8875;
const INIT_B: u32 = 0x8b51_f9dd;
const MULT_B: u32 = 0x58f3_8ded;
const MIX_LEFT: u32 = 0xca01_f9dd;
const MIX_RIGHT: u32 = 0x4973_f715;
const SHIFT: u32 = 16;

/// Entropy, and which descendant of it this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedSequence {
    entropy: Vec<u32>,
    spawn_key: Vec<u32>,
    /// How many children it has had
    n_children_spawned: u32,
}

impl SeedSequence {
    /// A sequence from 32-bit words, least significant first: see [`words`](SeedSequence::words).
    pub fn new(entropy: Vec<u32>) -> SeedSequence {
        SeedSequence { entropy, spawn_key: Vec::new(), n_children_spawned: 0 }
    }

    /// The sequence of an integer seed.
    pub fn from_seed(seed: u128) -> SeedSequence {
        SeedSequence::new(SeedSequence::words(seed))
    }

    /// The 32-bit words of an integer, least significant first; 0 has one. A list of integers is their words in a row.
    pub fn words(mut integer: u128) -> Vec<u32> {
        let mut words = vec![integer as u32];
        integer >>= 32;
        while integer > 0 {
            words.push(integer as u32);
            integer >>= 32;
        }
        words
    }

    /// The words it was made from.
    pub fn entropy(&self) -> &[u32] {
        &self.entropy
    }

    /// Which child of which child it is.
    pub fn spawn_key(&self) -> &[u32] {
        &self.spawn_key
    }

    /// `count` new children, whose streams are independent of one another and of this one.
    pub fn spawn(&mut self, count: u32) -> Result<Vec<SeedSequence>> {
        let first = self.n_children_spawned;
        let Some(end) = first.checked_add(count) else {
            return Err(Error::Overflow("a SeedSequence has 2**32 - 1 children at most".to_owned()));
        };
        let words = self.entropy.len() + self.spawn_key.len() + 1;
        let child_bytes = size_of::<SeedSequence>() + words * size_of::<u32>();
        if !memory::fits(u64::from(count) * child_bytes as u64) {
            return Err(Error::memory(&[count as usize, child_bytes], DType::UInt8));
        }
        self.n_children_spawned = end;
        let child = |number: u32| {
            let mut spawn_key = self.spawn_key.clone();
            spawn_key.push(number);
            SeedSequence { entropy: self.entropy.clone(), spawn_key, n_children_spawned: 0 }
        };
        Ok((first..end).map(child).collect())
    }

    /// `count` words for a generator's state.
    pub fn generate_state_u32(&self, count: usize) -> Result<Vec<u32>> {
        let mut words = vec_for(&[count])?;
        words.extend(self.state_words().take(count));
        Ok(words)
    }

    /// `count` 64-bit words for a generator's state.
    pub fn generate_state_u64(&self, count: usize) -> Result<Vec<u64>> {
        let mut words = vec_for(&[count])?;
        let mut halves = self.state_words();
        words.extend((0..count).map_while(|_| Some(u64::from(halves.next()?) | u64::from(halves.next()?) << 32)));
        Ok(words)
    }

    /// The words for a generator's state, without end.
    pub(super) fn state_words(&self) -> impl Iterator<Item = u32> + use<> {
        let mut hash = INIT_B;
        self.pool().into_iter().cycle().map(move |word| {
            let mut word = word ^ hash;
            hash = hash.wrapping_mul(MULT_B);
            word = word.wrapping_mul(hash);
            word ^ (word >> SHIFT)
        })
    }

    /// The entropy mixed into four words.
    fn pool(&self) -> [u32; POOL] {
        let mut assembled = self.entropy.clone();
        if !self.spawn_key.is_empty() && assembled.len() < POOL {
            // Padding keeps a spawn key apart from longer entropy.
            assembled.resize(POOL, 0);
        }
        assembled.extend(&self.spawn_key);
        let mut hash = INIT_A;
        let mut hashed = |word: u32| {
            let mut word = word ^ hash;
            hash = hash.wrapping_mul(MULT_A);
            word = word.wrapping_mul(hash);
            word ^ (word >> SHIFT)
        };
        let mixed = |left: u32, right: u32| {
            let word = MIX_LEFT.wrapping_mul(left).wrapping_sub(MIX_RIGHT.wrapping_mul(right));
            word ^ (word >> SHIFT)
        };
        let mut pool: [u32; POOL] = std::array::from_fn(|place| hashed(assembled.get(place).copied().unwrap_or(0)));
        for source in 0..POOL {
            for target in (0..POOL).filter(|&target| target != source) {
                pool[target] = mixed(pool[target], hashed(pool[source]));
            }
        }
        for &word in assembled.iter().skip(POOL) {
            for target in &mut pool {
                *target = mixed(*target, hashed(word));
            }
        }
        pool
    }
}
