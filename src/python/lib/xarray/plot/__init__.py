"""`.plot`: labelled arrays as pictures, with titles and names of axes from coordinates and attributes."""

from .accessor import DataArrayPlotAccessor, DatasetPlotAccessor, plot
from .facetgrid import FacetGrid
from .lines import hist, line, step
from .maps import contour, contourf, imshow, pcolormesh, surface
from .points import scatter

__all__ = [
    "DataArrayPlotAccessor",
    "DatasetPlotAccessor",
    "FacetGrid",
    "contour",
    "contourf",
    "hist",
    "imshow",
    "line",
    "pcolormesh",
    "plot",
    "scatter",
    "step",
    "surface",
]
