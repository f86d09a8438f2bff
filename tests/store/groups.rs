//! Groups: what stands in them, with their documents one by one or put together.

use dasklet::store::json::Json;
use dasklet::store::{Error, Group, Node, Place, locate, not_found, open};

use crate::{create, document_v2, document_v3, json, memory};

fn group(place: &Place, version: Option<u8>, consolidated: Option<bool>) -> Group {
    match open(place, version, consolidated) {
        Ok(Some(Node::Group(group))) => group,
        Ok(Some(Node::Array(_))) => panic!("it is an array"),
        Ok(None) => panic!("nothing is there"),
        Err(error) => panic!("{error}"),
    }
}

/// The paths and kinds of all that stands below.
fn members(group: &Group) -> String {
    let members = group.members(9).expect("they are listed");
    let shown = members.iter().map(|(path, node)| match node {
        Node::Array(array) => format!("{path}{:?}", array.metadata.shape),
        Node::Group(_) => format!("{path}/"),
    });
    shown.collect::<Vec<_>>().join(" ")
}

fn filled(version: u8) -> Place {
    let place = memory();
    Group::create(place.clone(), version, json(r#"{"title": "all"}"#)).expect("the root");
    Group::create(place.join("deep"), version, Json::EMPTY).expect("a group");
    Group::create(place.join("deep/down"), version, json(r#"{"a": 1}"#)).expect("a group");
    for (path, length) in [("x", "[3]"), ("deep/y", "[4]"), ("deep/down/z", "[5]")] {
        let document = match version {
            2 => document_v2(length, "[2]", "<f4", ""),
            _ => document_v3(length, "[2]", r#""float32""#, ""),
        };
        create(&place.join(path), &document).expect(path);
    }
    place
}

#[test]
fn members_are_found_one_by_one_and_put_together() {
    const ALL: &str = "deep/ deep/down/ deep/down/z[5] deep/y[4] x[3]";
    for version in [2, 3] {
        let place = filled(version);
        let plain = group(&place, None, None);
        assert!(plain.consolidated.is_none());
        assert_eq!(members(&plain), ALL);
        let error = open(&place, None, Some(true)).map(|_| ()).expect_err("not yet put together");
        assert!(error.to_string().contains("use_consolidated=True"), "{error}");

        plain.consolidate().expect("it is put together");
        let together = group(&place, None, None);
        assert!(together.consolidated.is_some());
        assert_eq!(together.attributes.get("title").and_then(Json::text), Some("all"));
        assert_eq!(members(&together), ALL);
        // What was put together is all that is looked at.
        place.storage.erase_below("deep").expect("erased");
        assert_eq!(members(&together), ALL);
        assert_eq!(members(&group(&place, None, Some(false))), "x[3]");
        let Ok(Some(Node::Group(down))) = together.child("deep/down") else { panic!("a group") };
        assert_eq!((members(&down).as_str(), down.attributes.to_string().as_str()), ("z[5]", r#"{"a": 1}"#));
        assert!(together.child("nowhere").expect("it answers").is_none());
        // The other version has nothing here.
        assert!(open(&place, Some(5 - version), None).expect("it answers").is_none());
    }
}

#[test]
fn documents_that_are_no_documents() {
    let cases = [
        ("zarr.json", "<html>Not found</html>", "memory://test/zarr.json is not JSON"),
        ("zarr.json", "[]", "memory://test/zarr.json is no JSON object, but []"),
        ("zarr.json", r#"{"node_type": "tree"}"#, "node_type must be \"array\" or \"group\", not \"tree\""),
        (".zarray", "{}", "memory://test: the member \"zarr_format\" is missing"),
        (".zmetadata", "{}", "describes no group"),
    ];
    for (key, text, expected) in cases {
        let place = memory();
        place.storage.set(key, text.as_bytes().to_vec()).expect("set");
        match open(&place, None, None) {
            // A group of version 2 is hardly described.
            Ok(_) => assert_eq!(key, ".zarray"),
            Err(error) => assert!(error.to_string().contains(expected), "{text}: {error}"),
        }
    }
}

#[test]
fn what_is_missing_is_told() {
    let place = filled(2);
    let error = not_found(&place.join("deep"), None, "ArrayNotFoundError");
    assert_eq!(
        error.to_string(),
        "No array found in store 'memory://test/deep' (looked for zarr.json, .zarray); there are .zattrs, .zgroup, down, y"
    );
    assert_eq!(error.exception_type(), "ArrayNotFoundError");
}

#[test]
fn addresses_mean_places() {
    for (address, storage, prefix) in [
        ("memory://one", "memory://one", ""),
        ("memory://one/", "memory://one", ""),
        ("out/test.zarr", "file://out/test.zarr", ""),
        ("file:///data/x.zarr", "file:///data/x.zarr", ""),
        ("https://example.org/x.zarr/", "https://example.org/x.zarr", ""),
    ] {
        let place = locate(address).expect(address);
        assert_eq!((place.storage.address().as_str(), place.prefix.as_str()), (storage, prefix), "{address}");
    }
    let (one, other) = (locate("memory://shared").expect("one"), locate("memory://shared").expect("again"));
    one.storage.set("k", vec![1]).expect("set");
    assert_eq!(other.storage.get("k").expect("get"), Some(vec![1]));
    assert!(matches!(locate("s3://bucket/x.zarr"), Err(Error::Unsupported(_))));
    assert!(matches!(locate(" "), Err(Error::Value(_))));
}

#[test]
fn folders_keep_keys_to_themselves() {
    let folder = std::env::temp_dir().join(format!("dasklet-store-{}", std::process::id()));
    let place = locate(folder.to_str().expect("a path")).expect("a folder");
    assert_eq!(place.storage.children("").expect("not there yet"), Some(Vec::new()));
    let array = create(&place.join("a"), &document_v3("[3]", "[2]", r#""int8""#, "")).expect("new");
    array
        .write(
            &[0],
            &[3],
            &dasklet::store::Values {
                block: dasklet::block::Block::scalar(5_i64, dasklet::block::DType::Int8),
                labels: None,
            },
        )
        .expect("written");
    assert_eq!(place.storage.children("a").expect("listed").unwrap_or_default(), ["c", "zarr.json"]);
    assert_eq!(place.storage.get("a").expect("a folder is no file"), None);
    for key in ["../x", "/etc/passwd", "a/../../x"] {
        assert!(place.storage.get(key).is_err(), "{key}");
        assert!(place.storage.set(key, Vec::new()).is_err(), "{key}");
    }
    place.storage.erase_below("").expect("erased");
    assert!(!folder.exists());
}
