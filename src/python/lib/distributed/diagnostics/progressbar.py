"""Progress bars for futures and persisted collections."""

import contextlib
import html
import sys
import time

from _dasklet_missing import refuse, unsupported
from dask.utils import format_time

_REFRESH = 0.1


def progress(*futures, notebook=None, multi=True, complete=True, group_by="prefix", **kwargs):
    """Show how far futures are, until they are done.

    :param notebook: a bar in the cell, or (``False``) a line of text
    :param multi: one bar for each kind of tasks

    >>> x = x.persist()                                    # doctest: +SKIP
    >>> progress(x)                                        # doctest: +SKIP
    """
    from distributed._current import default_client
    from distributed.futures import client_of, futures_of

    if group_by not in ("prefix", "spans"):
        raise ValueError("`group_by` should be 'prefix' or 'spans'")
    if group_by == "spans":
        raise unsupported("progress(group_by='spans')", "tasks are grouped by the beginnings of their keys")
    refuse("progress", "the bar is as wide as the cell", complete=None if complete else False, **kwargs)
    found = futures_of(list(futures))
    if not found:
        default_client()
        return
    native = client_of(found)._connected("show progress")
    rows_of, watch = native.progress(found), native.watch(found)
    show = _text_line() if notebook is False else _notebook_bars(multi)
    started = time.perf_counter()
    while watch.waiting():
        show(rows_of.now(), time.perf_counter() - started, False)
        with contextlib.suppress(TimeoutError):
            watch.next_done(_REFRESH)
    show(rows_of.now(), time.perf_counter() - started, True)


def _text_line():
    width = 40

    def show(rows, elapsed, last):
        total = sum(row[1] for row in rows)
        done = sum(row[2] for row in rows)
        fraction = done / total if total else 1.0
        filled = "#" * int(width * fraction)
        line = f"\r[{filled:<{width}}] | {int(100 * fraction)}% Completed | {format_time(elapsed)}"
        print(line, end="\n" if last else "")
        sys.stdout.flush()

    return show


def _notebook_bars(multi):
    from IPython.display import HTML, display

    handle = display(HTML(""), display_id=True)

    def show(rows, elapsed, last):
        kinds = rows if multi else [("all", *(sum(row[i] for row in rows) for i in range(1, 5)))]
        total = sum(row[1] for row in rows)
        done = sum(row[2] for row in rows)
        bars = "".join(_bar(*row) for row in kinds)
        state = "Finished" if last else f"Finished: {done} / {total} tasks"
        handle.update(HTML(f'<div class="dk-progress"><p><strong>{state}</strong> in {format_time(elapsed)}</p>{bars}</div>'))

    return show


def _bar(prefix, total, done, erred, processing):
    name = html.escape(prefix)
    failed = f", {erred} erred" if erred else ""
    return (
        f'<div class="dk-progress-row"><span>{name}</span> '
        f'<progress max="{total or 1}" value="{done if total else 1}" aria-label="{name}"></progress> '
        f"<span>{done} / {total}{failed}</span></div>"
    )
