"""Looking at what a cluster does."""

from _dasklet_missing import missing

from distributed.diagnostics.progressbar import progress

__all__ = ["progress"]

_ABSENT = {"MemorySampler": "the workers panel shows memory over time; client.nbytes() and client.scheduler_info() have numbers"}


def __getattr__(name):
    raise missing("distributed.diagnostics", name, __all__, _ABSENT.get(name))
