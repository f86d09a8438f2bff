"""Indices of every kind, and assignments to what they choose."""

from kinds.arrays import key


def index(p, name, shape, lazy):
    """Text of an index: basic, lists, masks."""
    ndim = len(shape)
    if ndim == 0 or p.flip(0.45):
        return key(p, shape)
    if p.flip(0.5):
        return mask(p, name, shape, lazy)
    axes = p.between(1, ndim)
    if lazy:
        parts = [":"] * ndim
        at = p.between(0, ndim - 1)
        parts[at] = wanted(p, shape[at], lazy)
        return ", ".join(parts)
    count = p.between(1, 3)
    return ", ".join(str([p.between(-shape[axis], max(shape[axis] - 1, 0)) for _ in range(count)]) for axis in range(axes))


def wanted(p, length, lazy):
    places = [p.between(-length, max(length - 1, 0)) for _ in range(p.between(1, 4))]
    return p.one(
        str(places),
        f"np.array({places})",
        f"np.array({places}, dtype='int8')",
        f"da.from_array(np.array({places}), chunks=2)" if lazy else f"np.array({[places]})",
        str([p.flip() for _ in range(length)]),
        f"np.array({[p.flip() for _ in range(length)]}, dtype=bool)",
    )


def mask(p, name, shape, lazy):
    """A mask of the whole array, of its leading axes, or one that the array itself gives."""
    if p.flip(0.4):
        return f"{name} {p.one('>', '<', '==', '>=')} {p.one(0, 1, 2, 3)}"
    part = shape[: p.between(1, len(shape))] if p.flip(0.6) else shape
    text = f"np.array({p.nested(part, 'b')}, dtype=bool)"
    return p.lazy(text) if lazy and p.flip(0.6) else text


def indexing(p):
    lazy = p.flip()
    shape = p.shape(p.one(1, 2, 2, 3))
    text = p.array(shape, kinds="iufbUMO" if not lazy else "iufb")
    name = p.let(p.lazy(text) if lazy else text)
    for _ in range(p.between(1, 2)):
        if p.value(name).ndim == 0 or any(length != length for length in p.value(name).shape):
            break
        name = p.let(f"{name}[{index(p, name, p.value(name).shape, lazy)}]") or name
    if not lazy and p.flip(0.3):
        shape = p.value(name).shape
        p.let(
            p.one(
                f"np.take({name}, [0, -1], axis=0)",
                f"np.flatnonzero({name})",
                f"np.argwhere({name})",
                f"{name}[np.ix_(*[[0]] * {len(shape)})]",
                f"np.take_along_axis({name}, np.argsort({name}, axis=0), axis=0)",
                f"{name}.item(0)",
                f"np.compress([True, False], {name}, axis=0)",
                f"np.delete({name}, 0, axis=0)",
                f"np.insert({name}, 0, {name}[0], axis=0)",
                f"np.extract({name} == {name}, {name})",
            )
        )
    p.end()


def assigned(p):
    """Assignments to parts of arrays; the mask may be lazy and may broadcast."""
    lazy = p.flip(0.6)
    shape = p.shape(p.one(1, 2, 2, 3), empty=0)
    text = p.array(shape)
    name = p.let(p.lazy(text) if lazy else text)
    for _ in range(p.between(1, 2)):
        chosen = index(p, name, shape, lazy)
        if lazy and p.flip(0.25):
            # Masks that broadcast over the array.
            part = tuple(1 if p.flip(0.3) else length for length in shape[p.between(0, len(shape) - 1) :])
            chosen = p.lazy(f"np.array({p.nested(part, 'b')}, dtype=bool)")
        value = p.one("0", "7", "-1", "2.5", "np.nan", "True", "300", "10**10", "np.inf", "array")
        if value == "array":
            try:
                target = p.value(name)[eval(chosen, p.names)] if "np.array" not in chosen else None
                value = p.array(target.shape if target is not None else (1,))
                if lazy and p.flip():
                    value = p.lazy(value)
            except Exception:
                value = "5"
        if p.flip(0.15):
            p.do(f"{name}[{chosen}] += 1")
        else:
            p.do(f"{name}[{chosen}] = {value}")
    if not lazy and p.flip(0.25):
        p.do(
            p.one(
                f"{name}.fill({p.one(1, 'np.nan', 300)})",
                f"np.putmask({name}, {name} > 1, {p.one(0, 'np.nan', -1)})",
                f"np.fill_diagonal({name}, {p.one(1, 'np.nan')})",
                f"np.copyto({name}, {p.one(1, 2.5)})",
                f"np.place({name}, {name} > 1, [5, 6])",
                f"np.add.at({name}, [0, 0], 1)",
                f"{name}.sort()",
                f"np.put({name}, [0], 9)",
            )
        )
    p.end(name)


def where(p):
    """Choices by masks, of NumPy, dask and xarray."""
    shape = p.shape(p.one(1, 2), empty=0)
    lazy = p.flip()
    how = p.lazy if lazy else str
    a, m = p.let(how(p.array(shape))), p.let(how(f"np.array({p.nested(shape, 'b')}, dtype=bool)"), "m")
    f = "da" if lazy else "np"
    p.let(
        p.one(
            f"{f}.where({m}, {a}, {p.one(0, 'np.nan', -1.5, a)})",
            f"{f}.where({m}, {p.one(1, 2.5)}, {a})",
            f"{f}.where({m})",
            f"{f}.ma.masked_array({a}, {m}).sum()",
            f"{f}.ma.masked_where({m}, {a}).mean()",
            f"{f}.ma.filled({f}.ma.masked_where({m}, {a}), {p.one(0, 9)})",
            f"{f}.compress({m}.ravel(), {a}.ravel())" if not lazy else f"{a}[{m}].sum()",
            f"{f}.choose({m}.astype(int), [{a}, -{a}])",
            f"{f}.select([{m}, {a} > 0], [{a}, 2 * {a}], {p.one(0, 'np.nan')})",
            f"{f}.piecewise({a}, [{a} < 1, {a} >= 1], [-1, 1])",
            f"{f}.argwhere({m})",
            f"{f}.extract({m}, {a})",
            f"{f}.any({m} & ({a} > 0), axis=0)",
            f"np.where({m}, {a}, 'no')" if not lazy else f"{f}.where({m}, {a}, {a}.T)",
        )
    )
    p.end()


KINDS = {"indexing": indexing, "assigned": assigned, "where": where}
