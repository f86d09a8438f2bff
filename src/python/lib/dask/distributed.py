"""``dask.distributed`` is ``distributed``."""

import distributed
from distributed import *


def __getattr__(name):
    return getattr(distributed, name)
