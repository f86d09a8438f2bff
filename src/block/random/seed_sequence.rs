//! From a seed of any length to well-mixed words, as `numpy.random.SeedSequence`.

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
    pub fn spawn(&mut self, count: u32) -> Vec<SeedSequence> {
        let first = self.n_children_spawned;
        self.n_children_spawned += count;
        (first..first + count)
            .map(|child| {
                let mut spawn_key = self.spawn_key.clone();
                spawn_key.push(child);
                SeedSequence { entropy: self.entropy.clone(), spawn_key, n_children_spawned: 0 }
            })
            .collect()
    }

    /// `count` words for a generator's state.
    pub fn generate_state_u32(&self, count: usize) -> Vec<u32> {
        let mut hash = INIT_B;
        self.pool()
            .into_iter()
            .cycle()
            .take(count)
            .map(|word| {
                let mut word = word ^ hash;
                hash = hash.wrapping_mul(MULT_B);
                word = word.wrapping_mul(hash);
                word ^ (word >> SHIFT)
            })
            .collect()
    }

    /// `count` 64-bit words for a generator's state.
    pub fn generate_state_u64(&self, count: usize) -> Vec<u64> {
        let words = self.generate_state_u32(2 * count);
        words.chunks_exact(2).map(|pair| u64::from(pair[0]) | u64::from(pair[1]) << 32).collect()
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
