"""Objects as HTML: sections that fold, with pictures of chunks.

Sections are `<details>`, so keys and screen readers work on them without a script.
"""

from html import escape

from . import duck
from .formatting import data_text, is_index, of_index, ordered_coords, preview, size_text
from .options import option

_STYLE = """
.xr { max-width: 46rem; line-height: 1.5; font-size: 0.875rem; }
.xr summary { cursor: pointer; padding: 0.15rem 0; }
.xr summary span { opacity: 0.75; }
.xr header { padding: 0.2rem 0 0.3rem; border-bottom: 1px solid currentcolor; margin-bottom: 0.3rem; }
.xr header b { font-weight: 600; }
.xr ul.dims { display: inline; list-style: none; padding: 0; margin: 0 0 0 0.6rem; }
.xr ul.dims li { display: inline; margin-right: 0.7rem; }
.xr .index { font-weight: 700; }
.xr .rows { margin: 0; padding: 0 0 0.3rem 1rem; list-style: none; }
.xr .rows > li > details > summary { display: grid; grid-template-columns: 7rem 8rem 7rem minmax(0, 1fr); gap: 0 0.6rem; }
.xr .rows > li > details > summary > :first-child::before { content: "▸ "; font-weight: 400; opacity: 0.6; }
.xr .rows > li > details[open] > summary > :first-child::before { content: "▾ "; }
.xr .rows summary > * { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; opacity: 1; }
.xr .rows > li:nth-child(odd) { background: color-mix(in srgb, currentcolor 5%, transparent); }
.xr dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 0.8rem; margin: 0.2rem 0 0.4rem 1rem; }
.xr dt { font-weight: 500; }
.xr dd { margin: 0; overflow-wrap: anywhere; }
.xr pre { margin: 0.2rem 0 0.4rem 1rem; overflow: auto; }
@container (max-width: 30rem) { .xr .rows > li > details > summary { grid-template-columns: 1fr 1fr; } }
"""


def _data(data, index=False):
    if duck.is_lazy(data):
        return data._repr_html_()
    return f"<pre>{escape(data_text(data, index))}</pre>"


def _attributes(attrs):
    return "<dl>" + "".join(f"<dt>{escape(str(name))}</dt><dd>{escape(str(value))}</dd>" for name, value in attrs.items()) + "</dl>"


def _row(name, variable):
    mark = " class='index'" if is_index(name, variable) else ""
    summary = (
        f"<span{mark}>{escape(str(name))}</span><span>({escape(', '.join(map(str, variable.dims)))})</span>"
        f"<span>{escape(str(variable.dtype))}</span><span>{escape(preview(variable, 35))}</span>"
    )
    attrs = _attributes(variable.attrs) if variable.attrs else ""
    return f"<li><details><summary>{summary}</summary>{attrs}{_data(variable._data, is_index(name, variable))}</details></li>"


def _section(title, count, body, option_name, most):
    shown = option(option_name)
    is_open = count > 0 and (count < most if shown == "default" else shown)
    return f"<details{' open' if is_open else ''}><summary>{title} <span>({count})</span></summary>{body}</details>"


def _rows(title, variables, option_name, most):
    body = "<ul class='rows'>" + "".join(_row(name, variable) for name, variable in variables.items()) + "</ul>"
    return _section(title, len(variables), body, option_name, most)


def _attrs_section(attrs):
    return _section("Attributes", len(attrs), _attributes(attrs), "display_expand_attrs", 10)


def _dims(sizes, labelled):
    mark = {True: " class='index'", False: ""}
    items = (f"<li><span{mark[dim in labelled]}>{escape(str(dim))}</span>: {length}</li>" for dim, length in sizes.items())
    return f"<ul class='dims'>{''.join(items)}</ul>"


def _page(kind, name, sizes, labelled, nbytes, sections):
    title = f"xarray.{kind}" + (f" <b>{escape(repr(name))}</b>" if name is not None else "")
    head = f"<header>{title}{_dims(sizes, labelled)}<span>{size_text(nbytes)}</span></header>"
    return f"<div class='xr'><style>{_STYLE}</style>{head}{''.join(sections)}</div>"


def variable_html(variable):
    sections = [_data(variable._data), _attrs_section(variable.attrs)]
    return _page("Variable", None, variable.sizes, (), variable.nbytes, sections)


def array_html(array):
    coords = ordered_coords(array)
    is_open = option("display_expand_data") is not False
    data = f"<details{' open' if is_open else ''}><summary>{escape(preview(array._variable, 70))}</summary>{_data(array._variable._data, of_index(array))}</details>"
    sections = [data, _rows("Coordinates", coords, "display_expand_coords", 25), _attrs_section(array.attrs)]
    return _page("DataArray", array.name, array.sizes, coords, array.nbytes, sections)


def dataset_html(dataset):
    coords = ordered_coords(dataset)
    data_vars = {name: dataset._variables[name] for name in dataset.data_vars}
    sections = [
        _rows("Coordinates", coords, "display_expand_coords", 25),
        _rows("Data variables", data_vars, "display_expand_data_vars", 15),
        _attrs_section(dataset.attrs),
    ]
    return _page("Dataset", None, dataset.sizes, coords, dataset.nbytes, sections)
