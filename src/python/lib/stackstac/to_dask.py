"""Three layers of tasks: the table of rasters, readers for them, and windows that are read."""

import math

import _dasklet_recipes
import dask.array as da
import numpy as np
from dask.array import _dasklet_core
from dask.tokenize import tokenize


def items_to_dask(table, spec, chunksize, dtype, fill_value):
    """The lazy cube of a table (items, assets) of rasters, and a token of it."""
    if isinstance(fill_value, float) and dtype.kind != "f":
        raise ValueError(
            f"The fill_value {fill_value} is incompatible with the output dtype {dtype}. "
            f"Either use `dtype={np.array(fill_value).dtype.name!r}`, or pick a different `fill_value`."
        )
    if (
        any(isinstance(part, float) and part != int(part) for row in table for entry in row if entry for part in entry["scale_offset"])
        and dtype.kind != "f"
    ):
        raise ValueError(
            f"`rescale=True`, but the asset's scale cannot be applied in {dtype}. To continue using `dtype={dtype}`, pass `rescale=False` to "
            "retrieve data in its raw, unscaled values. Or, if you want rescaled values, pass a different `dtype=` (typically `float`)."
        )
    rasters = [entry for row in table for entry in row if entry is not None]
    numbers = {id(entry): number for number, entry in enumerate(rasters)}
    places = np.array([[numbers.get(id(entry), -1) for entry in row] for row in table], dtype="int64")
    chunks = normalized(chunksize, places.shape + spec.shape, dtype)
    own = tokenize(rasters, spec, places)
    asset_table = da.from_array(places, chunks=chunks[:2], name=f"asset-table-{own}")
    readers = asset_table.map_blocks(asset_table_to_reader_and_window, dtype="int64", rasters=rasters)
    token = tokenize(readers.name, chunks, dtype, fill_value)
    windows = _Windows(chunks[2:])
    options = {"readers": [Reader(entry, spec, dtype, fill_value) for entry in rasters], "fill_value": fill_value, "dtype": dtype}
    name = f"fetch_raster_window-{token}"
    return _dasklet_core.map_blocks(fetch_raster_window, [readers], options, name, dtype.name, (chunks, [], [2, 3], windows)), token


def normalized(chunks, shape, dtype):
    """Chunks in full. One or two numbers are lengths along y and x, every raster being a chunk of its own."""
    if isinstance(chunks, int):
        chunks = (1, 1, chunks, chunks)
    elif isinstance(chunks, tuple) and len(chunks) == 2:
        chunks = (1, 1, *chunks)
    previous = ((1,) * shape[0], (1,) * shape[1], (shape[2],), (shape[3],))
    return da.core.normalize_chunks(chunks, shape, dtype=dtype, previous_chunks=previous)


class _Windows:
    """The rows and columns of each block."""

    def __init__(self, chunks):
        self._slices = []
        for sizes in chunks:
            start, slices = 0, []
            for size in sizes:
                slices.append(slice(start, start + size))
                start += size
            self._slices.append(slices)

    def __call__(self, index):
        return {"slices": (self._slices[0][index[2]], self._slices[1][index[3]])}


class Reader:
    """A raster, read onto the cube's grid."""

    def __init__(self, entry, spec, dtype, fill_value):
        self.url, self._scale_offset, self._nodata = entry["href"], entry["scale_offset"], entry["nodata"]
        self._dtype, self._fill_value = dtype, fill_value
        (left, bottom, right, top), (xres, yres) = entry["bounds"], entry["resolution"]
        shape = (round((top - bottom) / yres), round((right - left) / xres))
        # First pixel and step, in the raster's pixels, of what the cube's rows and columns have at their centres.
        own = (
            ((top - spec.bounds[3]) / yres, spec.resolutions_xy[1] / yres),
            ((spec.bounds[0] - left) / xres, spec.resolutions_xy[0] / xres),
        )
        self._axes = [(start, step, length) for (start, step), length in zip(own, shape)]

    def _span(self, axis, wanted):
        """Where in the block pixels of the raster stand, and which ones."""
        start, step, length = self._axes[axis]
        first = max(wanted.start, math.ceil(-start / step - 0.5))
        last = min(wanted.stop, math.ceil((length - start) / step - 0.5))
        if first >= last:
            return None
        return slice(first - wanted.start, last - wanted.start), math.floor(start + (first + 0.5) * step), last - first, step

    def read(self, slices, out):
        """Fill a block with what the raster has of it."""
        rows, columns = (self._span(axis, wanted) for axis, wanted in enumerate(slices))
        if rows is None or columns is None:
            return
        (inside_y, row, height, y_step), (inside_x, column, width, x_step) = rows, columns
        raw = _dasklet_recipes.read_window(self.url, row, column, height, width, float(y_step), float(x_step))
        scale, offset = self._scale_offset
        found = raw.astype(self._dtype)
        if (scale, offset) != (1, 0):
            found = found * scale + offset
        if self._nodata is not None:
            found = np.where(raw == self._nodata, self._fill_value, found)
        out[inside_y, inside_x] = found


def asset_table_to_reader_and_window(asset_table, rasters=None):
    """The numbers of the readers in this part of the table."""
    return asset_table


def fetch_raster_window(reader_table, slices=None, readers=None, fill_value=None, dtype=None):
    """A window of all rasters of this part of the table."""
    shape = (*reader_table.shape, *(wanted.stop - wanted.start for wanted in slices))
    output = np.full(shape, fill_value, dtype=dtype)
    for item, row in enumerate(reader_table.tolist()):
        for asset, number in enumerate(row):
            if number >= 0:
                readers[number].read(slices, output[item, asset])
    return output
