"""Makes a program smaller as long as it shows the same difference.

Nothing is known of what programs mean: a part is dropped, or one of its own parts stands in its place, and what still differs in the
same way is kept. All candidates of a round, of all programs, run in one batch.
"""

import ast
import copy
import functools

# Modules are no values.
MODULES = {"np", "da", "xr", "pd", "dask", "cftime", "zarr", "datetime", "collections", "dataclasses"}
# Candidates of one program in a round: a batch must not take long.
CANDIDATES_MAX = 40


@functools.cache
def candidates(text):
    """Smaller programs that may show the same, the boldest first."""
    tree = ast.parse(text)
    found = []
    for edit in range(10_000):
        changed = copy.deepcopy(tree)
        state = Counter(edit)
        changed = Smaller(state).visit(changed)
        if not state.done:
            break
        try:
            smaller = ast.unparse(ast.fix_missing_locations(changed))
            last = ast.parse(smaller).body[-1]
        except (ValueError, SyntaxError, IndexError, AttributeError):
            continue
        if isinstance(last, ast.Expr) and len(smaller) < len(text) and smaller not in found:
            found.append(smaller)
    return sorted(found, key=len)


class Counter:
    """Which of all possible edits is made."""

    def __init__(self, wanted):
        self.left = wanted
        self.done = False

    def choose(self, options):
        """One of the options if the wanted edit is among them."""
        if self.done:
            return None
        if self.left < len(options):
            self.done = True
            return options[self.left]
        self.left -= len(options)
        return None


class Smaller(ast.NodeTransformer):
    """Makes one edit."""

    def __init__(self, state):
        self.state = state

    def visit(self, node):
        if self.state.done:
            return node
        made = self.state.choose(edits(node))
        if made is not None:
            return made()
        return self.generic_visit(node)


def edits(node):
    """Functions that each give what may stand in a node's place."""
    if isinstance(node, ast.Module):
        body = node.body
        made = [lambda at=at: ast.Module([*body[:at], *body[at + 1 :]], []) for at in range(len(body) - 1)]
        made += [lambda at=at: ast.Module([*body[:at], *named_in_place(body, at)], []) for at in range(len(body) - 1)]
        # The program may end earlier.
        return made + [
            lambda at=at: ast.Module([*body[:at], ast.Expr(body[at].value)], [])
            for at in range(len(body) - 1)
            if hasattr(body[at], "value")
        ]
    if isinstance(node, ast.Call):
        inner = [*node.args, *(keyword.value for keyword in node.keywords)]
        if isinstance(node.func, ast.Attribute) and not modular(node.func.value):
            inner.append(node.func.value)
        made = [lambda part=part: part for part in inner if not isinstance(part, ast.Starred) and not modular(part)]
        for at in range(len(node.keywords)):
            made.append(lambda at=at: ast.Call(node.func, node.args, [*node.keywords[:at], *node.keywords[at + 1 :]]))
        for at in range(len(node.args)):
            made.append(lambda at=at: ast.Call(node.func, [*node.args[:at], *node.args[at + 1 :]], node.keywords))
        return made
    if isinstance(node, ast.BinOp):
        return [lambda: node.left, lambda: node.right]
    if isinstance(node, ast.UnaryOp):
        return [lambda: node.operand]
    if isinstance(node, ast.Compare):
        return [lambda: node.left, lambda: node.comparators[0]]
    if isinstance(node, ast.Subscript):
        return [lambda: node.value]
    if isinstance(node, (ast.List, ast.Tuple)):
        elements = node.elts
        made = []
        if len(elements) > 3:
            half = len(elements) // 2
            made += [lambda: type(node)(elements[:half], node.ctx), lambda: type(node)(elements[half:], node.ctx)]
        return made + [lambda at=at: type(node)([*elements[:at], *elements[at + 1 :]], node.ctx) for at in range(len(elements))]
    if isinstance(node, ast.Dict):
        rows = list(zip(node.keys, node.values))
        return [
            lambda at=at: ast.Dict([key for key, _ in rows[:at] + rows[at + 1 :]], [value for _, value in rows[:at] + rows[at + 1 :]])
            for at in range(len(rows))
        ]
    if isinstance(node, ast.Constant):
        value = node.value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return [lambda to=to: ast.Constant(to) for to in (0, 1, int(value) // 2) if len(str(to)) < len(str(value))]
    return []


def modular(node):
    """Whether a node names a module, or something in one."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in MODULES


def named_in_place(body, at):
    """The statements behind `at`, which has gone: its value stands where its name was."""
    statement = body[at]
    if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
        return body[at + 1 :]
    name = statement.targets[0].id

    class Put(ast.NodeTransformer):
        def visit_Name(self, node):
            return copy.deepcopy(statement.value) if node.id == name and isinstance(node.ctx, ast.Load) else node

    return [Put().visit(copy.deepcopy(later)) for later in body[at + 1 :]]


def shrunk(programs, same, rounds):
    """The smallest programs found. `same(pairs)` tells of each pair (index, text) whether it shows the difference of program `index`."""
    best = list(programs)
    tried = [set() for _ in best]
    going = set(range(len(best)))
    for _ in range(rounds):
        pairs = []
        for index in sorted(going):
            fresh = [text for text in candidates(best[index]) if text not in tried[index]][:CANDIDATES_MAX]
            tried[index].update(fresh)
            pairs += [(index, text) for text in fresh]
            if not fresh:
                going.discard(index)
        if not pairs:
            break
        for (index, text), holds in zip(pairs, same(pairs)):
            if holds and len(text) < len(best[index]):
                best[index] = text
    return best
