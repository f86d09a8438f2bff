//! What to say when memory is used up: who asked for how much, and which results hold most.
//!
//! It is asked for in the middle of anything, with no memory left. So it takes only locks that are free, gives up where one
//! is not, and allocates nothing but its text, for which the caller frees a reserve first.

use std::cmp::Reverse;

use super::core::Core;
use super::limits::total_memory;
use super::registry;
use crate::graph::key_split;
use crate::writing::format_bytes;

/// Groups of results that are told apart; what is more is not counted.
const GROUPS_MAX: usize = 64;
/// As many groups are named.
const NAMED_MAX: usize = 3;

/// The words for a request of `nbytes` that could not be met; `None` where it is not known how many.
pub fn memory_is_used_up(nbytes: Option<u64>) -> String {
    let mut text = format!("memory is used up: of {} too little is left", format_bytes(total_memory()));
    if let Some(nbytes) = nbytes {
        text += &format!(" for {} more", format_bytes(nbytes));
    }
    let mut held = String::new();
    registry::try_each_core(|core| add_largest(core, &mut held));
    if !held.is_empty() {
        text += &format!(". Workers hold {held}");
    }
    text + ". Compute smaller parts at a time, and let go of what is not needed any more: del x, future.release()"
}

/// `sum-aggregate: 2.10 GiB in 12 results, ones_like: …`, the greatest first.
fn add_largest(core: &Core, text: &mut String) {
    let mut groups = [("", 0, 0); GROUPS_MAX];
    let mut n_groups = 0;
    for (key, nbytes) in core.results() {
        let prefix = key_split(key.name());
        let known = groups[..n_groups].iter().position(|(group, _, _)| *group == prefix);
        let place = known.unwrap_or(n_groups);
        if let Some((group, bytes, results)) = groups.get_mut(place) {
            (*group, *bytes, *results) = (prefix, *bytes + nbytes, *results + 1);
            n_groups = n_groups.max(place + 1);
        }
    }
    let groups = &mut groups[..n_groups];
    groups.sort_unstable_by_key(|(_, nbytes, _)| Reverse(*nbytes));
    for (prefix, nbytes, results) in groups.iter().take(NAMED_MAX).filter(|(_, nbytes, _)| *nbytes > 0) {
        let separator = if text.is_empty() { "" } else { ", " };
        let plural = if *results == 1 { "" } else { "s" };
        *text += &format!("{separator}{prefix}: {} in {results} result{plural}", format_bytes(*nbytes));
    }
}
