"""Drawing graphs, without Graphviz."""

import _dask
from _dasklet_missing import refuse


class _Drawing:
    """A picture that a cell shows."""

    def __init__(self, svg):
        self.data = svg

    def _repr_svg_(self):
        return self.data

    def _repr_html_(self):
        return self.data

    def __repr__(self):
        return "<IPython.core.display.SVG object>"


def draw(
    graph,
    filename="mydask",
    format=None,
    optimize_graph=False,
    engine=None,
    rankdir="BT",
    color=None,
    cmap=None,
    maxval=None,
    verbose=False,
    collapse_outputs=False,
    layers=False,
    **attributes,
):
    """Draw a graph in the cell and in the Graph panel; gives the picture.

    Files are not written, so ``filename`` only says what the picture is called. ``color`` may be ``"order"``, ``"age"``,
    ``"freed"``, ``"memoryincreases"``, ``"memorydecreases"``, ``"memorypressure"``, each also after ``"order-"``.
    """
    if engine not in (None, "graphviz", "cytoscape"):
        raise ValueError(f"Visualization engine {engine!r} not recognized")
    refuse("visualize", "color= chooses what colours tell", cmap=cmap, **attributes)
    if layers and color == "layer_type":
        color = None
    svg = _dask.draw(graph, bool(optimize_graph), bool(layers), str(rankdir), color, maxval, bool(verbose), bool(collapse_outputs))
    return _Drawing(svg)


def dot_graph(dsk, filename="mydask", **kwargs):
    """Draw a graph of plain tasks."""
    from dask.core import execute_task

    return draw(_dask.graph_from_dict(dict(dsk), execute_task, list(dsk)), filename=filename, **kwargs)
