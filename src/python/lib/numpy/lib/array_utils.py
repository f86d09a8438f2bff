"""What functions of arrays do with their `axis` argument."""

from .._axes import normalize_axis_index, normalize_axis_tuple

__all__ = ["normalize_axis_index", "normalize_axis_tuple"]
