"""What a SpatioTemporal Asset Catalog holds: collections, items and their assets. `pystac_client` finds them."""

from _dasklet_missing import missing

from .objects import Asset, Collection, Extent, Item, ItemCollection, Link, Provider, SpatialExtent, TemporalExtent

__version__ = "1.15.2"

__all__ = ["Asset", "Collection", "Extent", "Item", "ItemCollection", "Link", "Provider", "SpatialExtent", "TemporalExtent"]


def __getattr__(name):
    raise missing(
        "pystac", name, __all__, "catalogues are opened by pystac_client.Client.open" if name in ("Catalog", "read_file") else None
    )
