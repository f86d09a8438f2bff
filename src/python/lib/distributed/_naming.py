"""What clients of a cluster share by name: datasets, metadata, and events by topic."""

from collections.abc import MutableMapping

from _dasklet_missing import refuse

from distributed._arguments import as_list, no_value
from distributed.deploy.cluster import shared_state
from distributed.futures import WAITS, rebound


class Datasets(MutableMapping):
    """The published datasets of a client's cluster."""

    def __init__(self, client):
        self._client = client

    def __getitem__(self, name):
        return self._client.get_dataset(name)

    def __setitem__(self, name, data):
        self._client.publish_dataset(data, name=name)

    def __delitem__(self, name):
        self._client.unpublish_dataset(name)

    def __contains__(self, name):
        return name in self._client.list_datasets()

    def __iter__(self):
        return iter(self._client.list_datasets())

    def __len__(self):
        return len(self._client.list_datasets())


class Naming:
    """What clients of a cluster share by name: datasets, metadata, and events by topic."""

    def _datasets(self):
        return self.cluster._datasets

    def publish_dataset(self, *args, name=None, override=False, **kwargs):
        """Keep collections under a name, for other clients of this cluster."""
        named = dict(kwargs)
        if name is not None:
            if len(args) == 0:
                raise ValueError("If name is provided, expecting call signature like publish_dataset(df, name='ds')")
            named[name] = args[0] if len(args) == 1 else args
        elif args:
            raise ValueError("If name is provided, expecting call signature like publish_dataset(df, name='ds')")
        datasets = self._datasets()
        for n, data in named.items():
            if n in datasets and not override:
                raise KeyError(f"Dataset {n} already exists")
            datasets[n] = data

    def unpublish_dataset(self, name, **kwargs):
        """Let go of a published dataset."""
        refuse("client.unpublish_dataset", WAITS, **kwargs)
        self._datasets().pop(name, None)

    def list_datasets(self, **kwargs):
        """The names of published datasets."""
        refuse("client.list_datasets", WAITS, **kwargs)
        names = list(self._datasets())
        return tuple(names) if self._has_processes() else names

    def get_dataset(self, name, default=no_value, **kwargs):
        """A published dataset."""
        refuse("client.get_dataset", WAITS, **kwargs)
        datasets = self._datasets()
        if name in datasets:
            return rebound(datasets[name], self)
        if default is no_value:
            raise KeyError(f"Dataset '{name}' not found")
        return default

    @property
    def datasets(self):
        return Datasets(self)

    def set_metadata(self, key, value):
        """Keep a value on the scheduler."""
        d = self.cluster._metadata
        keys = as_list(key)
        for k in keys[:-1]:
            d = d.setdefault(k, {})
        d[keys[-1]] = value

    def get_metadata(self, keys, default=no_value):
        """A value kept on the scheduler."""
        d = self.cluster._metadata
        try:
            for k in as_list(keys):
                d = d[k]
        except KeyError:
            if default is no_value:
                raise
            return default
        return d

    def _events(self):
        return shared_state(self._connected("log events").cluster).events

    def log_event(self, topic, msg):
        """Note something under a topic, or under several."""
        self._events().log(topic, msg)

    def get_events(self, topic=None):
        """What was noted under a topic: pairs of time and message; without one a dict of all topics."""
        return self._events().of(topic)

    def subscribe_topic(self, topic, handler):
        """Call ``handler(event)`` for each event that is noted under a topic from now on."""
        self._events().handlers.setdefault(topic, {})[self.id] = handler

    def unsubscribe_topic(self, topic):
        """End that."""
        if self._events().handlers.get(topic, {}).pop(self.id, None) is None:
            raise ValueError(f"No event handler known for topic {topic}.")
