//! Products: blocks are multiplied pairwise, and sums over the common axes follow as a tree.
//!
//! Mirrors `dask.array.routines` (`tensordot`, `matmul`, `outer`).

use std::sync::Arc;

use super::blockwise::{Call, LabelChunks, blockwise};
use super::error::normalize_axis;
use super::index::Item;
use super::kernels::{assembled, on_blocks, same};
use super::tree::{Levels, Node, Tree, tree_reduction};
use super::{Array, AxisChunks, Config, Error, ReductionOptions, Result, Token, reduce};
use crate::block::{self, DType, Reduction, promote_types};

/// The sum of products over pairs of axes.
pub fn tensordot(
    left: &Array,
    right: &Array,
    left_axes: &[isize],
    right_axes: &[isize],
    config: &Config,
) -> Result<Array> {
    if left_axes.len() != right_axes.len() {
        return Err(Error::value("shape-mismatch for sum: as many axes of the one as of the other are needed"));
    }
    let normalized = |axes: &[isize], array: &Array| -> Result<Vec<usize>> {
        axes.iter().map(|&axis| normalize_axis(axis, array.ndim())).collect()
    };
    let (left_axes, right_axes) = (normalized(left_axes, left)?, normalized(right_axes, right)?);
    let dtype = promote_types(left.dtype(), right.dtype());
    // Labels of the left one first; contracted axes share theirs and stay in the products, with length 1.
    let n_left = left.ndim();
    let left_labels: Vec<u32> = (0..n_left as u32).collect();
    let right_labels: Vec<u32> = (0..right.ndim())
        .map(|axis| match right_axes.iter().position(|&contracted| contracted == axis) {
            Some(pair) => left_axes[pair] as u32,
            None => (n_left + axis) as u32,
        })
        .collect();
    let labels: Vec<u32> = (left_labels.iter().copied())
        .chain(right_labels.iter().copied().filter(|&label| label >= n_left as u32))
        .collect();
    let of_blocks = |axes: &[usize]| -> Vec<isize> { axes.iter().map(|&axis| axis as isize).collect() };
    let (in_left, in_right) = (of_blocks(&left_axes), of_blocks(&right_axes));
    let token =
        Token::of("tensordot").array(left).array(right).numbers(in_left.iter().chain(&in_right).map(|&a| a as i64));
    let mut kept: Vec<isize> = in_left.clone();
    kept.sort_unstable();
    let (block_left, block_right) = (in_left.clone(), in_right.clone());
    let kernel = on_blocks("tensordot", move |blocks| {
        let product = block::tensordot(blocks[0], blocks[1], &block_left, &block_right)?;
        if kept.is_empty() { Ok(product) } else { product.expand_dims(&kept) }
    });
    let call = Call {
        name: token.name("tensordot"),
        labels,
        factory: same(kernel),
        operands: vec![(left.clone(), left_labels), (right.clone(), right_labels)],
        dtype,
        new_axes: LabelChunks::new(),
        concatenate: false,
    };
    let products = blockwise(call, config)?;
    let ones = |chunks: &AxisChunks| -> AxisChunks { std::iter::repeat_n(1, chunks.n_blocks()).collect() };
    let chunks = left_axes.iter().fold(products.chunks().clone(), |chunks, &axis| {
        let ones = ones(&chunks[axis]);
        chunks.with_axis(axis, ones)
    });
    let products = products.with_chunks(chunks);
    if in_left.is_empty() {
        return products.astype(Reduction::Sum.result_dtype(dtype, None), config);
    }
    // Blocks are multiplied in their own dtype; sums over blocks are those of `sum`, which widens narrow integers.
    reduce(&products, Reduction::Sum, &ReductionOptions::over(&in_left), config)
}

/// `np.dot`: over the last axis of the left and the second last of the right.
pub fn dot(left: &Array, right: &Array, config: &Config) -> Result<Array> {
    if left.ndim() == 0 || right.ndim() == 0 {
        let operands = [left.into(), right.into()];
        return super::ufunc(crate::block::Ufunc::Multiply, "mul", &operands, config);
    }
    let right_axis = right.ndim() as isize - if right.ndim() > 1 { 2 } else { 1 };
    tensordot(left, right, &[left.ndim() as isize - 1], &[right_axis], config)
}

/// `left @ right`
pub fn matmul(left: &Array, right: &Array, config: &Config) -> Result<Array> {
    if left.ndim() == 0 || right.ndim() == 0 {
        return Err(Error::value("`matmul` does not support scalars."));
    }
    let (left_vector, right_vector) = (left.ndim() == 1, right.ndim() == 1);
    let mut left = if left_vector { left.getitem(&[Item::NewAxis], config)? } else { left.clone() };
    let mut right = if right_vector { right.getitem(&[Item::FULL, Item::NewAxis], config)? } else { right.clone() };
    // The one with fewer axes gets more in front.
    let ndim = left.ndim().max(right.ndim());
    for array in [&mut left, &mut right] {
        if array.ndim() < ndim {
            *array = array.getitem(&vec![Item::NewAxis; ndim - array.ndim()], config)?;
        }
    }
    let dtype = promote_types(left.dtype(), right.dtype());
    let n = ndim as u32;
    // Labels: 0.. for what is broadcast, then rows, the contracted axis, columns.
    let stacked: Vec<u32> = (0..n - 2).collect();
    let with = |last: [u32; 2]| -> Vec<u32> { stacked.iter().copied().chain(last).collect() };
    let labels: Vec<u32> = stacked.iter().copied().chain([n - 2, n - 1, n]).collect();
    let kernel = on_blocks("matmul", move |blocks| {
        let product = block::matmul(blocks[0], blocks[1])?;
        product.expand_dims(&[product.ndim() as isize - 1])
    });
    let call = Call {
        name: Token::of("matmul").array(&left).array(&right).name("matmul"),
        labels,
        factory: same(kernel),
        operands: vec![(left.clone(), with([n - 2, n - 1])), (right.clone(), with([n - 1, n]))],
        dtype,
        new_axes: LabelChunks::new(),
        concatenate: false,
    };
    let products = blockwise(call, config)?;
    let axis = ndim - 1;
    let n_blocks = products.chunks()[axis].n_blocks();
    let ones = AxisChunks::from_iter(std::iter::repeat_n(1, n_blocks));
    let chunks = products.chunks().with_axis(axis, ones);
    let products = products.with_chunks(chunks);
    // One block along the axis needs no sum and keeps its dtype.
    let summed = if n_blocks == 1 {
        products.squeeze(Some(&[axis as isize]), config)?
    } else {
        sum_in_tree(&products, axis, Reduction::Sum.result_dtype(dtype, None), config)?
    };
    match (left_vector, right_vector) {
        (false, false) => Ok(summed),
        (true, true) => {
            let mut items = vec![Item::FULL; summed.ndim() - 2];
            items.extend([Item::Int(0), Item::FULL]);
            // As in Dask: one axis by index, the other one in the block.
            let row = summed.getitem(&items, config)?;
            squeezed(&row, config)
        }
        (true, false) => {
            let mut items = vec![Item::FULL; summed.ndim() - 2];
            items.push(Item::Int(0));
            summed.getitem(&items, config)
        }
        (false, true) => {
            let mut items = vec![Item::FULL; summed.ndim() - 1];
            items.push(Item::Int(0));
            summed.getitem(&items, config)
        }
    }
}

/// The last axis, of length 1, taken away in the blocks.
fn squeezed(x: &Array, config: &Config) -> Result<Array> {
    let last = x.ndim() - 1;
    let call = Call {
        name: Token::of("squeeze").array(x).name("squeeze"),
        labels: (0..last as u32).collect(),
        factory: same(on_blocks("squeeze", move |blocks| blocks[0].squeeze(Some(&[last as isize])))),
        operands: vec![(x.clone(), (0..x.ndim() as u32).collect())],
        dtype: x.dtype(),
        new_axes: LabelChunks::new(),
        concatenate: true,
    };
    blockwise(call, config)
}

fn sum_in_tree(products: &Array, axis: usize, dtype: DType, config: &Config) -> Result<Array> {
    let over = [axis as isize];
    let node = |keepdims: bool| -> Node {
        Arc::new(move |dims: &[usize]| {
            let dims = dims.to_vec();
            on_blocks("chunk_sum", move |blocks| {
                block::reduce(Reduction::Sum, &assembled(&dims, blocks)?, Some(&over), keepdims, Some(dtype), 0.0)
            })
        })
    };
    let tree = Tree {
        chunk: same(on_blocks("chunk_sum", move |blocks| {
            block::reduce(Reduction::Sum, blocks[0], Some(&over), true, Some(dtype), 0.0)
        })),
        chunk_prefix: "chunk_sum".to_owned(),
        levels: Levels {
            combine: node(true),
            combine_prefix: "_chunk_sum".to_owned(),
            aggregate: node(false),
            aggregate_prefix: "_chunk_sum".to_owned(),
            output_size: 1,
            dtype,
        },
    };
    tree_reduction(products, &[axis], false, None, &tree, Token::of("matmul-sum"), config)
}

/// All products of an element of the one and an element of the other, both made flat.
pub fn outer(left: &Array, right: &Array, config: &Config) -> Result<Array> {
    let (left, right) = (left.ravel(config)?, right.ravel(config)?);
    let kernel = on_blocks("outer", |blocks| {
        let column = blocks[0].expand_dims(&[1])?;
        block::binary(crate::block::Ufunc::Multiply, &column, blocks[1])
    });
    let call = Call {
        name: Token::of("outer").array(&left).array(&right).name("outer"),
        labels: vec![0, 1],
        factory: same(kernel),
        dtype: promote_types(left.dtype(), right.dtype()),
        operands: vec![(left, vec![0]), (right, vec![1])],
        new_axes: LabelChunks::new(),
        concatenate: false,
    };
    blockwise(call, config)
}
