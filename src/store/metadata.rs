//! The documents that describe arrays, in both versions: read with distrust, written as Zarr's Python library writes them.

use super::codec::Codec;
use super::data_type::{DataType, Texts};
use super::json::{Json, lengths, object};
use super::pipeline::{Pipeline, Sharding};
use super::{Error, Result};

/// More axes are refused, as by NumPy of old.
const NDIM_MAX: usize = 32;
/// Bytes of a chunk, decoded: what a codec with 32-bit lengths can hold, and a tab too.
const CHUNK_BYTES_MAX: usize = i32::MAX as usize;
/// So deep may shards stand in shards.
const SHARDS_DEPTH_MAX: usize = 4;

/// What an array's documents say.
#[derive(Clone, Debug, PartialEq)]
pub struct ArrayMetadata {
    /// 2 or 3
    pub version: u8,
    /// The lengths of the axes
    pub shape: Vec<usize>,
    /// The shape of what is stored under one key: a chunk, or a shard of chunks
    pub chunks: Vec<usize>,
    /// What elements are
    pub data_type: DataType,
    /// As the document has it
    pub fill_value: Json,
    /// What is done to chunks
    pub pipeline: Pipeline,
    /// How chunks' keys are made
    pub keys: Keys,
    /// The learner's own
    pub attributes: Json,
    /// Of version 3; `null` where an axis has none
    pub dimension_names: Option<Json>,
}

/// How a chunk's key is made of its place in the grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Keys {
    /// Whether keys begin with `c`
    pub has_prefix: bool,
    /// Between the numbers: `.` or `/`
    pub separator: char,
}

impl Keys {
    /// The key of a chunk.
    pub fn key(self, chunk: &[usize]) -> String {
        let mut key = String::new();
        if self.has_prefix {
            key.push('c');
        } else if chunk.is_empty() {
            key.push('0');
        }
        for (axis, place) in chunk.iter().enumerate() {
            if axis > 0 || self.has_prefix {
                key.push(self.separator);
            }
            key.push_str(&place.to_string());
        }
        key
    }
}

impl ArrayMetadata {
    /// From the documents `.zarray` and `.zattrs`.
    pub fn from_v2(document: &Json, attributes: Json) -> Result<ArrayMetadata> {
        if field(document, "zarr_format")?.int() != Some(2) {
            return Err(Error::Metadata(format!("zarr_format must be 2, not {}", field(document, "zarr_format")?)));
        }
        let filters = match document.get("filters") {
            None | Some(Json::Null) => &[],
            Some(filters) => list(filters, "filters")?,
        };
        let is_vlen = |filter: &&Json| filter.get("id").and_then(Json::text) == Some("vlen-utf8");
        let (data_type, big_endian) =
            DataType::from_v2(field(document, "dtype")?, filters.iter().any(|filter| is_vlen(&filter)))?;
        let itemsize = data_type.itemsize();
        let mut codecs = Vec::new();
        for filter in filters.iter().filter(|filter| !is_vlen(filter)) {
            codecs.push(Codec::from_v2(filter, itemsize)?);
        }
        if let Some(compressor) = document.get("compressor").filter(|compressor| !compressor.is_null()) {
            codecs.push(Codec::from_v2(compressor, itemsize)?);
        }
        let shape = shape(field(document, "shape")?, "shape")?;
        let is_fortran = one_of(document, "order", [("C", false), ("F", true)], false)?;
        let order = if is_fortran { (0..shape.len()).rev().collect() } else { (0..shape.len()).collect() };
        let separator = one_of(document, "dimension_separator", SEPARATORS, '.')?;
        ArrayMetadata {
            version: 2,
            chunks: self::shape(field(document, "chunks")?, "chunks")?,
            shape,
            data_type,
            fill_value: document.get("fill_value").cloned().unwrap_or(Json::Null),
            pipeline: Pipeline { order, big_endian, sharding: None, codecs },
            keys: Keys { has_prefix: false, separator },
            attributes,
            dimension_names: None,
        }
        .checked()
    }

    /// From a document `zarr.json` with `node_type` "array".
    pub fn from_v3(document: &Json) -> Result<ArrayMetadata> {
        let transformers = document.get("storage_transformers").unwrap_or(&Json::Null);
        if !(transformers.is_null() || transformers.items().is_some_and(<[Json]>::is_empty)) {
            return Err(Error::Unsupported("storage transformers are not supported here".to_owned()));
        }
        check_members(document)?;
        let shape = shape(field(document, "shape")?, "shape")?;
        let data_type = DataType::from_v3(field(document, "data_type")?)?;
        let (grid, grid_settings) = named(field(document, "chunk_grid")?)?;
        if grid != "regular" {
            return Err(Error::Unsupported(format!("the chunk grid {grid:?} is not supported here; \"regular\" is")));
        }
        let (encoding, settings) = named(field(document, "chunk_key_encoding")?)?;
        let (has_prefix, default) = match encoding {
            "default" => (true, '/'),
            "v2" => (false, '.'),
            other => return Err(Error::Unsupported(format!("the chunk key encoding {other:?} is not supported here"))),
        };
        let separator = one_of(&settings, "separator", SEPARATORS, default)?;
        let codecs = list(field(document, "codecs")?, "codecs")?;
        ArrayMetadata {
            version: 3,
            chunks: self::shape(field(&grid_settings, "chunk_shape")?, "chunk_shape")?,
            pipeline: pipeline(codecs, &data_type, shape.len(), 0)?,
            shape,
            data_type,
            fill_value: field(document, "fill_value")?.clone(),
            keys: Keys { has_prefix, separator },
            attributes: document.get("attributes").cloned().unwrap_or(Json::EMPTY),
            dimension_names: document.get("dimension_names").filter(|names| !names.is_null()).cloned(),
        }
        .checked()
    }

    /// Refuses what cannot be, before anything is made of it.
    pub fn checked(mut self) -> Result<ArrayMetadata> {
        if self.shape.len() > NDIM_MAX {
            return Err(Error::Metadata(format!(
                "an array of {} axes; at most {NDIM_MAX} are possible",
                self.shape.len()
            )));
        }
        // What an empty axis is cut into does not matter.
        for (&length, chunk) in self.shape.iter().zip(&mut self.chunks) {
            if length == 0 && *chunk == 0 {
                *chunk = 1;
            }
        }
        self.pipeline.check(&self.chunks, self.shape.len())?;
        let itemsize = self.data_type.itemsize().max(1);
        let bytes = self.chunks.iter().try_fold(itemsize, |bytes, &length| bytes.checked_mul(length));
        if bytes.is_none_or(|bytes| bytes > CHUNK_BYTES_MAX) {
            return Err(Error::Metadata(format!(
                "a chunk of shape {:?} and data type {} is larger than 2 GiB, which is the most that can be read here",
                self.chunks,
                self.data_type.numpy_name()
            )));
        }
        // Ends of chunks past the array must be countable too.
        if self.shape.iter().zip(&self.chunks).any(|(&length, &chunk)| length.checked_add(chunk).is_none()) {
            return Err(Error::Metadata(format!("the shape {:?} is too large to be counted here", self.shape)));
        }
        self.data_type.fill_bytes(&self.fill_value, &mut Texts::default())?;
        Ok(self)
    }

    /// Bytes of a whole chunk (or shard), decoded.
    pub fn chunk_bytes(&self) -> usize {
        self.chunks.iter().product::<usize>() * self.data_type.itemsize()
    }

    /// The chunks that are read at once: of a sharded array those within a shard.
    pub fn read_chunks(&self) -> &[usize] {
        self.pipeline.sharding.as_deref().map_or(&self.chunks, |sharding| &sharding.chunks)
    }

    /// The document of this array: `.zarray` or `zarr.json`.
    pub fn document(&self) -> Json {
        if self.version == 2 { self.document_v2() } else { self.document_v3() }
    }

    fn document_v2(&self) -> Json {
        let is_fortran = self.pipeline.is_transposed();
        let (compressor, filters) = match self.pipeline.codecs.split_last() {
            // The last one is the compressor, unless it only regroups.
            Some((last, before)) if !matches!(last, Codec::Shuffle { .. } | Codec::Crc32c) => (Some(last), before),
            _ => (None, self.pipeline.codecs.as_slice()),
        };
        let mut filters: Vec<Json> = filters.iter().map(Codec::to_v2).collect();
        if self.data_type == DataType::Vlen {
            filters.insert(0, object([("id", "vlen-utf8".into())]));
        }
        object([
            ("shape", lengths(&self.shape)),
            ("chunks", lengths(&self.chunks)),
            ("dtype", self.data_type.to_v2(self.pipeline.big_endian)),
            ("fill_value", self.fill_value.clone()),
            ("order", if is_fortran { "F".into() } else { "C".into() }),
            ("filters", if filters.is_empty() { Json::Null } else { Json::List(filters) }),
            ("dimension_separator", Json::Text(self.keys.separator.to_string())),
            ("compressor", compressor.map_or(Json::Null, Codec::to_v2)),
            ("zarr_format", 2_usize.into()),
        ])
    }

    fn document_v3(&self) -> Json {
        let with = |name: &str, configuration: Json| object([("name", name.into()), ("configuration", configuration)]);
        let encoding = if self.keys.has_prefix { "default" } else { "v2" };
        let mut document = object([
            ("shape", lengths(&self.shape)),
            ("data_type", self.data_type.to_v3()),
            ("chunk_grid", with("regular", object([("chunk_shape", lengths(&self.chunks))]))),
            (
                "chunk_key_encoding",
                with(encoding, object([("separator", Json::Text(self.keys.separator.to_string()))])),
            ),
            ("fill_value", self.fill_value.clone()),
            ("codecs", Json::List(self.pipeline.to_v3(&self.data_type))),
            ("attributes", self.attributes.clone()),
        ]);
        if let Some(names) = &self.dimension_names {
            document.set("dimension_names", names.clone());
        }
        document.set("zarr_format", 3_usize.into());
        document.set("node_type", "array".into());
        document.set("storage_transformers", Json::List(Vec::new()));
        document
    }
}

/// The pipeline that a list of codecs of version 3 describes.
fn pipeline(codecs: &[Json], data_type: &DataType, ndim: usize, depth: usize) -> Result<Pipeline> {
    let mut pipeline = Pipeline::plain(ndim);
    let mut has_bytes = false;
    for codec in codecs {
        let (name, settings) = named(codec)?;
        match name {
            "transpose" if !has_bytes => {
                let order = self::shape(field(&settings, "order")?, "order")?;
                let mut sorted = order.clone();
                sorted.sort_unstable();
                if !sorted.into_iter().eq(0..ndim) {
                    return Err(Error::Metadata(format!("transpose: {order:?} is no order of {ndim} axes")));
                }
                pipeline.order = order.iter().map(|&axis| pipeline.order[axis]).collect();
            }
            "bytes" | "vlen-utf8" if !has_bytes => {
                has_bytes = true;
                pipeline.big_endian = is_big_endian(&settings)?;
            }
            "sharding_indexed" if !has_bytes => {
                if depth == SHARDS_DEPTH_MAX {
                    return Err(Error::Metadata("shards nest too deep".to_owned()));
                }
                has_bytes = true;
                let inner = list(field(&settings, "codecs")?, "codecs")?;
                let index = settings.get("index_codecs").map(|index| list(index, "index_codecs")).transpose()?;
                // Zarr's Python library takes those that it writes for those that are not said.
                let mut has_checksum = index.is_none();
                for codec in index.unwrap_or_default() {
                    match named(codec)? {
                        ("bytes", settings) if !is_big_endian(&settings)? => {}
                        ("crc32c", _) => has_checksum = true,
                        (other, _) => {
                            return Err(Error::Unsupported(format!("an index of shards with the codec {other:?}")));
                        }
                    }
                }
                pipeline.sharding = Some(Box::new(Sharding {
                    chunks: self::shape(field(&settings, "chunk_shape")?, "chunk_shape")?,
                    inner: self::pipeline(inner, data_type, ndim, depth + 1)?,
                    has_checksum,
                    index_at_start: one_of(&settings, "index_location", [("start", true), ("end", false)], false)?,
                }));
            }
            _ if has_bytes => pipeline.codecs.push(Codec::from_v3(name, &settings, data_type.itemsize())?),
            other => {
                return Err(Error::UnknownCodec(format!(
                    "codec not available: {other:?} before the codec \"bytes\"; transpose, bytes, vlen-utf8 and \
                     sharding_indexed are there"
                )));
            }
        }
    }
    if !has_bytes {
        return Err(Error::Metadata("the list of codecs has none that makes bytes of elements".to_owned()));
    }
    Ok(pipeline)
}

/// A member that must be there.
fn field<'a>(document: &'a Json, name: &str) -> Result<&'a Json> {
    document.get(name).ok_or_else(|| Error::Metadata(format!("the member {name:?} is missing")))
}

/// A list.
fn list<'a>(value: &'a Json, name: &str) -> Result<&'a [Json]> {
    value.items().ok_or_else(|| Error::Metadata(format!("{name} must be a list, not {value}")))
}

/// What is between the numbers in the key of a chunk.
const SEPARATORS: [(&str, char); 2] = [("/", '/'), (".", '.')];

/// What one of a few words means; `default` where there is none.
fn one_of<T: Copy, const N: usize>(document: &Json, name: &str, words: [(&str, T); N], default: T) -> Result<T> {
    let Some(word) = document.get(name).filter(|word| !word.is_null()) else { return Ok(default) };
    words.iter().find(|(known, _)| word.text() == Some(known)).map(|(_, meaning)| *meaning).ok_or_else(|| {
        let known = words.map(|(known, _)| format!("{known:?}")).join(" or ");
        Error::Metadata(format!("{name} must be {known}, not {word}"))
    })
}

fn is_big_endian(settings: &Json) -> Result<bool> {
    one_of(settings, "endian", [("little", false), ("big", true)], false)
}

/// Refuses members that version 3 does not know, unless they say that nobody has to understand them.
fn check_members(document: &Json) -> Result<()> {
    const KNOWN: [&str; 12] = [
        "zarr_format",
        "node_type",
        "shape",
        "data_type",
        "chunk_grid",
        "chunk_key_encoding",
        "fill_value",
        "codecs",
        "attributes",
        "dimension_names",
        "storage_transformers",
        "consolidated_metadata",
    ];
    let must_be_understood = |value: &Json| value.get("must_understand") != Some(&Json::Bool(false));
    let unknown = |(name, value): &&(String, Json)| !KNOWN.contains(&name.as_str()) && must_be_understood(value);
    match document.members().iter().find(unknown) {
        Some((name, _)) => Err(Error::Unsupported(format!(
            "the metadata have a member {name:?}, which is not known here and does not say \"must_understand\": false"
        ))),
        None => Ok(()),
    }
}

/// An extension's name and settings: `"bytes"`, or `{"name": "bytes", "configuration": {…}}`.
fn named(extension: &Json) -> Result<(&str, Json)> {
    let name = extension.text().or_else(|| extension.get("name")?.text());
    let name = name.ok_or_else(|| Error::Metadata(format!("{extension} has no name")))?;
    Ok((name, extension.get("configuration").cloned().unwrap_or(Json::EMPTY)))
}

/// A list of lengths.
fn shape(list: &Json, name: &str) -> Result<Vec<usize>> {
    let length = |item: &Json| item.int().and_then(|length| usize::try_from(length).ok());
    list.items().and_then(|items| items.iter().map(length).collect::<Option<_>>()).ok_or_else(|| {
        Error::Metadata(format!("{name} must be a list of lengths that can be counted here, not {list}"))
    })
}
