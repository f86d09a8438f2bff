//! Chunks that are not what the metadata say: errors, never panics, and no memory for what is not there.

use dasklet::block::{Block, DType, Scalar};
use dasklet::store::codec::Codec;
use dasklet::store::{Error, Values};
use proptest::prelude::*;

use crate::{create, document_v2, document_v3, json, memory};

const COMPRESSORS: &[&str] = &[
    r#"{"id": "zlib", "level": 1}"#,
    r#"{"id": "gzip", "level": 1}"#,
    r#"{"id": "zstd", "level": 1}"#,
    r#"{"id": "lz4"}"#,
    r#"{"id": "blosc", "cname": "lz4", "clevel": 5, "shuffle": 1}"#,
    r#"{"id": "blosc", "cname": "zstd", "clevel": 5, "shuffle": 2}"#,
    r#"{"id": "blosc", "cname": "zlib", "clevel": 5, "shuffle": 0}"#,
];

#[test]
fn chunks_of_the_wrong_length_are_errors() {
    for compressor in ["null"].iter().chain(COMPRESSORS) {
        let place = memory();
        let array = create(&place, &document_v2("[64]", "[32]", "<f4", &format!(r#""compressor": {compressor}"#)))
            .expect(compressor);
        let codec = (*compressor != "null").then(|| Codec::from_v2(&json(compressor), 4).expect(compressor));
        for n_elements in [0_usize, 1, 31, 33, 4096] {
            let bytes = vec![7; 4 * n_elements];
            let stored = codec.as_ref().map_or(bytes.clone(), |codec| codec.encode(&bytes).expect("encoded"));
            place.storage.set("0", stored).expect("set");
            for (start, shape) in [([0], [32]), ([3], [5]), ([0], [64])] {
                // Of plain bytes only the rows that are wanted are read, so that what is behind them does not matter.
                if *compressor == "null" && shape == [5] && n_elements >= 8 {
                    continue;
                }
                let error = array.read(&start, &shape).expect_err(compressor);
                let Error::Chunk { key, address, reason } = &error else { panic!("{compressor}: {error:?}") };
                assert_eq!((key.as_str(), address.as_str()), ("0", "memory://test"));
                assert!(reason.contains("bytes"), "{compressor}, {n_elements}: {reason}");
            }
        }
    }
}

#[test]
fn codecs_give_back_what_they_got() {
    let mut noise = Vec::new();
    let mut state = 1_u32;
    for _ in 0..300_000 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.push((state >> 24) as u8);
    }
    let inputs = [vec![], vec![1], vec![0; 1000], (0..=255).cycle().take(600_000).collect(), noise, vec![5; 4 << 20]];
    for compressor in COMPRESSORS.iter().chain(&[r#"{"id": "shuffle", "elementsize": 3}"#, r#"{"id": "crc32c"}"#]) {
        for itemsize in [1, 2, 3, 8] {
            let codec = Codec::from_v2(&json(compressor), itemsize).expect(compressor);
            for input in &inputs {
                let encoded = codec.encode(input).expect("encoded");
                assert!(
                    codec.may_hold(encoded.len(), input.len()),
                    "{compressor}: {} of {}",
                    encoded.len(),
                    input.len()
                );
                let mut decoded = vec![0; input.len()];
                assert_eq!(
                    codec.decode(&encoded, &mut decoded),
                    Ok(input.len()),
                    "{compressor}, {} bytes",
                    input.len()
                );
                assert!(decoded == *input, "{compressor}, items of {itemsize}, {} bytes", input.len());
            }
        }
    }
}

#[test]
fn bombs_do_not_go_off() {
    // A few bytes that would be gigabytes: refused before the memory is taken, or once the chunk is full.
    let zeros = vec![0; 16 << 20];
    for compressor in COMPRESSORS {
        let codec = Codec::from_v2(&json(compressor), 4).expect(compressor);
        let bomb = codec.encode(&zeros).expect("encoded");
        assert!(codec.decode(&bomb, &mut [0; 64]).is_err(), "{compressor}");
        let place = memory();
        let document = document_v2("[500000000]", "[500000000]", "<f4", &format!(r#""compressor": {compressor}"#));
        let array = create(&place, &document).expect("a chunk of 2 GB");
        place.storage.set("0", b"tiny".to_vec()).expect("set");
        assert!(matches!(array.read(&[0], &[10]), Err(Error::Chunk { .. })), "{compressor}");
    }
    let huge = create(&memory(), &document_v2("[1000000000000000000]", "[10]", "<f8", "")).expect("sparse");
    assert!(matches!(huge.read(&[0], &[1_000_000_000_000_000_000]), Err(Error::Block(_))));
    assert_eq!(huge.read(&[999_999_999_999_999_990], &[10]).expect("its end").block.size(), 10);
}

#[test]
fn stored_chunks_have_a_length() {
    // A gigabyte under the key of a chunk of 128 bytes is refused for its length, also where a codec might find an end in it.
    let longer = vec![0; 2 << 20];
    let sharded = r#""codecs": [{"name": "sharding_indexed", "configuration": {"chunk_shape": [8], "codecs": ["bytes"], "index_codecs": ["bytes"]}}, {"name": "gzip"}]"#;
    let documents = COMPRESSORS
        .iter()
        .map(|compressor| (document_v2("[32]", "[32]", "<f4", &format!(r#""compressor": {compressor}"#)), "0"))
        .chain([(document_v3("[32]", "[32]", r#""float32""#, sharded), "c/0")]);
    for (document, key) in documents {
        let place = memory();
        let array = create(&place, &document).expect("new");
        place.storage.set(key, longer.clone()).expect("set");
        for (start, shape) in [([0], [32]), ([3], [5])] {
            let error = array.read(&start, &shape).expect_err("too long");
            assert!(matches!(error, Error::Chunk { .. }), "{error}");
            assert!(
                error.to_string().contains("there are 2097152 bytes, of which a chunk like this has at most"),
                "{error}"
            );
        }
    }
}

#[test]
fn checksums_are_checked() {
    let place = memory();
    let document = document_v3("[4]", "[4]", r#""int32""#, r#""codecs": ["bytes", "crc32c"]"#);
    let array = create(&place, &document).expect("new");
    array.write(&[0], &[4], &Values { block: Block::scalar(7_i64, DType::Int64), labels: None }).expect("written");
    let mut stored = place.storage.get("c/0").expect("get").expect("it is there");
    stored[2] ^= 1;
    place.storage.set("c/0", stored).expect("set");
    let error = array.read(&[0], &[4]).expect_err("damaged").to_string();
    assert!(error.starts_with("chunk c/0 of memory://test: crc32c: the checksum is"), "{error}");
}

#[test]
fn shards_with_wrong_indexes_are_errors() {
    let place = memory();
    let document = document_v3(
        "[8]",
        "[8]",
        r#""int16""#,
        r#""codecs": [{"name": "sharding_indexed", "configuration": {"chunk_shape": [2], "codecs": ["bytes"], "index_codecs": ["bytes"]}}]"#,
    );
    let array = create(&place, &document).expect("new");
    array
        .write(
            &[0],
            &[8],
            &Values {
                block: Block::arange(Scalar::Int(1), Scalar::Int(9), Scalar::Int(1), DType::Int16).expect("8"),
                labels: None,
            },
        )
        .expect("written");
    let good = place.storage.get("c/0").expect("get").expect("it is there");
    assert_eq!(good.len(), 16 + 64);
    for (position, byte) in [(16, 200), (24, 200), (23, 1), (31, 1), (24, 3)] {
        let mut bad = good.clone();
        bad[position] = byte;
        place.storage.set("c/0", bad).expect("set");
        assert!(matches!(array.read(&[0], &[8]), Err(Error::Chunk { .. })), "byte {position} = {byte}");
    }
    for length in [0, 1, 63, 64, 79] {
        place.storage.set("c/0", good[..length].to_vec()).expect("set");
        assert!(array.read(&[0], &[8]).is_err(), "{length} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn damage_is_an_error_or_another_value(
        which in 0..COMPRESSORS.len(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
        seed in any::<u8>(),
    ) {
        let codec = Codec::from_v2(&json(COMPRESSORS[which]), 4).expect("known");
        let bytes: Vec<u8> = (0..5000_u32).map(|number| (number / 7 * u32::from(seed)) as u8).collect();
        let mut stored = codec.encode(&bytes).expect("encoded");
        for (position, value) in flips {
            let position = position.index(stored.len());
            stored[position] ^= value;
        }
        if is_cut {
            stored.truncate(cut.index(stored.len()));
        }
        let mut target = vec![0; bytes.len()];
        drop(codec.decode(&stored, &mut target));
    }

    #[test]
    fn noise_is_no_chunk(which in 0..COMPRESSORS.len(), stored in prop::collection::vec(any::<u8>(), 0..200)) {
        let codec = Codec::from_v2(&json(COMPRESSORS[which]), 4).expect("known");
        drop(codec.decode(&stored, &mut [0; 1000]));
    }
}
