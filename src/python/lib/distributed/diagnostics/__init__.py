"""Looking at what a cluster does."""

from distributed.diagnostics.progressbar import progress

__all__ = ["progress"]
