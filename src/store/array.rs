//! Arrays: regions read to blocks and written from them, chunk by chunk.

use std::borrow::Cow;

use super::data_type::{DataType, Texts, Values, half_to_f32};
use super::grid::{Overlap, Spot, c_strides, copy, overlaps};
use super::json::Json;
use super::metadata::ArrayMetadata;
use super::pipeline::{Elements, wrong_length};
use super::place::{Place, store_document};
use super::storage::{Part, zeroed};
use super::{Error, Result};
use crate::block::{Block, DType, checked_size};

/// A shrunken array's chunks are looked for one by one while there are not more.
const ERASED_MAX: usize = 1 << 20;

/// An array of a store.
#[derive(Clone)]
pub struct Array {
    /// Where it is
    pub place: Place,
    /// What it is
    pub metadata: ArrayMetadata,
}

impl Array {
    /// Puts the documents of a new array into the store.
    pub fn create(place: Place, metadata: ArrayMetadata) -> Result<Array> {
        let array = Array { place, metadata: metadata.checked()? };
        array.store_metadata()?;
        Ok(array)
    }

    /// Writes the documents, as after a change of shape or attributes.
    pub fn store_metadata(&self) -> Result<()> {
        let document = self.metadata.document();
        if self.metadata.version == 2 {
            store_document(&self.place, ".zarray", &document)?;
            return store_document(&self.place, ".zattrs", &self.metadata.attributes);
        }
        store_document(&self.place, "zarr.json", &document)
    }

    /// Replaces the attributes.
    pub fn set_attributes(&mut self, attributes: Json) -> Result<()> {
        self.metadata.attributes = attributes;
        self.store_metadata()
    }

    /// The elements of a region.
    pub fn read(&self, start: &[usize], shape: &[usize]) -> Result<Values> {
        self.check_region(start, shape)?;
        let mut texts = Texts::default();
        let data_type = &self.metadata.data_type;
        let fill = data_type.fill_bytes(&self.metadata.fill_value, &mut texts)?;
        let elements = Elements { data_type, fill: &fill };
        let labels = None;
        match data_type {
            DataType::Number(dtype) => {
                let block = Block::from_bytes(shape, *dtype, &mut |target| {
                    self.read_to(start, shape, &elements, target, &mut texts)
                })?;
                Ok(Values { block, labels })
            }
            DataType::Time { .. } => {
                let block = Block::from_bytes(shape, DType::Int64, &mut |target| {
                    self.read_to(start, shape, &elements, target, &mut texts)
                })?;
                Ok(Values { block, labels })
            }
            DataType::Half => {
                let bits = self.read_bytes(start, shape, &elements, &mut texts)?;
                let halves = bits.chunks_exact(2).map(|bits| half_to_f32(u16::from_le_bytes([bits[0], bits[1]])));
                Ok(Values { block: Block::from_vec(shape, halves.collect::<Vec<f32>>())?, labels })
            }
            DataType::Vlen => {
                let codes = self.read_bytes(start, shape, &elements, &mut texts)?;
                texts.sorted(shape, &codes)
            }
            DataType::Text { .. } | DataType::Bytes { .. } => {
                let bytes = self.read_bytes(start, shape, &elements, &mut texts)?;
                let count = checked_size(shape, DType::Int64)?;
                let itemsize = fill.len();
                let mut codes = Vec::with_capacity(8 * count);
                for number in 0..count {
                    let text = data_type.text_of(&bytes[number * itemsize..][..itemsize]);
                    codes.extend(texts.code(&text).to_le_bytes());
                }
                texts.sorted(shape, &codes)
            }
        }
    }

    /// The bytes of a region's elements.
    fn read_bytes(
        &self,
        start: &[usize],
        shape: &[usize],
        elements: &Elements<'_>,
        texts: &mut Texts,
    ) -> Result<Vec<u8>> {
        // Counted as bytes, which is what may be too many.
        let mut bytes_shape = shape.to_vec();
        bytes_shape.push(elements.fill.len());
        let mut bytes = zeroed(checked_size(&bytes_shape, DType::UInt8)?)?;
        self.read_to(start, shape, elements, &mut bytes, texts)?;
        Ok(bytes)
    }

    /// Reads a region to its elements' bytes in C order.
    fn read_to(
        &self,
        start: &[usize],
        shape: &[usize],
        elements: &Elements<'_>,
        target: &mut [u8],
        texts: &mut Texts,
    ) -> Result<()> {
        let target_strides = c_strides(shape);
        for overlap in overlaps(start, shape, &self.metadata.chunks) {
            let spot = Spot::at(&target_strides, &overlap.in_region);
            if !self.read_chunk(&overlap, elements, target, &spot, texts)? {
                let fill = Spot::repeated(shape.len());
                copy(&overlap.shape, elements.fill.len(), elements.fill, &fill, target, &spot);
            }
        }
        Ok(())
    }

    /// Reads what a region and a chunk have in common; false if the chunk is not stored.
    fn read_chunk(
        &self,
        overlap: &Overlap,
        elements: &Elements<'_>,
        target: &mut [u8],
        spot: &Spot,
        texts: &mut Texts,
    ) -> Result<bool> {
        let metadata = &self.metadata;
        let storage = &self.place.storage;
        let key = self.place.key(&metadata.keys.key(&overlap.chunk));
        let damaged = |reason: String| self.damaged(&key, reason);
        let too_long = |error| self.too_long(&key, error);
        let (pipeline, itemsize, length) = (&metadata.pipeline, elements.fill.len(), metadata.chunk_bytes());
        let is_transposed = pipeline.is_transposed();
        // The region is this chunk, so that its bytes may go where they are wanted.
        let is_whole = !is_transposed && overlap.shape == metadata.chunks && target.len() == length;
        if is_whole && pipeline.is_bytes(elements.data_type) {
            return match storage.get_into(&key, target).map_err(too_long)? {
                None => Ok(false),
                Some(found) if found == length => {
                    pipeline.ordered(elements.data_type, target);
                    Ok(true)
                }
                Some(found) => Err(damaged(wrong_length(found, length))),
            };
        }
        let longest = pipeline.longest(elements.data_type, &metadata.chunks, length);
        // Of a shard only the chunks that are wanted are fetched.
        if let (Some(sharding), false, true) = (&pipeline.sharding, is_transposed, pipeline.codecs.is_empty()) {
            let mut fetch = |part| storage.get_part(&key, part, longest);
            let region = (overlap.in_chunk.as_slice(), overlap.shape.as_slice());
            return sharding.decode_part(&mut fetch, elements, &metadata.chunks, region, target, spot, texts).map_err(
                |error| match error {
                    Error::Value(reason) => damaged(reason),
                    other => too_long(other),
                },
            );
        }
        // Of plain bytes only the rows that are wanted are fetched.
        if let (true, false, Some((&first, &count))) = (
            pipeline.is_bytes(elements.data_type),
            is_transposed,
            overlap.in_chunk.first().zip(overlap.shape.first()).filter(|(_, count)| **count < metadata.chunks[0]),
        ) {
            let row = length / metadata.chunks[0];
            let part = Part::From { offset: (first * row) as u64, length: (count * row) as u64 };
            let Some(mut rows) = storage.get_part(&key, part, longest).map_err(too_long)? else { return Ok(false) };
            if rows.len() != count * row {
                return Err(damaged(wrong_length(first * row + rows.len(), length)));
            }
            pipeline.ordered(elements.data_type, &mut rows);
            let position: Vec<usize> = std::iter::once(0).chain(overlap.in_chunk[1..].iter().copied()).collect();
            copy(&overlap.shape, itemsize, &rows, &Spot::at(&c_strides(&metadata.chunks), &position), target, spot);
            return Ok(true);
        }
        let Some(mut stored) = storage.get_up_to(&key, longest).map_err(too_long)? else { return Ok(false) };
        if !pipeline.may_hold(elements.data_type, stored.len(), length) {
            return Err(damaged(wrong_length(stored.len(), length)));
        }
        if is_whole {
            pipeline.decode(&stored, elements, &metadata.chunks, target, texts).map_err(damaged)?;
            return Ok(true);
        }
        if pipeline.is_bytes(elements.data_type) {
            pipeline.ordered(elements.data_type, &mut stored);
        } else {
            let mut decoded = zeroed(length)?;
            pipeline.decode(&stored, elements, &metadata.chunks, &mut decoded, texts).map_err(damaged)?;
            stored = decoded;
        }
        let from = Spot::at(&pipeline.strides(&metadata.chunks), &overlap.in_chunk);
        copy(&overlap.shape, itemsize, &stored, &from, target, spot);
        Ok(true)
    }

    /// Writes values, broadcast and cast to this array's type, to a region. Chunks of nothing but the fill value are not kept.
    pub fn write(&self, start: &[usize], shape: &[usize], values: &Values) -> Result<()> {
        self.check_region(start, shape)?;
        if self.place.storage.is_read_only() {
            return Err(Error::read_only(self.place.storage.address()));
        }
        let data_type = &self.metadata.data_type;
        let labels: Vec<&str> = values.labels.iter().flatten().map(String::as_str).collect();
        let mut texts = Texts::default();
        // Codes of texts are the places in the list, so that the list comes first.
        for (place, label) in labels.iter().enumerate() {
            if *data_type == DataType::Vlen && texts.code(label) != place as i64 {
                return Err(Error::Value(format!("the text {label:?} stands in the list twice")));
            }
        }
        let fill = data_type.fill_bytes(&self.metadata.fill_value, &mut texts)?;
        let elements = Elements { data_type, fill: &fill };
        let source = self.source(values, &labels)?;
        let strides = broadcast_strides(values.block.shape(), shape)?;
        for overlap in overlaps(start, shape, &self.metadata.chunks) {
            let from = Spot::at(&strides, &overlap.in_region);
            self.write_chunk(&overlap, &elements, source.bytes(), &from, &mut texts)?;
        }
        Ok(())
    }

    /// The elements to be written, as this array's type has them.
    fn source(&self, values: &Values, labels: &[&str]) -> Result<Source> {
        let data_type = &self.metadata.data_type;
        let cast = |dtype: DType| -> Result<Block> { Ok(values.block.astype(dtype)?.c_ordered()?) };
        match (data_type, &values.labels) {
            (DataType::Number(dtype), None) => cast(*dtype).map(Source::Block),
            (DataType::Time { .. }, None) | (DataType::Vlen, Some(_)) => cast(DType::Int64).map(Source::Block),
            (DataType::Text { .. } | DataType::Bytes { .. }, Some(_)) => {
                let items: Vec<Vec<u8>> = labels.iter().map(|label| data_type.text_bytes(label)).collect();
                let codes = cast(DType::Int64)?;
                let codes = codes.as_bytes().unwrap_or_default();
                let mut bytes = Vec::with_capacity(codes.len() / 8 * data_type.itemsize());
                for code in codes.chunks_exact(8) {
                    let code = i64::from_le_bytes(code.try_into().unwrap_or_default());
                    let item = usize::try_from(code).ok().and_then(|code| items.get(code));
                    bytes.extend(item.ok_or_else(|| Error::Value(format!("there is no text of the code {code}")))?);
                }
                Ok(Source::Bytes(bytes))
            }
            (DataType::Half, _) => {
                Err(Error::Unsupported("float16 arrays are only read here, not written; float32 ones are".to_owned()))
            }
            _ => Err(Error::Value(format!(
                "{} cannot be written to an array of {}",
                if values.labels.is_some() { "text" } else { "numbers" },
                data_type.numpy_name()
            ))),
        }
    }

    fn write_chunk(
        &self,
        overlap: &Overlap,
        elements: &Elements<'_>,
        bytes: &[u8],
        from: &Spot,
        texts: &mut Texts,
    ) -> Result<()> {
        let metadata = &self.metadata;
        let (chunks, pipeline, itemsize) = (&metadata.chunks, &metadata.pipeline, elements.fill.len());
        let key = self.place.key(&metadata.keys.key(&overlap.chunk));
        let strides = pipeline.strides(chunks);
        // A whole chunk may lie among the values just as it is stored.
        if overlap.shape == *chunks && is_same_walk(chunks, &from.strides, &strides) {
            let chunk = &bytes[from.offset * itemsize..][..metadata.chunk_bytes()];
            return self.store_chunk(&key, Cow::Borrowed(chunk), elements, texts);
        }
        let mut chunk = zeroed(metadata.chunk_bytes())?;
        // What lies past the end of the array does not matter.
        let covers_all = (0..chunks.len()).all(|axis| {
            let begin = overlap.chunk[axis] * chunks[axis];
            let wanted = chunks[axis].min(metadata.shape[axis] - begin);
            overlap.in_chunk[axis] == 0 && overlap.shape[axis] == wanted
        });
        let whole = Spot { offset: 0, strides: strides.clone() };
        if overlap.shape != *chunks {
            let stored = if covers_all { None } else { self.place.storage.get(&key)? };
            match stored {
                Some(stored) if pipeline.may_hold(elements.data_type, stored.len(), chunk.len()) => pipeline
                    .decode(&stored, elements, chunks, &mut chunk, texts)
                    .map_err(|reason| self.damaged(&key, reason))?,
                Some(stored) => return Err(self.damaged(&key, wrong_length(stored.len(), chunk.len()))),
                None => copy(chunks, itemsize, elements.fill, &Spot::repeated(chunks.len()), &mut chunk, &whole),
            }
        }
        copy(&overlap.shape, itemsize, bytes, from, &mut chunk, &Spot::at(&strides, &overlap.in_chunk));
        self.store_chunk(&key, Cow::Owned(chunk), elements, texts)
    }

    fn store_chunk(&self, key: &str, chunk: Cow<'_, [u8]>, elements: &Elements<'_>, texts: &mut Texts) -> Result<()> {
        if elements.are_fill(&chunk) {
            return self.place.storage.erase(key);
        }
        let encoded = self.metadata.pipeline.encode(chunk, elements, &self.metadata.chunks, &texts.by_code())?;
        self.place.storage.set(key, encoded)
    }

    /// Changes the shape; chunks that are no longer part of the array are removed.
    pub fn resize(&mut self, shape: Vec<usize>) -> Result<()> {
        let old = std::mem::replace(&mut self.metadata.shape, shape.clone());
        if shape.len() != old.len() {
            self.metadata.shape = old;
            return Err(Error::Value(format!(
                "an array of {} axes cannot get a shape of {}",
                self.metadata.shape.len(),
                shape.len()
            )));
        }
        self.metadata = self.metadata.clone().checked()?;
        let chunks = &self.metadata.chunks;
        let n_chunks = |shape: &[usize]| -> Vec<usize> {
            shape.iter().zip(chunks).map(|(length, chunk)| length.div_ceil(*chunk)).collect()
        };
        let (before, after) = (n_chunks(&old), n_chunks(&shape));
        let total = before.iter().try_fold(1_usize, |total, &count| total.checked_mul(count));
        if total.is_some_and(|total| total <= ERASED_MAX) {
            let ones = vec![1; before.len()];
            for overlap in overlaps(&vec![0; before.len()], &before, &ones) {
                if overlap.chunk.iter().zip(&after).any(|(place, count)| place >= count) {
                    self.place.storage.erase(&self.place.key(&self.metadata.keys.key(&overlap.chunk)))?;
                }
            }
        }
        self.store_metadata()
    }

    fn check_region(&self, start: &[usize], shape: &[usize]) -> Result<()> {
        let own = &self.metadata.shape;
        let fits = start.len() == own.len()
            && shape.len() == own.len()
            && (0..own.len()).all(|axis| start[axis].checked_add(shape[axis]).is_some_and(|end| end <= own[axis]));
        if fits {
            return Ok(());
        }
        Err(Error::Bounds(format!(
            "the region of shape {shape:?} at {start:?} is not within an array of shape {own:?}"
        )))
    }

    /// Says of what a chunk has more than it may have.
    fn too_long(&self, key: &str, error: Error) -> Error {
        match error {
            Error::TooLong { length, limit, .. } => {
                let length = length.map_or_else(|| "more".to_owned(), |length| length.to_string());
                self.damaged(key, format!("there are {length} bytes, of which a chunk like this has at most {limit}"))
            }
            other => other,
        }
    }

    fn damaged(&self, key: &str, reason: String) -> Error {
        Error::Chunk { key: key.to_owned(), address: self.place.storage.address(), reason }
    }
}

/// Elements in C order.
enum Source {
    Block(Block),
    Bytes(Vec<u8>),
}

impl Source {
    fn bytes(&self) -> &[u8] {
        match self {
            Source::Block(block) => block.as_bytes().unwrap_or_default(),
            Source::Bytes(bytes) => bytes,
        }
    }
}

/// Whether boxes of `shape` with these strides are the same memory: axes of length 1 are never walked.
fn is_same_walk(shape: &[usize], strides: &[usize], others: &[usize]) -> bool {
    (0..shape.len()).all(|axis| shape[axis] == 1 || strides[axis] == others[axis])
}

/// The distances along the axes of `shape` in a C-ordered array of shape `from`, whose axes of length 1 are repeated.
fn broadcast_strides(from: &[usize], shape: &[usize]) -> Result<Vec<usize>> {
    let mismatch = || Error::Block(crate::block::Error::BroadcastInto { from: from.to_vec(), into: shape.to_vec() });
    let own = c_strides(from);
    // More axes than there are must be of length 1.
    let extra = from.len().saturating_sub(shape.len());
    if from[..extra].iter().any(|&length| length != 1) {
        return Err(mismatch());
    }
    let missing = shape.len().saturating_sub(from.len());
    let mut strides = vec![0; shape.len()];
    for axis in missing..shape.len() {
        let place = axis + extra - missing;
        match from[place] {
            1 => {}
            length if length == shape[axis] => strides[axis] = own[place],
            _ => return Err(mismatch()),
        }
    }
    Ok(strides)
}
