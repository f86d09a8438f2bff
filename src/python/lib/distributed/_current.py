"""Which client computes: the one that was made last."""

import weakref

# Clients in the order in which they were made the one that computes. The last one stays though nobody names it; the others, as in
# Dask, live as long as somebody does, so these are references that do not count.
_clients = []


def _known_clients():
    found = (known() if isinstance(known, weakref.ref) else known for known in _clients)
    return [client for client in found if client is not None]


def _push_client(client):
    _clients[:] = [*(weakref.ref(known) for known in _known_clients()), client]


def _remove_client(client):
    """Take a client back, as often as it was pushed last."""
    known = _known_clients()
    for i in reversed(range(len(known))):
        if known[i] is client:
            del known[i]
            break
    _clients[:] = [*(weakref.ref(other) for other in known[:-1]), *known[-1:]]


def client_or_none():
    """The client that computes, or ``None``."""
    from distributed.worker import _task_client

    inside = _task_client()
    if inside is not None:
        return inside
    for client in reversed(_known_clients()):
        if client._native is not None and not client._native.closed:
            return client
    return None


def default_client(c=None):
    """The client that was made last, or ``c`` if that is one."""
    client = c or client_or_none()
    if client is None:
        raise ValueError(
            "No clients found\n"
            "Start a client and point it to the scheduler address\n"
            "  from distributed import Client\n"
            "  client = Client('ip-addr-of-scheduler:8786')\n"
        )
    return client
