"""Items, collections and assets, each made of its JSON."""

import copy
import datetime as _datetime
import json
import weakref
from html import escape

from _dasklet_missing import distance, refuse


def moment(text):
    """RFC 3339's text as a `datetime` in UTC."""
    if text is None or isinstance(text, _datetime.datetime):
        return text
    text = text.strip().replace(" ", "T")
    body = text[:-1] if text.endswith("Z") else text.partition("+")[0]
    whole, _, fraction = body.partition(".")
    year, month, day = (int(part) for part in whole[:10].split("-"))
    hour, minute, second = (int(part) for part in (whole[11:] or "0:0:0").split(":"))
    return _datetime.datetime(year, month, day, hour, minute, second, int(fraction[:6].ljust(6, "0")), tzinfo=_datetime.UTC)


def _plain(value):
    """A copy as plain JSON."""
    return copy.deepcopy(value)


class Described:
    """What a class of STAC objects shares: looks."""

    def _title(self):
        return f"id={self.id}"

    def __repr__(self):
        return f"<{type(self).__name__} {self._title()}>"

    def _repr_html_(self):
        return _tree(type(self).__name__, self.to_dict(), opened=True)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        known = [one for one in [*dir(type(self)), *self.__dict__] if not one.startswith("_")]
        near = min(known, key=lambda one: distance(name, one))
        raise AttributeError(
            f"{type(self).__name__!r} object has no attribute {name!r} here; near it there is {near!r}", name=name, obj=None
        )


def _tree(name, value, opened=False):
    if isinstance(value, dict) or isinstance(value, list) and value and isinstance(value[0], (dict, list)):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        inner = "".join(f"<li>{_tree(str(key), part)}</li>" for key, part in pairs)
        count = f" <em>{len(value)} items</em>" if not opened else ""
        return f"<details{' open' if opened else ''}><summary>{escape(name)}{count}</summary><ul>{inner}</ul></details>"
    return f"<b>{escape(name)}</b> {escape(value if isinstance(value, str) else json.dumps(value))}"


class Asset(Described):
    """A file or store: `href`, `title`, `media_type`, `roles`; all else is in `extra_fields`."""

    def __init__(self, href, title=None, description=None, media_type=None, roles=None, extra_fields=None):
        self.href, self.title, self.description = href, title, description
        self.media_type, self.roles, self.extra_fields = media_type, roles, extra_fields or {}
        self.owner = None

    @property
    def owner(self):
        """The item or collection that keeps this asset, while there is one."""
        return None if self._owner is None else self._owner()

    @owner.setter
    def owner(self, owner):
        self._owner = None if owner is None else weakref.ref(owner)

    @classmethod
    def from_dict(cls, d):
        """Of its JSON."""
        own = ("href", "title", "description", "type", "roles")
        return cls(
            d["href"],
            d.get("title"),
            d.get("description"),
            d.get("type"),
            d.get("roles"),
            {key: value for key, value in d.items() if key not in own},
        )

    def to_dict(self):
        """As JSON."""
        found = {"href": self.href}
        if self.media_type is not None:
            found["type"] = self.media_type
        for key in ("title", "description"):
            if getattr(self, key) is not None:
                found[key] = getattr(self, key)
        found.update(_plain(self.extra_fields))
        if self.roles is not None:
            found["roles"] = list(self.roles)
        return found

    def get_absolute_href(self):
        return self.href

    def has_role(self, role):
        return role in (self.roles or ())

    def clone(self):
        return Asset.from_dict(self.to_dict())

    def _title(self):
        return f"href={self.href}"


class Link(Described):
    """From one object to another."""

    def __init__(self, rel, target, media_type=None, title=None, extra_fields=None):
        self.rel, self.target, self.media_type, self.title, self.extra_fields = rel, target, media_type, title, extra_fields or {}

    href = property(lambda self: self.target)

    def to_dict(self):
        """As JSON."""
        found = {"rel": self.rel, "href": self.target, "type": self.media_type, "title": self.title, **self.extra_fields}
        return {key: value for key, value in found.items() if value is not None}

    def _title(self):
        return f"rel={self.rel} target={self.target}"


def _links(d):
    own = ("rel", "href", "type", "title")
    return [
        Link(one["rel"], one["href"], one.get("type"), one.get("title"), {key: v for key, v in one.items() if key not in own})
        for one in d.get("links", ())
    ]


class _WithAssets(Described):
    def get_assets(self, media_type=None, role=None):
        """The assets of a type, or with a role."""
        return {
            key: asset
            for key, asset in self.assets.items()
            if media_type in (None, asset.media_type) and (role is None or asset.has_role(role))
        }

    def get_links(self, rel=None, media_type=None):
        """The links with a relation."""
        return [link for link in self.links if rel in (None, link.rel) and media_type in (None, link.media_type)]

    def get_single_link(self, rel=None, media_type=None):
        """The first link with a relation."""
        return next(iter(self.get_links(rel, media_type)), None)

    def get_self_href(self):
        link = self.get_single_link("self")
        return link.target if link else None

    self_href = property(get_self_href)

    def clone(self):
        """A copy of its own."""
        return type(self).from_dict(self.to_dict())


class Item(_WithAssets):
    """One scene: where (`geometry`, `bbox`), when (`datetime`), its `properties` and `assets`."""

    def __init__(
        self,
        id,
        geometry,
        bbox,
        datetime,
        properties,
        start_datetime=None,
        end_datetime=None,
        stac_extensions=None,
        href=None,
        collection=None,
        extra_fields=None,
        assets=None,
    ):
        for name, end in (("start_datetime", start_datetime), ("end_datetime", end_datetime)):
            if end is not None:
                properties = {**properties, name: end if isinstance(end, str) else end.strftime("%Y-%m-%dT%H:%M:%SZ")}
        self.id, self.geometry, self.bbox, self.properties = id, geometry, bbox, properties
        self.datetime = moment(datetime)
        self.stac_extensions, self.extra_fields, self.assets, self.links = stac_extensions or [], extra_fields or {}, assets or {}, []
        self.collection_id = collection.id if hasattr(collection, "id") else collection
        if href is not None:
            self.links.append(Link("self", href, "application/geo+json"))

    @classmethod
    def from_dict(cls, d, **options):
        """Of its JSON."""
        refuse("Item.from_dict", "links and assets stand in the JSON", **options)
        own = ("type", "stac_version", "stac_extensions", "id", "geometry", "bbox", "properties", "links", "assets", "collection")
        d = _plain(d)
        item = cls(
            d["id"],
            d.get("geometry"),
            d.get("bbox"),
            d["properties"].get("datetime"),
            d["properties"],
            stac_extensions=d.get("stac_extensions"),
            collection=d.get("collection"),
            extra_fields={key: value for key, value in d.items() if key not in own},
        )
        item.links = _links(d)
        for key, asset in d.get("assets", {}).items():
            item.add_asset(key, Asset.from_dict(asset))
        return item

    def add_asset(self, key, asset):
        """One more asset."""
        asset.owner = self
        self.assets[key] = asset

    def get_datetime(self, asset=None):
        own = None if asset is None else asset.extra_fields.get("datetime")
        return self.datetime if own is None else moment(own)

    def to_dict(self, include_self_link=True, transform_hrefs=True):
        """As JSON."""
        found = {
            "type": "Feature",
            "stac_version": "1.1.0",
            "stac_extensions": list(self.stac_extensions),
            "id": self.id,
            "geometry": _plain(self.geometry),
            "bbox": _plain(self.bbox),
            "properties": _plain(self.properties),
            "links": [link.to_dict() for link in self.links if include_self_link or link.rel != "self"],
            "assets": {key: asset.to_dict() for key, asset in self.assets.items()},
            **_plain(self.extra_fields),
        }
        if self.collection_id is not None:
            found["collection"] = self.collection_id
        return found

    @property
    def __geo_interface__(self):
        return self.to_dict()


class ItemCollection(Described):
    """Items, as a search finds them."""

    def __init__(self, items, extra_fields=None, clone_items=False):
        items = [item if isinstance(item, Item) else Item.from_dict(item) for item in items]
        self.items = [item.clone() for item in items] if clone_items else items
        self.extra_fields = extra_fields or {}

    @classmethod
    def from_dict(cls, d, **options):
        """Of GeoJSON."""
        refuse("ItemCollection.from_dict", "links stand in the JSON", **options)
        return cls(d["features"])

    def to_dict(self, transform_hrefs=False):
        """As GeoJSON."""
        return {"type": "FeatureCollection", "features": [item.to_dict() for item in self.items], **self.extra_fields}

    def __len__(self):
        return len(self.items)

    def __iter__(self):
        return iter(self.items)

    def __getitem__(self, at):
        return self.items[at]

    def __contains__(self, item):
        return item in self.items

    def __add__(self, other):
        return ItemCollection([*self.items, *other.items])

    @property
    def __geo_interface__(self):
        return self.to_dict()

    def _title(self):
        return f"{len(self)} items"

    def _repr_html_(self):
        inner = "".join(f"<li>{_tree(item.id, item.to_dict())}</li>" for item in self.items)
        return f"<details open><summary>ItemCollection: {len(self)} items</summary><ul>{inner}</ul></details>"


class SpatialExtent(Described):
    """Bounding boxes."""

    def __init__(self, bboxes, extra_fields=None):
        self.bboxes, self.extra_fields = bboxes, extra_fields or {}

    def to_dict(self):
        return {"bbox": _plain(self.bboxes)}

    def _title(self):
        return f"bboxes={self.bboxes}"


class TemporalExtent(Described):
    """Intervals of time."""

    def __init__(self, intervals, extra_fields=None):
        self.intervals, self.extra_fields = [[moment(end) for end in interval] for interval in intervals], extra_fields or {}

    def to_dict(self):
        return {
            "interval": [[None if end is None else end.strftime("%Y-%m-%dT%H:%M:%SZ") for end in interval] for interval in self.intervals]
        }

    def _title(self):
        return f"intervals={self.intervals}"


class Extent(Described):
    """Where and when."""

    def __init__(self, spatial, temporal, extra_fields=None):
        self.spatial, self.temporal, self.extra_fields = spatial, temporal, extra_fields or {}

    def to_dict(self):
        return {"spatial": self.spatial.to_dict(), "temporal": self.temporal.to_dict(), **self.extra_fields}

    def _title(self):
        return f"{self.spatial!r} {self.temporal!r}"


class Provider(Described):
    """Who made, hosts or licenses it."""

    def __init__(self, name, description=None, roles=None, url=None, extra_fields=None):
        self.name, self.description, self.roles, self.url = name, description, roles, url
        self.extra_fields = extra_fields or {}

    def to_dict(self):
        found = {"name": self.name, "description": self.description, "roles": self.roles, "url": self.url, **self.extra_fields}
        return {key: value for key, value in found.items() if value is not None}

    def _title(self):
        return f"name={self.name}"


class Collection(_WithAssets):
    """Items of one kind, or a data set as a whole, with its `assets`."""

    def __init__(self, id, description, extent, title=None, license="other", keywords=None, providers=None, extra_fields=None, assets=None):
        self.id, self.description, self.extent, self.title, self.license = id, description, extent, title, license
        self.keywords, self.providers, self.extra_fields, self.assets, self.links = (
            keywords,
            providers,
            extra_fields or {},
            assets or {},
            [],
        )

    @classmethod
    def from_dict(cls, d, **options):
        """Of its JSON."""
        refuse("Collection.from_dict", "links and assets stand in the JSON", **options)
        own = ("type", "stac_version", "id", "description", "extent", "title", "license", "keywords", "providers", "assets", "links")
        d = _plain(d)
        extent = Extent(SpatialExtent(d["extent"]["spatial"]["bbox"]), TemporalExtent(d["extent"]["temporal"]["interval"]))
        made = cls(
            d["id"],
            d["description"],
            extent,
            d.get("title"),
            d.get("license", "other"),
            d.get("keywords"),
            [Provider(**one) for one in d.get("providers", ())],
            {key: value for key, value in d.items() if key not in own},
        )
        made.links = _links(d)
        for key, asset in d.get("assets", {}).items():
            made.assets[key] = Asset.from_dict(asset)
            made.assets[key].owner = made
        return made

    def to_dict(self, include_self_link=True, transform_hrefs=True):
        """As JSON."""
        found = {
            "type": "Collection",
            "id": self.id,
            "stac_version": "1.1.0",
            "description": self.description,
            "links": [link.to_dict() for link in self.links if include_self_link or link.rel != "self"],
            **_plain(self.extra_fields),
            "title": self.title,
            "extent": self.extent.to_dict(),
            "license": self.license,
            "keywords": self.keywords,
            "providers": [provider.to_dict() for provider in self.providers or ()],
            "assets": {key: asset.to_dict() for key, asset in self.assets.items()},
        }
        return {key: value for key, value in found.items() if value not in (None, [])}


for _class in (Asset, Collection, Extent, Item, ItemCollection, Link, Provider, SpatialExtent, TemporalExtent):
    _class.__module__ = "pystac"
