"""Axes that know where on the Earth their points are."""

import warnings

import numpy as np
from _dasklet_missing import refuse
from matplotlib.artist import stroke_of
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from ..crs import Geodetic, PlateCarree

_told = set()


def _tell_once(what):
    if what not in _told:
        _told.add(what)
        warnings.warn(what, stacklevel=3)


class GeoAxes(Axes):
    """A map in a projection. Data are given in degrees with `transform=ccrs.PlateCarree()`, else in the projection's own units."""

    def __init__(self, fig, *, projection, **kwargs):
        self.projection = projection
        super().__init__(fig, **kwargs)
        self.set_aspect("equal")
        for axis in (self.xaxis, self.yaxis):
            axis.set(visible=False)
        self._margins.update(x=0.0, y=0.0)

    _is_global = False

    @property
    def _is_plain(self):
        return isinstance(self.projection, PlateCarree)

    # Places

    def _check_transform(self, artist, transform):
        is_own = self._is_plain and transform == self.projection
        if not is_own:
            super()._check_transform(artist, transform)

    def _degrees(self, transform):
        if transform is None or hasattr(transform, "_spans"):
            return None if not self._is_plain else self.projection
        if not hasattr(transform, "_to_degrees"):
            raise TypeError(f"transform must be a coordinate reference system such as ccrs.PlateCarree(), not {transform!r}")
        return transform

    def _placed(self, xs, ys, transform):
        source = self._degrees(transform)
        if source is None or (self._is_plain and source == self.projection):
            return xs, ys
        points = self.projection.transform_points(source, xs, ys)
        placed_x, placed_y = points[:, 0], points[:, 1]
        # A line that leaves the map on one side begins anew on the other.
        width = self.projection.x_limits[1] - self.projection.x_limits[0]
        jumps = np.nonzero(np.abs(np.diff(placed_x)) > width / 2)[0] + 1
        if len(jumps) and len(jumps) < len(placed_x) / 2:
            pieces = np.split(np.arange(len(placed_x)), jumps.tolist())
            gap = np.array([np.nan])
            placed_x = np.concatenate([part for piece in pieces for part in (placed_x[piece], gap)])
            placed_y = np.concatenate([part for piece in pieces for part in (placed_y[piece], gap)])
        return placed_x, placed_y

    def _kept(self, transform):
        return transform if hasattr(transform, "_spans") else None

    def _one_placed(self, x, y, transform, kwargs):
        if transform is not None and not hasattr(transform, "_to_degrees"):
            kwargs["transform"] = transform
            return x, y
        points = np.stack(self._placed(np.array([float(x)]), np.array([float(y)]), transform))
        return float(points[0, 0]), float(points[1, 0])

    def text(self, x, y, s, fontdict=None, *, transform=None, **kwargs):
        x, y = self._one_placed(x, y, transform, kwargs)
        return super().text(x, y, s, fontdict, **kwargs)

    def scatter(self, x, y, *args, transform=None, **kwargs):
        source = self._degrees(transform)
        if source is not None and not (self._is_plain and source == self.projection):
            points = self.projection.transform_points(source, np.ravel(np.asarray(x)), np.ravel(np.asarray(y)))
            x, y = points[:, 0], points[:, 1]
        return super().scatter(x, y, *args, transform=self._kept(transform), **kwargs)

    def _placed_grid(self, xs, ys, transform):
        source = self._degrees(transform)
        if source is None or (self._is_plain and source == self.projection):
            return xs, ys
        # Edges of the outermost cells lie a little beyond the map.
        west, east = (self.projection._central_longitude + edge for edge in (-180, 180))
        if isinstance(source, (PlateCarree, Geodetic)) and np.min(xs) >= west - 10 and np.max(xs) <= east + 10:
            xs = np.clip(xs, west, east)
        if xs.ndim == 1:
            shape = (len(ys), len(xs))
            xs, ys = np.broadcast_to(xs[None, :], shape), np.broadcast_to(ys[:, None], shape)
        points = self.projection.transform_points(source, xs, np.clip(ys, -90.0, 90.0))
        placed_x, placed_y = points[..., 0], points[..., 1]
        # Cells over the seam would span the whole map: they are left out.
        width = self.projection.x_limits[1] - self.projection.x_limits[0]
        torn = np.zeros(placed_x.shape, dtype=bool)
        across = np.abs(np.diff(placed_x, axis=1)) > width / 2
        torn[:, 1:] = across
        return np.where(torn, np.nan, placed_x), placed_y

    def imshow(self, X, *args, transform=None, extent=None, origin="upper", **kwargs):
        source = self._degrees(transform)
        if source is None or (self._is_plain and source == self.projection):
            return super().imshow(X, *args, extent=extent, origin=origin, **{"aspect": "equal", **kwargs})
        values = np.asarray(getattr(X, "values", X))
        rows, columns = values.shape[:2]
        left, right, bottom, top = extent or (-180, 180, -90, 90)
        ys = np.linspace(top, bottom, rows + 1) if origin == "upper" else np.linspace(bottom, top, rows + 1)
        kwargs.pop("interpolation", None)
        kwargs.pop("aspect", None)
        return self.pcolormesh(np.linspace(left, right, columns + 1), ys, values, transform=source, **kwargs)

    # Limits

    def set_global(self):
        """Show the whole map."""
        self._is_global = True
        self.set_xlim(*self.projection.x_limits)
        self.set_ylim(*self.projection.y_limits)

    def set_extent(self, extents, crs=None):
        """Show from west to east, from south to north: `(-10, 30, 35, 70)`."""
        west, east, south, north = (float(edge) for edge in extents)
        if crs is None and not self._is_plain:
            crs = PlateCarree()
        if crs is not None and not (self._is_plain and crs == self.projection):
            edge = np.linspace(0, 1, 51)
            xs = np.concatenate([west + (east - west) * edge, np.full(51, east), west + (east - west) * edge, np.full(51, west)])
            ys = np.concatenate([np.full(51, south), south + (north - south) * edge, np.full(51, north), south + (north - south) * edge])
            points = self.projection.transform_points(crs, xs, ys)
            fine = np.isfinite(points[:, 0])
            west, east = float(points[fine, 0].min()), float(points[fine, 0].max())
            south, north = float(points[fine, 1].min()), float(points[fine, 1].max())
        self.set_xlim(west, east)
        self.set_ylim(south, north)

    def get_extent(self, crs=None):
        refuse("get_extent", "projection.transform_points gives the corners in another system", crs=crs)
        return (*self.get_xlim(), *self.get_ylim())

    # What maps have

    def coastlines(self, resolution="auto", color="black", **kwargs):
        """Coasts, in one resolution."""
        if resolution not in ("auto", "10m", "50m", "110m"):
            raise ValueError(f"Unknown scale {resolution!r}; there are 'auto', '110m', '50m' and '10m', which look alike here")
        return self._lines(_coasts(), {"color": color, "linewidth": 0.8, **kwargs})

    def add_feature(self, feature, **kwargs):
        """A part of the world, if there are data of it; coasts are what there may be."""
        if getattr(feature, "name", None) == "coastline":
            return self.coastlines(**{name: value for name, value in kwargs.items() if name in ("color", "linewidth", "lw", "alpha")})
        _tell_once(f"{getattr(feature, 'name', feature)} is not drawn: there are no data of it here. The picture is right without it")
        return None

    def stock_img(self, name="ne_shaded"):
        _tell_once("the picture of the Earth's surface is not here; ax.set_facecolor colours the background")

    def gridlines(
        self,
        crs=None,
        draw_labels=False,
        xlocs=None,
        ylocs=None,
        dms=False,
        x_inline=None,
        y_inline=None,
        auto_inline=True,
        xformatter=None,
        yformatter=None,
        xlabel_style=None,
        ylabel_style=None,
        formatter_kwargs=None,
        rotate_labels=None,
        auto_update=None,
        **kwargs,
    ):
        """Meridians and parallels, with labels below and at the left; ``dms`` writes parts of degrees as minutes and seconds."""
        # Lines are drawn once for the whole map, so that there is nothing to update; labels within the map are asked for by name.
        del auto_inline, auto_update
        for name, value in (("x_inline", x_inline), ("y_inline", y_inline), ("rotate_labels", rotate_labels)):
            refuse("gridlines", "labels stand level, below and at the left of the map", **{name: value or None})
        refuse("gridlines", "labels are degrees; dms=True gives minutes and seconds", formatter_kwargs=formatter_kwargs)
        if crs is not None and not isinstance(crs, PlateCarree):
            refuse("gridlines", "lines are meridians and parallels", crs=crs)
        from matplotlib.ticker import FixedLocator, MaxNLocator

        lines = Gridliner(self, draw_labels)
        west, east, south, north = (-180.0, 180.0, -90.0, 90.0)
        if self._is_plain:
            west, east, south, north = self.get_extent()

        def steps(low, high):
            return MaxNLocator(8, steps=[1, 2, 3, 4.5, 6, 9, 10]).tick_values(low, high)

        meridians = np.asarray(
            (getattr(xlocs, "locs", xlocs) if xlocs is not None else np.arange(-180, 181, 60) if east - west > 300 else steps(west, east)),
            dtype=float,
        )
        parallels = np.asarray(
            (
                getattr(ylocs, "locs", ylocs)
                if ylocs is not None
                else np.arange(-90, 91, 30)
                if north - south > 150
                else steps(south, north)
            ),
            dtype=float,
        )
        meridians, parallels = (
            places[(places >= low - 1e-9) & (places <= high + 1e-9)]
            for places, low, high in ((meridians, west, east), (parallels, south, north))
        )
        lines.lines = [np.stack([np.full(91, at), np.linspace(max(south, -90), min(north, 90), 91)], axis=1) for at in meridians]
        lines.lines += [np.stack([np.linspace(west, east, 181), np.full(181, at)], axis=1) for at in parallels]
        looks = {
            "color": "#b0b0b0",
            "linewidth": 0.8,
            "zorder": 2,
            **{{"lw": "linewidth", "ls": "linestyle", "c": "color"}.get(name, name): value for name, value in kwargs.items()},
        }
        self._lines(lines.lines, looks)
        if draw_labels and self._is_plain:
            for axis, places, given in ((self.xaxis, meridians, xformatter), (self.yaxis, parallels, yformatter)):
                axis.set(visible=True)
                axis.view.locator = FixedLocator(places)
                axis.set_major_formatter(_degrees_text("WE" if axis is self.xaxis else "SN", dms) if given is None else given)
            lines.xlabel_style, lines.ylabel_style = xlabel_style or {}, ylabel_style or {}
        elif draw_labels:
            _tell_once(f"labels of grid lines are not drawn in {type(self.projection).__name__} here; they are in PlateCarree")
        return lines

    def _lines(self, lines, looks):
        """Lines in degrees, cut where the map is."""
        segments = []
        for line in lines:
            xs, ys = self._placed(line[:, 0], line[:, 1], Geodetic())
            segments.append(np.stack([xs, ys], axis=1))
            if self._is_plain:
                # Maps of longitudes from 0 to 360 show the next turn of the globe.
                segments.append(np.stack([xs + 360, ys], axis=1))
        made = LineCollection(segments, **looks)
        made.data_limits = lambda: None
        return self._add(made)

    def _draw_frame(self, canvas, rect):
        if self._is_plain:
            return super()._draw_frame(canvas, rect)
        xs, ys = self.projection._outline()
        pixels = self._pixel(np.append(xs, xs[:1]), np.append(ys, ys[:1]))
        low, high = self.get_xlim()
        if self._is_global or high - low >= 0.9 * (self.projection.x_limits[1] - self.projection.x_limits[0]):
            canvas.line(*pixels, stroke_of("black", 0.8, "-", None, self.figure.dpi / 72))
        else:
            super()._draw_frame(canvas, rect)
        return None

    def draw(self, canvas):
        if not self._is_plain:
            self.set(facecolor="none")
        super().draw(canvas)


class Gridliner:
    """What `gridlines` gives: labels are below and at the left, or not there."""

    def __init__(self, axes, labels):
        found = {"lines": [], "bottom_labels": bool(labels), "left_labels": bool(labels), "top_labels": False, "right_labels": False}
        self.__dict__.update(found, xlines=True, ylines=True, _axes=axes)

    def __setattr__(self, name, value):
        if name in ("top_labels", "right_labels") and value:
            refuse("Gridliner", "labels are below and at the left", **{name: value})
        if name in ("bottom_labels", "left_labels"):
            (self._axes.xaxis if name == "bottom_labels" else self._axes.yaxis).set(visible=bool(value))
        elif name in ("xlabel_style", "ylabel_style"):
            looks = {
                {"size": "labelsize", "fontsize": "labelsize", "rotation": "labelrotation"}.get(key, f"label{key}"): one
                for key, one in value.items()
            }
            self._axes.tick_params(axis=name[0], **looks)
        elif name in ("xformatter", "yformatter"):
            (self._axes.xaxis if name[0] == "x" else self._axes.yaxis).set_major_formatter(value)
        elif name in ("xlocator", "ylocator"):
            refuse("Gridliner", f"gridlines({name[0]}locs=[…]) says where lines are", **{name: value})
        elif name in ("xlines", "ylines") and not value:
            refuse("Gridliner", "gridlines(xlocs=[]) leaves out the meridians, ylocs=[] the parallels", **{name: value})
        self.__dict__[name] = value


def _degrees_text(signs, dms=False):
    def text(value, pos=None):
        value = (value + 180) % 360 - 180 if signs == "WE" and abs(value) > 180 else value
        sign = signs[value > 0] if value else ""
        if not dms:
            return f"{abs(value):g}°{sign}"
        minutes, seconds = divmod(round(abs(value) * 3600), 60)
        degrees, minutes = divmod(minutes, 60)
        return f"{degrees}°" + (f"{minutes}′" if minutes or seconds else "") + (f"{seconds}″" if seconds else "") + sign

    return text


def _coasts():
    """Coasts as lines of longitudes and latitudes; land across the edge of the map comes once on either side."""
    import _dasklet_recipes

    lines = []
    for outline in _dasklet_recipes.coastlines():
        closed = np.concatenate([outline, outline[:1]]).astype(float)
        beyond = np.abs(closed[:, 0]) > 180
        if not beyond.all():
            lines.append(np.where(beyond[:, None], np.nan, closed))
    return lines
