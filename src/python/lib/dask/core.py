"""Graphs as plain dicts: keys, and tasks that are tuples of a function and its arguments."""


def istask(x):
    """Whether an object is a task: a tuple whose first item can be called."""
    return type(x) is tuple and bool(x) and callable(x[0])


def ishashable(x):
    """Whether an object can be a dict's key."""
    try:
        hash(x)
    except TypeError:
        return False
    return True


def execute_task(task, keys, values):
    """Evaluate a task, a key, a list of these, or data; ``values`` belong to ``keys``."""
    return _execute(task, dict(zip(keys, values)))


def _execute(arg, cache):
    if type(arg) is list:
        return [_execute(a, cache) for a in arg]
    if istask(arg):
        return arg[0](*[_execute(a, cache) for a in arg[1:]])
    if type(arg) is dict:
        return {k: _execute(v, cache) for k, v in arg.items()}
    if type(arg) in (str, tuple) and ishashable(arg) and arg in cache:
        return cache[arg]
    return arg


def flatten(seq, container=list):
    """The items of nested lists, in order.

    >>> list(flatten([1, [2, [3]]]))
    [1, 2, 3]
    """
    if isinstance(seq, str):
        yield seq
    else:
        for item in seq:
            if isinstance(item, container):
                yield from flatten(item, container=container)
            else:
                yield item


def get_dependencies(dsk, key=None, task="__no_default__", as_list=False):
    """The keys of ``dsk`` that a task needs."""
    work = [dsk[key]] if key is not None else [task]
    found = []
    while work:
        w = work.pop()
        if istask(w):
            work.extend(w[1:])
        elif type(w) is list:
            work.extend(w)
        elif type(w) is dict:
            work.extend(w.values())
        elif ishashable(w) and w in dsk:
            found.append(w)
    return found if as_list else set(found)


def quote(x):
    """Keep a list or tuple from being taken for a task."""
    if istask(x) or type(x) is list:
        return (lambda: x,)
    return x
