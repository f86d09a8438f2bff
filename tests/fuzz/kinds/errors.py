"""Wrong arguments: which type of error they raise."""

from kinds.labelled import dataset, make

WRONG = [
    "None",
    "'nope'",
    "-9",
    "99",
    "1.5",
    "[]",
    "()",
    "{}",
    "[0, 'a']",
    "object()",
    "(9, 9)",
    "True",
    "[-1, 99]",
    "'x'",
    "slice(None)",
    "np.nan",
    "[[1], [2, 3]]",
    "lambda: 0",
]
FUNCTIONS = [
    "sum",
    "mean",
    "concatenate",
    "stack",
    "reshape",
    "transpose",
    "where",
    "take",
    "squeeze",
    "expand_dims",
    "tile",
    "repeat",
    "pad",
    "roll",
    "flip",
    "arange",
    "linspace",
    "full",
    "ones",
    "zeros",
    "eye",
    "clip",
    "diff",
    "cumsum",
    "broadcast_to",
    "moveaxis",
    "swapaxes",
    "tensordot",
    "einsum",
    "dot",
    "matmul",
    "split",
]
METHODS = ["sum", "mean", "reshape", "transpose", "astype", "repeat", "clip", "argmax", "cumsum", "squeeze", "swapaxes", "dot", "round"]
LABELLED = [
    "sum",
    "mean",
    "isel",
    "sel",
    "transpose",
    "rename",
    "shift",
    "roll",
    "dot",
    "cumsum",
    "assign_coords",
    "drop_vars",
    "expand_dims",
    "squeeze",
    "reindex",
    "fillna",
    "where",
    "groupby",
    "resample",
    "rolling",
    "coarsen",
    "weighted",
    "interp",
    "diff",
    "pad",
    "stack",
    "unstack",
    "sortby",
    "quantile",
    "chunk",
    "set_index",
    "swap_dims",
    "head",
    "drop_sel",
    "drop_isel",
    "rank",
    "count",
    "argmax",
    "idxmax",
    "ffill",
    "differentiate",
    "integrate",
    "broadcast_like",
    "astype",
    "isin",
]


def wrong(p):
    return p.one(*WRONG)


def errors(p):
    which = p.one("numpy", "dask", "method", "labelled", "labelled", "labelled", "dataset", "top", "index")
    if which in ("numpy", "dask"):
        a = p.let(p.array(p.shape(p.one(1, 2)), kinds="if"))
        m = "np" if which == "numpy" else "da"
        arguments = p.some([a, wrong(p), wrong(p), f"axis={wrong(p)}", f"[{a}, {wrong(p)}]", "1"], 1, 3)
        arguments.sort(key=lambda text: text.startswith("axis="))
        p.end(f"{m}.{p.one(*FUNCTIONS)}({', '.join(arguments)})")
    if which == "method":
        text = p.array(p.shape(p.one(1, 2)), kinds="if")
        a = p.let(p.lazy(text) if p.flip() else text)
        p.end(f"{a}.{p.one(*METHODS)}({p.one(wrong(p), 'axis=' + wrong(p), wrong(p) + ', ' + wrong(p), 'nope=1')})")
    if which == "index":
        text = p.array(p.shape(p.one(1, 2)), kinds="if")
        a = p.let(p.lazy(text) if p.flip() else text)
        p.end(f"{a}[{p.one(wrong(p), wrong(p) + ', ' + wrong(p))}]")
    if which == "top":
        a, b = make(p), make(p)
        p.end(
            p.one(
                f"xr.{p.one('concat', 'merge', 'combine_by_coords', 'combine_nested')}([{a}, {p.one(b, wrong(p))}]{p.one('', ', ' + wrong(p))})",
                f"xr.align({a}, {b}, join={wrong(p)})",
                f"xr.DataArray({p.one(a, wrong(p))}, dims={wrong(p)})",
                f"xr.DataArray([1, 2], dims='x', coords={wrong(p)})",
                f"xr.DataArray([1, 2], dims='x', coords={{'x': {wrong(p)}}})",
                f"xr.Dataset({{'v': {p.one(wrong(p), '(' + wrong(p) + ', [1, 2])')}}})",
                f"xr.{p.one('dot', 'cov', 'corr', 'where', 'broadcast')}({a}, {p.one(b, wrong(p))})",
                f"xr.apply_ufunc({p.one('np.add', 'np.mean', wrong(p))}, {a}, {p.one(b, wrong(p))})",
                f"pd.date_range({wrong(p)}, periods={p.one('3', wrong(p))}, freq={p.one(repr('D'), wrong(p), repr('M'), repr('H'), repr('A'), repr('T'))})",
                f"pd.to_datetime({p.one(wrong(p), repr('2000-13-01'), repr('31/12/2000'), str(['2000-01-01', 'x']))})",
                f"np.datetime64({wrong(p)})",
                f"da.from_array({p.one('np.ones(4)', wrong(p))}, chunks={wrong(p)})",
                f"da.ones({p.one('4', '(2, 3)', wrong(p))}, chunks={wrong(p)})",
                f"da.map_blocks(lambda b: b, {wrong(p)})",
                f"xr.set_options({p.one('nope=1', 'keep_attrs=3', 'display_width=' + wrong(p))})",
            )
        )
    a = make(p, p.one(1, 2)) if which == "labelled" else dataset(p)
    method = p.one(*LABELLED)
    arguments = p.one(
        wrong(p),
        f"dim={wrong(p)}",
        f"{p.one('x', 'nope')}={wrong(p)}",
        f"{{{p.one('x', 'nope')!r}: {wrong(p)}}}",
        "'nope'",
        f"{wrong(p)}, {wrong(p)}",
        "x=2, nope=1",
        "nope=1",
        f"x={p.between(0, 5)}",
        "['x', 'nope']",
        "",
    )
    end = ".mean()" if method in ("groupby", "resample", "rolling", "coarsen", "weighted") else ""
    p.end(f"{a}.{method}({arguments}){end}")


KINDS = {"errors": errors}
