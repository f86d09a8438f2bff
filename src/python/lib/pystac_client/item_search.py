"""`ItemSearch`: which items of a catalogue fit."""

import datetime as _datetime
import re

from _dasklet_missing import refuse, unsupported
from pystac import Item, ItemCollection
from pystac.objects import moment
from shapely.geometry import box, shape

from . import catalogues

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?)?)?$")
_TESTS = {
    "eq": lambda own, value: own == value,
    "neq": lambda own, value: own != value,
    "lt": lambda own, value: own is not None and own < value,
    "lte": lambda own, value: own is not None and own <= value,
    "gt": lambda own, value: own is not None and own > value,
    "gte": lambda own, value: own is not None and own >= value,
    "in": lambda own, value: own in value,
    "startsWith": lambda own, value: str(own).startswith(value),
    "endsWith": lambda own, value: str(own).endswith(value),
    "contains": lambda own, value: own is not None and value in own,
}
_SIGNS = {"=": "eq", "==": "eq", "<>": "neq", "!=": "neq", "<": "lt", "<=": "lte", ">": "gt", ">=": "gte", "in": "in"}
_COMPARED = re.compile(r"""\s*([\w:.]+)\s*(<=|>=|<>|!=|==|=|<|>)\s*('[^']*'|"[^"]*"|[^\s]+)\s*$""")


def _span(value, end):
    """The first moment that text names, or the first one after all that it names."""
    if isinstance(value, _datetime.datetime):
        return value if value.tzinfo else value.replace(tzinfo=_datetime.UTC)
    if isinstance(value, _datetime.date):
        value = value.isoformat()
    found = _WRITTEN.match(value.strip())
    if not found:
        raise Exception(f"invalid datetime component: {value}; write 2019, 2019-02, 2019-02-28 or 2019-02-28T10:00:00Z")
    year, month, day, clock, _ = found.groups()
    if clock:
        return moment(value if clock.count(":") == 2 else value.replace(clock, clock + ":00"))
    if not end:
        return moment(f"{year}-{int(month or 1):02d}-{int(day or 1):02d}")
    year, month = int(year), int(month or 12)
    if day is None:
        # The day before the first of the next month.
        start = _datetime.datetime(year + month // 12, month % 12 + 1, 1, tzinfo=_datetime.UTC)
    else:
        start = _span(value, False) + _datetime.timedelta(days=1)
    return start - _datetime.timedelta(microseconds=1)


def interval(value):
    """The first and last moment of `"2019-02-01/2019-03-28"`, `"2019-02"`, `"2019/.."`, or of two dates."""
    if value is None:
        return None, None
    parts = value.split("/") if isinstance(value, str) else list(value) if isinstance(value, (list, tuple)) else [value]
    if len(parts) > 2:
        raise Exception(f"too many datetime components (max=2, actual={len(parts)}): {value}")
    first, last = parts[0], parts[-1]
    return (None if first in ("..", "", None) else _span(first, False)), (None if last in ("..", "", None) else _span(last, True))


def _field(item, name):
    """A property, or what stands beside the properties."""
    name = name.removeprefix("properties.")
    return item["properties"].get(name, item.get(name))


def _literal(text):
    if text[0] in "'\"":
        return text[1:-1]
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


def _condition(text):
    """`"eo:cloud_cover<10"` as a test of items."""
    found = _COMPARED.match(text)
    if not found:
        raise unsupported(f"the condition {text!r}", "write eo:cloud_cover < 10, joined by 'and'")
    name, sign, value = found.groups()
    return lambda item: _TESTS[_SIGNS[sign]](_field(item, name), _literal(value))


def _filter(given):
    """CQL2, as JSON or as text whose parts are joined by `and`."""
    if isinstance(given, str):
        tests = [_condition(part) for part in re.split(r"\s+and\s+", given, flags=re.IGNORECASE)]
        return lambda item: all(test(item) for test in tests)
    operation, args = given["op"], given["args"]
    if operation in ("and", "or"):
        tests, joined = [_filter(part) for part in args], all if operation == "and" else any
        return lambda item: joined(test(item) for test in tests)
    if operation == "not":
        test = _filter(args[0])
        return lambda item: not test(item)
    if operation not in _SIGNS:
        raise unsupported(f"the operator {operation!r} of a filter", f"there are and, or, not, {', '.join(_SIGNS)}")
    name, value = args[0]["property"], args[1]
    return lambda item: _TESTS[_SIGNS[operation]](_field(item, name), value)


def _queries(query):
    if isinstance(query, (list, tuple, str)):
        return [_condition(part) for part in ([query] if isinstance(query, str) else query)]
    tests = []
    for name, wanted in (query or {}).items():
        for operator, value in wanted.items():
            if operator not in _TESTS:
                raise unsupported(f"the operator {operator!r} of a query", f"there are {', '.join(_TESTS)}")
            tests.append(lambda item, name=name, operator=operator, value=value: _TESTS[operator](_field(item, name), value))
    return tests


class ItemSearch:
    """The items of a catalogue that fit: `.items()`, `.item_collection()`, `.matched()`."""

    def __init__(
        self,
        url,
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
        **options,
    ):
        refuse("ItemSearch", "catalogues stand in the page: nothing is asked of a server", **options)
        if bbox is not None and intersects is not None:
            raise ValueError("bbox and intersects cannot both be given")
        self.url, self.client = url, None
        self._max_items = max_items
        self._ids = [ids] if isinstance(ids, str) else ids
        names = [collections] if isinstance(collections, str) or hasattr(collections, "id") else collections
        self._collections = None if names is None else [getattr(name, "id", name) for name in names]
        if isinstance(bbox, str):
            bbox = [float(part) for part in bbox.split(",")]
        area = None if bbox is None else box(*(bbox if len(bbox) == 4 else (bbox[0], bbox[1], bbox[3], bbox[4])))
        if isinstance(intersects, str):
            import json

            intersects = json.loads(intersects)
        self._area = area if intersects is None else shape(intersects)
        self._from, self._to = interval(datetime)
        self._tests = _queries(query)
        if filter is not None:
            self._tests.append(_filter(filter))
        self._order = _order(sortby)

    def _fits(self, item):
        when = moment(item["properties"]["datetime"])
        return (
            (self._ids is None or item["id"] in self._ids)
            and (self._from is None or when >= self._from)
            and (self._to is None or when <= self._to)
            and all(test(item) for test in self._tests)
            and (self._area is None or shape(item["geometry"]).intersects(self._area))
        )

    def _found(self):
        found = []
        for name in catalogues.catalogue(self.url)[1]["collections"]:
            if self._collections is None or name in self._collections:
                found += [item for item in catalogues.items(name) if self._fits(item)]
        for name, descending in reversed(self._order):
            found.sort(key=lambda item: _field(item, name), reverse=descending)
        return found

    def items_as_dicts(self):
        """The items as plain JSON, one by one."""
        return iter(item.to_dict() for item in self.items())

    def items(self):
        """The items one by one."""
        for item in self._found()[: self._max_items]:
            made = Item.from_dict(item)
            yield made if self.client is None else self.client._modified(made)

    get_items = items

    def item_collection(self):
        """All items."""
        return ItemCollection(self.items())

    get_all_items = item_collection

    def item_collection_as_dict(self):
        """All items as GeoJSON."""
        return self.item_collection().to_dict()

    def pages(self):
        """All items, as one page."""
        yield self.item_collection()

    def matched(self):
        """How many items fit, more than `max_items` perhaps."""
        return len(self._found())

    def __repr__(self):
        return f"<ItemSearch of {self.url}>"


def _order(sortby):
    """Fields with whether they descend. Catalogues give the newest first unless asked otherwise."""
    if not sortby:
        return [("datetime", True)]
    parts = sortby.split(",") if isinstance(sortby, str) else [sortby] if isinstance(sortby, dict) else sortby
    order = []
    for part in parts:
        if isinstance(part, dict):
            order.append((part["field"], part.get("direction", "asc") == "desc"))
        else:
            order.append((part.lstrip("+-"), part.startswith("-")))
    return order


ItemSearch.__module__ = "pystac_client"
