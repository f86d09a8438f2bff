"""Signing what Microsoft's Planetary Computer holds. Here nothing is fetched from there, so nothing needs to be signed: objects stay as they are."""

import copy

from _dasklet_missing import missing

__version__ = "1.0.0"

__all__ = [
    "set_subscription_key",
    "sign",
    "sign_asset",
    "sign_assets",
    "sign_collection",
    "sign_inplace",
    "sign_item",
    "sign_item_collection",
    "sign_url",
]


def sign_inplace(obj):
    """The object itself."""
    return obj


def sign(obj, copy=True):
    """A copy of the object."""
    return _copied(obj) if copy else obj


sign_item = sign_assets = sign_asset = sign_collection = sign_item_collection = sign


def sign_url(url, copy=True):
    """The address as it is."""
    return url


def set_subscription_key(key):
    """Nothing needs one."""


def _copied(obj):
    return obj.clone() if hasattr(type(obj), "clone") else copy.copy(obj)


def __getattr__(name):
    raise missing("planetary_computer", name, __all__)
