"""How clients and clusters look in a cell."""

import html

from dask.utils import format_bytes, format_seconds_ago


def _square(colour):
    return f'<span class="dk-square" style="background:{colour};border:2px solid #9d9d9d"></span>'


def _table(pairs):
    """A table of two columns of labelled values."""
    rows = []
    for i in range(0, len(pairs), 2):
        cells = "".join(f'<td style="text-align:left"><strong>{label}:</strong> {value}</td>' for label, value in pairs[i : i + 2])
        rows.append(f"<tr>{cells}</tr>")
    return f'<table style="width:100%;text-align:left">{"".join(rows)}</table>'


def _link(address):
    address = html.escape(address)
    return f'<a href="{address}">{address}</a>'


def _box(colour, title, subtitle, body):
    return (
        f'<div class="dk-box">{_square(colour)}<div class="dk-box-body">'
        f'<h3 style="margin-bottom:0">{html.escape(title)}</h3>'
        f'<p class="dk-muted" style="margin:0">{html.escape(subtitle)}</p>{body}</div></div>'
    )


def _details(title, body):
    return f'<details><summary style="margin-bottom:1em"><h3 style="display:inline">{title}</h3></summary>{body}</details>'


def _memory(workers):
    limits = [w["memory_limit"] for w in workers]
    return format_bytes(sum(limits)) if limits and all(limits) else "no limit" if limits else "0 B"


def totals(cluster):
    """Workers, threads and memory of a cluster, counted now."""
    workers = cluster._native.workers()
    return [
        ("Dashboard", _link(cluster.dashboard_link)),
        ("Workers", len(workers)),
        ("Total threads", sum(w["nthreads"] for w in workers)),
        ("Total memory", _memory(workers)),
    ]


def worker_html(worker):
    """One worker."""
    limit = format_bytes(worker["memory_limit"]) if worker["memory_limit"] else "no limit"
    body = _table(
        [
            ("Comm", html.escape(worker["address"])),
            ("Total threads", worker["nthreads"]),
            ("Memory", limit),
            ("Memory usage", format_bytes(worker["managed"])),
            ("Tasks executing", worker["executing"]),
            ("Tasks in memory", worker["in_memory"]),
        ]
    )
    title = f"{_square('#4CC9FF')} Worker: {html.escape(worker['name'])}"
    return f'<details><summary><h4 style="display:inline">{title}</h4></summary>{body}</details>'


def scheduler_html(cluster):
    """The scheduler and its workers."""
    native = cluster._native
    workers = native.workers()
    head = _table(
        [
            ("Comm", html.escape(native.address)),
            ("Workers", len(workers)),
            ("Dashboard", _link(cluster.dashboard_link)),
            ("Total threads", sum(w["nthreads"] for w in workers)),
            ("Started", format_seconds_ago(native.age)),
            ("Total memory", _memory(workers)),
        ]
    )
    body = head + _details("Workers", "".join(worker_html(w) for w in workers))
    return _box("#FF6132", "Scheduler", f"Scheduler-{native.id}", body)


def cluster_html(cluster, more=()):
    """A cluster."""
    body = _table([*totals(cluster), *more]) + _details("Scheduler Info", scheduler_html(cluster))
    return _box("#e1e1e1", type(cluster).__name__, str(cluster.name), body)


def client_html(client):
    """A client, and the cluster that it is connected to."""
    if client.status == "closed":
        return _box("#e1e1e1", "Client", client.id, "<p>No scheduler connected.</p>")
    cluster = client.cluster
    kind = f"{type(cluster).__module__.split('.')[0]}.{type(cluster).__name__}"
    body = _table(
        [
            ("Connection method", "Cluster object"),
            ("Cluster type", html.escape(kind)),
            ("Dashboard", _link(client.dashboard_link)),
            ("Status", getattr(cluster.status, "name", cluster.status)),
        ]
    )
    return _box("#e1e1e1", "Client", client.id, body + _details("Cluster Info", cluster._repr_html_()))


class WhoHas(dict):
    """The workers that hold each result."""

    def _repr_html_(self):
        rows = "".join(
            f"<tr><td>{html.escape(str(key))}</td><td>{len(workers)}</td><td>{html.escape(', '.join(workers))}</td></tr>"
            for key, workers in sorted(self.items(), key=lambda item: str(item[0]))
        )
        return f"<table><thead><tr><th>Key</th><th>Copies</th><th>Workers</th></tr></thead><tbody>{rows}</tbody></table>"


class HasWhat(dict):
    """The results that each worker holds."""

    def _repr_html_(self):
        rows = "".join(
            f"<tr><td>{html.escape(worker)}</td><td>{len(keys)}</td><td><details><summary>Expand</summary>"
            f"<ul>{''.join(f'<li>{html.escape(str(key))}</li>' for key in keys)}</ul></details></td></tr>"
            for worker, keys in sorted(self.items())
        )
        return f"<table><thead><tr><th>Worker</th><th>Key count</th><th>Key list</th></tr></thead><tbody>{rows}</tbody></table>"
