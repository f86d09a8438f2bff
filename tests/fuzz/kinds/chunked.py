"""What dask.array has of its own: functions on blocks, reductions with their arguments, chunks and graphs, random arrays."""

REDUCTIONS = ["sum", "prod", "mean", "std", "var", "min", "max", "any", "all", "nansum", "nanprod", "nanmean", "nanstd", "nanvar", "nanmin", "nanmax"]  # fmt: skip
ARGUMENTS = ["argmin", "argmax", "nanargmin", "nanargmax"]
METHODS = ["linear", "lower", "higher", "midpoint", "nearest"]
QUANTILES = [*METHODS, "inverted_cdf", "hazen", "weibull", "median_unbiased", "closest_observation", "averaged_inverted_cdf"]
PADS = ["constant", "edge", "linear_ramp", "maximum", "mean", "minimum", "reflect", "symmetric", "wrap", "empty"]
BOUNDARIES = ["'reflect'", "'nearest'", "'periodic'", "'none'", "None", "0", "-1.5", "np.nan"]


def lazy(p, ndim=None, kinds="iuffb", empty=0.03):
    """A chunked array, and its shape."""
    shape = p.shape(ndim, longest=7 if ndim == 1 else 5, empty=empty)
    return p.let(p.lazy(p.array(shape, kinds=kinds)), "x"), shape


def reductions(p):
    """Reductions with all their arguments."""
    x, shape = lazy(p)
    ndim = len(shape)
    name = p.one(*REDUCTIONS, *ARGUMENTS, "median", "nanmedian", "ptp", "topk", "argtopk", "moment", "cumsum", "cumprod", "nancumsum", "nancumprod", "percentile", "quantile", "nanquantile", "reduction", "cumreduction", "trace", "average", "count_nonzero")  # fmt: skip
    axis = p.axis(ndim)
    single = p.axis(ndim, several=False)
    options = [f"axis={axis}"]
    if name in REDUCTIONS or name in ("moment",):
        if p.flip(0.4):
            options.append(f"keepdims={p.flip()}")
        if p.flip(0.4):
            options.append(f"split_every={p.one(2, 3, {0: 2}, 'None', 1)}")
        if p.flip(0.3) and name not in ("min", "max", "any", "all", "nanmin", "nanmax"):
            options.append(f"dtype={p.dtype('iuf')!r}")
        if p.flip(0.3) and name.endswith(("std", "var")):
            options.append(f"ddof={p.one(1, 2, 0.5)}")
        order = f"{p.between(0, 4)}, " if name == "moment" else ""
        text = f"da.{name}({x}, {order}{', '.join(options)})"
        if p.flip(0.3) and not name.startswith("nan"):
            text = f"{x}.{name}({order}{', '.join(options)})"
    elif name in ARGUMENTS:
        text = f"da.{name}({x}, axis={single}{p.one('', ', keepdims=True', ', split_every=2')})"
    elif name.endswith("median"):
        text = f"da.{name}({x}, axis={p.axis(ndim, none=False)}{p.one('', ', keepdims=True')})"
    elif name in ("topk", "argtopk"):
        text = f"da.{name}({x}, {p.one(1, 2, 3, -1, -2, 50)}, axis={p.axis(ndim, False, False)}{p.one('', ', split_every=2')})"
    elif "cum" in name and name != "cumreduction":
        text = f"da.{name}({x}, axis={single}{p.one('', ', method=' + repr(p.one('sequential', 'blelloch')), ', dtype=float', ', dtype=' + repr('float32'))})"
    elif name == "percentile":
        text = f"da.percentile({x}, {p.one(50, [0, 100], [25, 75], 33.3)}, method={p.one(*METHODS)!r})"
    elif "quantile" in name:
        text = f"da.{name}({x}, {p.one(0.5, [0.25, 0.9], 0, 1)}, axis={p.axis(ndim, none=False)}, method={p.one(*QUANTILES)!r}{p.one('', ', keepdims=True')})"
    elif name == "reduction":
        f = p.one("sum", "max", "min", "prod")
        step = f"lambda b, axis, keepdims: np.{f}(b, axis=axis, keepdims=keepdims)"
        text = f"da.reduction({x}, {step}, {step}, axis={axis}, keepdims={p.flip()}, dtype={p.one('float', x + '.dtype')}, split_every={p.one(2, 'None')}{p.one('', f', combine={step}', ', name=' + repr('r'))})"
    elif name == "cumreduction":
        text = f"da.reductions.cumreduction({p.one('np.cumsum, operator.add, 0', 'np.cumprod, operator.mul, 1', 'np.maximum.accumulate, np.maximum, 0')}, {x}, axis={single}, dtype={p.one('float', 'int')!r})"
    elif name == "trace":
        text = f"da.trace({x}, offset={p.between(-1, 1)}{p.one('', ', dtype=float')})"
    elif name == "average":
        text = f"da.average({x}, axis={axis}, weights={p.one('None', x + ' > 0', x)}, returned={p.flip(0.2)}, keepdims={p.flip(0.2)})"
    elif name == "ptp":
        text = f"da.ptp({x}, axis={axis})"
    else:
        text = f"da.count_nonzero({x}, axis={axis})"
    p.let(text)
    p.end()


def functions(p):
    """Functions of arrays beside those that work element by element."""
    x, shape = lazy(p, p.one(1, 1, 2, 2, 3))
    ndim = len(shape)
    single = p.axis(ndim, False, False)
    y = p.let(p.lazy(p.array(shape)), "y")
    small = p.let(p.lazy(p.array((p.between(1, 4),), kinds="i")), "z")
    length = shape[0]
    places = [p.between(-length, max(length - 1, 0)) for _ in range(p.between(0, 4))] if length else []
    p.let(
        p.one(
            f"da.isin({x}, {p.one([0, 1, 3], small)}{p.one('', ', invert=True', ', assume_unique=True')})",
            f"da.unique({x}{p.one('', ', return_counts=True', ', return_index=True', ', return_inverse=True', ', return_index=True, return_inverse=True, return_counts=True')})",
            f"da.union1d({x}, {small})",
            f"da.digitize({x}, np.array({p.one([0, 2, 4], [3, 1], [0.5])}), right={p.flip()})",
            f"da.searchsorted(da.from_array(np.sort(np.array({p.nested((4,), 'i')})), chunks=2), {x}, side={p.one('left', 'right')!r})",
            f"da.bincount(da.absolute({x}.ravel()).astype(int), weights={p.one('None', f'{y}.ravel().rechunk({x}.ravel().chunks)')}, minlength={p.one(0, 3, 20)})",
            f"da.histogram({x}, bins={p.one([0, 1, 2, 5], 'np.linspace(-5, 10, 4)')}, density={p.flip(0.3)})",
            f"da.histogram({x}, bins={p.between(1, 5)}, range={p.one((0, 5), [-5, 9])}{p.one('', f', weights={y}.rechunk({x}.chunks)')})",
            f"da.histogram2d({x}.ravel(), {y}.ravel().rechunk({x}.ravel().chunks), bins={p.one(3, (2, 3))}, range=((-5, 10), (-5, 10)))",
            f"da.histogramdd({x}.astype(float).reshape((-1, 1)), bins=(3,), range=((-5, 10),))",
            f"da.take({x}, {places}, axis=0)",
            f"da.take({x}, {p.one(0, -1)}, axis={single})",
            f"da.compress({[p.flip() for _ in range(p.between(0, length))]}, {x}, axis=0)",
            f"da.compress({x}.ravel() > 1, {x})",
            f"da.extract({x} > 1, {y})",
            f"da.choose({x} > 1, [{x}, {y}])",
            f"da.insert({x}, {p.one(0, -1, 1, sorted(abs(n) for n in places))}, {p.one(7, 2.5)}, axis=0)",
            f"da.delete({x}, {p.one(0, -1, [0], 'slice(0, 2)', places)}, axis=0)",
            f"da.append({x}, {y}, axis={p.one('None', single)})",
            f"da.rollaxis({x}, {single}, {p.between(0, ndim)})",
            f"da.moveaxis({x}, {single}, {p.between(-ndim, ndim - 1)})",
            f"da.swapaxes({x}, {single}, {p.between(-ndim, ndim - 1)})",
            f"da.pad({x}, {p.one(1, 2, (1, 2), (0, 1), [(1, 0)] * ndim)}, mode={p.one(*PADS[:-1])!r})",
            f"da.pad({x}, {p.one(1, (2, 1))}, mode='constant', constant_values={p.one(5, (1, 2))})",
            f"da.pad({x}, {p.one(1, (2, 1))}, mode='linear_ramp', end_values={p.one(5, (1, 2))})",
            f"da.pad({x}, 1, mode={p.one('maximum', 'minimum', 'mean')!r}, stat_length={p.one(1, 2, 'None')})",
            f"da.pad({x}, 1, mode={p.one('reflect', 'symmetric')!r}, reflect_type={p.one('even', 'odd')!r})",
            f"da.fromfunction(lambda *i: sum(i), shape={shape}, chunks={p.between(1, 3)}, dtype={p.dtype('if')!r})",
            f"da.indices({shape}, chunks={p.between(1, 3)}{p.one('', ', dtype=float')})",
            f"da.meshgrid({small}, {x}.ravel(), indexing={p.one('ij', 'xy')!r}, sparse={p.flip()})",
            f"da.einsum({p.one('...i->...', '...i,...i->...i')!r}, {x}, {y})" if p.flip() else f"da.einsum('...i->...', {x})",
            f"da.coarsen(np.{p.one('sum', 'mean', 'max', 'min', 'prod', 'std', 'median')}, {x}, {{{p.between(0, ndim - 1)}: {p.between(1, 3)}}}, trim_excess=True)",
            f"da.apply_along_axis({p.one('np.sum', 'np.sort', 'lambda r: r[:1]', 'lambda r: r.max()', 'np.cumsum')}, {single}, {x}{p.one('', ', dtype=float, shape=()')})",
            f"da.apply_over_axes(da.{p.one('sum', 'max', 'mean')}, {x}, {p.one(0, [0], list(range(ndim)))})",
            f"da.diff({x}, n={p.between(0, 2)}, axis={single}{p.one('', ', prepend=0', ', append=1')})",
            f"da.ediff1d({x}, to_begin={p.one('None', 0, [1, 2])}, to_end={p.one('None', 9)})",
            f"da.gradient({x}{p.one('', ', 2', ', axis=0', ', edge_order=2')})",
            f"da.cov({x}{p.one('', ', bias=True', ', rowvar=False', ', ddof=0')})",
            f"da.corrcoef({x})",
            f"da.select([{x} > 2, {x} < 0], [{x}, {y}], default={p.one(0, -1, 'np.nan')})",
            f"da.piecewise({x}, [{x} > 0, {x} <= 0], [{p.one('1', 'lambda b: b * 2', '-1')}, 0])",
            f"da.where({x} > 1, {x}, {p.one(y, 0, 2.5)})",
            f"da.nonzero({x})",
            f"da.flatnonzero({x})",
            f"da.argwhere({x})",
            f"da.isclose({x}, {y}{p.one('', ', equal_nan=True', ', rtol=1')})",
            f"da.allclose({x}, {p.one(x, y)})",
            f"da.round({x}, {p.between(-1, 2)})",
            f"da.around({x}, {p.between(-1, 2)})",
            f"da.{p.one('fix', 'sinc', 'i0', 'real', 'imag', 'angle', 'isreal', 'iscomplex', 'signbit', 'isposinf', 'isneginf')}({x})",
            f"da.{p.one('modf', 'frexp')}({x})",
            f"da.divmod({x}, {p.one(2, y)})",
            f"da.ldexp({x}, 2)",
            f"da.nan_to_num({x}, nan={p.one(0, 5)})",
            f"da.clip({x}, {p.one('None', 0, 1.5)}, {p.one(3, 4.5)})",
            f"da.ravel({x})",
            f"da.{p.one('atleast_1d', 'atleast_2d', 'atleast_3d')}({x}, {small})",
            f"da.{p.one('vstack', 'hstack', 'dstack')}([{x}, {y}])",
            f"da.block([[{x}, {y}]])",
            f"da.block([{x}, {y}, {x}])",
            f"da.repeat({x}, {p.between(0, 3)}, axis={p.one('None', single)})",
            f"da.tile({x}, {p.one(2, 0, (2, 1), (1, 2, 2))})",
            f"da.roll({x}, {p.one(1, -2, 10)}, axis={p.one('None', single)})",
            f"da.rot90({x}, {p.between(-1, 4)})",
            f"da.{p.one('flip', 'flipud', 'fliplr')}({x})",
            f"da.expand_dims({x}, {p.one(0, -1, (0, 1))})",
            f"da.squeeze({x}, axis={p.one('None', single)})",
            f"da.broadcast_to({x}, {(p.between(0, 3), *shape)}{p.one('', f', chunks={p.between(1, 2)}')})",
            f"da.broadcast_arrays({x}, {y}[:1])",
            f"da.{p.one('tril', 'triu')}({x}, {p.between(-2, 2)})",
            f"da.diag({x}{p.one('', ', 1', ', -1')})",
            f"da.diagonal({x}, {p.between(-1, 1)})",
            f"da.{p.one('tril_indices', 'triu_indices')}({p.between(1, 4)}, k={p.between(-1, 1)})",
            f"da.{p.one('tril_indices_from', 'triu_indices_from')}({x})",
            f"da.outer({x}, {small})",
            "da.ravel_multi_index(da.from_array([[0, 1], [1, 0]]), (2, 3))",
            "da.unravel_index(da.from_array([0, 3, 5], chunks=2), (2, 3))",
            f"da.shape({x}), da.ndim({x}), da.result_type({x}, {y})",
            f"da.linspace({p.between(-3, 3)}, {p.between(4, 9)}, {p.between(0, 9)}, endpoint={p.flip()}, chunks={p.between(1, 4)}, dtype={p.one('None', repr('int'), repr('float32'))}, retstep={p.flip(0.2)})",
            f"da.arange({p.between(-3, 3)}, {p.between(0, 9)}, {p.one(1, 2, 0.5, -1)}, chunks={p.between(1, 4)}, dtype={p.one('None', repr('float32'), repr('int16'))})",
            f"da.eye({p.between(1, 5)}, chunks={p.between(1, 3)}, k={p.between(-2, 2)}, dtype={p.dtype('ifb')!r})",
            f"da.tri({p.between(1, 5)}, {p.one('None', 3)}, k={p.between(-1, 1)}, dtype={p.dtype('if')!r}, chunks={p.between(1, 3)})",
            f"da.full({shape}, {p.one(1, 2.5, True, 'np.float32(1)', 'np.nan')}, chunks={p.between(1, 3)})",
            f"da.{p.one('ones', 'zeros')}_like({x}{p.one('', ', dtype=float', ', shape=(2, 3)', ', chunks=2')})",
            f"da.full_like({x}, {p.one(1, 2.5)}{p.one('', ', dtype=float', ', shape=(2, 3)', ', chunks=2')})",
            f"da.{p.one('notnull', 'isnull')}({x})",
            f"da.{p.one('sum', 'max')}({x}, axis=0) + {y}",
        )
    )  # fmt: skip
    p.end()


def blocks(p):
    """Functions of one's own on blocks and their neighbours."""
    x, shape = lazy(p, p.one(1, 2, 2, 3), empty=0)
    ndim = len(shape)
    y = p.let(p.lazy(p.array(shape)), "y")
    axis = p.between(0, ndim - 1)
    labels = "ijk"[:ndim]
    depth = p.one(1, 1, 2, 0, (1,) * ndim, {0: 1}, {axis: (1, 1)})
    per_axis = "{" + ", ".join(f"{at}: {p.one(*BOUNDARIES)}" for at in range(ndim)) + "}"
    boundary = p.one(*BOUNDARIES, per_axis)
    whole = ", ".join(":" if at != axis else ":1" for at in range(ndim))
    p.let(
        p.one(
            f"{x}.map_blocks(lambda b: b * 2)",
            f"da.map_blocks(lambda a, b: a + b, {x}, {p.one(y, x, 2, f'{y}[:1]', f'{y}[0]')})",
            f"da.map_blocks(np.add, {x}, {p.one(1, 2.5, y)}, dtype={p.dtype('f')!r})",
            f"{x}.map_blocks(lambda b, block_id=None: b + sum(block_id), dtype=float)",
            f"{x}.map_blocks(lambda b, block_info=None: b + block_info[0]['array-location'][0][0], dtype=float)",
            f"{x}.map_blocks(lambda b, block_info=None: b * 0 + block_info[None]['chunk-location'][-1] + block_info[None]['num-chunks'][0], dtype=float)",
            f"{x}.map_blocks(lambda b: b.sum(axis={axis}), drop_axis={p.one(axis, [axis])}, dtype=float)",
            f"{x}.rechunk({{{axis}: -1}}).map_blocks(lambda b: b.max(axis={axis}), drop_axis={axis})",
            f"{x}.map_blocks(lambda b: b[..., None], new_axis={ndim}{p.one('', ', dtype=float')})",
            f"{x}.map_blocks(lambda b: b[None], new_axis=0, chunks={(1, *shape)})",
            f"{x}.map_blocks(lambda b: b[None], new_axis=[0], dtype={x}.dtype)",
            f"{x}.map_blocks(lambda b: b[{whole}], chunks=tuple((1,) * len(c) if i == {axis} else c for i, c in enumerate({x}.chunks)))",
            f"{x}.map_blocks(lambda b: np.array(b.shape)[:1] if b.ndim == 1 else b[:1], chunks=((1,) * {x}.numblocks[0], *{x}.chunks[1:]), dtype={x}.dtype)",
            f"{x}.map_blocks(lambda b, k=1: b * k, k={p.one(3, 1.5)}, meta=np.array((), dtype=float))",
            "da.map_blocks(lambda block_id: np.full((2,), block_id[0]), chunks=((2, 2, 2),), dtype=int)",
            "da.map_blocks(lambda block_info: np.arange(*block_info[None]['array-location'][0]), chunks=((2, 3),), dtype=int)",
            f"da.blockwise(np.add, {labels!r}, {x}, {labels!r}, {y}, {labels!r})",
            f"da.blockwise(np.add, {labels!r}, {x}, {labels!r}, {p.one(3, 2.5)}, None, dtype=float)",
            f"da.blockwise(np.transpose, {labels[::-1]!r}, {x}, {labels!r}, dtype={x}.dtype)",
            f"da.blockwise(lambda b: b.sum(axis={ndim - 1}), {labels[:-1]!r}, {x}, {labels!r}, concatenate=True, dtype=float)",
            f"da.blockwise(lambda b: b[..., None] * np.ones(3), {labels + 'z'!r}, {x}, {labels!r}, new_axes={{'z': 3}}, dtype=float)",
            f"da.blockwise(lambda b: np.concatenate([b, b], axis=0), {labels!r}, {x}, {labels!r}, adjust_chunks={{'i': lambda n: 2 * n}}, dtype={x}.dtype)",
            f"da.blockwise(np.multiply.outer, {labels + 'z'!r}, {x}, {labels!r}, da.arange(4, chunks=2), 'z', dtype=float)",
            f"da.map_overlap(lambda b: b, {x}, depth={depth}, boundary={boundary})",
            f"{x}.map_overlap(lambda b: b * 2, depth={depth}, boundary={boundary}, dtype={p.dtype('f')!r})",
            f"{x}.map_overlap(lambda b: np.cumsum(b, axis={axis}), depth={depth}, boundary={boundary}, trim={p.flip(0.8)})",
            f"{x}.map_overlap(lambda b: b + np.roll(b, 1, axis={axis}), {depth}, {boundary})",
            f"da.map_overlap(lambda a, b: a + b, {x}, {y}.rechunk({x}.chunks), depth={depth}, boundary={boundary})",
            f"da.map_overlap(lambda a, b: a + b, {x}, {y}, depth={p.one(1, 0)}, boundary={p.one(*BOUNDARIES)}, align_arrays=True)",
            f"{x}.map_overlap(lambda b: b, depth={p.one((0, 1), (1, 0), (2, 1))}, boundary='none')" if ndim == 1 else f"{x}.map_overlap(lambda b: b, depth={{{axis}: {p.one((0, 1), (1, 0))}}}, boundary='none')",
            f"da.overlap.overlap({x}, depth={p.one(1, {0: 1}, {axis: 2})}, boundary={boundary})",
            f"da.overlap.trim_internal(da.overlap.overlap({x}, depth=1, boundary={p.one('0', repr('reflect'))}), {{i: 1 for i in range({ndim})}})",
            f"da.overlap.trim_overlap(da.overlap.overlap({x}, depth=1, boundary='none'), 1, boundary='none')",
            f"da.apply_gufunc(lambda a: a.mean(axis=-1), '(i)->()', {x}.rechunk({{-1: -1}}), output_dtypes=float)",
            f"da.apply_gufunc(lambda a, b: a + b, '(),()->()', {x}, {y}, output_dtypes=float)",
            f"da.apply_gufunc(lambda a: (a.min(axis=-1), a.max(axis=-1)), '(i)->(),()', {x}, allow_rechunk=True, output_dtypes=(float, float))",
            f"da.apply_gufunc(lambda a: np.sort(a, axis=-1), '(i)->(i)', {x}, axis={axis}, allow_rechunk=True)",
            f"da.apply_gufunc(lambda a: a.sum(axis=-1), '(i)->()', {x}, axis={axis}, keepdims={p.flip()}, allow_rechunk=True, vectorize=False)",
            f"da.as_gufunc(signature='(i)->()', output_dtypes=float, vectorize=True, allow_rechunk=True)(lambda r: r.sum())({x})",
            f"{x}.blocks[{p.one('0', '-1', ':1', '::-1', '[0]', '...', '0, ...')}]",
            f"{x}.partitions[{p.one('0', '-1', ':1', '[0, 0]')}]",
            f"[b.compute().shape for b in {x}.blocks]" if p.flip(0.3) else f"[b.shape for b in {x}.blocks.ravel()]",
            f"{x}.blocks.shape, {x}.blocks.size",
            f"np.array({x}.to_delayed()).shape",
            f"[d.compute().sum() for d in {x}.to_delayed().ravel()]",
            f"da.from_delayed({x}.to_delayed().ravel()[0], shape=tuple(c[0] for c in {x}.chunks), dtype={x}.dtype)",
            f"{x}.vindex[{', '.join(str([p.between(-n, n - 1) for _ in range(2)]) for n in shape)}]",
            f"{x}.vindex[{[p.between(-shape[0], shape[0] - 1) for _ in range(3)]}]" if ndim == 1 else f"{x}.vindex[{', '.join([':'] * (ndim - 1) + [str([0, -1])])}]",
            f"{x}[{x} > 1].compute_chunk_sizes()",
            f"{x}[{x} > 1].compute_chunk_sizes().rechunk(2)",
            f"{x}[{x} > 1].{p.one('shape', 'chunks', 'size', 'nbytes', 'npartitions', 'numblocks', 'chunksize')}",
            f"{x}[{x} > 1] {p.one('+', '*')} {p.one(1, f'{x}[{x} > 1]')}",
            f"{x}.{p.one('real', 'imag', 'conj()', 'T', 'A', 'itemsize', 'nbytes', 'ndim', 'size', 'chunksize', 'numblocks', 'npartitions', 'flatten()', 'copy()', 'persist()', 'view()', 'dtype', 'shape')}",
            f"da.store({x}, np.zeros({shape}, dtype={x}.dtype)) if False else {x}.nbytes",
            f"int({x}.sum()), float({x}.max()), bool({x}.any())",
            f"np.{p.one('sum', 'mean', 'max', 'sin', 'where', 'ravel', 'unique', 'cumsum', 'median', 'ptp', 'flip', 'concatenate', 'stack')}({x})",
            f"list({x}), len({x})",
            f"da.choose({x}.astype(int), [{y}, {y}])",
            f"{x} @ {y}.T",
        )
    )  # fmt: skip
    p.end()


def chunks(p):
    """Chunks, and what a graph says of itself."""
    x, shape = lazy(p, p.one(1, 2, 2, 3))
    ndim = len(shape)
    size = 1
    for length in shape:
        size *= length
    fits = [(n, size // n) for n in range(1, size + 1) if size % n == 0] or [(0,)]
    three = [(n, m, size // n // m) for n in (1, 2, 3) for m in (1, 2, 4) if size % (n * m) == 0]
    new = p.one(*fits, (size,), -1, (-1, 1), (1, size), *three[:3])
    how = p.one(
        1,
        2,
        -1,
        "'auto'",
        {0: 2},
        {0: -1},
        {-1: 1},
        {0: "auto"},
        tuple(p.pieces(length) for length in shape),
        (2,) * ndim,
        f"({'None, ' * ndim})",
        (-1,) * ndim,
        "'16 B'",
        "'24B'",
        (("auto",) * ndim),
    )
    y = p.let(p.lazy(p.array(shape)), "y")
    text = p.one(
        f"{x}.rechunk({how})",
        f"{x}.rechunk({how}{p.one('', ', balance=True', ', threshold=1', ', method=' + repr('tasks'))})",
        f"{x}.rechunk({p.between(1, 5)}, balance=True)",
        f"{x}.rechunk('auto', block_size_limit={p.one(8, 16, 24, 40)})",
        f"da.rechunk({x}, {how})",
        f"{x}.reshape({new})",
        f"{x}.reshape({new}, merge_chunks={p.flip()})",
        f"da.reshape({x}, {new}, limit={p.one(16, 64, repr('1 kiB'))})",
        f"{x}.ravel()",
        f"{x}.T.reshape({new})",
        f"da.unify_chunks({x}, {'ijk'[:ndim]!r}, {y}, {'ijk'[:ndim]!r})[0]",
        f"{x} + {y}",
        f"{x} + {y}.T" if ndim == 1 else f"{x} + {y}[0]",
        f"da.concatenate([{x}, {y}, {x}], axis={p.between(-1, ndim - 1)})",
        f"da.stack([{x}, {y}], axis={p.between(-1, ndim)})",
        f"da.core.normalize_chunks({p.one(2, -1, 'auto', (2,) * ndim)!r}, shape={shape}, dtype={p.dtype('if')!r}{p.one('', ', limit=16', ', limit=' + repr('40B'))})",
        f"da.core.normalize_chunks({{0: 2}}, shape={shape})",
        f"da.ones({shape}, chunks={p.one(2, -1, repr('auto'), repr('16B'), 'None')})",
        f"da.from_array(np.ones({shape}), chunks={how})",
        f"da.core.slices_from_chunks({x}.chunks)",
        f"{x}[::2].rechunk(2)[::-1]",
        f"{x}[{p.between(-3, 3)}:].sum(axis=0, split_every=2)",
        f"da.asarray([{x}, {y}])",
        f"da.array([{x}, {y}], ndmin={p.between(1, 4)})",
        f"da.asanyarray({x}, dtype={p.dtype('if')!r})",
    )  # fmt: skip
    z = p.let(text, "z")
    if z and hasattr(p.value(z), "dask") and p.flip(0.6):
        p.let(p.one(f"len({z}.dask)", f"{z}.npartitions", f"{z}.numblocks", f"len({z}.__dask_keys__())", f"dask.optimize({z})[0].npartitions", f"dask.persist({z})[0]", f"{z}.chunksize", f"{z}.nbytes", f"len({z}.dask.layers)", f"sorted(n.rsplit('-', 1)[0] for n in {z}.dask.layers)", f"{z}.dask.is_dask_collection if False else dask.is_dask_collection({z})", f"len(dict({z}.dask))", f"[k[1:] for k in dask.core.flatten({z}.__dask_keys__())]", f"repr({z})", f"repr({z}.sum())"))  # fmt: skip
    p.end()


def outs(p):
    """`out=`, `where=`, `dtype=`, `casting=` of functions that work element by element."""
    x, shape = lazy(p, p.one(1, 2), empty=0)
    y = p.let(p.lazy(p.array(shape, kinds="iuf")), "y")
    o = p.let(f"da.zeros({shape}, chunks={p.between(1, 3)}, dtype={p.dtype('iff')!r})", "o")
    p.let(
        p.one(
            f"da.{p.one('add', 'multiply', 'maximum', 'divide', 'less')}({x}, {p.one(y, 2)}, out={o})",
            f"np.{p.one('add', 'multiply', 'subtract')}({x}, {y}, out={o})",
            f"da.{p.one('sin', 'abs', 'negative', 'isnan')}({x}, out={o})",
            f"da.{p.one('sum', 'max', 'mean', 'std')}({x}, axis=0, out={o}[0])",
            f"da.cumsum({x}, axis=0, out={o})",
            f"da.{p.one('add', 'subtract')}({x}, {y}, where={x} > 1, out={o})",
            f"da.{p.one('add', 'multiply')}({x}, {y}, dtype={p.dtype('if')!r})",
            f"{x}.astype({p.dtype('iufb')!r}, casting={p.one('safe', 'same_kind', 'unsafe', 'no')!r})",
            f"{x}.astype({p.dtype('iufb')!r}, copy=False)",
            f"da.add.outer({x}, {y})",
            f"da.{p.one('power', 'hypot', 'arctan2', 'fmod', 'nextafter', 'logaddexp2', 'copysign', 'ldexp', 'float_power', 'remainder')}({x}, {p.one(y, 2)})",
            f"da.{p.one('exp2', 'log2', 'log10', 'log1p', 'arcsinh', 'deg2rad', 'rad2deg', 'degrees', 'radians', 'spacing', 'reciprocal', 'fabs', 'sign', 'rint', 'cbrt', 'bitwise_not', 'conjugate', 'tan', 'arctan', 'cosh')}({x})",
            f"{x} {p.one('+', '-', '*', '/', '//', '%', '**', '<<', '>>', '&', '|', '^')} {p.one(y, 2, -1, 2.5, 'True', 'np.array(3)', 'np.int8(2)', '[1]', 'np.float32(0.5)')}",
            f"{p.one(2, -1, 2.5, 'True', 'np.int8(2)', '[1]', 'np.float32(0.5)')} {p.one('+', '-', '*', '/', '//', '%', '**', '<', '>=')} {x}",
            f"divmod({x}, {p.one(2, y)})",
            f"abs(-{x}), +{x}",
            f"round({x}, 1)" if p.flip(0.3) else f"{x}.round(1)",
            f"{x}.clip({p.one(0, 'min=0', '0, 3', 'max=2')})",
            f"da.elemwise(operator.add, {x}, {p.one(1, y)})",
            f"da.frompyfunc(lambda a, b: a + b, 2, 1)({x}, {y})",
            f"{x}.{p.one('sum', 'mean', 'max', 'std', 'var', 'prod', 'any', 'all', 'min', 'argmax', 'argmin')}({p.one('', '0', 'axis=-1', 'keepdims=True', '0, keepdims=True', 'axis=()', 'axis=(0,)')})",
        )
    )  # fmt: skip
    p.end()


def assigning(p):
    """Assignments with keys of all kinds."""
    x, shape = lazy(p, p.one(1, 2, 2, 3), empty=0)
    ndim = len(shape)
    for _ in range(p.between(1, 3)):
        parts = []
        for length in shape[: p.between(1, ndim)]:
            low, high = p.between(-length - 3, length + 3), p.between(-length - 3, length + 3)
            parts.append(
                p.one(
                    ":", f"{low}:{high}", f"{low}:{high}:-1", f"{low}:{high}:{p.one(2, -2, 3)}", f"::{p.one(-1, 2)}", str(p.between(-length, length - 1)), f"{low}::-1", f":{high}:-1",
                    str([p.between(0, length - 1)]), str([p.flip() for _ in range(length)]), f"np.array({[p.flip() for _ in range(length)]})", f"da.from_array(np.array({[p.flip() for _ in range(length)]}), chunks=2)", f"{p.between(-length, length - 1)}",
                    str(sorted(p.some(range(length), 1))), str(p.some(range(length), 1)), f"np.array({p.some(range(-length, 0), 1)})", "...",
                )
            )  # fmt: skip
        chosen = ", ".join(parts)
        value = p.one("-1", "7", "2.5", "np.nan", "True", "some", "some", "some", "lazy")
        if value in ("some", "lazy"):
            try:
                target = np_shape(p, chosen, shape)
                target = target[p.between(0, len(target)) :] if p.flip(0.3) else tuple(1 if p.flip(0.2) else n for n in target)
                array = p.array(target, kinds="if")
                value = p.lazy(array) if value == "lazy" else array
            except Exception:
                value = "3"
        p.do(f"{x}[{chosen}] = {value}")
    p.end(x)


def np_shape(p, chosen, shape):
    """The shape of what a key chooses, with lists as dask takes them: one axis after the other."""
    import numpy as np

    keys = eval(f"({chosen},)", p.names)
    array = np.zeros(shape)
    axis = 0
    for key in keys:
        key = key.compute() if hasattr(key, "compute") else key
        if key is Ellipsis:
            axis += len(shape) - len(keys) + 1
            continue
        array = array[(slice(None),) * axis + (key,)]
        axis += not isinstance(key, int)
    return array.shape


def randoms(p):
    """Shapes, chunks and dtypes of random arrays; the numbers are compared where the seed is the same."""
    source = p.one("da.random.default_rng(7)", "da.random.RandomState(7)")
    new = "default_rng" in source
    size, cut = p.one((4,), (3, 5), (2, 3, 2), 5), p.between(1, 3)
    p.let(
        p.one(
            f"{source}.random({size}, chunks={cut})",
            f"{source}.normal({p.one('', '1, 2, ', 'loc=5, ')}size={size}, chunks={cut})",
            f"{source}.uniform({p.one('', '1, 2, ', 'low=-1, high=0, ')}size={size}, chunks={cut})",
            f"{source}.{'integers' if new else 'randint'}({p.one('5, ', '0, 10, ', 'low=-3, high=3, ')}size={size}, chunks={cut}{p.one('', ', dtype=' + repr('int32'), ', dtype=' + repr('uint8'))})",
            f"{source}.{p.one('exponential', 'poisson', 'standard_normal', 'gamma', 'beta', 'binomial', 'standard_exponential', 'chisquare', 'gumbel', 'laplace', 'logistic', 'lognormal', 'rayleigh', 'triangular', 'weibull', 'geometric', 'pareto', 'power', 'standard_cauchy', 'standard_t', 'vonmises', 'wald', 'zipf', 'f', 'hypergeometric', 'logseries', 'negative_binomial', 'noncentral_chisquare', 'multinomial', 'standard_gamma')}({p.one('', '2, ', '3, 0.5, ', '1, 2, 3, ')}size={size}, chunks={cut})",
            f"{source}.choice({p.one(5, [1, 2, 3])}, size={p.one(4, (2, 3))}, chunks={cut})",
            f"{source}.choice([1, 2, 3], size=3, replace=False, p=[0.2, 0.3, 0.5], chunks=3)",
            f"{source}.permutation({p.one(6, 'da.arange(6, chunks=2)')})",
            f"{source}.{p.one('normal', 'uniform')}(da.from_array([0.0, 1.0, 2.0], chunks={cut}), {p.one(5, 'np.array([3.0, 4.0, 5.0])')}, size={p.one('3', '(2, 3)', 'None')}, chunks={p.one(cut, repr('auto'))})",
            f"{source}.random(size={size}, chunks={p.one(-1, repr('auto'), repr('16B'), (1,) * 1)})",
            f"{source}.random({size}, chunks={cut}).mean(axis=0)",
            f"da.random.random({size}, chunks={cut}).{p.one('shape', 'chunks', 'dtype', 'npartitions')}",
            f"da.random.{p.one('normal', 'uniform', 'poisson', 'exponential', 'random_sample', 'standard_normal')}(size={size}, chunks={cut}).{p.one('shape', 'chunks', 'dtype')}",
            f"{source}.random()",
        )
    )  # fmt: skip
    p.end()


def algebra(p):
    """Linear algebra and Fourier transforms."""
    n = p.between(1, 4)
    kinds = p.one("f", "i", "iub")
    a = p.let(p.one(p.lazy, str)(p.array((n, p.one(n, p.between(1, 5))), kinds=kinds)), "a")
    x = p.let(p.lazy(p.array((n,), kinds=kinds)), "x")
    s = p.let(f"da.from_array(np.eye({n}) * 3 + np.arange({n * n}).reshape({n}, {n}) / 7, chunks={p.between(1, n)})", "s")
    order = p.one("None", "'fro'", "1", "-1", "2", "-2", "np.inf", "-np.inf", "'nuc'", "0", "3", "0.5")
    p.let(
        p.one(
            f"da.linalg.norm({a}, ord={order}, axis={p.one('None', 0, 1, -1, (0, 1))}, keepdims={p.flip()})",
            f"da.linalg.norm({x}, ord={order})",
            f"da.linalg.norm({a})",
            f"da.linalg.solve({s}, {x})",
            f"da.linalg.inv({s})",
            f"da.linalg.lu({s})",
            f"da.linalg.qr({s}.rechunk((1, -1)))",
            f"da.linalg.svd({s}.rechunk((1, -1)))[1]",
            f"da.linalg.cholesky({s} @ {s}.T)",
            f"da.linalg.lstsq({s}.rechunk((1, -1)), {x})[0]",
            f"da.fft.fft({x})",
            f"da.fft.fftfreq({n}, chunks=1)",
            f"da.fft.fftshift({x})",
            f"da.dot({a}, {a}.T)",
            f"da.matmul({s}, {x})",
            f"da.matmul(da.stack([{s}, {s}]), {p.one(s, x)})",
            f"da.vdot({x}, {x})",
            f"da.outer({x}, {x})",
            f"da.tensordot({a}, {a}, axes={p.one(0, 2, ((0,), (0,)), ((0, 1), (0, 1)), (0, 0), (-1, -1), ((1, 0), (1, 0)))})",
            f"da.einsum({p.one('ii', 'ii->i', 'ij->ji', 'ij->', 'ij,ij->ij', 'ij,ij->i', 'ij,kj->ik', 'ij,ij')!r}, *[{s}] * {p.one(1, 2)})",
            f"da.einsum('ij,jk,k->i', {s}, {s}, {x})",
            f"da.einsum({s}, [0, 1], {x}, [1], [0])",
            f"da.trace({s}), da.diag({s}), da.diag({x})",
            f"da.tril({s}) @ da.triu({s})",
            f"{s} @ {s} @ {x}",
            f"{x} @ {x}",
            f"{x}.dot({x})",
            f"da.kron({x}, {x})",
        )
    )  # fmt: skip
    p.end()


KINDS = {
    "dask_reductions": reductions,
    "dask_functions": functions,
    "dask_blocks": blocks,
    "dask_chunks": chunks,
    "dask_outs": outs,
    "assigned_parts": assigning,
    "dask_random": randoms,
    "dask_algebra": algebra,
}
