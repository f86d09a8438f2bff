"""The catalogues that are known by their URL, as JSON: their collections, and the items of those."""

import json

import _dasklet_recipes
from _dasklet_missing import unsupported

_CATALOGUES = {
    "https://earth-search.aws.element84.com/v1": {
        "id": "earth-search-aws",
        "title": "Earth Search by Element 84",
        "description": "A STAC API of public datasets on AWS",
        "collections": ["sentinel-2-l2a"],
    },
    "https://planetarycomputer.microsoft.com/api/stac/v1": {
        "id": "microsoft-pc",
        "title": "Microsoft Planetary Computer STAC API",
        "description": "Searchable spatiotemporal metadata describing Earth science datasets hosted by the Microsoft Planetary Computer",
        "collections": ["daymet-daily-hi"],
    },
}


def catalogue(url):
    """The URL as it is known, and what is there."""
    plain = str(url).rstrip("/")
    if plain not in _CATALOGUES:
        raise unsupported(f"the catalogue {url}", f"two catalogues are here: {' and '.join(_CATALOGUES)}")
    return plain, _CATALOGUES[plain]


def items(collection_id):
    """The items of a collection, newest last."""
    if collection_id != "sentinel-2-l2a":
        return []
    return json.loads(_dasklet_recipes.items())["features"]


def collection(collection_id):
    """A collection."""
    return _COLLECTIONS[collection_id]


def _links(url, collection_id):
    return [{"rel": "self", "href": f"{url}/collections/{collection_id}", "type": "application/json"}]


_DAYMET = "Gridded estimates of daily weather: temperature, precipitation, radiation, vapour pressure, snow and day length, 1 km, Hawaii"
_EARTH_SEARCH, _PLANETARY_COMPUTER = _CATALOGUES

_COLLECTIONS = {
    "sentinel-2-l2a": {
        "id": "sentinel-2-l2a",
        "title": "Sentinel-2 Level-2A",
        "description": "Surface reflectance of Sentinel-2A and Sentinel-2B as cloud-optimized GeoTIFFs",
        "license": "other",
        "keywords": ["sentinel", "earth observation", "esa"],
        "extent": {"spatial": {"bbox": [[-180, -90, 180, 90]]}, "temporal": {"interval": [["2015-06-27T10:25:31.456000Z", None]]}},
        "providers": [
            {"name": "ESA", "roles": ["producer"], "url": "https://earth.esa.int/web/guest/home"},
            {"name": "Element 84", "roles": ["processor"], "url": "https://element84.com"},
        ],
        "links": _links(_EARTH_SEARCH, "sentinel-2-l2a"),
    },
    "daymet-daily-hi": {
        "id": "daymet-daily-hi",
        "title": "Daymet Daily Hawaii",
        "description": _DAYMET,
        "license": "other",
        "keywords": ["Daymet", "Hawaii", "Temperature", "Precipitation", "Vapor Pressure", "Weather"],
        "extent": {
            "spatial": {"bbox": [[-160.3056, 17.9539, -154.772, 23.5186]]},
            "temporal": {"interval": [["1980-01-01T12:00:00Z", "2020-12-30T12:00:00Z"]]},
        },
        "providers": [
            {"name": "Microsoft", "roles": ["host", "processor"], "url": "https://planetarycomputer.microsoft.com"},
            {"name": "ORNL DAAC", "roles": ["producer"], "url": "https://doi.org/10.3334/ORNLDAAC/1840"},
        ],
        "assets": {
            "zarr-https": {
                "href": "https://daymeteuwest.blob.core.windows.net/daymet-zarr/daily/hi.zarr",
                "type": "application/vnd+zarr",
                "title": "Daily Hawaii Daymet HTTPS Zarr root",
                "description": "HTTPS URI of the daily Hawaii Daymet Zarr Group on Azure Blob Storage.",
                "roles": ["data", "zarr", "https"],
                "xarray:open_kwargs": {"consolidated": True},
            },
            "zarr-abfs": {
                "href": "abfs://daymet-zarr/daily/hi.zarr",
                "type": "application/vnd+zarr",
                "title": "Daily Hawaii Daymet Azure Blob File System Zarr root",
                "description": "Azure Blob File System of the daily Hawaii Daymet Zarr Group on Azure Blob Storage for use with adlfs.",
                "roles": ["data", "zarr", "abfs"],
                "xarray:open_kwargs": {"consolidated": True},
                "xarray:storage_options": {"account_name": "daymeteuwest"},
            },
        },
        "links": _links(_PLANETARY_COMPUTER, "daymet-daily-hi"),
    },
}
