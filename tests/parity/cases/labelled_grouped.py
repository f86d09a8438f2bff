# Groups of chunked arrays: which layers they make, and that they give what NumPy's arrays give.
# with: labelled
years = np.arange("2000-01-01", "2004-01-01", dtype="datetime64[D]").astype("datetime64[us]")
w = np.random.default_rng(1).integers(-20, 20, (1461, 4, 6)).astype("float32")
w[w > 17] = np.nan
daily = xr.DataArray(w, dims=("time", "y", "x"), coords={"time": years, "y": [1, 2, 3, 4]}, name="v", attrs={"units": "m"})
one = daily.chunk(time=-1, y=2, x=3)
many = daily.chunk(time=100, y=2)
monthly = daily.chunk(time=30, y=4)
months = np.arange("2000-01", "2010-01", dtype="datetime64[M]").astype("datetime64[us]")
climate = xr.DataArray(w[:120], dims=("time", "y", "x"), coords={"time": months}, name="c")
sparse = xr.DataArray(w[:20], dims=("time", "y", "x"), coords={"time": years[np.arange(20) * 5 + np.arange(20) // 9 * 40]}, name="s")
whole = daily.fillna(0).astype("int32")
numbers = xr.DataArray(np.where(np.arange(1461) % 7 == 0, np.nan, np.arange(1461) // 50), dims="time", name="number")
mixed = xr.DataArray(np.where(np.arange(1461) % 7 == 0, np.nan, np.arange(1461) % 5), dims="time", name="mixed")
# --- cases

one.resample(time="1YE").sum()

one.resample(time="1YE").sum().where(daily[0].notnull()).sel(time="2001-08-01", method="nearest").data

# ulps: 16, sums are added up in another order
one.resample(time="ME").mean()

one.resample(time="QS").max()

many.resample(time="QS").min()

# ulps: 64, sums are added up in another order
many.resample(time="1YE").std()

# ulps: 64, sums are added up in another order
many.resample(time="1YE").var(ddof=1)

many.resample(time="1YE").count()

many.resample(time="1w").first()

many.resample(time="1w").last()

one.resample(time="1YE").median()

many.resample(time="1YE").prod()

many.resample(time="1YE").any()

many.resample(time="1YE").all()

many.resample(time="1D").sum()

many.groupby(many.time.dt.floor("D")).max(skipna=True)

many.groupby("time.month").sum()

# ulps: 16, sums are added up in another order
many.groupby("time.month").mean()

# ulps: 64, sums are added up in another order
many.groupby("time.month").std()

many.groupby("time.month").first()

many.groupby("time.month").last()

many.groupby("time.season").max()

many.groupby("time.season").any()

many.groupby("time.season").count()

many.groupby("time.month").sum(skipna=False)

many.groupby("time.month").sum(min_count=100)

monthly.groupby("time.month").max()

# ulps: 16, sums are added up in another order
monthly.groupby("time.month").mean()

monthly.groupby("time.dayofyear").max()

# ulps: 64, sums are added up in another order
monthly.groupby("time.dayofyear").std()

climate.chunk(time=1, x=3).groupby("time.month").max()

climate.chunk(time=6).groupby("time.month").sum()

# ulps: 64, sums are added up in another order
climate.chunk(time=6, y=2).groupby("time.month").std()

climate.chunk(time=6, y=2).groupby("time.month").sum(...)

climate.chunk(time=12).groupby("time.month").sum()

many.groupby("time.month").sum(...)

one.groupby("time.month").max(...)

one.groupby("time.month").max(["time", "x"])

many.groupby("time.month").max(["x", "time"])

many.groupby("time.month").max("x")

daily.chunk(time=-1).groupby("time.month").max(["time", "x"])

# value only: NumPy may sort equal labels in any order, and positions are shared by fewer tasks
many.groupby(numbers).sum()

one.groupby(numbers).max()

many.groupby(mixed).max()

many.groupby("y").max()

many.groupby(xr.DataArray([0, 1, 0, 1], dims="y", name="side")).max()

many.transpose("y", "time", "x").groupby("time.month").max()

many.transpose("y", "x", "time").groupby("time.month").max()

daily[:, 0, 0].chunk(time=100).groupby("time.month").max()

whole.chunk(time=100).groupby("time.month").sum()

whole.chunk(time=100).groupby("time.month").max()

whole.chunk(time=100).groupby("time.month").mean()

# says: chunking is not right
whole.chunk(time=100).groupby("time.month").first()

whole.chunk(time=-1).groupby("time.month").first()

(many > 0).groupby("time.month").sum()

(many > 0).groupby("time.month").max()

(many > 0).groupby("time.month").any()

# ulps: 16, sums are added up in another order
(many > 0).groupby("time.month").mean()

sparse.chunk(time=20).resample(time="1w").sum()

sparse.chunk(time=20).resample(time="1w").max()

sparse.chunk(time=6).resample(time="1w").count()

sparse.fillna(0).astype("int32").chunk(time=20).resample(time="1w").sum()

sparse.resample(time="1w").sum()

sparse.resample(time="1w").max()

sparse.resample(time="1w").count()

sparse.resample(time="1w").first()

sparse.fillna(0).astype("int32").resample(time="1w").sum()

sparse.fillna(0).astype("int32").resample(time="1w").max()

daily.groupby("time.month").max()

daily.groupby("time.month").median()

daily.groupby("time.month").first()

daily.groupby("time.month").last(skipna=False)

daily.groupby("time.month").count(...)

daily.groupby(numbers).sum()

whole.groupby("time.month").sum(min_count=1)

(daily > 0).groupby("time.month").all()

(daily > 0).groupby("time.month").max()

xr.Dataset({"v": many, "w": daily[0].drop_vars("time")}, attrs={"of": "test"}).groupby("time.month").max()

xr.Dataset({"v": many.transpose("y", "time", "x"), "n": whole}).resample(time="1YE").sum()

one.resample(time="1YE").sum(keep_attrs=False)

# ulps: 64, sums are added up in another order
many.groupby("time.month") - many.groupby("time.month").mean()
