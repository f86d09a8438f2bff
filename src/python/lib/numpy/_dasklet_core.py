"""What other packages of ours compute without a function of NumPy's for it."""

from _numpy import group_reduce

__all__ = ["group_reduce"]
