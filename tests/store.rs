//! Zarr stores at the room's border: what is written is read, what is hostile is refused, what is remote is waited for.
#![cfg(not(target_arch = "wasm32"))]

#[path = "store/arrays.rs"]
mod arrays;
#[path = "store/documents.rs"]
mod documents;
#[path = "store/foreign.rs"]
mod foreign;
#[path = "store/groups.rs"]
mod groups;
#[path = "store/hostile.rs"]
mod hostile;
#[path = "store/servers.rs"]
mod servers;

use std::sync::Arc;

use dasklet::store::json::Json;
use dasklet::store::{Array, ArrayMetadata, Memory, Place, Result, Storage};

/// An empty storage in memory.
fn memory() -> Place {
    Place { storage: Arc::new(Memory::new("memory://test")), prefix: String::new() }
}

fn json(text: &str) -> Json {
    Json::parse(text.as_bytes()).expect("the test has JSON")
}

/// A document of version 2; `settings` are members that replace the usual ones.
fn document_v2(shape: &str, chunks: &str, dtype: &str, settings: &str) -> Json {
    let mut document = json(&format!(
        r#"{{"shape": {shape}, "chunks": {chunks}, "dtype": "{dtype}", "fill_value": null, "order": "C", "filters": null,
             "compressor": null, "zarr_format": 2}}"#
    ));
    replace(&mut document, settings);
    document
}

/// A document of version 3.
fn document_v3(shape: &str, chunks: &str, data_type: &str, settings: &str) -> Json {
    let mut document = json(&format!(
        r#"{{"zarr_format": 3, "node_type": "array", "shape": {shape}, "data_type": {data_type},
             "chunk_grid": {{"name": "regular", "configuration": {{"chunk_shape": {chunks}}}}},
             "chunk_key_encoding": {{"name": "default", "configuration": {{"separator": "/"}}}},
             "fill_value": 0, "codecs": [{{"name": "bytes", "configuration": {{"endian": "little"}}}}], "attributes": {{}}}}"#
    ));
    replace(&mut document, settings);
    document
}

fn replace(document: &mut Json, settings: &str) {
    for (name, value) in json(&format!("{{{settings}}}")).members() {
        document.set(name, value.clone());
    }
}

fn metadata(document: &Json) -> Result<ArrayMetadata> {
    match document.get("zarr_format").and_then(Json::int) {
        Some(3) => ArrayMetadata::from_v3(document),
        _ => ArrayMetadata::from_v2(document, Json::EMPTY),
    }
}

fn create(place: &Place, document: &Json) -> Result<Array> {
    Array::create(place.clone(), metadata(document)?)
}

fn keys(storage: &dyn Storage, prefix: &str) -> Vec<String> {
    let names = storage.children(prefix).expect("memory lists").unwrap_or_default();
    let below = |name: String| if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
    let mut found = Vec::new();
    for path in names.into_iter().map(below) {
        match storage.get(&path).expect("memory answers") {
            Some(_) => found.push(path),
            None => found.extend(keys(storage, &path)),
        }
    }
    found
}
