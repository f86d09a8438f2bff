# Calls whatever learners can reach with arguments that nobody means to give. Every call must return or raise an
# exception; a panic ends the process, and the last line on standard output tells which call it was.
# `SEED` and `ONLY` (a module's name, or "") stand before this text.
import datetime
import math
import random as choices

import dask
import dask.array as da
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
import zarr

dice = choices.Random(SEED)


class Odd:
    """An object whose special methods give what they should not."""

    def __init__(self, **answers):
        self.answers = answers

    def __getattr__(self, name):
        if name in ("answers",) or name not in self.answers:
            raise AttributeError(name)
        return self.answers[name]

    def __repr__(self):
        return f"Odd({', '.join(f'{name}={value!r}' for name, value in self.answers.items())})"


def odd(**answers):
    """An object of a class of its own: special methods are looked up there."""
    methods = {f"__{name}__": (lambda self, *args, _value=value, **kwargs: _value) for name, value in answers.items()}
    return type("Odd", (Odd,), methods)(**answers)


class Raises:
    """An object whose special methods raise."""

    def __index__(self):
        raise ZeroDivisionError("index")

    def __len__(self):
        raise ZeroDivisionError("len")

    def __iter__(self):
        raise ZeroDivisionError("iter")

    def __array__(self, *args, **kwargs):
        raise ZeroDivisionError("array")

    def __float__(self):
        raise ZeroDivisionError("float")

    def __getitem__(self, key):
        raise ZeroDivisionError("getitem")


NUMBERS = [
    0,
    1,
    -1,
    2,
    3,
    5,
    7,
    -2,
    63,
    64,
    65,
    127,
    255,
    256,
    2**31 - 1,
    2**31,
    -(2**31),
    2**32,
    2**53,
    2**62,
    2**63 - 1,
    2**63,
    -(2**63),
    -(2**63) - 1,
    2**64,
    2**127,
    -(2**127),
    10**12,
    10**40,
    0.0,
    -0.0,
    0.5,
    1.5,
    -1.5,
    1e308,
    -1e308,
    5e-324,
    math.nan,
    math.inf,
    -math.inf,
    True,
    False,
    1j,
    np.int8(-128),
    np.uint64(2**64 - 1),
    np.float32(1.5),
    np.float64("nan"),
    np.bool_(True),
]
TEXTS = [
    "",
    "a",
    "a" * 1000,
    "\0",
    "é",
    "sum",
    "mean",
    "float64",
    "int8",
    "O",
    "U3",
    "M8[ns]",
    "nearest",
    "C",
    "constant",
    "reflect",
    "10 MB",
    "１０ MB",
    "10é",
    "💥",
    "auto",
    b"",
    b"abc",
]
SELF = []
SELF.append(SELF)
LISTS = [
    [],
    [[]],
    [[], []],
    (),
    ((),),
    [0],
    [1, 2, 3],
    [3, 1, 2],
    (2, 3),
    (0, 3),
    (2, 0, 3),
    [-1],
    (-1, -1),
    (0, 0),
    (1, 1, 1),
    [[1, 2], [3]],
    [[1, 2], [3, 4]],
    [1.5, math.nan],
    [True, False],
    [None],
    ["a", "b"],
    (2**31, 2**31),
    (2**40,),
    (2**62, 4),
    (0, 2**31, 2**31),
    (2**31, 2**31, 0, 2**31),
    (2**62, 0),
    SELF,
    [SELF, 1],
    (2**63,),
    (1,) * 70,
    [10**12],
    (3, 10**12),
    [(0, 1)],
    [(1, 2), (3, 4)],
    ((2**62, 2**62),),
    range(3),
    range(0),
    range(10**9, 0, -(10**8)),
    {0: 1},
    {"x": 2},
    {-1: (1, 1)},
    set(),
    slice(None),
    slice(2**63, None, -1),
    (slice(None, None, 2**63),),
    (Ellipsis, None),
    (None, 0),
]
OTHERS = [
    None,
    Ellipsis,
    NotImplemented,
    object(),
    int,
    float,
    bool,
    str,
    np.float32,
    np.dtype("int16"),
    abs,
    len,
    lambda x: x,
    lambda *x: 1,
    datetime.datetime(2000, 1, 1),
    datetime.timedelta(days=1),
    np.datetime64("2000-01-01"),
    np.timedelta64(1, "D"),
    np.datetime64("NaT"),
    Raises(),
    odd(index=2**70),
    odd(index=-1),
    odd(index="a"),
    odd(len=-1),
    odd(len=2**63),
    odd(len=1.5),
    odd(iter=5),
    odd(iter=iter([1, 2])),
    odd(array=5),
    odd(array=np.arange(3)),
    odd(float="a"),
    odd(shape=(2, -1), dtype=float, ndim=2),
]
DTYPES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64"]
SHAPES = [(), (0,), (2**10, 0, 2**10), (1,), (3,), (7,), (2, 3), (3, 3), (0, 3), (3, 0), (2, 3, 4), (1, 1, 1, 1)]


def array():
    shape, dtype = dice.choice(SHAPES), dice.choice(DTYPES)
    size = math.prod(shape)
    values = [
        dice.choice([0, 1, 2, 3, 100]) if dtype != "float64" else dice.choice([0.0, -1.5, math.nan, math.inf, 1e300]) for _ in range(size)
    ]
    made = np.array(values, dtype=dtype).reshape(shape)
    kind = dice.randrange(8)
    if kind == 0 and made.ndim:
        return made[::-1]
    if kind == 1:
        return made.T
    if kind == 2 and made.ndim:
        return np.array(["a", "b", "", "é"])[: dice.randrange(5)]
    if kind == 3 and made.ndim:
        return np.array(["2000-01-01", "NaT", "1970-01-01"], dtype="M8[ns]")
    return made


def chunked():
    made = array()
    try:
        return da.from_array(made, chunks=dice.choice([1, 2, 3, -1, "auto"]))
    except Exception:
        return da.ones((4, 3), chunks=2)


def labelled():
    values = np.arange(12.0).reshape(3, 4)
    made = xr.DataArray(
        values if dice.random() < 0.7 else da.from_array(values, chunks=2),
        dims=("x", "y"),
        coords={"x": [1, 2, 3], "y": list("abcd")},
        name="v",
    )
    return made if dice.random() < 0.5 else made.to_dataset()


def argument(depth=0):
    roll = dice.random()
    if roll < 0.30:
        return dice.choice(NUMBERS)
    if roll < 0.40:
        return dice.choice(TEXTS)
    if roll < 0.55:
        return dice.choice(LISTS)
    if roll < 0.65:
        return dice.choice(OTHERS)
    if roll < 0.85:
        return array()
    if roll < 0.92:
        return chunked()
    if roll < 0.96 and depth < 2:
        return [argument(depth + 1) for _ in range(dice.randrange(4))]
    return labelled()


# What would wait, end the process, leave it changed for all that follows, or is not ours.
SKIPPED = {
    "test",
    "vonmisesvariate",
    "seterr",
    "set_printoptions",
    "pause",
    "show",
    "ginput",
    "waitforbuttonpress",
    "switch_backend",
    "visualize",
    "compute_chunk_sizes",
    "info",
    "_compute",
    "register",
    "set_seed",
    "Client",
    "LocalCluster",
    "get_client",
    "open",
    "open_zarr",
    "open_dataset",
    "open_mfdataset",
    "save",
    "to_zarr",
    "to_netcdf",
    "install_repl_displayhook",
}
KEYWORDS = [
    "axis",
    "keepdims",
    "dtype",
    "chunks",
    "out",
    "size",
    "shape",
    "dim",
    "n",
    "k",
    "mode",
    "depth",
    "boundary",
    "split_every",
    "ddof",
    "indexing",
    "bins",
    "range",
    "side",
    "fill_value",
    "method",
]


def functions_of(module):
    return [
        getattr(module, name)
        for name in sorted(dir(module))
        if not name.startswith("_") and name not in SKIPPED and callable(getattr(module, name, None))
    ]


def methods_of(make):
    def call(*args, **kwargs):
        made = make()
        names = [name for name in sorted(dir(made)) if name not in SKIPPED and (not name.startswith("_") or name in SPECIAL)]
        name = dice.choice(names)
        print(f"    .{name} of {short(made)}", flush=True)
        found = getattr(made, name)
        return found(*args, **kwargs) if callable(found) else found

    call.__name__ = f"method of {make.__name__}"
    return call


SPECIAL = {
    "__getitem__",
    "__setitem__",
    "__add__",
    "__mul__",
    "__pow__",
    "__floordiv__",
    "__mod__",
    "__lshift__",
    "__rshift__",
    "__matmul__",
    "__eq__",
    "__lt__",
    "__contains__",
    "__iter__",
    "__len__",
    "__bool__",
    "__int__",
    "__index__",
    "__float__",
    "__repr__",
    "__str__",
    "__format__",
    "__neg__",
    "__invert__",
    "__abs__",
    "__divmod__",
}


def generator():
    return np.random.default_rng(dice.choice([0, 1, None, 2**70]))


def old_generator():
    return np.random.RandomState(dice.choice([0, 1, None, 2**32 - 1]))


def lazy_generator():
    return da.random.default_rng(0) if dice.random() < 0.5 else da.random.RandomState(0)


def python_generator():
    return choices.Random(dice.choice([0, 1, "a", -5, 2**100, 1.5]))


def stored():
    return zarr.zeros((5, 4), chunks=(2, 2), dtype=dice.choice(["i4", "f8", "bool"]))


def axes():
    return plt.figure().add_subplot()


GROUPS = {
    "numpy": functions_of(np),
    "numpy.random": functions_of(np.random),
    "numpy.linalg": functions_of(np.linalg),
    "math": functions_of(math),
    "random": functions_of(choices),
    "dask.array": functions_of(da),
    "dask.array.random": functions_of(da.random),
    "dask": [dask.delayed, dask.compute, dask.persist, dask.is_dask_collection, dask.optimize],
    "zarr": functions_of(zarr),
    "xarray": functions_of(xr),
    "matplotlib": functions_of(plt),
    "ndarray": [methods_of(array)] * 40,
    "Array": [methods_of(chunked)] * 40,
    "DataArray": [methods_of(labelled)] * 30,
    "generators": [methods_of(make) for make in (generator, old_generator, lazy_generator, python_generator)] * 5,
    "stores": [methods_of(stored)] * 5,
    "axes": [methods_of(axes)] * 5,
}


def short(value):
    try:
        text = repr(value)
    except BaseException as error:
        text = f"<{type(value).__name__}: no repr, {type(error).__name__}>"
    return text if len(text) < 120 else text[:110] + "…"


def used(value):
    """Looks at a result: a lazy one is computed if it is small."""
    if isinstance(value, da.Array):
        small = not math.isnan(value.size) and value.size < 10_000 and value.npartitions < 100
        return used(value.compute(scheduler="synchronous")) if small else repr(value)
    return short(value)


counts = {}


def fuzz(first, last):
    """Makes the calls of these numbers."""
    for number in range(first, last):
        group = dice.choice([name for name in GROUPS if ONLY in ("", name)])
        function = dice.choice(GROUPS[group])
        args = [argument() for _ in range(dice.choice([0, 1, 1, 1, 2, 2, 2, 3]))]
        kwargs = {dice.choice(KEYWORDS): argument() for _ in range(dice.choice([0, 0, 0, 0, 0, 0, 0, 1]))}
        name = getattr(function, "__name__", function)
        print(f"{number} {group}.{name}({', '.join(map(short, args))} {short(kwargs)})", flush=True)
        try:
            used(function(*args, **kwargs))
            outcome = "returned"
        except Exception as error:
            outcome = type(error).__name__
            if isinstance(error, SystemError) or "panicked" in str(error):
                raise
        if number % 50 == 0:
            plt.close("all")
        counts[outcome] = counts.get(outcome, 0) + 1
