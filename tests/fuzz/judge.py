"""What two answers to a program have in common.

The answers are those of tests/parity/describe.py. Floats may differ by rounding: sums are added up in another order.
"""

import json
import math
import pathlib
import re
import sys
import tomllib

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "parity"))

import compare  # noqa: E402

# Units in the last place, of the largest number of an array.
ROUNDINGS_MAX = 256
EPSILON = {"float16": 2.0**-10, "float32": 2.0**-23, "complex64": 2.0**-23}
NUMBER = re.compile(r"-?\d+\.?\d*(?:e[-+]?\d+)?")
HASH = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")
# xarray names a labelled array after the key of the dask array in it.
KEY_AS_NAME = re.compile(r"^(?:\w+-)+HASH$|(?<=DataArray) '(?:\w+-)+HASH'")
FIRST_OF_GRAPH = re.compile(r"dask\.array<[\w-]+, (?=shape)")
# The graph of a dask array is compared by tests/parity; here chunks are.
GRAPHS = ("layers", "tasks", "optimized", "name")
LISTED = tomllib.loads((HERE / "known.toml").read_text())
KNOWN, LACKING = LISTED["known"], LISTED["lacking"]


class Verdict:
    """`kind` is one of agree, errors agree, unsupported, known, differ; `has_error` says whether one side raised."""

    def __init__(self, kind, why="", sort="", has_error=False):
        self.kind, self.why, self.sort, self.has_error = kind, why, sort, has_error


def judge(text, real, ours):
    real, ours = cleaned(real), cleaned(ours)
    if "no answer" in real:
        return Verdict("differ", f"the real libraries give no answer: {real['no answer']}", "no real answer")
    if "no answer" in ours:
        return Verdict("differ", f"gives no answer: {ours['no answer']}; {ours['printed'][-300:]}", "no answer")
    if declared(ours) and ours.get("error") != real.get("error"):
        return Verdict("unsupported", ours["message"])
    if "error" in real and real.get("error") == ours.get("error"):
        return Verdict("errors agree")
    if "error" in real and "error" in ours and {real["error"], ours["error"]} <= set(KIN):
        return Verdict("errors agree")
    ours = forgiven(real, ours)
    found = compare.unlike("", real, ours, {})
    if not found:
        return Verdict("agree")
    why = "; ".join(found[:2])
    where = found[0].split(":")[0].rsplit(".", 1)[-1].split("[")[0]
    sort = "|".join([real.get("error", ""), ours.get("error", ""), where, re.sub(r"\W|\d", "", ours.get("message", ""))[:30]])
    if "error" in ours:
        why += f"\n    ours says: {ours['message'][:200]}"
    if "error" in real:
        why += f"\n    real says: {real['message'][:200]}"
    for known in KNOWN:
        if re.search(known["program"], text) and re.search(known.get("differs", ""), why):
            return Verdict("known", known["reason"])
    return Verdict("differ", why, sort, "error" in real or "error" in ours)


# Errors of NumPy that a subclass tells more exactly.
KIN = (
    "UFuncTypeError",
    "_UFuncNoLoopError",
    "_UFuncBinaryResolutionError",
    "_UFuncInputCastingError",
    "_UFuncOutputCastingError",
    "TypeError",
)


def declared(ours):
    """Whether ours says by itself that it lacks something."""
    said = f"{ours.get('error', '')}: {ours.get('message', '')}"
    return any(re.search(lacking["says"], said) for lacking in LACKING)


def cleaned(answer):
    """Without what is random by nature, and without the graphs."""
    if isinstance(answer, dict):
        kept = {key: cleaned(value) for key, value in answer.items() if key not in GRAPHS}
        # A chunk without dimensions may be an array or a scalar.
        return (
            {"kind": "scalar", "dtype": kept["dtype"], "values": kept["values"]} if kept.get("shape") == [] and "values" in kept else kept
        )
    if isinstance(answer, list):
        return [cleaned(item) for item in answer]
    if not isinstance(answer, str):
        return answer
    text = FIRST_OF_GRAPH.sub("dask.array<", HASH.sub("HASH", answer)).replace("np.float64(nan)", "nan")
    return KEY_AS_NAME.sub(lambda found: "None" if found.start() == 0 else "", text)


def forgiven(real, ours):
    """Ours, with the real number where the two differ by rounding."""
    if isinstance(real, list) and isinstance(ours, list) and len(real) == len(ours):
        return [forgiven(*pair) for pair in zip(real, ours)]
    if not isinstance(real, dict) or not isinstance(ours, dict):
        return ours
    made = {key: forgiven(real.get(key), value) for key, value in ours.items()}
    if "values" in real and "values" in ours and len(real["values"]) == len(ours["values"]) and real.get("dtype") == ours.get("dtype"):
        made["values"] = rounded(real["values"], ours["values"], EPSILON.get(str(real.get("dtype")), 2.0**-52))
    if (
        "text" in real
        and "text" in ours
        and "data" in real | {"data": 0}
        and json.dumps(made) != json.dumps(ours)
        and alike(real["text"], ours["text"])
    ):
        made["text"] = real["text"]
    return made


def rounded(real, ours, epsilon):
    pairs = [(number(left), number(right)) for left, right in zip(real, ours)]
    sizes = [abs(left) for left, right in pairs if left is not None and abs(left) < math.inf]
    allowed = ROUNDINGS_MAX * epsilon * max([1.0, *sizes])
    return [
        left if both[0] is not None and both[1] is not None and abs(both[0] - both[1]) <= allowed else right
        for left, right, both in zip(real, ours, pairs)
    ]


def number(text):
    """The finite number that `describe.exact` wrote, None for anything else."""
    if not isinstance(text, str):
        return None
    try:
        if "0x" in text:
            return float.fromhex(text)
        return complex(text) if text.endswith(("j)", "j")) else None
    except ValueError:
        return None


def alike(real, ours):
    """Whether texts are equal but for the last digits of numbers."""
    left, right = (NUMBER.findall(text) for text in (real, ours))
    if len(left) != len(right) or NUMBER.sub("#", real).split() != NUMBER.sub("#", ours).split():
        return False
    return all(abs(float(a) - float(b)) <= 1e-3 * max(1.0, abs(float(a))) for a, b in zip(left, right))
