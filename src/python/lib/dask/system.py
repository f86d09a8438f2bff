"""What there is to share out."""

import _cluster

CPU_COUNT = _cluster.cpu_count()


def cpu_count():
    """Cores: the threads of the pool."""
    return _cluster.cpu_count()
