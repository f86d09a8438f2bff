# Windows: rolling, coarsen, of small, boolean and missing elements.
# with: small
# --- cases

u8.rolling(x=2).construct("w")

u8.rolling(x=3, center=True).construct("w")

u8.rolling(x=3).construct("w", stride=2)

u8.rolling(x=3).construct("w", fill_value=0)

u8.rolling(x=3).construct("w", keep_attrs=False)

u8.rolling(x=3).construct(x="w")

# says: Either window_dim or window_dim_kwargs need to be specified.
u8.rolling(x=3).construct()

i8.rolling(x=2, y=3).construct(x="a", y="b")

i8.rolling(x=2, y=3).construct({"x":"a", "y":"b"}, stride={"y": 2})

i8.rolling(x=2, y=3).construct(x="a", y="b", stride=2, fill_value=0)

# says: Mapping argument is necessary for 2d-rolling.
i8.rolling(x=2, y=3).construct("a")

bo.rolling(x=2).construct("w", fill_value=False)

uz.rolling(x=2).construct("w")

ts.rolling(time=3).construct("w", stride=7)

u8.rolling(x=2).sum()

u8.rolling(x=2).mean()

u8.rolling(x=2).max()

u8.rolling(x=2).min()

u8.rolling(x=2).std()

u8.rolling(x=2).var(ddof=1)

u8.rolling(x=2).median()

u8.rolling(x=2).prod()

u8.rolling(x=2).count()

u8.rolling(x=2).argmax()

u8.rolling(x=2).argmin()

u8.rolling(x=3, min_periods=1).argmax()

g.rolling(y=3, min_periods=1).argmax()

bo.rolling(x=2).sum()

bo.rolling(x=2).mean()

bo.rolling(x=2).max()

bo.rolling(x=2, min_periods=1).count()

# says: Rolling' object has no attribute 'any'
bo.rolling(x=2).any()

# says: Rolling' object has no attribute 'all'
bo.rolling(x=2).all()

i8.rolling(y=2).sum()

i8.rolling(y=2).mean()

i8.rolling(y=2, x=2).sum()

i8.rolling(y=2, x=2, min_periods=1).mean()

i8.rolling(y=2, x=2, center={"x": True, "y": False}, min_periods=1).mean()

i8.rolling({"y": 2}).max(keep_attrs=False)

i8.rolling(y=2).sum(keep_attrs=True)

ts.rolling(time=3, min_periods=1).count()

ts.rolling(time=3).count()

ts.rolling(time=3, min_periods=2).count()

ts.rolling(time=3, min_periods=2).sum()

ts.rolling(time=3, min_periods=2).mean()

ts.rolling(time=3, center=True).mean()

ts.rolling(time=4, center=True, min_periods=1).mean()

ts.rolling(time=3).sum(skipna=False)

ts.rolling(time=3).mean(skipna=True)

ts.rolling(time=3, min_periods=1).std(ddof=1)

ts.rolling(time=3, min_periods=1).sum(min_count=2)

ts.rolling(time=3).reduce(np.sum)

ts.rolling(time=3, min_periods=1).reduce(np.nansum)

ts.rolling(time=3, min_periods=1).reduce(np.sum)

u8.rolling(x=3).reduce(np.max)

u8.rolling(x=3).reduce(np.mean, keep_attrs=False)

# says: min_periods must be greater than zero or None
ts.rolling(time=3, min_periods=0).sum()

# says: window must be > 0
ts.rolling(time=0)

# says: min_periods must be greater than zero or None
ts.rolling(time=3, min_periods=-1)

ts.rolling(time=100).sum()

# says: "Window dimensions ('zz',) not found in DataArray dimensions ('time',)"
ts.rolling(zz=3)

ts.rolling(time=3).mean("time")

tz.rolling(time=3).mean()

tz.rolling(time=3, min_periods=1).count()

tz.rolling(time=3).max()

# value only: what is compared is what it holds
tz.rolling(time=5, center=True).sum()

uz.rolling(x=3).sum()

uz.rolling(x=3).mean()

gs.rolling(y=2).mean()

gs.rolling(y=2).count()

gs.rolling(x=2).sum()

gs.rolling(x=2, y=2).sum()

ds.rolling(x=2).sum()

# says: "Window dimensions ('zz',) not found in Dataset dimensions ('x', 'y')"
ds.rolling(zz=2).sum()

ds.rolling(x=2, min_periods=1).count()

list(ts[:4].rolling(time=2))

[p for _, p in ts[:4].rolling(time=2)]

len(ts.rolling(time=2))

# says: Rolling' object has no attribute 'foo'
u8.rolling(x=2).foo()

i8.coarsen(y=2, boundary="trim").sum()

i8.coarsen(y=2, boundary="trim").mean()

i8.coarsen(y=2, boundary="pad").sum()

i8.coarsen(y=2, boundary="pad").mean()

i8.coarsen(y=2, boundary="pad", side="right").max()

i8.coarsen(y=2, boundary="trim", side="right").min()

i8.coarsen(y=2, boundary="trim", side={"y":"right"}).min()

# says: Could not coarsen a dimension of size 5 with window 2 and boundary='exact'. Try
i8.coarsen(y=2).sum()

# says: bad is invalid for boundary. Valid option is 'exact', 'trim' and 'pad'
i8.coarsen(y=2, boundary="bad").sum()

i8.coarsen(y=2, x=2, boundary="trim").count()

i8.coarsen(y=2, x=2, boundary="trim", coord_func="max").count()

i8.coarsen(y=2, x=2, boundary="trim", coord_func={"y": "min"}).count()

i8.coarsen(y=2, x=2, boundary="trim", coord_func={"y": np.max}).std()

i8.coarsen(y=2, side="bad", boundary="trim").std()

# says: the resolved dtypes are not compatible with add.reduce
g.coarsen(y=3).mean()

# says: the resolved dtypes are not compatible with add.reduce
g.coarsen(y=3).mean(keep_attrs=False)

# says: the resolved dtypes are not compatible with add.reduce
g.coarsen(y=3).reduce(np.nanmax)

# says: the resolved dtypes are not compatible with add.reduce
g.coarsen(y=3).reduce(np.sum)

g.coarsen(y=3).construct(y=("a","b"))

g.coarsen(y=3, x=2).construct(y=("a","b"), x=("c","d"))

g.coarsen(y=3).construct({"y": ("a","b")}, keep_attrs=False)

# says: Window dimensions ('zz',) not found in DataArray dimensions ('x', 'y')
g.coarsen(zz=3).mean()

bo.coarsen(x=2, boundary="trim").any()

bo.coarsen(x=2, boundary="pad").all()

bo.coarsen(x=2, boundary="trim").mean()

ts.coarsen(time=7, boundary="trim").mean()

ts.coarsen(time=7, boundary="pad").mean()

ts.coarsen(time=7, boundary="pad").count()

# says: the resolved dtypes are not compatible with add.reduce
gs.coarsen(y=2).mean()

gs.coarsen(x=2).sum()

# says: the resolved dtypes are not compatible with add.reduce
gs.coarsen(x=2, y=2).median()

# says: the resolved dtypes are not compatible with add.reduce
gz.coarsen(y=3).mean()

# says: the resolved dtypes are not compatible with add.reduce
ds.coarsen(y=2, boundary="trim").prod()

g.drop_vars("lab").coarsen(y=2).max()

g.drop_vars("lab").coarsen(y=4, boundary="pad").mean()

g.drop_vars("lab").coarsen(y=4, boundary="pad", side="right").mean()
