"""``dask.distributed`` is ``distributed``."""

import distributed
from _dasklet_missing import missing
from distributed import *  # noqa: F403


def __getattr__(name):
    if name in vars(distributed):
        return vars(distributed)[name]
    raise missing("dask.distributed", name, distributed.__all__, distributed.ABSENT.get(name))
