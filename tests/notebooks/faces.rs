//! Python faces: how much work they do for many chunks, and what faces that stand for Python's own modules give.

use crate::session::{notebook, run_text};

/// Counts, for `n` chunks along an axis. Each grows as `n`, not as its square.
const COUNTS: &[&str] = &[
    "sums(lambda: da.ones(n, chunks=1).map_blocks(lambda b, block_info=None: b, dtype=float).compute())",
    "sums(lambda: da.store(da.ones(n, chunks=1), np.zeros(n)))",
    "sums(lambda: da.ones(n, chunks=1).to_zarr('memory://counted.zarr', mode='w'))",
    "len(da.concatenate([da.from_delayed(part, (1,), dtype=float) for part in da.ones(n, chunks=1).to_delayed()]).dask)",
    "len(dask.delayed(sum)(list(da.ones(n, chunks=1).to_delayed())).dask)",
];

/// Counts the lengths of chunks that are added up to say where blocks lie.
const COUNTING: &str = "
import itertools
import dask, dask.array as da, numpy as np
import dask.array.on_blocks as on_blocks

class Counting:
    added = 0

    @classmethod
    def accumulate(cls, sizes):
        cls.added += len(sizes)
        return itertools.accumulate(sizes)

on_blocks.itertools = Counting

def sums(call):
    Counting.added = 0
    call()
    return Counting.added
";

/// Expressions and what they give.
const VALUES: &[(&str, &str)] = &[
    (
        r#"json.dumps({"b": [1, 2.5, None, True, {}, [], (1,)], 3: "é😀\n", "a": float("nan")})"#,
        r#"'{"b": [1, 2.5, null, true, {}, [], [1]], "3": "\\u00e9\\ud83d\\ude00\\n", "a": NaN}'"#,
    ),
    (r#"json.dumps({"b": [1], "a": {}}, indent=1, sort_keys=True)"#, r#"'{\n "a": {},\n "b": [\n  1\n ]\n}'"#),
    (r#"json.dumps(["é", {(1,): 2}], ensure_ascii=False, separators=(",", ":"), skipkeys=True)"#, r#"'["é",{}]'"#),
    (r#"json.dumps([{1}], default=list)"#, "'[[1]]'"),
    ("raised(json.dumps, [1, {'a': {2}}])", "\"TypeError('Object of type set is not JSON serializable')\""),
    ("raised(json.dumps, endless)", "\"ValueError('Circular reference detected')\""),
    (
        "raised(json.dumps, float('inf'), allow_nan=False)",
        "\"ValueError('Out of range float values are not JSON compliant: inf')\"",
    ),
    ("raised(json.dumps, {(1,): 2})", "\"TypeError('keys must be str, int, float, bool or None, not tuple')\""),
    // The accessor is another object each time, unless somebody holds it; what it knows stays.
    ("[array.counted.next() for _ in range(3)]", "[1, 2, 3]"),
    ("(lambda held: (held.next(), array.counted is held, held._array is array))(array.counted)", "(4, True, True)"),
    ("array.copy().counted.next()", "1"),
    // Exceptions of tasks keep their class, arguments and attributes.
    ("raised(dask.delayed(fails)(1).compute)", "\"Mine('one')\""),
    (
        "caught.more, caught.args, type(caught.__cause__).__name__, caught.__notes__",
        "(1, ('one',), 'KeyError', ['noted'])",
    ),
    ("raised(dask.delayed(open)('x').compute)[:17]", "'FileNotFoundError'"),
    // What is not there names the way out, also to who imports it by name.
    ("raised(exec, 'from dask import dataframes')[:11]", "'ImportError'"),
    ("'there are annotate' in raised(exec, 'from dask import dataframes')", "True"),
    ("'submit, map' in raised(exec, 'from concurrent.futures import ThreadPoolExecutor')", "True"),
    ("hasattr(dask, 'dataframes')", "False"),
    // What artists belong to.
    ("ax.figure is fig, line.axes is ax, line.figure is fig, ax.xaxis.axes is ax", "(True, True, True, True)"),
    ("raised(getattr, plt.Figure().add_subplot(), 'figure')[:41]", "\"ReferenceError('the figure of this Axes i"),
];

/// What the expressions use.
const NAMES: &str = "
import json, dask, numpy as np, xarray as xr, matplotlib.pyplot as plt

def raised(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as error:
        return repr(error)

endless = [1]
endless.append(endless)

@xr.register_dataarray_accessor('counted')
class Counted:
    def __init__(self, array):
        self._array, self.count = array, 0

    def next(self):
        self.count += 1
        return self.count

array = xr.DataArray(np.ones(3), dims='x')

class Mine(Exception):
    def __init__(self, text, more):
        super().__init__(text)
        self.more = more

def fails(n):
    try:
        {}[n]
    except KeyError as error:
        mine = Mine('one', n)
        mine.add_note('noted')
        raise mine from error

try:
    dask.delayed(fails)(1).compute()
except Mine as error:
    caught = error

fig, ax = plt.subplots()
(line,) = ax.plot([1, 2])
";

#[test]
fn work_grows_as_the_number_of_chunks() {
    let counts = COUNTS.iter().map(|count| format!("[{count} for n in (50, 200)]"));
    let outcomes = run_text("work", &notebook([COUNTING.to_owned()].into_iter().chain(counts)));
    assert_eq!(outcomes.len(), COUNTS.len() + 1, "the run ended early: {:?}", outcomes.last());
    for (count, outcome) in COUNTS.iter().zip(&outcomes[1..]) {
        let result = outcome.result.as_deref().unwrap_or_else(|| panic!("{count}: {:?}", outcome.error));
        let numbers: Vec<usize> =
            result.trim_matches(['[', ']']).split(", ").map(|n| n.parse().expect(result)).collect();
        let [few, many] = numbers[..] else { panic!("{count}: {result}") };
        assert!(few >= 50 && many <= 4 * few, "{count}: {few} for 50 chunks, {many} for 200");
    }
}

#[test]
fn faces_give_what_pythons_and_dasks_own_give() {
    let cells = VALUES.iter().map(|(code, _)| (*code).to_owned());
    let outcomes = run_text("faces", &notebook([NAMES.to_owned()].into_iter().chain(cells)));
    assert_eq!(outcomes.len(), VALUES.len() + 1, "the run ended early: {:?}", outcomes.last());
    let mut wrong = Vec::new();
    for ((code, expected), outcome) in VALUES.iter().zip(&outcomes[1..]) {
        let result = outcome.result.as_deref().unwrap_or_default();
        if !result.starts_with(expected) {
            wrong.push(format!("{code}\n    gives {result} {:?}\n    not   {expected}", outcome.error));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
