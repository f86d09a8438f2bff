"""Graphs of layers, as collections show them: ``x.dask``."""

import html
from collections.abc import Mapping

import _dask
from _dasklet_missing import unsupported

from dask.utils import key_split

__all__ = ["HighLevelGraph", "Layer"]


class Layer(Mapping):
    """One step of a computation: its tasks, as a dict from keys to the keys that they need."""

    def __init__(self, graph, entry):
        self._graph, self._entry = graph, entry

    @property
    def name(self):
        return self._entry["name"]

    @property
    def annotations(self):
        """What it was annotated with when it was built, or ``None``."""
        from dask.base import layer_annotations

        found = layer_annotations(self._graph._graph).get(self.name)
        return None if found is None else dict(found)

    def is_materialized(self):
        """Whether its tasks are written out."""
        return self._entry["materialized"]

    def _tasks(self):
        name = self.name
        tasks = self._graph._tasks()
        return {k: v for k, v in tasks.items() if (k[0] if isinstance(k, tuple) else k) == name}

    def get_output_keys(self):
        """The keys of its results."""
        return set(self._tasks())

    def __getitem__(self, key):
        return self._tasks()[key]

    def __iter__(self):
        return iter(self._tasks())

    def __len__(self):
        return self._entry["n_tasks"]

    def __repr__(self):
        return f"<{self._entry['type']} {self.name!r} of {len(self)} tasks>"


class HighLevelGraph(Mapping):
    """A graph of layers; as a mapping, it has all tasks, each with the keys that it needs."""

    def __init__(self, graph):
        if not isinstance(graph, _dask.Graph):
            raise TypeError("a HighLevelGraph is what x.dask gives; a graph of your own is a plain dict of tasks")
        self._graph = graph
        self._task_dict = None

    @classmethod
    def from_collections(cls, name, layer, dependencies=()):
        """A graph of one more layer than those of collections has to be built by operations on them here."""
        raise unsupported(
            "HighLevelGraph.from_collections()", "x.map_blocks, da.map_blocks, da.from_delayed and dask.delayed add layers to collections"
        )

    def _tasks(self):
        if self._task_dict is None:
            self._task_dict = self._graph.tasks()
        return self._task_dict

    @property
    def layers(self):
        """The layers by name, each after those that it depends on."""
        return {entry["name"]: Layer(self, entry) for entry in self._graph.layers()}

    @property
    def dependencies(self):
        """The names of the layers that each layer depends on."""
        return {entry["name"]: set(entry["dependencies"]) for entry in self._graph.layers()}

    @property
    def dependents(self):
        """The names of the layers that depend on each layer."""
        entries = self._graph.layers()
        found = {entry["name"]: set() for entry in entries}
        for entry in entries:
            for name in entry["dependencies"]:
                found[name].add(entry["name"])
        return found

    def to_dict(self):
        """All tasks in one dict."""
        return dict(self._tasks())

    def get_all_dependencies(self):
        """The keys that each task needs."""
        return {k: set(v) for k, v in self._tasks().items()}

    def get_all_external_keys(self):
        """All keys."""
        return set(self._tasks())

    def validate(self):
        """Check that layers depend on layers that are there."""
        names = {entry["name"] for entry in self._graph.layers()}
        for name, dependencies in self.dependencies.items():
            for dependency in dependencies - names:
                raise ValueError(f"{dependency} not found in layers, needed by {name}")

    def visualize(self, filename="dask-hlg.svg", format=None, **kwargs):
        """Draw the layers."""
        from dask.dot import draw

        return draw(self._graph, filename=filename, layers=True, **kwargs)

    def cull(self, keys):
        """The tasks that ``keys`` need."""
        return HighLevelGraph(self._graph.optimize(list(keys)))

    def __getitem__(self, key):
        return self._tasks()[key]

    def __contains__(self, key):
        return key in self._tasks()

    def keys(self):
        return self._tasks().keys()

    def __iter__(self):
        return iter(self._tasks())

    def __len__(self):
        return sum(entry["n_tasks"] for entry in self._graph.layers())

    def __repr__(self):
        entries = self._graph.layers()
        name = f"{type(self).__module__}.{type(self).__name__}"
        lines = [f"<{name} object at {hex(id(self))}>"]
        lines += [f" {i}. {entry['name']}" for i, entry in enumerate(entries)]
        return f"HighLevelGraph with {len(entries)} layers.\n" + "\n".join(lines)

    def _repr_html_(self):
        entries = self._graph.layers()
        n_keys = sum(entry["n_tasks"] for entry in entries)
        parts = [
            '<div class="dk-hlg"><div class="dk-hlg-head"><h3>HighLevelGraph</h3>',
            f"<p>HighLevelGraph with {len(entries)} layers and {n_keys} keys from all layers.</p></div>",
        ]
        for i, entry in enumerate(entries):
            parts.append(_layer_html(i, entry))
        return "".join(parts) + "</div>"


def _layer_html(number, entry):
    name = html.escape(entry["name"])
    filled = "●" if entry["materialized"] else "○"
    rows = [
        ("layer_type", entry["type"]),
        ("is_materialized", entry["materialized"]),
        ("number of outputs", entry["n_tasks"]),
    ]
    rows += [(field, entry[field]) for field in ("shape", "dtype", "chunksize") if field in entry]
    if "shape" in entry:
        rows += [("type", "dask.array.core.Array"), ("chunk_type", "numpy.ndarray")]
    depends = [html.escape(d) for d in entry["dependencies"]]
    cells = "".join(f"<tr><th>{field}</th><td>{html.escape(str(value))}</td></tr>" for field, value in rows)
    if depends:
        cells += f"<tr><th>depends on</th><td>{'<br>'.join(depends)}</td></tr>"
    return (
        f'<details class="dk-layer"><summary>{filled} Layer{number}: {html.escape(key_split(entry["name"]))}</summary>'
        f'<p class="dk-layer-name">{name}</p><table>{cells}</table></details>'
    )
