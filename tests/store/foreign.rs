//! Foreign documents against `serde_json`, and documents of arrays in which anything may stand anywhere.

use dasklet::store::json::Json;
use proptest::prelude::*;
use serde_json::{Number, Value};

use crate::{create, document_v2, document_v3, memory, metadata};

fn texts() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{0,6}", "\\PC{0,6}", r#"["\\\n\t/\x00-\x1f\u{7f}é😀]{0,4}"#]
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-20_i64..20).prop_map(Value::from),
        any::<f64>().prop_filter_map("JSON has no others", Number::from_f64).prop_map(Value::Number),
        texts().prop_map(Value::String),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::vec((texts(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Whether both say the same. An object of theirs has each name once, and in its own order.
fn is_same(ours: &Json, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Json::Null, Value::Null) => true,
        (Json::Bool(ours), Value::Bool(theirs)) => ours == theirs,
        (Json::Int(ours), Value::Number(theirs)) => match (theirs.as_i64(), theirs.as_u64()) {
            (Some(theirs), _) => *ours == i128::from(theirs),
            (_, Some(theirs)) => *ours == i128::from(theirs),
            // Integers past 64 bits are floats there; -0 as well.
            _ => theirs.as_f64() == Some(*ours as f64),
        },
        (Json::Big(digits), Value::Number(theirs)) => theirs.as_f64() == digits.parse().ok(),
        (Json::Float(ours), Value::Number(theirs)) => theirs.is_f64() && theirs.as_f64() == Some(*ours),
        (Json::Text(ours), Value::String(theirs)) => ours == theirs,
        (Json::List(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| is_same(ours, theirs))
        }
        (Json::Object(members), Value::Object(theirs)) => {
            members.iter().all(|(name, _)| theirs.contains_key(name))
                && theirs.iter().all(|(name, theirs)| ours.get(name).is_some_and(|ours| is_same(ours, theirs)))
        }
        _ => false,
    }
}

/// Pieces of documents, put together without sense.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\"a\"",
    "\"b\": ",
    "null",
    "true",
    "false",
    "nul",
    " ",
    "\n",
    "\t",
    "0",
    "1",
    "-",
    "+",
    ".",
    "e",
    "E",
    "00",
    "1.5",
    "-0",
    "-0.0",
    "1e5",
    "1E-5",
    "12345678901234567890123",
    "0.1e",
    "\\",
    "\\n",
    "\\u0041",
    "\\u00e",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\u+041",
    "\\x",
    "\u{1}",
    "é",
    "/*",
    "'",
    "\u{feff}",
];

/// What is read here, as by Python, and there not: halves of characters, numbers past all floats, a mark of the byte order.
fn is_more_here(text: &str, error: &serde_json::Error) -> bool {
    let error = error.to_string();
    error.contains("surrogate") || error.contains("number out of range") || text.starts_with('\u{feff}')
        // They look for the second half where another escape or the end of the string follows.
        || error.contains("unexpected end of hex escape")
}

/// What replaces a part of a document.
fn odd_values() -> impl Strategy<Value = Value> {
    prop_oneof![
        values(),
        prop::sample::select(vec![
            "null",
            "-1",
            "0",
            "1",
            "2.0",
            "1e308",
            "9223372036854775807",
            "18446744073709551615",
            "\"\"",
            "\"<f4\"",
            "\"|O\"",
            "\"<M8[ns]\"",
            "\"float16\"",
            "\"NaN\"",
            "\"0x7fc00000\"",
            "[]",
            "{}",
            "[[]]",
            "[4294967296, 4294967296]",
            "[0]",
            "[1, 1, 1]",
            "\"F\"",
            "\"/\"",
            r#"{"id": "zlib"}"#,
            r#"{"id": "nope"}"#,
            r#"[{"id": "shuffle", "elementsize": 4}]"#,
            r#"{"name": "regular"}"#,
            r#"["bytes"]"#,
            r#"["bytes", "gzip"]"#,
            r#"[{"name": "transpose", "configuration": {"order": [1, 0]}}, "bytes"]"#,
            r#"["bytes", "bytes"]"#,
        ])
        .prop_map(|text| serde_json::from_str(text).expect("JSON")),
    ]
}

/// The document with another value at the place that `path` leads to; without it if there is none.
fn with(mut document: Value, path: &[prop::sample::Index], other: Option<Value>) -> Value {
    fn put(place: &mut Value, path: &[prop::sample::Index], other: Option<Value>) {
        let Some((step, rest)) = path.split_first() else {
            *place = other.unwrap_or(Value::Null);
            return;
        };
        match place {
            Value::Array(items) if !items.is_empty() => {
                let at = step.index(items.len());
                if rest.is_empty() && other.is_none() {
                    items.remove(at);
                } else {
                    put(&mut items[at], rest, other);
                }
            }
            Value::Object(members) if !members.is_empty() => {
                let name = members.keys().nth(step.index(members.len())).expect("it is there").clone();
                if rest.is_empty() && other.is_none() {
                    members.remove(&name);
                } else {
                    put(&mut members[&name], rest, other);
                }
            }
            leaf => *leaf = other.unwrap_or(Value::Null),
        }
    }
    put(&mut document, path, other);
    document
}

fn documents() -> Vec<Json> {
    let sharded = r#""codecs": [{"name": "sharding_indexed", "configuration": {"chunk_shape": [2, 1], "codecs": ["bytes", "zstd"],
        "index_codecs": ["bytes", "crc32c"], "index_location": "start"}}], "dimension_names": ["y", null]"#;
    let blosc = r#""compressor": {"id": "blosc", "cname": "lz4", "clevel": 5, "shuffle": 1}, "filters": [{"id": "shuffle", "elementsize": 4}]"#;
    vec![
        document_v2(
            "[5, 4]",
            "[2, 2]",
            "<f4",
            r#""compressor": {"id": "zlib", "level": 1}, "order": "F", "fill_value": "NaN""#,
        ),
        document_v2("[5, 4]", "[2, 2]", ">i2", blosc),
        document_v2("[5]", "[2]", "|O", r#""filters": [{"id": "vlen-utf8"}], "fill_value": """#),
        document_v3(
            "[5, 4]",
            "[2, 2]",
            r#""int32""#,
            r#""codecs": [{"name": "transpose", "configuration": {"order": [1, 0]}}, "bytes", {"name": "gzip", "configuration": {"level": 1}}]"#,
        ),
        document_v3("[4, 4]", "[4, 2]", r#""float64""#, sharded),
        document_v3("[5]", "[2]", r#""string""#, r#""codecs": ["vlen-utf8"], "fill_value": """#),
        document_v3(
            "[5]",
            "[2]",
            r#"{"name": "numpy.datetime64", "configuration": {"unit": "ns", "scale_factor": 1}}"#,
            "",
        ),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn documents_are_read_and_written_as_by_serde(theirs in values()) {
        for text in [theirs.to_string(), serde_json::to_string_pretty(&theirs).expect("written")] {
            let ours = Json::parse(text.as_bytes()).expect(&text);
            prop_assert!(is_same(&ours, &theirs), "{text}: {ours}");
            let written = ours.pretty();
            prop_assert!(is_same(&ours, &serde_json::from_str(&written).expect(&written)), "{written}");
            prop_assert_eq!(Json::parse(written.as_bytes()), Ok(ours), "{}", written);
        }
    }

    #[test]
    fn what_is_no_document_is_none_for_both(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..9), is_list in any::<bool>()) {
        let text = if is_list { format!("[{}]", pieces.concat()) } else { pieces.concat() };
        match (Json::parse(text.as_bytes()), serde_json::from_str::<Value>(&text)) {
            (Ok(ours), Ok(theirs)) => prop_assert!(is_same(&ours, &theirs), "{text}: {ours}, {theirs}"),
            (Ok(ours), Err(error)) => prop_assert!(is_more_here(&text, &error), "{text}: {ours}, and there: {error}"),
            (Err(error), Ok(theirs)) => prop_assert!(false, "{text}: {error}, and there: {theirs}"),
            (Err(_), Err(_)) => {}
        }
    }

    #[test]
    fn bytes_are_no_document_for_both(bytes in prop::collection::vec(any::<u8>(), 0..12)) {
        let text = [b"\"", bytes.as_slice(), b"\""].concat();
        match (Json::parse(&text), serde_json::from_slice::<Value>(&text)) {
            (Ok(ours), Ok(theirs)) => prop_assert!(is_same(&ours, &theirs)),
            (Ok(ours), Err(error)) => prop_assert!(is_more_here("", &error), "{bytes:?}: {ours}, and there: {error}"),
            (Err(error), Ok(theirs)) => prop_assert!(false, "{bytes:?}: {error}, and there: {theirs}"),
            (Err(_), Err(_)) => {}
        }
    }

    /// Whatever stands in the metadata: they are refused, or what they say can be written, read again, and read from.
    #[test]
    fn metadata_are_refused_or_mean_something(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((prop::collection::vec(any::<prop::sample::Index>(), 1..5), prop::option::of(odd_values())), 1..3),
    ) {
        let known = documents();
        let mut document: Value = serde_json::from_str(&known[which.index(known.len())].pretty()).expect("JSON");
        for (path, other) in changes {
            document = with(document, &path, other);
        }
        let document = Json::parse(document.to_string().as_bytes()).expect("JSON");
        let Ok(meaning) = metadata(&document) else { return Ok(()) };
        let written = meaning.document();
        let again = metadata(&written);
        prop_assert_eq!(again.as_ref(), Ok(&meaning), "{}\n{}", document, written);
        let array = create(&memory(), &written).expect("a new one");
        let start = vec![0; meaning.shape.len()];
        let shape: Vec<usize> = meaning.shape.iter().map(|&length| length.min(3)).collect();
        drop(array.read(&start, &shape));
    }
}

#[test]
fn documents_are_as_they_are_for_the_tests() {
    for document in documents() {
        create(&memory(), &document).expect("valid before anything is changed");
    }
}
