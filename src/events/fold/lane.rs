//! Spans of one lane of one row, and the bars that stand for them in a picture.
//!
//! Spans are kept in struct-of-arrays, sorted by start. They mostly come in that order; one that comes late is
//! inserted, at the cost of what lies behind it.

use super::forest::{Forest, Summary};
use crate::events::{Activity, Time};
use crate::graph::Key;

/// Something that a thread was busy with.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// From when
    pub start: Time,
    /// Until when; never before `start`
    pub stop: Time,
    /// With which key
    pub key: Key,
    /// The number of its prefix
    pub prefix: u32,
    /// Doing what
    pub activity: Activity,
    /// Bytes of the result or of what was moved
    pub nbytes: u64,
    /// Whether it failed
    pub erred: bool,
}

/// Spans in order of start.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    starts: Vec<u64>,
    stops: Vec<u64>,
    keys: Vec<Key>,
    looks: Vec<Look>,
    nbytes: Vec<u64>,
    forest: Forest,
}

/// What of a span decides how it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    prefix: u32,
    activity: Activity,
    erred: bool,
}

/// One rectangle: some neighbouring spans that begin in one pixel column, shown as the longest of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// First pixel column
    pub x: u32,
    /// The column after the last; above `x`
    pub x_end: u32,
    /// Index in the lane of the longest span
    pub span_idx: usize,
    /// How many spans begin here
    pub n_spans: usize,
}

impl Lane {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The span at an index below `len()`.
    pub fn get(&self, span_idx: usize) -> Span {
        let Look { prefix, activity, erred } = self.looks[span_idx];
        Span {
            start: Time::from_nanos(self.starts[span_idx]),
            stop: Time::from_nanos(self.stops[span_idx]),
            key: self.keys[span_idx].clone(),
            prefix,
            activity,
            nbytes: self.nbytes[span_idx],
            erred,
        }
    }

    /// The key of the span at an index below `len()`.
    pub fn key(&self, span_idx: usize) -> &Key {
        &self.keys[span_idx]
    }

    /// Prefix, activity and whether it failed, of the span at an index below `len()`.
    pub fn look(&self, span_idx: usize) -> (u32, Activity, bool) {
        let Look { prefix, activity, erred } = self.looks[span_idx];
        (prefix, activity, erred)
    }

    /// Adds a span at its place.
    pub fn push(&mut self, span: Span) {
        let (start, stop) = (span.start.as_nanos(), span.stop.as_nanos().max(span.start.as_nanos()));
        let look = Look { prefix: span.prefix, activity: span.activity, erred: span.erred };
        let at = match self.starts.last() {
            Some(&last) if last > start => self.starts.partition_point(|&other| other <= start),
            _ => self.len(),
        };
        self.starts.insert(at, start);
        self.stops.insert(at, stop);
        self.keys.insert(at, span.key);
        self.looks.insert(at, look);
        self.nbytes.insert(at, span.nbytes);
        self.forest.truncate(at);
        let (starts, stops) = (&self.starts, &self.stops);
        // After an insertion the blocks from there on are summed up again.
        for n_spans in at + 1..=starts.len() {
            self.forest.pushed(n_spans, |idx| Summary::of(idx, starts[idx], stops[idx]));
        }
    }

    /// Forgets the first `n_spans`, in order of start.
    pub(super) fn drop_first(&mut self, n_spans: usize) {
        fn drop_from<T>(items: &mut Vec<T>, n: usize) {
            items.drain(..n);
            // Each lane had the most spans at another time.
            if items.capacity() > 4 * items.len() {
                items.shrink_to(2 * items.len());
            }
        }
        drop_from(&mut self.starts, n_spans);
        drop_from(&mut self.stops, n_spans);
        drop_from(&mut self.keys, n_spans);
        drop_from(&mut self.looks, n_spans);
        drop_from(&mut self.nbytes, n_spans);
        self.forest = Forest::default();
        for n_spans in 1..=self.starts.len() {
            self.forest.pushed(n_spans, |idx| Summary::of(idx, self.starts[idx], self.stops[idx]));
        }
    }

    /// When each span starts, in order.
    pub(super) fn starts(&self) -> &[u64] {
        &self.starts
    }

    /// Bytes that it keeps, but for the keys, which are shared with other lanes and tables.
    pub(super) fn heap_bytes(&self) -> usize {
        let per_span = 3 * size_of::<u64>() + size_of::<Key>() + size_of::<Look>();
        self.starts.capacity().max(self.keys.capacity()) * per_span + self.forest.heap_bytes()
    }

    /// At most one bar per pixel column and one more, for the time `from..until` drawn `n_columns` wide.
    pub fn bars(&self, from: Time, until: Time, n_columns: u32, bars: &mut Vec<Bar>) {
        let (from, until) = (from.as_nanos(), until.as_nanos());
        if until <= from || n_columns == 0 {
            return;
        }
        let scale = Scale { from, nanos: u128::from(until - from), n_columns: u128::from(n_columns) };
        let first = self.starts.partition_point(|&start| start < from);
        if let Some(before) = self.query(0, first)
            && before.latest_stop > from
        {
            bars.push(Bar { x: 0, x_end: scale.column_after(before.latest_stop), span_idx: before.latest, n_spans: 1 });
        }
        let mut at = first;
        while at < self.len() && self.starts[at] < until {
            let column = scale.column(self.starts[at]);
            let next = scale.start_of(column + 1);
            let end = at + 1 + gallop(&self.starts[at + 1..], |start| start < next);
            let Some(summary) = self.query(at, end) else { return };
            let stop = self.stops[summary.longest];
            bars.push(Bar {
                x: column,
                x_end: scale.column_after(stop).max(column + 1),
                span_idx: summary.longest,
                n_spans: end - at,
            });
            at = end;
        }
    }

    /// How long the spans that start in `from..until` last together, in nanoseconds, and how many there are.
    pub fn busy(&self, from: Time, until: Time) -> (u64, usize) {
        let first = self.starts.partition_point(|&start| start < from.as_nanos());
        let end = self.starts.partition_point(|&start| start < until.as_nanos()).max(first);
        (self.query(first, end).map_or(0, |summary| summary.busy_nanos), end - first)
    }

    /// The span that a pointer at `time` means: the latest started of those around it; otherwise the longest of those that
    /// begin or end within `slack_nanos`.
    pub fn at(&self, time: Time, slack_nanos: u64) -> Option<usize> {
        let time = time.as_nanos();
        let after = self.starts.partition_point(|&start| start <= time);
        let covers = |idx: &usize| self.stops[*idx] > time;
        // Spans of a lane mostly follow each other, so the one around is the last or near it; else ask for the longest reach.
        let near = (after.saturating_sub(8)..after).rev().find(covers);
        near.or_else(|| self.query(0, after).map(|summary| summary.latest).filter(covers)).or_else(|| {
            let from = self.starts.partition_point(|&start| start < time.saturating_sub(slack_nanos));
            let until = self.starts.partition_point(|&start| start <= time.saturating_add(slack_nanos));
            let begun = self.query(from, until).map(|summary| summary.longest);
            begun.or_else(|| {
                let ended = self.query(0, after)?;
                (ended.latest_stop >= time.saturating_sub(slack_nanos)).then_some(ended.latest)
            })
        })
    }

    fn query(&self, from: usize, until: usize) -> Option<Summary> {
        self.forest.query(from, until, |idx| Summary::of(idx, self.starts[idx], self.stops[idx]))
    }
}

/// Pixel columns from times, in exact integers: a span that starts in a column is in that column's range.
struct Scale {
    from: u64,
    nanos: u128,
    n_columns: u128,
}

impl Scale {
    fn column(&self, time: u64) -> u32 {
        let column = u128::from(time.saturating_sub(self.from)) * self.n_columns / self.nanos;
        column.min(self.n_columns) as u32
    }

    /// The column after the last that a span with this stop touches.
    fn column_after(&self, stop: u64) -> u32 {
        let column = (u128::from(stop.saturating_sub(self.from)) * self.n_columns).div_ceil(self.nanos);
        column.clamp(1, self.n_columns) as u32
    }

    fn start_of(&self, column: u32) -> u64 {
        let nanos = (u128::from(column) * self.nanos).div_ceil(self.n_columns);
        self.from.saturating_add(u64::try_from(nanos).unwrap_or(u64::MAX))
    }
}

/// How many leading items satisfy `holds`, found in time logarithmic in that number.
fn gallop(items: &[u64], holds: impl Fn(u64) -> bool) -> usize {
    let mut reach = 1;
    while reach <= items.len() && holds(items[reach - 1]) {
        reach *= 2;
    }
    let from = reach / 2;
    let until = reach.min(items.len());
    from + items[from..until].partition_point(|&item| holds(item))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A lane from a drawing: each column is 10 ns, equal neighbouring letters are one span, dots are idle.
    fn lane_from_drawing(drawing: &str) -> Lane {
        let mut lane = Lane::default();
        let letters: Vec<char> = drawing.chars().collect();
        let mut at = 0;
        while at < letters.len() {
            let end = at + letters[at..].iter().take_while(|&&letter| letter == letters[at]).count();
            if letters[at] != '.' {
                lane.push(span(&letters[at].to_string(), 10 * at as u64, 10 * end as u64));
            }
            at = end;
        }
        lane
    }

    fn span(name: &str, start: u64, stop: u64) -> Span {
        Span {
            start: Time::from_nanos(start),
            stop: Time::from_nanos(stop),
            key: Key::text(name),
            prefix: 0,
            activity: Activity::Compute,
            nbytes: 0,
            erred: false,
        }
    }

    /// The bars of `from..until` (ns) as letters, one per pixel column.
    fn draw(lane: &Lane, from: u64, until: u64, n_columns: u32) -> String {
        let mut bars = Vec::new();
        lane.bars(Time::from_nanos(from), Time::from_nanos(until), n_columns, &mut bars);
        let mut columns = vec!['.'; n_columns as usize];
        for bar in bars {
            let letter = lane.key(bar.span_idx).name().chars().next().unwrap();
            columns[bar.x as usize..bar.x_end as usize].fill(letter);
        }
        columns.into_iter().collect()
    }

    #[test]
    fn spans_draw_as_they_were_drawn() {
        let drawing = "aaaab...cccccccccc..d.e.ff";
        let lane = lane_from_drawing(drawing);
        assert_eq!(draw(&lane, 0, 260, 26), drawing);
        // A view that begins inside of `a` and ends inside of `c`.
        assert_eq!(draw(&lane, 20, 100, 8), "aab...cc");
        assert_eq!(draw(&lane, 20, 100, 16), "aaaabb......cccc");
        // Half the columns: the longest of each column is seen.
        assert_eq!(draw(&lane, 0, 260, 13), "aab.ccccc.def");
        assert_eq!(draw(&lane, 300, 400, 5), ".....");
        assert_eq!(draw(&lane, 100, 100, 5), ".....");
    }

    #[test]
    fn a_pointer_finds_the_span_under_it_or_beside_it() {
        let lane = lane_from_drawing("aaaab...cc");
        let at = |nanos, slack| lane.at(Time::from_nanos(nanos), slack).map(|idx| lane.key(idx).to_string());
        assert_eq!(at(5, 0), Some("a".into()));
        assert_eq!(at(40, 0), Some("b".into()));
        assert_eq!(at(60, 5), None);
        assert_eq!(at(77, 5), Some("c".into()));
        assert_eq!(at(53, 5), Some("b".into()));
        assert_eq!(at(500, 0), None);
    }

    proptest! {
        #[test]
        fn what_is_left_equals_a_lane_of_the_rest(
            spans in proptest::collection::vec((0u64..400, 0u64..60), 0..200), dropped in any::<usize>(),
            from in 0u64..300, length in 1u64..300,
        ) {
            let mut lane = Lane::default();
            for (idx, &(start, length)) in spans.iter().enumerate() {
                lane.push(span(&idx.to_string(), start, start + length));
            }
            let n_dropped = dropped % (spans.len() + 1);
            let mut rest = Lane::default();
            (n_dropped..lane.len()).for_each(|idx| rest.push(lane.get(idx)));
            lane.drop_first(n_dropped);
            let late = span("late", 0, 7);
            lane.push(late.clone());
            rest.push(late);
            let all = |lane: &Lane| (0..lane.len()).map(|idx| lane.get(idx)).collect::<Vec<_>>();
            prop_assert_eq!(all(&lane), all(&rest));
            let bars = |lane: &Lane| {
                let mut bars = Vec::new();
                lane.bars(Time::from_nanos(from), Time::from_nanos(from + length), 20, &mut bars);
                bars
            };
            prop_assert_eq!(bars(&lane), bars(&rest));
        }

        #[test]
        fn bars_equal_brute_force(
            spans in proptest::collection::vec((0u64..400, 0u64..60), 0..200),
            from in 0u64..300, length in 1u64..300, n_columns in 1u32..50,
        ) {
            let mut lane = Lane::default();
            for &(start, length) in &spans {
                lane.push(span("x", start, start + length));
            }
            let stored: Vec<Span> = (0..lane.len()).map(|idx| lane.get(idx)).collect();
            prop_assert!(stored.windows(2).all(|pair| pair[0].start <= pair[1].start));
            let until = from + length;
            let mut bars = Vec::new();
            lane.bars(Time::from_nanos(from), Time::from_nanos(until), n_columns, &mut bars);
            prop_assert!(bars.len() <= n_columns as usize + 1);
            let mut expected = Vec::new();
            let column = |time: u64| ((time - from) * u64::from(n_columns) / length) as u32;
            let column_after = |time: u64| (((time - from) * u64::from(n_columns)).div_ceil(length) as u32).min(n_columns);
            let nanos = |span: &Span| (span.start.as_nanos(), span.stop.as_nanos());
            let mut before = None;
            for (idx, stop) in stored.iter().map(nanos).take_while(|&(start, _)| start < from).map(|(_, stop)| stop).enumerate() {
                if stop > from && before.is_none_or(|(_, latest)| stop > latest) {
                    before = Some((idx, stop));
                }
            }
            if let Some((span_idx, stop)) = before {
                expected.push(Bar { x: 0, x_end: column_after(stop), span_idx, n_spans: 1 });
            }
            for x in 0..n_columns {
                let here: Vec<usize> = (0..stored.len())
                    .filter(|&idx| nanos(&stored[idx]).0 >= from && nanos(&stored[idx]).0 < until && column(nanos(&stored[idx]).0) == x)
                    .collect();
                let Some(&first) = here.first() else { continue };
                let length = |idx: usize| nanos(&stored[idx]).1 - nanos(&stored[idx]).0;
                let span_idx = here.iter().fold(first, |best, &idx| if length(idx) > length(best) { idx } else { best });
                let x_end = column_after(nanos(&stored[span_idx]).1).max(x + 1);
                expected.push(Bar { x, x_end, span_idx, n_spans: here.len() });
            }
            prop_assert_eq!(bars, expected);
        }
    }
}
