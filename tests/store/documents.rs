//! Documents: JSON as Zarr's writers write it, and what is made of it.

use dasklet::store::json::Json;

use dasklet::store::{Group, Node, open};

use crate::{document_v2, document_v3, memory, metadata};

#[test]
fn json_is_read_and_written() {
    let cases = [
        ("null", "null"),
        (" [1, -2.5, 1e3, true] ", "[1, -2.5, 1000.0, true]"),
        (r#"{"b": NaN, "a": [Infinity, -Infinity]}"#, r#"{"b": NaN, "a": [Infinity, -Infinity]}"#),
        (r#""\u00e9\ud83d\ude00\n\"""#, "\"é😀\\n\\\"\""),
        (r#""\ud800""#, "\"\u{fffd}\""),
        ("18446744073709551616", "18446744073709551616"),
        ("-170141183460469231731687303715884105729", "-170141183460469231731687303715884105729"),
        ("1e999", "Infinity"),
        ("{}", "{}"),
    ];
    for (text, expected) in cases {
        assert_eq!(Json::parse(text.as_bytes()).expect(text).to_string(), expected, "{text}");
    }
    let cases = [
        ("", "ends too early"),
        ("{", "quotation mark"),
        ("[1,", "ends too early"),
        ("[1 2]", "comma"),
        ("nul", "no JSON value"),
        ("\"abc", "does not end"),
        (r#""\u12""#, "hexadecimal"),
        ("1 2", "more after the end"),
        ("{\"a\" 1}", "colon"),
        ("<html>", "no JSON value"),
    ];
    for (text, expected) in cases {
        let error = Json::parse(text.as_bytes()).expect_err(text);
        assert!(error.contains(expected), "{text}: {error}");
    }
}

#[test]
fn what_no_tab_could_hold_is_refused() {
    let cases = [
        ("[".repeat(1_000_000), "too deep, more than 128 levels"),
        ("{\"a\":".repeat(200_000), "too deep"),
        (format!("[{}1]", "1,".repeat(5_000_000)), "more than 4194304 values"),
        (format!("{{{}\"\":[]}}", "\"\":[],".repeat(4_200_000)), "more than 4194304 values"),
        (format!("[{}]", "7".repeat(5000)), "an integer of 5000 digits"),
        (format!("[-{}]", "7".repeat(1_000_000)), "an integer of 1000000 digits"),
        (format!("[{}.]", "7".repeat(1_000_000)), ""),
    ];
    for (text, expected) in cases {
        match Json::parse(text.as_bytes()) {
            Err(error) => assert!(error.contains(expected) && error.len() < 200, "{error:.300}"),
            Ok(_) => assert_eq!(expected, "", "{text:.30}"),
        }
    }
    // What is just short enough.
    let deep = format!("{}{}", "[".repeat(128), "]".repeat(128));
    assert_eq!(Json::parse(deep.as_bytes()).expect("128 levels").to_string(), deep);
    assert!(Json::parse(format!("[{}]", "7".repeat(4300)).as_bytes()).is_ok());
}

#[test]
fn of_names_that_stand_twice_the_last_one_counts() {
    let mut twice = Json::parse(br#"{"a": 1, "b": 2, "a": 3}"#).expect("valid");
    assert_eq!(twice.get("a"), Some(&Json::Int(3)));
    twice.set("a", Json::Int(4));
    assert_eq!(twice.get("a"), Some(&Json::Int(4)));
    let document = document_v2("[4]", "[2]", "<f4", "");
    let text = document.to_string().replacen('{', r#"{"shape": [9, 9], "#, 1);
    assert_eq!(metadata(&Json::parse(text.as_bytes()).expect("valid")).expect("the last shape").shape, [4]);
}

#[test]
fn messages_show_the_beginning_of_long_values() {
    let long = [
        Json::Text("é".repeat(10_000_000)),
        Json::List(vec![Json::Int(7); 1_000_000]),
        Json::Object((0..100_000).map(|number| (number.to_string(), Json::Null)).collect()),
        Json::List(vec![Json::Text("x".repeat(1000)); 1000]),
    ];
    for value in long {
        let text = value.to_string();
        assert!(text.len() < 420 && text.ends_with('…'), "{text}");
        assert_eq!(Json::parse(value.pretty().as_bytes()).as_ref(), Ok(&value), "documents are whole");
    }
    let (axes, name) = ("1, ".repeat(1_000_000) + "1", "z".repeat(1_000_000));
    for settings in [
        format!(r#""shape": [{axes}]"#),
        format!(r#""compressor": {{"id": "x", "more": [{axes}]}}"#),
        format!(r#""compressor": {{"id": "{name}"}}"#),
        format!(r#""dtype": "{name}""#),
        format!(r#""fill_value": "{name}""#),
        format!(r#""zarr_format": "{name}""#),
    ] {
        let place = memory();
        let document = document_v2("[4]", "[2]", "<f4", &settings).pretty();
        place.storage.set(".zarray", document.into_bytes()).expect("set");
        let error = open(&place, None, None).err().expect("wrong").to_string();
        assert!(error.len() < 1100, "{:.30}: {} bytes", settings, error.len());
    }
}

#[test]
fn documents_have_a_length() {
    let place = memory();
    // As a server's, whoever wrote it.
    let long =
        format!(r#"{{"zarr_format": 3, "node_type": "group", "attributes": {{"text": "{}"}}}}"#, "x".repeat(33 << 20));
    for name in ["zarr.json", ".zmetadata", ".zarray", ".zgroup"] {
        place.storage.set(name, long.clone().into_bytes()).expect("set");
        let error = open(&place, None, None).err().expect(name);
        assert_eq!(error.exception_type(), "MetadataValidationError");
        let error = error.to_string();
        assert!(error.contains(&format!("memory://test/{name} has 346")) && error.contains("the 32 MiB"), "{error}");
        place.storage.erase(name).expect("erase");
    }
    // What could not be read again is not written.
    let attributes = Json::Object(vec![("text".to_owned(), Json::Text("x".repeat(33 << 20)))]);
    for version in [2, 3] {
        let error = Group::create(place.clone(), version, attributes.clone()).err().expect("too long").to_string();
        assert!(error.contains("32 MiB") && error.contains("keep large values in an array"), "{error}");
    }
    let mut group = Group::create(place.clone(), 3, Json::EMPTY).expect("new");
    assert!(group.set_attributes(attributes).is_err());
    let Ok(Some(Node::Group(group))) = open(&place, None, None) else { panic!("it is as before") };
    assert_eq!(group.attributes, Json::EMPTY);
}

#[test]
fn documents_survive_being_read_and_written() {
    let v3 = [
        document_v3("[4, 6]", "[2, 3]", r#""float32""#, r#""fill_value": "NaN""#),
        document_v3("[]", "[]", r#""int8""#, r#""codecs": [{"name": "bytes"}]"#),
        document_v3(
            "[4, 6]",
            "[4, 6]",
            r#""int16""#,
            r#""codecs": [{"name": "transpose", "configuration": {"order": [1, 0]}},
                          {"name": "bytes", "configuration": {"endian": "big"}}, {"name": "crc32c"}]"#,
        ),
        document_v3(
            "[3]",
            "[2]",
            r#""string""#,
            r#""fill_value": "", "codecs": [{"name": "vlen-utf8", "configuration": {}}]"#,
        ),
        document_v3(
            "[3]",
            "[2]",
            r#"{"name": "numpy.datetime64", "configuration": {"unit": "ns", "scale_factor": 1}}"#,
            r#""dimension_names": ["time"]"#,
        ),
    ];
    for document in v3 {
        let written = metadata(&document).expect("it is valid").document();
        for (name, value) in document.members() {
            assert_eq!(written.get(name), Some(value), "{name} of {document}");
        }
    }
    let v2 = [
        document_v2(
            "[4, 6]",
            "[2, 3]",
            ">f8",
            r#""order": "F", "dimension_separator": "/", "fill_value": "-Infinity""#,
        ),
        document_v2(
            "[3]",
            "[2]",
            "|O",
            r#""filters": [{"id": "vlen-utf8"}], "fill_value": "", "dimension_separator": ".""#,
        ),
        document_v2("[3]", "[2]", "<M8[ns]", r#""compressor": {"id": "zlib", "level": 1}, "dimension_separator": ".""#),
        document_v2(
            "[3]",
            "[2]",
            "<U5",
            r#""filters": [{"id": "shuffle", "elementsize": 4}], "dimension_separator": ".",
               "compressor": {"id": "blosc", "cname": "lz4", "clevel": 5, "shuffle": 1, "blocksize": 0}"#,
        ),
    ];
    for document in v2 {
        let written = metadata(&document).expect("it is valid").document();
        for (name, value) in document.members() {
            assert_eq!(written.get(name), Some(value), "{name} of {document}");
        }
    }
}

#[test]
fn documents_that_cannot_be_are_refused() {
    let v2 = |settings: &str| document_v2("[4]", "[2]", "<f4", settings);
    let v3 = |settings: &str| document_v3("[4]", "[2]", r#""float32""#, settings);
    let cases = [
        (v2(r#""shape": [-1]"#), "shape must be a list of lengths"),
        (v2(r#""shape": "big""#), "shape must be a list of lengths"),
        (v2(r#""shape": [18446744073709551615]"#), "too large to be counted"),
        (v2(r#""shape": [99999999999999999999999]"#), "shape must be a list of lengths"),
        (v2(r#""chunks": [0]"#), "have no elements"),
        (v2(r#""chunks": [2, 2]"#), "chunks of 2 axes for an array of 1"),
        (v2(r#""chunks": [1152921504606846976]"#), "larger than 2 GiB"),
        (v2(r#""shape": [1, 1, 1], "chunks": [4294967296, 4294967296, 4294967296]"#), "larger than 2 GiB"),
        (v2(r#""dtype": "<f16""#), "is not supported here"),
        (v2(r#""dtype": "<c8""#), "is not supported here"),
        (v2(r#""dtype": "|O""#), "Python objects"),
        (v2(r#""dtype": [["a", "<f4"]]"#), "structured arrays"),
        (v2(r#""dtype": "é""#), "is not supported here"),
        (v2(r#""dtype": "<U99999999999""#), "is not supported here"),
        (v2(r#""compressor": {"id": "lzma"}"#), "codec not available: \"lzma\""),
        (v2(r#""filters": [{"id": "delta", "dtype": "<f4"}]"#), "codec not available: \"delta\""),
        (v2(r#""fill_value": "red""#), "the fill value \"red\" does not fit"),
        (v2(r#""dtype": "|u1", "fill_value": 256"#), "the fill value 256 does not fit"),
        (v2(r#""zarr_format": 1"#), "zarr_format must be 2"),
        (v3(r#""codecs": []"#), "none that makes bytes"),
        (v3(r#""codecs": [{"name": "zstd"}]"#), "codec not available: \"zstd\" before"),
        (v3(r#""codecs": [{"name": "bytes"}, {"name": "pcodec"}]"#), "codec not available: \"pcodec\""),
        (v3(r#""codecs": [{"name": "transpose", "configuration": {"order": [1]}}, "bytes"]"#), "is no order of 1 axes"),
        (v3(r#""chunk_grid": {"name": "rectangular"}"#), "chunk grid \"rectangular\""),
        (v3(r#""chunk_grid": 7"#), "7 has no name"),
        (v3(r#""data_type": "complex64""#), "data type \"complex64\""),
        (v3(r#""storage_transformers": [{"name": "x"}]"#), "storage transformers"),
        (
            v3(
                r#""codecs": [{"name": "sharding_indexed", "configuration": {"chunk_shape": [3], "codecs": ["bytes"]}}]"#,
            ),
            "cannot be cut into whole chunks",
        ),
        (v3(&format!(r#""codecs": {}"#, nested_shards(9))), "shards nest too deep"),
    ];
    for (document, expected) in cases {
        let error = metadata(&document).expect_err(expected).to_string();
        assert!(error.contains(expected), "{document}\n  gave {error}\n  not {expected}");
    }
}

fn nested_shards(depth: usize) -> String {
    match depth {
        0 => r#"["bytes"]"#.to_owned(),
        _ => format!(
            r#"[{{"name": "sharding_indexed", "configuration": {{"chunk_shape": [2], "codecs": {}}}}}]"#,
            nested_shards(depth - 1)
        ),
    }
}
