//! JSON as Zarr's writers write it: with bare `NaN` and `Infinity`, which Python's `json` puts into attributes, and with the order of
//! names kept.

use std::fmt::Write as _;

/// So deep may a document nest.
const DEPTH_MAX: usize = 128;
/// So many values may a document have: each takes 32 bytes, and about as many again as Python's.
const VALUES_MAX: usize = 4 << 20;
/// Longer integers are refused, as by Python.
const DIGITS_MAX: usize = 4300;
/// Messages show so many bytes of a value.
const SHOWN_MAX: usize = 400;

/// A value of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number without fraction or exponent that fits
    Int(i128),
    /// One that does not fit: its digits
    Big(String),
    /// Any other number
    Float(f64),
    /// A string
    Text(String),
    /// A list
    List(Vec<Json>),
    /// Names and values, in their order
    Object(Vec<(String, Json)>),
}

impl Json {
    /// An object without members.
    pub const EMPTY: Json = Json::Object(Vec::new());

    /// Reads a document; the error says where it stopped making sense.
    pub fn parse(text: &[u8]) -> Result<Json, String> {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let mut reader = Reader { text, position: 0, n_values: 0 };
        let value = reader.value(0)?;
        reader.skip_space();
        if reader.position < text.len() {
            return Err(reader.error("there is more after the end of the document"));
        }
        Ok(value)
    }

    /// The value under a name; `None` if there is none, or if this is no object. Of several the last one counts, as in Python.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.members().iter().rfind(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// An object's names and values; none of anything else.
    pub fn members(&self) -> &[(String, Json)] {
        if let Json::Object(members) = self { members } else { &[] }
    }

    /// A list's items.
    pub fn items(&self) -> Option<&[Json]> {
        if let Json::List(items) = self { Some(items) } else { None }
    }

    /// A string's text.
    pub fn text(&self) -> Option<&str> {
        if let Json::Text(text) = self { Some(text) } else { None }
    }

    /// An integer; also one written as a float.
    pub fn int(&self) -> Option<i128> {
        match self {
            Json::Int(value) => Some(*value),
            Json::Float(value) if value.trunc() == *value && value.abs() < 1e15 => Some(*value as i128),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Json::Null)
    }

    /// Puts a value under a name, in the place of the one that is there.
    pub fn set(&mut self, name: &str, value: Json) {
        if let Json::Object(members) = self {
            match members.iter_mut().rfind(|(known, _)| known == name) {
                Some((_, old)) => *old = value,
                None => members.push((name.to_owned(), value)),
            }
        }
    }

    /// The document, indented by two, as Zarr's Python library writes it.
    pub fn pretty(&self) -> String {
        let mut text = String::new();
        write(self, &mut text, Some(0), usize::MAX);
        text
    }
}

/// One line, as messages show it: of long ones the beginning.
impl std::fmt::Display for Json {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = String::new();
        write(self, &mut text, None, SHOWN_MAX);
        match text.char_indices().find(|(place, _)| *place >= SHOWN_MAX) {
            Some((end, _)) => write!(formatter, "{}…", &text[..end]),
            None => formatter.write_str(&text),
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Json {
        Json::Text(text.to_owned())
    }
}

impl From<usize> for Json {
    fn from(number: usize) -> Json {
        Json::Int(number as i128)
    }
}

/// An object of these members.
pub fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// A list of lengths.
pub fn lengths(lengths: &[usize]) -> Json {
    Json::List(lengths.iter().map(|&length| length.into()).collect())
}

/// Writes a value, until there are more than `limit` bytes.
fn write(value: &Json, text: &mut String, indent: Option<usize>, limit: usize) {
    if text.len() > limit {
        return;
    }
    let inner = indent.map(|depth| depth + 1);
    let separate = |text: &mut String, first: bool, depth: Option<usize>| {
        if !first {
            text.push(',');
        }
        match depth {
            Some(depth) => {
                text.push('\n');
                text.extend(std::iter::repeat_n("  ", depth));
            }
            None if !first => text.push(' '),
            None => {}
        }
    };
    match value {
        Json::Null => text.push_str("null"),
        Json::Bool(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Json::Int(number) => drop(write!(text, "{number}")),
        Json::Big(digits) => text.push_str(digits),
        Json::Float(number) if number.is_nan() => text.push_str("NaN"),
        Json::Float(number) if number.is_infinite() => {
            text.push_str(if *number > 0.0 { "Infinity" } else { "-Infinity" });
        }
        Json::Float(number) => drop(write!(text, "{number:?}")),
        Json::Text(inner) => quote(inner, text, limit),
        Json::List(items) if items.is_empty() => text.push_str("[]"),
        Json::Object(members) if members.is_empty() => text.push_str("{}"),
        Json::List(items) => {
            text.push('[');
            for (number, item) in items.iter().enumerate() {
                if text.len() > limit {
                    break;
                }
                separate(text, number == 0, inner);
                write(item, text, inner, limit);
            }
            if indent.is_some() {
                separate(text, true, indent);
            }
            text.push(']');
        }
        Json::Object(members) => {
            text.push('{');
            for (number, (name, item)) in members.iter().enumerate() {
                if text.len() > limit {
                    break;
                }
                separate(text, number == 0, inner);
                quote(name, text, limit);
                text.push_str(": ");
                write(item, text, inner, limit);
            }
            if indent.is_some() {
                separate(text, true, indent);
            }
            text.push('}');
        }
    }
}

fn quote(inner: &str, text: &mut String, limit: usize) {
    text.push('"');
    for character in inner.chars().take(limit) {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            control if (control as u32) < 0x20 => drop(write!(text, "\\u{:04x}", control as u32)),
            other => text.push(other),
        }
    }
    text.push('"');
}

struct Reader<'a> {
    text: &'a [u8],
    position: usize,
    n_values: usize,
}

impl Reader<'_> {
    fn error(&self, what: &str) -> String {
        let line = 1 + self.text[..self.position.min(self.text.len())].iter().filter(|&&byte| byte == b'\n').count();
        format!("{what} (line {line}, byte {})", self.position)
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.position).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.position += 1;
        }
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.text[self.position..].starts_with(word.as_bytes());
        if found {
            self.position += word.len();
        }
        found
    }

    fn value(&mut self, depth: usize) -> Result<Json, String> {
        if depth > DEPTH_MAX {
            return Err(self.error(&format!("the document nests too deep, more than {DEPTH_MAX} levels")));
        }
        self.n_values += 1;
        if self.n_values > VALUES_MAX {
            return Err(
                self.error(&format!("the document has more than {VALUES_MAX} values, which are too many to read"))
            );
        }
        self.skip_space();
        match self.peek() {
            None => Err(self.error("the document ends too early")),
            Some(b'{') => {
                let mut members: Vec<(String, Json)> = Vec::new();
                self.sequence(b'}', |reader| {
                    let name = reader.string()?;
                    reader.skip_space();
                    if !reader.take(":") {
                        return Err(reader.error("a colon is missing"));
                    }
                    members.push((name, reader.value(depth + 1)?));
                    Ok(())
                })?;
                Ok(Json::Object(members))
            }
            Some(b'[') => {
                let mut items = Vec::new();
                self.sequence(b']', |reader| {
                    items.push(reader.value(depth + 1)?);
                    Ok(())
                })?;
                Ok(Json::List(items))
            }
            Some(b'"') => self.string().map(Json::Text),
            Some(b'0'..=b'9') => self.number(),
            Some(_) => {
                let words = [
                    ("null", Json::Null),
                    ("true", Json::Bool(true)),
                    ("false", Json::Bool(false)),
                    ("NaN", Json::Float(f64::NAN)),
                    ("Infinity", Json::Float(f64::INFINITY)),
                    ("-Infinity", Json::Float(f64::NEG_INFINITY)),
                ];
                for (word, value) in words {
                    if self.take(word) {
                        return Ok(value);
                    }
                }
                self.number()
            }
        }
    }

    /// Items between brackets, the first of which is next.
    fn sequence(&mut self, end: u8, mut item: impl FnMut(&mut Self) -> Result<(), String>) -> Result<(), String> {
        self.position += 1;
        self.skip_space();
        if self.peek() == Some(end) {
            self.position += 1;
            return Ok(());
        }
        loop {
            self.skip_space();
            item(self)?;
            self.skip_space();
            match self.peek() {
                Some(b',') => self.position += 1,
                Some(byte) if byte == end => {
                    self.position += 1;
                    return Ok(());
                }
                _ => return Err(self.error("a comma or a closing bracket is missing")),
            }
        }
    }

    fn number(&mut self) -> Result<Json, String> {
        let start = self.position;
        while matches!(self.peek(), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')) {
            self.position += 1;
        }
        let text = std::str::from_utf8(&self.text[start..self.position]).unwrap_or_default();
        let Some(is_whole) = is_whole(text) else {
            self.position = start;
            return Err(self.error("this is no JSON value"));
        };
        if !is_whole {
            return Ok(Json::Float(text.parse().unwrap_or(f64::NAN)));
        }
        if let Ok(number) = text.parse() {
            return Ok(Json::Int(number));
        }
        let n_digits = text.trim_start_matches('-').len();
        if n_digits > DIGITS_MAX {
            self.position = start;
            return Err(self.error(&format!("an integer of {n_digits} digits; at most {DIGITS_MAX} are read")));
        }
        Ok(Json::Big(text.to_owned()))
    }

    fn string(&mut self) -> Result<String, String> {
        if !self.take("\"") {
            return Err(self.error("a quotation mark is missing"));
        }
        let mut bytes = Vec::new();
        loop {
            let rest = &self.text[self.position..];
            let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
            let plain = plain.ok_or_else(|| self.error("a string does not end"))?;
            bytes.extend_from_slice(&rest[..plain]);
            self.position += plain + 1;
            match rest[plain] {
                b'"' => break,
                b'\\' => {}
                _ => return Err(self.error("a control character in a string, where an escape is wanted")),
            }
            let character = self.escaped()?;
            bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        String::from_utf8(bytes).map_err(|_| self.error("a string is not UTF-8"))
    }

    fn escaped(&mut self) -> Result<char, String> {
        let byte = self.peek().ok_or_else(|| self.error("a string does not end"))?;
        self.position += 1;
        Ok(match byte {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let first = self.hex()?;
                // Characters past the first 65,536 are written as two halves.
                let code = match first {
                    0xd800..0xdc00 if self.text[self.position..].starts_with(b"\\u") => {
                        let after_first = self.position;
                        self.position += 2;
                        match self.hex()? {
                            second @ 0xdc00..0xe000 => 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00),
                            // A half alone; what follows stands for itself.
                            _ => {
                                self.position = after_first;
                                first
                            }
                        }
                    }
                    code => code,
                };
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            b'"' | b'\\' | b'/' => byte as char,
            _ => return Err(self.error("an unknown escape in a string")),
        })
    }

    fn hex(&mut self) -> Result<u32, String> {
        let digits = self.text.get(self.position..self.position + 4);
        let code = digits
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        self.position += 4;
        code.ok_or_else(|| {
            self.position -= 4;
            self.error("four hexadecimal digits are missing")
        })
    }
}

/// Whether a number as JSON writes it is whole; `None` if it writes none like this.
fn is_whole(text: &str) -> Option<bool> {
    fn digits(text: &str) -> Option<&str> {
        let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
        (rest.len() < text.len()).then_some(rest)
    }
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let integer_end = match unsigned.strip_prefix('0') {
        Some(rest) => rest,
        None => digits(unsigned)?,
    };
    let mut rest = integer_end;
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = digits(fraction)?;
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        rest = digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))?;
    }
    rest.is_empty().then_some(integer_end.is_empty())
}
