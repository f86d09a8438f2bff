//! Where ticks stand and how they are written: Matplotlib's `MaxNLocator`, `LogLocator` and `ScalarFormatter`.

/// Steps between ticks, relative to a power of ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steps {
    /// 1, 2, 2.5 and 5, as axes have them
    Few,
    /// Also 1.5, 3, 4, 6 and 8, as contours have them
    Many,
    /// Whole numbers only
    Integer,
}

/// Ticks at round numbers over `lo..hi`, at most `n_max` intervals and, if that can be, at least `n_min` of them inside.
///
/// As in Matplotlib the first and the last may lie outside of the range.
pub fn ticks(lo: f64, hi: f64, n_max: usize, n_min: usize, kind: Steps) -> Vec<f64> {
    let (lo, hi) = if lo <= hi { (lo, hi) } else { (hi, lo) };
    let span = hi - lo;
    if !span.is_finite() || span <= 0.0 || n_max == 0 {
        return if lo.is_finite() { vec![lo] } else { Vec::new() };
    }
    let middle = (hi + lo) / 2.0;
    // Far from zero, ticks are counted from a round number near by.
    let offset =
        if middle.abs() / span < 100.0 { 0.0 } else { 10f64.powf(middle.abs().log10().floor()).copysign(middle) };
    let power = 10f64.powf((span / n_max as f64).log10().floor());
    let (low, high) = (lo - offset, hi - offset);
    let integer = kind == Steps::Integer;
    let base: &[f64] = if kind == Steps::Few { &FEW } else { &MANY };
    // Those of the power below and the first of the power above may fit as well.
    let below = base[..base.len() - 1].iter().map(|step| 0.1 * step);
    let steps: Vec<f64> = below
        .chain(base.iter().copied())
        .chain([10.0 * base[1]])
        .map(|step| step * power)
        .filter(|step| !integer || *step < 1.0 || (step - step.round()).abs() < 1e-3)
        .collect();
    let first = steps.iter().position(|step| *step >= (high - low) / n_max as f64).unwrap_or(steps.len() - 1);
    let mut found = Vec::new();
    for &step in steps[..=first].iter().rev() {
        let step = if integer && span.floor() - 1.0 >= 1.0 { step.max(1.0) } else { step };
        let base = divmod(low, step).0 * step;
        let edge = Edge::new(step, offset);
        let (from, until) = (edge.at_most(low - base), edge.at_least(high - base));
        found = (from as i64..=until as i64).map(|count| count as f64 * step + base).collect();
        if found.iter().filter(|tick| **tick <= high && **tick >= low).count() >= n_min {
            break;
        }
    }
    found.iter().map(|tick| tick + offset).collect()
}

const FEW: [f64; 5] = [1.0, 2.0, 2.5, 5.0, 10.0];
const MANY: [f64; 10] = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];

/// Counts steps; what is as good as a whole number of them is one.
struct Edge {
    step: f64,
    tolerance: f64,
}

impl Edge {
    fn new(step: f64, offset: f64) -> Edge {
        let tolerance = match offset {
            0.0 => 1e-10,
            offset => 10f64.powf((offset.abs() / step).log10() - 12.0).clamp(1e-10, 0.4999),
        };
        Edge { step, tolerance }
    }

    fn at_most(&self, x: f64) -> f64 {
        let (whole, rest) = divmod(x, self.step);
        if (rest / self.step - 1.0).abs() < self.tolerance { whole + 1.0 } else { whole }
    }

    fn at_least(&self, x: f64) -> f64 {
        let (whole, rest) = divmod(x, self.step);
        if (rest / self.step).abs() < self.tolerance { whole } else { whole + 1.0 }
    }
}

/// How often a positive step goes into `x`, and what is left of it, as Python's `divmod`.
fn divmod(x: f64, step: f64) -> (f64, f64) {
    let rest = x % step;
    let rest = if rest < 0.0 { rest + step } else { rest };
    (((x - rest) / step).round(), rest)
}

/// Powers of ten over `lo..hi`, at most about `n_max` of them, and the smaller ticks between.
pub fn log_ticks(lo: f64, hi: f64, n_max: usize) -> (Vec<f64>, Vec<f64>) {
    let (lo, hi) = if lo <= hi { (lo, hi) } else { (hi, lo) };
    if !(lo > 0.0 && hi.is_finite()) {
        return (Vec::new(), Vec::new());
    }
    let (from, until) = (lo.log10().floor() as i32, hi.log10().ceil() as i32);
    // Powers that are seen.
    let decades = (hi.log10().floor() - lo.log10().ceil()).max(0.0) as usize;
    let stride = decades / n_max.max(1) + 1;
    let powers = |step: usize| (from..=until).step_by(step).map(|power| 10f64.powi(power));
    let major: Vec<f64> = powers(stride).collect();
    let minor = match stride {
        1 => powers(1).flat_map(|power| (2..10).map(move |count| f64::from(count) * power)).collect(),
        _ => powers(1).filter(|power| !major.contains(power)).collect(),
    };
    (major, minor)
}

/// The labels of ticks within `lo..hi`, and what stands once beside the axis: a power of ten, a number to add.
pub fn labels(locs: &[f64], lo: f64, hi: f64) -> (Vec<String>, String) {
    let (lo, hi) = if lo <= hi { (lo, hi) } else { (hi, lo) };
    let shown: Vec<f64> = locs.iter().copied().filter(|loc| *loc >= lo && *loc <= hi).collect();
    let offset = offset_of(&shown);
    let order = order_of(locs, offset, hi - lo);
    let scale = 10f64.powi(order);
    let digits = digits_of(locs, offset, scale, lo, hi);
    let label = |loc: &f64| {
        let value = (loc - offset) / scale;
        let value = if value.abs() < 1e-8 { 0.0 } else { value };
        minus(format!("{value:.digits$}"))
    };
    let mut beside = String::new();
    if order != 0 {
        beside = format!("1e{order}");
    }
    if offset != 0.0 {
        beside.push_str(&signed(offset));
    }
    (locs.iter().map(label).collect(), minus(beside))
}

/// What may be taken off all ticks so that at least four digits are saved; else 0.
fn offset_of(shown: &[f64]) -> f64 {
    let least = shown.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = shown.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if shown.is_empty() || least == greatest || (least <= 0.0 && greatest >= 0.0) {
        return 0.0;
    }
    let sign = if least < 0.0 { -1.0 } else { 1.0 };
    let (small, large) = (least.abs().min(greatest.abs()), least.abs().max(greatest.abs()));
    let order_max = large.log10().ceil() as i32;
    let parts = |order: i32| ((small / 10f64.powi(order)).floor(), (large / 10f64.powi(order)).floor());
    // The first digit in which the ends differ.
    let orders = || (order_max - 40..=order_max).rev();
    let mut order = 1 + orders().find(|order| parts(*order).0 != parts(*order).1).unwrap_or(order_max);
    if (large - small) / 10f64.powi(order) <= 1e-2 {
        // They lie on both sides of a round number.
        order = 1 + orders().find(|order| parts(*order).1 - parts(*order).0 > 1.0).unwrap_or(order_max);
    }
    let round = parts(order).1;
    if round >= 1000.0 { sign * round * 10f64.powi(order) } else { 0.0 }
}

/// The power of ten that is written once: for numbers below 1e-4 and from 1e6.
fn order_of(locs: &[f64], offset: f64, span: f64) -> i32 {
    let value = if offset != 0.0 {
        span
    } else {
        locs.first().copied().unwrap_or(0.0).abs().max(locs.last().copied().unwrap_or(0.0).abs())
    };
    if value == 0.0 || !value.is_finite() {
        return 0;
    }
    let order = value.log10().floor() as i32;
    if (-4..6).contains(&order) { 0 } else { order }
}

/// Decimals that tell all ticks apart.
fn digits_of(locs: &[f64], offset: f64, scale: f64, lo: f64, hi: f64) -> usize {
    let mut all: Vec<f64> = locs.to_vec();
    if locs.len() < 5 {
        all.extend([lo, hi]);
    }
    all.iter_mut().for_each(|loc| *loc = (*loc - offset) / scale);
    let fold = |all: &[f64], f: fn(f64, f64) -> f64| all.iter().copied().reduce(f).unwrap_or(0.0);
    let mut range = fold(&all, f64::max) - fold(&all, f64::min);
    if range == 0.0 {
        range = fold(&all, f64::max).abs();
    }
    if range == 0.0 || !range.is_finite() {
        range = 1.0;
    }
    all.truncate(locs.len());
    let order = range.log10().floor() as i32;
    let threshold = 1e-3 * 10f64.powi(order);
    let needed = |digits: i32| {
        let unit = 10f64.powi(digits);
        all.iter().any(|loc| (loc - (loc * unit).round() / unit).abs() >= threshold)
    };
    let mut digits = (3 - order).max(0);
    while digits >= 0 && !needed(digits) {
        digits -= 1;
    }
    (digits + 1).clamp(0, 17) as usize
}

/// `+1e6`, `-2.5e3`, as an offset is written.
fn signed(value: f64) -> String {
    let text = format!("{value:.10e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits };
    let power = if power == "0" { String::new() } else { format!("e{power}") };
    format!("{}{digits}{power}", if value < 0.0 { "" } else { "+" })
}

/// With the sign that is as wide as a plus.
fn minus(text: String) -> String {
    text.replace('-', "−")
}
