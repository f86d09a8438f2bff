//! An append-only segment forest: what a range of spans amounts to, in logarithmic time.
//!
//! ```text
//! level 2                               [0..4)
//! level 1               [0..2)                          [2..4)
//! level 0       block 0        block 1          block 2        block 3        block 4      a block is 16 spans
//! ```
//!
//! A node is there once all spans below it are, so that a push completes amortized O(1) nodes and nothing is ever
//! rebuilt. The idea is Tristan Hume's "implicit forest" for trace viewers.

/// Of some spans: which is the longest, which ends last, how long they last together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Summary {
    /// Index of the longest; the earliest among equals
    pub(super) longest: usize,
    /// How long that is, in nanoseconds
    pub(super) longest_nanos: u64,
    /// Index of the one that ends last; the earliest among equals
    pub(super) latest: usize,
    /// When that ends, in nanoseconds
    pub(super) latest_stop: u64,
    /// Of all together
    pub(super) busy_nanos: u64,
}

impl Summary {
    /// Of one span.
    pub(super) fn of(span_idx: usize, start: u64, stop: u64) -> Summary {
        let nanos = stop - start;
        Summary { longest: span_idx, longest_nanos: nanos, latest: span_idx, latest_stop: stop, busy_nanos: nanos }
    }

    /// Of these spans and later ones.
    pub(super) fn and(self, later: Summary) -> Summary {
        let (longest, longest_nanos) = match later.longest_nanos > self.longest_nanos {
            true => (later.longest, later.longest_nanos),
            false => (self.longest, self.longest_nanos),
        };
        let (latest, latest_stop) = match later.latest_stop > self.latest_stop {
            true => (later.latest, later.latest_stop),
            false => (self.latest, self.latest_stop),
        };
        let busy_nanos = self.busy_nanos.saturating_add(later.busy_nanos);
        Summary { longest, longest_nanos, latest, latest_stop, busy_nanos }
    }
}

/// The nodes above blocks of spans; the spans themselves are the caller's.
#[derive(Clone, Debug, Default)]
pub(super) struct Forest {
    levels: Vec<Vec<Summary>>,
}

impl Forest {
    /// Takes note that there are now `n_spans`, one more than before.
    pub(super) fn pushed(&mut self, n_spans: usize, span: impl Fn(usize) -> Summary) {
        if !n_spans.is_multiple_of(BLOCK) {
            return;
        }
        let mut node = summarize(n_spans - BLOCK..n_spans, span).expect("a block is not empty");
        for level_idx in 0.. {
            if level_idx == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let level = &mut self.levels[level_idx];
            level.push(node);
            if !level.len().is_multiple_of(2) {
                return;
            }
            node = level[level.len() - 2].and(node);
        }
    }

    /// Forgets all but the first `n_spans`.
    pub(super) fn truncate(&mut self, n_spans: usize) {
        for (level_idx, level) in self.levels.iter_mut().enumerate() {
            level.truncate((n_spans / BLOCK) >> level_idx);
        }
    }

    /// Bytes that it keeps.
    pub(super) fn heap_bytes(&self) -> usize {
        self.levels.iter().map(|level| level.capacity() * size_of::<Summary>()).sum()
    }

    /// Of the spans `from..until`; `None` if there are none.
    pub(super) fn query(&self, from: usize, until: usize, span: impl Fn(usize) -> Summary) -> Option<Summary> {
        let (first_block, end_block) = (from.div_ceil(BLOCK), until / BLOCK);
        if first_block >= end_block {
            return summarize(from..until, span);
        }
        let mut found = summarize(from..first_block * BLOCK, &span);
        // Climb while the next node is aligned and fits, then descend towards the end: left to right all the way.
        let mut block = first_block;
        while block < end_block {
            let level_max = (block.trailing_zeros() as usize).min((end_block - block).ilog2() as usize);
            found = join(found, Some(self.levels[level_max][block >> level_max]));
            block += 1 << level_max;
        }
        join(found, summarize(end_block * BLOCK..until, &span))
    }
}

fn join(earlier: Option<Summary>, later: Option<Summary>) -> Option<Summary> {
    match (earlier, later) {
        (Some(earlier), Some(later)) => Some(earlier.and(later)),
        (one, other) => one.or(other),
    }
}

fn summarize(spans: std::ops::Range<usize>, span: impl Fn(usize) -> Summary) -> Option<Summary> {
    spans.map(span).reduce(Summary::and)
}

const BLOCK: usize = 16;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_query_equals_looking_at_all(
            spans in proptest::collection::vec((0u64..50, 0u64..50), 1..400),
            cut in any::<usize>(), a in any::<usize>(), b in any::<usize>(),
        ) {
            let of = |idx: usize| Summary::of(idx, spans[idx].0, spans[idx].0 + spans[idx].1);
            let mut forest = Forest::default();
            (1..=spans.len()).for_each(|n| forest.pushed(n, of));
            let cut = cut % spans.len();
            forest.truncate(cut);
            (cut + 1..=spans.len()).for_each(|n| forest.pushed(n, of));
            let (from, until) = (a % (spans.len() + 1), b % (spans.len() + 1));
            prop_assert_eq!(forest.query(from, until, of), summarize(from..until, of));
        }
    }
}
