"""Maps of a frame: pictures, cells and contours."""

import numpy as np
from _dasklet_missing import unsupported

from .. import rcParams
from ..collections import QuadMesh
from ..contour import QuadContourSet
from ..image import _INTERPOLATIONS, AxesImage
from ._arguments import columns_from


class Maps:
    """Maps of a frame: pictures, cells and contours."""

    def imshow(
        self,
        X,
        cmap=None,
        norm=None,
        *,
        aspect=None,
        interpolation=None,
        alpha=None,
        vmin=None,
        vmax=None,
        origin=None,
        extent=None,
        interpolation_stage=None,
        transform=None,
        **kwargs,
    ):
        """A picture of cells, the first row on top."""
        interpolation = rcParams["image.interpolation"] if interpolation is None else interpolation
        if interpolation not in _INTERPOLATIONS:
            raise unsupported(
                f"imshow with interpolation={interpolation!r}", "there are 'nearest' and 'bilinear'; contourf runs smoothly between points"
            )
        if interpolation == "bilinear" and (interpolation_stage == "rgba" or np.ndim(getattr(X, "values", X)) != 2):
            raise unsupported("imshow with interpolation='bilinear' of colours", "interpolation='nearest' shows them as they are")
        origin = rcParams["image.origin"] if origin is None else origin
        if origin not in ("upper", "lower"):
            raise ValueError(f"{origin!r} is not a valid value for origin; supported values are 'upper', 'lower'")
        values = getattr(X, "values", X)
        image = AxesImage(
            values,
            extent,
            origin,
            norm=norm,
            cmap=cmap,
            vmin=vmin,
            vmax=vmax,
            alpha=alpha,
            interpolation=interpolation,
            interpolation_stage=interpolation_stage,
            transform=self._kept(transform),
            **kwargs,
        )
        if image._A.ndim == 2:
            image.autoscale_None()
        self.set_aspect(rcParams["image.aspect"] if aspect is None else aspect)
        self._add(image)
        left, right, bottom, top = image.get_extent()
        for view, first, last in ((self.xaxis.view, left, right), (self.yaxis.view, bottom, top)):
            if view.limits is None or len(self.images) == 1:
                view.limits = (float(first), float(last))
                view.is_inverted = last < first
        return image

    def matshow(self, Z, **kwargs):
        image = self.imshow(Z, **{"origin": "upper", "interpolation": "nearest", "aspect": "equal", **kwargs})
        self.xaxis.tick_top()
        self.xaxis.set_ticks_position("both")
        return image

    def spy(self, Z, **kwargs):
        return self.imshow(np.asarray(Z) != 0, **{"cmap": "Greys", **kwargs})

    def pcolormesh(
        self,
        *args,
        alpha=None,
        norm=None,
        cmap=None,
        vmin=None,
        vmax=None,
        shading=None,
        antialiased=False,
        transform=None,
        data=None,
        **kwargs,
    ):
        """A map of cells: `pcolormesh(C)`, `pcolormesh(X, Y, C)` with centres or edges."""
        xs, ys, values = self._grid("pcolormesh", columns_from(data, args))
        if values.ndim != 2:
            raise ValueError(f"pcolormesh needs values of two dimensions, not {values.ndim}")
        rows, columns = values.shape
        if shading == "gouraud":
            raise NotImplementedError("shading='gouraud' is not supported here; contourf runs smoothly between points")
        if xs is None:
            xs, ys = np.arange(columns + 1, dtype=float), np.arange(rows + 1, dtype=float)
        shape = (ys.shape[0], xs.shape[-1])
        if shape == (rows, columns) and shading != "flat":
            xs, ys = _edges(xs, -1), _edges(ys, 0)
            if xs.ndim == 2:
                xs, ys = _edges(xs, 0), _edges(ys, -1)
        elif shape != (rows + 1, columns + 1):
            raise TypeError(
                f"Dimensions of C {values.shape} should be one smaller than X({shape[1]}) and Y({shape[0]}) while using shading='flat' see help(pcolormesh)"
                if shading == "flat"
                else f"Dimensions of C {values.shape} are incompatible with X ({shape[1]}) and/or Y ({shape[0]}); see help(pcolormesh)"
            )
        xs, ys = self._placed_grid(xs, ys, transform)
        mesh = QuadMesh(xs, ys, values, norm=norm, cmap=cmap, vmin=vmin, vmax=vmax, alpha=alpha, transform=self._kept(transform), **kwargs)
        mesh.autoscale_None()
        return self._add(mesh)

    pcolor = pcolormesh

    pcolorfast = pcolormesh

    def _placed_grid(self, xs, ys, transform):
        return xs, ys

    def _grid(self, name, args):
        """Coordinates and values, as arrays."""
        if len(args) == 1:
            return None, None, np.asarray(getattr(args[0], "values", args[0]))
        if len(args) != 3:
            raise TypeError(f"{name}() takes 1 or 3 positional arguments but {len(args)} were given")
        xs, ys = self.xaxis.convert(args[0]), self.yaxis.convert(args[1])
        if xs.ndim == 2 and ys.ndim == 2 and xs.size and np.all(xs == xs[:1]) and np.all(ys == ys[:, :1]):
            # An upright grid needs one row and one column only.
            xs, ys = xs[0], ys[:, 0]
        elif xs.ndim != ys.ndim:
            shape = (ys.shape[0], xs.shape[-1])
            xs, ys = np.broadcast_to(xs, shape), np.broadcast_to(ys if ys.ndim == 2 else ys[:, None], shape)
        return xs, ys, np.asarray(getattr(args[2], "values", args[2]))

    def contour(self, *args, **kwargs):
        """Lines of equal value."""
        return self._contours(args, kwargs, False)

    def contourf(self, *args, **kwargs):
        """Areas between lines of equal value."""
        return self._contours(args, kwargs, True)

    def _contours(self, args, kwargs, filled):
        levels = kwargs.pop("levels", None)
        if len(args) in (2, 4):
            args, levels = args[:-1], args[-1] if levels is None else levels
        if len(args) == 3 and np.ndim(args[0]) != np.ndim(args[1]):
            raise TypeError(f"Number of dimensions of x ({np.ndim(args[0])}) and y ({np.ndim(args[1])}) do not match")
        xs, ys, values = self._grid("contourf" if filled else "contour", args)
        transform, origin, extent = (
            kwargs.pop("transform", None),
            kwargs.pop("origin", None),
            kwargs.pop("extent", None),
        )
        if values.ndim != 2:
            raise TypeError(f"Input z must be 2D, not {values.ndim}D")
        if min(values.shape) < 2:
            raise TypeError(f"Input z must be at least a (2, 2) shaped array, but has shape {values.shape}")
        if xs is None:
            rows, columns = values.shape
            if origin not in (None, "upper", "lower"):
                raise ValueError(f"{origin!r} is not a valid value for origin; supported values are None, 'upper', 'lower', 'image'")
            # With an origin values are the middles of pixels.
            left, right, bottom, top = extent or ((0, columns - 1, 0, rows - 1) if origin is None else (0, columns, 0, rows))
            half = 0 if origin is None else 0.5
            xs, ys = (
                np.linspace(low + half * (high - low) / n, high - half * (high - low) / n, n)
                for low, high, n in ((left, right, columns), (bottom, top, rows))
            )
            ys = ys[::-1] if origin == "upper" else ys
        elif (shape := (ys.shape[0], xs.shape[-1])) != values.shape:
            if xs.ndim == 2:
                raise TypeError(f"Shapes of x {xs.shape} and z {values.shape} do not match")
            for at, (name, what) in enumerate((("x", "columns"), ("y", "rows"))):
                if shape[1 - at] != values.shape[1 - at]:
                    raise TypeError(f"Length of {name} ({shape[1 - at]}) must match number of {what} in z ({values.shape[1 - at]})")
        xs, ys = self._placed_grid(xs, ys, transform)
        return self._add(QuadContourSet(xs, ys, values, levels, filled, transform=self._kept(transform), **kwargs))

    def clabel(self, CS, *args, **kwargs):
        return CS.clabel(*args, **kwargs)

    def quiver(self, *args, **kwargs):
        raise NotImplementedError("quiver is not supported here; plt.pcolormesh(np.hypot(u, v)) shows the speed")

    streamplot = barbs = quiver


def _edges(values, axis):
    """Half way between centres, and as far beyond the first and the last."""
    values = np.moveaxis(values, axis, -1)
    if values.shape[-1] == 1:
        edges = np.concatenate([values - 0.5, values + 0.5], axis=-1)
    else:
        middles = (values[..., 1:] + values[..., :-1]) / 2
        first, last = values[..., :1] * 2 - middles[..., :1], values[..., -1:] * 2 - middles[..., -1:]
        edges = np.concatenate([first, middles, last], axis=-1)
    return np.moveaxis(edges, -1, axis)
