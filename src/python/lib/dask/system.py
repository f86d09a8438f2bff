"""What there is to share out."""

import _dask

CPU_COUNT = _dask.cpu_count()


def cpu_count():
    """Cores: the threads of the pool."""
    return _dask.cpu_count()
