//! Quantiles of groups: each group's elements are gathered and sorted.

use super::{Groups, NO_GROUP};
use crate::block::create::vec_for;
use crate::block::layout::c_order;
use crate::block::{Block, DType, Error, Reduction, Result};

/// This quantile of each group, between neighbours if need be. A missing element makes its group missing, unless it is skipped.
pub(super) fn quantile(block: &Block, groups: &Groups, q: f64, skips: bool) -> Result<Block> {
    let n_lead = block.ndim() - groups.shape.len().min(block.ndim());
    let (lead, lengths) = block.shape().split_at(n_lead);
    let axes: Vec<(usize, usize)> = lengths.iter().copied().zip(0..).collect();
    let places = places(&groups.in_order(&axes)?, groups.n_groups);
    let Block::Float64(array) = block.astype(DType::Float64)? else {
        return Err(Error::Type("quantiles are those of numbers".to_owned()));
    };
    let array = c_order(&array)?;
    let elements = array.as_slice().unwrap_or_default();
    let row_length = lengths.iter().product::<usize>();
    let n_rows: usize = lead.iter().product();
    let mut shape = lead.to_vec();
    shape.push(groups.n_groups);
    let mut found = vec_for::<f64>(&shape)?;
    let mut gathered = Vec::new();
    for row in 0..n_rows {
        let row = &elements[row * row_length..][..row_length];
        for places in &places {
            gathered.clear();
            gathered.extend(places.iter().map(|&place| row[place]).filter(|element| !(skips && element.is_nan())));
            gathered.sort_unstable_by(f64::total_cmp);
            found.push(between_neighbours(&gathered, q));
        }
    }
    Block::from_vec(&shape, found)?.astype(Reduction::Mean.result_dtype(block.dtype(), None))
}

/// The places of each group's elements.
fn places(codes: &[u32], n_groups: usize) -> Vec<Vec<usize>> {
    let mut places = vec![Vec::new(); n_groups];
    for (place, &code) in codes.iter().enumerate().filter(|(_, code)| **code != NO_GROUP) {
        places[code as usize].push(place);
    }
    places
}

fn between_neighbours(sorted: &[f64], q: f64) -> f64 {
    // Sorted, NaN stands at an end: first if its sign is set.
    let [first, .., last] = sorted else { return sorted.first().copied().unwrap_or(f64::NAN) };
    if first.is_nan() || last.is_nan() {
        return f64::NAN;
    }
    let place = q * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    let part = place - place.floor();
    if part < 0.5 { below + (above - below) * part } else { above - (above - below) * (1.0 - part) }
}
