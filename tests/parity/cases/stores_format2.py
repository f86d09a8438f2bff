# What xarray reads out of Zarr stores of format 2.
# with: stores
store, s, e = made(2)
# --- cases

s

e

s.temp.encoding["_FillValue"]

s.packed

s["count"].encoding.get("_FillValue")

s.land

reopened(words, 2).name

reopened(words, 2).first.values

s.compute()

s.temp.mean("time")

e.temp.sel(time="2000-02-03", lat=slice(40, -10)).values

s.time.encoding["units"]

xr.open_zarr(store, mask_and_scale=False).packed

xr.open_zarr(store, mask_and_scale=False).temp.attrs

xr.open_zarr(store, consolidated=True)

xr.open_dataset(store, engine="zarr", chunks={}, consolidated=True).temp

s.temp.where(s.land).mean(("lat", "lon"))

xr.open_zarr(store, zarr_format=2).land.sum()
