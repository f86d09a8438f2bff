//! Arrays as text, by the rules of NumPy's `array2string`.
//!
//! All elements of an array are written alike: with as many digits as the neediest one wants (8 after the point at most),
//! padded to one width; with exponents if the numbers spread too far. Past 1000 elements only the edges are shown.

use super::{Block, DType, Scalar, tuple_text};

/// What `numpy.set_printoptions` sets.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintOptions {
    /// Most digits after the point
    pub precision: usize,
    /// Arrays with more elements than this are summarized
    pub threshold: usize,
    /// How many elements are shown at each edge of a summarized axis
    pub edgeitems: usize,
    /// Most characters per line
    pub linewidth: usize,
    /// Whether small numbers are rounded to zero instead of written with exponents
    pub suppress: bool,
}

impl Default for PrintOptions {
    fn default() -> PrintOptions {
        PrintOptions { precision: 8, threshold: 1000, edgeitems: 3, linewidth: 75, suppress: false }
    }
}

impl Block {
    /// `str(array)`.
    pub fn to_text(&self, options: &PrintOptions) -> String {
        array_text(self, options, " ", 0, 0)
    }

    /// `repr(array)`: `array([1., 2.], dtype=float32)`.
    pub fn to_repr(&self, options: &PrintOptions) -> String {
        const PREFIX: &str = "array(";
        let mut text = format!("{PREFIX}{}", array_text(self, options, ", ", PREFIX.len(), 1));
        let mut extras = Vec::new();
        if (self.size() == 0 && self.shape() != [0]) || self.size() > options.threshold {
            extras.push(format!("shape={}", tuple_text(self.shape())));
        }
        let implied = matches!(self.dtype(), DType::Bool | DType::Int64 | DType::Float64);
        if !implied || self.size() == 0 {
            extras.push(format!("dtype={}", self.dtype()));
        }
        if !extras.is_empty() {
            text.push(',');
            let extras = extras.join(", ");
            let last_line = text.len() - text.rfind('\n').map_or(0, |position| position + 1);
            if last_line + extras.len() + 2 > options.linewidth {
                text.push('\n');
                text.push_str(&" ".repeat(PREFIX.len()));
            } else {
                text.push(' ');
            }
            text.push_str(&extras);
        }
        text.push(')');
        text
    }
}

/// A NumPy scalar as `str` shows it: `0.1`, `1e+16`, `True`.
pub fn scalar_text(block: &Block) -> String {
    match block {
        Block::Float32(array) => array.first().map_or_else(String::new, |&value| python_float(Digits::of_f32(value))),
        other => match other.item() {
            Ok(Scalar::Bool(value)) => if value { "True" } else { "False" }.to_owned(),
            Ok(Scalar::Int(value)) => value.to_string(),
            Ok(Scalar::Float(value)) => python_float(Digits::of_f64(value)),
            Err(error) => error.to_string(),
        },
    }
}

/// A NumPy scalar as `repr` shows it: `np.float64(0.1)`, `np.True_`.
pub fn scalar_repr(block: &Block) -> String {
    match block {
        Block::Bool(_) => format!("np.{}_", scalar_text(block)),
        _ => format!("np.{}({})", block.dtype(), scalar_text(block)),
    }
}

/// A float as Python writes it: the fewest digits that give it back, with an exponent for the very large and small.
fn python_float(number: Number) -> String {
    match number {
        Number::Special(text) => text.to_owned(),
        Number::Finite(digits) if digits.is_far() => {
            let text = digits.scientific(17);
            let (mantissa, exponent) = text.split_once('e').expect("it has an exponent");
            let mantissa = mantissa.strip_suffix('.').unwrap_or(mantissa);
            format!("{mantissa}e{}", exponent_text(exponent, 2))
        }
        Number::Finite(digits) => {
            let text = digits.positional(400);
            if text.ends_with('.') { format!("{text}0") } else { text }
        }
    }
}

/// The shortest decimal digits of a float, and the float itself for rounding.
#[derive(Clone, Copy)]
struct Digits {
    value: f64,
    /// Rounds and prints as a 32-bit float
    single: bool,
}

/// A number, or what stands for something that is none.
enum Number {
    Finite(Digits),
    Special(&'static str),
}

impl Digits {
    fn of_f64(value: f64) -> Number {
        Digits::of(value, false)
    }

    fn of_f32(value: f32) -> Number {
        Digits::of(f64::from(value), true)
    }

    fn of(value: f64, single: bool) -> Number {
        if value.is_nan() {
            return Number::Special("nan");
        }
        if value.is_infinite() {
            return Number::Special(if value > 0.0 { "inf" } else { "-inf" });
        }
        Number::Finite(Digits { value, single })
    }

    /// Whether it is written with an exponent where it stands alone.
    fn is_far(&self) -> bool {
        let size = self.value.abs();
        size >= if self.single { 1e6 } else { 1e16 } || (size > 0.0 && size < 1e-4)
    }

    /// `12.5`, `3.`: with the digits it needs, at most `precision` after the point.
    fn positional(&self, precision: usize) -> String {
        let mut text = if self.single { format!("{}", self.value as f32) } else { format!("{}", self.value) };
        if text.split_once('.').is_some_and(|(_, fraction)| fraction.len() > precision) {
            text = format!("{:.precision$}", self.value);
        }
        match text.contains('.') {
            true => text.trim_end_matches('0').to_owned(),
            false => text + ".",
        }
    }

    /// `1.2500e3`: with just `precision` digits after the point.
    fn exact(&self, precision: usize) -> String {
        format!("{:.precision$e}", self.value)
    }

    /// `1.25e3`, `3.e-10`: at most `precision` digits after the point.
    fn scientific(&self, precision: usize) -> String {
        let mut text = if self.single { format!("{:e}", self.value as f32) } else { format!("{:e}", self.value) };
        if fraction_length(&text) > precision {
            text = format!("{:.precision$e}", self.value);
        }
        let (mantissa, exponent) = text.split_once('e').expect("it has an exponent");
        let mantissa =
            if mantissa.contains('.') { mantissa.trim_end_matches('0').to_owned() } else { format!("{mantissa}.") };
        format!("{mantissa}e{exponent}")
    }
}

/// How many digits stand between the point and the exponent.
fn fraction_length(text: &str) -> usize {
    text.split_once('e').and_then(|(mantissa, _)| mantissa.split_once('.')).map_or(0, |(_, fraction)| fraction.len())
}

/// `+05`, `-10`: with a sign and at least so many digits.
fn exponent_text(exponent: &str, digits: usize) -> String {
    let (sign, number) = match exponent.strip_prefix('-') {
        Some(number) => ('-', number),
        None => ('+', exponent),
    };
    format!("{sign}{number:0>digits$}")
}

/// How all elements of one array are written.
enum Format {
    /// Bools; in arrays as wide as `False`
    Bool { width: usize },
    /// Integers, right-justified
    Integer { width: usize },
    /// Floats: so many characters before the point, digits after it
    Positional { left: usize, right: usize, precision: usize },
    /// Floats with exponents of so many digits
    Scientific { left: usize, precision: usize, exponent_digits: usize },
}

impl Format {
    /// The format that suits these elements, which are those that will be shown.
    fn of(elements: &[Scalar], dtype: DType, scalar: bool, options: &PrintOptions) -> Format {
        match dtype.kind() {
            'b' => Format::Bool { width: if scalar { 0 } else { 5 } },
            'f' => Format::of_floats(elements, dtype == DType::Float32, options),
            _ => Format::Integer {
                width: elements.iter().map(|element| integer_text(*element).len()).max().unwrap_or(0),
            },
        }
    }

    fn of_floats(elements: &[Scalar], single: bool, options: &PrintOptions) -> Format {
        let finite: Vec<f64> =
            elements.iter().map(|element| element.as_f64()).filter(|value| value.is_finite()).collect();
        let sizes = || finite.iter().map(|value| value.abs()).filter(|&size| size != 0.0);
        let (greatest, least) = (sizes().fold(0.0, f64::max), sizes().fold(f64::INFINITY, f64::min));
        // The ratio is taken in the array's own precision.
        let ratio = if single { f64::from(greatest as f32 / least as f32) } else { greatest / least };
        // So is the least number that is written in full.
        let small = if single { f64::from(0.0001_f32) } else { 0.0001 };
        let scientific = greatest != 0.0
            && (greatest >= (if single { 1e6 } else { 1e8 })
                || (!options.suppress && (least < small || ratio > 1000.0)));
        let digits = || {
            finite.iter().filter_map(|&value| match Digits::of(value, single) {
                Number::Finite(digits) => Some(digits),
                Number::Special(_) => None,
            })
        };
        let (mut left, mut right, mut exponent_digits) = (0, 0, 2);
        for digits in digits() {
            let text =
                if scientific { digits.scientific(options.precision) } else { digits.positional(options.precision) };
            let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, ""));
            let (whole, fraction) = mantissa.split_once('.').expect("it has a point");
            left = left.max(whole.len());
            right = right.max(fraction.len());
            exponent_digits = exponent_digits.max(exponent.trim_start_matches('-').len());
        }
        // Room for nan and inf, which may take the place of the fraction.
        let after = if scientific { right + exponent_digits + 2 } else { right };
        for element in elements.iter().map(|element| element.as_f64()).filter(|value| !value.is_finite()) {
            let length = if element == f64::NEG_INFINITY { 4 } else { 3 };
            left = left.max((length as usize).saturating_sub(after + 1));
        }
        if scientific {
            Format::Scientific { left, precision: right, exponent_digits }
        } else {
            Format::Positional { left, right, precision: options.precision }
        }
    }

    fn text(&self, element: Scalar, single: bool) -> String {
        match *self {
            Format::Bool { width } => format!("{:>width$}", if element.is_true() { "True" } else { "False" }),
            Format::Integer { width } => format!("{:>width$}", integer_text(element)),
            Format::Positional { left, right, precision } => match Digits::of(element.as_f64(), single) {
                Number::Special(text) => format!("{text:>width$}", width = left + right + 1),
                Number::Finite(digits) => {
                    let text = digits.positional(precision);
                    let (whole, fraction) = text.split_once('.').expect("it has a point");
                    format!("{whole:>left$}.{fraction:<right$}")
                }
            },
            Format::Scientific { left, precision, exponent_digits } => match Digits::of(element.as_f64(), single) {
                Number::Special(text) => format!("{text:>width$}", width = left + precision + exponent_digits + 3),
                Number::Finite(digits) => {
                    let mut text = digits.scientific(precision);
                    if fraction_length(&text) < precision {
                        // Digits past those that tell it from its neighbours are its own, not zeros.
                        text = digits.exact(precision);
                    }
                    let (mantissa, exponent) = text.split_once('e').expect("it has an exponent");
                    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
                    format!("{whole:>left$}.{fraction:0<precision$}e{}", exponent_text(exponent, exponent_digits))
                }
            },
        }
    }
}

fn integer_text(element: Scalar) -> String {
    match element {
        Scalar::Int(value) => value.to_string(),
        other => format!("{}", other.as_f64()),
    }
}

/// The array between its brackets. `prefix` characters stand before it on its first line, `suffix` after its last.
fn array_text(block: &Block, options: &PrintOptions, separator: &str, prefix: usize, suffix: usize) -> String {
    if block.size() == 0 {
        return "[]".to_owned();
    }
    let summarized = block.size() > options.threshold;
    let shown = if summarized { edges(block, options.edgeitems) } else { block.clone() };
    let elements = shown.scalars();
    let format = Format::of(&elements, block.dtype(), block.ndim() == 0, options);
    let single = block.dtype() == DType::Float32;
    let words: Vec<String> = elements.into_iter().map(|element| format.text(element, single)).collect();
    let printer =
        Printer { shape: block.shape(), shown: shown.shape(), edgeitems: options.edgeitems, summarized, separator };
    printer.axis(0, &words, &" ".repeat(prefix + 1), options.linewidth.saturating_sub(suffix))
}

/// The array without the elements that a summary leaves out.
fn edges(block: &Block, edgeitems: usize) -> Block {
    let mut block = block.clone();
    for axis in 0..block.ndim() {
        let length = block.shape()[axis];
        if length > edgeitems.saturating_mul(2) {
            let ends = [block.slice_axis(axis, 0, edgeitems), block.slice_axis(axis, length - edgeitems, length)];
            // With no edge items at all one element is kept, so that the format has something to look at.
            let kept = if edgeitems == 0 {
                Ok(block.slice_axis(axis, 0, 1))
            } else {
                super::concatenate(&ends, axis as isize)
            };
            block = kept.expect("parts of one array fit together");
        }
    }
    block
}

/// Puts words between brackets and breaks lines.
struct Printer<'a> {
    /// The array's
    shape: &'a [usize],
    /// That of the words
    shown: &'a [usize],
    edgeitems: usize,
    summarized: bool,
    separator: &'a str,
}

impl Printer<'_> {
    /// The text of one position on all axes before `axis`. Lines after the first begin with `indent`.
    fn axis(&self, axis: usize, words: &[String], indent: &str, width: usize) -> String {
        let axes_left = self.shape.len() - axis;
        if axes_left == 0 {
            return words[0].clone();
        }
        let gap = self.summarized && self.shape[axis] > self.edgeitems.saturating_mul(2);
        let bare_separator = self.separator.trim_end();
        let items: Vec<&[String]> = words.chunks(words.len() / self.shown[axis]).collect();
        let before_gap = if gap { self.edgeitems } else { items.len() };
        let items = if gap && self.edgeitems == 0 { Vec::new() } else { items };
        let mut texts: Vec<String> = Vec::with_capacity(items.len() + 1);
        let deeper = format!("{indent} ");
        for (position, item) in items.iter().enumerate() {
            if gap && position == before_gap {
                texts.push("...".to_owned());
            }
            texts.push(self.axis(axis + 1, item, &deeper, width.saturating_sub(1)));
        }
        if texts.is_empty() {
            texts.push("...".to_owned());
        }
        if axes_left > 1 {
            let line_separator = format!("{bare_separator}{}{indent}", "\n".repeat(axes_left - 1));
            return format!("[{}]", texts.join(&line_separator));
        }
        let room = width.saturating_sub(bare_separator.len().max(1));
        let mut text = String::from("[");
        // The first line's indent is taken by what stands before it.
        let mut line = indent.to_owned();
        let mut line_start = text.len();
        let last = texts.len() - 1;
        for (position, word) in texts.iter().enumerate() {
            if line.len() + word.len() > room && line.len() > indent.len() {
                text.truncate(text.trim_end().len().max(line_start));
                text.push('\n');
                text.push_str(indent);
                line = indent.to_owned();
                line_start = text.len();
            }
            line.push_str(word);
            text.push_str(word);
            if position < last {
                line.push_str(self.separator);
                text.push_str(self.separator);
            }
        }
        text.push(']');
        text
    }
}
