# What lines and colour maps tell of themselves.
import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

fig, ax = plt.subplots()

# --- cases
# Lines keep what they were given
[line.get_data() for line in ax.plot([1, 2, 3]) + ax.plot([1, 2], [[1, 2], [3, 4]]) + ax.plot(5, 6)]

(line,) = ax.plot(np.array([1, 2], "f4"), np.array([1, 2], "i2"))
line.get_xdata(), line.get_ydata(), line.get_ydata(orig=False), line.get_xydata()

(line,) = ax.plot(pd.date_range("2000", periods=2), [1, 2])
line.get_xdata(), line.get_xdata(orig=False)

(line,) = ax.plot(["a", "b"], [1, 2])
line.get_xdata()

(line,) = ax.plot([1, 2])
line.set_data([3, 4], [5, 6])
line.get_data(), line.get_ydata(orig=False)

# Margins stay
ax.plot([0, 1], [0, 5])
ax.axis("tight")

# says: Length of x (5) must match number of columns in z (4)
ax.contour(np.arange(5), np.arange(3), np.zeros((3, 4)))

# says: Length of y (2) must match number of rows in z (3)
ax.contourf(np.arange(4), np.arange(2), np.zeros((3, 4)))

# says: Number of dimensions of x (2) and y (1) do not match
ax.contourf(np.zeros((3, 4)), np.arange(3), np.zeros((3, 4)))

# says: Input z must be 2D, not 1D
ax.contour(np.zeros(4))

# says: got an unexpected keyword argument 'bogus'
ax.plot([1, 2], label="a")
ax.legend(bogus=1)

# says: got an unexpected keyword argument 'bogus'
fig.savefig("never.svg", bogus=1)

plt.get_cmap("tab10")(3), plt.get_cmap("tab10")([0.0, 1.0]), plt.get_cmap("gray")(0), plt.get_cmap("gray")(255), plt.get_cmap("tab10")(0.5, bytes=True)

# says: has no attribute 'get_cmap'
plt.cm.get_cmap("viridis")

# Levels of what is the same everywhere, or nowhere a number
same = [np.ones((3, 3)), np.zeros((3, 3)), np.full((3, 3), np.nan), np.full((3, 3), -2.5), np.full((3, 3), 5e300), np.where(np.eye(3) > 0, np.nan, 2.0)]
[draw(values).levels for draw in (plt.contourf, plt.contour) for values in same], plt.contourf(same[0], 3).levels

from matplotlib.ticker import AutoLocator, MaxNLocator
[locator.tick_values(*limits) for locator in (MaxNLocator(4), AutoLocator()) for limits in ((2, 2), (0, 0), (-3, -3), (1, 1 + 1e-15), (np.nan, 1), (5, -5))]

# says: Filled contours require at least 2 levels
plt.contourf(np.ones((3, 3)), [1])
