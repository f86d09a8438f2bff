//! Texts on panels: how wide they are, what fits, and numbers as people read them.

use std::time::Duration;

use crate::writing::Face;

/// How wide a text is about, in pixels: the widths of a narrow sans-serif face, and as
/// much more as a wide one takes.
///
/// Panels must know this before they draw and without a page, so it does not ask the browser.
pub fn width(text: &str, font_px: f64) -> f64 {
    let units: u32 = text.chars().map(|letter| u32::from(Face::Helvetica.letter_width(letter))).sum();
    f64::from(units) * font_px / 1000.0 * 1.15
}

/// The text, shortened with `…` until it is at most so wide; `None` if not even three letters of it fit.
pub fn fit(text: &str, font_px: f64, width_max: f64) -> Option<String> {
    if width(text, font_px) <= width_max {
        return Some(text.to_owned());
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).skip(3).collect();
    let n_fit = ends.partition_point(|&end| width(&text[..end], font_px) + width("…", font_px) <= width_max);
    n_fit.checked_sub(1).map(|last| format!("{}…", &text[..ends[last]]))
}

/// Lines of at most so many letters, broken after spaces, `-` and `_` where there are any.
pub fn wrapped(text: &str, n_letters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_inclusive([' ', '-', '_']) {
        let line = lines.last_mut().expect("there is always a line");
        if !line.is_empty() && line.chars().count() + word.trim_end().chars().count() > n_letters {
            lines.push(word.to_owned());
        } else {
            line.push_str(word);
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// A time as Dask writes it: `1.25 s`, `12.50 ms`, `3.00 us`, `2m 5s`.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        _ if seconds > 7200.0 => format!("{}hr {}m", seconds as u64 / 3600, seconds as u64 / 60 % 60),
        _ if seconds > 600.0 => format!("{}m {}s", seconds as u64 / 60, seconds as u64 % 60),
        _ if seconds >= 1.0 => format!("{seconds:.2} s"),
        _ if seconds >= 1e-3 => format!("{:.2} ms", seconds * 1e3),
        _ => format!("{:.2} us", seconds * 1e6),
    }
}

/// A count with thin groups: `12 345`.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}

/// `1 task`, `3 tasks`.
pub fn plural(n: u64, noun: &str) -> String {
    format!("{} {noun}{}", count(n), if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_in_dask() {
        // Seen in dask 2026.8.0: `format_time`.
        for (nanos, expected) in [
            (0, "0.00 us"),
            (1_500, "1.50 us"),
            (12_500_000, "12.50 ms"),
            (1_250_000_000, "1.25 s"),
            (605_000_000_000, "10m 5s"),
            (7_260_000_000_000, "2hr 1m"),
        ] {
            assert_eq!(duration(Duration::from_nanos(nanos)), expected);
        }
        assert_eq!([0, 999, 1000, 1234567].map(count), ["0", "999", "1\u{a0}000", "1\u{a0}234\u{a0}567"]);
    }

    #[test]
    fn texts_are_cut_and_broken_where_they_must() {
        assert_eq!(fit("mean_chunk", 12.0, 100.0).as_deref(), Some("mean_chunk"));
        assert_eq!(fit("mean_chunk", 12.0, 55.0).as_deref(), Some("mean…"));
        assert_eq!(fit("mean_chunk", 12.0, 10.0), None);
        assert_eq!(fit("größere Zahl", 12.0, 60.0).as_deref(), Some("größer…"));
        assert_eq!(wrapped("mean_combine-partial", 11), ["mean_", "combine-", "partial"]);
        assert_eq!(wrapped("ones_like", 11), ["ones_like"]);
        assert_eq!(wrapped("", 11), [""]);
    }
}
