//! Damaged files: a record is lost at most, and that is told; nothing is read that was not written.

use std::collections::BTreeMap;

use dasklet::store::log::{Log, Request};
use dasklet::store::{Error, Part};
use proptest::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::{Files, KEYS, TestFile, apply, change, children, contents, get, new_files, open, set, try_get, try_open};

#[test]
fn damaged_bytes_are_told_and_others_are_read() {
    let files = new_files();
    let mut log = open(&files);
    let large: Vec<u8> = (0..500_000_u32).flat_map(u32::to_le_bytes).collect();
    set(&mut log, "a/x", b"damaged").unwrap();
    set(&mut log, "a/y/0", &large).unwrap();
    set(&mut log, "b/x", b"whole").unwrap();
    let place = files[0].bytes().windows(7).position(|bytes| bytes == b"damaged").unwrap();
    let deep = files[0].bytes().windows(8).position(|bytes| *bytes == large[1_000_000..1_000_008]).unwrap();
    files[0].with(|contents| {
        contents.bytes[place] ^= 1;
        contents.bytes[deep] ^= 1;
    });
    let mut log = open(&files);
    for key in ["a/x", "a/y/0"] {
        let error = try_get(&mut log, key, None).unwrap_err().to_string();
        assert!(error.contains(&format!("'{key}': the stored bytes are damaged; write it again")), "{error}");
    }
    // Of large data only the damaged piece is lost.
    let part = |offset| Some(Part::From { offset, length: 100_000 });
    assert!(try_get(&mut log, "a/y/0", part(950_000)).is_err());
    assert_eq!(try_get(&mut log, "a/y/0", part(0)).unwrap().unwrap(), large[..100_000]);
    assert_eq!(try_get(&mut log, "a/y/0", part(1_500_001)).unwrap().unwrap(), large[1_500_001..1_600_001]);
    assert_eq!(try_get(&mut log, "a/x", Some(Part::Last(0))).ok().flatten(), Some(Vec::new()));
    assert!(try_get(&mut log, "a/x", Some(Part::Last(2))).is_err());
    assert_eq!(get(&mut log, "b/x").unwrap(), b"whole");
    assert_eq!(children(&mut log, "a"), ["x", "y"], "they are listed");
    set(&mut log, "a/x", b"mended").unwrap();
    assert_eq!(get(&mut log, "a/x").unwrap(), b"mended");
    // Damage is still known in the copy that compacting makes.
    for _ in 0..3 {
        set(&mut log, "ab", &vec![0; 3_000_000]).unwrap();
    }
    let mut log = open(&files);
    assert!(files[0].bytes().is_empty(), "it was compacted");
    assert!(try_get(&mut log, "a/y/0", None).is_err());
    assert_eq!(try_get(&mut log, "a/y/0", part(0)).unwrap().unwrap(), large[..100_000]);
}

/// A log of three stores, the last record of which is `last`.
fn three_stores() -> Files {
    let files = new_files();
    let mut log = open(&files);
    for number in 0..30_usize {
        let key = format!("{}.zarr/{number}", ["a", "b", "c"][number % 3]);
        set(&mut log, &key, format!("value {number}").repeat(1 + number).as_bytes()).unwrap();
    }
    log.answer(Request::Erase("c.zarr/5".to_owned())).unwrap();
    set(&mut log, "b.zarr/1", b"newer").unwrap();
    log.answer(Request::EraseBelow("a.zarr".to_owned())).unwrap();
    set(&mut log, "a.zarr/0", b"anew").unwrap();
    set(&mut log, "last", b"last").unwrap();
    files
}

fn overwrite(file: &TestFile, place: usize, count: usize) {
    file.with(|contents| contents.bytes[place..place + count].iter_mut().for_each(|byte| *byte ^= 0x55));
}

/// What stands under the keys of three stores.
fn values(log: &mut Log) -> BTreeMap<String, Result<Option<Vec<u8>>, Error>> {
    let names = (0..30).flat_map(|number| ["a", "b", "c"].map(|store| format!("{store}.zarr/{number}")));
    names.chain(["last".to_owned()]).map(|key| (key.clone(), try_get(log, &key, None))).collect()
}

#[test]
fn a_record_whose_head_is_damaged_is_known_from_the_keys() {
    let expected = values(&mut open(&three_stores()));
    let heads = |files: &Files| -> Vec<usize> {
        let bytes = files[0].bytes();
        (0..bytes.len() - 3).filter(|&place| bytes[place..].starts_with(&[0xda, 0x5c, 0x1e])).collect()
    };
    let places = heads(&three_stores());
    assert_eq!(places.len(), 35);
    for place in places {
        let files = three_stores();
        overwrite(&files[0], place, 40);
        assert!(values(&mut open(&files)) == expected, "at {place}");
    }
    // So is the head of the file, and all of the keys from the log.
    let files = three_stores();
    overwrite(&files[0], 0, 24);
    assert!(values(&mut open(&files)) == expected);
    for length in [0, 10, 24, 1000] {
        let files = three_stores();
        files[2].with(|contents| contents.bytes.truncate(length));
        assert!(values(&mut open(&files)) == expected, "{length} bytes of keys");
        assert_eq!(files[2].bytes(), three_stores()[2].bytes(), "the file of keys is mended");
    }
}

#[test]
fn where_nobody_knows_the_key_nothing_older_is_sure() {
    let mut files = three_stores();
    let place = files[0].bytes().windows(5).position(|bytes| bytes == b"newer").unwrap();
    overwrite(&files[0], place - 48, 40);
    files[2] = TestFile::default();
    let mut log = open(&files);
    for round in 0..3 {
        let text = |log: &mut Log, key: &str| try_get(log, key, None).unwrap_err().to_string();
        // One that is there, one that never was: the damaged record may have been its.
        for key in ["b.zarr/1", "c.zarr/2", "nowhere.zarr/zarr.json"] {
            let error = text(&mut log, key);
            assert!(
                error.contains("bytes of this browser's stored files are damaged") && error.contains(key),
                "{error}"
            );
        }
        // What was written or erased later is sure.
        assert_eq!(get(&mut log, "a.zarr/0").unwrap(), b"anew");
        assert_eq!(get(&mut log, "a.zarr/3"), None);
        assert_eq!(get(&mut log, "last").unwrap(), b"last");
        match round {
            0 => {
                log.answer(Request::EraseBelow("d.zarr".to_owned())).unwrap();
                set(&mut log, "d.zarr/x", b"new").unwrap();
                set(&mut log, "b.zarr/4", b"new").unwrap();
                log.answer(Request::Erase("gone".to_owned())).unwrap();
            }
            _ => {
                assert_eq!((get(&mut log, "d.zarr/x").unwrap(), get(&mut log, "d.zarr/y")), (b"new".to_vec(), None));
                assert_eq!((get(&mut log, "b.zarr/4").unwrap(), get(&mut log, "gone")), (b"new".to_vec(), None));
                (0..70).for_each(|_| set(&mut log, "d.zarr/x", &vec![1; 2 << 20]).unwrap());
                set(&mut log, "d.zarr/x", b"new").unwrap();
            }
        }
        // The next one knows as much, whatever was compacted.
        log = open(&files);
    }
    log.answer(Request::EraseBelow(String::new())).unwrap();
    for log in [&mut log, &mut open(&files)] {
        assert!(values(log).values().all(|value| matches!(value, Ok(None))));
    }
}

/// A log as version 1 wrote it: what was put under each key, and what was erased.
fn old_log(records: &[(&[u8; 4], &str, &[u8])]) -> Files {
    let mut bytes = [&b"dasklet\x01"[..], &7_u64.to_le_bytes()].concat();
    bytes.extend(xxh3_64(&bytes).to_le_bytes());
    for (kind, key, data) in records {
        let mut head = kind.to_vec();
        head.extend((key.len() as u32).to_le_bytes());
        head.extend((data.len() as u64).to_le_bytes());
        head.extend(xxh3_64(data).to_le_bytes());
        let checksum = xxh3_64(&[head.as_slice(), key.as_bytes()].concat());
        bytes.extend([&head, &checksum.to_le_bytes()[..], key.as_bytes(), data].concat());
    }
    let files = new_files();
    files[0].with(|contents| contents.bytes = bytes);
    files
}

#[test]
fn logs_of_version_1_are_read_and_go_on() {
    let large = vec![6; 200_000];
    let old: [(&[u8; 4], &str, &[u8]); 8] = [
        (b"put ", "a/x", b"replaced"),
        (b"put ", "a/y/0", &large),
        (b"put ", "a/y/1", b"erased"),
        (b"put ", "b/x", b""),
        (b"put ", "ab", b"below"),
        (b"drop", "a/y/1", b""),
        (b"put ", "a/x", b"new"),
        (b"tree", "nothing", b""),
    ];
    let files = old_log(&old);
    let expected: BTreeMap<String, Vec<u8>> =
        [("a/x", b"new".to_vec()), ("a/y/0", large.clone()), ("ab", b"below".to_vec()), ("b/x", Vec::new())]
            .map(|(key, bytes)| (key.to_owned(), bytes))
            .into();
    for _ in 0..2 {
        let mut log = open(&files);
        assert_eq!(contents(&mut log), expected);
        assert_eq!(try_get(&mut log, "a/y/0", Some(Part::Last(3))).unwrap().unwrap(), [6; 3]);
    }
    assert!(files[0].bytes().starts_with(b"dasklet\x02"), "pages of before do not write here any more");
    // Since then the keys are known twice.
    let place = files[0].bytes().windows(5).position(|bytes| bytes == b"below").unwrap();
    overwrite(&files[0], place - 34, 34);
    assert_eq!(contents(&mut open(&files)), expected);
    let mut log = open(&files);
    set(&mut log, "b/x", b"of version 2").unwrap();
    (0..3).for_each(|_| set(&mut log, "a/y/1", &large).unwrap());
    log.answer(Request::Erase("a/y/1".to_owned())).unwrap();
    let mut log = open(&files);
    assert!(files[0].bytes().is_empty(), "it was compacted");
    let mut expected = expected;
    expected.insert("b/x".to_owned(), b"of version 2".to_vec());
    assert_eq!(contents(&mut log), expected);
    // Damage of before is no less known than before.
    let files = old_log(&old[..2]);
    overwrite(&files[0], 250, 1);
    let mut log = open(&files);
    set(&mut log, "ab", &vec![1; 1_000_000]).unwrap();
    log.answer(Request::Erase("ab".to_owned())).unwrap();
    let mut log = open(&files);
    assert!(files[0].bytes().is_empty());
    assert_eq!(get(&mut log, "a/x").unwrap(), b"replaced");
    assert_eq!(get(&mut log, "a/y/0"), None, "a torn tail is cut, also in version 1");
    let files = old_log(&[old[1], old[3]]);
    overwrite(&files[0], 250, 1);
    let mut log = open(&files);
    assert!(try_get(&mut log, "a/y/0", None).is_err());
    set(&mut log, "ab", &vec![1; 1_000_000]).unwrap();
    log.answer(Request::Erase("ab".to_owned())).unwrap();
    let mut log = open(&files);
    assert!(files[0].bytes().is_empty());
    assert!(try_get(&mut log, "a/y/0", None).is_err());
}

#[test]
fn bytes_that_look_like_records_are_none() {
    // A chunk holds a copy of a whole log, and its own head is damaged: what is in it is not taken for records.
    let inner = three_stores()[0].bytes();
    let files = new_files();
    let mut log = open(&files);
    set(&mut log, "a/x", b"before").unwrap();
    set(&mut log, "ab", &inner).unwrap();
    set(&mut log, "b/x", b"after").unwrap();
    let place = files[0].bytes().windows(8).position(|bytes| *bytes == inner[24..32]).unwrap();
    overwrite(&files[0], place - 60, 30);
    files[2].with(|contents| contents.bytes.clear());
    let mut log = open(&files);
    assert_eq!(children(&mut log, ""), ["a", "b"]);
    assert_eq!(get(&mut log, "b/x").unwrap(), b"after");
    assert!(try_get(&mut log, "a.zarr/0", None).is_err());
}

/// Which files are damaged, and where.
fn hits() -> impl Strategy<Value = Vec<(usize, prop::sample::Index, usize, u8)>> {
    let length = prop_oneof![3 => 1..4_usize, 1 => 1..300_usize, 1 => 1..5000_usize];
    let hit = (0..2_usize, any::<prop::sample::Index>(), length, any::<u8>());
    prop::collection::vec(hit, 1..4)
}

/// Replaces a range of a file, its head and the last bytes excepted.
fn hit(file: &TestFile, place: prop::sample::Index, length: usize, byte: u8, spared: usize) -> std::ops::Range<usize> {
    file.with(|contents| {
        let end = contents.bytes.len().saturating_sub(spared);
        let start = place.index(end + 1);
        let range = start..end.min(start + length);
        // One byte is changed, many are replaced as by a lost page.
        match range.len() {
            0..4 => contents.bytes[range.clone()].iter_mut().for_each(|old| *old ^= byte | 1),
            _ => contents.bytes[range.clone()].fill(byte),
        }
        range
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    /// Whatever is damaged, a key has what was last put there, or is an error; and where one of the files is damaged, only the
    /// keys are lost whose own bytes are.
    #[test]
    fn damage_is_never_silent(
        changes in prop::collection::vec((change(), any::<bool>()), 1..25),
        hits in hits(),
        only in 0..3_usize,
    ) {
        let files = new_files();
        let mut log = open(&files);
        let mut model = BTreeMap::new();
        for (number, (request, reopen)) in changes.into_iter().enumerate() {
            let request = match request {
                // So that each can be found in the file.
                Request::Set(key, bytes) => Request::Set(key, format!("<{number:04}>").into_bytes().repeat(bytes.len())),
                other => other,
            };
            apply(&mut model, &request);
            log.answer(request).unwrap();
            if reopen {
                log = open(&files);
            }
        }
        // What is damaged at the end of both files cannot be told from what a crash has torn.
        set(&mut log, "end", b"the end").unwrap();
        let place = usize::from(files[0].bytes().is_empty());
        let before = files[place].bytes();
        let mut damaged = Vec::new();
        for (which, index, length, byte) in hits {
            let which = if only < 2 { only } else { which };
            match which {
                0 => damaged.push(hit(&files[place], index, length, byte, 50)),
                _ => drop(hit(&files[2], index, length, byte, 0)),
            }
        }
        let mut log = match try_open(&files) {
            Ok(log) => log,
            Err(error) => {
                prop_assert!(only == 2 && error.to_string().contains("damaged"), "{error}");
                return Ok(());
            }
        };
        for reopened in [false, true] {
            if reopened {
                log = open(&files);
            }
            for key in KEYS {
                match try_get(&mut log, key, None) {
                    Ok(found) => prop_assert_eq!(found.as_ref(), model.get(key), "{} silently differs", key),
                    Err(error) => {
                        prop_assert!(error.to_string().contains(&format!("'{key}'")), "{error}");
                        let Some(bytes) = model.get(key) else {
                            prop_assert_eq!(only, 2, "{} was not there", key);
                            continue;
                        };
                        let at = before.windows(bytes.len().max(1)).position(|window| window == bytes).unwrap_or(0);
                        // The table of checksums stands before.
                        let own = at.saturating_sub(2000)..at + bytes.len();
                        let is_hit = damaged.iter().any(|range| range.start < own.end && own.start < range.end);
                        prop_assert!(only == 2 || is_hit, "{key}: {error}");
                    }
                }
            }
        }
    }

    /// The same of a log of version 1, whose keys stood once.
    #[test]
    fn damage_of_version_1_is_never_silent(
        place in any::<prop::sample::Index>(),
        length in prop_oneof![1..4_usize, 1..900_usize],
        byte in any::<u8>(),
    ) {
        let texts: Vec<String> = (0..20).map(|number| format!("value {number} ").repeat(number)).collect();
        let records: Vec<(&[u8; 4], &str, &[u8])> = (0..20)
            .map(|number| match number % 7 {
                3 => (b"drop", KEYS[number % 3], &[][..]),
                5 => (b"tree", "a", &[][..]),
                _ => (b"put ", KEYS[number % KEYS.len()], texts[number].as_bytes()),
            })
            .collect();
        let expected = contents(&mut open(&old_log(&records)));
        let files = old_log(&[records.as_slice(), &[(b"put ", "end", b"the end")]].concat());
        hit(&files[0], place, length, byte, 50);
        let Ok(mut log) = try_open(&files) else { return Ok(()) };
        for key in KEYS {
            if let Ok(found) = try_get(&mut log, key, None) {
                prop_assert_eq!(found.as_ref(), expected.get(key), "{} silently differs", key);
            }
        }
    }
}
