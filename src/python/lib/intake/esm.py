"""`esm_datastore`: a table of stores, searching it, and the Datasets that its rows make together."""

import json
import re

import _dasklet_recipes
import xarray as xr
from _dasklet_missing import distance, refuse, unsupported
from _dasklet_tables import Table

_WILDCARDS = set("*?$^")


class esm_datastore:
    """Rows of a catalogue. Rows with the same `keys()` make one Dataset."""

    def __init__(self, described, table, sep=".", progressbar=True):
        self._described, self.df, self.sep, self.progressbar = described, table, sep, progressbar

    @classmethod
    def opened(cls, obj, **options):
        if isinstance(obj, dict):
            table = obj["df"] if isinstance(obj["df"], Table) else Table(obj["df"])
            return cls(obj["esmcat"], table, **options)
        url = str(obj)
        described = json.loads(_file_text(url))
        place = described["catalog_file"]
        place = place if "://" in place else f"{url.rpartition('/')[0]}/{place}"
        rows = [line.split(",") for line in _file_text(place).splitlines() if line]
        columns = {name: [row[at] for row in rows[1:]] for at, name in enumerate(rows[0])}
        return cls(described, Table({name: _typed(values) for name, values in columns.items()}), **options)

    # What it is

    name = property(lambda self: self._described.get("id"))
    description = property(lambda self: self._described.get("description"))
    esmcat = property(lambda self: self._described)

    @property
    def _control(self):
        return self._described["aggregation_control"]

    @property
    def key_template(self):
        """The columns of which keys are made."""
        return self.sep.join(self._control["groupby_attrs"])

    def _groups(self):
        """The rows of each key."""
        names = self._control["groupby_attrs"]
        groups = {}
        for row, values in enumerate(zip(*(self.df[name] for name in names))):
            groups.setdefault(self.sep.join(map(str, values)), []).append(row)
        return dict(sorted(groups.items()))

    def keys(self):
        """The keys of the Datasets."""
        return list(self._groups())

    def keys_info(self):
        """The keys, and their parts."""
        names = self._control["groupby_attrs"]
        parts = [key.split(self.sep) for key in self.keys()]
        return Table({name: [one[at] for one in parts] for at, name in enumerate(names)}, self.keys())

    def __len__(self):
        return len(self._groups())

    def __contains__(self, key):
        return key in self._groups()

    def __iter__(self):
        return iter(self.keys())

    def __getitem__(self, key):
        groups = self._groups()
        if key not in groups:
            near = min(groups, key=lambda one: distance(key, one), default=None)
            raise KeyError(f"The key `{key}` does not exist in the catalog" + (f"; near it there is {near}" if near else ""))
        return _Source(self, key, self.df._taken(groups[key]))

    def unique(self):
        """The different values of each column."""
        return self.df.unique()

    def nunique(self):
        """How many different values each column has."""
        return self.df.nunique()

    def __repr__(self):
        return f"<{self._text()}>"

    def _text(self):
        return f"{self.name} catalog with {len(self)} dataset(s) from {len(self.df)} asset(s)"

    def _repr_html_(self):
        found = self.nunique()
        return f"<p><strong>{self._text()}</strong>:</p> {Table({'unique': found.tolist()}, found.index)._repr_html_()}"

    def __dir__(self):
        return ["df", "esmcat", "key_template", "keys", "keys_info", "nunique", "search", "to_dask", "to_dataset_dict", "unique"]

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        near = min(dir(self), key=lambda one: distance(name, one))
        raise AttributeError(f"'esm_datastore' object has no attribute {name!r} here; near it there is {near!r}", name=name, obj=None)

    # Searching

    def search(self, require_all_on=None, **query):
        """The rows that fit: values, lists of them, or regular expressions (text with `*`, `?`, `^` or `$`), by column."""
        for name in query:
            if name not in self.df:
                raise ValueError(f"Column {name} not in columns {', '.join(self.df.columns)}")
        rows = range(len(self.df))
        for name, wanted in query.items():
            tests = [_test(one) for one in (wanted if isinstance(wanted, (list, tuple, set)) else [wanted])]
            values = self.df._columns[name]
            rows = [row for row in rows if any(test(values[row]) for test in tests)]
        if require_all_on:
            rows = self._complete(list(rows), [require_all_on] if isinstance(require_all_on, str) else list(require_all_on), query)
        return esm_datastore(self._described, Table(self.df._taken(rows)._columns), self.sep, self.progressbar)

    def _complete(self, rows, names, query):
        """The rows of those groups that have all values that are asked for."""
        columns = self.df._columns
        wanted = {
            name: query[name] if isinstance(query[name], (list, tuple, set)) else [query[name]] for name in query if name not in names
        }
        groups = {}
        for row in rows:
            groups.setdefault(tuple(columns[name][row] for name in names), []).append(row)
        found = [
            group
            for group in groups.values()
            if all(any(_test(one)(columns[name][row]) for row in group) for name, values in wanted.items() for one in values)
        ]
        return sorted(row for group in found for row in group)

    # Opening

    def to_dataset_dict(
        self,
        xarray_open_kwargs=None,
        xarray_combine_by_coords_kwargs=None,
        preprocess=None,
        storage_options=None,
        progressbar=None,
        aggregate=None,
        skip_on_error=False,
        zarr_kwargs=None,
        cdf_kwargs=None,
        **options,
    ):
        """The Datasets by their keys; nothing of the data is read."""
        given = {"xarray_combine_by_coords_kwargs": xarray_combine_by_coords_kwargs, "cdf_kwargs": cdf_kwargs}
        refuse("to_dataset_dict", "the rows' stores are Zarr, joined as the catalogue says", **given, **options)
        if not len(self):
            raise ValueError("The catalog is empty: no row fits the search; .unique() of the whole catalogue shows what there is")
        opening = {**(zarr_kwargs or {}), **(xarray_open_kwargs or {})}
        if storage_options:
            opening["storage_options"] = storage_options
        if self.progressbar if progressbar is None else progressbar:
            print(f"\n--> The keys in the returned dictionary of datasets are constructed as follows:\n\t'{self.key_template}'")
        found = {}
        for key in self.keys():
            try:
                found[key] = self[key]._opened(opening, preprocess, aggregate is not False)
            except Exception:
                if not skip_on_error:
                    raise
        return found

    def to_dask(self, **options):
        """The Dataset, if there is one."""
        if len(self) != 1:
            raise ValueError(
                f"Expected exactly one dataset. Received {len(self)} datasets. Please refine your search or use `.to_dataset_dict()`."
            )
        return next(iter(self.to_dataset_dict(**{"progressbar": False, **options}).values()))

    def to_datatree(self, **options):
        raise unsupported("to_datatree", ".to_dataset_dict() gives the Datasets by their keys")


def _file_text(url):
    found = _dasklet_recipes.file_text(url)
    if found is None:
        raise FileNotFoundError(f"{url} is not here; https://storage.googleapis.com/cmip6/pangeo-cmip6.json is")
    return found


def _typed(values):
    """Numbers where all are numbers; what is empty is missing."""
    try:
        found = [float(value) if value else float("nan") for value in values]
    except ValueError:
        return values
    return [int(value) for value in found] if all(value == value and value == int(value) for value in found) else found


def _test(wanted):
    if isinstance(wanted, re.Pattern) or isinstance(wanted, str) and _WILDCARDS & set(wanted.replace("\\*", "").replace("\\?", "")):
        pattern = wanted if isinstance(wanted, re.Pattern) else re.compile(wanted, re.IGNORECASE)
        return lambda value: pattern.search(str(value)) is not None
    return lambda value: value == wanted


class _Source:
    """The rows of one Dataset."""

    def __init__(self, catalogue, key, table):
        self._catalogue, self.key, self.df = catalogue, key, table

    def to_dask(self, **options):
        """The Dataset."""
        return self._opened({**options.pop("xarray_open_kwargs", {}), **options}, None, True)

    __call__ = to_dask

    def _opened(self, options, preprocess, joined):
        """Each store opened; new dimensions for what tells rows apart, and variables side by side."""
        described = self._catalogue._described
        control = self._catalogue._control
        address = described["assets"]["column_name"]
        new = (
            [
                one["attribute_name"]
                for one in control.get("aggregations", ())
                if one["type"] == "join_new" and one["attribute_name"] in self.df
            ]
            if joined
            else []
        )
        by_variable = {}
        for row in self.df.to_dict("records"):
            dataset = xr.open_zarr(row[address], **{"consolidated": True, **options})
            dataset = dataset if preprocess is None else preprocess(dataset)
            name = row[control["variable_column_name"]]
            moved = [other for other in dataset.data_vars if other != name]
            dataset = dataset.set_coords(moved) if moved else dataset
            for column in reversed(new):
                dataset = dataset.assign({name: dataset[name].expand_dims({column: [row[column]]})})
            by_variable.setdefault(name, []).append((row, dataset))
        parts = [_joined(rows, new) for rows in by_variable.values()]
        found = parts[0] if len(parts) == 1 else xr.merge(parts, compat="override", join="outer", combine_attrs="drop_conflicts")
        first = self.df.to_dict("records")[0]
        attrs = {f"intake_esm_attrs:{name}": value for name, value in first.items() if _same(self.df[name]) and value == value}
        return found.assign_attrs(
            {
                **attrs,
                "intake_esm_vars": list(by_variable),
                "intake_esm_attrs:_data_format_": described["assets"].get("format", "zarr"),
                "intake_esm_dataset_key": self.key,
            }
        )

    def __repr__(self):
        return f"<{self.key}, {len(self.df)} asset(s)>"


def _same(column):
    return len({str(value) for value in column}) == 1


def _joined(rows, new):
    """The Datasets of one variable along the first new dimension in which they differ."""
    datasets = [dataset for _, dataset in rows]
    if len(datasets) == 1:
        return datasets[0]
    differing = [column for column in new if len({str(row[column]) for row, _ in rows}) > 1]
    if len(differing) != 1:
        raise ValueError(
            f"the rows of one variable differ in {differing or 'nothing'}; search for one {' and '.join(differing) or 'version'}"
        )
    return xr.concat(datasets, differing[0], coords="minimal", compat="override", join="outer", combine_attrs="drop_conflicts")
