"""Runs every lesson on real Dask, unmodified: what learners copy out of the page must work elsewhere.

A cell fails if and only if it is tagged `raises-exception`. The one thing forgiven is Graphviz, which real Dask draws with and which
a test machine need not have.
"""

import ast
import pathlib
import re
import sys

LESSONS = pathlib.Path(__file__).parents[2] / "tutorials"
CELL = re.compile(r"^```\{code-cell\} python\n(?P<options>(?::[^\n]*\n)*)(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE)


def run(code, names):
    """Runs a cell as a notebook does: its last expression is evaluated and shown as text."""
    module = ast.parse(code)
    if module.body and isinstance(module.body[-1], ast.Expr):
        last = ast.Expression(module.body.pop().value)
        exec(compile(module, "<cell>", "exec"), names)
        return repr(eval(compile(last, "<cell>", "eval"), names))
    exec(compile(module, "<cell>", "exec"), names)
    return None


def complaint(cell, names):
    """What is wrong with how a cell ended, or None."""
    expected = "raises-exception" in cell["options"]
    try:
        run(cell["code"], names)
    except Exception as error:
        forgiven = "visualize" in cell["code"] and "install graphviz" in str(error)
        return None if expected or forgiven else f"{type(error).__name__}: {error}"
    return "no error, though tagged raises-exception" if expected else None


def main():
    passed, failed = 0, 0
    for lesson in sorted(LESSONS.glob("*.md")):
        names = {"__name__": "__main__"}
        cells = list(CELL.finditer(lesson.read_text()))
        complaints = [(cell["code"], complaint(cell, names)) for cell in cells]
        wrong = [(code, text) for code, text in complaints if text]
        for code, text in wrong:
            print(f"FAILS {lesson.name}: {text} in\n{code}")
        good = bool(cells) and not wrong
        print(f"{lesson.name}: {len(cells)} cells on real Dask, {'ok' if good else 'FAILED'}")
        passed, failed = (passed + 1, failed) if good else (passed, failed + 1)
    print(f"lessons on real Dask: {passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


# Worker processes import this file again and must not run the lessons.
if __name__ == "__main__":
    main()
