"""Axes: frames with data in them."""

from ._axes import Axes

__all__ = ["Axes"]
