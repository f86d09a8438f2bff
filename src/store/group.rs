//! Groups: what stands at a place, and what stands below it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::array::Array;
use super::json::{Json, object};
use super::metadata::ArrayMetadata;
use super::place::{DOCUMENT_BYTES_MAX, Place, document, store_document};
use super::{Error, Result};

/// What can stand at a place.
#[derive(Clone)]
pub enum Node {
    /// An array
    Array(Array),
    /// A group
    Group(Group),
}

/// A group of a store.
#[derive(Clone)]
pub struct Group {
    /// Where it is
    pub place: Place,
    /// 2 or 3
    pub version: u8,
    /// The learner's own
    pub attributes: Json,
    /// The documents of all that stands below, if they were read at once
    pub consolidated: Option<Consolidated>,
}

/// Documents read at once, and the prefix of the group in them.
#[derive(Clone)]
pub struct Consolidated {
    documents: Arc<BTreeMap<String, Document>>,
    prefix: String,
}

/// What describes a node: in version 2 its attributes stand apart.
#[derive(Clone, Debug)]
struct Document {
    version: u8,
    node: Json,
    attributes: Json,
}

impl Document {
    fn is_array(&self) -> bool {
        match self.version {
            2 => self.node.get("shape").is_some(),
            _ => self.node.get("node_type").and_then(Json::text) == Some("array"),
        }
    }

    fn array(&self, place: &Place) -> Result<Array> {
        let metadata = match self.version {
            2 => ArrayMetadata::from_v2(&self.node, self.attributes.clone()),
            _ => ArrayMetadata::from_v3(&self.node),
        };
        let metadata = metadata.map_err(|error| at(place, error))?;
        Ok(Array { place: place.clone(), metadata })
    }

    fn node(&self, place: &Place, consolidated: Option<Consolidated>) -> Result<Node> {
        if self.is_array() {
            return self.array(place).map(Node::Array);
        }
        let attributes = match self.version {
            2 => self.attributes.clone(),
            _ => self.node.get("attributes").cloned().unwrap_or(Json::EMPTY),
        };
        Ok(Node::Group(Group { place: place.clone(), version: self.version, attributes, consolidated }))
    }
}

/// Says whose documents are wrong, at a length that can be read, whatever names they use.
fn at(place: &Place, error: Error) -> Error {
    let located = |message: String| {
        let shown = message.char_indices().find(|(position, _)| *position >= MESSAGE_MAX);
        let end = shown.map_or(message.len(), |(position, _)| position);
        format!("{}: {}{}", place.address(), &message[..end], if shown.is_some() { "…" } else { "" })
    };
    match error {
        Error::Metadata(message) => Error::Metadata(located(message)),
        Error::Unsupported(message) => Error::Unsupported(located(message)),
        Error::UnknownCodec(message) => Error::UnknownCodec(located(message)),
        other => other,
    }
}

/// Messages show so many bytes of what is wrong with a document.
const MESSAGE_MAX: usize = 1000;

/// Opens what stands at a place, of version 3 or else 2; `version` asks for one of them only.
/// `consolidated` asks for documents that were put together (true), one by one (false), or as it comes.
pub fn open(place: &Place, version: Option<u8>, consolidated: Option<bool>) -> Result<Option<Node>> {
    if version != Some(2)
        && let Some(node) = document(place, "zarr.json")?
    {
        return open_v3(place, node, consolidated).map(Some);
    }
    if version == Some(3) {
        return Ok(None);
    }
    if consolidated != Some(false)
        && let Some(all) = document(place, ".zmetadata")?
    {
        let documents = Arc::new(documents_v2(&all));
        let Some(root) = documents.get("") else {
            return Err(Error::Metadata(format!("{}/.zmetadata describes no group", place.address())));
        };
        let consolidated = Consolidated { documents: documents.clone(), prefix: String::new() };
        return root.node(place, Some(consolidated)).map(Some);
    }
    if consolidated == Some(true) {
        return Err(not_consolidated(place));
    }
    for name in [".zarray", ".zgroup"] {
        if let Some(node) = document(place, name)? {
            let attributes = document(place, ".zattrs")?.unwrap_or(Json::EMPTY);
            return Document { version: 2, node, attributes }.node(place, None).map(Some);
        }
    }
    Ok(None)
}

fn open_v3(place: &Place, node: Json, consolidated: Option<bool>) -> Result<Node> {
    match node.get("node_type").and_then(Json::text) {
        Some("array" | "group") => {}
        _ => {
            return Err(Error::Metadata(format!(
                "{}/zarr.json: node_type must be \"array\" or \"group\", not {}",
                place.address(),
                node.get("node_type").unwrap_or(&Json::Null)
            )));
        }
    }
    let below = node.get("consolidated_metadata").and_then(|all| all.get("metadata")).filter(|all| !all.is_null());
    let documents = match (below, consolidated) {
        (_, Some(false)) => None,
        (None, Some(true)) => return Err(not_consolidated(place)),
        (None, None) => None,
        (Some(below), _) => {
            let mut documents = BTreeMap::new();
            for (path, node) in below.members() {
                documents.insert(path.clone(), Document { version: 3, node: node.clone(), attributes: Json::EMPTY });
            }
            Some(Consolidated { documents: Arc::new(documents), prefix: String::new() })
        }
    };
    Document { version: 3, node, attributes: Json::EMPTY }.node(place, documents)
}

fn not_consolidated(place: &Place) -> Error {
    Error::Value(format!(
        "Consolidated metadata requested with 'use_consolidated=True' but not found in '{}'.",
        place.address()
    ))
}

/// The documents of `.zmetadata`, by the path of their node.
fn documents_v2(all: &Json) -> BTreeMap<String, Document> {
    let mut documents = BTreeMap::new();
    let parts = all.get("metadata").map(Json::members).unwrap_or_default();
    for (key, node) in parts {
        let (path, name) = key.rsplit_once('/').unwrap_or(("", key));
        if matches!(name, ".zarray" | ".zgroup") {
            let document = Document { version: 2, node: node.clone(), attributes: Json::EMPTY };
            documents.insert(path.to_owned(), document);
        }
    }
    for (key, attributes) in parts {
        let (path, name) = key.rsplit_once('/').unwrap_or(("", key));
        if name == ".zattrs"
            && let Some(document) = documents.get_mut(path)
        {
            document.attributes = attributes.clone();
        }
    }
    documents
}

/// The error for a place where nothing of the kind stands: what was looked for, and what is there.
pub fn not_found(place: &Place, version: Option<u8>, exception: &'static str) -> Error {
    // Some servers answer so for what is not there; here it is all that is known.
    if let Err(denied @ Error::Denied(_)) = place.storage.get_up_to(&place.key("zarr.json"), DOCUMENT_BYTES_MAX) {
        return denied;
    }
    let (what, v2) = match exception {
        "ArrayNotFoundError" => ("array", ".zarray"),
        "GroupNotFoundError" => ("group", ".zgroup"),
        _ => ("array or group", ".zarray or .zgroup"),
    };
    let looked_for = match version {
        Some(2) => v2.to_owned(),
        Some(_) => "zarr.json".to_owned(),
        None => format!("zarr.json, {v2}"),
    };
    let is_remote = place.storage.address().contains("://") && !place.storage.address().starts_with("memory");
    let address = place.address();
    let names = place.storage.children(&place.prefix);
    let reason = place.storage.reason_for_missing().map_or_else(String::new, |reason| format!("; {reason}"));
    if address.starts_with("file:") && matches!(&names, Ok(Some(names)) if names.is_empty()) {
        let message = format!("{address} does not exist (looked for {looked_for}){reason}");
        return Error::NotFound { exception: "FileNotFoundError", message };
    }
    let there = match names {
        Ok(Some(names)) if names.is_empty() => "; nothing is there".to_owned(),
        Ok(Some(names)) => {
            let shown: Vec<&str> = names.iter().take(8).map(String::as_str).collect();
            let more = if names.len() > 8 { ", …" } else { "" };
            format!("; there are {}{more}", shown.join(", "))
        }
        _ if is_remote => {
            "; the server has none of these files there: is the address right, down to its last name?".to_owned()
        }
        _ => String::new(),
    };
    Error::NotFound {
        exception,
        message: format!("No {what} found in store '{address}' (looked for {looked_for}){there}{reason}"),
    }
}

impl Group {
    /// Puts the documents of a new group into the store.
    pub fn create(place: Place, version: u8, attributes: Json) -> Result<Group> {
        let group = Group { place, version, attributes, consolidated: None };
        group.store_metadata()?;
        Ok(group)
    }

    /// Writes the documents, as after a change of attributes. What was put together before is no longer right, and goes.
    pub fn store_metadata(&self) -> Result<()> {
        if self.version == 2 {
            let document = object([("zarr_format", 2_usize.into())]);
            store_document(&self.place, ".zgroup", &document)?;
            return store_document(&self.place, ".zattrs", &self.attributes);
        }
        store_document(&self.place, "zarr.json", &self.document_v3())
    }

    fn document_v3(&self) -> Json {
        object([
            ("attributes", self.attributes.clone()),
            ("zarr_format", 3_usize.into()),
            ("node_type", "group".into()),
        ])
    }

    /// Replaces the attributes.
    pub fn set_attributes(&mut self, attributes: Json) -> Result<()> {
        self.attributes = attributes;
        self.store_metadata()
    }

    /// What stands below under a path; `None` if nothing does.
    pub fn child(&self, path: &str) -> Result<Option<Node>> {
        let path = path.trim_matches('/');
        let place = self.place.join(path);
        let Some(consolidated) = &self.consolidated else { return open(&place, Some(self.version), None) };
        let full = join(&consolidated.prefix, path);
        let below = Consolidated { documents: consolidated.documents.clone(), prefix: full.clone() };
        match consolidated.documents.get(&full) {
            Some(document) => document.node(&place, Some(below)).map(Some),
            None => Ok(None),
        }
    }

    /// The names directly below, sorted. Not every storage can tell them without consolidated metadata.
    pub fn names(&self) -> Result<Vec<String>> {
        if let Some(consolidated) = &self.consolidated {
            let below =
                if consolidated.prefix.is_empty() { String::new() } else { format!("{}/", consolidated.prefix) };
            let paths = consolidated.documents.keys().filter_map(|path| path.strip_prefix(&below));
            return Ok(paths.filter(|path| !path.is_empty() && !path.contains('/')).map(str::to_owned).collect());
        }
        let names = self.place.storage.children(&self.place.prefix)?;
        let names = names.ok_or_else(|| {
            Error::Value(format!(
                "{} cannot list what it holds, and the group has no consolidated metadata; name what you want: group[\"name\"]",
                self.place.address()
            ))
        })?;
        Ok(names.into_iter().filter(|name| !name.starts_with('.') && name != "zarr.json").collect())
    }

    /// All that stands below, by path, sorted; only so many levels deep.
    pub fn members(&self, depth: usize) -> Result<Vec<(String, Node)>> {
        let mut found = Vec::new();
        for name in self.names()? {
            // Names of something that is no array and no group are passed over, as Zarr does.
            let Some(node) = self.child(&name)? else { continue };
            found.push((name.clone(), node.clone()));
            if let (Node::Group(group), true) = (&node, depth > 0) {
                let below = group.members(depth - 1)?;
                found.extend(below.into_iter().map(|(path, node)| (join(&name, &path), node)));
            }
        }
        Ok(found)
    }

    /// Puts the documents of all that stands below into one.
    pub fn consolidate(&self) -> Result<Group> {
        const DEPTH_MAX: usize = 64;
        let plain = Group { consolidated: None, ..self.clone() };
        let members = plain.members(DEPTH_MAX)?;
        if self.version == 2 {
            let mut documents = vec![
                (".zgroup".to_owned(), object([("zarr_format", 2_usize.into())])),
                (".zattrs".to_owned(), self.attributes.clone()),
            ];
            for (path, node) in &members {
                let (name, document, attributes) = match node {
                    Node::Array(array) => (".zarray", array.metadata.document(), &array.metadata.attributes),
                    Node::Group(group) => (".zgroup", object([("zarr_format", 2_usize.into())]), &group.attributes),
                };
                documents.push((format!("{path}/{name}"), document));
                documents.push((format!("{path}/.zattrs"), attributes.clone()));
            }
            let all = object([("metadata", Json::Object(documents)), ("zarr_consolidated_format", 1_usize.into())]);
            store_document(&self.place, ".zmetadata", &all)?;
        } else {
            let documents = members.iter().map(|(path, node)| {
                let document = match node {
                    Node::Array(array) => array.metadata.document(),
                    Node::Group(group) => group.document_v3(),
                };
                (path.clone(), document)
            });
            let below = object([
                ("kind", "inline".into()),
                ("must_understand", Json::Bool(false)),
                ("metadata", Json::Object(documents.collect())),
            ]);
            let mut document = self.document_v3();
            document.set("consolidated_metadata", below);
            store_document(&self.place, "zarr.json", &document)?;
        }
        match open(&self.place, Some(self.version), Some(true))? {
            Some(Node::Group(group)) => Ok(group),
            _ => Err(not_found(&self.place, Some(self.version), "GroupNotFoundError")),
        }
    }
}

fn join(prefix: &str, path: &str) -> String {
    match (prefix, path) {
        ("", path) => path.to_owned(),
        (prefix, "") => prefix.to_owned(),
        (prefix, path) => format!("{prefix}/{path}"),
    }
}
