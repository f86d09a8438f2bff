"""Catalogues of model output: `intake.open_esm_datastore("https://storage.googleapis.com/cmip6/pangeo-cmip6.json")`.

A part of Pangeo's catalogue of CMIP6 stands in the page itself: a few dozen of its rows, each of which opens.
"""

from _dasklet_missing import missing, refuse, unsupported

from .esm import esm_datastore

__version__ = "2.0.9"

__all__ = ["esm_datastore", "open_esm_datastore"]


def open_esm_datastore(
    obj, *, progressbar=True, sep=".", registry=None, read_csv_kwargs=None, columns_with_iterables=None, storage_options=None, **options
):
    """A catalogue by the URL of its JSON, or of a dict `{"esmcat": ..., "df": ...}`."""
    given = {"registry": registry, "read_csv_kwargs": read_csv_kwargs, "columns_with_iterables": columns_with_iterables}
    refuse("open_esm_datastore", "a catalogue of your own is a dict: {'esmcat': ..., 'df': ...}", **given, **options)
    return esm_datastore.opened(obj, sep=sep, progressbar=progressbar)


def open_catalog(uri=None, **options):
    raise unsupported(
        "intake.open_catalog", "intake.open_esm_datastore opens Pangeo's catalogue of CMIP6; xr.open_zarr opens a store by its address"
    )


open_esm_metadatastore = open_catalog


def __getattr__(name):
    raise missing("intake", name, __all__, "intake.open_esm_datastore and xr.open_zarr are here" if name.startswith("open_") else None)
