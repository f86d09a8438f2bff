"""What learners look for and does not exist here, and what works in its place."""

from _dasklet_missing import distance

from .kinds import is_dataset

_METHODS = {
    "to_netcdf": "netCDF is not here; .to_zarr('name.zarr') stores the same",
    "to_dataframe": "there is no pandas here; .to_dict() gives plain Python",
    "to_series": "there is no pandas here; .values and .coords hold the same",
    "to_pandas": "there is no pandas here; .values and .coords hold the same",
    "curvefit": ".polyfit fits polynomials",
    "set_index": ".swap_dims(x='name') makes a coordinate the labels, .assign_coords sets others",
    "reset_index": ".drop_vars('x') leaves the labels out, .assign_coords sets others",
    "set_xindex": ".swap_dims(x='name') makes a coordinate the labels",
    "T": ".transpose()",
    "rank": "np.argsort of .values",
    "str": "lists of Python strings have their methods",
    "stack": "there is no MultiIndex; reduce over several dimensions at once, or reshape .values",
    "unstack": "there is no MultiIndex; .reshape of .values",
    "map_blocks": "x.data.map_blocks, or xr.apply_ufunc(..., dask='parallelized')",
    "query": ".sel, .isel and .where(condition, drop=True)",
}

MODULE = {
    "combine_by_coords": "xr.concat and xr.merge",
    "combine_nested": "xr.concat of concatenated objects",
    "map_blocks": "x.data.map_blocks, or xr.apply_ufunc(..., dask='parallelized')",
    "DataTree": "a dict of Datasets",
    "open_datatree": "xr.open_zarr(..., group='name') opens one group",
    "cftime_range": "xr.date_range",
}


def instead(name, obj):
    """The end of an AttributeError's message."""
    if name in _METHODS:
        return f" here; {_METHODS[name]}"
    known = [*dir(type(obj)), *obj._coord_variables()]
    known += list(obj.data_vars) if is_dataset(obj) else []
    near = _alike(name, known)
    return f"; did you mean {near!r}?" if near else ""


def _alike(name, known):
    """A known name that begins alike or differs by few letters."""
    if len(name) < 3:
        return None
    known = [other for other in known if isinstance(other, str) and not other.startswith("_")]
    best, least = None, max(len(name) // 3, 1) + 1
    for other in known:
        letters = distance(name.lower(), other.lower())
        if letters < least:
            best, least = other, letters
    return best
