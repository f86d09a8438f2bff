//! Regions written and read, in every layout.

use dasklet::block::{Block, DType, Index, Scalar};
use dasklet::store::json::Json;
use dasklet::store::{Array, Error, Values};
use proptest::prelude::*;

use crate::{create, document_v2, document_v3, json, keys, memory};

/// Everything that can be done to a chunk, as members of documents of version 2 and 3.
const LAYOUTS_V2: &[&str] = &[
    "",
    r#""order": "F""#,
    r#""compressor": {"id": "zlib", "level": 1}"#,
    r#""compressor": {"id": "gzip", "level": 5}, "order": "F""#,
    r#""compressor": {"id": "zstd", "level": 0}"#,
    r#""compressor": {"id": "lz4", "acceleration": 1}"#,
    r#""compressor": {"id": "blosc", "cname": "lz4", "clevel": 5, "shuffle": 1, "blocksize": 0}"#,
    r#""compressor": {"id": "blosc", "cname": "zstd", "clevel": 5, "shuffle": 2, "blocksize": 0}"#,
    r#""compressor": {"id": "blosc", "cname": "zlib", "clevel": 9, "shuffle": 0, "blocksize": 0}"#,
    r#""filters": [{"id": "shuffle", "elementsize": 4}], "compressor": {"id": "zlib", "level": 9}"#,
];

const LAYOUTS_V3: &[&str] = &[
    "",
    r#""codecs": [{"name": "bytes", "configuration": {"endian": "big"}}, {"name": "zstd", "configuration": {"level": 3}}]"#,
    r#""codecs": ["bytes", {"name": "gzip", "configuration": {"level": 9}}, "crc32c"]"#,
    r#""codecs": ["bytes", {"name": "blosc", "configuration": {"typesize": 4, "cname": "lz4", "clevel": 1, "shuffle": "bitshuffle", "blocksize": 0}}]"#,
];

fn dtypes_of_v2() -> Vec<(DType, String)> {
    let swapped = |dtype: DType| format!(">{}", &dtype.str()[1..]);
    DType::ALL.into_iter().flat_map(|dtype| [(dtype, dtype.str()), (dtype, swapped(dtype))]).collect()
}

/// Numbers that differ, and some that repeat.
fn numbers(shape: &[usize], dtype: DType) -> Block {
    let count = shape.iter().product::<usize>() as i64;
    let counted = Block::arange(Scalar::Int(0), Scalar::Int(i128::from(count)), Scalar::Int(1), DType::Int64);
    let values = counted.and_then(|counted| counted.astype(dtype)).expect("the test's numbers");
    values.reshape(&shape.iter().map(|&length| length as isize).collect::<Vec<_>>()).expect("as many")
}

fn values(block: Block) -> Values {
    Values { block, labels: None }
}

fn text(block: &Block) -> String {
    format!("{:?} {:?} {:?}", block.dtype(), block.shape(), block.scalars())
}

fn part(block: &Block, start: &[usize], shape: &[usize]) -> Block {
    let indices: Vec<Index> =
        start.iter().zip(shape).map(|(&at, &count)| Index::range(at as isize, (at + count) as isize)).collect();
    block.index(&indices).expect("the region is within")
}

#[test]
fn every_layout_gives_back_what_was_written() {
    let shape = [7, 10];
    let mut n_cases = 0;
    for (dtype, name) in dtypes_of_v2() {
        for layout in LAYOUTS_V2 {
            check(&create(&memory(), &document_v2("[7, 10]", "[3, 4]", &name, layout)).expect(layout), &shape, dtype);
            n_cases += 1;
        }
    }
    for dtype in DType::ALL {
        let name = format!("{:?}", dtype.name());
        let fill = if dtype == DType::Bool { r#""fill_value": false"# } else { r#""fill_value": 0"# };
        for layout in LAYOUTS_V3 {
            let settings = if layout.is_empty() { fill.to_owned() } else { format!("{fill}, {layout}") };
            check(
                &create(&memory(), &document_v3("[7, 10]", "[3, 4]", &name, &settings)).expect(layout),
                &shape,
                dtype,
            );
            n_cases += 1;
        }
        for (chunk, location) in [("[2, 3]", "end"), ("[4, 1]", "start")] {
            for inner in [r#"["bytes"]"#, r#"["bytes", {"name": "zstd", "configuration": {"level": 0}}, "crc32c"]"#] {
                let settings = format!(
                    r#"{fill}, "codecs": [{{"name": "sharding_indexed", "configuration": {{"chunk_shape": {chunk}, "codecs": {inner},
                       "index_codecs": ["bytes", "crc32c"], "index_location": "{location}"}}}}]"#
                );
                check(
                    &create(&memory(), &document_v3("[7, 10]", "[4, 6]", &name, &settings)).expect(&settings),
                    &shape,
                    dtype,
                );
                n_cases += 1;
            }
        }
    }
    assert!(n_cases > 250);
}

fn check(array: &Array, shape: &[usize], dtype: DType) {
    let block = numbers(shape, dtype);
    array.write(&[0, 0], shape, &values(block.clone())).expect("it is written");
    for (start, shape) in
        [([0, 0], [7, 10]), ([3, 4], [3, 4]), ([2, 3], [4, 5]), ([6, 9], [1, 1]), ([0, 8], [7, 2]), ([1, 1], [0, 3])]
    {
        let read = array.read(&start, &shape).expect("it is read");
        assert_eq!(text(&read.block), text(&part(&block, &start, &shape)), "{}", array.metadata.document());
    }
}

#[test]
fn dimensions_without_length_or_axes() {
    let scalar = create(&memory(), &document_v2("[]", "[]", "<f8", "")).expect("0-d");
    scalar.write(&[], &[], &values(Block::scalar(2.5, DType::Float64))).expect("written");
    assert_eq!(text(&scalar.read(&[], &[]).expect("read").block), "Float64 [] [Float(2.5)]");
    let empty = create(&memory(), &document_v3("[0, 3]", "[0, 2]", r#""int32""#, "")).expect("no rows");
    empty.write(&[0, 0], &[0, 3], &values(Block::scalar(1_i64, DType::Int64))).expect("written");
    assert_eq!(empty.read(&[0, 0], &[0, 3]).expect("read").block.shape(), [0, 3]);
}

#[test]
fn what_is_not_stored_is_the_fill_value() {
    let cases = [
        ("<f4", r#""fill_value": "NaN""#, "NaN"),
        ("<f4", r#""fill_value": -1.5"#, "-1.5"),
        ("<f8", r#""fill_value": "Infinity""#, "inf"),
        ("|b1", r#""fill_value": true"#, "true"),
        ("<i8", r#""fill_value": -9223372036854775808"#, "-9223372036854775808"),
        (">u2", r#""fill_value": 513"#, "513"),
        ("<i4", r#""fill_value": null"#, "0"),
    ];
    for (dtype, fill, expected) in cases {
        let place = memory();
        let array = create(&place, &document_v2("[5]", "[2]", dtype, fill)).expect(fill);
        let read = array.read(&[1], &[3]).expect("nothing is stored").block;
        assert!(format!("{:?}", read.scalars()).matches(expected).count() == 3, "{dtype} {fill}: {:?}", read.scalars());
        // What is only fill values again is not kept.
        array.write(&[0], &[4], &values(read.index(&[Index::Int(0)]).expect("one"))).expect("written");
        assert_eq!(keys(&*place.storage, ""), [".zarray", ".zattrs"], "{dtype} {fill}");
    }
}

#[test]
fn regions_are_changed_in_place() {
    let array =
        create(&memory(), &document_v2("[4, 5]", "[3, 3]", "<i2", r#""compressor": {"id": "zlib"}, "order": "F""#))
            .expect("new");
    let mut expected = Block::zeros(&[4, 5], DType::Int16).expect("zeros");
    let writes: [(&[usize; 2], &[usize; 2], Block); 4] = [
        (&[1, 1], &[2, 3], numbers(&[2, 3], DType::Float64)),
        (&[0, 0], &[4, 1], Block::scalar(9_i64, DType::Int64)),
        (&[3, 0], &[1, 5], numbers(&[5], DType::Int64)),
        (&[0, 4], &[4, 1], numbers(&[4, 1], DType::Int8)),
    ];
    for (start, shape, block) in writes {
        array.write(start, shape, &values(block.clone())).expect("written");
        let indices: Vec<Index> =
            start.iter().zip(shape).map(|(&at, &count)| Index::range(at as isize, (at + count) as isize)).collect();
        expected.set_index(&indices, &block).expect("the same in memory");
        assert_eq!(text(&array.read(&[0, 0], &[4, 5]).expect("read").block), text(&expected));
    }
    let error = array.write(&[0, 0], &[2, 2], &values(numbers(&[3], DType::Int64))).expect_err("3 into 2");
    assert_eq!(error.to_string(), "could not broadcast input array from shape (3,) into shape (2,2)");
    assert!(matches!(array.read(&[3, 3], &[2, 2]), Err(Error::Bounds(_))));
    assert!(matches!(array.read(&[usize::MAX, 0], &[2, 2]), Err(Error::Bounds(_))));
}

#[test]
fn texts_are_codes_of_a_sorted_list() {
    let labels = ["b", "", "Ünï😀", "a"].map(str::to_owned).to_vec();
    let block = Block::from_vec(&[6], vec![0_i64, 1, 2, 3, 0, 2]).expect("codes");
    let documents = [
        document_v2("[6]", "[4]", "<U6", ""),
        document_v2("[6]", "[4]", ">U4", r#""compressor": {"id": "zlib"}"#),
        document_v2("[6]", "[4]", "|S12", ""),
        document_v2("[6]", "[4]", "|O", r#""filters": [{"id": "vlen-utf8"}], "compressor": {"id": "zstd"}"#),
        document_v3("[6]", "[4]", r#""string""#, r#""fill_value": "", "codecs": ["vlen-utf8", "crc32c"]"#),
        document_v3(
            "[6]",
            "[4]",
            r#"{"name": "fixed_length_utf32", "configuration": {"length_bytes": 24}}"#,
            r#""fill_value": """#,
        ),
    ];
    for document in documents {
        let array = create(&memory(), &document).expect("new");
        array.write(&[0], &[6], &Values { block: block.clone(), labels: Some(labels.clone()) }).expect("written");
        let read = array.read(&[0], &[6]).expect("read");
        let found = read.labels.expect("text");
        assert!(found.is_sorted(), "{found:?}");
        let texts: Vec<&str> =
            read.block.scalars().iter().map(|code| found[code.as_i128().unwrap_or(0) as usize].as_str()).collect();
        assert_eq!(texts, ["b", "", "Ünï😀", "a", "b", "Ünï😀"], "{document}");
        array
            .write(
                &[5],
                &[1],
                &Values { block: Block::scalar(0_i64, DType::Int64), labels: Some(vec!["z".to_owned()]) },
            )
            .expect("one");
        let last = array.read(&[4], &[2]).expect("read");
        assert_eq!(last.labels.map(|labels| labels.last().cloned()), Some(Some("z".to_owned())), "{document}");
        assert!(array.write(&[0], &[6], &values(block.clone())).is_err(), "numbers are no text");
    }
}

#[test]
fn half_floats_are_read_as_floats() {
    let place = memory();
    let array = create(&place, &document_v2("[4]", "[4]", "<f2", "")).expect("new");
    let halves: [u16; 4] = [0x3c00, 0xc000, 0x7e00, 0x0001];
    place.storage.set("0", halves.iter().flat_map(|bits| bits.to_le_bytes()).collect()).expect("set");
    assert_eq!(
        text(&array.read(&[0], &[4]).expect("read").block),
        "Float32 [4] [Float(1.0), Float(-2.0), Float(NaN), Float(5.960464477539063e-8)]"
    );
    let error = array.write(&[0], &[4], &values(Block::scalar(1.0, DType::Float64))).expect_err("not written");
    assert!(error.to_string().contains("float16 arrays are only read"), "{error}");
}

#[test]
fn shapes_change_and_chunks_go() {
    let place = memory();
    let mut array = create(&place, &document_v3("[6]", "[2]", r#""int32""#, "")).expect("new");
    array.write(&[0], &[6], &values(numbers(&[6], DType::Int32).index(&[]).expect("all"))).expect("written");
    array.resize(vec![3]).expect("smaller");
    assert_eq!(keys(&*place.storage, "c"), ["c/0", "c/1"], "chunk 2 is gone");
    array.resize(vec![5]).expect("larger");
    assert_eq!(
        text(&array.read(&[0], &[5]).expect("read").block),
        "Int32 [5] [Int(0), Int(1), Int(2), Int(3), Int(0)]"
    );
    assert!(array.resize(vec![5, 5]).is_err());
    let again = dasklet::store::open(&place, None, None).expect("it opens");
    assert!(matches!(again, Some(dasklet::store::Node::Array(array)) if array.metadata.shape == [5]));
}

#[test]
fn attributes_are_kept() {
    for document in [document_v2("[1]", "[1]", "<f4", ""), document_v3("[1]", "[1]", r#""float32""#, "")] {
        let place = memory();
        let mut array = create(&place, &document).expect("new");
        let attributes = json(r#"{"units": "K", "_FillValue": NaN, "nested": {"a": [1, 2.5, null]}}"#);
        array.set_attributes(attributes.clone()).expect("written");
        let Ok(Some(dasklet::store::Node::Array(again))) = dasklet::store::open(&place, None, None) else {
            panic!("it is an array")
        };
        assert_eq!(again.metadata.attributes.to_string(), attributes.to_string());
        assert_eq!(again.metadata.attributes.get("units").and_then(Json::text), Some("K"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn regions_of_any_grid(
        (shape, chunks, start, count) in grid(),
        layout in 0..LAYOUTS_V2.len(),
        order in prop::sample::select(vec!["", r#""order": "F""#]),
    ) {
        let layout = LAYOUTS_V2[layout];
        let settings = if layout.is_empty() || layout.contains("order") { order.to_owned() } else if order.is_empty() { layout.to_owned() } else { format!("{layout}, {order}") };
        let array = create(&memory(), &document_v2(&format!("{shape:?}"), &format!("{chunks:?}"), "<f4", &settings)).expect("new");
        let block = numbers(&shape, DType::Float32);
        let zeros = vec![0; shape.len()];
        array.write(&zeros, &shape, &values(block.clone())).expect("written");
        prop_assert_eq!(text(&array.read(&start, &count).expect("read").block), text(&part(&block, &start, &count)));
        array.write(&start, &count, &values(Block::scalar(-1.0, DType::Float64))).expect("written");
        let mut expected = block;
        let indices: Vec<Index> = start.iter().zip(&count).map(|(&at, &count)| Index::range(at as isize, (at + count) as isize)).collect();
        expected.set_index(&indices, &Block::scalar(-1.0, DType::Float32)).expect("the same in memory");
        prop_assert_eq!(text(&array.read(&zeros, &shape).expect("read").block), text(&expected));
    }
}

/// A shape, chunks, and a region within.
fn grid() -> impl Strategy<Value = (Vec<usize>, Vec<usize>, Vec<usize>, Vec<usize>)> {
    prop::collection::vec((1_usize..9, 1_usize..6, 0.0_f64..1.0, 0.0_f64..=1.0), 1..4).prop_map(|axes| {
        let mut grid = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (length, chunk, at, share) in axes {
            let start = (length as f64 * at) as usize;
            grid.0.push(length);
            grid.1.push(chunk);
            grid.2.push(start);
            grid.3.push(((length - start) as f64 * share).round() as usize);
        }
        grid
    })
}
