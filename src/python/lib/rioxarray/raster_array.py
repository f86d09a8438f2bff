"""The accessor `.rio`.

Changes are written as the CF conventions have it: the coordinate reference system and the transform are attributes of the scalar coordinate
`spatial_ref`, which `encoding["grid_mapping"]` names.
"""

import math

import dask.array as da
import numpy as np
import pyproj
import xarray as xr
from _dasklet_missing import distance, refuse_other, unsupported
from affine import Affine
from dask.tokenize import tokenize
from shapely.geometry import shape

from .exceptions import (
    DimensionMissingCoordinateError,
    MissingCRS,
    MissingSpatialDimensionError,
    NoDataInBounds,
    OneDimensionalRaster,
)
from .masks import polygon_mask

_FILL_NAMES = ("_FillValue", "missing_value", "fill_value", "nodata")
_RASTER_ATTRS = ("nodatavals", "crs", "is_tiled", "res", "transform", "scales", "offsets")
_ELSEWHERE = {
    "reproject": "arrays stay on their grid here; search and stack scenes of one zone",
    "reproject_match": "arrays stay on their grid here; .interp_like moves values to other labels",
    "to_raster": "files of rasters are not here; .to_zarr keeps an array",
    "interpolate_na": ".fillna replaces what is missing",
}


class CRS(pyproj.CRS):
    """A coordinate reference system as rasters have it."""

    def __repr__(self):
        return f"CRS.from_wkt({self.to_wkt()!r})"

    linear_units = property(lambda self: "metre" if self.is_projected else "unknown")


class _Raster:
    """What `.rio` is on DataArrays and Datasets."""

    def __init__(self, xarray_obj):
        obj = self._obj = xarray_obj
        self._crs = self._nodata = None
        self._x_dim, self._y_dim = _guessed_dims(obj)

    # Changing objects

    def _target(self, inplace):
        """The object to change: itself, with parts of its own, or a copy."""
        if inplace:
            return self._obj._dasklet_take_over(self._obj.copy(deep=False))
        copied = self._obj.copy(deep=True)
        for name in ("_crs", "_nodata", "_x_dim", "_y_dim"):
            setattr(copied.rio, name, getattr(self, name))
        return copied

    def set_spatial_dims(self, x_dim, y_dim, inplace=True):
        """Which dimensions are x and y."""
        for dim in (x_dim, y_dim):
            if dim not in self._obj.dims:
                raise MissingSpatialDimensionError(f"{dim!r} is not a dimension; there are {', '.join(map(str, self._obj.dims))}")
        target = self._target(inplace)
        target.rio._x_dim, target.rio._y_dim = x_dim, y_dim
        return target

    def set_attrs(self, new_attrs, inplace=False):
        """With these attributes."""
        target = self._target(inplace)
        target.attrs = new_attrs
        target.rio._crs = target.rio._nodata = None
        return target

    def update_attrs(self, new_attrs, inplace=False):
        """With more attributes."""
        return self.set_attrs({**self._obj.attrs, **new_attrs}, inplace)

    def set_encoding(self, new_encoding, inplace=False):
        """With these notes on how it is stored."""
        target = self._target(inplace)
        target.encoding = dict(new_encoding)
        target.rio._nodata = None
        return target

    def update_encoding(self, new_encoding, inplace=False):
        """With more notes on how it is stored."""
        return self.set_encoding({**self._obj.encoding, **new_encoding}, inplace)

    # The coordinate reference system

    @property
    def grid_mapping(self):
        """The name of the coordinate that describes the grid."""
        parts = [self._obj, *(self._obj[name] for name in getattr(self._obj, "data_vars", ()))]
        for part in parts:
            found = part.encoding.get("grid_mapping", part.attrs.get("grid_mapping"))
            if found is not None:
                return found
        return "spatial_ref"

    def _grid_attrs(self):
        name = self.grid_mapping
        return dict(self._obj.coords[name].attrs) if name in self._obj.coords else {}

    @property
    def crs(self):
        """The coordinate reference system; None if it is not known."""
        if self._crs is None:
            attrs = self._grid_attrs()
            given = attrs.get("spatial_ref", attrs.get("crs_wkt", self._obj.attrs.get("crs")))
            if given is None:
                return None
            self._crs = CRS.from_user_input(given)
        return self._crs

    def _known_crs(self):
        if self.crs is None:
            name = getattr(self._obj, "name", None)
            raise MissingCRS("CRS not found. Please set the CRS with 'rio.write_crs()'." + (f" Data variable: {name}" if name else ""))
        return self.crs

    def write_grid_mapping(self, grid_mapping_name="spatial_ref", inplace=False):
        """Name the coordinate that describes the grid."""
        target = self._target(inplace)
        for part in [target, *(target.variables[name] for name in getattr(target, "data_vars", ()))]:
            part.attrs.pop("grid_mapping", None)
            part.encoding = {**part.encoding, "grid_mapping": grid_mapping_name}
        return target

    def write_crs(self, input_crs=None, grid_mapping_name=None, inplace=False):
        """Say which coordinate reference system it has; no coordinate is changed."""
        crs = self._known_crs() if input_crs is None else CRS.from_user_input(input_crs)
        transform = self._written_transform()
        name = self.grid_mapping if grid_mapping_name is None else grid_mapping_name
        attrs = crs.to_cf() if crs.to_epsg() != 3857 else {}
        attrs = {"crs_wkt": crs.to_wkt(), **attrs, "spatial_ref": crs.to_wkt()}
        if transform is not None:
            attrs["GeoTransform"] = _gdal_text(transform)
        target = self._target(inplace)
        target.coords[name] = xr.Variable((), 0, attrs)
        target.attrs.pop("crs", None)
        target.rio._crs = crs
        return target.rio.write_grid_mapping(name, inplace=True)

    def set_crs(self, input_crs, inplace=True):
        """Say which coordinate reference system it has, to this accessor alone: nothing is written into the object."""
        target = self._target(inplace)
        target.rio._crs = CRS.from_user_input(input_crs)
        return target

    def estimate_utm_crs(self, datum_name="WGS 84"):
        """The UTM zone in which its middle lies."""
        refuse_other("estimate_utm_crs", "zones are those of WGS 84", datum_name=(datum_name, "WGS 84"))
        left, bottom, right, top = self.bounds()
        lon, lat = pyproj.Transformer.from_crs(self._known_crs(), 4326, always_xy=True).transform((left + right) / 2, (bottom + top) / 2)
        return CRS.from_epsg((32600 if lat >= 0 else 32700) + int((lon + 180) // 6) % 60 + 1)

    # The grid

    x_dim = property(lambda self: self._dim(self._x_dim, "x"))
    y_dim = property(lambda self: self._dim(self._y_dim, "y"))
    width = property(lambda self: self._obj.sizes[self.x_dim])
    height = property(lambda self: self._obj.sizes[self.y_dim])
    shape = property(lambda self: (self.height, self.width))

    def _dim(self, name, letter):
        if name is None:
            raise MissingSpatialDimensionError(
                f"{letter} dimension not found. 'rio.set_spatial_dims()' or using 'rename()' to change the dimension name to '{letter}' can address this."
            )
        return name

    def _written_transform(self):
        text = self._grid_attrs().get("GeoTransform")
        if text is not None:
            return Affine.from_gdal(*map(float, text.split()))
        given = self._obj.attrs.get("transform")
        return None if given is None else Affine(*given[:6])

    def _ends(self):
        """The first and last coordinates: of x, of y."""
        for dim in (self.x_dim, self.y_dim):
            if dim not in self._obj.coords:
                raise DimensionMissingCoordinateError(f"{dim} missing coordinates.")
            if not self._obj.sizes[dim]:
                raise NoDataInBounds("Unable to determine bounds from coordinates.")
        return [float(self._obj.coords[dim].values[at]) for dim in (self.x_dim, self.y_dim) for at in (0, -1)]

    def resolution(self, recalc=False):
        """The steps from pixel to pixel: `(x, y)`; y is negative if rows run from north to south."""
        written = self._written_transform()
        single = self.width == 1 or self.height == 1
        if written is not None and (not recalc or single or self.x_dim not in self._obj.coords):
            return written.a, written.e
        left, right, top, bottom = self._ends()
        if single:
            raise OneDimensionalRaster("Only 1 dimenional array found. Cannot calculate the resolution.")
        return (right - left) / (self.width - 1), (bottom - top) / (self.height - 1)

    def transform(self, recalc=False):
        """From columns and rows to coordinates of pixels' corners."""
        written = self._written_transform()
        if self.x_dim not in self._obj.coords or self.y_dim not in self._obj.coords:
            return Affine.identity() if written is None else written
        x, y = self.resolution(recalc)
        left, _, top, _ = self._ends()
        return Affine(x, 0.0, left - x / 2, 0.0, y, top - y / 2)

    def write_transform(self, transform=None, grid_mapping_name=None, inplace=False):
        """Write the transform down; the one that coordinates show if none is given."""
        transform = self.transform(recalc=True) if transform is None else transform
        name = self.grid_mapping if grid_mapping_name is None else grid_mapping_name
        attrs = {**self._grid_attrs(), "GeoTransform": _gdal_text(transform)}
        target = self._target(inplace)
        target.attrs.pop("transform", None)
        target.coords[name] = xr.Variable((), 0, attrs)
        return target.rio.write_grid_mapping(name, inplace=True)

    def write_coordinate_system(self, inplace=False):
        """Say what the coordinates of x and y are."""
        target = self._target(inplace)
        for dim, axis in ((self.x_dim, "X"), (self.y_dim, "Y")):
            coord = target.coords[dim].variable
            attrs = {**coord.attrs, "axis": axis}
            if self.crs is not None and self.crs.is_geographic:
                name, unit = ("longitude", "degrees_east") if axis == "X" else ("latitude", "degrees_north")
                attrs.update(long_name=name, standard_name=name, units=unit)
            elif self.crs is not None:
                attrs.update(
                    long_name=f"{axis.lower()} coordinate of projection",
                    standard_name=f"projection_{axis.lower()}_coordinate",
                    units="metre",
                )
            target.coords[dim] = xr.Variable(coord.dims, coord.data, attrs)
        return target

    def bounds(self, *, recalc=False):
        """`(left, bottom, right, top)` of all pixels."""
        x, y = self.resolution(recalc)
        if self.x_dim in self._obj.coords and self.y_dim in self._obj.coords:
            left, right, top, bottom = self._ends()
            left, right, top, bottom = left - x / 2, right + x / 2, top - y / 2, bottom + y / 2
        else:
            written = self.transform()
            left, top = written.c, written.f
            right, bottom = left + x * self.width, top + y * self.height
        return min(left, right), min(bottom, top), max(left, right), max(bottom, top)

    def transform_bounds(self, dst_crs, *, densify_pts=21, recalc=False):
        """The bounds in another coordinate reference system."""
        transformer = pyproj.Transformer.from_crs(self._known_crs(), dst_crs, always_xy=True)
        return transformer.transform_bounds(*self.bounds(recalc=recalc), densify_pts=densify_pts)

    # Parts

    def _window(self, rows, columns):
        """Some rows and columns, with their transform written down."""
        transform = self.transform(recalc=True) * Affine.translation(columns.start, rows.start)
        part = self._obj.isel({self.y_dim: rows, self.x_dim: columns}).copy(deep=False)
        part.rio._x_dim, part.rio._y_dim = self._x_dim, self._y_dim
        return part.rio.write_transform(transform, inplace=True)

    def _dressed(self, part):
        """With the attributes and the description of the grid that a part keeps."""
        part.rio._x_dim, part.rio._y_dim = self._x_dim, self._y_dim
        encoding = dict(self._obj.encoding)
        attrs = {name: value for name, value in self._obj.attrs.items() if name not in (*_FILL_NAMES, *_RASTER_ATTRS)}
        nodata = getattr(self, "nodata", None)
        if nodata is not None and self.encoded_nodata is None:
            attrs["_FillValue"] = nodata
        part.rio.set_attrs(attrs, inplace=True)
        part.rio.write_grid_mapping(self.grid_mapping, inplace=True)
        if self.crs is not None:
            part.rio.write_crs(self.crs, inplace=True)
        part.rio.write_coordinate_system(inplace=True)
        part.rio.write_transform(inplace=True)
        part.encoding = encoding
        return part

    def _by_variable(self, name, *args, **kwargs):
        """The same of each variable of a Dataset that has x and y."""
        made = xr.Dataset(attrs=self._obj.attrs)
        for key, variable in self._obj.data_vars.items():
            if self.x_dim in variable.dims and self.y_dim in variable.dims:
                variable.rio._x_dim, variable.rio._y_dim, variable.rio._crs = self.x_dim, self.y_dim, self.crs
                variable = getattr(variable.rio, name)(*args, **kwargs)
            made[key] = variable
        return made

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name in _ELSEWHERE:
            raise unsupported(f".rio.{name}", _ELSEWHERE[name])
        near = min((one for one in dir(type(self)) if not one.startswith("_")), key=lambda one: distance(name, one))
        raise AttributeError(f".rio has no attribute {name!r} here; near it there is {near!r}", name=name, obj=None)


def _guessed_dims(obj):
    for pair in (("x", "y"), ("longitude", "latitude")):
        if all(dim in obj.dims for dim in pair):
            return pair
    found = {"X": None, "Y": None}
    names = {"longitude": "X", "projection_x_coordinate": "X", "latitude": "Y", "projection_y_coordinate": "Y"}
    for dim in obj.dims:
        attrs = obj.coords[dim].attrs if dim in obj.coords else {}
        axis = str(attrs.get("axis", "")).upper() or names.get(str(attrs.get("standard_name", "")).lower())
        if axis in found:
            found[axis] = dim
    return found["X"], found["Y"]


def _gdal_text(transform):
    return " ".join(str(part) for part in transform.to_gdal())


@xr.register_dataarray_accessor("rio")
class RasterArray(_Raster):
    """`.rio` of a DataArray."""

    @property
    def encoded_nodata(self):
        """What stands for missing pixels where it is stored."""
        return self._obj.encoding.get("_FillValue")

    @property
    def nodata(self):
        """What stands for missing pixels; None if it is not known."""
        if self._nodata is None:
            if self.encoded_nodata is not None:
                return np.nan
            self._nodata = next((self._obj.attrs[name] for name in _FILL_NAMES if name in self._obj.attrs), None)
        return self._nodata

    def set_nodata(self, input_nodata, *, inplace=True):
        """Say what stands for missing pixels; nothing of the data is changed."""
        target = self._obj if inplace else self._target(False)
        target.rio._nodata = input_nodata
        return target

    def write_nodata(self, input_nodata, *, encoded=False, inplace=False):
        """Write down what stands for missing pixels: in the attributes, or for where it is stored (`encoded`)."""
        target = self._target(inplace)
        target.attrs.pop("_FillValue", None)
        if encoded:
            target.encoding = {**target.encoding, "_FillValue": input_nodata}
            return target
        if input_nodata is not None:
            input_nodata = target.attrs["_FillValue"] = np.asarray(input_nodata, dtype=self._obj.dtype)[()]
        target.rio._nodata = input_nodata
        return target

    @property
    def count(self):
        """How many layers of x and y there are."""
        return self._obj.size // (self.width * self.height)

    def isel_window(self, window, *, pad=False):
        """Rows and columns of a window: `((first row, end), (first column, end))`."""
        refuse_other("isel_window", "pad_box makes an object larger", pad=(pad, False))
        rows, columns = window.toranges() if hasattr(window, "toranges") else window
        spans = (slice(max(math.floor(start), 0), max(math.ceil(stop), 0)) for start, stop in (rows, columns))
        return self._window(*spans)

    def clip_box(self, minx, miny, maxx, maxy, *, auto_expand=False, auto_expand_limit=3, crs=None, allow_one_dimensional_raster=False):
        """The pixels that a rectangle meets."""
        if not allow_one_dimensional_raster and 1 in self.shape:
            raise OneDimensionalRaster(
                "At least one of the raster x,y coordinates has only one point. Set allow_one_dimensional_raster=True to disable this error."
            )
        if crs is not None and CRS.from_user_input(crs) != self._known_crs():
            minx, miny, maxx, maxy = pyproj.Transformer.from_crs(crs, self.crs, always_xy=True).transform_bounds(minx, miny, maxx, maxy)
        back = ~self.transform(recalc=True)
        corners = [back * corner for corner in ((minx, miny), (maxx, maxy))]
        (first_column, last_column), (first_row, last_row) = (sorted(part) for part in zip(*corners))
        part = self.isel_window(((first_row, last_row), (first_column, last_column)))
        if min(part.rio.shape) <= 1:
            if auto_expand and auto_expand < auto_expand_limit:
                x, y = (abs(step) / 2 for step in self.resolution())
                return self.clip_box(
                    minx - x, miny - y, maxx + x, maxy + y, auto_expand=int(auto_expand) + 1, auto_expand_limit=auto_expand_limit
                )
            if min(part.rio.shape) < 1:
                raise NoDataInBounds(f"No data found in bounds. Data variable: {self._obj.name}")
            if not allow_one_dimensional_raster:
                raise OneDimensionalRaster(
                    "At least one of the clipped raster x,y coordinates has only one point. Set allow_one_dimensional_raster=True to disable this error."
                )
        return self._dressed(part)

    def clip(self, geometries, crs=None, *, all_touched=False, drop=True, invert=False, from_disk=False):
        """Missing outside of polygons, or inside if `invert`; `drop` leaves out rows and columns where all is missing.

        `crs` is the polygons' coordinate reference system, the array's own by default. A pixel belongs to a polygon that
        holds its centre; with `all_touched`, to one that touches it.
        """
        own = self._known_crs()
        shapes = [shape(geometry) for geometry in geometries]
        if crs is not None and CRS.from_user_input(crs) != own:
            import geopandas

            shapes = geopandas.GeoSeries(shapes, crs=crs).to_crs(own).tolist()
        transform = self.transform(recalc=True)
        mask, spans = polygon_mask(shapes, transform, self.shape, all_touched)
        if invert:
            mask = ~mask
            spans = tuple(
                slice(int(at[0]), int(at[-1]) + 1) if len(at) else slice(0, 0)
                for at in (np.nonzero(mask.any(axis=axis))[0] for axis in (1, 0))
            )
        data = mask
        if self._obj.chunks:
            # One chunk, as dask.array has NumPy's arrays beside its own. Its name says how it was made, for the mask itself is large.
            made_of = tokenize([one.__geo_interface__ for one in shapes], tuple(transform), self.shape, all_touched, invert)
            data = da.from_array(mask, chunks=mask.shape, name=f"array-{made_of}")
        found = self._obj.where(xr.DataArray(data, dims=(self.y_dim, self.x_dim)))
        if drop:
            if not all(span.stop > span.start for span in spans):
                raise NoDataInBounds(f"No data found in bounds. Data variable: {self._obj.name}")
            found.rio._x_dim, found.rio._y_dim = self.x_dim, self.y_dim
            found = found.rio._window(*spans)
        if self.nodata is not None and self.nodata == self.nodata:
            found = found.fillna(self.nodata)
        return self._dressed(found.astype(self._obj.dtype) if found.dtype != self._obj.dtype else found)


@xr.register_dataset_accessor("rio")
class RasterDataset(_Raster):
    """`.rio` of a Dataset: of each variable that has x and y."""

    encoded_nodata = None

    @property
    def vars(self):
        """The variables that have x and y."""
        return [name for name, variable in self._obj.data_vars.items() if {self.x_dim, self.y_dim} <= set(variable.dims)]

    def clip(self, geometries, crs=None, **options):
        """Missing outside of polygons."""
        return self._by_variable("clip", geometries, crs, **options)

    def clip_box(self, minx, miny, maxx, maxy, **options):
        """The pixels that a rectangle meets."""
        return self._by_variable("clip_box", minx, miny, maxx, maxy, **options)
