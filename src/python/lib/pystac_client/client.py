"""Catalogues and their collections."""

from _dasklet_missing import refuse
from pystac import Collection
from pystac.objects import Described

from . import catalogues
from .item_search import ItemSearch


class Client(Described):
    """A catalogue: `Client.open(url)`."""

    def __init__(self, url, described, modifier=None):
        self.id, self.title, self.description = described["id"], described["title"], described["description"]
        self._url, self._described, self.modifier = url, described, modifier

    @classmethod
    def open(
        cls, url, headers=None, parameters=None, ignore_conformance=None, modifier=None, request_modifier=None, stac_io=None, timeout=None
    ):
        """One of the catalogues that are known by their URL. `modifier` is called with everything that is found."""
        given = {"parameters": parameters, "request_modifier": request_modifier, "stac_io": stac_io}
        refuse("Client.open", "catalogues stand in the page: nothing is asked of a server", **given)
        url, described = catalogues.catalogue(url)
        return cls(url, described, modifier)

    def _modified(self, found):
        changed = self.modifier(found) if self.modifier is not None else None
        return found if changed is None else changed

    def get_self_href(self):
        return self._url

    self_href = property(get_self_href)

    def get_collections(self):
        """All collections."""
        return (self.get_collection(name) for name in self._described["collections"])

    get_children = get_collections

    def get_collection(self, collection_id):
        """A collection by its id."""
        known = self._described["collections"]
        if collection_id not in known:
            from .exceptions import APIError

            raise APIError(f"there is no collection {collection_id!r} in {self.id!r} here; there is {', '.join(map(repr, known))}")
        found = self._modified(CollectionClient.from_dict(catalogues.collection(collection_id)))
        found._client = self
        return found

    get_child = get_collection

    def search(
        self,
        *,
        method="POST",
        max_items=None,
        limit=None,
        ids=None,
        collections=None,
        bbox=None,
        intersects=None,
        datetime=None,
        query=None,
        filter=None,
        filter_lang=None,
        sortby=None,
        fields=None,
    ):
        """The items that fit all that is asked for; nothing is looked up before they are wanted."""
        refuse("search", "items come with all fields", fields=fields)
        search = ItemSearch(
            self._url,
            method=method,
            max_items=max_items,
            limit=limit,
            ids=ids,
            collections=collections,
            bbox=bbox,
            intersects=intersects,
            datetime=datetime,
            query=query,
            filter=filter,
            filter_lang=filter_lang,
            sortby=sortby,
        )
        search.client = self
        return search

    def get_items(self, *ids, recursive=None):
        """All items, or those with these ids."""
        return self.search(ids=list(ids) or None).items()

    def to_dict(self, include_self_link=True, transform_hrefs=True):
        """As JSON."""
        return {
            "type": "Catalog",
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "stac_version": "1.0.0",
            "links": [{"rel": "self", "href": self._url}] if include_self_link else [],
        }


class CollectionClient(Collection):
    """A collection of a catalogue."""

    _client = None

    def get_items(self, *ids, recursive=None):
        """Its items."""
        return self._client.search(collections=[self.id], ids=list(ids) or None).items()

    def get_item(self, id, recursive=False):
        """The item with this id, or None."""
        return next(iter(self.get_items(id)), None)


Client.__module__ = CollectionClient.__module__ = "pystac_client"
