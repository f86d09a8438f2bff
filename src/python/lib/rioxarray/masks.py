"""Which pixels lie in polygons."""

import math

import numpy as np


def polygon_mask(geometries, transform, shape, all_touched=False):
    """Where pixels' centres lie in polygons (or what these touch), and the rows and columns beyond which none does.

    A pixel is in if a line from the left crosses polygons' edges an odd number of times before its centre, which leaves holes out.
    """
    height, width = shape
    back = ~transform
    areas = []
    for geometry in geometries:
        for polygon in getattr(geometry, "geoms", [geometry]):
            if not polygon._dasklet_areal:
                raise NotImplementedError(f"arrays are clipped to polygons here, not to a {polygon.geom_type}")
            areas.append([np.stack(back * tuple(np.array(ring).T), axis=1) for ring in polygon._dasklet_rings])
    mask = np.zeros(shape, dtype=bool)
    if not areas:
        return mask, (slice(0, 0), slice(0, 0))
    corners = np.concatenate([ring for rings in areas for ring in rings])
    (left, top), (right, bottom) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    rows = slice(min(max(math.floor(top), 0), height), max(min(math.ceil(bottom) + 1, height), 0))
    columns = slice(min(max(math.floor(left), 0), width), max(min(math.ceil(right) + 1, width), 0))
    n_rows, n_columns = rows.stop - rows.start, columns.stop - columns.start
    if n_rows <= 0 or n_columns <= 0:
        return mask, (slice(0, 0), slice(0, 0))
    part = np.zeros((n_rows, n_columns), dtype=bool)
    for rings in areas:
        rings = [ring - np.array([columns.start, rows.start]) for ring in rings]
        part |= _filled(rings, n_rows, n_columns)
        if all_touched:
            for ring in rings:
                _touch(part, ring)
    mask[rows, columns] = part
    found = [np.nonzero(part.any(axis=axis))[0] for axis in (1, 0)]
    if not len(found[0]):
        return mask, (slice(0, 0), slice(0, 0))
    spans = (slice(start + int(at[0]), start + int(at[-1]) + 1) for start, at in zip((rows.start, columns.start), found))
    return mask, tuple(spans)


def _filled(rings, n_rows, n_columns):
    crossings = np.zeros((n_rows, n_columns + 1), dtype="int32")
    level = []
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring[:-1].tolist(), ring[1:].tolist()):
            if y1 == y2 and x1 < x2 and 0 <= y1 - 0.5 < n_rows and (y1 - 0.5) % 1 == 0:
                level.append((int(y1 - 0.5), slice(max(math.floor(x1 + 0.5), 0), max(math.floor(x2 + 0.5), 0))))
            if y1 > y2:
                x1, y1, x2, y2 = x2, y2, x1, y1
            # The rows whose centres lie from y1 up to, but not on, y2.
            first, last = max(math.ceil(y1 - 0.5), 0), min(math.ceil(y2 - 0.5), n_rows)
            if first >= last:
                continue
            rows = np.arange(first, last)
            x = x1 + (rows + 0.5 - y1) * ((x2 - x1) / (y2 - y1))
            crossings[rows, np.clip(np.floor(x + 0.5), 0, n_columns).astype("int64")] += 1
    filled = np.cumsum(crossings, axis=1)[:, :-1] % 2 == 1
    # An edge that runs to the right through centres has them in, as GDAL has it.
    for row, columns in level:
        filled[row, columns] = True
    return filled


def _touch(part, ring):
    """Add the pixels through which the edges run."""
    for (x1, y1), (x2, y2) in zip(ring[:-1].tolist(), ring[1:].tolist()):
        # Where along the edge it crosses from pixel to pixel; between two crossings it stays in one.
        at = [np.array([0.0, 1.0])]
        for start, stop in ((x1, x2), (y1, y2)):
            if start != stop:
                low, high = min(start, stop), max(start, stop)
                at.append((np.arange(math.ceil(low), math.floor(high) + 1) - start) / (stop - start))
        at = np.unique(np.concatenate(at))
        middle = (at[:-1] + at[1:]) / 2
        columns, rows = (np.floor(start + middle * (stop - start)).astype("int64") for start, stop in ((x1, x2), (y1, y2)))
        there = (rows >= 0) & (rows < part.shape[0]) & (columns >= 0) & (columns < part.shape[1])
        part[rows[there], columns[there]] = True
