"""Opening what others stored, and storing: Zarr."""

from .api import load_dataarray, load_dataset, open_dataarray, open_dataset, open_mfdataset
from .zarr import ZarrStore, open_zarr

__all__ = ["ZarrStore", "load_dataarray", "load_dataset", "open_dataarray", "open_dataset", "open_mfdataset", "open_zarr"]
