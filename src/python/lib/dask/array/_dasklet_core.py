"""What other packages of ours build of blocks without a function of Dask's for it."""

from _dask_array import group_reduce, map_blocks

__all__ = ["group_reduce", "map_blocks"]
