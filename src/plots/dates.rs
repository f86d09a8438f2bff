//! Dates on axes: where ticks stand and how they are written, as Matplotlib's `AutoDateLocator`, `AutoDateFormatter` and
//! `ConciseDateFormatter` do it.
//!
//! A date is a number of days since 1970-01-01, as in Matplotlib; the calendar is the Gregorian one.

/// Ticks, and the part of a date in which they differ.
#[derive(Clone, Debug, PartialEq)]
pub struct DateTicks {
    /// In days
    pub locs: Vec<f64>,
    /// 0 years, 1 months, 2 days, 3 hours, 4 minutes, 5 seconds, 6 parts of a second
    pub level: usize,
}

const MICROS_PER_DAY: f64 = 86_400e6;

/// Year, month, day, hour, minute, second, microsecond.
type Parts = [i64; 7];

fn parts(date: f64) -> Parts {
    let micros = (date * MICROS_PER_DAY).round() as i128;
    let day = micros.div_euclid(86_400_000_000) as i64;
    let rest = micros.rem_euclid(86_400_000_000) as i64;
    let (year, month, day) = civil(day);
    let seconds = rest / 1_000_000;
    [year, month, day, seconds / 3600, seconds / 60 % 60, seconds % 60, rest % 1_000_000]
}

/// The date of a day number.
fn civil(day: i64) -> (i64, i64, i64) {
    // Years are counted from March, in cycles of 400.
    let shifted = day + 719_468;
    let cycle = shifted.div_euclid(146_097);
    let of_cycle = shifted.rem_euclid(146_097);
    let year = (of_cycle - of_cycle / 1460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + cycle * 400 + i64::from(month <= 2), month, of_month)
}

/// The day number of a date.
fn day_of(year: i64, month: i64, day: i64) -> f64 {
    let year = year - i64::from(month <= 2);
    let cycle = year.div_euclid(400);
    let of_cycle = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    (cycle * 146_097 + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year - 719_468) as f64
}

/// How many ticks of a kind are too few, how many too many, and the steps between them.
#[rustfmt::skip]
const KINDS: [(i64, &[i64]); 6] = [
    (11, &[1, 2, 4, 5, 10, 20, 40, 50, 100, 200, 400, 500, 1000, 2000, 4000, 5000, 10_000]),
    (12, &[1, 2, 3, 4, 6]),
    (11, &[1, 2, 4, 7, 14]),
    (12, &[1, 2, 3, 4, 6, 12]),
    (11, &[1, 5, 10, 15, 30]),
    (11, &[1, 5, 10, 15, 30]),
];
const FEWEST: i64 = 5;

/// Ticks at the beginnings of years, months, days, … over `lo..hi`.
pub fn date_ticks(lo: f64, hi: f64) -> DateTicks {
    let (lo, hi) = if lo <= hi { (lo, hi) } else { (hi, lo) };
    // Beyond this there are no years to count.
    if !(lo.abs() < 1e8 && hi.abs() < 1e8) {
        return DateTicks { locs: Vec::new(), level: 0 };
    }
    let (from, until) = (parts(lo), parts(hi));
    let below = |level: usize| i64::from(until[level + 1..] < from[level + 1..]);
    let months = (until[0] - from[0]) * 12 + until[1] - from[1] - below(1);
    let days = hi - lo;
    let counts =
        [months / 12, months, days as i64, (days * 24.0) as i64, (days * 1440.0) as i64, (days * 86_400.0) as i64];
    for (level, (most, steps)) in KINDS.iter().enumerate() {
        if counts[level] < FEWEST {
            continue;
        }
        let step =
            steps.iter().copied().find(|step| counts[level] <= step * (most - 1)).unwrap_or(steps[steps.len() - 1]);
        let mut locs = stepped(level, step, lo, hi, from, until);
        locs.retain(|loc| *loc >= lo && *loc <= hi);
        return DateTicks { locs, level };
    }
    let micros = (hi - lo) * MICROS_PER_DAY;
    let mut powers = (0..12).flat_map(|power| [1.0, 2.0, 5.0].map(|count| count * 10f64.powi(power)));
    let step = powers.find(|step| micros <= step * 7.0).unwrap_or(1.0);
    let first = (lo * MICROS_PER_DAY / step).ceil();
    let locs =
        (0..9).map(|count| (first + f64::from(count)) * step / MICROS_PER_DAY).filter(|loc| *loc <= hi).collect();
    DateTicks { locs, level: 6 }
}

fn stepped(level: usize, step: i64, lo: f64, hi: f64, from: Parts, until: Parts) -> Vec<f64> {
    match level {
        0 => {
            let first = from[0].div_euclid(step) * step;
            (0..=(until[0] - first) / step + 1).map(|count| day_of(first + count * step, 1, 1)).collect()
        }
        1 => (from[0]..=until[0])
            .flat_map(|year| (1..=12).step_by(step as usize).map(move |month| day_of(year, month, 1)))
            .collect(),
        2 => (lo.floor() as i64..=hi.ceil() as i64)
            .filter(|day| {
                let (_, _, of_month) = civil(*day);
                match step {
                    14 => of_month == 1 || of_month == 15,
                    7 => matches!(of_month, 1 | 8 | 15 | 22),
                    step => (of_month - 1) % step == 0,
                }
            })
            .map(|day| day as f64)
            .collect(),
        _ => {
            let unit = [24.0, 1440.0, 86_400.0][level - 3] / step as f64;
            let first = (lo * unit).ceil() as i64;
            (first..=(hi * unit).floor() as i64).map(|count| count as f64 / unit).collect()
        }
    }
}

/// A date by a format of `strftime`.
pub fn date_text(date: f64, format: &str) -> String {
    let parts = parts(date);
    let [year, month, day, hour, minute, second, micro] = parts;
    let day_of_year = (date.floor() - day_of(year, 1, 1)) as i64 + 1;
    let weekday = (date.floor() as i64 + 4).rem_euclid(7) as usize;
    let mut text = String::new();
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            text.push(letter);
            continue;
        }
        let month_name = MONTHS[month as usize - 1];
        match letters.next() {
            Some('Y') => text.push_str(&format!("{year:04}")),
            Some('y') => text.push_str(&format!("{:02}", year.rem_euclid(100))),
            Some('m') => text.push_str(&format!("{month:02}")),
            Some('b' | 'h') => text.push_str(&month_name[..3]),
            Some('B') => text.push_str(month_name),
            Some('d') => text.push_str(&format!("{day:02}")),
            Some('e') => text.push_str(&format!("{day:2}")),
            Some('j') => text.push_str(&format!("{day_of_year:03}")),
            Some('H') => text.push_str(&format!("{hour:02}")),
            Some('I') => text.push_str(&format!("{:02}", (hour + 11) % 12 + 1)),
            Some('p') => text.push_str(if hour < 12 { "AM" } else { "PM" }),
            Some('M') => text.push_str(&format!("{minute:02}")),
            Some('S') => text.push_str(&format!("{second:02}")),
            Some('f') => text.push_str(&format!("{micro:06}")),
            Some('a') => text.push_str(&DAYS[weekday][..3]),
            Some('A') => text.push_str(DAYS[weekday]),
            Some('F') => text.push_str(&format!("{year:04}-{month:02}-{day:02}")),
            Some('T') => text.push_str(&format!("{hour:02}:{minute:02}:{second:02}")),
            Some(other) => text.extend((other != '%').then_some('%').into_iter().chain([other])),
            None => text.push('%'),
        }
    }
    text
}

const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
];

/// Each tick in full, as far as the level asks.
pub fn date_labels(ticks: &DateTicks) -> Vec<String> {
    const FORMATS: [&str; 7] = ["%Y", "%Y-%m", "%Y-%m-%d", "%m-%d %H", "%d %H:%M", "%H:%M:%S", "%M:%S.%f"];
    ticks.locs.iter().map(|loc| date_text(*loc, FORMATS[ticks.level])).collect()
}

/// Ticks with what differs only, and what they share as a text beside the axis.
pub fn concise_labels(locs: &[f64]) -> (Vec<String>, String) {
    const FORMATS: [&str; 6] = ["%Y", "%b", "%d", "%H:%M", "%H:%M", "%S.%f"];
    const AT_ZERO: [&str; 6] = ["", "%Y", "%b", "%b-%d", "%H:%M", "%H:%M"];
    const SHARED: [&str; 6] = ["", "%Y", "%Y-%b", "%Y-%b-%d", "%Y-%b-%d", "%Y-%b-%d %H:%M"];
    let dates: Vec<Parts> = locs.iter().map(|loc| parts(*loc)).collect();
    let Some(last) = locs.last() else { return (Vec::new(), String::new()) };
    let mut level = 5;
    let mut shows_shared = true;
    for candidate in (0..6).rev() {
        if dates.iter().any(|date| date[candidate] != dates[0][candidate]) {
            // A first of January, or of a month, says the year itself.
            shows_shared = !(candidate < 2 && dates.iter().any(|date| date[candidate] == 1));
            level = candidate;
            break;
        }
    }
    let zero = |date: &Parts| match level {
        0 => false,
        1 | 2 => date[level] == 1,
        5 => date[5] == 0 && date[6] == 0,
        level => date[level] == 0,
    };
    let mut labels: Vec<String> = locs
        .iter()
        .zip(&dates)
        .map(|(loc, date)| date_text(*loc, if zero(date) { AT_ZERO[level] } else { FORMATS[level] }))
        .collect();
    if level == 5 {
        // Zeros that all parts of seconds end with say nothing.
        let trailing = |label: &String| match label.split_once('.') {
            Some((_, part)) => part.len() - part.trim_end_matches('0').len(),
            None => 6,
        };
        let zeros = labels.iter().map(trailing).min().unwrap_or(0);
        for label in labels.iter_mut().filter(|label| label.contains('.')) {
            label.truncate(label.len() - zeros);
            label.truncate(label.trim_end_matches('.').len());
        }
    }
    let shared = if shows_shared { date_text(*last, SHARED[level]) } else { String::new() };
    (labels, shared)
}
