"""Opening what others stored, and storing: Zarr."""

from .api import decode_cf, load_dataarray, load_dataset, open_dataarray, open_dataset, open_mfdataset
from .zarr import ZarrStore, open_zarr

__all__ = ["ZarrStore", "decode_cf", "load_dataarray", "load_dataset", "open_dataarray", "open_dataset", "open_mfdataset", "open_zarr"]
