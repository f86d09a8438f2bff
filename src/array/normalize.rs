//! What a learner may write as `chunks=`, and the chunks that it means.
//!
//! Mirrors `dask.array.core.normalize_chunks`.

use std::fmt;

use super::auto::{Target, auto_chunks};
use super::chunks::{length_text, tuple};
use super::config::{Config, parse_bytes};
use super::error::normalize_axis;
use super::{AxisChunks, Chunks, Error, Result};

/// What a learner asks for along one axis.
#[derive(Clone, Debug, PartialEq)]
pub enum AxisRequest {
    /// Chunks of this length; -1 is the whole axis
    Size(isize),
    /// `None`: the whole axis, or what it is now when rechunking
    Default,
    /// `"auto"`
    Auto,
    /// `"10 MB"`
    Bytes(String),
    /// These chunks
    Exact(AxisChunks),
}

/// What a learner asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// The same for all axes
    All(AxisRequest),
    /// One for each axis
    Each(Vec<AxisRequest>),
    /// For some axes
    Some(Vec<(isize, AxisRequest)>),
}

impl fmt::Display for AxisRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AxisRequest::Size(size) => write!(f, "{size}"),
            AxisRequest::Default => f.write_str("None"),
            AxisRequest::Auto => f.write_str("'auto'"),
            AxisRequest::Bytes(text) => write!(f, "'{text}'"),
            AxisRequest::Exact(chunks) => write!(f, "{chunks}"),
        }
    }
}

/// The chunks that `request` means for `target`.
pub fn normalize_chunks(request: &Request, target: Target<'_>, config: &Config) -> Result<Chunks> {
    let shape = target.shape;
    let mut axes = per_axis(request, shape.len())?;
    if axes.is_empty() && !shape.is_empty() && shape.iter().all(|length| *length == Some(0)) {
        axes = vec![AxisRequest::Exact(AxisChunks::whole(0)); shape.len()];
    }
    if shape.len() == 1 && axes.len() > 1 {
        axes = vec![one_axis(&axes)?];
    }
    if axes.len() != shape.len() {
        let shape = tuple(shape.iter().copied().map(length_text));
        return Err(Error::ChunksLength { chunks: tuple(&axes), shape });
    }
    let mut limit = target.limit;
    for axis in &mut axes {
        if let AxisRequest::Bytes(text) = axis {
            let bytes = parse_bytes(text)?;
            if let Some(other) = limit.filter(|other| *other != bytes) {
                return Err(Error::ChunksLimit(bytes, other));
            }
            limit = Some(bytes);
            *axis = AxisRequest::Auto;
        }
    }
    // What is fixed; the rest is found together, because it shares the limit.
    let mut fixed: Vec<Option<AxisChunks>> = Vec::with_capacity(axes.len());
    for (axis, &length) in axes.iter().zip(shape) {
        fixed.push(fixed_axis(axis, length)?);
    }
    if fixed.iter().any(Option::is_none) {
        return auto_chunks(&fixed, target, limit.unwrap_or(config.chunk_size), config);
    }
    let chunks: Chunks = fixed.into_iter().flatten().collect();
    let adds_up = |(axis, length): (&AxisChunks, &Option<usize>)| match (axis.length(), length) {
        (Some(sum), Some(length)) => sum == *length,
        _ => true,
    };
    if chunks.iter().zip(shape).all(adds_up) {
        Ok(chunks)
    } else {
        Err(Error::ChunksSum { chunks: chunks.to_string(), shape: tuple(shape.iter().copied().map(length_text)) })
    }
}

fn per_axis(request: &Request, ndim: usize) -> Result<Vec<AxisRequest>> {
    Ok(match request {
        Request::All(axis) => vec![axis.clone(); ndim],
        Request::Each(axes) => axes.clone(),
        Request::Some(some) => {
            let mut axes = vec![AxisRequest::Default; ndim];
            for (axis, request) in some {
                axes[normalize_axis(*axis, ndim)?] = request.clone();
            }
            axes
        }
    })
}

/// `(2, 3, 5)` for the one axis of a one-dimensional array means its chunks.
fn one_axis(axes: &[AxisRequest]) -> Result<AxisRequest> {
    let size = |axis: &AxisRequest| match axis {
        AxisRequest::Size(size) if *size >= 0 => Some(*size as usize),
        _ => None,
    };
    match axes.iter().map(size).collect::<Option<AxisChunks>>() {
        Some(chunks) => Ok(AxisRequest::Exact(chunks)),
        None => Err(Error::ChunksLength { chunks: tuple(axes), shape: "a single axis".to_owned() }),
    }
}

/// The chunks along one axis, unless they are automatic.
fn fixed_axis(request: &AxisRequest, length: Option<usize>) -> Result<Option<AxisChunks>> {
    let whole = || length.map_or(AxisChunks::Unknown(1), AxisChunks::whole);
    Ok(Some(match request {
        AxisRequest::Auto | AxisRequest::Bytes(_) => return Ok(None),
        AxisRequest::Default | AxisRequest::Size(-1) => whole(),
        AxisRequest::Size(size) if *size < 0 => return Err(Error::ChunkSize(*size)),
        AxisRequest::Size(size) => match length {
            Some(length) if *size == 0 && length > 0 => return Err(Error::ChunkSize(0)),
            Some(length) => AxisChunks::checked_regular(length, *size as usize)?,
            None => whole(),
        },
        AxisRequest::Exact(chunks) if chunks.n_blocks() == 0 => return Err(Error::ChunksEmpty),
        AxisRequest::Exact(chunks) => chunks.clone(),
    }))
}
