"""``dask.distributed`` is ``distributed``."""

import distributed
from distributed import *  # noqa: F403


def __getattr__(name):
    return getattr(distributed, name)
