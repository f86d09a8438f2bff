"""Removing what was stored under local paths: ``rmtree``."""

import os

__all__ = ["rmtree"]


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    """Remove a folder and all that is in it, such as a Zarr store."""
    try:
        if not os.path.isdir(path):
            os.stat(path)
            raise NotADirectoryError(20, "Not a directory", path)
        os._dasklet_folder(path).erase_all()
    except OSError:
        if not ignore_errors:
            raise


def __getattr__(name):
    raise AttributeError(f"module 'shutil' has no attribute {name!r} here; there is rmtree")
