"""Records what NumPy does, for tests/block.rs to compare with: one JSON object per line.
The args "same" are those of the line before. Floats are texts, so that they are read to the last bit.

    python tests/block/record.py > tests/block/numpy.jsonl
"""

import itertools
import json
import warnings

import numpy as np

warnings.simplefilter("ignore")
np.seterr(all="ignore")

DTYPES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64"]


class Random(np.ndarray):
    """`default_rng(seed).random(shape)`, known by its seed."""

    @classmethod
    def of(cls, seed, shape, dtype):
        array = np.random.default_rng(seed).random(shape).astype(dtype).view(cls)
        array.seed = seed
        return array


def number(value, dtype):
    if dtype.kind == "f":
        return repr(float(value))
    return bool(value) if dtype.kind == "b" else int(value)


def plain(value):
    """An array as [dtype, shape, elements], a Python number as {"weak": …}, lists item by item.

    Long arguments are described: {"arange": shape}, {"random": seed, …}.
    """
    if isinstance(value, Random):
        return {"random": value.seed, "shape": list(value.shape), "dtype": value.dtype.name}
    if isinstance(value, np.ndarray) and value.size > 9 and np.array_equal(value.ravel(), np.arange(value.size)) and value.dtype == "int64":
        return {"arange": list(value.shape)}
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value)
        return [array.dtype.name, list(array.shape), [number(element, array.dtype) for element in array.ravel()]]
    if isinstance(value, (bool, int, float)):
        return {"weak": repr(value) if isinstance(value, float) else value}
    return [plain(item) for item in value]


latest = None


def record(call, args, function, ulps=0, **options):
    try:
        outcome = {"expect": plain(function())}
    except Exception as error:
        outcome = {"error": type(error).__name__.lstrip("_").removeprefix("Array"), "message": str(error)}
        if outcome["error"] in ("UFuncNoLoopError", "UFuncTypeError"):
            outcome["error"] = "TypeError"
    global latest
    args = [plain(arg) for arg in args]
    line = {"call": call, "args": "same" if args == latest else args, **options, **outcome}
    latest = args
    if ulps:
        line["ulps"] = ulps
    line = {name: value for name, value in line.items() if value is not None or name in ("axes", "axis")}
    print(json.dumps(line, separators=(",", ":")))


def sample(dtype, shape, seed=0):
    """Values with zeros, ties, extremes and, for floats, NaN and infinities."""
    rng = np.random.default_rng([seed, *shape])
    dtype = np.dtype(dtype)
    size = int(np.prod(shape))
    if dtype.kind == "b":
        return rng.integers(0, 2, shape).astype(bool)
    if dtype.kind == "f":
        values = np.round(rng.normal(0, 10, size), 2)
        values[::7] = 0
        return values.astype(dtype).reshape(shape)
    info = np.iinfo(dtype)
    values = rng.integers(max(info.min, -20), 20, size).astype(dtype)
    if size > 6:
        values[3], values[5] = info.min, info.max
    return values.reshape(shape)


SPECIAL = {
    kind: np.array([0.0, -0.0, 1.0, -1.5, 2.5, 0.5, np.inf, -np.inf, np.nan, 7.0, -7.0, 1e30], dtype=kind)
    for kind in ["float32", "float64"]
}

# Promotion and arithmetic: every pair of dtypes.
EXACT = [
    "add",
    "subtract",
    "multiply",
    "floor_divide",
    "remainder",
    "maximum",
    "minimum",
    "fmax",
    "fmin",
    "equal",
    "less",
    "greater_equal",
    "not_equal",
    "less_equal",
    "greater",
    "logical_and",
    "logical_or",
    "logical_xor",
    "bitwise_and",
    "bitwise_or",
    "bitwise_xor",
    "left_shift",
    "right_shift",
    "true_divide",
    "fmod",
    "gcd",
    "lcm",
]
for name, left, right in itertools.product(["add", "true_divide", "less", "subtract"], DTYPES, DTYPES):
    a, b = sample(left, (7,), 1), sample(right, (7,), 2)
    record(f"binary {name}", [a, b], lambda: getattr(np, name)(a, b))
for name, dtype in itertools.product(EXACT, DTYPES):
    a, b = sample(dtype, (3, 1, 4), 3), sample(dtype, (5, 1), 4)
    record(f"binary {name}", [a, b], lambda: getattr(np, name)(a, b))
for name, kind in itertools.product(EXACT + ["copysign", "nextafter", "heaviside", "power"], SPECIAL):
    a, b = SPECIAL[kind][:, None], SPECIAL[kind][None, :]
    record(f"binary {name}", [a, b], lambda: getattr(np, name)(a, b), ulps=1 if name == "power" else 0)
for name, kind in itertools.product(["hypot", "arctan2", "logaddexp", "logaddexp2", "float_power"], SPECIAL):
    a, b = SPECIAL[kind][:, None], SPECIAL[kind][None, :]
    record(f"binary {name}", [a, b], lambda: getattr(np, name)(a, b), ulps=4)
for dtype in DTYPES:
    a, b = np.arange(6).astype(dtype), np.array([0, 1, 2, 3, 2, 1], dtype)
    record("binary power", [a, b], lambda: np.power(a, b), ulps=1)
record("binary power", [np.array([2, 3]), np.array([1, -1])], lambda: np.power(np.array([2, 3]), np.array([1, -1])))
record("binary power", [np.array([2, 3]), -1], lambda: np.array([2, 3]) ** -1)

# Weak Python scalars.
for dtype, scalar, name in itertools.product(DTYPES, [True, 3, -1, 300, 2.5], ["add", "multiply", "less", "true_divide", "maximum"]):
    a = sample(dtype, (4,), 5)
    record(f"binary {name}", [a, scalar], lambda: getattr(np, name)(a, scalar))
    record(f"binary {name}", [scalar, a], lambda: getattr(np, name)(scalar, a))
for a, b in [((2, 3), (4,)), ((2, 3), (3, 2)), ((0, 3), (1, 3)), ((2, 1, 3), (4, 1)), ((), (2, 2)), ((3,), (0,))]:
    record("binary add", [np.ones(a), np.ones(b)], lambda: np.ones(a) + np.ones(b))
big = np.array([2**63 - 1, -1, 0, -(2**63)])
huge = np.array([2**63, 2**64 - 1, 0, 5], dtype="uint64")
for name in ["equal", "less", "greater", "less_equal", "add"]:
    record(f"binary {name}", [big, huge], lambda: getattr(np, name)(big, huge))
    record(f"binary {name}", [huge, big], lambda: getattr(np, name)(huge, big))

# One argument.
UNARY_EXACT = [
    "negative",
    "absolute",
    "sign",
    "square",
    "floor",
    "ceil",
    "trunc",
    "rint",
    "isnan",
    "isinf",
    "isfinite",
    "signbit",
    "logical_not",
    "invert",
    "positive",
    "fabs",
    "sqrt",
    "reciprocal",
    "conjugate",
]
UNARY_CLOSE = [
    "cbrt",
    "exp",
    "exp2",
    "expm1",
    "log",
    "log2",
    "log10",
    "log1p",
    "sin",
    "cos",
    "tan",
    "arcsin",
    "arccos",
    "arctan",
    "sinh",
    "cosh",
    "tanh",
    "arcsinh",
    "arccosh",
    "arctanh",
    "deg2rad",
    "rad2deg",
    "spacing",
]
half = {"bool", "int8", "uint8"}
for name, dtype in itertools.product(UNARY_EXACT, DTYPES):
    a = sample(dtype, (3, 3), 6)
    if dtype in half and name in ("sqrt", "fabs", "rint"):
        continue  # float16 in NumPy
    record(f"unary {name}", [a], lambda: getattr(np, name)(a))
for name, kind in itertools.product(UNARY_EXACT, SPECIAL):
    record(f"unary {name}", [SPECIAL[kind]], lambda: getattr(np, name)(SPECIAL[kind]))
for name in UNARY_CLOSE:
    for dtype in ["int16", "int64", "float32", "float64"]:
        a = (sample(dtype, (3, 3), 6) / np.dtype(dtype).type(8)).astype(dtype)
        record(f"unary {name}", [a], lambda: getattr(np, name)(a), ulps=4)
    record(f"unary {name}", [SPECIAL["float64"]], lambda: getattr(np, name)(SPECIAL["float64"]), ulps=4)

# Casts.
for source, target in itertools.product(DTYPES, DTYPES):
    a = sample(source, (8,), 7)
    if np.dtype(source).kind == "f":
        a = np.concatenate([a, np.array([np.nan, np.inf, -np.inf, 1e10, -1e10, 300.7, -300.7, 1e19], dtype=source)])
    if np.dtype(source).kind == "f" and np.dtype(target).kind == "u" and np.dtype(target).itemsize == 8:
        a = a[np.isfinite(a) & (np.abs(a) < 1e19)]
    record("astype", [a], lambda: a.astype(target), dtype=target)

# Reductions.
REDUCTIONS = [
    "sum",
    "prod",
    "min",
    "max",
    "ptp",
    "any",
    "all",
    "count_nonzero",
    "mean",
    "var",
    "std",
    "argmin",
    "argmax",
    "nansum",
    "nanprod",
    "nanmin",
    "nanmax",
    "nanmean",
    "nanvar",
    "nanstd",
    "nanargmin",
    "nanargmax",
]
for name, dtype in itertools.product(REDUCTIONS, DTYPES):
    a = sample(dtype, (4, 3, 5), 8)
    if dtype.startswith("float") and name.startswith("nan"):
        a[0, 1, 2] = a[3, :, 1] = np.nan
    for axis in [None, 0, 1, 2, -1, (0, 2), (1, 2)]:
        if isinstance(axis, tuple) and "arg" in name:
            continue
        if name == "ptp" and dtype == "bool":
            continue
        keepdims = axis in (1, (0, 2)) and name != "count_nonzero"
        axes = None if axis is None else list(axis) if isinstance(axis, tuple) else [axis]
        options = {"keepdims": True} if keepdims else {}
        record(f"reduce {name}", [a], lambda: getattr(np, name)(a, axis=axis, **options), axes=axes, keepdims=keepdims)
for name, shape, axis in itertools.product(
    ["sum", "mean", "min", "max", "argmax", "prod", "any", "std", "nanmax"], [(0,), (0, 3), (3, 0)], [None, 0]
):
    a = np.zeros(shape)
    record(f"reduce {name}", [a], lambda: getattr(np, name)(a, axis=axis), axes=None if axis is None else [axis], keepdims=False)
for name in ["min", "max", "argmin", "argmax", "mean", "sum", "std", "nanmin", "nanmean", "nanstd", "nansum", "nanargmax"]:
    a = np.array([[1.0, np.nan, 3.0], [np.nan, np.nan, np.nan], [2.0, -1.0, 5.0]])
    for axis in [0, 1, None]:
        record(f"reduce {name}", [a], lambda: getattr(np, name)(a, axis=axis), axes=None if axis is None else [axis], keepdims=False)
for ddof, name in itertools.product([0, 1, 4], ["var", "std", "nanvar"]):
    a = sample("float64", (3, 4), 9)
    record(f"reduce {name}", [a], lambda: getattr(np, name)(a, axis=0, ddof=ddof), axes=[0], keepdims=False, ddof=ddof)
for dtype in ["float32", "float64", "int8", "int64"]:
    a = sample("int32", (3, 4), 9)
    record("reduce sum", [a], lambda: a.sum(axis=1, dtype=dtype), axes=[1], keepdims=False, dtype=dtype)
    record(
        "reduce mean",
        [a],
        lambda: a.mean(axis=1, dtype=dtype) if dtype.startswith("f") else a.mean(axis=1),
        axes=[1],
        keepdims=False,
        **({"dtype": dtype} if dtype.startswith("f") else {}),
    )
record("reduce sum", [np.ones(3)], lambda: np.ones(3).sum(axis=1), axes=[1], keepdims=False)
record("reduce sum", [np.ones((3, 2))], lambda: np.ones((3, 2)).sum(axis=(0, -2)), axes=[0, -2], keepdims=False)
# Sums that depend on the order of additions: to the last bit.
for kind, shape in itertools.product(["float32", "float64"], [(1,), (7,), (8,), (129,), (1000,), (5, 300), (300, 5), (3, 130, 4)]):
    known = Random.of(3, shape, kind)
    a = np.asarray(known)
    for name, axis in itertools.product(["sum", "mean", "var"], [None, 0, -1]):
        record(f"reduce {name}", [known], lambda: getattr(np, name)(a, axis=axis), axes=None if axis is None else [axis], keepdims=False)
    if len(shape) > 1:
        record("transposed sum", [known], lambda: a.T.sum(axis=0), axes=[0])
for name, axis, dtype in itertools.product(
    ["cumsum", "cumprod", "nancumsum", "nancumprod"], [None, 0, 1], ["bool", "int8", "uint16", "float32", "float64"]
):
    a = sample(dtype, (2, 3), 10)
    record(f"cumulate {name}", [a], lambda: getattr(np, name)(a, axis=axis), axis=axis)


# Indexing. Slices are strings, arrays are lists.
def keys(spec):
    out = []
    for item in spec:
        if item == "...":
            out.append(Ellipsis)
        elif item == "new":
            out.append(None)
        elif isinstance(item, str):
            out.append(slice(*[int(part) if part else None for part in item.split(":")]))
        elif isinstance(item, dict):
            out.append(np.array(item["array"], dtype=item.get("dtype")))
        else:
            out.append(item)
    return tuple(out)


def changes(before, after):
    """Where elements differ, and what they are now."""
    return [np.flatnonzero(before != after), after[before != after]]


mask = {"array": [True, False, True, True]}
SPECS = [
    [0],
    [-1],
    [4],
    [-5],
    [1, 2],
    [1, 2, 3],
    [1, 2, 3, 0],
    ["1:3"],
    ["::-1"],
    ["3:0:-2", "::2"],
    ["10:"],
    ["-3:-1"],
    ["5:2"],
    ["::0"],
    ["...", 1],
    ["...", "::-1"],
    [0, "...", 1],
    ["new"],
    [":", "new", 1],
    ["...", "new"],
    ["...", "..."],
    [{"array": [2, 0]}],
    [{"array": [0, 4]}],
    [{"array": [-4, -5]}],
    [{"array": [], "dtype": "int64"}],
    [":", {"array": [1, 1, 0]}],
    ["1:3", {"array": [[0, 1], [2, 0]]}],
    ["...", {"array": [4, -1]}],
    [mask],
    [mask, 1],
    [mask, ":", {"array": [0, 1, 2]}],
    [{"array": [0, 1]}, {"array": [1, 2]}],
    [{"array": [0, 1]}, ":", {"array": [1, 2]}],
    [{"array": [[0], [1]]}, {"array": [1, 2]}],
    [0, ":", {"array": [1, 2]}],
    [":", 1, {"array": [1, 2]}],
    [{"array": [0, 1]}, {"array": [1, 2, 0]}],
    [{"array": [True, False]}],
    [{"array": [1.0]}],
    ["new", {"array": [0, 1]}],
    ["::2", mask["array"] and {"array": [True, False, True]}],
    [{"array": [[True, False, True], [False, False, True], [True, True, True], [False] * 3]}],
    [{"array": 2}],
    [{"array": True}],
    [{"array": False}],
]
base = np.arange(60).reshape(4, 3, 5)
for spec in SPECS:
    record("index", [base], lambda: base[keys(spec)], spec=spec)
    try:
        base[keys(spec)]
        values = [np.array(-7), np.arange(-5, 0), np.array([[-1], [-2]])]
    except (IndexError, ValueError):
        values = [np.array(-7)]  # which of two errors comes first is no promise
    for value in values:

        def assigned():
            changed = base.copy()
            changed[keys(spec)] = value
            return changed

        record("set", [base, value], lambda: changes(base, assigned()), spec=spec)
flat = np.arange(5.0)
for spec, value in [
    ([{"array": [True, False, True, False, False]}], np.array([1.5, 2.5])),
    ([{"array": [True, False, True, False, False]}], np.array([1.5, 2.5, 3.0])),
    (["1:3"], np.array([1, 2, 3])),
    ([{"array": [0, 0, 1]}], np.array([1, 2, 3])),
    (["1:3"], np.array([[7.9, 8.9]])),
]:

    def assigned_flat():
        changed = flat.copy()
        changed[keys(spec)] = value
        return changed

    record("set", [flat, value], lambda: changes(flat, assigned_flat()), spec=spec)

# Shapes.
m = np.arange(24).reshape(2, 3, 4)
for shape in [[24], [-1], [4, 6], [2, -1], [5, -1], [3, 9], [-1, -1], [2, 3, 4, 1], [0, -1]]:
    record("reshape", [m], lambda: m.reshape(shape), shape=shape)
    record("reshape transposed", [m], lambda: m.T.reshape(shape), shape=shape)
for axes in [None, [2, 0, 1], [0, 1], [0, 0, 1], [0, 1, 3]]:
    record("transpose", [m], lambda: m.transpose(axes), axes=axes)
for axes in [None, [0], [-1, 0], [3]]:
    record("flip", [m], lambda: np.flip(m, tuple(axes) if axes else None), axes=axes)
for shape in [[2, 3, 4], [5, 2, 3, 4], [3, 4], [2, 3, 5]]:
    record("broadcast_to", [m], lambda: np.broadcast_to(m, shape), shape=shape)
for axes, a in [(None, np.ones((1, 3, 1))), ([0], np.ones((1, 3, 1))), ([1], np.ones((1, 3, 1))), ([0, -1], np.ones((1, 3, 1)))]:
    record("squeeze", [a], lambda: a.squeeze(tuple(axes) if axes else None), axes=axes)
for source, target in [([0], [2]), ([0, 1], [-1, 0]), ([0, 1], [1])]:
    record("moveaxis", [m], lambda: np.moveaxis(m, source, target), source=source, target=target)
for shift, axis in itertools.product([1, -1, 7, 0], [0, 1, -1]):
    record("roll", [m], lambda: np.roll(m, shift, axis), shift=shift, axis=axis)
for counts, axis in [([2], 0), ([1, 0, 3], 1), ([1, 2], 1), ([-1], 0)]:
    record("repeat", [m], lambda: np.repeat(m, counts, axis), counts=counts, axis=axis)
for counts in [[2], [2, 1], [0, 2], [2, 1, 1, 2]]:
    record("tile", [np.arange(4).reshape(2, 2)], lambda: np.tile(np.arange(4).reshape(2, 2), counts), counts=counts)
for n, axis, dtype in itertools.product([0, 1, 2, 5], [0, 1], ["int64", "bool", "float32"]):
    a = sample(dtype, (3, 4), 11)
    record("diff", [a], lambda: np.diff(a, n, axis), n=n, axis=axis)
for decimals, dtype in itertools.product([0, 1, 2, -1, 20], ["int64", "float32", "float64"]):
    a = (
        np.array([0.5, 1.5, 2.5, -0.125, 12345.6789, 1e300 if dtype == "float64" else 2.675, 15, 25]).astype(dtype)
        if dtype != "int64"
        else np.array([5, 15, 25, -5])
    )
    record("round", [a], lambda: np.round(a, decimals), decimals=decimals)
for arrays, axis in [
    ([m, m], 0),
    ([m, m[:, :1]], 1),
    ([m, m[:, :1]], 0),
    ([m, m[0]], 0),
    ([m.astype("int8"), m.astype("uint8")], -1),
    ([m], 3),
    ([], 0),
    ([np.float64(1.0), np.float64(2.0)], 0),
    ([m.astype("float32"), m], 2),
]:
    record("concatenate", [arrays], lambda: np.concatenate(arrays, axis), axis=axis)
    record("stack", [arrays], lambda: np.stack(arrays, axis), axis=axis)
cond = m % 2 == 0
for x, y in [(m, -m), (1, 0), (m, 0.5), (np.float32(1), m), (True, m.astype("int8")), (np.arange(4), m)]:
    record("where", [cond, x, y], lambda: np.where(cond, x, y))
for dtype in DTYPES:
    for a, b in [
        ((3,), (3,)),
        ((2, 3), (3, 4)),
        ((2, 3), (3,)),
        ((3,), (3, 4)),
        ((2, 3), (2, 3)),
        ((2, 2, 3), (3, 2)),
        ((2, 1, 2, 3), (4, 3, 2)),
        ((), (2,)),
        ((2, 0), (0, 3)),
        ((4, 2, 3), (3,)),
    ]:
        x, y = sample(dtype, a, 12), sample(dtype, b, 13)
        record("dot", [x, y], lambda: np.dot(x, y), ulps=4, cancelling=True)
        record("matmul", [x, y], lambda: np.matmul(x, y), ulps=4, cancelling=True)
for axes in [([1], [0]), ([0, 1], [1, 0]), ([0], [0, 1]), ([2], [1]), ([1], [1])]:
    a, b = np.arange(12.0).reshape(3, 4), np.arange(12.0).reshape(4, 3)
    record("tensordot", [a, b], lambda: np.tensordot(a, b, axes), axes=list(axes))

# Order.
for dtype in DTYPES:
    a = sample(dtype, (4, 6), 14)
    for axis in [0, 1]:
        record("sort", [a], lambda: np.sort(a, axis), axis=axis)
        record("argsort", [a], lambda: np.argsort(a, axis, kind="stable"), axis=axis)
    record("unique", [a], lambda: np.unique(a, return_index=True, return_inverse=True, return_counts=True))
nans = np.array([3.0, np.nan, -1.0, np.nan, 2.0, -np.inf])
record("sort", [nans], lambda: np.sort(nans), axis=0)
record("argsort", [nans], lambda: np.argsort(nans, kind="stable"), axis=0)
record("unique", [nans], lambda: np.unique(nans, return_index=True, return_inverse=True, return_counts=True))
for side in ["left", "right"]:
    ordered, values = np.array([1.0, 2, 2, 3, np.nan]), np.array([[0, 2.0], [2.5, np.nan]])
    record("searchsorted", [ordered, values], lambda: np.searchsorted(ordered, values, side), side=side)
for axis in [0, 1]:
    a = sample("float64", (5, 4), 15)
    record("median", [a], lambda: np.median(a, axis), axis=axis)
    record("quantile", [a], lambda: np.quantile(a, [0, 0.1, 0.5, 0.73, 1], axis), axis=axis, fractions=["0", "0.1", "0.5", "0.73", "1"])
    a[1, 2] = np.nan
    record("median", [a], lambda: np.median(a, axis), axis=axis)
    record("nanmedian", [a], lambda: np.nanmedian(a, axis), axis=axis)
record("bincount", [np.array([0, 3, 1, 3])], lambda: np.bincount([0, 3, 1, 3]))
record("bincount", [np.array([0, -3])], lambda: np.bincount([0, -3]))
record("nonzero", [m % 5], lambda: list(np.nonzero(m % 5)))

# Creation.
for start, stop, step, dtype in [
    (0, 10, 1, "int64"),
    (0, 1, 0.1, "float64"),
    (10, 0, -3, "int64"),
    (0, 0, 1, "int64"),
    (5, 0, 1, "int64"),
    (0.0, 5.5, 1.0, "float32"),
    (1, 2, 0.3, "float64"),
    (0, 300, 50, "uint8"),
    (-3, 3, 2, "int8"),
    (0, 2, 1, "bool"),
]:
    if (dtype, stop) != ("uint8", 300):
        record("arange", [start, stop, step], lambda: np.arange(start, stop, step, dtype), dtype=dtype)
for start, stop, count, endpoint, dtype in [
    (0, 1, 5, True, "float64"),
    (0, 1, 5, False, "float64"),
    (2, 2, 3, True, "float64"),
    (0, 10, 4, True, "int64"),
    (-5, 5, 4, True, "int64"),
    (0, 1, 1, True, "float64"),
    (0, 1, 0, True, "float64"),
    (0.1, 0.7, 7, True, "float32"),
]:
    record(
        "linspace",
        [start, stop],
        lambda: np.linspace(start, stop, count, endpoint, dtype=dtype),
        count=count,
        endpoint=endpoint,
        dtype=dtype,
    )
for n, k in [(3, 0), (3, 1), (3, -1), (3, 5)]:
    record("eye", [], lambda: np.eye(n, n + 1, k), n=n, k=k)


# Random numbers: many samples are drawn, some are recorded.
def draw(kind, seed, name, shape, *args, dtype=None, every=1):
    generator = np.random.default_rng(seed) if kind == "generator" else np.random.RandomState(seed)
    options = {} if dtype is None else {"dtype": dtype}

    def sampled():
        # The first call leaves state behind (spare samples, half words) that the second one must find.
        getattr(generator, name)(*args, size=3, **options) if name != "permutation" else None
        samples = getattr(generator, name)(*args, **({"size": shape} if name != "permutation" else {}), **options)
        return np.asarray(samples).ravel()[::every]

    record(
        f"{kind} {name}",
        [],
        sampled,
        seed=seed,
        shape=shape,
        arguments=list(args),
        every=every,
        ulps=1 if name == "exponential" else 0,
        **options,
    )


for seed in [0, 42, 2**40 + 7, [1, 2, 3, 4, 5, 6]]:
    draw("generator", seed, "random", [7])
    draw("generator", seed, "random", [3, 2], dtype="float32")
draw("generator", 1, "uniform", [5], -3.0, 11.0)
for kind in ["float64", "float32"]:
    draw("generator", 3, "standard_normal", [40000], dtype=kind, every=997)
draw("generator", 4, "normal", [4], 10.0, 2.5)
draw("generator", 4, "normal", [4], 10.0, -2.5)
draw("generator", 5, "exponential", [20000], 2.0, every=499)
for lam in [0.0, 0.5, 9.5, 10.0, 1234.5]:
    draw("generator", 6, "poisson", [200], lam, every=7)
for low, high, dtype in [
    (0, 10, "int64"),
    (-5, 5, "int8"),
    (0, 256, "uint8"),
    (0, 255, "uint8"),
    (3, 4, "int64"),
    (0, 2, "bool"),
    (-(2**63), 2**63, "int64"),
    (0, 2**64, "uint64"),
    (0, 2**32, "uint32"),
    (0, 2**32, "int64"),
    (0, 2**33 + 5, "int64"),
    (0, 60000, "uint16"),
    (0, 2**31 + 1, "int64"),
    (5, 5, "int64"),
    (0, 300, "int8"),
    (-1, 3, "uint8"),
]:
    draw("generator", 7, "integers", [41], low, high, dtype=dtype, every=3)
    if dtype != "bool":
        draw("state", 7, "randint", [41], low, high, dtype=dtype, every=3)
for count in [1, 10, 1000]:
    draw("generator", 8, "permutation", [count], count, every=max(1, count // 20))
    draw("state", 8, "permutation", [count], count, every=max(1, count // 20))
for seed in [0, 42, 2**32 - 1, [5, 6, 7]]:
    draw("state", seed, "random_sample", [700], every=71)
    draw("state", seed, "standard_normal", [701], every=71)
draw("state", 1, "uniform", [5], -3.0, 11.0)
draw("state", 1, "normal", [5], -3.0, 11.0)
draw("state", 1, "exponential", [50], 2.0, every=5)
draw("state", 1, "poisson", [50], 20.0, every=5)
sequence = np.random.SeedSequence(12345)
children = sequence.spawn(2) + sequence.spawn(1) + sequence.spawn(1)[0].spawn(1)
record("spawn", [], lambda: [np.random.default_rng(child).random(2) for child in children], seed=12345)


# Text.
def record_text(array, **options):
    with np.printoptions(**options):
        print(
            json.dumps({"call": "text", "args": [plain(array)], "str": str(array), "repr": repr(array), **options}, separators=(",", ":"))
        )


rng = np.random.default_rng(1)
TEXTS = [
    np.arange(5),
    np.arange(-3, 3).reshape(2, 3),
    np.array(7),
    np.array(1.5),
    np.array(True),
    np.array([True, False]),
    np.array([]),
    np.zeros((0, 3)),
    np.zeros((2, 0), "int64"),
    np.array([1.0, 2.5, -3.125]),
    np.array([1e-10, 1.0]),
    np.array([1e8, 1.0]),
    np.array([1e20, 3e20]),
    np.array([123456.789, 0.001]),
    np.array([1 / 3, 2 / 3]),
    np.array([np.nan, np.inf, -np.inf, 1.0]),
    np.array([np.nan]),
    np.array([np.inf, 1.0]),
    np.array([-np.inf, 1e-9]),
    np.array([0.0, -0.0]),
    np.array([1e300, 1e-300]),
    np.array([0.1, 0.2], "float32"),
    np.array([1e6], "float32"),
    np.array([16777216.0, 1.0], "float32"),
    np.arange(3, dtype="uint8"),
    np.arange(1001),
    np.arange(10000.0).reshape(100, 100),
    np.arange(3000).reshape(10, 10, 30),
    rng.random((3, 3)),
    rng.normal(0, 1000, 20),
    rng.random(30).astype("float32"),
    np.arange(60).reshape(3, 4, 5),
    np.arange(40) * 1000003,
    np.arange(24).reshape(2, 3, 2, 2),
    np.ones((2, 30)),
    np.ones(1500, bool),
    np.array([[1.5, np.nan], [3, 4]]),
    np.array([1e16, 1.0]),
    np.array([12345678.9]),
    np.array([99999999.0]),
    np.array([0.00012345, 0.5]),
    np.array([5e-324]),
    np.array([1.7976931348623157e308]),
    np.array([100000.0, 0.1]),
    np.zeros(2000),
    np.array([1000.5, 0.99]),
]
for array in TEXTS:
    record_text(array)
record_text(np.array([1 / 3, 1e-5, 1234.5]), precision=3)
record_text(np.array([1 / 3, 1e-5, 1234.5]), precision=3, suppress=True)
record_text(np.arange(30), linewidth=40)
record_text(np.arange(30), threshold=10, edgeitems=2)
for value in [0.5, 1e16, 1e-5, 123456789.125, 0.1, -0.0, float("nan"), float("inf"), 3.0, 1e22, 1.5e-7, 12345678.0, 1e6, 999999.0]:
    for kind in ["float64", "float32"]:
        record_text(np.dtype(kind).type(value))
record_text(np.int8(-5))
record_text(np.bool_(True))
