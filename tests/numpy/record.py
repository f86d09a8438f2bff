"""Runs expressions.txt and prints what each line shows: `python record.py > expected.txt` with real NumPy, and the same under
`dasklet run`, where the text of the file stands in for EXPRESSIONS."""

import copy
import json
import math
import warnings

import numpy as np

try:
    EXPRESSIONS  # noqa: B018
except NameError:
    EXPRESSIONS = open(__file__.rpartition("/")[0] + "/expressions.txt").read()  # noqa: SIM115

warnings.simplefilter("ignore")
scope = {"np": np, "math": math, "json": json, "copy": copy}
for line in EXPRESSIONS.splitlines():
    if not line or line.startswith("#"):
        continue
    *statements, last = line.split("; ")
    print(">>>", line)
    try:
        for statement in statements:
            exec(statement, scope)
        try:
            code = compile(last, "line", "eval")
        except SyntaxError:
            exec(last, scope)
        else:
            value = eval(code, scope)
            if value is not None:
                print(repr(value))
    except Exception as error:
        print(
            f"{type(error).__name__.replace('UFuncTypeError', 'TypeError').replace('_ArrayMemoryError', 'MemoryError').replace('_UFuncOutputCastingError', 'TypeError').replace('UFuncOutputCastingError', 'TypeError').lstrip('_')}: {error}"
        )
