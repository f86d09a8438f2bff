//! New blocks: filled, counted, from vectors. All memory for elements is asked for here, and asking may fail.

use ndarray::IxDyn;
use smallvec::SmallVec;

use super::element::{Array, Cast, Element};
use super::{Block, DType, Error, Result, Scalar, memory};
use crate::with_dtype;

/// The number of elements of `shape`, or NumPy's errors: of value if 63 bits cannot count the bytes, of memory if this
/// machine cannot address them.
pub fn checked_size(shape: &[usize], dtype: DType) -> Result<usize> {
    let shape: SmallVec<[i64; 8]> = shape.iter().map(|&length| i64::try_from(length).unwrap_or(i64::MAX)).collect();
    let bytes = checked_bytes(&shape, dtype)?;
    Ok(if shape.contains(&0) { 0 } else { bytes / dtype.itemsize() })
}

/// Lengths as Python has them, as a shape; with the errors of [`checked_size`], and one of value for negative lengths.
pub fn shape_of(lengths: &[i64], dtype: DType) -> Result<Vec<usize>> {
    if lengths.iter().any(|&length| length < 0) {
        return Err(Error::value("negative dimensions are not allowed"));
    }
    checked_bytes(lengths, dtype)?;
    Ok(lengths.iter().map(|&length| length as usize).collect())
}

/// The bytes of all axes that are not empty. An empty axis makes the array empty whatever the others say, but NumPy still
/// wants the rest to be countable.
fn checked_bytes(lengths: &[i64], dtype: DType) -> Result<usize> {
    let bytes = lengths
        .iter()
        .filter(|&&length| length != 0)
        .try_fold(dtype.itemsize() as i64, |product, &length| product.checked_mul(length));
    let bytes = bytes.ok_or_else(too_big)?;
    if lengths.contains(&0) && !memory::fits(bytes as u64) {
        // Nothing is wanted of memory, but whoever goes along the axes would never end.
        return Err(too_big());
    }
    let bytes = isize::try_from(bytes);
    bytes.map(|bytes| bytes as usize).map_err(|_| match lengths.contains(&0) {
        // Nothing is wanted of memory, but its addresses cannot count the steps along the axes.
        true => too_big(),
        false => Error::Memory { shape: lengths.iter().map(|&length| length as u64).collect(), dtype },
    })
}

fn too_big() -> Error {
    Error::value("array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.")
}

/// An empty vector with room for all elements of `shape`.
pub(super) fn vec_for<T: Element>(shape: &[usize]) -> Result<Vec<T>> {
    let size = checked_size(shape, T::DTYPE)?;
    vec_of(size, || Error::memory(shape, T::DTYPE))
}

/// An empty vector with room for `count` items, or `error` if there is no memory for them.
pub(super) fn vec_of<T>(count: usize, error: impl Fn() -> Error) -> Result<Vec<T>> {
    let mut items = Vec::new();
    if !memory::fits((count as u64).saturating_mul(size_of::<T>() as u64)) {
        return Err(error());
    }
    items.try_reserve_exact(count).map_err(|_| error())?;
    Ok(items)
}

/// A C-ordered array of elements that are known to be as many as the shape says.
pub(super) fn array_from_vec<T: Element>(shape: &[usize], elements: Vec<T>) -> Array<T> {
    debug_assert_eq!(elements.len(), shape.iter().product::<usize>());
    Array::from_shape_vec(IxDyn(shape), elements).expect("the caller counted the elements")
}

/// An array of copies of one value.
pub(super) fn filled<T: Element>(shape: &[usize], value: T) -> Result<Array<T>> {
    let size = checked_size(shape, T::DTYPE)?;
    let mut elements = vec_for(shape)?;
    elements.resize(size, value);
    Ok(array_from_vec(shape, elements))
}

impl Block {
    /// A block of these elements in C order. Fails if their number is not that of the shape.
    pub fn from_vec<T: Element>(shape: &[usize], elements: Vec<T>) -> Result<Block> {
        if checked_size(shape, T::DTYPE)? != elements.len() {
            return Err(Error::Reshape {
                size: elements.len(),
                shape: shape.iter().map(|&length| length as i64).collect(),
            });
        }
        Ok(T::into_block(array_from_vec(shape, elements)))
    }

    /// A 1-d block of these elements.
    pub fn from_slice<T: Element>(elements: &[T]) -> Block {
        T::into_block(array_from_vec(&[elements.len()], elements.to_vec()))
    }

    /// A 0-d block. The value is cast without a check of its range.
    pub fn scalar(value: impl Into<Scalar>, dtype: DType) -> Block {
        let value = value.into();
        with_dtype!(dtype, T => T::into_block(array_from_vec(&[], vec![T::from_scalar(value)])))
    }

    /// Zeros (or false).
    pub fn zeros(shape: &[usize], dtype: DType) -> Result<Block> {
        with_dtype!(dtype, T => Ok(T::into_block(filled(shape, T::default())?)))
    }

    /// Ones (or true).
    pub fn ones(shape: &[usize], dtype: DType) -> Result<Block> {
        with_dtype!(dtype, T => Ok(T::into_block(filled(shape, T::ONE)?)))
    }

    /// Copies of one value, which must fit the dtype if it is an integer.
    pub fn full(shape: &[usize], value: impl Into<Scalar>, dtype: DType) -> Result<Block> {
        let value = value.into();
        super::promote::check_fits(value, dtype)?;
        with_dtype!(dtype, T => Ok(T::into_block(filled(shape, T::from_scalar(value))?)))
    }

    /// `start, start + step, …` while before `stop`, as `numpy.arange`.
    ///
    /// As in NumPy only the first two elements are rounded to `dtype`; the others are counted from them.
    pub fn arange(start: Scalar, stop: Scalar, step: Scalar, dtype: DType) -> Result<Block> {
        if step.as_f64() == 0.0 {
            return Err(Error::value("Maximum allowed size exceeded"));
        }
        let count = match (
            start.as_i128(),
            stop.as_i128(),
            step.as_i128(),
            [start, stop, step].iter().all(|value| !matches!(value, Scalar::Float(_))),
        ) {
            (Some(start), Some(stop), Some(step), true) => {
                let distance = stop.saturating_sub(start);
                let whole = distance / step + i128::from(distance % step != 0 && (distance > 0) == (step > 0));
                whole.max(0) as f64
            }
            _ => ((stop.as_f64() - start.as_f64()) / step.as_f64()).ceil(),
        };
        Block::arange_counted(start, step, count, dtype)
    }

    /// `start + index * step` for `count` indices: a chunk of an `arange`.
    fn arange_counted(start: Scalar, step: Scalar, count: f64, dtype: DType) -> Result<Block> {
        if count.is_nan() {
            return Err(Error::value("arange: cannot compute length"));
        }
        if count >= i64::MAX as f64 {
            return Err(Error::value("Maximum allowed size exceeded"));
        }
        let shape = shape_of(&[count.max(0.0) as i64], dtype)?;
        let count = shape[0];
        match dtype {
            DType::Bool if count > 2 => {
                Err(Error::type_error("arange() is only supported for booleans when the result has at most length 2."))
            }
            DType::Float64 | DType::Float32 => {
                let first = start.as_f64();
                let second = first + step.as_f64();
                if dtype == DType::Float64 {
                    let delta = second - first;
                    fill_counted(&shape, first, second, |index| first + index as f64 * delta)
                } else {
                    let (first, second) = (first as f32, second as f32);
                    let delta = second - first;
                    fill_counted(&shape, first, second, |index| first + index as f32 * delta)
                }
            }
            _ => {
                // Integer arrays are counted from whole first and second elements, also when the arguments are floats.
                let whole = |value: Scalar| value.as_i128().unwrap_or(value.as_f64() as i128);
                let first = whole(start);
                let second = match (start, step) {
                    (Scalar::Float(_), _) | (_, Scalar::Float(_)) => (start.as_f64() + step.as_f64()) as i128,
                    _ => first.saturating_add(whole(step)),
                };
                let (first, delta) = (first as i64, second.wrapping_sub(first) as i64);
                with_dtype!(dtype, T => {
                    let mut elements = vec_for::<T>(&shape)?;
                    elements.extend((0..count).map(|index| {
                        let value: T = first.wrapping_add(delta.wrapping_mul(index as i64)).converted();
                        value
                    }));
                    Ok(T::into_block(array_from_vec(&shape, elements)))
                })
            }
        }
    }

    /// `count` evenly spaced values from `start` to `stop`, as `numpy.linspace`.
    pub fn linspace(start: f64, stop: f64, count: usize, endpoint: bool, dtype: DType) -> Result<Block> {
        let shape = [count];
        let intervals = if endpoint { count.saturating_sub(1) } else { count } as f64;
        let mut elements = vec_for::<f64>(&shape)?;
        let distance = stop - start;
        let step = distance / intervals;
        if intervals == 0.0 {
            elements.extend((0..count).map(|index| index as f64 * distance + start));
        } else if step == 0.0 {
            elements.extend((0..count).map(|index| index as f64 / intervals * distance + start));
        } else {
            elements.extend((0..count).map(|index| index as f64 * step + start));
        }
        if endpoint && count > 1 {
            elements[count - 1] = stop;
        }
        if dtype.is_integer() {
            elements.iter_mut().for_each(|element| *element = element.floor());
        }
        f64::into_block(array_from_vec(&shape, elements)).astype(dtype)
    }

    /// Ones on the `k`-th diagonal of an otherwise zero matrix, as `numpy.eye`.
    pub fn eye(rows: usize, columns: usize, k: isize, dtype: DType) -> Result<Block> {
        with_dtype!(dtype, T => {
            let mut matrix = filled(&[rows, columns], T::default())?;
            for row in 0..rows {
                if let Some(column) = (row as isize).checked_add(k).filter(|&column| column >= 0 && (column as usize) < columns) {
                    matrix[[row, column as usize].as_slice()] = T::ONE;
                }
            }
            Ok(T::into_block(matrix))
        })
    }

    /// The elements in C order.
    pub fn to_vec<T: Element>(&self) -> Option<Vec<T>> {
        T::array(self).map(|array| match array.as_slice() {
            Some(slice) => slice.to_vec(),
            None => array.iter().copied().collect(),
        })
    }

    /// The only element, as `ndarray.item()`.
    pub fn item(&self) -> Result<Scalar> {
        if self.size() != 1 {
            return Err(Error::value("can only convert an array of size 1 to a Python scalar"));
        }
        crate::each_dtype!(self, array => Ok(array.first().expect("it has one element").scalar()))
    }

    /// All elements as Python-like scalars, in C order: for printing and `tolist`, not for computing.
    pub fn scalars(&self) -> Vec<Scalar> {
        crate::each_dtype!(self, array => array.iter().map(|element| element.scalar()).collect())
    }
}

fn fill_counted<T: Element>(shape: &[usize], first: T, second: T, value: impl Fn(usize) -> T) -> Result<Block> {
    let mut elements = vec_for::<T>(shape)?;
    elements.extend((0..shape[0]).map(value));
    for (place, exact) in elements.iter_mut().zip([first, second]) {
        *place = exact;
    }
    Ok(T::into_block(array_from_vec(shape, elements)))
}
