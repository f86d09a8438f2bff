"""Scenes of Sentinel-2 over the Alps, February and March 2019: their STAC items, and windows of their rasters."""

import json

import _dasklet_recipes


def items():
    """All items, oldest first."""
    return json.loads(_dasklet_recipes.items())["features"]


def read_window(href, row, column, height, width, row_step=1, column_step=1):
    """A window of a raster, `uint16`; 0 where there is no data."""
    return _dasklet_recipes.read_window(
        str(href), int(row), int(column), int(height), int(width), float(row_step), float(column_step)
    )
