"""What needs all elements of a group at once: quantiles and running sums, of whole and of chunked arrays, along the last axes."""

import itertools

import dask.array as da
import numpy as np
from numpy import _dasklet_core as numpy_core

from . import duck

# How far chunks may be moved without being asked for.
_COUNT_CHANGE_MAX, _SIZE_CHANGE_MAX = 0.25, 1.5


def quantile(data, codes, n_groups, q, skips):
    """Quantiles of groups over the axes of `codes`: the groups are the last axis, or the last but that of several quantiles."""
    if not duck.is_lazy(data):
        return _quantiles(data, codes, n_groups, q, skips)
    axis = data.ndim - codes.ndim
    if codes.ndim > 1:
        if any(len(sizes) > 1 for sizes in data.chunks[axis + 1 :]):
            raise _not_blockwise()
        sizes = data.chunks[axis:]
    else:
        sizes = _moved(data.chunks[axis], codes)
        data, sizes = data.rechunk({axis: sizes}), (sizes,)
    codes = np.broadcast_to(codes, [sum(lengths) for lengths in sizes])
    parts = [np.unique(codes[end - size : end]) for size, end in zip(sizes[0], np.cumsum(sizes[0]).tolist())]
    found = np.concatenate(parts)
    groups = found[found >= 0]
    if len(np.unique(groups)) < len(groups):
        raise _not_blockwise()
    own = da.from_array(codes, chunks=sizes)
    several = ((q.size,),) if q.ndim else ()
    gone = [axis + at for at in range(1, codes.ndim)]
    result = da.map_blocks(
        lambda block, codes: _of_block(block, codes, q, skips),
        data,
        own,
        dtype="float64",
        chunks=(*data.chunks[:axis], tuple(len(part) for part in parts), *several),
        drop_axis=gone,
        new_axis=[axis + 1] if several else None,
        name=None,
    )
    places = np.full(n_groups, -1)
    places[groups] = np.flatnonzero(found >= 0)
    picked = (slice(None),) * axis
    if len(found) == n_groups and bool((found == np.arange(n_groups)).all()):
        return result
    result = result[(*picked, np.maximum(places, 0))]
    if (places < 0).any():
        empty = (places < 0).reshape([-1] + [1] * (result.ndim - axis - 1))
        result = da.where(empty, np.nan, result)
    return result


def _not_blockwise():
    return ValueError(
        "Aggregation nanquantile is only supported for `method='blockwise'`, but the chunking is not right. Rechunk so that each"
        " group lies in one chunk, for example with .chunk({dim: -1})"
    )


def _of_block(block, codes, q, skips):
    """Quantiles of the groups that one block has."""
    labels, own = np.unique(codes, return_inverse=True)
    return _quantiles(block, own.reshape(codes.shape), len(labels), q, skips)


def _quantiles(data, codes, n_groups, q, skips):
    lead = data.shape[: data.ndim - codes.ndim]
    codes = np.broadcast_to(codes, data.shape[data.ndim - codes.ndim :]).ravel()
    data = data.reshape((*lead, codes.size)).astype("float64")
    order = np.argsort(data, axis=-1, kind="stable")
    by_group = np.argsort(codes[order], axis=-1, kind="stable")
    ordered = np.take_along_axis(data, np.take_along_axis(order, by_group, -1), -1)
    sizes = np.bincount(codes[codes >= 0], minlength=n_groups)
    starts = codes.size - int(sizes.sum()) + np.concatenate([[0], np.cumsum(sizes)[:-1]])
    counts = numpy_core.group_reduce("count", data, codes, n_groups, (True, 0.0, 0, False))
    missing = (counts == 0) | (counts < sizes) & (not skips)
    found = []
    # Places are counted over all groups, which decides how they are rounded.
    before = np.cumsum(counts, axis=-1) - counts
    for one in np.atleast_1d(q).tolist():
        place = one * np.maximum(counts - 1, 0) + before
        low = np.floor(place).astype("int64") - before
        high = np.ceil(place).astype("int64") - before
        last = max(codes.size - 1, 0)
        below, above = (np.take_along_axis(ordered, np.minimum(starts + at, last), -1) for at in (low, high))
        between = below + (above - below) * (place - np.floor(place))
        found.append(np.where(missing, np.nan, np.where(low == high, below, between)))
    return np.stack(found, axis=-1) if q.ndim else found[0]


def running_sums(data, codes, skips):
    """Sums up to each element within its group, along the last axis."""
    axis = data.ndim - 1
    if not duck.is_lazy(data):
        return _running(data, codes, skips)
    data = data.rechunk({axis: _moved(data.chunks[axis], codes)})
    parts = [np.unique(codes[end - size : end]) for size, end in zip(data.chunks[axis], np.cumsum(data.chunks[axis]).tolist())]
    labels = np.concatenate(parts) if parts else codes
    chunks = data.chunks
    if len(np.unique(labels)) < len(labels):
        # A group lies in several chunks, so all are needed at once.
        data = data.rechunk({axis: -1})
    own = da.from_array(codes, chunks=(data.chunks[axis],))
    kind = np.zeros(1, dtype=data.dtype).sum().dtype
    found = da.map_blocks(lambda block, codes: _running(block, codes, skips), data, own, dtype=kind)
    return found.rechunk(chunks)


def _running(data, codes, skips):
    order = np.argsort(codes, kind="stable")
    ends = np.flatnonzero(np.concatenate([codes[order][1:] != codes[order][:-1], [True]])) + 1 if codes.size else codes
    cumsum = np.nancumsum if skips else np.cumsum
    if len(ends) == codes.size:
        # Each element is a group of its own.
        alone = cumsum(data[..., None], axis=-1)
        return alone[..., 0]
    starts = [0, *ends.tolist()[:-1]]
    ordered = data[..., order]
    parts = [cumsum(ordered[..., start:end], axis=-1) for start, end in zip(starts, ends.tolist())]
    return np.concatenate(parts, axis=-1)[..., np.argsort(order, kind="stable")]


def _moved(sizes, codes):
    """Chunks that end where groups end, if codes rise and these chunks are near enough to the ones that are there."""
    if not bool((codes[1:] >= codes[:-1]).all()):
        return sizes
    new = _aligned(sizes, codes)
    return new if _is_near(new, sizes) else sizes


def _aligned(sizes, codes):
    """Chunks that end where groups end, near to those that are there; as flox moves them."""
    if len(sizes) == 1:
        return tuple(sizes)
    ends = [end - 1 for end in np.cumsum(sizes).tolist() if end > 0]
    unique, first = np.unique(codes, return_index=True)
    last = codes.size - 1 - np.unique(codes[::-1], return_index=True)[1]
    spans = {code: span for code, *span in zip(unique.tolist(), first.tolist(), last.tolist())}
    at_ends = [spans[code] for code in dict.fromkeys(codes[ends].tolist())]
    if len(at_ends) == len(ends) and all(span[1] == end for span, end in zip(at_ends, ends)):
        return tuple(sizes)
    cuts = [0]
    for end, (start, stop) in zip(ends, at_ends):
        if end == 0 or cuts[-1] > stop:
            continue
        # The nearer edge of the group; a tie goes to its end.
        nearer_start = abs(end - start) < abs(end - stop) and start > cuts[-1]
        cuts.append(start if nearer_start else stop + 1)
    if cuts[-1] != codes.size:
        cuts.append(codes.size)
    return tuple(high - low for low, high in itertools.pairwise(cuts))


def _is_near(new, old):
    def change(now, before):
        return abs(now - before) / max(before, 1)

    return change(len(new), len(old)) < _COUNT_CHANGE_MAX and change(max(new), max(old)) < _SIZE_CHANGE_MAX
