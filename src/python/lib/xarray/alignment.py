"""Matching objects by their labels: align, broadcast."""

import numpy as np

from .kinds import is_labelled
from .variable import Variable

JOINS = ("inner", "outer", "left", "right", "exact", "override")


class CoordinateValidationError(ValueError):
    """Coordinates do not fit the data."""


class AlignmentError(ValueError):
    """Labels of one dimension differ where they must not."""


def align(*objects, join="inner", copy=True, exclude=(), fill_value=None, indexes=None):
    """The objects with the same labels along the dimensions that they share.

    `join`: the labels that all have ("inner"), any has ("outer"), the first or last has ("left", "right"); "exact" raises if
    they differ, "override" takes the first's if their number is the same.
    """
    if join not in JOINS:
        raise ValueError(f"invalid value for join: {join}; it is one of {', '.join(JOINS)}")
    for obj in objects:
        if not is_labelled(obj):
            raise AttributeError(
                f"{type(obj).__name__!r} object has no attribute 'xindexes': Dataset and DataArray objects alone are aligned"
            )
    exclude = {exclude} if isinstance(exclude, str) else set(exclude)
    targets = _targets(objects, join, exclude, {dim: _as_index(dim, labels) for dim, labels in (indexes or {}).items()})
    # As xarray: what has labels that not all agree on is moved, even if it keeps its own.
    differing = {dim for obj in objects for dim, index in obj._dim_indexes().items() if dim in targets and not index.equals(targets[dim])}
    for dim in differing if join != "override" else ():
        if not all(obj._dim_indexes()[dim].is_unique for obj in objects if dim in obj._dim_indexes()):
            raise ValueError(f"cannot reindex or align along dimension {dim!r} because the (pandas) index has duplicate values")
    aligned, moved = [], []
    for obj in objects:
        changed = {dim: index for dim, index in targets.items() if dim in obj.dims and not _has(obj, dim, index)}
        aligned.append(_reindexed(obj, changed, join, fill_value) if changed else (obj.copy(deep=True) if copy else obj))
        moved.append(join != "override" and any(dim in differing for dim in obj._dim_indexes()))
    _check_unlabelled(aligned, exclude)
    if not (join == "override" or join == "exact" and not copy):
        aligned = _labelled_alike(aligned, exclude)
    # As xarray: the labels come first in objects whose elements were moved.
    order = [dim for dim in dict.fromkeys(dim for obj in objects for dim in obj._dim_indexes()) if dim not in exclude]
    return tuple(obj._with_first(order) if was_moved else obj for obj, was_moved in zip(aligned, moved))


def _labelled_alike(aligned, exclude):
    """The objects; one that has a dimension without labels gets those that the others have."""
    labels = {}
    for obj in aligned:
        for dim in obj._dim_indexes():
            labels.setdefault(dim, obj.coords[dim].variable)
    found = []
    for obj in aligned:
        own = obj._dim_indexes()
        new = {dim: label for dim, label in labels.items() if dim in obj.dims and dim not in own and dim not in exclude}
        found.append(obj.assign_coords(new) if new else obj)
    return found


def _as_index(dim, labels):
    from .indexes import Index

    return labels if isinstance(labels, Index) else Index(dim, np.asarray(getattr(labels, "values", labels)))


def _targets(objects, join, exclude, wanted):
    """The labels that each dimension shall have, where objects differ in them."""
    found = {}
    for obj in objects:
        for dim, index in obj._dim_indexes().items():
            if dim not in exclude:
                found.setdefault(dim, []).append(index)
    targets = dict(wanted)
    for dim, indexes in found.items():
        if dim in targets:
            continue
        first = indexes[0]
        if all(first.equals(other) for other in indexes[1:]):
            continue
        if join == "exact":
            raise AlignmentError(
                f"cannot align objects with join='exact' where index/labels/sizes are not equal along these coordinates (dimensions): {dim!r} ({dim!r},)"
            )
        if join == "override":
            if any(len(other) != len(first) for other in indexes[1:]):
                raise AlignmentError(
                    f"cannot align objects with join='override' with matching indexes along dimension {dim!r} that don't have the same size"
                )
            targets[dim] = first
        elif join in ("left", "right"):
            targets[dim] = indexes[0 if join == "left" else -1]
        else:
            for other in indexes[1:]:
                if not first.equals(other):
                    first = first.join(other, how=join)
            targets[dim] = first
    return targets


def _has(obj, dim, index):
    own = obj._dim_indexes().get(dim)
    return own is not None and own.dtype == index.dtype and own.equals(index)


def _reindexed(obj, changed, join, fill_value):
    if join == "override":
        return obj.assign_coords({dim: (dim, index.values) for dim, index in changed.items()})
    return obj._reindex(changed, fill_value)


def _check_unlabelled(objects, exclude):
    sizes = {}
    for obj in objects:
        for dim, length in obj.sizes.items():
            if dim not in exclude and sizes.setdefault(dim, length) != length:
                raise AlignmentError(
                    f"cannot reindex or align along dimension {dim!r} because of conflicting dimension sizes: { {sizes[dim], length}!r}"
                )


def broadcast(*objects, exclude=None):
    """The objects with the same dimensions and lengths, but for dimensions to `exclude`."""
    exclude = {exclude} if isinstance(exclude, str) else set(exclude or ())
    objects = align(*objects, join="outer", copy=False, exclude=exclude)
    sizes, coords = {}, {}
    for obj in objects:
        for dim, length in obj.sizes.items():
            if dim not in exclude:
                sizes.setdefault(dim, length)
        for dim, index in obj._dim_indexes().items():
            if dim not in exclude:
                coords.setdefault(dim, Variable((dim,), index.values))
    return tuple(obj._broadcast_to(sizes, coords) for obj in objects)
