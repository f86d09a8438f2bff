"""A gateway that gives out clusters within limits, as an operator of a shared service would set it up.

A worker may have up to 2 cores and 2.00 GiB of memory, a cluster up to 3 workers.
"""

import atexit
import html
import warnings
from collections.abc import MutableMapping

import _dask
from _dasklet_missing import refuse, unsupported
from dask.utils import format_bytes
from distributed.deploy.cluster import Cluster

__all__ = [
    "BasicAuth",
    "Gateway",
    "GatewayCluster",
    "GatewayClusterError",
    "GatewayServerError",
    "GatewayWarning",
    "JupyterHubAuth",
    "KerberosAuth",
]

_WAITS = "leave it out: calls wait, and Stop ends them"

CORES_MAX = 2
MEMORY_MAX_GIB = 2.0
WORKERS_MAX = 3

_ADDRESS = "inproc://dasklet/gateway"


class GatewayWarning(UserWarning):
    """A limit of the gateway was reached."""


class GatewayClusterError(Exception):
    """A cluster could not be started or reached."""


class GatewayServerError(Exception):
    """The gateway could not answer."""


class _Field:
    """One option: its type, default and range."""

    def __init__(self, label, kind, default, low, high, step):
        self.label, self.kind, self.default, self.low, self.high, self.step = label, kind, default, low, high, step

    def check(self, name, value):
        """The value as it is kept; ``TypeError`` or ``ValueError`` if it can't be."""
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if self.kind is int and number and value == value and value == int(value):
            value = int(value)
        elif self.kind is int or not number:
            kind = "an integer" if self.kind is int else "a number"
            raise TypeError(f"{name} must be {kind}, got {value!r}")
        else:
            value = float(value)
        if value != value:
            raise ValueError(f"{name} must be a number, got {value}")
        if value < self.low:
            raise ValueError(f"{name} must be >= {self.low}, got {value}")
        if value > self.high:
            raise ValueError(f"{name} must be <= {self.high}, got {value}")
        return value


_FIELDS = {
    "worker_cores": _Field("Worker Cores", int, 1, 1, CORES_MAX, 1),
    "worker_memory": _Field("Worker Memory (GB)", float, 1.0, 0.1, MEMORY_MAX_GIB, 0.1),
}


class Options(MutableMapping):  # noqa: PLW1641
    """The options of a new cluster, as attributes or as items.

    >>> options = Gateway().cluster_options()
    >>> options.worker_cores = 2
    >>> options["worker_cores"]
    2
    """

    def __init__(self):
        object.__setattr__(self, "_values", {name: field.default for name, field in _FIELDS.items()})

    def _known(self, name, error):
        if name not in _FIELDS:
            raise error(f"No option {name!r} available; the options are {', '.join(_FIELDS)}")
        return _FIELDS[name]

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        self._known(name, AttributeError)
        return self._values[name]

    def __setattr__(self, name, value):
        self._values[name] = self._known(name, AttributeError).check(name, value)

    def __getitem__(self, name):
        self._known(name, KeyError)
        return self._values[name]

    def __setitem__(self, name, value):
        self._values[name] = self._known(name, KeyError).check(name, value)

    def __delitem__(self, name):
        raise TypeError("Cannot delete fields")

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def __dir__(self):
        return [*object.__dir__(self), *_FIELDS]

    def __eq__(self, other):
        return isinstance(other, Options) and self._values == other._values

    def __repr__(self):
        return f"Options<{', '.join(f'{k}={v!r}' for k, v in self._values.items())}>"

    def _repr_html_(self):
        rows = "".join(
            f"<tr><th>{html.escape(field.label)}</th><td>{self._values[name]}</td>"
            f"<td>{field.low} to {field.high}</td><td><code>options.{name} = …</code></td></tr>"
            for name, field in _FIELDS.items()
        )
        return (
            '<div class="dk-options"><h2>Cluster Options</h2><table><thead><tr><th>Option</th><th>Value</th>'
            f"<th>Range</th><th>Set it with</th></tr></thead><tbody>{rows}</tbody></table>"
            f"<p>A cluster may have {WORKERS_MAX} workers, each up to {CORES_MAX} cores and "
            f"{format_bytes(MEMORY_MAX_GIB * 2**30)}.</p></div>"
        )


def _options(cluster_options, given):
    options = Options()
    if cluster_options is not None:
        if not isinstance(cluster_options, (Options, dict)):
            raise TypeError(f"cluster_options is what gateway.cluster_options() gives, not {cluster_options!r}")
        options.update(cluster_options)
    for name, value in given.items():
        if name not in _FIELDS:
            raise TypeError(f"Unknown cluster option {name!r}; the options are {', '.join(_FIELDS)}")
        options[name] = value
    return options


class ClusterReport:
    """One cluster in a list of clusters."""

    def __init__(self, native):
        self.name = native.name
        self.status = "STOPPED" if native.closed else "RUNNING"
        self.scheduler_address = native.address
        self.dashboard_link = native.dashboard_link
        self.options = _OPTIONS_OF.get(native.name, Options())
        self.tags = {}

    def __repr__(self):
        return f"ClusterReport<name={self.name}, status={self.status}>"


_OPTIONS_OF = {}


class _Auth:
    """Taken where dask-gateway takes it; there is nobody to prove anything to."""

    def __init__(self, *args, **kwargs):
        pass


class BasicAuth(_Auth):
    """A user name and a password."""

    def __init__(self, username=None, password=None):
        super().__init__()
        self.username = username


class KerberosAuth(_Auth):
    """A Kerberos ticket."""


class JupyterHubAuth(_Auth):
    """A JupyterHub token."""


class Gateway:
    """Gives out clusters.

    >>> gateway = Gateway()
    >>> gateway.list_clusters()
    []
    """

    def __init__(self, address=None, proxy_address=None, public_address=None, auth=None, asynchronous=False, loop=None):
        if asynchronous:
            raise unsupported("Gateway(asynchronous=True)", _WAITS)
        self.address = _ADDRESS if address is None else str(address)
        self.proxy_address = self.address if proxy_address is None else proxy_address
        self.auth = auth

    def cluster_options(self, use_local_defaults=True, **kwargs):
        """The options of a new cluster, to be changed and handed on."""
        refuse("gateway.cluster_options", _WAITS, **kwargs)
        return Options()

    def new_cluster(self, cluster_options=None, shutdown_on_close=True, **kwargs):
        """Start a cluster; it has no workers yet."""
        return GatewayCluster(address=self.address, cluster_options=cluster_options, shutdown_on_close=shutdown_on_close, **kwargs)

    def submit(self, cluster_options=None, **kwargs):
        """Start a cluster without connecting to it; gives its name."""
        return _start(_options(cluster_options, kwargs)).name

    def list_clusters(self, status=None, **kwargs):
        """The clusters that run."""
        refuse("gateway.list_clusters", _WAITS, **kwargs)
        reports = [ClusterReport(native) for native in _dask.clusters() if native.kind == "gateway"]
        if status is None:
            return reports
        wanted = [status] if isinstance(status, str) else list(status)
        known = ("PENDING", "RUNNING", "STOPPING", "STOPPED", "FAILED")
        wanted = [str(s).upper() for s in wanted]
        for s in wanted:
            if s not in known:
                raise ValueError(f"{s} isn't a valid cluster status, valid options: {', '.join(known)}")
        return [report for report in reports if report.status in wanted]

    def get_cluster(self, cluster_name, **kwargs):
        """What there is to know of a cluster."""
        refuse("gateway.get_cluster", _WAITS, **kwargs)
        return ClusterReport(_find(cluster_name))

    def connect(self, cluster_name, shutdown_on_close=False):
        """A cluster that runs, by its name."""
        return GatewayCluster.from_name(cluster_name, shutdown_on_close=shutdown_on_close)

    def scale_cluster(self, cluster_name, n, **kwargs):
        """Ask for ``n`` workers."""
        refuse("gateway.scale_cluster", _WAITS, **kwargs)
        _scale(_find(cluster_name), n)

    def adapt_cluster(self, cluster_name, minimum=None, maximum=None, active=True, **kwargs):
        """Adaptive scaling is not there yet."""
        raise _no_adapt()

    def stop_cluster(self, cluster_name, **kwargs):
        """End a cluster."""
        refuse("gateway.stop_cluster", _WAITS, **kwargs)
        native = _find(cluster_name)
        native.close()
        _OPTIONS_OF.pop(native.name, None)

    def get_versions(self):
        """Versions of client and gateway; they are one program."""
        return {"server": {"version": "2026.3.0"}, "client": {"version": "2026.3.0"}}

    def close(self):
        """Nothing is open."""

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __repr__(self):
        return f"Gateway<{self.address}>"


def _find(name):
    for native in _dask.clusters():
        if native.kind == "gateway" and native.name == name:
            return native
    raise GatewayClusterError(f"Cluster {name!r} is not running")


def _start(options):
    memory = int(options.worker_memory * 10**9)
    native = _dask.start_cluster("gateway", _dask.unique_hex(32), 0, options.worker_cores, memory, WORKERS_MAX)
    _OPTIONS_OF[native.name] = options
    return native


def _scale(native, n):
    if isinstance(n, bool) or not isinstance(n, (int, float)) or n != int(n):
        raise TypeError(f"the number of workers is an integer, got {n!r}")
    n = int(n)
    if n < 0:
        raise ValueError(f"n must be >= 0, got {n}")
    if n > WORKERS_MAX:
        warnings.warn(
            f"Scale request of {n} workers would exceed resource limit of {WORKERS_MAX} workers. Scaling to {WORKERS_MAX} instead.",
            GatewayWarning,
            stacklevel=3,
        )
        n = WORKERS_MAX
    native.scale(n)


def _no_adapt():
    return unsupported("adaptive scaling of a cluster", "scale it by hand: cluster.scale(n)")


class GatewayCluster(Cluster):
    """A cluster of the gateway. It starts without workers: ``cluster.scale(2)`` asks for some.

    >>> cluster = GatewayCluster(worker_cores=1)
    >>> cluster.scale(2)
    >>> cluster.close()
    """

    def __init__(
        self,
        address=None,
        proxy_address=None,
        public_address=None,
        auth=None,
        cluster_options=None,
        shutdown_on_close=True,
        asynchronous=False,
        loop=None,
        **kwargs,
    ):
        if asynchronous:
            raise unsupported("GatewayCluster(asynchronous=True)", _WAITS)
        self._begin(_start(_options(cluster_options, kwargs)), shutdown_on_close)

    def _begin(self, native, shutdown_on_close):
        self._native = native
        self.gateway = Gateway()
        self.shutdown_on_close = shutdown_on_close
        self._left = False
        _open.append(self)

    @classmethod
    def from_name(cls, cluster_name, shutdown_on_close=False, **kwargs):
        """A cluster that runs, by its name."""
        refuse("GatewayCluster.from_name", "one gateway gives out all clusters: give the name alone", **kwargs)
        self = cls.__new__(cls)
        self._begin(_find(cluster_name), shutdown_on_close)
        return self

    @property
    def status(self):
        return "closed" if self._left or self._native.closed else "running"

    def _worker_config(self):
        options = _OPTIONS_OF.get(self.name) or Options()
        return options.worker_cores, int(options.worker_memory * 10**9)

    def scale(self, n, **kwargs):
        """Ask for ``n`` workers. Beyond the gateway's limit there is a ``GatewayWarning``, and as many as it allows."""
        refuse("cluster.scale", _WAITS, **kwargs)
        _scale(self._native, n)

    def adapt(self, minimum=None, maximum=None, active=True, **kwargs):
        """Adaptive scaling is not there yet: it can only be switched off."""
        refuse("cluster.adapt", _WAITS, **kwargs)
        if active or minimum is not None or maximum is not None:
            raise _no_adapt()

    def get_client(self, set_as_default=True):
        """A client of this cluster."""
        from distributed.client import Client

        return Client(self, set_as_default=set_as_default)

    def close(self, shutdown=None, **kwargs):
        """Let go of the cluster; it ends, unless ``shutdown`` or ``shutdown_on_close`` is false."""
        refuse("cluster.close", _WAITS, **kwargs)
        self._left = True
        if self in _open:
            _open.remove(self)
        if self.shutdown_on_close if shutdown is None else shutdown:
            super().close()
            _OPTIONS_OF.pop(self.name, None)

    def shutdown(self, **kwargs):
        """End the cluster."""
        refuse("cluster.shutdown", _WAITS, **kwargs)
        self.close(shutdown=True)

    def __repr__(self):
        return f"GatewayCluster<{self.name}, status={self.status}>"

    def _repr_html_(self):
        workers = self._native.workers()
        memory = format_bytes(sum(w["memory_limit"] for w in workers))
        threads = sum(w["nthreads"] for w in workers)
        name, link = html.escape(self.name), html.escape(self.dashboard_link)
        return (
            '<div class="dk-gateway"><h2>GatewayCluster</h2>'
            f"<table><tbody><tr><th>Workers</th><td>{len(workers)}</td></tr><tr><th>Threads</th><td>{threads}</td></tr>"
            f"<tr><th>Memory</th><td>{memory}</td></tr></tbody></table>"
            f"<p><strong>Name: </strong>{name}</p><p><strong>Status: </strong>{self.status}</p>"
            f'<p><strong>Dashboard: </strong><a href="{link}">{link}</a></p></div>'
        )


_open = []


@atexit.register
def _close_lingering():
    for cluster in list(_open):
        if cluster.shutdown_on_close:
            cluster.close()


def __getattr__(name):
    from _dasklet_missing import missing

    raise missing("dask_gateway", name, __all__)
