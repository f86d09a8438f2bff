"""Parts of NumPy that have a module of their own."""

from . import stride_tricks
