"""Runs cases and prints what each one gave, one JSON object a line. The same text runs on real Dask and on Dasklet.

`compare.py` puts a list named CASES in front of it, of (name, set-up statements, last expression or None), and the text of
the set-up that all cases of the file share, named PRELUDE. Lines that are answers begin with MARK; anything else was printed by a case.
"""

import json

import dask
import dask.array as da
import numpy as np
from dask.delayed import Delayed
from dask.distributed import Future

MARK = "@@parity "


def exact(number):
    """A number as text that loses nothing: hexadecimal for floats."""
    if isinstance(number, bool):
        return number
    if isinstance(number, int):
        return str(number)
    if isinstance(number, float):
        return number.hex()
    return repr(number)


def flat(nested):
    if not isinstance(nested, list):
        return [exact(nested)]
    return [number for inner in nested for number in flat(inner)]


def prefix(name):
    """A layer's or key's name without its hash, or the random number that impure functions have in its place."""
    words = str(name).split("-")
    if [len(word) for word in words[-5:] if is_hexadecimal(word)] == [8, 4, 4, 4, 12]:
        words = words[:-5]
    return "-".join(word for word in words if not (len(word) == 32 and is_hexadecimal(word)))


def is_hexadecimal(word):
    return all(letter in "0123456789abcdef" for letter in word)


def layers(graph):
    """Prefixes of the layers in the order that the graph's repr numbers them."""
    lines = [line.strip() for line in repr(graph).split("\n")]
    numbered = [line.split(". ", 1) for line in lines if ". " in line and line.split(". ", 1)[0].isdigit()]
    return [prefix(name) for number, name in numbered]


def key_counts(graph):
    """How many keys there are of each prefix."""
    counts = {}
    for key in graph:
        name = prefix(key[0] if isinstance(key, tuple) else key)
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items()))


def labelled(value):
    """A DataArray or Dataset of xarray: its text, and all that it holds."""
    coords = {str(name): [list(coord.dims), describe(coord.data), describe(dict(coord.attrs))] for name, coord in value.coords.items()}
    common = {
        "kind": type(value).__name__,
        "attrs": describe(dict(value.attrs)),
        "coords": dict(sorted(coords.items())),
        "text": repr(value),
    }
    if type(value).__name__ == "Dataset":
        return {**common, "variables": [[str(name), list(array.dims), describe(array.data)] for name, array in value.data_vars.items()]}
    return {**common, "dims": list(value.dims), "named": str(value.name), "data": describe(value.data)}


def describe(value):
    if type(value).__name__ in ("DataArray", "Dataset") and hasattr(value, "coords"):
        return labelled(value)
    if isinstance(value, da.Array):
        return {
            "kind": "dask array",
            "dtype": str(value.dtype),
            "shape": [exact(length) for length in value.shape],
            "chunks": [[exact(length) for length in axis] for axis in value.chunks],
            "name": prefix(value.name),
            "layers": layers(value.dask),
            "tasks": len(value.dask),
            "optimized": key_counts(dask.optimize(value)[0].dask),
            "value": describe(value.compute()),
        }
    if isinstance(value, Delayed):
        graph = value.dask
        return {"kind": "delayed", "key": type(value.key).__name__, "tasks": len(graph), "value": describe(value.compute())}
    if isinstance(value, Future):
        return {"kind": "future", "value": describe(value.result()), "status": value.status, "type": value.type.__name__}
    if type(value).__name__ in ("Timestamp", "Timedelta", "DatetimeIndex", "TimedeltaIndex", "Index"):
        # What pandas has beside NumPy's dates.
        return describe(value.to_numpy() if hasattr(value, "to_numpy") else np.asarray(value))
    if type(value).__name__ == "IntervalArray":
        # The labels of bins, which are objects here.
        value = np.asarray(value)
    if isinstance(value, np.ndarray):
        shape = [exact(length) for length in value.shape]
        return {"kind": "ndarray", "dtype": str(value.dtype), "shape": shape, "values": flat(value.tolist())}
    if isinstance(value, np.generic):
        return {"kind": "scalar", "dtype": str(value.dtype), "values": [exact(value.item())]}
    if isinstance(value, np.dtype):
        return {"kind": "dtype", "name": str(value)}
    if isinstance(value, (tuple, list)):
        return {"kind": type(value).__name__, "items": [describe(item) for item in value]}
    if isinstance(value, dict):
        return {"kind": "dict", "items": [[describe(key), describe(item)] for key, item in value.items()]}
    if isinstance(value, (bool, int, float)):
        return {"kind": type(value).__name__, "values": [exact(value)]}
    if isinstance(value, str):
        return {"kind": "str", "text": value}
    if value is None:
        return {"kind": "None"}
    return {"kind": "object", "type": type(value).__name__}


def run(setup, expression):
    names = {"__name__": "__main__", "np": np, "da": da, "dask": dask}
    exec(PRELUDE, names)
    try:
        exec(setup, names)
        return describe(eval(expression, names) if expression else None)
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}


for index, (_name, setup, expression) in enumerate(CASES):
    print(MARK + json.dumps({"begin": index}), flush=True)
    print(MARK + json.dumps({"case": index, "gave": run(setup, expression)}), flush=True)
