//! A Zarr hierarchy (version 2) whose documents are written and whose chunks are computed when they are asked for.

use std::fmt::Write;

use super::super::storage::Storage;
use super::super::{Error, Result};

/// An array of a hierarchy.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name, which is also its path
    pub name: &'static str,
    /// Length along each axis
    pub shape: Vec<usize>,
    /// Length of a chunk along each axis
    pub chunks: Vec<usize>,
    /// As in Zarr's documents: `<f4`
    pub dtype: String,
    /// As JSON: `"NaN"`, `null`
    pub fill_value: &'static str,
    /// Names of the axes
    pub dims: &'static [&'static str],
    /// The other attributes, as JSON members without braces: `"units": "K"`
    pub attrs: String,
}

impl Variable {
    /// How many bytes one element has.
    pub fn itemsize(&self) -> usize {
        let count: usize = self.dtype[2..].parse().unwrap_or(1);
        if self.dtype.as_bytes()[1] == b'U' { 4 * count } else { count }
    }

    /// How many bytes a chunk has. No chunk is shorter than another, at an edge it reaches past it.
    pub fn chunk_bytes(&self) -> usize {
        self.chunks.iter().product::<usize>() * self.itemsize()
    }

    /// An array in a single chunk.
    pub fn whole(
        name: &'static str,
        dims: &'static [&'static str],
        shape: &[usize],
        dtype: &str,
        attrs: String,
    ) -> Variable {
        let fill_value = if dtype.contains('f') { "\"NaN\"" } else { "null" };
        Variable {
            name,
            shape: shape.to_vec(),
            chunks: shape.to_vec(),
            dtype: dtype.to_owned(),
            fill_value,
            dims,
            attrs,
        }
    }

    /// The same with smaller chunks.
    pub fn chunked(mut self, chunks: &[usize]) -> Variable {
        self.chunks = chunks.to_vec();
        self
    }

    fn array_document(&self) -> String {
        format!(
            "{{\"chunks\": {:?}, \"compressor\": null, \"dtype\": \"{}\", \"fill_value\": {}, \"filters\": null, \
             \"order\": \"C\", \"shape\": {:?}, \"zarr_format\": 2}}",
            self.chunks, self.dtype, self.fill_value, self.shape
        )
    }

    fn attributes_document(&self) -> String {
        let separator = if self.attrs.is_empty() { "" } else { ", " };
        format!("{{\"_ARRAY_DIMENSIONS\": {:?}{separator}{}}}", self.dims, self.attrs)
    }
}

/// What a data set is made of.
pub trait Recipe: Send + Sync {
    /// The address of the real data set.
    fn address(&self) -> &str;

    /// Its arrays.
    fn variables(&self) -> Vec<Variable>;

    /// Its attributes, as JSON members without braces.
    fn attributes(&self) -> String;

    /// Computes a chunk of an array; `target` has the chunk's length and is filled wholly.
    fn fill(&self, variable: &Variable, chunk: &[usize], target: &mut [u8]);
}

/// The storage of a recipe.
pub struct Hierarchy<R> {
    recipe: R,
    variables: Vec<Variable>,
}

impl<R: Recipe> Hierarchy<R> {
    /// The storage that a recipe stands for.
    pub fn new(recipe: R) -> Hierarchy<R> {
        let variables = recipe.variables();
        Hierarchy { recipe, variables }
    }

    fn document(&self, key: &str) -> Option<String> {
        let variable = |name: &str| self.variables.iter().find(|variable| variable.name == name);
        match key.rsplit_once('/') {
            None => match key {
                ".zgroup" => Some(GROUP.to_owned()),
                ".zattrs" => Some(format!("{{{}}}", self.recipe.attributes())),
                ".zmetadata" => Some(self.consolidated()),
                _ => None,
            },
            Some((name, ".zarray")) => variable(name).map(Variable::array_document),
            Some((name, ".zattrs")) => variable(name).map(Variable::attributes_document),
            Some(_) => None,
        }
    }

    fn consolidated(&self) -> String {
        let mut text = format!("{{\"metadata\": {{\".zattrs\": {{{}}}, \".zgroup\": {GROUP}", self.recipe.attributes());
        for variable in &self.variables {
            let (name, array, attributes) = (variable.name, variable.array_document(), variable.attributes_document());
            let _ = write!(text, ", \"{name}/.zarray\": {array}, \"{name}/.zattrs\": {attributes}");
        }
        text + "}, \"zarr_consolidated_format\": 1}"
    }

    /// The array and the place of the chunk that a key names: `tas/0.3.1`.
    fn chunk(&self, key: &str) -> Option<(&Variable, Vec<usize>)> {
        let (name, place) = key.rsplit_once('/')?;
        let variable = self.variables.iter().find(|variable| variable.name == name)?;
        let place: Vec<usize> = place.split('.').map(str::parse).collect::<std::result::Result<_, _>>().ok()?;
        let counts = variable.shape.iter().zip(&variable.chunks).map(|(length, chunk)| length.div_ceil(*chunk));
        let fits = if variable.shape.is_empty() {
            place == [0]
        } else {
            place.len() == variable.shape.len() && place.iter().zip(counts).all(|(idx, count)| *idx < count)
        };
        fits.then_some((variable, place))
    }
}

impl<R: Recipe> Storage for Hierarchy<R> {
    fn address(&self) -> String {
        self.recipe.address().to_owned()
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>> {
        if let Some(document) = self.document(key) {
            return Ok(Some(document.into_bytes()));
        }
        let Some((variable, chunk)) = self.chunk(key) else { return Ok(None) };
        let length = variable.chunk_bytes();
        let mut bytes = Vec::new();
        if bytes.try_reserve_exact(length).is_err() {
            return Err(Error::Io(format!("{key} of {}: no memory for {length} bytes", self.address())));
        }
        bytes.resize(length, 0);
        self.recipe.fill(variable, &chunk, &mut bytes);
        Ok(Some(bytes))
    }

    fn get_into(&self, key: &str, target: &mut [u8]) -> Result<Option<usize>> {
        match self.chunk(key) {
            Some((variable, chunk)) => {
                let length = variable.chunk_bytes();
                if let Some(target) = target.get_mut(..length) {
                    self.recipe.fill(variable, &chunk, target);
                }
                Ok(Some(length))
            }
            None => Ok(self.document(key).map(|document| {
                let count = document.len().min(target.len());
                target[..count].copy_from_slice(&document.as_bytes()[..count]);
                document.len()
            })),
        }
    }

    fn children(&self, prefix: &str) -> Result<Option<Vec<String>>> {
        let names = if prefix.is_empty() {
            let arrays = self.variables.iter().map(|variable| variable.name);
            [".zattrs", ".zgroup", ".zmetadata"].into_iter().chain(arrays).map(str::to_owned).collect()
        } else if self.variables.iter().any(|variable| variable.name == prefix) {
            vec![".zarray".to_owned(), ".zattrs".to_owned()]
        } else {
            Vec::new()
        };
        Ok(Some(names))
    }
}

const GROUP: &str = "{\"zarr_format\": 2}";

/// Attributes as JSON members: each line is `name: text`, numbers and lists after `name = `.
pub fn members(lines: &str) -> String {
    let mut text = String::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !text.is_empty() {
            text.push_str(", ");
        }
        let plain = line.find(" = ").filter(|at| line.find(": ").is_none_or(|colon| *at < colon));
        let _ = match (plain, line.split_once(": ")) {
            (Some(at), _) => write!(text, "\"{}\": {}", &line[..at], &line[at + 3..]),
            (None, Some((name, value))) => write!(text, "\"{name}\": \"{}\"", escape(value)),
            (None, None) => write!(text, "\"{line}\": \"\""),
        };
    }
    text
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Writes numbers as little-endian bytes.
pub fn put<T, const N: usize>(target: &mut [u8], values: impl IntoIterator<Item = T>, bytes: impl Fn(T) -> [u8; N]) {
    for (place, value) in target.chunks_exact_mut(N).zip(values) {
        place.copy_from_slice(&bytes(value));
    }
}

/// Writes texts of a fixed number of characters, as `<U` has them.
pub fn put_texts<'a>(target: &mut [u8], length: usize, texts: impl IntoIterator<Item = &'a str>) {
    target.fill(0);
    for (place, text) in target.chunks_exact_mut(4 * length).zip(texts) {
        put(place, text.chars(), |character| (character as u32).to_le_bytes());
    }
}
