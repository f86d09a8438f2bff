"""The routines of ``dask.array``, which lie in modules by what they are about."""

from dask.array import along_axes, choosing, differences, einsumfuncs, elements, histograms, products, sets, shapes, statistics

__all__ = []
for _module in (shapes, elements, choosing, sets, products, einsumfuncs, histograms, statistics, differences, along_axes):
    for _name in _module.__all__:
        globals()[_name] = getattr(_module, _name)
    __all__ += _module.__all__
