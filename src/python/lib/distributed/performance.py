"""Reports that Dask writes to files; panels show the same here."""

from _dasklet_missing import unsupported


class get_task_stream:
    """Dask collects tasks here; the task stream panel shows them all the time."""

    def __init__(self, client=None, plot=False, filename="task-stream.html"):
        raise unsupported("get_task_stream()", "the task stream panel shows what ran")


class performance_report:
    """Dask writes a file here; the panels show the same all the time."""

    def __init__(self, filename="dask-report.html", **kwargs):
        raise unsupported("performance_report()", "there are no files here; the panels show what ran")
