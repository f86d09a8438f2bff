//! The loop under all grouped reductions: every element goes into the slot of its group.
//!
//! The array is walked in memory order, whatever the order of its axes. What matters is which axis lies innermost:
//!
//! ```text
//!   x[time, y, x] grouped along time     one code for a whole row: the row goes, element by element, into a row of slots
//!   x[y, x, time] grouped along time     one code for each element of a row: it goes into one of the groups' slots
//! ```

use ndarray::IxDyn;

use super::Groups;
use crate::block::element::{Array, Element};
use crate::block::layout::{MemoryOrder, array_in_order, memory_order};
use crate::block::{Block, Error, Result};

/// How the elements of one array meet their slots.
pub(super) struct Walk {
    /// Lengths of axes in memory order, neighbours with the same fate joined, and whether they are grouped
    axes: Vec<(usize, bool)>,
    /// The groups along the grouped axes, in memory order
    codes: Vec<u32>,
    n_groups: usize,
    n_kept: usize,
    /// The lengths of slots as they lie in memory, and which axis of the result each is
    slot_shape: Vec<usize>,
    slot_axes: Vec<usize>,
}

impl Walk {
    pub(super) fn new<A: Element>(memory: &MemoryOrder<'_, A>, groups: &Groups) -> Result<Walk> {
        let n_lead = memory.axes.len().checked_sub(groups.shape.len());
        let Some(n_lead) = n_lead else {
            return Err(Error::Value("there are more axes of groups than axes".to_owned()));
        };
        let mut axes: Vec<(usize, bool)> = Vec::new();
        let (mut kept, mut grouped) = (Vec::new(), Vec::new());
        for (&length, &axis) in memory.shape.iter().zip(&memory.axes) {
            let is_grouped = axis >= n_lead;
            if is_grouped {
                grouped.push((length, axis - n_lead))
            } else {
                kept.push((length, axis))
            }
            match axes.last_mut() {
                Some((joined, fate)) if *fate == is_grouped => *joined *= length,
                _ => axes.push((length, is_grouped)),
            }
        }
        let inner_is_grouped = axes.last().is_some_and(|&(_, grouped)| grouped);
        let group_axis = (groups.n_groups, n_lead);
        let slots: Vec<(usize, usize)> = match inner_is_grouped {
            true => kept.iter().copied().chain([group_axis]).collect(),
            false => [group_axis].into_iter().chain(kept.iter().copied()).collect(),
        };
        Ok(Walk {
            axes,
            codes: groups.in_order(&grouped)?,
            n_groups: groups.n_groups,
            n_kept: kept.iter().map(|(length, _)| length).product(),
            slot_shape: slots.iter().map(|slot| slot.0).collect(),
            slot_axes: slots.iter().map(|slot| slot.1).collect(),
        })
    }

    /// How many slots there are.
    pub(super) fn n_slots(&self) -> usize {
        self.n_kept * self.n_groups
    }

    /// Takes every element into its slot.
    #[inline(always)]
    pub(super) fn fold<A: Element, S>(&self, elements: &[A], slots: &mut [S], step: impl Fn(&mut S, A)) {
        let Some((&(length, inner_is_grouped), outer)) = self.axes.split_last() else {
            // A single element.
            if let (Some(slot), Some(&element)) =
                (self.codes.first().and_then(|&code| slots.get_mut(code as usize)), elements.first())
            {
                step(slot, element);
            }
            return;
        };
        if elements.is_empty() || slots.is_empty() {
            return;
        }
        let mut at = vec![0; outer.len()];
        for row in elements.chunks_exact(length) {
            let (kept, grouped) = places(outer, &at, length, inner_is_grouped);
            if inner_is_grouped {
                let slots = &mut slots[kept * self.n_groups..][..self.n_groups];
                for (&code, &element) in self.codes[grouped..][..length].iter().zip(row) {
                    // The code of no group lies beyond all slots.
                    if let Some(slot) = slots.get_mut(code as usize) {
                        step(slot, element);
                    }
                }
            } else if (self.codes[grouped] as usize) < self.n_groups {
                let start = self.codes[grouped] as usize * self.n_kept + kept;
                slots[start..][..length].iter_mut().zip(row).for_each(|(slot, &element)| step(slot, element));
            }
            advance(outer, &mut at);
        }
    }

    /// Results, in the order of their slots.
    pub(super) fn in_slots<S: Element>(&self, results: &Array<S>) -> impl Iterator<Item = S> {
        let ordered = results.clone().permuted_axes(IxDyn(&self.slot_axes));
        ordered.into_iter()
    }

    /// The slots as a block with the groups on its last axis.
    pub(super) fn block<S: Element>(&self, slots: Vec<S>) -> Block {
        S::into_block(array_in_order(&self.slot_shape, &self.slot_axes, slots))
    }
}

/// Where a row stands along kept and along grouped axes, both counted in memory order.
fn places(outer: &[(usize, bool)], at: &[usize], length: usize, inner_is_grouped: bool) -> (usize, usize) {
    let (mut kept, mut grouped) = (0, 0);
    for (&(length, is_grouped), &at) in outer.iter().zip(at) {
        let place = if is_grouped { &mut grouped } else { &mut kept };
        *place = *place * length + at;
    }
    if inner_is_grouped { (kept, grouped * length) } else { (kept * length, grouped) }
}

/// The next position, last axis fastest.
fn advance(axes: &[(usize, bool)], at: &mut [usize]) {
    for (&(length, _), at) in axes.iter().zip(at).rev() {
        *at += 1;
        if *at < length {
            return;
        }
        *at = 0;
    }
}

/// Folds all elements, each slot starting from the same value.
#[inline(always)]
pub(super) fn folded<A: Element, S: Element>(
    array: &Array<A>,
    groups: &Groups,
    start: S,
    step: impl Fn(&mut S, A),
) -> Result<Block> {
    let memory = memory_order(array)?;
    let walk = Walk::new(&memory, groups)?;
    let mut slots = vec![start; walk.n_slots()];
    walk.fold(&memory.elements, &mut slots, step);
    Ok(walk.block(slots))
}
