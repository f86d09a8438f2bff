//! How the groups lie in the chunks, and what that means for reducing them.
//!
//! ```text
//! months in yearly chunks      every chunk has all groups      map-reduce: one tree for all
//! months in monthly chunks     few chunks have a group         cohorts: a tree for each set of groups that go together
//! days in daily chunks         one chunk has a group           blockwise: no tree at all
//! ```
//!
//! Chooses as flox does, whose rules its documentation describes.

use rustc_hash::FxHashMap;

/// How to reduce.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Method {
    /// Each chunk for itself
    Blockwise,
    /// All chunks in one tree
    MapReduce,
    /// Sets of groups, each with a tree of its own
    Cohorts(Vec<Cohort>),
}

/// Groups that lie in about the same chunks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cohort {
    /// The groups
    pub(super) codes: Vec<i64>,
    /// The numbers of the chunks in which they lie, sorted
    pub(super) blocks: Vec<usize>,
}

/// Above this share of pairs of a group and a chunk that has it, the groups count as spread over all.
const SHARE_MAX: f64 = 0.4;

/// From this share of one group's chunks on, another group goes with it.
const CONTAINMENT_MIN: f64 = 0.75;

/// The method for chunks that have these groups, each list sorted and without those that belong to no group. `of_one` tells
/// that all chunks are of one element.
pub(super) fn method(groups_of: &[Vec<i64>], of_one: bool) -> Method {
    if groups_of.len() <= 1 {
        return Method::Blockwise;
    }
    let mut blocks_of: Vec<(i64, Vec<usize>)> = Vec::new();
    let mut place_of: FxHashMap<i64, usize> = FxHashMap::default();
    let mut codes: Vec<i64> = groups_of.iter().flatten().copied().collect();
    codes.sort_unstable();
    codes.dedup();
    for code in codes {
        place_of.insert(code, blocks_of.len());
        blocks_of.push((code, Vec::new()));
    }
    for (block, groups) in groups_of.iter().enumerate() {
        groups.iter().for_each(|code| blocks_of[place_of[code]].1.push(block));
    }
    if blocks_of.iter().all(|(_, blocks)| blocks.len() == 1) {
        return Method::Blockwise;
    }
    let exact = exact_cohorts(&blocks_of);
    if exact.len() == 1 {
        return Method::MapReduce;
    }
    let of_one_group = groups_of.iter().all(|groups| groups.len() == 1);
    if of_one || of_one_group || covers_once(&exact) {
        return Method::Cohorts(exact);
    }
    let n_pairs: usize = blocks_of.iter().map(|(_, blocks)| blocks.len()).sum();
    if n_pairs as f64 / (groups_of.len() * blocks_of.len()) as f64 > SHARE_MAX {
        return Method::MapReduce;
    }
    Method::Cohorts(merged_cohorts(&blocks_of, &exact, groups_of, &place_of))
}

/// Groups that lie in exactly the same chunks, in the order of their first ones.
fn exact_cohorts(blocks_of: &[(i64, Vec<usize>)]) -> Vec<Cohort> {
    let mut cohorts: Vec<Cohort> = Vec::new();
    let mut known: FxHashMap<&[usize], usize> = FxHashMap::default();
    for (code, blocks) in blocks_of {
        let place = *known.entry(blocks).or_insert(cohorts.len());
        match cohorts.get_mut(place) {
            Some(cohort) => cohort.codes.push(*code),
            None => cohorts.push(Cohort { codes: vec![*code], blocks: blocks.clone() }),
        }
    }
    cohorts
}

/// Whether each chunk, up to the last one that has a group, is that of one cohort.
fn covers_once(cohorts: &[Cohort]) -> bool {
    let mut blocks: Vec<usize> = cohorts.iter().flat_map(|cohort| cohort.blocks.iter().copied()).collect();
    blocks.sort_unstable();
    blocks.iter().copied().eq(0..blocks.len())
}

/// Joins groups most of whose chunks are also another one's.
fn merged_cohorts(
    blocks_of: &[(i64, Vec<usize>)],
    exact: &[Cohort],
    groups_of: &[Vec<i64>],
    place_of: &FxHashMap<i64, usize>,
) -> Vec<Cohort> {
    // One group speaks for those that lie in the same chunks.
    let with_company = |cohort: &Cohort| (place_of[&cohort.codes[0]], company(cohort, blocks_of, groups_of, place_of));
    let mut rows: Vec<(usize, Vec<usize>)> = exact.iter().map(with_company).collect();
    // Those with most company first; of equal ones the later first.
    rows.sort_by_key(|(place, company)| std::cmp::Reverse((company.len(), *place)));
    let mut is_merged = vec![false; blocks_of.len()];
    let mut cohorts = Vec::new();
    for (place, company) in rows {
        if is_merged[place] {
            continue;
        }
        let members: Vec<usize> = company.into_iter().filter(|&member| !is_merged[member]).collect();
        let mut blocks: Vec<usize> = members.iter().flat_map(|&member| blocks_of[member].1.iter().copied()).collect();
        blocks.sort_unstable();
        blocks.dedup();
        members.iter().for_each(|&member| is_merged[member] = true);
        cohorts.push(Cohort { codes: members.iter().map(|&member| blocks_of[member].0).collect(), blocks });
    }
    cohorts.sort_by_key(|cohort| cohort.codes[0]);
    cohorts
}

/// The groups enough of whose chunks are also this cohort's, itself among them.
fn company(
    cohort: &Cohort,
    blocks_of: &[(i64, Vec<usize>)],
    groups_of: &[Vec<i64>],
    place_of: &FxHashMap<i64, usize>,
) -> Vec<usize> {
    let mut shared = vec![0; blocks_of.len()];
    for code in cohort.blocks.iter().flat_map(|&block| &groups_of[block]) {
        shared[place_of[code]] += 1;
    }
    let share = |place: usize| f64::from(shared[place]) * (1.0 / blocks_of[place].1.len() as f64);
    (0..blocks_of.len()).filter(|&place| share(place) >= CONTAINMENT_MIN).collect()
}

/// Chunks along an axis of sorted groups, moved so that no group lies in two of them.
pub(super) fn aligned_chunks(chunks: &[usize], codes: &[i64]) -> Vec<usize> {
    let ends = chunks.iter().scan(0, |end, size| {
        *end += size;
        Some(*end)
    });
    let last_of_chunks: Vec<usize> = ends.filter(|&end| end > 0).map(|end| end - 1).collect();
    let mut spans: FxHashMap<i64, (usize, usize)> = FxHashMap::default();
    for (place, &code) in codes.iter().enumerate() {
        spans.entry(code).or_insert((place, place)).1 = place;
    }
    // The groups that stand at the ends of chunks, each once.
    let mut at_ends: Vec<(usize, usize)> = Vec::new();
    let mut known = rustc_hash::FxHashSet::default();
    for &last in &last_of_chunks {
        if known.insert(codes[last]) {
            at_ends.push(spans[&codes[last]]);
        }
    }
    if at_ends.len() == last_of_chunks.len() && at_ends.iter().zip(&last_of_chunks).all(|(span, last)| span.1 == *last)
    {
        return chunks.to_vec();
    }
    let mut cuts = vec![0];
    for (&end, &(first, last)) in last_of_chunks.iter().zip(&at_ends) {
        let previous = cuts[cuts.len() - 1];
        if end == 0 || previous > last {
            continue;
        }
        // The nearer edge of the group; a tie goes to its end.
        let nearer_first = end.abs_diff(first) < end.abs_diff(last) && first > previous;
        cuts.push(if nearer_first { first } else { last + 1 });
    }
    if cuts[cuts.len() - 1] != codes.len() {
        cuts.push(codes.len());
    }
    cuts.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// Whether new chunks are near enough to the old ones to be made without being asked for.
pub(super) fn is_near(new: &[usize], old: &[usize]) -> bool {
    const COUNT_CHANGE_MAX: f64 = 0.25;
    const SIZE_CHANGE_MAX: f64 = 1.5;
    let longest = |chunks: &[usize]| chunks.iter().copied().max().unwrap_or(1);
    let change = |new: usize, old: usize| new.abs_diff(old) as f64 / old.max(1) as f64;
    change(new.len(), old.len()) < COUNT_CHANGE_MAX && change(longest(new), longest(old)) < SIZE_CHANGE_MAX
}
