//! Weather: numbers that look random and are functions of where and when, so that every chunk agrees with its neighbours.

/// A number of 32 bits that depends on every bit of the key.
#[inline(always)]
pub fn hash(key: u32) -> u32 {
    let key = (key ^ (key >> 16)).wrapping_mul(0x7feb_352d);
    let key = (key ^ (key >> 15)).wrapping_mul(0x846c_a68b);
    key ^ (key >> 16)
}

/// The same of several keys.
pub fn hash_of(keys: &[i32]) -> u32 {
    keys.iter().fold(0x9e37_79b9, |state, &key| hash(state.wrapping_mul(31) ^ (key as u32)))
}

/// Evenly between 0 and 1.
#[inline(always)]
pub fn unit(bits: u32) -> f32 {
    (bits >> 8) as f32 * (1.0 / 16_777_216.0)
}

/// Evenly between -1 and 1.
#[inline(always)]
pub fn signed(bits: u32) -> f32 {
    (bits as i32 >> 8) as f32 * (1.0 / 8_388_608.0)
}

/// From 0 to 1 without corners at its ends.
#[inline(always)]
pub fn smooth(x: f32) -> f32 {
    let x = x.clamp(0.0, 1.0);
    x * x * (3.0 - 2.0 * x)
}

/// Smooth noise in the plane, -1 to 1, with hills as wide as 1.
pub fn plane(seed: i32, x: f32, y: f32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let (right, down) = (smooth(x - left), smooth(y - top));
    let column = |step: i32| hash((seed as u32).wrapping_mul(0x27d4_eb2f) ^ (left as i32 + step) as u32);
    let columns = [column(0), column(1)];
    let corner = |dx: usize, dy: i32| signed(hash(columns[dx] ^ ((top as i32 + dy) as u32).wrapping_mul(0x9e37_79b1)));
    let above = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * right;
    let below = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * right;
    above + (below - above) * down
}

/// Hills upon hills: `octaves` of noise, each half as wide and `gain` times as high as the one before.
pub fn hills(seed: i32, x: f32, y: f32, octaves: i32, gain: f32) -> f32 {
    let (mut sum, mut height, mut place) = (0.0, 1.0, (x, y));
    for octave in 0..octaves {
        sum += height * plane(seed + octave, place.0, place.1);
        height *= gain;
        place = turned(place);
    }
    sum
}

/// A place as the next finer noise sees it: at twice the scale, and turned, so that the noises' grids do not add up.
pub fn turned((x, y): (f32, f32)) -> (f32, f32) {
    (1.6 * x + 1.2 * y, 1.6 * y - 1.2 * x)
}

/// Noise along time, about -1 to 1: it changes within `pace` steps, and a little within six times as many.
pub fn course(seed: u32, time: i64, pace: f32) -> f32 {
    let along = |salt: u32, pace: f32| {
        let place = time as f32 / pace;
        let step = place.floor();
        let at = |step: i32| signed(hash(hash(seed ^ salt).wrapping_add(step as u32)));
        let (from, to) = (at(step as i32), at(step as i32 + 1));
        from + (to - from) * smooth(place - step)
    };
    0.8 * along(0x1234_5678, pace) + 0.4 * along(0x0bad_cafe, pace * 6.0)
}
