//! Where to draw the nodes of a graph: layers by depth, few crossings, straight long edges.
//!
//! in: how many nodes, their sizes, edges; out: their centres and a route for every edge, rank by rank from the top.
//!
//! The method is Sugiyama's, each step linear or nearly so: ranks by longest path; a chain of invisible points for an edge
//! across several ranks; sweeps that order each rank by the mean place of its neighbours; then sweeps that move each
//! rank to where its neighbours are, exactly (least squares under "keep your order and distance").
//!
//! - Same input, same picture; no graph is too odd: cycles, loops, repeated edges, no edges.
//! - Nodes of a rank keep the order in which they came unless that costs crossings, so blocks given in order of their
//!   index stand in that order.
//! - With more edges the sweeps get fewer: a graph of 100,000 edges takes well under a second.
//!
//! Decided 2026-11-22: our own, not `rust-sugiyama`. That crate asserts on its input (a panic ends the page's module) and
//! iterates over randomly seeded hash maps, so the same graph would look different each time.

/// Distances that a drawing keeps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spacing {
    /// Between neighbours in a rank
    pub node_gap: f64,
    /// Between ranks
    pub rank_gap: f64,
}

/// A drawing without pens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Centre of each node
    pub centers: Vec<(f64, f64)>,
    /// Through which points each edge goes, from centre to centre
    pub routes: Vec<Vec<(f64, f64)>>,
    /// From left to right
    pub width: f64,
    /// From top to bottom
    pub height: f64,
}

/// Places nodes of the given sizes (width, height); an edge `(from, to)` leads downwards. Indices beyond the nodes are
/// ignored, and get an empty route.
pub fn layered(sizes: &[(f64, f64)], edges: &[(u32, u32)], spacing: Spacing) -> Layout {
    let n_nodes = sizes.len();
    if n_nodes == 0 {
        return Layout { routes: vec![Vec::new(); edges.len()], ..Layout::default() };
    }
    let ranks = ranks(n_nodes, edges);
    let mut chart = Chart::new(sizes, edges, &ranks);
    let n_sweeps = (SWEEP_EDGES_MAX / (chart.n_links() + 1)).min(SWEEPS_MAX);
    chart.reduce_crossings(n_sweeps);
    chart.place(n_sweeps.max(2), spacing.node_gap);
    chart.layout(sizes, edges.len(), spacing)
}

/// The depth of each node: the longest way to it, except that what only feeds others moves down to them.
pub fn ranks(n_nodes: usize, edges: &[(u32, u32)]) -> Vec<u32> {
    let valid = |&&(from, to): &&(u32, u32)| from != to && (from.max(to) as usize) < n_nodes;
    let successors = Adjacency::new(n_nodes, edges.iter().filter(valid).copied());
    let mut n_missing = vec![0u32; n_nodes];
    for &(_, to) in edges.iter().filter(valid) {
        n_missing[to as usize] += 1;
    }
    let n_inputs = n_missing.clone();
    let mut ranks = vec![0u32; n_nodes];
    let mut order: Vec<u32> = (0..n_nodes as u32).filter(|&node| n_missing[node as usize] == 0).collect();
    let mut seen = vec![false; n_nodes];
    order.iter().for_each(|&node| seen[node as usize] = true);
    let (mut at, mut unseen) = (0, 0);
    loop {
        while at < order.len() {
            let node = order[at];
            at += 1;
            for &next in successors.of(node) {
                if seen[next as usize] {
                    continue; // an edge that closes a cycle
                }
                ranks[next as usize] = ranks[next as usize].max(ranks[node as usize] + 1);
                n_missing[next as usize] -= 1;
                if n_missing[next as usize] == 0 {
                    seen[next as usize] = true;
                    order.push(next);
                }
            }
        }
        // What is left lies on cycles or behind them: start with the first.
        while unseen < n_nodes && seen[unseen] {
            unseen += 1;
        }
        if unseen == n_nodes {
            break;
        }
        seen[unseen] = true;
        order.push(unseen as u32);
    }
    for &node in order.iter().rev() {
        let outputs = successors.of(node);
        if outputs.len() > n_inputs[node as usize] as usize {
            let rank = ranks[node as usize];
            let nearest = outputs.iter().map(|&next| ranks[next as usize]).filter(|&next| next > rank).min();
            ranks[node as usize] = nearest.map_or(rank, |nearest| nearest - 1);
        }
    }
    ranks
}

/// The lists of neighbours of all nodes, end to end.
struct Adjacency {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Adjacency {
    fn new(n_nodes: usize, links: impl Iterator<Item = (u32, u32)> + Clone) -> Adjacency {
        let mut starts = vec![0u32; n_nodes + 1];
        for (from, _) in links.clone() {
            starts[from as usize + 1] += 1;
        }
        for node in 0..n_nodes {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut items = vec![0u32; starts[n_nodes] as usize];
        for (from, to) in links {
            items[next[from as usize] as usize] = to;
            next[from as usize] += 1;
        }
        Adjacency { starts, items }
    }

    fn of(&self, node: u32) -> &[u32] {
        &self.items[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }
}

/// Nodes and the invisible points of long edges, in ranks; links go from one rank to the next.
struct Chart {
    /// Nodes first, then points
    n_nodes: usize,
    widths: Vec<f64>,
    xs: Vec<f64>,
    /// The members of each rank from left to right
    rows: Vec<Vec<u32>>,
    above: Adjacency,
    below: Adjacency,
    /// Of each edge its points, from its upper end to its lower
    chains: Vec<Chain>,
}

/// How an edge runs through the ranks.
struct Chain {
    /// Nothing to draw
    void: bool,
    /// The members it goes through, from the upper end to the lower
    members: Vec<u32>,
    /// Whether the edge leads from the lower end to the upper
    upwards: bool,
}

impl Chart {
    fn new(sizes: &[(f64, f64)], edges: &[(u32, u32)], ranks: &[u32]) -> Chart {
        let n_nodes = sizes.len();
        let n_ranks = ranks.iter().max().map_or(0, |&rank| rank as usize + 1);
        let mut rows = vec![Vec::new(); n_ranks];
        for node in 0..n_nodes {
            rows[ranks[node] as usize].push(node as u32);
        }
        let mut widths: Vec<f64> = sizes.iter().map(|size| size.0).collect();
        let mut links = Vec::new();
        let mut chains = Vec::with_capacity(edges.len());
        for &(from, to) in edges {
            if from.max(to) as usize >= n_nodes || from == to {
                chains.push(Chain { void: true, members: Vec::new(), upwards: false });
                continue;
            }
            let upwards = ranks[from as usize] > ranks[to as usize];
            let (top, bottom) = if upwards { (to, from) } else { (from, to) };
            let mut members = vec![top];
            let (top_rank, bottom_rank) = (ranks[top as usize], ranks[bottom as usize]);
            // Beyond this many points long edges go straight through.
            if widths.len() < POINTS_MAX {
                for rank in top_rank + 1..bottom_rank {
                    let point = widths.len() as u32;
                    widths.push(0.0);
                    rows[rank as usize].push(point);
                    members.push(point);
                }
            }
            members.push(bottom);
            if members.len() as u32 == bottom_rank - top_rank + 1 {
                links.extend(members.windows(2).map(|pair| (pair[0], pair[1])));
            }
            chains.push(Chain { void: false, members, upwards });
        }
        let n_members = widths.len();
        let below = Adjacency::new(n_members, links.iter().copied());
        let above = Adjacency::new(n_members, links.iter().map(|&(top, bottom)| (bottom, top)));
        Chart { n_nodes, widths, xs: vec![0.0; n_members], rows, above, below, chains }
    }

    fn n_links(&self) -> usize {
        self.below.items.len()
    }

    /// Orders ranks by their neighbours, downwards and upwards, and keeps the best order seen.
    fn reduce_crossings(&mut self, n_sweeps: usize) {
        let mut best = self.rows.clone();
        let mut fewest = self.n_crossings();
        for sweep in 0..n_sweeps {
            if fewest == 0 {
                break;
            }
            let mut places = self.places();
            for step in 1..self.rows.len() {
                let (row_idx, neighbours) = match sweep % 2 {
                    0 => (step, &self.above),
                    _ => (self.rows.len() - 1 - step, &self.below),
                };
                let row = &mut self.rows[row_idx];
                let mean = |member: u32| {
                    let others = neighbours.of(member);
                    let sum: f64 = others.iter().map(|&other| f64::from(places[other as usize])).sum();
                    (!others.is_empty()).then(|| sum / others.len() as f64)
                };
                // A member without neighbours goes along with the one on its left.
                let mut last = 0.0;
                let mut keyed: Vec<(f64, u32)> = Vec::with_capacity(row.len());
                for &member in row.iter() {
                    last = mean(member).unwrap_or(last);
                    keyed.push((last, member));
                }
                keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
                row.clear();
                row.extend(keyed.into_iter().map(|(_, member)| member));
                for (place, &member) in row.iter().enumerate() {
                    places[member as usize] = place as u32;
                }
            }
            let n_crossings = self.n_crossings();
            if n_crossings < fewest {
                (fewest, best) = (n_crossings, self.rows.clone());
            }
        }
        self.rows = best;
    }

    fn places(&self) -> Vec<u32> {
        let mut places = vec![0; self.widths.len()];
        for row in &self.rows {
            for (place, &member) in row.iter().enumerate() {
                places[member as usize] = place as u32;
            }
        }
        places
    }

    /// Counted with a Fenwick tree per pair of ranks.
    fn n_crossings(&self) -> u64 {
        let places = self.places();
        let mut n_crossings = 0;
        for pair in self.rows.windows(2) {
            let mut tree = vec![0u64; pair[1].len() + 1];
            let mut n_before = 0;
            for &member in &pair[0] {
                let mut targets: Vec<usize> =
                    self.below.of(member).iter().map(|&other| places[other as usize] as usize).collect();
                targets.sort_unstable();
                for &target in &targets {
                    let mut at = target + 1;
                    let mut n_not_right = 0;
                    while at > 0 {
                        n_not_right += tree[at];
                        at &= at - 1;
                    }
                    n_crossings += n_before - n_not_right;
                }
                for &target in &targets {
                    let mut at = target + 1;
                    while at < tree.len() {
                        tree[at] += 1;
                        at += at & at.wrapping_neg();
                    }
                    n_before += 1;
                }
            }
        }
        n_crossings
    }

    /// Gives each member its x: first side by side, then towards its neighbours, in order and at a distance.
    fn place(&mut self, n_sweeps: usize, gap: f64) {
        for row in &self.rows {
            let mut x = 0.0;
            for &member in row {
                let width = self.widths[member as usize];
                self.xs[member as usize] = x + width / 2.0;
                x += width + gap;
            }
            let middle = (x - gap) / 2.0;
            row.iter().for_each(|&member| self.xs[member as usize] -= middle);
        }
        for sweep in 0..=n_sweeps {
            for step in 0..self.rows.len() {
                let row_idx = if sweep % 2 == 0 { step } else { self.rows.len() - 1 - step };
                let sides: &[&Adjacency] = match sweep {
                    _ if sweep == n_sweeps => &[&self.above, &self.below],
                    _ if sweep % 2 == 0 => &[&self.above],
                    _ => &[&self.below],
                };
                let row = &self.rows[row_idx];
                let wished: Vec<(f64, f64)> = row.iter().map(|&member| self.wish(member, sides)).collect();
                let widths: Vec<f64> = row.iter().map(|&member| self.widths[member as usize]).collect();
                for (&member, x) in row.iter().zip(keep_apart(&wished, &widths, gap)) {
                    self.xs[member as usize] = x;
                }
            }
        }
    }

    /// Where a member wants to be, and how much: a point of a long edge very much where the rest of that edge is.
    fn wish(&self, member: u32, sides: &[&Adjacency]) -> (f64, f64) {
        let is_point = |member: u32| member as usize >= self.n_nodes;
        let (mut sum, mut weights) = (0.0, 0.0);
        for &other in sides.iter().flat_map(|side| side.of(member)) {
            let weight = if is_point(member) && is_point(other) { 8.0 } else { 1.0 };
            sum += weight * self.xs[other as usize];
            weights += weight;
        }
        if weights > 0.0 { (sum / weights, weights) } else { (self.xs[member as usize], 0.1) }
    }

    fn layout(mut self, sizes: &[(f64, f64)], n_edges: usize, spacing: Spacing) -> Layout {
        let half = |member: u32| self.widths[member as usize] / 2.0;
        let members = || 0..self.widths.len() as u32;
        let left = members().map(|member| self.xs[member as usize] - half(member)).fold(f64::INFINITY, f64::min);
        let right = members().map(|member| self.xs[member as usize] + half(member)).fold(f64::NEG_INFINITY, f64::max);
        self.xs.iter_mut().for_each(|x| *x -= left);
        let mut ys = vec![0.0; self.xs.len()];
        let mut top = 0.0;
        for row in &self.rows {
            let height = row
                .iter()
                .filter(|&&member| (member as usize) < self.n_nodes)
                .map(|&member| sizes[member as usize].1)
                .fold(0.0, f64::max);
            row.iter().for_each(|&member| ys[member as usize] = top + height / 2.0);
            top += height + spacing.rank_gap;
        }
        let point = |member: u32| (self.xs[member as usize], ys[member as usize]);
        let mut routes = Vec::with_capacity(n_edges);
        for chain in &self.chains {
            let mut route: Vec<(f64, f64)> = chain.members.iter().map(|&member| point(member)).collect();
            if chain.void {
                route.clear();
            }
            if chain.upwards {
                route.reverse();
            }
            routes.push(route);
        }
        Layout {
            centers: (0..self.n_nodes as u32).map(point).collect(),
            routes,
            width: right - left,
            height: top - spacing.rank_gap,
        }
    }
}

/// The places nearest to the wished ones (place, weight; least squares) that keep the order and leave `gap` between
/// neighbours. Pool adjacent violators: linear.
fn keep_apart(wished: &[(f64, f64)], widths: &[f64], gap: f64) -> Vec<f64> {
    // With the distances taken out the condition is "not decreasing", and equal stretches move as one pool.
    let mut offsets = Vec::with_capacity(wished.len());
    let mut offset = 0.0;
    for (idx, width) in widths.iter().enumerate() {
        if idx > 0 {
            offset += (widths[idx - 1] + width) / 2.0 + gap;
        }
        offsets.push(offset);
    }
    let mut pools: Vec<(f64, f64, usize)> = Vec::with_capacity(wished.len());
    for (&(place, weight), offset) in wished.iter().zip(&offsets) {
        let mut pool = (place - offset, weight, 1);
        while let Some(&(mean, weight, n)) = pools.last()
            && mean > pool.0
        {
            pools.pop();
            let weights = weight + pool.1;
            pool = ((mean * weight + pool.0 * pool.1) / weights, weights, n + pool.2);
        }
        pools.push(pool);
    }
    let means = pools.into_iter().flat_map(|(mean, _, n)| std::iter::repeat_n(mean, n));
    means.zip(offsets).map(|(mean, offset)| mean + offset).collect()
}

const SWEEPS_MAX: usize = 12;
/// Edges looked at in all sweeps together.
const SWEEP_EDGES_MAX: usize = 400_000;
const POINTS_MAX: usize = 200_000;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SPACING: Spacing = Spacing { node_gap: 1.0, rank_gap: 2.0 };

    /// The nodes of each rank from left to right, by letter: `ab/c`.
    fn draw(n_nodes: usize, edges: &str) -> String {
        let node = |letter: u8| u32::from(letter - b'a');
        let edges: Vec<(u32, u32)> =
            edges.split_whitespace().map(|edge| (node(edge.as_bytes()[0]), node(edge.as_bytes()[1]))).collect();
        let layout = layered(&vec![(2.0, 2.0); n_nodes], &edges, SPACING);
        let mut nodes: Vec<usize> = (0..n_nodes).collect();
        nodes.sort_by(|&a, &b| {
            let ((ax, ay), (bx, by)) = (layout.centers[a], layout.centers[b]);
            ay.total_cmp(&by).then(ax.total_cmp(&bx))
        });
        let mut text = String::new();
        for pair in 0..nodes.len() {
            if pair > 0 && layout.centers[nodes[pair]].1 > layout.centers[nodes[pair - 1]].1 {
                text.push('/');
            }
            text.push((b'a' + nodes[pair] as u8) as char);
        }
        text
    }

    #[test]
    fn ranks_and_orders() {
        for (n_nodes, edges, expected) in [
            (0, "", ""),
            (1, "", "a"),
            (3, "", "abc"),
            (3, "ab bc", "a/b/c"),
            (4, "ac bd", "ab/cd"),
            // The second rank turns round, so that nothing crosses.
            (4, "ad bc", "ab/dc"),
            // A source stands just above what it feeds.
            (4, "ab bc dc", "a/bd/c"),
            (5, "ae be ce de", "abcd/e"),
            // Cycles, loops, twice the same edge.
            (2, "ab ba", "a/b"),
            (2, "aa ab ab", "a/b"),
        ] {
            assert_eq!(draw(n_nodes, edges), expected, "{edges}");
        }
    }

    #[test]
    fn a_reducer_stands_in_the_middle_of_what_it_reduces() {
        let layout = layered(&[(2.0, 2.0); 5], &[(0, 4), (1, 4), (2, 4), (3, 4)], SPACING);
        assert_eq!(layout.centers[4], (layout.width / 2.0, layout.height - 1.0));
    }

    #[test]
    fn a_long_edge_goes_round_what_stands_between() {
        // a -> b -> c and a -> c, with room for the long edge beside b.
        let layout = layered(&[(10.0, 2.0); 3], &[(0, 1), (1, 2), (0, 2)], SPACING);
        let (bend_x, bend_y) = layout.routes[2][1];
        assert_eq!(bend_y, layout.centers[1].1);
        assert!((bend_x - layout.centers[1].0).abs() >= 6.0 - 1e-9);
    }

    proptest! {
        #[test]
        fn any_graph_has_a_tidy_layout(
            sizes in proptest::collection::vec((1.0f64..30.0, 1.0f64..30.0), 0..40),
            edges in proptest::collection::vec((0u32..42, 0u32..42), 0..120),
        ) {
            let layout = layered(&sizes, &edges, SPACING);
            prop_assert_eq!(&layout, &layered(&sizes, &edges, SPACING));
            prop_assert_eq!(layout.centers.len(), sizes.len());
            prop_assert_eq!(layout.routes.len(), edges.len());
            for (idx, (&(x, y), &(width, height))) in layout.centers.iter().zip(&sizes).enumerate() {
                prop_assert!(x.is_finite() && y.is_finite());
                prop_assert!(x - width / 2.0 > -1e-6 && x + width / 2.0 < layout.width + 1e-6);
                prop_assert!(y - height / 2.0 > -1e-6 && y + height / 2.0 < layout.height + 1e-6);
                for (other, &(other_x, other_y)) in layout.centers.iter().enumerate().skip(idx + 1) {
                    let apart = (width + sizes[other].0) / 2.0 + SPACING.node_gap;
                    prop_assert!(y != other_y || (x - other_x).abs() > apart - 1e-6);
                }
            }
            for (&(from, to), route) in edges.iter().zip(&layout.routes) {
                if from != to && (from.max(to) as usize) < sizes.len() {
                    prop_assert_eq!(route.first(), Some(&layout.centers[from as usize]));
                    prop_assert_eq!(route.last(), Some(&layout.centers[to as usize]));
                } else {
                    prop_assert!(route.is_empty());
                }
            }
        }
    }
}
