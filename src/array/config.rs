//! The settings of `dask.config` that decide how arrays are cut.

/// Settings under their keys in `dask.config`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Config {
    /// `array.chunk-size`: bytes that an automatic chunk may have
    pub chunk_size: u64,
    /// `array.chunk-size-tolerance`: by what factor existing chunks may exceed that and stay as they are
    pub chunk_size_tolerance: f64,
    /// `array.rechunk.threshold`: how much larger a rechunk's graph may get before it takes intermediate steps
    pub rechunk_threshold: f64,
    /// `split_every`: how many blocks a step of a tree reduction takes
    pub split_every: usize,
}

impl Default for Config {
    fn default() -> Config {
        Config { chunk_size: 128 << 20, chunk_size_tolerance: 1.25, rechunk_threshold: 4.0, split_every: 4 }
    }
}

/// Reads `"10 MB"`, `"1MiB"`, `"123"`, as `dask.utils.parse_bytes`.
pub fn parse_bytes(text: &str) -> Result<u64, BytesError> {
    let mut compact: String = text.chars().filter(|c| *c != ' ').map(half_width).collect();
    if !compact.contains(|c: char| c.is_ascii_digit()) {
        compact.insert(0, '1');
    }
    let unit_at = compact.trim_end_matches(char::is_alphabetic).len();
    let (number, unit) = compact.split_at(unit_at);
    let number: f64 = number.parse().map_err(|_| BytesError::Number(number.to_owned()))?;
    let factor = match unit.to_lowercase().as_str() {
        "" | "b" => 1.0,
        "kb" | "k" => 1e3,
        "mb" | "m" => 1e6,
        "gb" | "g" => 1e9,
        "tb" | "t" => 1e12,
        "pb" | "p" => 1e15,
        "kib" | "ki" => 1024.0,
        "mib" | "mi" => 1_048_576.0,
        "gib" | "gi" => 1_073_741_824.0,
        "tib" | "ti" => 1_099_511_627_776.0,
        "pib" | "pi" => 1_125_899_906_842_624.0,
        _ => return Err(BytesError::Unit(unit.to_owned())),
    };
    Ok((number * factor) as u64)
}

/// Digits as keyboards of East Asia type them are digits for Python.
fn half_width(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' => char::from(b'0' + (u32::from(c) - 0xff10) as u8),
        c => c,
    }
}

/// Why a text is no number of bytes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BytesError {
    /// The letters at its end are no unit.
    #[error("Could not interpret '{0}' as a byte unit")]
    Unit(String),
    /// What stands before the unit is no number.
    #[error("Could not interpret '{0}' as a number")]
    Number(String),
}
