//! Functions that work element by element: one task per block, whatever the number of operands.
//!
//! Mirrors `dask.array.core.elemwise` and `dask.array.ufunc`.

use std::sync::Arc;

use smallvec::SmallVec;

use super::blockwise::{Call, LabelChunks, Operands, blockwise};
use super::kernels::{on_blocks, same};
use super::{Array, Config, Error, Result, Token};
use crate::block::{self, Block, DType, Operand as BlockOperand, Ufunc};
use crate::graph::blockwise::Index;

/// One side of an operation.
#[derive(Clone, Debug)]
pub enum Operand {
    /// A chunked array
    Array(Array),
    /// A Python number, or a NumPy scalar or 0-d array
    Constant(BlockOperand),
}

impl From<&Array> for Operand {
    fn from(array: &Array) -> Operand {
        Operand::Array(array.clone())
    }
}

impl From<Array> for Operand {
    fn from(array: Array) -> Operand {
        Operand::Array(array)
    }
}

impl From<BlockOperand> for Operand {
    fn from(constant: BlockOperand) -> Operand {
        Operand::Constant(constant)
    }
}

impl From<f64> for Operand {
    fn from(value: f64) -> Operand {
        Operand::Constant(value.into())
    }
}

impl From<i64> for Operand {
    fn from(value: i64) -> Operand {
        Operand::Constant(value.into())
    }
}

impl Operand {
    fn ndim(&self) -> usize {
        match self {
            Operand::Array(array) => array.ndim(),
            Operand::Constant(_) => 0,
        }
    }

    fn token(&self, token: Token) -> Token {
        match self {
            Operand::Array(array) => token.array(array),
            Operand::Constant(constant) => token.operand(constant),
        }
    }

    /// A tiny operand of the same type, to learn the dtype of results.
    fn sample(&self) -> Result<BlockOperand> {
        Ok(match self {
            Operand::Array(array) => BlockOperand::Block(Block::ones(&vec![1; array.ndim()], array.dtype())?),
            Operand::Constant(constant) => constant.clone(),
        })
    }
}

/// What an elementwise operation does with the blocks at one position.
pub type Elementwise = Arc<dyn Fn(&[BlockOperand]) -> block::Result<Block> + Send + Sync>;

/// `run` on all elements of `operands`, broadcast. `prefix` names the layer, `token` says what else `run` depends on.
/// The dtype is that of a try on one element each, unless it is given.
pub fn elementwise(
    prefix: &str,
    token: Token,
    run: Elementwise,
    operands: &[Operand],
    dtype: Option<DType>,
    config: &Config,
) -> Result<Array> {
    check_broadcast(operands)?;
    let dtype = match dtype {
        Some(dtype) => dtype,
        None => run(&operands.iter().map(Operand::sample).collect::<Result<Vec<_>>>()?)?.dtype(),
    };
    let name = operands.iter().fold(token.dtype(dtype), |token, operand| operand.token(token)).name(prefix);
    // Where each argument comes from: the next block, or a constant.
    let constants: Vec<Option<BlockOperand>> = operands
        .iter()
        .map(|operand| match operand {
            Operand::Array(_) => None,
            Operand::Constant(constant) => Some(constant.clone()),
        })
        .collect();
    let kernel = on_blocks(prefix.trim_start_matches('_').to_owned(), move |blocks| {
        let mut blocks = blocks.iter();
        let arguments: SmallVec<[BlockOperand; 3]> = constants
            .iter()
            .filter_map(|constant| constant.clone().or_else(|| blocks.next().map(|&block| block.into())))
            .collect();
        run(&arguments)
    });
    let ndim = operands.iter().map(Operand::ndim).max().unwrap_or(0);
    let arrays: Operands = operands
        .iter()
        .filter_map(|operand| match operand {
            Operand::Array(array) => Some((array.clone(), (0..array.ndim() as Index).rev().collect())),
            Operand::Constant(_) => None,
        })
        .collect();
    let labels = (0..ndim as Index).rev().collect();
    let new_axes = LabelChunks::new();
    blockwise(
        Call { name, labels, factory: same(kernel), operands: arrays, dtype, new_axes, concatenate: false },
        config,
    )
}

/// NumPy's rule on the shapes of `operands`; an unknown length fits anything.
fn check_broadcast(operands: &[Operand]) -> Result<()> {
    let arrays: Vec<&Array> = operands
        .iter()
        .filter_map(|operand| match operand {
            Operand::Array(array) => Some(array),
            Operand::Constant(_) => None,
        })
        .collect();
    let shapes: Vec<Vec<Option<usize>>> = arrays.iter().map(|array| array.shape()).collect();
    let ndim = shapes.iter().map(Vec::len).max().unwrap_or(0);
    for from_end in 1..=ndim {
        let lengths = shapes.iter().filter_map(|shape| shape.len().checked_sub(from_end).and_then(|axis| shape[axis]));
        let mut long = lengths.filter(|length| *length != 1);
        let first = long.next();
        if long.any(|length| Some(length) != first) {
            return Err(Error::Broadcast(arrays.iter().map(|array| array.chunks().shape_text()).collect()));
        }
    }
    Ok(())
}

/// A universal function. `prefix` is what Dask calls the layer: `add`, `sin`, `truediv`, ….
pub fn ufunc(ufunc: Ufunc, prefix: &str, operands: &[Operand], config: &Config) -> Result<Array> {
    let run: Elementwise = match ufunc.n_inputs() {
        1 => Arc::new(move |operands| block::unary(ufunc, &operands[0].to_block())),
        _ => Arc::new(move |operands| block::binary(ufunc, &operands[0], &operands[1])),
    };
    if operands.len() != ufunc.n_inputs() {
        let (name, wanted) = (ufunc.name(), ufunc.n_inputs());
        return Err(Error::Type(format!(
            "{name}() takes {wanted} positional arguments but {} were given",
            operands.len()
        )));
    }
    elementwise(prefix, Token::of(ufunc.name()), run, operands, None, config)
}

/// `np.where` on blocks.
pub fn where_(condition: &Operand, chosen: &Operand, other: &Operand, config: &Config) -> Result<Array> {
    let run: Elementwise = Arc::new(|operands| block::where_(&operands[0].to_block(), &operands[1], &operands[2]));
    elementwise("where", Token::of("where"), run, &[condition.clone(), chosen.clone(), other.clone()], None, config)
}

impl Array {
    /// The same elements as another dtype; the array itself if it has that already.
    pub fn astype(&self, dtype: DType, config: &Config) -> Result<Array> {
        if dtype == self.dtype() {
            return Ok(self.clone());
        }
        let run: Elementwise = Arc::new(move |operands| operands[0].to_block().astype(dtype));
        elementwise("astype", Token::of("astype"), run, &[self.into()], Some(dtype), config)
    }

    /// Rounded to `decimals` places.
    pub fn round(&self, decimals: i32, config: &Config) -> Result<Array> {
        let run: Elementwise = Arc::new(move |operands| operands[0].to_block().round(decimals));
        let token = Token::of("round").display(decimals);
        elementwise("round", token, run, &[self.into()], Some(self.dtype()), config)
    }

    /// Between `least` and `greatest`, where given.
    pub fn clip(&self, least: Option<Operand>, greatest: Option<Operand>, config: &Config) -> Result<Array> {
        let (has_least, has_greatest) = (least.is_some(), greatest.is_some());
        let run: Elementwise = Arc::new(move |operands| {
            let bound = |present: bool, at: usize| if present { operands.get(at) } else { None };
            let greatest_at = 1 + usize::from(has_least);
            operands[0].to_block().clip(bound(has_least, 1), bound(has_greatest, greatest_at))
        });
        let operands: Vec<Operand> = [Some(self.into()), least, greatest].into_iter().flatten().collect();
        let token = Token::of("clip").display(has_least).display(has_greatest);
        elementwise("clip", token, run, &operands, None, config)
    }
}
