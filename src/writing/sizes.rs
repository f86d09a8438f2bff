//! Sizes as people read them.

/// Bytes as Dask writes them: `8 B`, `1.50 kiB`, `15.26 MiB`. Source: `dask.utils.format_bytes`.
pub fn format_bytes(nbytes: impl Into<u128>) -> String {
    let nbytes = nbytes.into();
    const UNITS: [(&str, u32); 5] = [("PiB", 50), ("TiB", 40), ("GiB", 30), ("MiB", 20), ("kiB", 10)];
    // The unit changes at 90 % of the next, so that numbers stay short.
    let fits = |(_, bits): &&(&str, u32)| nbytes as f64 >= (1u64 << bits) as f64 * 0.9;
    match UNITS.iter().find(fits) {
        Some((name, bits)) => format!("{:.2} {name}", nbytes as f64 / (1u64 << bits) as f64),
        None => format!("{nbytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::format_bytes;

    #[test]
    fn sizes_read_as_in_dask() {
        for (nbytes, expected) in [
            (0_u128, "0 B"),
            (921, "921 B"),
            (922, "0.90 kiB"),
            (1024, "1.00 kiB"),
            (16_000_000, "15.26 MiB"),
            (2 << 30, "2.00 GiB"),
            (729_999_999, "696.18 MiB"),
            (966_367_641, "921.60 MiB"),
            (966_367_642, "0.90 GiB"),
            (1 << 60, "1024.00 PiB"),
        ] {
            assert_eq!(format_bytes(nbytes), expected);
        }
    }
}
