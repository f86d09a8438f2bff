//! Devices without room: what is refused, what stays, and how room comes back.

use std::collections::BTreeMap;

use dasklet::store::log::{FileError, Request, bytes_moved, file_length};
use dasklet::store::{Error, Part};
use proptest::prelude::*;

use crate::{Files, apply, change, contents, get, leave_room, new_files, open, set, try_get};

#[test]
fn what_browsers_answer_is_not_believed() {
    let full = Err(FileError::Full);
    // The answer to 1000 bytes, and what it means; `None` is nonsense.
    let cases = [
        (1000.0, Some(Ok(1000))),
        (0.0, Some(Ok(0))),
        (-0.0, Some(Ok(0))),
        (999.0, Some(Ok(999))),
        // A private window of Chromium that is full.
        (4_294_967_288.0, Some(full.clone())),
        (4_294_967_289.0, Some(full.clone())),
        (-8.0, Some(full)),
        (4_294_967_280.0, None),
        (4_294_967_295.0, None),
        (-1.0, None),
        (1001.0, None),
        (0.5, None),
        (f64::NAN, None),
        (f64::INFINITY, None),
        (1e300, None),
    ];
    for (answer, expected) in cases {
        let got = bytes_moved(answer, 1000);
        match expected {
            Some(expected) => assert_eq!(got, expected, "{answer}"),
            None => {
                assert!(matches!(&got, Err(FileError::Other(text)) if text.contains("cannot be")), "{answer}: {got:?}")
            }
        }
    }
    assert_eq!(file_length(4_294_967_288.0), Ok(4_294_967_288), "a file may be as long");
    for answer in [-1.0, 0.5, f64::NAN, f64::INFINITY, 1e17] {
        assert!(file_length(answer).is_err(), "{answer}");
    }
}

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let files = new_files();
    let mut log = open(&files);
    set(&mut log, "b/x", b"kept").unwrap();
    set(&mut log, "a/x", b"older").unwrap();
    leave_room(&files, 5000);
    for length in [6000, 5000, 4999, 1 << 20] {
        let error = set(&mut log, "a/x", &vec![1; length]).unwrap_err();
        assert_eq!(error.exception_type(), "OSError");
        let error = error.to_string();
        assert!(
            error.contains("[Errno 28] No space left on device: 'a/x'") && error.contains("shutil.rmtree"),
            "{error}"
        );
        for log in [&mut log, &mut open(&files)] {
            assert_eq!(get(log, "a/x").unwrap(), b"older");
            assert_eq!(get(log, "b/x").unwrap(), b"kept");
        }
    }
    set(&mut log, "a/x", &[2; 3000]).unwrap();
    // The old value is needed until the new one is there.
    log.answer(Request::Erase("a/x".to_owned())).unwrap();
    set(&mut log, "a/x", &[3; 3000]).unwrap();
    for log in [&mut log, &mut open(&files)] {
        assert_eq!(get(log, "a/x").unwrap(), [3; 3000]);
        assert_eq!(get(log, "b/x").unwrap(), b"kept");
    }
}

/// Puts chunks below a prefix until there is no room; tells how many there are.
fn fill(log: &mut dasklet::store::log::Log, prefix: &str, length: usize) -> usize {
    (0..).find(|number| set(log, &format!("{prefix}/{number}"), &vec![7; length]).is_err()).unwrap()
}

#[test]
fn what_is_deleted_makes_room() {
    for (older, length) in [(0, 1000), (20, 1000), (20, 70_000), (1, 10)] {
        let files = new_files();
        let mut log = open(&files);
        for number in 0..older {
            set(&mut log, &format!("older.zarr/{number}"), &[9; 500]).unwrap();
            // Dead records among the living.
            set(&mut log, "big.zarr/0", &[1; 10]).unwrap();
        }
        leave_room(&files, 300_000);
        let first = fill(&mut log, "big.zarr", length);
        assert!(first > 2);
        for _ in 0..3 {
            log.answer(Request::EraseBelow("big.zarr".to_owned())).expect("deleting needs no room");
            assert_eq!(get(&mut log, "big.zarr/0"), None);
            let again = fill(&mut log, "big.zarr", length);
            assert!(again + 3 >= first, "{again} of {first} chunks of {length} bytes after deleting");
            log = open(&files);
            assert!((0..again).all(|number| get(&mut log, &format!("big.zarr/{number}")).unwrap() == vec![7; length]));
            assert!((0..older).all(|number| get(&mut log, &format!("older.zarr/{number}")).unwrap() == [9; 500]));
        }
    }
}

#[test]
fn nothing_that_was_erased_comes_back_when_the_end_is_cut() {
    let files = new_files();
    let mut log = open(&files);
    set(&mut log, "b/x", b"first").unwrap();
    set(&mut log, "a/x", b"dead").unwrap();
    set(&mut log, "a/y", b"dead too").unwrap();
    set(&mut log, "a/x", b"dead again").unwrap();
    set(&mut log, "ab", b"alive").unwrap();
    log.answer(Request::EraseBelow("a".to_owned())).unwrap();
    leave_room(&files, 0);
    set(&mut log, "c/x", &[5; 60_000]).unwrap_err();
    for forgetful in [false, true] {
        if forgetful {
            files[2].with(|contents| contents.bytes.clear());
        }
        let mut log = open(&files);
        assert_eq!((get(&mut log, "a/x"), get(&mut log, "a/y")), (None, None));
        assert_eq!(
            (get(&mut log, "b/x").unwrap(), get(&mut log, "ab").unwrap()),
            (b"first".to_vec(), b"alive".to_vec())
        );
    }
}

#[test]
fn files_that_vanish_while_open_are_errors() {
    let files = new_files();
    let mut log = open(&files);
    let large = vec![3; 300_000];
    set(&mut log, "a/x", &large).unwrap();
    set(&mut log, "a/y", b"few").unwrap();
    let vanish = |files: &Files, length: usize| files[0].with(|contents| contents.bytes.truncate(length));
    for length in [files[0].bytes().len() - 1, 250_000, 100, 24, 0] {
        vanish(&files, length);
        for part in [None, Some(Part::Last(10)), Some(Part::From { offset: 290_000, length: 100 })] {
            for key in ["a/x", "a/y"].into_iter().take(if matches!(part, Some(Part::From { .. })) { 1 } else { 2 }) {
                match try_get(&mut log, key, part) {
                    Err(error) => {
                        let text = error.to_string();
                        assert!(
                            matches!(error, Error::Io(_)) && text.contains(key) && text.contains("write it again"),
                            "{text}"
                        );
                    }
                    // Its place may be before the cut.
                    Ok(bytes) => {
                        assert!(key == "a/x" && length > 290_000 && bytes.is_some(), "{key} after {length} bytes")
                    }
                }
            }
        }
    }
    set(&mut log, "a/y", b"again").unwrap();
    assert_eq!(get(&mut log, "a/y").unwrap(), b"again");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    /// However little room there is, a log is a map of what it has taken, and erasing always works.
    #[test]
    fn a_log_without_room_is_a_map(
        changes in prop::collection::vec((change(), any::<bool>()), 1..40),
        room in 0..40_000_usize,
    ) {
        let files = new_files();
        let mut log = open(&files);
        leave_room(&files, room);
        let mut model = BTreeMap::new();
        for (request, reopen) in changes {
            match log.answer(request.clone()) {
                Ok(_) => apply(&mut model, &request),
                Err(Error::Io(text)) => {
                    prop_assert!(text.contains("[Errno 28]") && matches!(request, Request::Set(..)), "{request:?}: {text}");
                }
                Err(error) => prop_assert!(false, "{error}"),
            }
            if reopen {
                log = open(&files);
            }
            prop_assert_eq!(contents(&mut log), model.clone());
        }
    }
}
