"""Searching catalogues: `Client.open("https://earth-search.aws.element84.com/v1").search(...)`.

Two catalogues are known, each by its URL, and stand in the page itself: Element 84's Earth Search, with scenes of Sentinel-2, and Microsoft's
Planetary Computer, with Daymet.
"""

from _dasklet_missing import missing

from .client import Client, CollectionClient
from .item_search import ItemSearch

__version__ = "0.9.1"

__all__ = ["Client", "CollectionClient", "ItemSearch"]


def __getattr__(name):
    raise missing("pystac_client", name, __all__)
