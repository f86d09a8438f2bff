"""Delayed values inside everything that can hold them, and dask's own functions."""

DELAYED = ["d0", "d1", "d0", "d0 + 1", "d1[0]"]
ARRAYS = ["a0", "a0.sum()", "a0 + 1"]


def leaf(p, lazy, depth=0):
    """Something that holds delayed values or chunked arrays, as text: of both in one container, real Dask mixes up the places."""
    if depth > 2 or p.flip(0.35):
        return p.one(*lazy, *lazy, str(p.between(0, 9)), "'t'", "None")
    inner = [leaf(p, lazy, depth + 1) for _ in range(p.between(1, 3))]
    row = ", ".join(inner)
    return p.one(
        f"[{row}]", f"({row},)", "{" + ", ".join(f"{'kij'[at]!r}: {text}" for at, text in enumerate(inner)) + "}", f"Point({inner[0]}, {inner[-1]})", f"Pair({inner[0]}, {inner[-1]})", f"slice({inner[0]}, {inner[-1]})",
        f"collections.OrderedDict(k={inner[0]})", f"Point(x={inner[0]}, y=[{row}])", f"iter([{row}])" if p.flip(0.1) else f"[[{row}]]", f"Frozen({inner[0]})",
    )  # fmt: skip


def delayed(p):
    p.do("@dataclasses.dataclass\nclass Point:\n    x: object\n    y: object")
    p.do("@dataclasses.dataclass(frozen=True)\nclass Frozen:\n    x: object")
    p.do("Pair = collections.namedtuple('Pair', 'first second')")
    p.do("inc = dask.delayed(lambda v: v + 1)")
    p.do(f"d0 = inc({p.between(0, 9)})")
    p.do(f"d1 = dask.delayed([{p.between(0, 9)}, {p.between(0, 9)}])")
    p.do(f"a0 = da.from_array({p.array((3,), kinds='i')}, chunks=2)")
    shown = "dask.delayed(lambda v: repr(v))"
    lazy = p.one(DELAYED, DELAYED, ARRAYS)
    value = leaf(p, lazy)
    p.let(
        p.one(
            f"{shown}({value}).compute()", f"repr(dask.delayed({value}).compute())", f"repr(dask.compute({value}))", f"repr(dask.compute({value}, {leaf(p, lazy)}))", f"repr(dask.compute({value}, traverse=False))" if "d0" not in value and "d1" not in value and "a0" not in value else f"{shown}(v={value}).compute()", f"type(dask.persist({value})).__name__",
            f"dask.is_dask_collection({value})", f"{shown}({value}, traverse={p.flip()}).compute()" if p.flip(0.1) else f"dask.delayed({value}, traverse=True).compute() == dask.compute({value})[0]", f"(d0 {p.one('+', '-', '*', '/', '//', '%', '**', '<', '==')} {p.one('2', 'd0', '1.5')}).compute()", f"repr(dask.delayed(dict)(k={value}).compute())", f"dask.delayed(max)([d0, {p.between(0, 9)}]).compute()", "d1[0].compute()", "dask.delayed('a b').split().compute()",
            f"dask.delayed(lambda *a, **k: repr((a, k)))({value}, q={value}).compute()", f"repr(dask.optimize({value})[0].compute()) if dask.is_dask_collection({value}) else 0", "dask.delayed(divmod, nout=2)(7, d0)[0].compute()", "[v.compute() for v in dask.delayed(divmod, nout=2)(7, 2)]", "dask.delayed(lambda a: a.sum())(a0).compute()", f"sum(dask.compute(*[inc(i) for i in range({p.between(0, 4)})]))",
            f"len(dask.delayed([{value}], pure=True).key) > 0", "da.from_delayed(dask.delayed(np.ones)(3), shape=(3,), dtype=float).sum()", "da.stack([da.from_delayed(dask.delayed(np.full)(2, i), (2,), int) for i in range(2)])", "list(d1)", "bool(d0)", "len(d1)", "d0.nope.compute()", "dask.delayed(len)(d1).compute()", "dask.delayed(sum)(x for x in [1, 2]).compute()", "a0.to_delayed().shape", "[b.compute() for b in a0.to_delayed()]", f"repr(dask.delayed({value}).compute(scheduler='sync'))",
        )
    )  # fmt: skip
    p.end()


KINDS = {"delayed": delayed}
