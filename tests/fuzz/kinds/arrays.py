"""NumPy's arrays and dask's: elementwise, reductions, shapes, contractions."""

UNARY = [
    "abs",
    "negative",
    "sqrt",
    "exp",
    "log1p",
    "sin",
    "floor",
    "ceil",
    "rint",
    "sign",
    "square",
    "isnan",
    "isfinite",
    "logical_not",
    "invert",
    "positive",
    "cbrt",
    "expm1",
    "tanh",
    "conj",
    "trunc",
]
BINARY = [
    "add",
    "subtract",
    "multiply",
    "divide",
    "floor_divide",
    "mod",
    "power",
    "maximum",
    "minimum",
    "fmax",
    "fmin",
    "equal",
    "less",
    "greater_equal",
    "logical_and",
    "logical_or",
    "logical_xor",
]
BINARY += [
    "bitwise_and",
    "bitwise_or",
    "left_shift",
    "right_shift",
    "hypot",
    "arctan2",
    "copysign",
    "float_power",
    "gcd",
    "lcm",
    "logaddexp",
    "heaviside",
    "not_equal",
    "greater",
]
OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "<", "==", ">=", "&", "|", "^", "!="]
REDUCTIONS = [
    "sum",
    "prod",
    "mean",
    "std",
    "var",
    "min",
    "max",
    "any",
    "all",
    "argmin",
    "argmax",
    "nansum",
    "nanmean",
    "nanmax",
    "nanmin",
    "nanstd",
    "nanprod",
    "nanargmax",
    "median",
    "ptp",
    "count_nonzero",
]
SCANS = ["cumsum", "cumprod", "nancumsum", "nancumprod"]


def source(p, lazy, kinds="iufb", ndim=None):
    text = p.array(p.shape(ndim), kinds=kinds)
    return p.let(p.lazy(text) if lazy else text)


def step(p, name, lazy):
    """A step of a program: an expression of `name`."""
    x = p.value(name)
    ndim, shape, m = x.ndim, x.shape, "da" if lazy else "np"
    return p.one(elementwise, elementwise, reduced, reduced, scanned, reshaped, reshaped, cut, combined, chosen)(p, name, ndim, shape, m)


def partner(p, shape, m):
    """Something that broadcasts with a shape: a number, or an array."""
    if p.flip(0.4):
        return p.one("2", "-1", "0", "3.5", "True", "np.float32(1.5)", "np.int8(3)", "np.uint8(200)", "np.float64(0.1)", "10**3", "-0.0")
    other = tuple(1 if p.flip(0.2) else length for length in shape[p.between(0, len(shape)) :])
    text = p.array(other)
    return p.lazy(text) if m == "da" and p.flip(0.7) else text


def elementwise(p, name, ndim, shape, m):
    if p.flip(0.35):
        return f"{m}.{p.one(*UNARY)}({name})"
    if p.flip(0.3):
        return f"{name}.astype({p.dtype('iufb')!r})"
    if p.flip(0.2):
        return f"{m}.clip({name}, {p.between(-2, 3)}, {p.one('4', '5.5', 'None')})"
    other = partner(p, shape, m)
    pair = [name, other] if p.flip(0.7) else [other, name]
    if p.flip(0.6):
        return f"{pair[0]} {p.one(*OPERATORS)} {pair[1]}"
    return f"{m}.{p.one(*BINARY)}({pair[0]}, {pair[1]})"


def reduced(p, name, ndim, shape, m):
    function = p.one(*REDUCTIONS)
    single = function.endswith(("argmin", "argmax")) or function in ("ptp",)
    options = [f"axis={p.axis(ndim, several=not single)}"]
    if function in ("sum", "prod", "mean") and p.flip(0.2):
        options.append(f"dtype={p.dtype('iuf')!r}")
    if function in ("std", "var") and p.flip(0.3):
        options.append("ddof=1")
    if function not in ("ptp",) and p.flip(0.3):
        options.append(f"keepdims={p.one(True, False)}")
    if m == "da" and p.flip(0.15) and function not in ("median", "ptp", "count_nonzero"):
        options.append("split_every=2")
    if p.flip(0.5) and function not in ("ptp", "median", "count_nonzero") and not function.startswith("nan"):
        return f"{name}.{function}({', '.join(options)})"
    return f"{m}.{function}({name}, {', '.join(options)})"


def scanned(p, name, ndim, shape, m):
    if p.flip(0.3):
        return f"{m}.diff({name}, n={p.between(0, 2)}, axis={p.axis(ndim, False, False)})"
    return f"{m}.{p.one(*SCANS)}({name}, axis={p.axis(ndim, False)})"


def reshaped(p, name, ndim, shape, m):
    size = 1
    for length in shape:
        size *= length
    fits = [f"({size},)", "-1", f"(1, {size})", "(-1, 1)"] + [f"({n}, {size // n})" for n in (2, 3, 4) if size % n == 0]
    return p.one(
        f"{name}.T",
        f"{name}.reshape({p.one(*fits)})",
        f"{name}.ravel()",
        f"{m}.transpose({name}, {tuple(p.some(range(ndim), ndim))})",
        f"{m}.flip({name}, axis={p.axis(ndim)})",
        f"{m}.roll({name}, {p.between(-3, 4)}, axis={p.axis(ndim, False)})",
        f"{m}.repeat({name}, {p.between(0, 3)}, axis={p.axis(ndim, False, False)})",
        f"{m}.tile({name}, {p.one(2, (2, 1), (0, 2), (1, 2, 2))})",
        f"{m}.squeeze({name})",
        f"{m}.expand_dims({name}, {p.between(-1, ndim)})",
        f"{m}.moveaxis({name}, 0, {p.between(-1, 1)})",
        f"{m}.swapaxes({name}, 0, -1)",
        f"{m}.rot90({name}, {p.between(-1, 3)})",
        f"{m}.broadcast_to({name}, {(2, *shape)})",
        f"{m}.pad({name}, {p.one(1, (1, 2), (0, 1))}, mode={p.one('constant', 'edge', 'reflect', 'wrap', 'symmetric', 'linear_ramp', 'maximum', 'mean')!r})",
        f"{m}.atleast_2d({name})",
        f"{m}.triu({name}, {p.between(-1, 1)})",
        f"{m}.tril({name})",
        f"{m}.diag({name})",
    )


def cut(p, name, ndim, shape, m):
    return f"{name}[{key(p, shape, m)}]"


def key(p, shape, m="np"):
    """Indices of basic kinds, or a list."""
    parts = []
    for length in shape[: p.between(0, len(shape))] if p.flip(0.3) else shape:
        low, high = p.between(-length - 1, length + 1), p.between(-length - 1, length + 1)
        parts.append(
            p.one(
                ":",
                f"{low}:",
                f":{high}",
                f"{low}:{high}",
                f"::{p.one(-1, 2, -2, 3)}",
                f"{low}:{high}:{p.one(-1, 2)}",
                str(p.between(-length, max(length - 1, 0))),
            )
        )
    if p.flip(0.15):
        parts.insert(p.between(0, len(parts)), "None")
    if p.flip(0.15):
        parts.insert(p.between(0, len(parts)), "...")
    if parts and p.flip(0.2):
        at = p.between(0, len(parts) - 1)
        length = shape[min(at, len(shape) - 1)]
        parts[at] = str([p.between(-length, max(length - 1, 0)) for _ in range(p.between(0, 4))])
    return ", ".join(parts) or "..."


def combined(p, name, ndim, shape, m):
    other = p.let(p.lazy(p.array(shape)) if m == "da" and p.flip(0.7) else p.array(shape))
    return p.one(
        f"{m}.concatenate([{name}, {other}], axis={p.between(-1, max(ndim - 1, 0))})",
        f"{m}.stack([{name}, {other}], axis={p.between(-1, ndim)})",
        f"{m}.vstack([{name}, {other}])",
        f"{m}.hstack([{other}, {name}])",
        f"{m}.dstack([{name}, {name}])",
        f"{m}.where({name} > 1, {name}, {other})",
        f"{m}.append({name}, {other})",
        f"{m}.isin({name}, [0, 1, 3])",
        f"{m}.outer({name}, {other})",
        f"{m}.isclose({name}, {other})",
        f"{m}.select([{name} > 2, {other} > 1], [{name}, {other}], {p.one(0, -1.5)})",
    )


def chosen(p, name, ndim, shape, m):
    if m == "np":
        return p.one(
            f"np.sort({name}, axis={p.axis(ndim, False)})",
            f"np.argsort({name}, axis={p.axis(ndim, False)}, kind='stable')",
            f"np.unique({name})",
            f"np.nonzero({name})",
            f"np.searchsorted(np.sort({name}.ravel()), [0, 2.5, 7])",
            f"np.histogram({name}, bins={p.one(3, [0, 1, 2, 5])})",
            f"np.bincount(np.abs({name}.ravel()).astype(int))",
            f"np.quantile({name}, {p.one(0.5, [0.25, 0.75])}, axis={p.axis(ndim)})",
            f"np.percentile({name}, {p.one(50, [10, 90])})",
            f"np.nan_to_num({name}, nan={p.one(0, 7)})",
            f"np.gradient({name})",
            f"np.interp([0.5, 1.5, 9], np.arange({name}.size), {name}.ravel())",
            f"np.digitize({name}, [0, 2, 4])",
            f"np.take({name}, [0, -1], axis={p.axis(ndim, False)})",
            f"np.convolve({name}.ravel(), [1, 2, 1], {p.one('full', 'same', 'valid')!r})",
            f"np.round({name}, {p.between(-1, 1)})",
            f"np.average({name}, axis={p.axis(ndim, False)})",
            f"np.trapezoid({name})",
            f"np.allclose({name}, {name})",
            f"np.array_equal({name}, {name})",
            f"np.ediff1d({name})",
            f"np.partition({name}, 0)",
        )
    return p.one(
        f"{name}.rechunk({p.between(1, 4)})",
        f"da.topk({name}, {p.one(2, -1)}, axis={p.axis(ndim, False, False)})",
        f"da.unique({name})",
        f"da.bincount(da.absolute({name}.ravel()).astype(int), minlength=10)",
        f"da.histogram({name}, bins=[0, 1, 2, 5])",
        f"da.take({name}, [0, -1], axis={p.axis(ndim, False, False)})",
        f"da.round({name}, {p.between(-1, 1)})",
        f"da.coarsen(np.sum, {name}, {{0: 2}}, trim_excess=True)",
        f"{name}.map_blocks(lambda b: b + 1)",
        f"{name}.map_overlap(lambda b: b + np.roll(b, 1), depth=1, boundary={p.one('reflect', 'nearest', 'periodic', 0)!r})",
        f"da.digitize({name}, np.array([0, 2, 4]))",
        f"da.nan_to_num({name})",
        f"da.gradient({name})",
        f"{name}.blocks[{p.one('0', '-1', '::-1')}]",
        f"da.percentile({name}, [25, 75])",
        f"da.average({name}, axis={p.axis(ndim, False)})",
        f"da.searchsorted(da.sort({name}) if hasattr(da, 'sort') else {name}, da.from_array([0, 2]))",
        f"da.cov({name})",
        f"da.nonzero({name})",
        f"da.argwhere({name})",
        f"da.count_nonzero({name})",
        f"da.ediff1d({name})",
        f"da.reduction({name}, lambda b, axis, keepdims: b.sum(axis=axis, keepdims=keepdims), lambda b, axis, keepdims: b.sum(axis=axis, keepdims=keepdims), dtype={name}.dtype)",
    )


def arrays(p, lazy, kinds="iufb"):
    name = source(p, lazy, kinds)
    for _ in range(p.between(1, 4)):
        if type(p.value(name)).__module__.split(".")[0] not in ("numpy", "dask") or not hasattr(p.value(name), "ndim"):
            break
        if lazy and not hasattr(p.value(name), "dask"):
            break
        name = p.let(step(p, name, lazy)) or name
    p.end(name)


def contraction(p):
    """Contractions of whatever dtype, over chunks."""
    kinds = p.one("iu", "u", "i", "f", "iufb", "b")
    n, k, m = p.between(1, 4), p.between(1, 6), p.between(1, 4)
    make = [p.lazy if p.flip(0.6) else str for _ in range(2)]
    a, b = (p.let(how(p.array(shape, kinds=kinds))) for how, shape in zip(make, ((n, k), (k, m))))
    v = p.let(make[1](p.array((k,), kinds=kinds)))
    lazy = any(hasattr(p.value(name), "dask") for name in (a, b, v))
    f = "da" if lazy else "np"
    p.let(
        p.one(
            f"{a} @ {b}",
            f"{f}.dot({a}, {b})",
            f"{a}.dot({v})",
            f"{a} @ {v}",
            f"{v} @ {b}",
            f"{f}.tensordot({a}, {b}, axes={p.one(1, 0, ((1,), (0,)), ([1], [0]))})",
            f"{f}.einsum('ij,jk->ik', {a}, {b})",
            f"{f}.einsum('ij,jk', {a}, {b})",
            f"{f}.einsum('ij,j->', {a}, {v})",
            f"{f}.einsum('ij->ji', {a})",
            f"{f}.einsum('ij->j', {a})",
            f"{f}.vdot({v}, {v})",
            f"{f}.outer({v}, {v})",
            f"{f}.matmul({a}, {b})",
            f"{a} @ {a}.T",
            f"xr.dot(xr.DataArray({a}, dims=('i', 'j')), xr.DataArray({v}, dims='j'), dim={p.one(repr('j'), '...', repr(['i', 'j']))})",
            f"xr.DataArray({a}, dims=('i', 'j')) @ xr.DataArray({b}, dims=('j', 'k'))",
            f"{f}.tensordot({v}, {v}, axes=1)",
            f"np.linalg.norm({a})",
            f"np.inner({v}, {v})",
            f"np.trace({a})",
            f"np.kron({v}, {v})",
        )
    )
    p.end()


KINDS = {
    "numpy": lambda p: arrays(p, False),
    "numpy small": lambda p: arrays(p, False, "ubi"),
    "dask": lambda p: arrays(p, True),
    "dask small": lambda p: arrays(p, True, "ubi"),
    "contraction": contraction,
}
KINDS = {kind.replace(" ", "_"): write for kind, write in KINDS.items()}
