"""Runs the cases of tests/parity/cases on real Dask and on Dasklet and reports each difference.

A case is a paragraph of Python whose last expression is described: value, dtype, shape, chunks, layers, tasks. Comment lines that
open a paragraph speak about it:

    # Any sentence: the case's name; without one its last line is the name.
    # says: TEXT        the case raises, and both messages contain TEXT
    # ulps: N, why      floats may differ by N units in the last place, for the reason given
    # value only: why   chunks, layers and tasks are not compared, for the reason given
    # known: why        a difference that stands for now; the `# ours:` line asserts what we give today
    # ours: TEXT        what Dasklet gives today, contained in its description

What stands above a line `# --- cases` is run before each case of its file; `# with: NAME` there puts preludes/NAME.py before it. Without `says`, messages of errors are not
compared, types are. Exit status 1 means that something differs.
"""

import argparse
import ast
import json
import math
import os
import pathlib
import queue
import struct
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).parent
MARK = "@@parity "
END_OF_PRELUDE = "# --- cases"
WITH = "# with: "
# A case that gives no answer for this long counts as hung.
SECONDS_MAX = 120
STRUCTURE = ["chunks", "name", "layers", "tasks", "optimized"]


class Case:
    def __init__(self, file, line, paragraph):
        self.where = f"{file.stem}:{line}"
        self.options, name, code = {}, None, []
        for text in paragraph:
            directive = text[1:].strip() if text.startswith("#") and not code else None
            if directive is None:
                code.append(text)
                continue
            word, colon, rest = directive.partition(":")
            if colon and word in ("says", "ulps", "value only", "known", "ours"):
                self.options[word] = rest.strip()
            else:
                name = f"{name} {directive}" if name else directive
        self.code = "\n".join(code)
        self.name = name or code[-1].strip()
        statements = ast.parse(self.code).body
        last = statements[-1]
        if isinstance(last, ast.Expr):
            self.expression = ast.get_source_segment(self.code, last)
            self.setup = "\n".join(self.code.splitlines()[: last.lineno - 1])
        else:
            self.expression, self.setup = None, self.code


def read_cases(file):
    """The shared set-up and the cases of a file."""
    cases, paragraph = [], []
    lines = file.read_text().splitlines() + [""]
    first = lines.index(END_OF_PRELUDE) + 1 if END_OF_PRELUDE in lines else 0
    shared = [line.removeprefix(WITH) for line in lines[:first] if line.startswith(WITH)]
    prelude = "\n".join([(HERE / "preludes" / f"{name}.py").read_text() for name in shared] + lines[:first])
    for number, text in enumerate(lines[first:], first + 1):
        if text.strip() or (paragraph and number < len(lines) and lines[number][:1] in (" ", "\t")):
            paragraph.append(text)
            continue
        if any(not line.startswith("#") for line in paragraph):
            cases.append(Case(file, number - len(paragraph), paragraph))
        paragraph = []
    return prelude, cases


def answers(command, prelude, cases, seconds_max=SECONDS_MAX):
    """What each case gave, by running `command SCRIPT`; a run that dies or hangs goes on behind the case that it died of."""
    given = [None] * len(cases)
    start = 0
    while start < len(cases):
        table = [(case.name, case.setup, case.expression) for case in cases[start:]]
        text = f"PRELUDE = {prelude!r}\nCASES = {table!r}\n" + (HERE / "describe.py").read_text()
        with tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder) / "cases.py"
            script.write_text(text)
            begun, printed, end = run_script(command + [str(script)], given, start, seconds_max)
        missing = next((index for index in range(start, len(cases)) if given[index] is None), None)
        if missing is None:
            break
        if missing > start and end == "ended with status 0":
            # It ran to its end, but what it printed was cut off: the rest gets a run of its own.
            start = missing
            continue
        given[missing] = {"no answer": end, "printed": printed[-2000:]}
        if not begun and missing == start:
            return [given[missing]] * len(cases)
        start = missing + 1
    return given


def run_script(command, given, start, seconds_max):
    """Fills `given` from the answers that a script prints. Returns whether any case began, the last other lines, and how it ended."""
    # Names in real messages may come from a set, whose order is chance elsewhere.
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    lines = queue.Queue()
    threading.Thread(target=lambda: [lines.put(line) for line in process.stdout] + [lines.put(None)], daemon=True).start()
    begun, printed = False, ""
    while True:
        try:
            line = lines.get(timeout=seconds_max)
        except queue.Empty:
            process.kill()
            return begun, printed, f"hung for {seconds_max} s"
        if line is None:
            return begun, printed, f"ended with status {process.wait()}"
        if not line.startswith(MARK):
            printed += line
            continue
        try:
            message = json.loads(line[len(MARK) :])
        except json.JSONDecodeError:
            # A cell prints so much and no more: the line was cut, and its case gets a run of its own.
            printed += line
            continue
        begun = True
        if "case" in message:
            given[start + message["case"]] = message["gave"]
            printed = ""


def differences(case, real, ours):
    """Sentences on what differs; none when the case agrees."""
    for side, gave in (("real Dask", real), ("Dasklet", ours)):
        if "no answer" in gave:
            return [f"{side} gave no answer ({gave['no answer']}): {gave['printed'].strip()[-600:]}"]
    found = unlike("", real, ours, case.options)
    says = case.options.get("says")
    if says is not None:
        found += [
            f"{side} does not say {says!r} but: {gave.get('message', gave)}"
            for side, gave in (("real Dask", real), ("Dasklet", ours))
            if says not in gave.get("message", "")
        ]
    elif "error" in real:
        found.append(f"real Dask raises {real['error']}: {real['message']} (a case that raises needs `# says:`)")
    if "known" in case.options:
        text = case.options.get("ours", "")
        if not found:
            return ["a known difference is gone: remove `# known:`"]
        if not text or text not in json.dumps(ours):
            return [f"a known difference changed; `# ours:` is {text!r}, Dasklet gives {json.dumps(ours)}"]
        return []
    return found


def unlike(path, real, ours, options):
    if "error" in real or "error" in ours:
        if real.get("error") != ours.get("error"):
            return [f"{path}: real {brief(real)}, ours {brief(ours)}"]
        return []
    found = []
    for part in sorted(set(real) | set(ours)):
        if part in STRUCTURE and "value only" in options:
            continue
        expected, got = real.get(part), ours.get(part)
        here = f"{path}.{part}" if path else part
        if part == "values" and expected and got and len(expected) == len(got):
            ulps = int(options.get("ulps", "0").split(",")[0])
            wrong = [i for i in range(len(got)) if not close(expected[i], got[i], ulps, real.get("dtype"))]
            if wrong:
                i = wrong[0]
                found.append(
                    f"{here}: {len(wrong)} of {len(got)} differ, first at {i}: real {readable(expected[i])}, ours {readable(got[i])}"
                )
        elif isinstance(expected, dict) and isinstance(got, dict) and part != "optimized":
            found += unlike(here, expected, got, options)
        elif part == "items" and isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
            for index, pair in enumerate(zip(expected, got)):
                expected_item, got_item = ({"kind": "pair", "items": item} if isinstance(item, list) else item for item in pair)
                found += unlike(f"{here}[{index}]", expected_item, got_item, options)
        elif expected != got:
            found.append(f"{here}: real {brief(expected)}, ours {brief(got)}")
    return found


def close(expected, got, ulps, dtype):
    """Equal, or floats at most so many units in the last place apart."""
    if expected == got or not ulps or not isinstance(expected, str) or not isinstance(got, str):
        return expected == got
    try:
        left, right = float.fromhex(expected), float.fromhex(got)
    except ValueError:
        return False
    if not (math.isfinite(left) and math.isfinite(right)):
        return False
    return abs(ordinal(left, dtype) - ordinal(right, dtype)) <= ulps


def ordinal(number, dtype):
    """The number's place among all floats of its dtype, so that neighbours differ by one."""
    kind, signed = ("<f", "<i") if dtype == "float32" else ("<d", "<q")
    bits = struct.unpack(signed, struct.pack(kind, number))[0]
    width = 8 * struct.calcsize(kind) - 1
    return bits if bits >= 0 else -(bits & (2**width - 1))


def readable(text):
    try:
        return repr(float.fromhex(text)) if isinstance(text, str) and ("0x" in text or text in ("nan", "inf", "-inf")) else text
    except ValueError:
        # The address of an object.
        return text


def brief(value):
    text = json.dumps(value)
    return text if len(text) < 500 else text[:500] + "…"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", nargs="+", help="command that runs a Python file on Dasklet, such as `dasklet run`")
    parser.add_argument("--only", default="", help="cases whose `file:line name` contains this text")
    parser.add_argument("--show", action="store_true", help="print what real Dask gives, for writing cases")
    arguments = parser.parse_args()
    passed, failed = 0, 0
    for file in sorted((HERE / "cases").glob("*.py")):
        prelude, cases = read_cases(file)
        cases = [case for case in cases if arguments.only in f"{case.where} {case.name}"]
        if not cases:
            continue
        print(f"# {file.stem}: {len(cases)} cases", flush=True)
        real = answers([sys.executable], prelude, cases)
        # Without the other side the cases are only checked against themselves.
        ours = answers(arguments.ours, prelude, cases) if arguments.ours else real
        for case, expected, got in zip(cases, real, ours):
            found = differences(case, expected, got)
            if not arguments.ours and "known" in case.options:
                found = []
            passed, failed = (passed, failed + 1) if found else (passed + 1, failed)
            if arguments.show:
                print(f"{case.where} {case.name}\n    {brief(expected)}")
            for sentence in found:
                print(f"DIFFERS {case.where} {case.name}\n    {sentence}", flush=True)
    print(f"parity: {passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
