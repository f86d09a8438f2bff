# Writes the stores that tests/bench/cases.py reads, as Zarr of the lessons' shapes and chunks: into the browser's files for the page,
# into the working folder for real Dask. The numbers of the first are a recipe's, so it is Dasklet that runs this for both.
import dask.array as da
import numpy as np
import xarray as xr

DAYMET = "https://daymeteuwest.blob.core.windows.net/daymet-zarr/daily/hi.zarr"

xr.open_zarr(DAYMET)[["tmin"]].to_zarr("daymet.zarr", mode="w")

temperature = xr.DataArray(
    da.random.default_rng(1).random((365, 500, 500), chunks=(50, 100, 100)),
    dims=("time", "lat", "lon"),
    coords={"time": np.arange(365), "lat": np.linspace(-90, 90, 500), "lon": np.linspace(-180, 180, 500)},
)
temperature.to_dataset(name="temperature").to_zarr("region.zarr", mode="w")
