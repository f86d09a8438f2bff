"""What functions do with their parameters, read from their source.

A parameter is used when its value can reach something: a condition, an attribute, a call of something unknown, a result. It is
not used when it is only assigned again, deleted, named as a statement, stored where nobody looks, or handed to a function of ours
that does not use it either. Of `**kwargs` and `*args` all must be looked at: `kwargs.get("one")` swallows the others.
"""

import ast
from dataclasses import dataclass, field

# Methods that Python or a protocol calls with arguments that it chooses.
PROTOCOLS = {
    "__aexit__",
    "__array_function__",
    "__array_ufunc__",
    "__array_wrap__",
    "__deepcopy__",
    "__exit__",
    "__get__",
    "__init_subclass__",
    "__reduce_ex__",
    "__set_name__",
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
EFFECT = "effect"


@dataclass(eq=False)
class Function:
    """A function, method or lambda, with the names of its parameters."""

    module: str
    name: str
    node: ast.AST
    owner: "Class | None" = None
    outer: "Function | None" = None
    inner: dict = field(default_factory=dict)
    used: set = field(default_factory=set)
    uses: dict = field(default_factory=dict)
    imports: dict = field(default_factory=dict)

    def __post_init__(self):
        arguments = self.node.args
        self.positional = [one.arg for one in arguments.posonlyargs + arguments.args]
        self.keywords = [one.arg for one in arguments.kwonlyargs]
        self.rest = arguments.vararg and arguments.vararg.arg
        self.options = arguments.kwarg and arguments.kwarg.arg
        kinds = {one.id for one in getattr(self.node, "decorator_list", ()) if isinstance(one, ast.Name)}
        self.static = "staticmethod" in kinds
        self.bound = self.owner is not None and not self.static
        self.body = [ast.Return(self.node.body)] if isinstance(self.node, ast.Lambda) else self.node.body

    @property
    def parameters(self):
        """All that a caller passes."""
        rest = [one for one in (self.rest, self.options) if one]
        return self.positional[self.bound :] + self.keywords + rest

    @property
    def qualified(self):
        """Its name with those of its module, class and outer function."""
        parts = [self.module, self.owner and self.owner.name, self.outer and self.outer.name, self.name]
        return ".".join(part for part in parts if part)

    def rejects_everything(self):
        """Whether it does nothing but raise."""
        returns = any(isinstance(node, (ast.Return, ast.Yield, ast.YieldFrom)) for one in self.body for node in ast.walk(one))
        return isinstance(self.body[-1], ast.Raise) and not returns


@dataclass(eq=False)
class Class:
    """A class, with its methods and the classes that it was made of."""

    module: str
    name: str
    bases: list
    methods: dict = field(default_factory=dict)


class Sources:
    """All modules of some folder, and which of their functions use which parameters."""

    def __init__(self, folder):
        self.orders, self.packages = {}, set()
        self.names, self.functions, self.classes, self.read_attributes = {}, [], [], set()
        modules = {}
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            package = parts[-1] == "__init__"
            if package:
                self.packages.add(".".join(parts[:-1]))
            modules[".".join(parts[:-1] if package else parts)] = (ast.parse(path.read_text()), package)
        for module, (tree, package) in modules.items():
            self._collect(module, tree, package)
        for function in self.functions:
            Reader(self, function).read()
        self._spread()

    def _collect(self, module, tree, package):
        names = self.names[module] = self._imports(module, tree.body, package)
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                self.read_attributes.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
                self.read_attributes.add(node.value)
        self._collect_body(module, tree.body, None, names)

    def _imports(self, module, nodes, package):
        names = {}
        for node in nodes:
            if isinstance(node, ast.Import):
                for one in node.names:
                    names[one.asname or one.name.split(".")[0]] = ("module", one.name if one.asname else one.name.split(".")[0])
            elif isinstance(node, ast.ImportFrom):
                parts = module.split(".") if package else module.split(".")[:-1]
                parts = parts[: len(parts) - node.level + 1] if node.level else []
                source = ".".join([*parts, *([node.module] if node.module else [])])
                for one in node.names:
                    names[one.asname or one.name] = ("from", source, one.name)
            elif isinstance(node, (ast.If, ast.Try)):
                names |= self._imports(module, [*node.body, *node.orelse], package)
        return names

    def _collect_body(self, module, body, owner, names):
        for node in body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                names[node.name] = self._function(module, node.name, node, owner, None)
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda) and isinstance(node.targets[0], ast.Name):
                names[node.targets[0].id] = self._function(module, node.targets[0].id, node.value, owner, None)
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and isinstance(names.get(node.value.id), Function):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        names[target.id] = names[node.value.id]
            elif isinstance(node, ast.ClassDef) and owner is None:
                names[node.name] = one = Class(module, node.name, node.bases)
                self.classes.append(one)
                self._collect_body(module, node.body, one, one.methods)
            elif isinstance(node, (ast.If, ast.Try)):
                self._collect_body(module, [*node.body, *node.orelse], owner, names)

    def _function(self, module, name, node, owner, outer):
        function = Function(module, name, node, owner, outer)
        self.functions.append(function)
        function.imports = self._imports(module, list(_own(node)), module in self.packages)
        for child in _own(node):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                function.inner[child.name] = self._function(module, child.name, child, None, function)
        return function

    # Names

    def resolve(self, module, name, seen=()):
        """The function, class or module that a name of a module means."""
        return self._follow(self.names.get(module, {}).get(name), seen)

    def _follow(self, found, seen=()):
        if found is None or isinstance(found, (Function, Class)):
            return found
        if found in seen:
            return None
        if found[0] == "module":
            return ("module", found[1]) if found[1] in self.names else None
        whole = f"{found[1]}.{found[2]}"
        return ("module", whole) if whole in self.names else self.resolve(found[1], found[2], (*seen, found))

    def expression(self, function, node):
        """What an expression inside a function means."""
        if isinstance(node, ast.Name):
            outer = function
            while outer is not None:
                if node.id in outer.inner:
                    return outer.inner[node.id]
                if node.id in outer.imports:
                    return self._follow(outer.imports[node.id])
                if node.id in outer.parameters:
                    return None
                outer = outer.outer
            return self.resolve(function.module, node.id)
        if isinstance(node, ast.Attribute):
            whole = self.expression(function, node.value)
            if isinstance(whole, tuple):
                inner = f"{whole[1]}.{node.attr}"
                return ("module", inner) if inner in self.names else self.resolve(whole[1], node.attr)
            if isinstance(whole, Class):
                return self.method(whole, node.attr)
        return None

    def bases(self, one):
        """A class and those that it inherits from."""
        if one in self.orders:
            return self.orders[one]
        order, todo = [], [one]
        while todo:
            now = todo.pop(0)
            if now not in order:
                order.append(now)
                where = Function(now.module, "", ast.parse("lambda: 0", mode="eval").body)
                found = [self.expression(where, base) for base in now.bases]
                todo += [base for base in found if isinstance(base, Class)]
        self.orders[one] = order
        return order

    def method(self, one, name):
        """A method, inherited or not."""
        return next((base.methods[name] for base in self.bases(one) if isinstance(base.methods.get(name), Function)), None)

    def methods_of_kin(self, one, name):
        """That method in the class, in what it inherits from, and in what inherits from it."""
        kin = [other for other in self.classes if one in self.bases(other)]
        found = {id(method): method for other in [one, *kin] if (method := self.method(other, name))}
        return list(found.values())

    def called(self, function, node):
        """The functions that a call may run, with how many of their parameters are bound already; none if it is unknown."""
        target = node.func
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id in ("self", "cls"):
            owner = _owner(function)
            return [(one, int(one.bound)) for one in self.methods_of_kin(owner, target.attr)] if owner else []
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Call):
            inner = target.value.func
            owner = _owner(function)
            if isinstance(inner, ast.Name) and inner.id == "super" and owner:
                found = [base.methods.get(target.attr) for base in self.bases(owner)[1:]]
                return [(one, int(one.bound)) for one in found[:1] if isinstance(one, Function)]
        found = self.expression(function, target)
        if isinstance(found, Function):
            return [(found, 0)]
        if isinstance(found, Class):
            makers = [self.method(found, "__init__"), self.method(found, "__new__")]
            return [(one, 1) for one in makers if one]
        return []

    # Who uses what

    def _spread(self):
        """Until nothing changes: what is handed to a used parameter, or kept in a variable that is used, is used."""
        changed = True
        while changed:
            changed = False
            for function in self.functions:
                for name, consumers in function.uses.items():
                    if name not in function.used and any(self._reaches(function, one) for one in consumers):
                        function.used.add(name)
                        changed = True

    def _reaches(self, function, consumer):
        if consumer == EFFECT:
            return True
        if consumer[0] == "variable":
            return consumer[1] in function.used
        if consumer[0] == "attribute":
            return not consumer[1].startswith("_") or consumer[1] in self.read_attributes
        return consumer[2] in consumer[1].used or consumer[1].rejects_everything()

    def ignored(self, function):
        """The parameters of a function that nobody looks at."""
        if function.rejects_everything() or function.name in PROTOCOLS:
            return []
        kin = [function]
        if function.owner:
            kin = [function, *self.methods_of_kin(function.owner, function.name)]
            if function.name in ("__init__", "__new__"):
                kin += self.methods_of_kin(function.owner, "__new__") + self.methods_of_kin(function.owner, "__init__")
        return [
            one
            for one in function.parameters
            if not any(one in other.used or other.rejects_everything() and other is not function for other in kin)
        ]


class Reader:
    """Notes for each name inside a function where its value goes."""

    def __init__(self, sources, function):
        self.sources, self.function = sources, function
        self.shared = {name for child in _own(function.node) if isinstance(child, (ast.Global, ast.Nonlocal)) for name in child.names}
        self.whole_only = {function.options, function.rest} - {None}

    def read(self):
        """Fills `function.uses`."""
        self.overwritten = self._overwritten()
        self._block(self.function.body, frozenset())

    def _overwritten(self):
        """Parameters that are given another value before anybody reads them."""
        found, seen = set(), set()
        for statement in self.function.body:
            targets = statement.targets if isinstance(statement, ast.Assign) else []
            names = {one.id for one in ast.walk(statement) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}
            seen |= names
            found |= {one.id for one in targets if isinstance(one, ast.Name) and one.id in self.function.parameters and one.id not in seen}
            seen |= {one.id for one in ast.walk(statement) if isinstance(one, ast.Name)}
        return found

    def _note(self, name, consumer, hidden):
        if name not in hidden:
            self.function.uses.setdefault(self._variable(name), []).append(consumer)

    def _variable(self, name):
        """The name of a variable, another one for what takes a parameter's place."""
        return f"{name} anew" if name in self.overwritten else name

    def _block(self, statements, hidden):
        for statement in statements:
            self._statement(statement, hidden)

    def _statement(self, node, hidden):
        if isinstance(node, FUNCTIONS):
            self._nested(node, hidden)
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            if node.value is not None:
                for target in getattr(node, "targets", None) or [node.target]:
                    self._assign(target, node.value, hidden)
        elif isinstance(node, ast.Expr):
            if not isinstance(node.value, (ast.Name, ast.Tuple, ast.Constant)):
                self._expression(node.value, EFFECT, hidden)
        elif isinstance(node, ast.If):
            if not _empty(node.body) or not _empty(node.orelse):
                self._expression(node.test, EFFECT, hidden)
            self._block([*node.body, *node.orelse], hidden)
        elif not isinstance(node, (ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom)):
            for child in ast.iter_child_nodes(node):
                self._any(child, hidden)

    def _any(self, node, hidden):
        if isinstance(node, ast.stmt):
            self._statement(node, hidden)
        elif isinstance(node, ast.expr):
            self._expression(node, EFFECT, hidden)
        else:
            for child in ast.iter_child_nodes(node):
                self._any(child, hidden)

    def _assign(self, target, value, hidden):
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            for one, of_it in zip(target.elts, value.elts):
                self._assign(one, of_it, hidden)
        elif isinstance(target, ast.Name):
            # What a function inside keeps in a variable of its own, or the module in its, is looked at there.
            elsewhere = target.id in hidden or target.id in self.shared
            self._expression(value, EFFECT if elsewhere else ("variable", self._variable(target.id)), hidden)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for one in target.elts:
                self._assign(one.value if isinstance(one, ast.Starred) else one, value, hidden)
        elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            self._expression(value, ("attribute", target.attr), hidden)
        else:
            self._expression(value, EFFECT, hidden)
            store_in_options = (
                isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name) and target.value.id in self.whole_only
            )
            if not store_in_options:
                for child in ast.iter_child_nodes(target):
                    self._any(child, hidden)

    def _nested(self, node, hidden):
        arguments = node.args
        for default in [*arguments.defaults, *(one for one in arguments.kw_defaults if one), *getattr(node, "decorator_list", ())]:
            self._expression(default, EFFECT, hidden)
        own = {one.arg for one in ast.walk(arguments) if isinstance(one, ast.arg)}
        body = [ast.Return(node.body)] if isinstance(node, ast.Lambda) else node.body
        for child in _own(node):
            if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
                own.add(child.id)
        own -= {name for child in _own(node) if isinstance(child, ast.Nonlocal) for name in child.names}
        self._block(body, hidden | own)

    def _expression(self, node, consumer, hidden):
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load):
                self._note(node.id, consumer, hidden)
        elif isinstance(node, ast.Lambda):
            self._nested(node, hidden)
        elif isinstance(node, ast.NamedExpr):
            self._expression(node.value, ("variable", self._variable(node.target.id)), hidden)
            self._expression(node.value, consumer, hidden)
        elif isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
            for generator in node.generators:
                self._expression(generator.iter, EFFECT, hidden)
                hidden = hidden | {one.id for one in ast.walk(generator.target) if isinstance(one, ast.Name)}
                for condition in generator.ifs:
                    self._expression(condition, EFFECT, hidden)
            for part in [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]:
                self._expression(part, EFFECT, hidden)
        elif isinstance(node, ast.Call):
            self._call(node, consumer, hidden)
        elif isinstance(node, ast.Subscript) and self._is_whole(node.value) and isinstance(node.slice, (ast.Constant, ast.UnaryOp)):
            pass
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)) and self._is_whole(node.comparators[0]):
            self._expression(node.left, consumer, hidden)
        else:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self._expression(child, consumer, hidden)
                else:
                    self._any(child, hidden)

    def _is_whole(self, node):
        return isinstance(node, ast.Name) and node.id in self.whole_only

    def _call(self, node, consumer, hidden):
        function = node.func
        if (
            isinstance(function, ast.Attribute)
            and self._is_whole(function.value)
            and function.attr in ("get", "pop", "setdefault", "update")
        ):
            pass
        elif isinstance(function, ast.Name):
            self._note(function.id, EFFECT, hidden)
        else:
            self._expression(function, EFFECT, hidden)
        called = self.sources.called(self.function, node)
        for idx, argument in enumerate(node.args):
            starred = isinstance(argument, ast.Starred)
            value = argument.value if starred else argument
            after_star = any(isinstance(one, ast.Starred) for one in node.args[:idx])
            for to in [_positional(one, idx + bound, starred or after_star) for one, bound in called] or [EFFECT]:
                self._expression(value, to, hidden)
        for keyword in node.keywords:
            for to in [_keyword(one, keyword.arg) for one, _ in called] or [EFFECT]:
                self._expression(keyword.value, to, hidden)


def _positional(function, idx, many):
    if many:
        open_ended = function.rest and idx >= len(function.positional)
        return ("parameter", function, function.rest) if open_ended else EFFECT
    if idx < len(function.positional):
        return ("parameter", function, function.positional[idx])
    return ("parameter", function, function.rest) if function.rest else EFFECT


def _keyword(function, name):
    if name in function.positional or name in function.keywords:
        return ("parameter", function, name)
    return ("parameter", function, function.options) if function.options else EFFECT


def _owner(function):
    while function.outer is not None:
        function = function.outer
    return function.owner


def _own(node):
    """All nodes inside a function that are not inside a function in it."""
    todo = list(ast.iter_child_nodes(node))
    while todo:
        child = todo.pop(0)
        yield child
        if not isinstance(child, (*FUNCTIONS, ast.ClassDef)):
            todo += ast.iter_child_nodes(child)


def _empty(body):
    return all(isinstance(one, ast.Pass) or isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) for one in body)


def returned_functions(function):
    """The functions inside a function that it gives to its caller."""
    names = {child.value.id for child in _own(function.node) if isinstance(child, ast.Return) and isinstance(child.value, ast.Name)}
    return [inner for name, inner in function.inner.items() if name in names]
