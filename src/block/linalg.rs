//! Products of vectors and matrices.

use ndarray::{Ix2, IxDyn, LinalgScalar};

use super::broadcast::{broadcast_shapes, normalize_axis};
use super::element::{Array, Element};
use super::error::tuple_text_tight;
use super::layout::c_order;
use super::promote::promote_types;
use super::ufunc::{Number, Ufunc, binary};
use super::{Block, DType, Error, Result, checked_size};

const SIGNATURE: &str = "(n?,k),(k,m?)->(n?,m?)";

/// `numpy.dot`: scalars multiply; otherwise the last axis of `left` meets the last but one of `right`.
pub fn dot(left: &Block, right: &Block) -> Result<Block> {
    if left.ndim() == 0 || right.ndim() == 0 {
        return binary(Ufunc::Multiply, left, right);
    }
    let left_axis = left.ndim() - 1;
    let right_axis = right.ndim().saturating_sub(2);
    if left.shape()[left_axis] != right.shape()[right_axis] {
        return Err(Error::value(format!(
            "shapes {} and {} not aligned: {} (dim {left_axis}) != {} (dim {right_axis})",
            tuple_text_tight(left.shape()),
            tuple_text_tight(right.shape()),
            left.shape()[left_axis],
            right.shape()[right_axis]
        )));
    }
    tensordot(left, right, &[left_axis as isize], &[right_axis as isize])
}

/// `numpy.matmul`: matrices in the last two axes, stacks of them broadcast.
pub fn matmul(left: &Block, right: &Block) -> Result<Block> {
    for (operand, block) in [left, right].into_iter().enumerate() {
        if block.ndim() == 0 {
            return Err(Error::value(format!(
                "matmul: Input operand {operand} does not have enough dimensions (has 0, gufunc core with signature {SIGNATURE} requires 1)"
            )));
        }
    }
    let inner_left = left.shape()[left.ndim() - 1];
    let inner_right = right.shape()[right.ndim().saturating_sub(2)];
    if inner_left != inner_right {
        return Err(Error::value(format!(
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature {SIGNATURE} (size {inner_right} is different from {inner_left})"
        )));
    }
    if left.ndim() <= 2 && right.ndim() <= 2 {
        return dot(left, right);
    }
    // Vectors become matrices with a row or column that is dropped again.
    let (left_matrix, right_matrix) = (
        if left.ndim() == 1 { left.expand_dims(&[0])? } else { left.clone() },
        if right.ndim() == 1 { right.expand_dims(&[1])? } else { right.clone() },
    );
    let stack_shape = broadcast_shapes(&[
        &left_matrix.shape()[..left_matrix.ndim() - 2],
        &right_matrix.shape()[..right_matrix.ndim() - 2],
    ])?;
    let (rows, columns) = (left_matrix.shape()[left_matrix.ndim() - 2], right_matrix.shape()[right_matrix.ndim() - 1]);
    let whole = |core: [usize; 2]| stack_shape.iter().copied().chain(core).collect::<Vec<_>>();
    let left_stack =
        left_matrix.broadcast_to(&whole([rows, inner_left]))?.reshape(&[-1, rows as isize, inner_left as isize]);
    let right_stack = right_matrix.broadcast_to(&whole([inner_right, columns]))?.reshape(&[
        -1,
        inner_right as isize,
        columns as isize,
    ]);
    let mut shape: Vec<isize> = whole([rows, columns]).into_iter().map(|length| length as isize).collect();
    if stack_shape.contains(&0) || [rows, columns, inner_left].contains(&0) {
        let dtype = promote_types(left.dtype(), right.dtype());
        return Block::zeros(&whole([rows, columns]), dtype);
    }
    let (left_stack, right_stack) = (left_stack?, right_stack?);
    let products = (0..left_stack.shape()[0])
        .map(|plane| {
            let matrix = |stack: &Block| stack.slice_axis(0, plane, plane + 1).squeeze(Some(&[0]));
            dot(&matrix(&left_stack)?, &matrix(&right_stack)?)
        })
        .collect::<Result<Vec<_>>>()?;
    if right.ndim() == 1 {
        shape.pop();
    }
    if left.ndim() == 1 {
        shape.remove(stack_shape.len());
    }
    super::stack(&products, 0)?.reshape(&shape)
}

/// The sum of products over pairs of axes, as `numpy.tensordot` with two lists of axes.
pub fn tensordot(left: &Block, right: &Block, left_axes: &[isize], right_axes: &[isize]) -> Result<Block> {
    let mismatch = || Error::value("shape-mismatch for sum");
    if left_axes.len() != right_axes.len() {
        return Err(mismatch());
    }
    let summed = |axes: &[isize], block: &Block| {
        axes.iter()
            .map(|&axis| normalize_axis(axis, block.ndim()))
            .collect::<Result<Vec<_>>>()
            .map_err(|_| Error::Index("tuple index out of range".to_owned()))
    };
    let (left_summed, right_summed) = (summed(left_axes, left)?, summed(right_axes, right)?);
    if left_summed.iter().zip(&right_summed).any(|(&l, &r)| left.shape()[l] != right.shape()[r]) {
        return Err(mismatch());
    }
    let kept =
        |block: &Block, summed: &[usize]| (0..block.ndim()).filter(|axis| !summed.contains(axis)).collect::<Vec<_>>();
    let (left_kept, right_kept) = (kept(left, &left_summed), kept(right, &right_summed));
    let lengths = |block: &Block, axes: &[usize]| axes.iter().map(|&axis| block.shape()[axis]).collect::<Vec<_>>();
    let inner: usize = lengths(left, &left_summed).iter().product();
    let shape: Vec<usize> = lengths(left, &left_kept).into_iter().chain(lengths(right, &right_kept)).collect();
    let (rows, columns): (usize, usize) =
        (lengths(left, &left_kept).iter().product(), lengths(right, &right_kept).iter().product());
    let dtype = promote_types(left.dtype(), right.dtype());
    checked_size(&shape, dtype)?;

    let signed = |axes: Vec<usize>| axes.into_iter().map(|axis| axis as isize).collect::<Vec<_>>();
    let left_order = signed(left_kept.into_iter().chain(left_summed).collect());
    let right_order = signed(right_summed.into_iter().chain(right_kept).collect());
    let left = left.astype(dtype)?.transpose(Some(&left_order))?;
    let right = right.astype(dtype)?.transpose(Some(&right_order))?;
    crate::with_dtype!(dtype, T => {
        let (left, right) = (T::array(&left).expect("it was cast"), T::array(&right).expect("it was cast"));
        let product = T::product(&matrix(left, rows, inner)?, &matrix(right, inner, columns)?)?;
        Ok(T::into_block(product.into_shape_with_order(IxDyn(&shape)).expect("rows times columns")))
    })
}

/// The array as a matrix; a matrix keeps its layout, which the product can deal with.
fn matrix<T: Element>(array: &Array<T>, rows: usize, columns: usize) -> Result<Array<T>> {
    if array.shape() == [rows, columns] {
        return Ok(array.clone());
    }
    Ok(c_order(array)?.into_shape_with_order(IxDyn(&[rows, columns])).expect("the sizes agree"))
}

/// Element types that matrices are multiplied in.
trait Product: Element {
    /// The C-ordered product of two matrices that fit.
    fn product(left: &Array<Self>, right: &Array<Self>) -> Result<Array<Self>>;
}

macro_rules! blocked_product {
    ($($element:ty)*) => {$(
        impl Product for $element {
            fn product(left: &Array<Self>, right: &Array<Self>) -> Result<Array<Self>> {
                gemm(left, right)
            }
        }
    )*};
}

macro_rules! wrapping_product {
    ($($element:ty)*) => {$(
        impl Product for $element {
            fn product(left: &Array<Self>, right: &Array<Self>) -> Result<Array<Self>> {
                row_by_row(left, right)
            }
        }
    )*};
}

blocked_product!(f32 f64);
wrapping_product!(bool i8 i16 i32 i64 u8 u16 u32 u64);

/// Cache-blocked multiplication of floats, from the `matrixmultiply` crate behind ndarray.
fn gemm<T: Element + LinalgScalar>(left: &Array<T>, right: &Array<T>) -> Result<Array<T>> {
    let two = |array: &Array<T>| array.clone().into_dimensionality::<Ix2>().expect("it is a matrix");
    let (left, right) = (two(left), two(right));
    let mut product = super::create::filled(&[left.nrows(), right.ncols()], T::zero())?;
    let mut place = product.view_mut().into_dimensionality::<Ix2>().expect("it is a matrix");
    ndarray::linalg::general_mat_mul(T::one(), &left, &right, T::zero(), &mut place);
    Ok(product)
}

/// Integers wrap and bools are or-ed; each row of the result is summed up from rows of `right`.
fn row_by_row<T: Number>(left: &Array<T>, right: &Array<T>) -> Result<Array<T>> {
    let (left, right) = (c_order(left)?, c_order(right)?);
    let (inner, columns) = (left.shape()[1], right.shape()[1]);
    let mut product = super::create::filled(&[left.shape()[0], columns], T::default())?;
    let (left, right) = (left.as_slice().expect("it is C-ordered"), right.as_slice().expect("it is C-ordered"));
    let target = product.as_slice_mut().expect("it is C-ordered");
    if inner * columns > 0 {
        for (sums, factors) in target.chunks_exact_mut(columns).zip(left.chunks_exact(inner)) {
            for (&factor, row) in factors.iter().zip(right.chunks_exact(columns)) {
                sums.iter_mut().zip(row).for_each(|(sum, &element)| *sum = sum.add(factor.multiply(element)));
            }
        }
    }
    Ok(product)
}

/// The norm of a vector or matrix seen as a vector: the square root of the sum of squares.
impl Block {
    /// `numpy.linalg.norm` without arguments.
    pub fn norm(&self) -> Result<Block> {
        let floats = if self.dtype().is_float() { self.clone() } else { self.astype(DType::Float64)? };
        let flat = floats.ravel()?;
        super::unary(Ufunc::Sqrt, &dot(&flat, &flat)?)
    }
}
