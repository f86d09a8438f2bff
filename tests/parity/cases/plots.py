# Pictures: limits, ticks, texts, colours and reprs, as Matplotlib and xarray have them. What is drawn is not compared.
import io
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
import matplotlib.dates as mdates
import matplotlib.lines
import matplotlib.ticker as ticker
import xarray as xr

x = np.linspace(0, 10, 50)
days = np.arange(np.datetime64("2018-01-01"), np.datetime64("2020-01-01")).astype("datetime64[ns]")
lat = np.arange(-88.75, 90, 2.5)
lon = np.arange(-180, 180, 5.0)
field = np.cos(np.radians(lat))[:, None] * 40 + 5 * np.sin(np.radians(lon))[None, :] + 250
tas = xr.DataArray(field, dims=("lat", "lon"), name="tas", attrs={"units": "K", "long_name": "Near-surface air temperature of the day"},
    coords={"lat": ("lat", lat, {"units": "degrees_north", "standard_name": "latitude"}), "lon": ("lon", lon, {"units": "degrees_east"}), "time": np.datetime64("2020-12-31", "ns")})
series = xr.DataArray(np.sin(np.arange(len(days)) / 58.0) * 10, dims="time", coords={"time": days, "lat": 45.0}, name="tmin", attrs={"units": "degC"})
months = xr.concat([tas * k for k in (1.0, 1.1, 1.2)], dim="month").assign_coords(month=[1, 2, 3])


def fresh(**options):
    plt.close("all")
    return plt.subplots(**options)[1]


def numbers(values):
    return [float(f"{float(value):.9g}") for value in values]


def texts(labels):
    return [label.get_text() for label in labels]


def seen(axis):
    low, high = sorted(axis.get_view_interval())
    return [text for loc, text in zip(axis.get_ticklocs(), texts(axis.get_ticklabels())) if low <= loc <= high]


def words(ax):
    return [ax.get_title(), ax.get_xlabel(), ax.get_ylabel()]


def drawn(draw):
    ax = fresh()
    draw(ax)
    buffer = io.BytesIO()
    ax.figure.savefig(buffer, format="svg")
    return buffer.getvalue()


def differs(draw, otherwise):
    """Whether what is given for the second is seen."""
    return drawn(draw) != drawn(otherwise)


def dated(locator, *ends):
    ax = fresh()
    ax.plot([np.datetime64(end) for end in ends], range(len(ends)))
    ax.xaxis.set_major_locator(locator)
    ax.figure.savefig(io.BytesIO(), format="svg")
    return [str(date)[:16] for date in mdates.num2date(ax.get_xticks())], texts(ax.get_xticklabels())


def log_ticks(low, high, **scale):
    ax = fresh()
    ax.set_yscale("log", **scale)
    ax.set_ylim(low, high)
    return numbers(ax.get_yticks()), texts(ax.get_yticklabels()), numbers(ax.get_yticks(minor=True))


def limits(ax):
    return numbers([*ax.get_xlim(), *ax.get_ylim()])


def looks(made):
    bar = made.colorbar
    return [numbers(made.get_clim()), made.cmap.name, type(made.norm).__name__, getattr(made, "levels", None), bar and [bar.extend, numbers(bar.ax.get_ylim()), numbers(bar.get_ticks())]]


cells = np.arange(12.0).reshape(3, 4)
board = xr.DataArray(np.arange(20.0).reshape(4, 5) - 6, dims=("y", "x"), coords={"y": [10, 20, 30, 40], "x": [0, 1, 2, 3, 4.0]}, name="board")


# --- cases
# Axes say their title and names.
ax = fresh()
ax.set(title="Waves", xlabel="time [s]", ylabel="y")
repr(ax)

repr(fresh())

repr(fresh().set_title("t"))

repr(fresh().text(1, 2.5, "words"))

repr(fresh().bar(["a", "b"], [1, 2]))

repr(fresh().figure)

str(fresh(figsize=(12, 6)).figure)

# known: objects in lists are shown as IPython shows them, without the word "object"
# ours: [<matplotlib.lines.Line2D
repr(fresh().plot([1, 2])).split(" at ")[0]

# Limits have margins, unless bars stand on them.
ax = fresh()
ax.plot(x, np.sin(x))
numbers([*ax.get_xlim(), *ax.get_ylim()])

ax = fresh()
ax.bar([1, 2, 3], [3, 5, 2])
numbers([*ax.get_xlim(), *ax.get_ylim()])

ax = fresh()
ax.barh([1, 2, 3], [3, -5, 2])
numbers([*ax.get_xlim(), *ax.get_ylim()])

ax = fresh()
ax.imshow(field)
numbers([*ax.get_xlim(), *ax.get_ylim()])

ax = fresh()
ax.imshow(field, origin="lower", extent=(-180, 180, -90, 90))
numbers([*ax.get_xlim(), *ax.get_ylim()])

ax = fresh()
ax.pcolormesh(lon, lat, field)
numbers([*ax.get_xlim(), *ax.get_ylim()])

ax = fresh()
ax.semilogy(x + 1, np.exp(x))
numbers([*ax.get_xlim(), *ax.get_ylim()])

ax = fresh()
ax.plot([5], [7])
numbers([*ax.get_xlim(), *ax.get_ylim()])

ax = fresh()
ax.plot([], [])
numbers([*ax.get_xlim(), *ax.get_ylim()])

ax = fresh()
ax.plot([1, np.nan, 3], [np.inf, 2, 4])
numbers([*ax.get_xlim(), *ax.get_ylim()])

ax = fresh()
ax.plot(days, np.arange(len(days)))
numbers(ax.get_xlim())

ax = fresh()
ax.scatter(x, x**2, c=x)
ax.set_xlim(2, None)
ax.invert_yaxis()
numbers([*ax.get_xlim(), *ax.get_ylim()])

ax = fresh()
ax.fill_between(x, np.sin(x), 0, where=np.sin(x) > 0)
numbers([*ax.get_xlim(), *ax.get_ylim()])

# Axes that share limits do.
a, b = fresh(nrows=2, sharex=True)
a.plot([0, 1], [0, 1])
b.plot([5, 20], [0, 1])
numbers([*a.get_xlim(), *b.get_xlim()])

# Ticks are round numbers.
ax = fresh()
ax.set(xlim=(0, 37), ylim=(1e-5, 9e-5))
[numbers(ax.get_xticks()), numbers(ax.get_yticks())]

ax = fresh()
ax.set(xlim=(100000, 100010), ylim=(0, 3e7))
[seen(ax.xaxis), seen(ax.yaxis)]

# Dates in full.
ax = fresh()
ax.plot(days, np.arange(len(days)))
seen(ax.xaxis)

# Dates of a few hours.
ax = fresh()
ax.plot(np.arange(np.datetime64("2020-05-05T03"), np.datetime64("2020-05-06T14"), np.timedelta64(1, "h")), np.arange(35))
seen(ax.xaxis)

# A locator of one's own.
ax = fresh()
ax.plot(days, np.arange(len(days)))
ax.xaxis.set_major_locator(mdates.MonthLocator(bymonth=[1, 7]))
ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
seen(ax.xaxis)

# Categories.
ax = fresh()
ax.bar(["a", "b", "c"], [1, 2, 3])
texts(ax.get_xticklabels())

ax = fresh()
ax.set_xticks([0, 5, 10], ["low", "middle", "high"])
texts(ax.get_xticklabels())

# Histograms count.
counts, edges, patches = fresh().hist(np.sin(np.arange(1000)), bins=7)
[numbers(counts), numbers(edges), len(patches)]

counts, edges, patches = fresh().hist(np.sin(np.arange(1000)), bins=5, density=True, cumulative=True)
numbers(counts)

# Colours.
[line.get_color() for line in fresh().plot(np.zeros((3, 4)))]

matplotlib.colors.to_hex("steelblue")

numbers(matplotlib.colors.to_rgba("C1", 0.5))

numbers(matplotlib.colors.LogNorm(1, 1000)([1, 10, 1000]))

numbers(matplotlib.colors.TwoSlopeNorm(0, -10, 30)([-10, 0, 15]))

matplotlib.colormaps["viridis"].name

numbers(matplotlib.colormaps["Greys_r"](0.0))

# says: is not a valid value for loc
fresh().legend(loc="uper left")

# says: x and y must have same first dimension, but have shapes (3,) and (2,)
fresh().plot([1, 2, 3], [1, 2])

# says: Line2D.set() got an unexpected keyword argument 'colr'
fresh().plot([1, 2], colr="red")

# says: is not a valid format string
fresh().plot([1, 2], "zz")

# says: Invalid RGBA argument: 'blu'
matplotlib.colors.to_rgba("blu")

# says: 'c' argument has 2 elements, which is inconsistent with 'x' and 'y' with size 3.
fresh().scatter([1, 2, 3], [1, 2, 3], c=[1.0, 2.0])

# says: No mappable was found to use for colorbar creation
plt.close("all")
plt.colorbar()

# Colour bars.
ax = fresh()
bar = ax.figure.colorbar(ax.imshow(field), ax=ax, label="K")
[bar.ax.get_ylabel(), numbers(bar.ax.get_ylim()), len(ax.figure.axes)]

ax = fresh()
contours = ax.contourf(lon, lat, field, levels=9)
numbers(contours.levels)

numbers(fresh().contour(lon, lat, field).levels)

numbers(fresh().contourf(lon, lat, field, extend="both").levels)

# Legends.
ax = fresh()
ax.plot(x, label="a")
ax.plot(x, label="_b")
ax.fill_between(x, x, label="c")
texts(ax.legend().get_texts())

# The lesson's series.
ax = fresh(figsize=(12, 6))
series.plot(ax=ax)
[*words(ax), *seen(ax.xaxis)]

# The lesson's map.
ax = fresh()
mesh = tas.plot()
[type(mesh).__name__, mesh.cmap.name, *map(str, numbers(mesh.get_clim())), *words(plt.gca()), plt.gcf().axes[1].get_ylabel()]

# Around zero.
ax = fresh()
mesh = (tas - 260).plot()
[mesh.cmap.name, *map(str, numbers(mesh.get_clim()))]

ax = fresh()
mesh = tas.plot(robust=True)
numbers(mesh.get_clim())

ax = fresh()
mesh = (tas - 260).plot(vmin=-5)
[mesh.cmap.name, *map(str, numbers(mesh.get_clim()))]

ax = fresh()
mesh = tas.plot(center=270)
numbers(mesh.get_clim())

ax = fresh()
mesh = tas.plot(levels=6)
numbers(mesh.norm.boundaries)

ax = fresh()
picture = tas.plot.imshow(vmin=250, add_colorbar=False)
[numbers(picture.get_extent()), numbers(picture.get_clim()), numbers(ax.get_ylim()), words(ax)]

ax = fresh()
numbers(tas.plot.contourf(levels=8).levels)

ax = fresh()
tas.plot(x="lat", y="lon", yincrease=False)
[*words(ax), *map(str, numbers(ax.get_ylim()))]

# Lines by a coordinate.
ax = fresh()
lines = months.isel(lon=0).isel(lat=slice(0, 72, 12)).plot.line(x="month")
[str(len(lines)), *words(ax), ax.get_legend().get_title().get_text(), *texts(ax.get_legend().get_texts())]

# Facets.
grid = months.plot(col="month", col_wrap=2)
[*(ax.get_title() for ax in grid.axs.flat), grid.axs[1, 0].get_xlabel(), grid.axs[0, 0].get_ylabel(), str(len(grid.fig.axes)), str(grid.fig)]

# A histogram of all.
ax = fresh()
counts, edges, patches = months.plot()
[numbers(counts), words(ax)]

# says: Only 1d and 2d plots are supported for facets
xr.DataArray(np.zeros((2, 2, 2, 2))).plot(col="dim_0")

# says: For 2D inputs, please specify either hue, x or y.
tas.plot.line()

# says: x must be one of None, 'lat', 'lon', 'time'. Received 'latitude' instead.
tas.plot(x="latitude")

# says: No numeric data to plot.
xr.DataArray(1.0).plot()

# A Dataset's variables against each other.
ax = fresh()
points = xr.Dataset({"a": series, "b": series * 2}).plot.scatter(x="a", y="b")
[type(points).__name__, *words(ax)]

# Names of columns stand for them in every kind of plot that takes data.
fig, ax = plt.subplots()
columns = {"first": [1, 2, 3.0], "second": [3, 1, 2.0]}
line, step = ax.plot("first", "second", "-", data=columns)[0], ax.step("first", "second", "-", data=columns)[0]
line.get_ydata().tolist(), step.get_xdata().tolist(), len(ax.fill("first", "second", "b", data=columns))

# Bounds keep the direction of an axis.
fig, ax = plt.subplots()
ax.set_xlim(5, 1)
ax.set_xbound(0, 9)
whole = ax.get_xlim()
ax.set_xbound(2)
[float(limit) for limit in whole + ax.get_xlim()]

# says: foo
fig, ax = plt.subplots()
ax.axis(foo=1)

fig, ax = plt.subplots()
ax.hist2d([1, 1, 1, 2], [1, 1, 1, 2], bins=2, cmax=2)[0]

fig, ax = plt.subplots()
ax.set_prop_cycle("color", ["r", "g"])
ax.plot([1, 2])[0].get_color(), ax.plot([1, 2])[0].get_color()

fig, ax = plt.subplots()
points = ax.scatter([1, 2], [1, 2], c=[1, 2])
[str(label) for label in points.legend_elements(fmt="{x:.2f}")[1]]

# says: already registered
matplotlib.colormaps.register(matplotlib.colormaps["viridis"], name="viridis")

# What is given for looks is seen, or refused.
[differs(lambda ax: ax.plot([0, 1], [0, 2]), lambda ax: ax.plot([0, 1], [0, 2], transform=ax.transAxes)),
 differs(lambda ax: ax.imshow(cells), lambda ax: ax.imshow(cells, interpolation="bilinear")),
 differs(lambda ax: ax.imshow(cells), lambda ax: ax.imshow(cells, alpha=cells / 12)),
 differs(lambda ax: ax.imshow(cells), lambda ax: ax.imshow(cells, zorder=10)),
 differs(lambda ax: ax.pcolormesh(cells), lambda ax: ax.pcolormesh(cells, edgecolors="k", linewidth=4)),
 differs(lambda ax: ax.contour(cells), lambda ax: ax.contour(cells, origin="lower")),
 differs(lambda ax: ax.bar([1, 2], [1, 2]), lambda ax: ax.bar([1, 2], [1, 2], zorder=10)),
 differs(lambda ax: ax.plot([0, 5], [0, 5]) and ax.set_xlim(1, 3), lambda ax: ax.plot([0, 5], [0, 5], clip_on=False) and ax.set_xlim(1, 3)),
 differs(lambda ax: ax.scatter([1, 2], [1, 2], edgecolors="k"), lambda ax: ax.scatter([1, 2], [1, 2], edgecolors="k", linestyle="--"))]

[differs(lambda ax: ax.text(0.5, 0.5, "a"), lambda ax: ax.text(0.5, 0.5, "a", alpha=0.3)),
 differs(lambda ax: ax.set_title("a"), lambda ax: ax.set_title("a", alpha=0.3)),
 differs(lambda ax: ax.set_title("a"), lambda ax: ax.set_title("a", backgroundcolor="r")),
 differs(lambda ax: ax.set_title("a"), lambda ax: ax.set_title("a", bbox=dict(boxstyle="round,pad=0.5", fc="w"))),
 differs(lambda ax: ax.annotate("a", (0.5, 0.5)), lambda ax: ax.annotate("a", (0.5, 0.5), bbox=dict(fc="w"))),
 differs(lambda ax: ax.set_xlabel("a"), lambda ax: ax.set_xlabel("a", x=0.9)),
 differs(lambda ax: ax.set_ylabel("a"), lambda ax: ax.set_ylabel("a", y=0.9)),
 differs(lambda ax: ax.text(0.5, 0.5, "abc", rotation=45, ha="right"), lambda ax: ax.text(0.5, 0.5, "abc", rotation=45, ha="right", rotation_mode="anchor")),
 differs(lambda ax: ax.set_xticks([0, 1], ["a", "b"]), lambda ax: ax.set_xticks([0, 1], ["a", "b"], fontweight="bold"))]

[differs(lambda ax: ax.minorticks_on(), lambda ax: (ax.minorticks_on(), ax.tick_params(which="minor", length=10))),
 differs(lambda ax: ax.minorticks_on(), lambda ax: (ax.minorticks_on(), ax.grid(which="minor"))),
 differs(lambda ax: ax.grid(), lambda ax: (ax.grid(), ax.tick_params(grid_color="r"))),
 differs(lambda ax: ax.tick_params(top=True), lambda ax: ax.tick_params(top=True, bottom=False)),
 differs(lambda ax: ax.set_xlabel("a"), lambda ax: (ax.set_xlabel("a"), ax.tick_params(labelbottom=False, labeltop=True))),
 differs(lambda ax: ax.set_xlabel("a"), lambda ax: (ax.set_xlabel("a"), ax.xaxis.set_label_position("top"))),
 differs(lambda ax: (ax.plot([1, 2], label="a"), ax.legend()), lambda ax: (ax.plot([1, 2], label="a"), ax.legend(fancybox=False))),
 differs(lambda ax: (ax.plot([1, 2], label="a"), ax.legend()), lambda ax: (ax.plot([1, 2], label="a"), ax.legend(labelcolor="linecolor"))),
 differs(lambda ax: (ax.plot([1, 2], label="a"), ax.legend()), lambda ax: (ax.plot([1, 2], label="a"), ax.legend(prop={"weight": "bold"})))]

# What is drawn in shares of the frame has no part in limits.
ax = fresh()
ax.plot([0, 1], [0, 5])
ax.plot([0, 9], [0, 99], transform=ax.transAxes)
ax.plot([3], [77], transform=ax.get_xaxis_transform())
numbers((*ax.get_xlim(), *ax.get_ylim()))

# says: aliases of one another
fresh().plot([1, 2], lw=2, linewidth=3)

# says: outside 0-1 range
fresh().plot([1, 2], alpha=2)

# says: numeric
fresh().plot([1, 2], alpha="x")

# says: 'major', 'minor', 'both'
fresh().tick_params(which="most", length=2)

# says: not allowed
fresh().axhline(1, transform=fresh().transAxes)

# says: Length of x (5) must match
fresh().contour(range(5), range(3), cells)

# says: Length of y (4) must match
fresh().contourf(range(4), range(4), cells)

# ours: NotImplementedError
# known: areas have no hatches here
fresh().bar([1, 2], [1, 2], hatch="//")

# Settings are of their kinds, and looks are those of the settings when something is made.
# says: Could not convert 'foo' to float
matplotlib.rcParams["lines.linewidth"] = "foo"

# says: Cannot convert 'foo' to bool
matplotlib.rcParams["axes.grid"] = "foo"

# says: does not look like a color
matplotlib.rcParams["axes.edgecolor"] = "foo"

# says: Expected 2 values
matplotlib.rcParams["figure.figsize"] = (1, 2, 3)

# says: 'out', 'in', 'inout'
matplotlib.rcParams["xtick.direction"] = "foo"

# says: Unrecognized key "lines.foo"
plt.rc("lines", foo=3)

with plt.rc_context({"lines.linewidth": "3", "font.size": 20, "axes.labelcolor": "r", "text.color": "b", "axes.titlesize": "small"}):
    plt.rc("lines", ls="--", mew=2)
    ax = fresh()
line = ax.plot([1, 2])[0]
with plt.rc_context({"lines.linewidth": "3", "lines.markersize": 9}):
    other = ax.plot([1, 2], lw=None)[0]
[line.get_linewidth(), line.get_linestyle(), other.get_linewidth(), other.get_markersize(), ax.xaxis.label.get_color()]

with plt.style.context("dark_background"):
    ax = fresh()
    line = ax.plot([1, 2])[0]
    words_in = ax.text(0, 0, "a").get_color()
numbers([*ax.figure.get_facecolor(), *ax.get_facecolor()]), line.get_color(), words_in, ax.spines["left"].get_edgecolor(), matplotlib.colors.to_hex("C1")

with plt.style.context(["ggplot", {"axes.facecolor": "r"}]):
    found = fresh().get_facecolor(), matplotlib.colors.to_hex("C0"), matplotlib.rcParams["axes.grid"], matplotlib.rcParams["axes.labelsize"]
found

ax = fresh()
ax.set_prop_cycle(plt.cycler(color=["r", "g"]))
first = ax.plot([1, 2])[0].get_color()
ax.set_prop_cycle(None)
first, numbers(ax.plot([1, 2])[0].get_color()), repr(plt.cycler("color", ["r"])), len(matplotlib.rcParams["axes.prop_cycle"].by_key()["color"])

ax = fresh()
bars = ax.bar([1], [2], color="r", alpha=0.5, edgecolor="k")
bars[0].get_facecolor(), bars[0].get_edgecolor(), ax.bar([1], [2])[0].get_edgecolor()

ax = fresh()
[ax.scatter([1, 2], [1, 2], color="r").get_facecolor(), ax.fill_between([1, 2], [1, 2], color="g", alpha=0.5).get_facecolor(), ax.vlines([1], 0, 1, colors="b").get_color(), ax.scatter([1], [2], facecolors="none", edgecolors="k").get_edgecolor()]

[matplotlib.colors.to_rgba_array("none").shape, matplotlib.colors.to_rgba_array((1, 0, 0)), matplotlib.colors.to_rgba_array(["r", "0.5"])]

# ours: NotImplementedError
# known: some styles only are here
with plt.style.context("classic"):
    pass

# Dates that a locator chooses, counted from before the view, and what labels say of them.
year = "2020-01-01T00", "2021-03-01T00"
[dated(mdates.MonthLocator(interval=6), *year), dated(mdates.MonthLocator(interval=3), *year), dated(mdates.MonthLocator(bymonth=[1, 7]), *year), dated(mdates.MonthLocator(bymonthday=-1, interval=2), *year)]

year = "1999-05-01T00", "2021-03-01T00"
[dated(mdates.YearLocator(5), *year), dated(mdates.YearLocator(2, month=7, day=4), *year), dated(mdates.MonthLocator(bymonth=(3, 6), interval=9), *year)]

days_of = "2020-01-01T00", "2020-01-13T07"
[dated(mdates.DayLocator(interval=2), *days_of), dated(mdates.DayLocator(bymonthday=[1, 15]), *days_of), dated(mdates.WeekdayLocator(byweekday=mdates.MO, interval=2), *days_of), dated(mdates.HourLocator(byhour=[0, 6, 12, 18]), *days_of), dated(mdates.HourLocator(interval=11), *days_of)]

hours_of = "2020-01-01T00", "2020-01-01T09:10"
[dated(mdates.HourLocator(interval=5), *hours_of), dated(mdates.MinuteLocator(interval=50), *hours_of), dated(mdates.MinuteLocator(byminute=[0, 15]), *hours_of), dated(mdates.YearLocator(), *hours_of), dated(mdates.MonthLocator(), *hours_of)]

# Ticks of logarithmic axes, of any base.
[log_ticks(1e-3, 1e8), log_ticks(1, 1e3), log_ticks(1e-10, 1e10), log_ticks(2, 9), log_ticks(1, 20), log_ticks(5, 5e14), log_ticks(21, 24), log_ticks(3, 700, base=2), log_ticks(3, 700, subs=[2, 5])]

ax = fresh()
ax.set_yscale("log")
ax.set_ylim(1, 1000)
ax.set_yticks([20, 50, 200])
few = texts(ax.get_yticklabels())
ax.yaxis.set_major_locator(ticker.LogLocator())
ax.yaxis.set_major_formatter(ticker.LogFormatter())
few, texts(ax.get_yticklabels())

# Locators of numbers.
made = [ticker.MaxNLocator(4, steps=[1, 5, 10]), ticker.MaxNLocator(6, steps=[1, 2, 4]), ticker.MaxNLocator(4, symmetric=True), ticker.MaxNLocator(5, integer=True, steps=[3]), ticker.MaxNLocator(3, prune="both"), ticker.FixedLocator([1, 2, 3, 4, 5, 6, 7], nbins=3), ticker.IndexLocator(2, 0.5), ticker.LogLocator(base=2), ticker.LogLocator(subs=[1, 2, 5]), ticker.LogLocator(numticks=4)]
[numbers(locator.tick_values(low, high)) for locator in made for low, high in [(1.3, 9.7), (20012.0, 20013.5), (0.001, 0.2)]]

ax = fresh()
ax.plot([0, 9], [0, 9])
ax.locator_params(nbins=3)
[numbers(ax.get_xticks()), numbers(ax.get_yticks())]

ax = fresh()
ax.plot([1, 9], [0, 9])
ax.xaxis.set_major_locator(ticker.IndexLocator(2, 0.5))
ax.set_yticks([0, 4, 8])
ax.get_xticks(), ax.get_yticks()

ax = fresh()
ax.xaxis.set_major_formatter(ticker.PercentFormatter(1))
wide = texts(ax.get_xticklabels())
ax.set_xlim(0, 0.012)
wide, texts(ax.get_xticklabels())

# says: increasing sequence
ticker.MaxNLocator(steps=[3, 2])

# says: not a valid value for scale
fresh().set_xscale("foo")

# says: unexpected keyword argument 'base'
fresh().set_xscale("linear", base=2)

# Limits look at what is plotted, not at what is added.
ax = fresh()
ax.add_patch(plt.Rectangle((0, 0), 5, 7))
ax.add_artist(matplotlib.lines.Line2D([0, 50], [0, 70]))
before = limits(ax)
ax.plot([1, 2], [1, 2])
before, limits(ax)

ax = fresh()
ax.add_patch(plt.Circle((1, 2), 3))
before = limits(ax)
ax.autoscale_view()
before, limits(ax)

found = []
for kind in ("tight", "auto", "equal", "scaled", "image", "square"):
    ax = fresh()
    empty = numbers(ax.axis(kind))
    ax = fresh()
    ax.plot([0, 1], [0, 3])
    full = numbers(ax.axis(kind))
    ax.plot([5], [6])
    found.append((empty, full, limits(ax)))
found

ax = fresh()
ax.stackplot([1, 2, 3], [1, 2, 3], [1, 1, 1])
limits(ax)

ax = fresh()
ax.set_yscale("log")
limits(ax)

# says: is not finite
fresh().hist([1, np.inf])

[fresh().hist([1, 2, 2, 3], bins=3, cumulative=-1)[0], fresh().hist([1, np.nan, 2, 3], bins=3, weights=[1, 2, 3, 4])[0], fresh().hist([[1, 2, 2], [3, 4, 9]], bins=3, density=True, stacked=True)[0], fresh().hist([[1, 2, 2], [3, 4, 9]], bins=4)[0], fresh().hist([1, np.nan, 5], bins=[0, 2, 6])[0]]

[plt.cm.tab10(3), plt.cm.tab10(np.nan), plt.cm.tab10(-1.0), plt.cm.tab10(4, bytes=True), plt.cm.tab10([1, 2], alpha=[0.5, 0.25]), "viridis" in plt.colormaps()]

# Colour bars have the values of their steps along them.
found = []
for draw in (lambda: plt.contour(cells), lambda: plt.contourf(cells), lambda: plt.contourf(cells, [0, 5, 10], extend="both"), lambda: plt.contourf(cells, [1, 2, 5, 10], cmap="Blues"),
    lambda: plt.contour(cells, colors="k"), lambda: plt.pcolormesh(cells, norm=matplotlib.colors.BoundaryNorm([0, 1, 5, 9], 3)), lambda: plt.pcolormesh(cells, norm=matplotlib.colors.BoundaryNorm(np.arange(-12, 13), 24)),
    lambda: plt.imshow(cells * 0), lambda: plt.imshow(cells * np.nan), lambda: plt.imshow(cells * 0 + 4), lambda: plt.imshow(cells, vmin=-3)):
    plt.close("all")
    made = draw()
    bar = plt.colorbar(made)
    found.append((numbers(bar.ax.get_ylim()), numbers(bar.get_ticks()), texts(bar.ax.get_yticklabels()), bar.extend, numbers(made.get_clim())))
found

plt.close("all")
bar = plt.colorbar(plt.contourf(cells, [0, 5, 10]), orientation="horizontal", ticks=[0, 10])
before = numbers(bar.get_ticks()), numbers(bar.ax.get_xlim())
bar.set_ticks([0, 7], labels=["a", "b"])
before, numbers(bar.get_ticks()), texts(bar.ax.get_xticklabels())

# Labelled arrays: limits, levels and names of colours.
found = []
for draw in (lambda: board.plot(levels=5), lambda: board.plot(levels=[-6.0, 0, 5, 13]), lambda: board.plot.contourf(), lambda: board.plot.contour(), lambda: board.plot.contourf(levels=4), lambda: board.plot(levels=5, vmin=0),
    lambda: board.plot(center=2), lambda: board.plot(vmin=-2, vmax=3), lambda: (board * np.nan).plot(), lambda: (abs(board) + 1).plot(norm=matplotlib.colors.BoundaryNorm([0, 3, 6, 9], 256))):
    plt.close("all")
    found.append(looks(draw()))
found

# says: Cannot supply vmin and a norm with a different vmin
(abs(board) + 1).plot(norm=matplotlib.colors.LogNorm(1, 10), vmin=2)

found = []
for options in ({}, {"origin": "upper"}, {"origin": "lower"}, {"yincrease": False}, {"xincrease": False}):
    plt.close("all")
    image = board.plot.imshow(**options)
    found.append((limits(plt.gca()), numbers(image.get_extent())))
plt.close("all")
board.assign_coords(x=list("abcde")).plot()
named = limits(plt.gca())
plt.close("all")
board.plot(infer_intervals=False)
found, named, limits(plt.gca())

plt.close("all")
colours = xr.DataArray(np.arange(60.0).reshape(4, 5, 3), dims=("y", "x", "band"))
image = colours.plot.imshow(vmax=50)
stretched = image.get_array().max(), image.get_array().min()
plt.close("all")
stretched, colours.plot.imshow(robust=True).get_array()[0, 0]

found = []
for draw in (lambda: board.plot.scatter(x="x", y="board"), lambda: series[:9].plot.scatter(y="tmin", x="time")):
    plt.close("all")
    draw()
    found.append((limits(plt.gca()), words(plt.gca())))
found

plt.close("all")
grid = months.plot(col="month")
grid.map(lambda: plt.text(0, 0, "here"))
[texts(ax.texts) for ax in grid.axs.ravel()]

# A text is no date to a single place, but is in a list.
# says: Failed to convert value(s) to axis units: '2018-01-05'
series.plot(xlim=("2018-01-05", "2018-01-20"))

plt.close("all")
series.plot(xticks=["2018-01-05", "2018-01-20"], xlim=(np.datetime64("2018-01-01"), np.datetime64("2018-02-01")))
numbers(plt.gca().get_xticks()), limits(plt.gca())[:2]

# What was plotted is told as it was given.
ax = fresh()
lines = ax.plot([1, 2], [3, 4]) + ax.plot(days[:2], np.array([1, 2], dtype="float32")) + ax.plot(np.arange(6).reshape(3, 2))
[[line.get_xdata(), line.get_ydata(), line.get_ydata(orig=False)] for line in lines[:1] + lines[2:]], lines[1].get_xdata(), lines[1].get_xdata(orig=False)

ax = fresh()
line = ax.plot([1, 2], lw=3, ls="dashed")[0]
line.set_data([5, 6], [7, 8])
line.get_linewidth(), line.get_linestyle(), ax.plot([1], "r")[0].get_color(), line.get_xydata()

columns = {"a": [1, 2], "b": [3, 4]}
ax = fresh()
[ax.plot("a", "b", data=columns)[0].get_label(), ax.plot("b", data=columns)[0].get_label(), ax.plot("a", "b", "r--", data=columns)[0].get_label(), ax.scatter("a", "b", data=columns).get_label(), ax.plot("a", "b", data=columns, label="mine")[0].get_label()]

plt.close("all")
plt.figure("name")
plt.figure(7)
plt.figure("name").get_label(), plt.gcf().number, plt.get_fignums(), plt.fignum_exists("name")

title, limits_of_x = fresh().set(title="a", xlim=(0, 1))
title.get_text(), limits_of_x

ax = fresh()
stems = ax.stem([1, 2, 3], [3, 1, 2], label="s")
repr(stems), stems.markerline.get_ydata(), stems.get_label(), plt.setp(ax.plot([1, 2]), lw=3), plt.getp(ax.lines[0], "lw")

# says: No mappable was found
fresh().imshow(cells)
fresh()
plt.colorbar()

# says: You must first define an image
fresh()
plt.clim(0, 1)

# says: not a valid value for projection
plt.axes(projection="foo")

# says: Invalid value for 'layout'
plt.subplots(layout="foo")

# says: 'x', 'y', 'both'
fresh().grid(axis="z")

# says: unexpected keyword argument 'bogus'
fresh().legend(bogus=1)

# says: Either colors or cmap must be None
fresh().contour(cells, colors="r", cmap="jet")

# says: at least 2 levels
fresh().contourf(cells, levels=[3])

# A map that goes round comes back; eight bits are near enough.
[plt.get_cmap(name).N for name in ("twilight", "twilight_r", "viridis")], [int(np.abs(np.asarray(plt.get_cmap(name)(np.linspace(0, 1, 9), bytes=True)).astype("int64") - np.array(near)).max()) <= 3 for name, near in [("twilight", [[225, 216, 226, 255], [148, 180, 198, 255], [97, 117, 186, 255], [89, 42, 143, 255], [47, 20, 54, 255], [115, 29, 78, 255], [178, 86, 82, 255], [204, 163, 137, 255], [225, 216, 225, 255]])]]
