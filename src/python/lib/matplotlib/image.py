"""Pictures of cells, all of one size."""

import numpy as np

from .collections import Collection

_INTERPOLATIONS = ("none", "nearest", "auto", "antialiased", "bilinear", None)


def _between(values, axis):
    """More cells along an axis, with values between those of their neighbours; beyond the outermost these go on."""
    count = values.shape[axis]
    more = max(1, min(32, 512 // count))
    at = np.clip((np.arange(count * more) + 0.5) / more - 0.5, 0, count - 1)
    first = np.minimum(np.floor(at).astype("int64"), max(count - 2, 0))
    share = (at - first).reshape(-1, 1) if axis == 0 else at - first
    return np.take(values, first, axis) * (1 - share) + np.take(values, np.minimum(first + 1, count - 1), axis) * share


class AxesImage(Collection):
    """What `imshow` shows: values as colours, or colours themselves."""

    _properties = {
        "interpolation": None,
        "interpolation_stage": None,
        "filternorm": None,
        "filterrad": None,
        "resample": None,
        "zorder": 0,
    }

    _undrawn = dict.fromkeys(("filternorm", "filterrad", "resample"), "cells are drawn as they are, or interpolation='bilinear'")

    def __init__(self, values, extent, origin, **kwargs):
        self._extent, self.origin = extent, origin
        super().__init__(**kwargs)
        self.set_data(values)

    def set_data(self, A):
        values = np.asarray(A)
        if values.ndim == 3 and values.shape[2] == 1:
            values = values[:, :, 0]
        if not (values.ndim == 2 or values.ndim == 3 and values.shape[2] in (3, 4)):
            raise TypeError(f"Invalid shape {values.shape} for image data")
        if values.dtype.kind not in "biuf":
            raise TypeError(f"Image data of dtype {values.dtype} cannot be converted to float")
        self.set_array(values)

    def get_extent(self):
        if self._extent is not None:
            return list(self._extent)
        rows, columns = self._A.shape[:2]
        return [-0.5, columns - 0.5, *((rows - 0.5, -0.5) if self.origin == "upper" else (-0.5, rows - 0.5))]

    def set_extent(self, extent):
        self._extent = tuple(extent)

    def get_shape(self):
        return self._A.shape

    def data_limits(self):
        left, right, bottom, top = self.get_extent()
        return np.array([left, right], dtype=float), np.array([bottom, top], dtype=float)

    def sticky_edges(self):
        left, right, bottom, top = self.get_extent()
        return (left, right), (bottom, top)

    def draw(self, canvas):
        left, right, bottom, top = (float(edge) for edge in self.get_extent())
        values = self._A
        rows, columns = values.shape[:2]
        if not rows * columns:
            return
        if self.origin == "upper":
            bottom, top = top, bottom
        if values.ndim == 3:
            self._draw_colors(canvas, (left, right, bottom, top), values)
            return
        if np.ndim(self._get("alpha")):
            self._draw_colors(canvas, (left, right, bottom, top), self.to_rgba(values, self._get("alpha")))
            return
        shares, table = self._shares()
        if self._get("interpolation") == "bilinear":
            shares = _between(_between(shares, 0), 1)
            rows, columns = shares.shape
        canvas.mesh(np.linspace(left, right, columns + 1), np.linspace(bottom, top, rows + 1), shares, table, self._opacity())

    def set_alpha(self, alpha):
        """One for all, or an array with one for each value."""
        if not np.ndim(alpha):
            super().set_alpha(alpha)
            return
        alpha = np.asarray(alpha, dtype=float)
        if alpha.min() < 0 or alpha.max() > 1:
            raise ValueError("alpha must be between 0 and 1, inclusive")
        self._values["alpha"] = alpha

    def _draw_colors(self, canvas, extent, values):
        channels = np.asarray(values, dtype=float) / (255.0 if values.dtype.kind in "iu" else 1.0)
        if channels.shape[2] == 3:
            channels = np.concatenate([channels, np.ones(channels.shape[:2] + (1,))], axis=2)
        # The renderer counts rows from above.
        left, right, bottom, top = extent
        canvas.pixels(
            (left, right, top, bottom), channels.shape[1], np.nan_to_num(channels), 1.0 if np.ndim(self._get("alpha")) else self._opacity()
        )

    def described(self):
        shape = f"{self._A.shape[0]} by {self._A.shape[1]}"
        return f"a picture of {shape} pixels" if self._A.ndim == 3 else self._range_described(f"a map of {shape} cells")

    def __str__(self):
        return f"AxesImage(size={self._A.shape})"
