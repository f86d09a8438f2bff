"""Checks who imports whom in src/python/lib, against the table of tiers in src/python/README.md.

Imports go down or stay within a tier, where packages make no circle but the one of Dask and its scheduler; a native core is imported by
the packages of its row alone; names that begin with an underscore stay in their package, but for those that begin with `_dasklet_` and
what packages have that are called so.
"""

import ast
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).parents[1]
LIBRARY = ROOT / "src/python/lib"
# Packages that are one project, whose halves know each other.
TWINS = [{"dask", "distributed"}]
# Private names by which Python's own objects and Matplotlib's protocols are called.
FOREIGN = {"_as_mpl_axes", "_asdict", "_fields", "_getframe", "_local", "_replace"}


def rows_of(readme):
    """The rows of the table: the names in backticks in each column, without those of tests."""
    table = readme.partition("## Tiers")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("| ") and not line.startswith("| tier")]
    return [[set(re.findall("`([^`]+)`", cell)) for cell in row[1:]] for row in rows if "---" not in row[0]]


class Tiers:
    """Which package may import what."""

    def __init__(self, rows):
        self.level = {package: level for level, (packages, *_) in enumerate(rows) for package in packages}
        self.cores = {core: {p for ps, cs, _ in rows if core in cs for p in ps} for _, cores, _ in rows for core in cores}
        self.reaches = {package: up for packages, _, up in rows for package in packages}

    def objection(self, package, to, in_function):
        """What speaks against an import, if anything does."""
        if to in self.cores and package not in self.cores[to]:
            return f"only {', '.join(sorted(self.cores[to]))} may import the core {to}"
        if to not in self.level or to == package or self.level[to] <= self.level[package]:
            return None
        if in_function and to in self.reaches[package]:
            return None
        return f"{package} stands below {to}"


class Module:
    """One file: its imports, and the private names that it uses and has."""

    def __init__(self, path):
        parts = path.relative_to(LIBRARY).with_suffix("").parts
        self.path, self.package = path.relative_to(ROOT), parts[0]
        self.imports, self.uses, self.has = [], [], set()
        self.aliases = {}
        self._visit(ast.parse(path.read_text()), False)

    def _visit(self, node, in_function):
        for child in ast.iter_child_nodes(node):
            self._look(child, in_function)
            self._visit(child, in_function or isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)))

    def _look(self, node, in_function):
        if isinstance(node, ast.Import):
            for one in node.names:
                self._imported(node, one.name, one.asname or one.name.split(".")[0], in_function)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for one in node.names:
                self._imported(node, f"{node.module}.{one.name}", one.asname or one.name, in_function)
        elif isinstance(node, ast.Attribute):
            if isinstance(node.ctx, ast.Store):
                self.has.add(node.attr)
            elif not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls") or _is_super(node.value)):
                self.uses.append((node.lineno, node.attr, node.value.id if isinstance(node.value, ast.Name) else None))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            self.has.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            self.has.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            self.has.add(node.value)

    def _imported(self, node, name, alias, in_function):
        package, *inner = name.split(".")
        self.imports.append((node.lineno, package, inner, in_function))
        self.aliases[alias] = package


def _is_super(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"


def is_private(name):
    """Whether a name is its package's own."""
    return name.startswith("_") and not name.startswith(("__", "_dasklet_")) and name not in FOREIGN


def problems(rows):
    """Everything that the rules do not allow, as `file:line: what`."""
    tiers = Tiers(rows)
    modules = [Module(path) for path in sorted(LIBRARY.rglob("*.py"))]
    there = {module.package for module in modules}
    for package in sorted(there ^ tiers.level.keys()):
        yield f"{package}: in {'src/python/lib' if package in there else 'the table of src/python/README.md'} alone"
    shared = set().union(*(module.has for module in modules if module.package.startswith("_dasklet_")))
    offered = set(re.findall(r'\("(\w+)", (?:AtStart|WhenImported)\)', (ROOT / "src/python/packages.rs").read_text()))
    above = {package for package, level in tiers.level.items() if level >= tiers.level["numpy"]}
    for package in sorted((offered - {"IPython"}) ^ above):
        yield f"{package}: in {'src/python/packages.rs' if package in offered else 'the table of src/python/README.md'} alone"
    has = {package: shared.union(*(module.has for module in modules if module.package == package)) for package in there}
    cores = set(re.findall(r"\b_[a-z]\w*", " ".join(path.read_text() for path in (ROOT / "src/python").rglob("*.rs"))))
    edges = {}
    for module in modules:
        for line, to, inner, in_function in module.imports:
            objection = tiers.objection(module.package, to, in_function)
            if objection:
                yield f"{module.path}:{line}: {objection}"
            if to != module.package and to in there:
                edges.setdefault(module.package, set()).add(to)
                yield from (f"{module.path}:{line}: {name} is private to {to}" for name in inner if is_private(name))
        for line, name, owner in module.uses:
            package = module.aliases.get(owner)
            elsewhere = package in there and package != module.package and not package.startswith("_dasklet_")
            if is_private(name) and (elsewhere or name not in has[module.package] and name not in cores):
                yield f"{module.path}:{line}: {name} is private to {package if elsewhere else 'another package'}"
    yield from circles(edges, tiers)


def circles(edges, tiers):
    """Packages of one tier that import each other, directly or through others of it."""

    def reached(package, seen):
        for to in edges.get(package, ()):
            if tiers.level.get(to) == tiers.level.get(package) and to not in seen:
                reached(to, seen | {to})
                seen.add(to)
        return seen

    for package in sorted(edges):
        for to in sorted(edges[package]):
            if package in reached(to, set()) and {package, to} not in TWINS and tiers.level.get(package) == tiers.level.get(to):
                yield f"{package} and {to} import each other"


def main():
    """Prints what is wrong, and how much is not."""
    rows = rows_of((ROOT / "src/python/README.md").read_text())
    found = list(problems(rows))
    print("\n".join(found))
    print(f"tiers: {len(list(LIBRARY.rglob('*.py')))} passed, {len(found)} failed")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
