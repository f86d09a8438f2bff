"""What goes wrong with rasters."""


class RioXarrayError(RuntimeError):
    """Something of rioxarray went wrong."""


class NoDataInBounds(RioXarrayError):
    """Nothing is left."""


class OneDimensionalRaster(RioXarrayError):
    """A raster has only one row or one column."""


class DimensionError(RioXarrayError):
    """A dimension is not as it should be."""


class MissingSpatialDimensionError(DimensionError):
    """There are no dimensions that are known to be x and y."""


class DimensionMissingCoordinateError(RioXarrayError):
    """A dimension has no coordinate."""


class MissingCRS(RioXarrayError):
    """The coordinate reference system is not known."""
