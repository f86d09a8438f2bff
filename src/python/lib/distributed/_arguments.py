"""How methods of clients take what they are given."""

from distributed.futures import Future

# No argument was given.
no_value = object()


def refuse_iterators(xs):
    for x in xs:
        if hasattr(x, "__next__"):
            raise TypeError(
                "Dask no longer supports mapping over Iterators or Queues. Consider using a normal for loop and Client.submit; "
                "a list of the items can be mapped over"
            )


def as_list(x):
    return list(x) if isinstance(x, (list, tuple, set)) else [x]


def futures_or_keys(x):
    return [x] if isinstance(x, (Future, str)) else list(x)
