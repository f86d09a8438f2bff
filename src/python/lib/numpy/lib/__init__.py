"""Parts of NumPy that have a module of their own."""

from . import array_utils, stride_tricks
