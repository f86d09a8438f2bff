"""Settings: `zarr.config`."""

from _dasklet_missing import unsupported

# Those that change what is stored, and the one value that they have here.
_FIXED = {"array.order": "C", "array.write_empty_chunks": False}


class Config:
    """Settings. Reading is as parallel here as the tasks that read, so what says how parallel has no effect."""

    def __init__(self):
        self._settings = {"default_zarr_format": 3, **_FIXED}

    def get(self, name, default=None):
        """A setting."""
        return self._settings.get(name, default)

    def set(self, settings=None, **more):
        """Changes settings, for good or as `with zarr.config.set(…):`."""
        before = dict(self._settings)
        changed = {**(settings or {}), **{name.replace("__", "."): value for name, value in more.items()}}
        for name, value in changed.items():
            if name in _FIXED and value != _FIXED[name] or name.startswith("array.") and name not in _FIXED:
                raise unsupported(f"zarr.config {name} = {value!r}", "say it where the array is made: zarr.create_array(…)")
            if name == "default_zarr_format" and value not in (2, 3):
                raise ValueError(f"Invalid value for zarr_format. Expected one of 2 or 3. Got {value!r}.")
        self._settings.update(changed)
        return _Changed(self._settings, before)

    def reset(self):
        """Makes all settings what they were at the start."""
        self.__init__()


class _Changed:
    """Settings changed for a while."""

    def __init__(self, settings, before):
        self._now, self._before = settings, before

    def __enter__(self):
        return config

    def __exit__(self, *exception):
        self._now.clear()
        self._now.update(self._before)
        return False


config = Config()
