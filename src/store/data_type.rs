//! What elements are as bytes: the data types of Zarr's two versions, and fill values.
//!
//! | stored | in memory |
//! | --- | --- |
//! | bool, integers, floats, either byte order | a block of that dtype |
//! | `float16` | a block of `float32`; not written |
//! | `datetime64`, `timedelta64` | `int64` ticks of the unit |
//! | text of fixed or any length | `int64` places in a sorted list of the different texts |

use std::collections::BTreeMap;

use super::json::{Json, object};
use super::{Error, Result};
use crate::block::{Block, DType, Scalar};

/// The type of an array's elements.
#[derive(Clone, Debug, PartialEq)]
pub enum DataType {
    /// Numbers and bools
    Number(DType),
    /// 16-bit floats
    Half,
    /// Dates (`M`) or durations (`m`), in so many of a unit
    Time {
        /// `M` or `m`
        kind: char,
        /// `ns`, `s`, `D`, …
        unit: String,
    },
    /// Text of at most so many characters, four bytes each
    Text {
        /// Characters
        length: usize,
    },
    /// Text of at most so many bytes
    Bytes {
        /// Bytes
        length: usize,
    },
    /// Text of any length
    Vlen,
}

/// Longer elements are refused: they are no text of labels.
const TEXT_LENGTH_MAX: usize = 1 << 20;

impl DataType {
    /// The type and whether it is big-endian, from a dtype string of version 2: `<f4`, `|S3`, `>i2`, `<M8[ns]`.
    pub fn from_v2(dtype: &Json, has_vlen_filter: bool) -> Result<(DataType, bool)> {
        let text = dtype.text().ok_or_else(|| {
            Error::Unsupported(format!("the dtype {dtype} has fields: structured arrays are not supported here"))
        })?;
        let unknown =
            || Error::Unsupported(format!("the dtype {text:?} is not supported here; numbers, dates and text are"));
        let (order, name) = text.split_at_checked(1).ok_or_else(unknown)?;
        let big = match order {
            "<" | "|" | "=" => false,
            ">" => true,
            _ => return Err(unknown()),
        };
        let (kind, size) = name.split_at_checked(1).ok_or_else(unknown)?;
        if let ("M" | "m", Some(unit)) = (kind, size.strip_prefix("8").map(|unit| unit.trim_matches(['[', ']']))) {
            return Ok((DataType::Time { kind: kind.chars().next().unwrap_or('M'), unit: unit.to_owned() }, big));
        }
        let length = || size.parse().ok().filter(|&length: &usize| length <= TEXT_LENGTH_MAX).ok_or_else(unknown);
        let data_type = match kind {
            "O" if has_vlen_filter => DataType::Vlen,
            "O" => {
                return Err(Error::Unsupported(
                    "arrays of Python objects (dtype \"|O\") are not supported here, except for text (the filter vlen-utf8)"
                        .to_owned(),
                ));
            }
            "U" => DataType::Text { length: length()? },
            "S" => DataType::Bytes { length: length()? },
            "f" if size == "2" => DataType::Half,
            _ => DataType::Number(number(name).ok_or_else(unknown)?),
        };
        Ok((data_type, big))
    }

    /// The type from a `data_type` of version 3.
    pub fn from_v3(data_type: &Json) -> Result<DataType> {
        let name = data_type.text().or_else(|| data_type.get("name")?.text()).unwrap_or_default();
        let setting = |field: &str| data_type.get("configuration").and_then(|settings| settings.get(field));
        let unknown = || {
            Error::Unsupported(format!("the data type {data_type} is not supported here; numbers, dates and text are"))
        };
        let length = || {
            let length = setting("length_bytes").and_then(Json::int).and_then(|length| usize::try_from(length).ok());
            length.filter(|&length| length <= TEXT_LENGTH_MAX).ok_or_else(unknown)
        };
        Ok(match name {
            "string" => DataType::Vlen,
            "float16" => DataType::Half,
            "fixed_length_utf32" => DataType::Text { length: length()? / 4 },
            "null_terminated_bytes" => DataType::Bytes { length: length()? },
            "numpy.datetime64" | "numpy.timedelta64" => {
                let unit = setting("unit").and_then(Json::text).unwrap_or("generic");
                let factor = setting("scale_factor").and_then(Json::int).unwrap_or(1);
                let unit = if factor == 1 { unit.to_owned() } else { format!("{factor}{unit}") };
                DataType::Time { kind: if name == "numpy.datetime64" { 'M' } else { 'm' }, unit }
            }
            _ => DataType::Number(DType::ALL.into_iter().find(|dtype| dtype.name() == name).ok_or_else(unknown)?),
        })
    }

    /// The type under a name that learners give: `float32`, `<f4`, `<U5`, `str`, `datetime64[ns]`.
    pub fn from_name(name: &str) -> Result<(DataType, bool)> {
        if matches!(name, "str" | "string" | "StringDType()" | "object") {
            return Ok((DataType::Vlen, false));
        }
        for (long, short) in [("datetime64", "<M8"), ("timedelta64", "<m8")] {
            if let Some(unit) = name.strip_prefix(long) {
                return DataType::from_v2(&Json::Text(format!("{short}{unit}")), false);
            }
        }
        if name == "float16" {
            return Ok((DataType::Half, false));
        }
        match DType::from_name(name) {
            Some(dtype) => Ok((DataType::Number(dtype), false)),
            None => DataType::from_v2(&name.into(), false),
        }
    }

    /// The dtype string of version 2.
    pub fn to_v2(&self, big: bool) -> Json {
        let order = if big { '>' } else { '<' };
        Json::Text(match self {
            DataType::Number(dtype) if big && dtype.itemsize() > 1 => format!(">{}", &dtype.str()[1..]),
            DataType::Number(dtype) => dtype.str(),
            DataType::Half => format!("{order}f2"),
            DataType::Time { kind, unit } if unit == "generic" || unit.is_empty() => format!("{order}{kind}8"),
            DataType::Time { kind, unit } => format!("{order}{kind}8[{unit}]"),
            DataType::Text { length } => format!("{order}U{length}"),
            DataType::Bytes { length } => format!("|S{length}"),
            DataType::Vlen => "|O".to_owned(),
        })
    }

    /// The `data_type` of version 3.
    pub fn to_v3(&self) -> Json {
        let named = |name: &str, configuration: Json| object([("name", name.into()), ("configuration", configuration)]);
        match self {
            DataType::Number(dtype) => dtype.name().into(),
            DataType::Half => "float16".into(),
            DataType::Time { kind, unit } => {
                let digits = unit.bytes().take_while(u8::is_ascii_digit).count();
                let factor = unit[..digits].parse().unwrap_or(1_usize);
                let unit = if unit.is_empty() { "generic" } else { &unit[digits..] };
                let name = if *kind == 'M' { "numpy.datetime64" } else { "numpy.timedelta64" };
                named(name, object([("unit", unit.into()), ("scale_factor", factor.into())]))
            }
            DataType::Text { length } => named("fixed_length_utf32", object([("length_bytes", (4 * length).into())])),
            DataType::Bytes { length } => named("null_terminated_bytes", object([("length_bytes", (*length).into())])),
            DataType::Vlen => "string".into(),
        }
    }

    /// NumPy's name for what is read: `float32`, `<U5`, `datetime64[ns]`, `object` for text of any length.
    pub fn numpy_name(&self) -> String {
        match self {
            DataType::Number(dtype) => dtype.name().to_owned(),
            DataType::Half => "float32".to_owned(),
            DataType::Time { kind, unit } => {
                let name = if *kind == 'M' { "datetime64" } else { "timedelta64" };
                if unit.is_empty() || unit == "generic" { name.to_owned() } else { format!("{name}[{unit}]") }
            }
            DataType::Text { length } => format!("<U{length}"),
            DataType::Bytes { length } => format!("|S{length}"),
            DataType::Vlen => "StringDType()".to_owned(),
        }
    }

    /// Bytes of an element on its way between chunks and blocks.
    pub fn itemsize(&self) -> usize {
        match self {
            DataType::Number(dtype) => dtype.itemsize(),
            DataType::Half => 2,
            DataType::Time { .. } | DataType::Vlen => 8,
            DataType::Text { length } => 4 * length,
            DataType::Bytes { length } => *length,
        }
    }

    /// Bytes whose order a byte order turns around; 1 if there is nothing to turn.
    pub fn swapped_width(&self) -> usize {
        match self {
            DataType::Text { .. } => 4,
            DataType::Bytes { .. } | DataType::Vlen => 1,
            other => other.itemsize(),
        }
    }

    /// Whether elements are text.
    pub fn is_text(&self) -> bool {
        matches!(self, DataType::Text { .. } | DataType::Bytes { .. } | DataType::Vlen)
    }

    /// The bytes of a fill value, little-endian. No fill value (`null`) is zero, or empty.
    pub fn fill_bytes(&self, fill: &Json, texts: &mut Texts) -> Result<Vec<u8>> {
        let wrong =
            || Error::Metadata(format!("the fill value {fill} does not fit the data type {}", self.numpy_name()));
        let float = || {
            Ok(match fill {
                Json::Null => 0.0,
                Json::Int(value) => *value as f64,
                Json::Float(value) => *value,
                Json::Bool(value) => f64::from(u8::from(*value)),
                Json::Text(name) => match name.as_str() {
                    "NaN" => f64::NAN,
                    "Infinity" => f64::INFINITY,
                    "-Infinity" => f64::NEG_INFINITY,
                    hex => float_of_hex(hex, self.itemsize()).ok_or_else(wrong)?,
                },
                _ => return Err(wrong()),
            })
        };
        let bytes = match self {
            DataType::Number(DType::Float32) => (float()? as f32).to_le_bytes().to_vec(),
            DataType::Number(DType::Float64) => float()?.to_le_bytes().to_vec(),
            DataType::Half => half_from(float()?).to_le_bytes().to_vec(),
            DataType::Number(dtype) => {
                let value = match fill {
                    Json::Null => 0,
                    Json::Bool(value) => i128::from(*value),
                    other => other.int().ok_or_else(wrong)?,
                };
                if dtype.integer_range().is_some_and(|(least, greatest)| !(least..=greatest).contains(&value)) {
                    return Err(wrong());
                }
                value.to_le_bytes()[..dtype.itemsize()].to_vec()
            }
            DataType::Time { .. } => match fill {
                Json::Null => 0_i64.to_le_bytes().to_vec(),
                Json::Text(name) if name == "NaT" => i64::MIN.to_le_bytes().to_vec(),
                other => (other.int().ok_or_else(wrong)? as i64).to_le_bytes().to_vec(),
            },
            DataType::Vlen => {
                let text = match fill {
                    Json::Null | Json::Int(_) => "",
                    other => other.text().ok_or_else(wrong)?,
                };
                texts.code(text).to_le_bytes().to_vec()
            }
            DataType::Text { .. } => {
                let text = match fill {
                    Json::Null | Json::Int(_) => "",
                    other => other.text().ok_or_else(wrong)?,
                };
                self.text_bytes(text)
            }
            DataType::Bytes { length } => {
                let mut bytes = fill.text().and_then(base64).unwrap_or_default();
                bytes.resize(*length, 0);
                bytes
            }
        };
        Ok(bytes)
    }

    /// A text as an element of this type, cut if it is too long.
    pub fn text_bytes(&self, text: &str) -> Vec<u8> {
        let mut bytes: Vec<u8> = match self {
            DataType::Text { .. } => text.chars().flat_map(|character| (character as u32).to_le_bytes()).collect(),
            _ => text.bytes().collect(),
        };
        bytes.resize(self.itemsize(), 0);
        bytes
    }

    /// The text of an element of fixed length.
    pub fn text_of(&self, bytes: &[u8]) -> String {
        match self {
            DataType::Text { .. } => {
                let codes = bytes.chunks_exact(4).map(|code| u32::from_le_bytes([code[0], code[1], code[2], code[3]]));
                let text: String =
                    codes.map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
                text.trim_end_matches('\0').to_owned()
            }
            _ => String::from_utf8_lossy(bytes).trim_end_matches('\0').to_owned(),
        }
    }

    /// A fill value as the metadata of version 2 or 3 have it.
    pub fn fill_json(&self, fill: Option<Scalar>, text: Option<&str>) -> Json {
        match (self, fill) {
            (DataType::Bytes { .. }, _) => Json::Text(base64_text(text.unwrap_or_default().as_bytes())),
            _ if self.is_text() => Json::Text(text.unwrap_or_default().to_owned()),
            (DataType::Time { .. }, Some(value)) => Json::Int(value.as_i128().unwrap_or(0)),
            (_, None) => Json::Null,
            (DataType::Number(DType::Bool), Some(value)) => Json::Bool(value.is_true()),
            (DataType::Number(DType::Float32 | DType::Float64) | DataType::Half, Some(value)) => match value.as_f64() {
                number if number.is_nan() => "NaN".into(),
                f64::INFINITY => "Infinity".into(),
                f64::NEG_INFINITY => "-Infinity".into(),
                number => Json::Float(number),
            },
            (_, Some(value)) => Json::Int(value.as_i128().unwrap_or(0)),
        }
    }
}

/// A kind and a number of bytes: `f4`, `b1`.
fn number(name: &str) -> Option<DType> {
    DType::ALL.into_iter().find(|dtype| dtype.str()[1..] == *name)
}

/// A float given by its bits: `0x7fc00000`.
fn float_of_hex(text: &str, itemsize: usize) -> Option<f64> {
    let bits = u64::from_str_radix(text.strip_prefix("0x")?, 16).ok()?;
    match itemsize {
        2 => Some(f64::from(half_to_f32(u16::try_from(bits).ok()?))),
        4 => Some(f64::from(f32::from_bits(u32::try_from(bits).ok()?))),
        _ => Some(f64::from_bits(bits)),
    }
}

/// A 16-bit float as one of 32 bits.
pub fn half_to_f32(bits: u16) -> f32 {
    let sign = u32::from(bits >> 15) << 31;
    let (exponent, fraction) = (u32::from(bits >> 10 & 31), u32::from(bits & 0x3ff));
    match exponent {
        0 => f32::from_bits(sign | (fraction as f32 / 16_777_216.0).to_bits()),
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

/// The 16-bit float of a fill value; only those that it holds exactly matter, others are cut.
fn half_from(value: f64) -> u16 {
    (0..=u16::MAX)
        .find(|&bits| {
            let half = half_to_f32(bits);
            f64::from(half) == value || half.is_nan() && value.is_nan()
        })
        .unwrap_or(0)
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut bits, mut n_bits) = (0_u32, 0);
    for letter in text.bytes().filter(|&letter| letter != b'=') {
        bits = bits << 6 | BASE64.iter().position(|&known| known == letter)? as u32;
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((bits >> n_bits) as u8);
        }
    }
    Some(bytes)
}

fn base64_text(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = BASE64[(bits >> (18 - 6 * place) & 63) as usize] as char;
            text.push(if place <= three.len() { letter } else { '=' });
        }
    }
    text
}

/// Texts and their numbers, in the order of their first use.
#[derive(Debug, Default)]
pub struct Texts {
    codes: BTreeMap<String, i64>,
}

impl Texts {
    /// The number of a text.
    pub fn code(&mut self, text: &str) -> i64 {
        if let Some(&code) = self.codes.get(text) {
            return code;
        }
        let code = self.codes.len() as i64;
        self.codes.insert(text.to_owned(), code);
        code
    }

    /// The text of each number.
    pub fn by_code(&self) -> Vec<&str> {
        let mut texts = vec![""; self.codes.len()];
        for (text, &code) in &self.codes {
            if let Some(place) = texts.get_mut(code as usize) {
                *place = text;
            }
        }
        texts
    }

    /// The texts sorted, and codes as places in that list.
    pub fn sorted(self, shape: &[usize], codes: &[u8]) -> Result<Values> {
        let mut places = vec![0_i64; self.codes.len()];
        for (place, &code) in self.codes.values().enumerate() {
            places[code as usize] = place as i64;
        }
        let codes = codes.chunks_exact(8).map(|code| {
            let code = i64::from_le_bytes(code.try_into().unwrap_or_default());
            places.get(code as usize).copied().unwrap_or(0)
        });
        let block = Block::from_vec(shape, codes.collect::<Vec<i64>>())?;
        Ok(Values { block, labels: Some(self.codes.into_keys().collect()) })
    }
}

/// Elements read or to be written.
#[derive(Clone, Debug)]
pub struct Values {
    /// Numbers, ticks, or places in the list of texts
    pub block: Block,
    /// The texts, sorted when read
    pub labels: Option<Vec<String>>,
}
