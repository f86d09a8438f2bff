"""Geometries: vertices in rings, and what follows of them. Loops over vertices run in NumPy."""

import itertools

import numpy as np
from _dasklet_missing import distance as _letters


def _number(value):
    value = float(value)
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _pairs(coordinates):
    """Vertices of anything: pairs, points, an array of two columns."""
    if hasattr(coordinates, "coords"):
        return list(coordinates.coords)
    if hasattr(coordinates, "tolist"):
        coordinates = coordinates.tolist()
    return [tuple(float(part) for part in (pair.coords[0] if isinstance(pair, Point) else pair)) for pair in coordinates]


def inside(rings, x, y):
    """Whether points lie inside rings, by the even-odd rule, which leaves holes out; and whether on their edges."""
    x, y = np.asarray(x, dtype="float64"), np.asarray(y, dtype="float64")
    odd, on_edge = np.zeros(x.shape, dtype=bool), np.zeros(x.shape, dtype=bool)
    for ring in rings:
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
            crosses = (y1 > y) != (y2 > y)
            odd ^= crosses & ((side > 0) == (y2 > y1))
            on_edge |= (side == 0) & (x >= min(x1, x2)) & (x <= max(x1, x2)) & (y >= min(y1, y2)) & (y <= max(y1, y2))
    return odd & ~on_edge, on_edge


class BaseGeometry:
    """What geometries share. `_dasklet_lines` are their lists of vertices; `_dasklet_rings` those that enclose an area."""

    __slots__ = ("_dasklet_lines",)
    _dasklet_areal = False

    @property
    def geom_type(self):
        return type(self).__name__

    type = geom_type

    @property
    def is_empty(self):
        return not any(self._dasklet_lines)

    @property
    def is_valid(self):
        return True

    @property
    def has_z(self):
        return any(len(vertex) > 2 for line in self._dasklet_lines for vertex in line)

    @property
    def _dasklet_rings(self):
        return [[vertex[:2] for vertex in line] for line in self._dasklet_lines] if self._dasklet_areal else []

    @property
    def _vertices(self):
        return np.array([vertex[:2] for line in self._dasklet_lines for vertex in line], dtype="float64").reshape(-1, 2)

    @property
    def _segments(self):
        """Rows of x1, y1, x2, y2; a point is a segment of no length."""
        rows = [(*a[:2], *b[:2]) for line in self._dasklet_lines for a, b in zip(line, line[1:] or line)]
        return np.array(rows, dtype="float64").reshape(-1, 4)

    @property
    def bounds(self):
        """`(minx, miny, maxx, maxy)`."""
        if self.is_empty:
            return (float("nan"),) * 4
        found = self._vertices
        return (*found.min(axis=0).tolist(), *found.max(axis=0).tolist())

    @property
    def envelope(self):
        """The least rectangle around it."""
        from . import box

        return box(*self.bounds)

    @property
    def length(self):
        a = self._segments
        return float(np.hypot(a[:, 2] - a[:, 0], a[:, 3] - a[:, 1]).sum())

    @property
    def area(self):
        return 0.0

    @property
    def centroid(self):
        """The centre of mass: of the area, else of the lines, else of the points."""
        a = self._segments
        middle = (a[:, :2] + a[:, 2:]) / 2
        weights = np.hypot(a[:, 2] - a[:, 0], a[:, 3] - a[:, 1])
        if not weights.any():
            weights = np.ones(len(a))
        return Point((middle * weights[:, None]).sum(axis=0) / weights.sum())

    # Relations

    def intersects(self, other):
        """Whether they share a point."""
        if self.is_empty or other.is_empty:
            return False
        one, two = self.bounds, other.bounds
        if one[2] < two[0] or two[2] < one[0] or one[3] < two[1] or two[3] < one[1]:
            return False
        return _covers_any(self, other) or _covers_any(other, self) or _cross(self._segments, other._segments, touching=True)

    def disjoint(self, other):
        """Whether they share no point."""
        return not self.intersects(other)

    def contains(self, other):
        """Whether no point of the other lies outside, and one lies inside, not only on the edge."""
        if not self._dasklet_areal:
            raise NotImplementedError(f"contains is here for polygons, not for a {self.geom_type}; .intersects works for all")
        return self._covers(other, some_inside=True)

    def covers(self, other):
        """Whether no point of the other lies outside."""
        if not self._dasklet_areal:
            raise NotImplementedError(f"covers is here for polygons, not for a {self.geom_type}; .intersects works for all")
        return self._covers(other, some_inside=False)

    def within(self, other):
        """Whether the other contains it."""
        return other.contains(self)

    def _covers(self, other, some_inside):
        if self.is_empty or other.is_empty:
            return False
        a = other._segments
        points = np.concatenate([other._vertices, (a[:, :2] + a[:, 2:]) / 2])
        within, on_edge = inside(self._dasklet_rings, points[:, 0], points[:, 1])
        if not (within | on_edge).all() or _cross(self._segments, a, touching=False):
            return False
        if other._dasklet_areal:
            # A hole of ours that lies in the other one's area.
            own = self._vertices
            return not inside(other._dasklet_rings, own[:, 0], own[:, 1])[0].any()
        return not some_inside or bool(within.any())

    def equals(self, other):
        """Whether they are the same set of points, as far as equal vertices show it."""
        return self.geom_type == other.geom_type and {v for line in self._dasklet_lines for v in line} == {
            v for line in other._dasklet_lines for v in line
        }

    def distance(self, other):
        """How far apart the nearest points are."""
        if self.intersects(other):
            return 0.0
        return min(_nearest(self._vertices, other._segments), _nearest(other._vertices, self._segments))

    def __eq__(self, other):
        return type(self) is type(other) and self._dasklet_lines == other._dasklet_lines

    def __hash__(self):
        return hash((type(self).__name__, tuple(tuple(line) for line in self._dasklet_lines)))

    # As text

    def _body(self):
        return _listed(self._dasklet_lines[0])

    @property
    def wkt(self):
        """Well-known text."""
        name = self.geom_type.upper() + (" Z" if self.has_z else "")
        return f"{name} EMPTY" if self.is_empty else f"{name} {self._body()}"

    def __str__(self):
        return self.wkt

    def __repr__(self):
        text = self.wkt
        return f"<{text}>" if len(text) <= 78 else f"<{text[:75]}...>"

    def svg(self, scale_factor=1.0, fill_color=None, opacity=None):
        """An SVG element that draws it."""
        fill_color, opacity = "#66cc99" if fill_color is None else fill_color, 0.6 if opacity is None else opacity
        parts = []
        for line in self._dasklet_lines:
            if len(line) == 1:
                parts.append(f'<circle cx="{line[0][0]}" cy="{line[0][1]}" r="{3 * scale_factor}" fill="{fill_color}"/>')
        path = " ".join(
            "M " + " L ".join(f"{v[0]},{v[1]}" for v in line) + (" z" if self._dasklet_areal else "")
            for line in self._dasklet_lines
            if len(line) > 1
        )
        if path:
            paint = (
                f'fill="{fill_color}" fill-rule="evenodd" stroke="#555555"' if self._dasklet_areal else f'fill="none" stroke="{fill_color}"'
            )
            parts.append(f'<path {paint} stroke-width="{2 * scale_factor}" opacity="{opacity}" d="{path}"/>')
        return "".join(parts)

    def _repr_svg_(self):
        if self.is_empty:
            return '<svg xmlns="http://www.w3.org/2000/svg"/>'
        minx, miny, maxx, maxy = self.bounds
        room = max(maxx - minx, maxy - miny) * 0.04 or 1.0
        minx, miny, maxx, maxy = minx - room, miny - room, maxx + room, maxy + room
        width, height = (min(max(100.0, side), 300) for side in (maxx - minx, maxy - miny))
        scale = max(maxx - minx, maxy - miny) / max(width, height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{minx} {miny} {maxx - minx} {maxy - miny}" '
            f'preserveAspectRatio="xMinYMin meet"><g transform="matrix(1,0,0,-1,0,{maxy + miny})">{self.svg(scale)}</g></svg>'
        )

    def __getattr__(self, name):
        known = [one for one in dir(type(self)) if not one.startswith("_")]
        near = min(known, key=lambda one: _letters(name, one))
        raise AttributeError(f"'{self.geom_type}' object has no attribute {name!r} here; the nearest is {near!r}", name=name, obj=None)


def _listed(line):
    return "(" + ", ".join(" ".join(_number(part) for part in vertex) for vertex in line) + ")"


def _covers_any(area, other):
    """Whether a vertex of the other lies in this area."""
    if not area._dasklet_areal:
        return False
    points = other._vertices
    within, on_edge = inside(area._dasklet_rings, points[:, 0], points[:, 1])
    return bool((within | on_edge).any())


def _cross(first, second, touching):
    """Whether a segment of one list crosses one of another; meeting in an end counts if `touching`."""

    def side(ax, ay, bx, by, x, y):
        return np.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax))

    bx1, by1, bx2, by2 = (second[:, at][None, :] for at in range(4))
    # Some rows at a time, so that what is compared stays small.
    for start in range(0, len(first), 256):
        ax1, ay1, ax2, ay2 = (first[start : start + 256, at][:, None] for at in range(4))
        s1, s2 = side(ax1, ay1, ax2, ay2, bx1, by1), side(ax1, ay1, ax2, ay2, bx2, by2)
        s3, s4 = side(bx1, by1, bx2, by2, ax1, ay1), side(bx1, by1, bx2, by2, ax2, ay2)
        found = (s1 * s2 < 0) & (s3 * s4 < 0)
        if touching:
            near = (np.maximum(ax1, ax2) >= np.minimum(bx1, bx2)) & (np.maximum(bx1, bx2) >= np.minimum(ax1, ax2))
            near &= (np.maximum(ay1, ay2) >= np.minimum(by1, by2)) & (np.maximum(by1, by2) >= np.minimum(ay1, ay2))
            found = near & (s1 * s2 <= 0) & (s3 * s4 <= 0)
        if found.any():
            return True
    return False


def _nearest(points, segments):
    x, y = points[:, :1], points[:, 1:]
    x1, y1, x2, y2 = (segments[:, at][None, :] for at in range(4))
    dx, dy = x2 - x1, y2 - y1
    squared = dx * dx + dy * dy
    along = np.clip(((x - x1) * dx + (y - y1) * dy) / np.where(squared == 0, 1, squared), 0, 1)
    return float(np.hypot(x - x1 - along * dx, y - y1 - along * dy).min())


class Point(BaseGeometry):
    """`Point(11.2, 46.7)`."""

    __slots__ = ()

    def __init__(self, *args):
        given = args[0] if len(args) == 1 else args
        if isinstance(given, Point):
            given = given.coords[0]
        given = given.tolist() if hasattr(given, "tolist") else given
        if len(given) == 1:
            given = given[0]
        self._dasklet_lines = [[tuple(float(part) for part in given)]] if len(given) else [[]]

    coords = property(lambda self: list(self._dasklet_lines[0]))
    x = property(lambda self: self._dasklet_lines[0][0][0])
    y = property(lambda self: self._dasklet_lines[0][0][1])
    z = property(lambda self: self._dasklet_lines[0][0][2])

    @property
    def __geo_interface__(self):
        return {"type": "Point", "coordinates": self._dasklet_lines[0][0]}


class LineString(BaseGeometry):
    """Vertices joined by straight lines."""

    __slots__ = ()

    def __init__(self, coordinates=None):
        line = _pairs(() if coordinates is None else coordinates)
        if len(line) == 1:
            raise ValueError("linestrings must have at least 2 coordinate pairs")
        self._dasklet_lines = [line]

    coords = property(lambda self: list(self._dasklet_lines[0]))
    xy = property(lambda self: tuple([vertex[at] for vertex in self._dasklet_lines[0]] for at in (0, 1)))
    is_closed = property(lambda self: not self.is_empty and self._dasklet_lines[0][0] == self._dasklet_lines[0][-1])
    is_ring = is_closed

    @property
    def __geo_interface__(self):
        return {"type": self.geom_type, "coordinates": tuple(self._dasklet_lines[0])}


class LinearRing(LineString):
    """A closed line."""

    __slots__ = ()

    def __init__(self, coordinates=None):
        line = _pairs(() if coordinates is None else coordinates)
        if line and line[0] != line[-1]:
            line.append(line[0])
        if line and len(line) < 4:
            raise ValueError("A linearring requires at least 4 coordinates.")
        self._dasklet_lines = [line]

    @property
    def is_ccw(self):
        """Whether it runs counter-clockwise."""
        return _signed_area(self._dasklet_lines[0]) > 0


def _signed_area(ring):
    x, y = (np.array([vertex[at] - ring[0][at] for vertex in ring]) for at in (0, 1))
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


class Polygon(BaseGeometry):
    """An area inside a ring, without those inside the rings of `holes`."""

    __slots__ = ()
    _dasklet_areal = True

    def __init__(self, shell=None, holes=None):
        if isinstance(shell, Polygon):
            self._dasklet_lines = shell._dasklet_lines
            return
        self._dasklet_lines = [LinearRing(shell).coords] if shell is not None and len(getattr(shell, "coords", shell)) else []
        self._dasklet_lines += [LinearRing(hole).coords for hole in holes or ()]

    exterior = property(lambda self: LinearRing(self._dasklet_lines[0] if self._dasklet_lines else ()))
    interiors = property(lambda self: [LinearRing(line) for line in self._dasklet_lines[1:]])

    @property
    def area(self):
        parts = [abs(_signed_area(ring)) for ring in self._dasklet_lines]
        return parts[0] - sum(parts[1:]) if parts else 0.0

    def _moments(self):
        """The area, and the sums of x and y over it."""
        total = np.zeros(3)
        for at, ring in enumerate(self._dasklet_lines):
            # Near the first vertex numbers are small and differences exact.
            x0, y0 = ring[0][:2]
            x, y = np.array([v[0] - x0 for v in ring]), np.array([v[1] - y0 for v in ring])
            cross = x[:-1] * y[1:] - x[1:] * y[:-1]
            area = cross.sum() / 2
            part = np.array([area, ((x[:-1] + x[1:]) * cross).sum() / 6 + area * x0, ((y[:-1] + y[1:]) * cross).sum() / 6 + area * y0])
            total = total + part * (1 if (area > 0) == (at == 0) else -1)
        return total

    @property
    def centroid(self):
        area, x, y = self._moments()
        return Point(x / area, y / area) if area else BaseGeometry.centroid.fget(self)

    def _body(self):
        return "(" + ", ".join(_listed(line) for line in self._dasklet_lines) + ")"

    @property
    def __geo_interface__(self):
        return {"type": "Polygon", "coordinates": tuple(tuple(line) for line in self._dasklet_lines)}


class _Several(BaseGeometry):
    __slots__ = ("geoms",)

    @property
    def _dasklet_lines(self):
        return [line for part in self.geoms for line in part._dasklet_lines]

    def __len__(self):
        raise TypeError(f"object of type '{self.geom_type}' has no len(); len(x.geoms) counts its parts")

    def _body(self):
        return "(" + ", ".join(part._body() for part in self.geoms) + ")"

    @property
    def __geo_interface__(self):
        return {"type": self.geom_type, "coordinates": tuple(part.__geo_interface__["coordinates"] for part in self.geoms)}


class MultiPoint(_Several):
    """Several points."""

    __slots__ = ()

    def __init__(self, points=None):
        self.geoms = [Point(point) for point in points or ()]


class MultiPolygon(_Several):
    """Several polygons."""

    __slots__ = ()
    _dasklet_areal = True

    @property
    def __geo_interface__(self):
        return {"type": "MultiPolygon", "coordinates": [part.__geo_interface__["coordinates"] for part in self.geoms]}

    def __init__(self, polygons=None):
        polygons = () if polygons is None else polygons
        polygons = [polygons] if isinstance(polygons, Polygon) else polygons.geoms if isinstance(polygons, MultiPolygon) else polygons
        self.geoms = [part if isinstance(part, Polygon) else Polygon(*part) for part in polygons]

    @property
    def area(self):
        return sum(part.area for part in self.geoms)

    @property
    def centroid(self):
        area, x, y = sum((part._moments() if part._moments()[0] > 0 else -part._moments() for part in self.geoms), np.zeros(3))
        return Point(x / area, y / area)


for _class in (BaseGeometry, Point, LineString, LinearRing, Polygon, MultiPoint, MultiPolygon):
    _class.__module__ = "shapely.geometry"
