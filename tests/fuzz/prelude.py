# What every generated program may speak of.
# ruff: noqa: F401
import collections
import dataclasses
import datetime
import operator
import warnings

import cftime
import dask
import dask.array as da
import numpy as np
import pandas as pd
import xarray as xr
import zarr

warnings.filterwarnings("ignore")
