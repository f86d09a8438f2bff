"""Generates programs, runs each on the real libraries and on Dasklet, and makes what differs small.

`make fuzz N=5000 SEED=7 ONLY=dates` runs so many programs of a kind; `SECONDS=600` runs as many as there is time for.
"""

import argparse
import collections
import concurrent.futures
import importlib
import itertools
import pathlib
import re
import sys
import time

import judge
import program
import shrink

HERE = pathlib.Path(__file__).parent
BATCH = 150
# A program that gives no answer for this long counts as hung.
SECONDS_MAX = 120
# Of differences that look alike so many are made small.
ALIKE_MAX = 3


def kinds():
    """Every kind of program by name: a function that writes one."""
    found = {}
    for file in sorted((HERE / "kinds").glob("*.py")):
        found |= importlib.import_module(f"kinds.{file.stem}").KINDS
    return found


class Case:
    """What `compare.answers` runs."""

    def __init__(self, name, text):
        self.name, self.text = name, text
        *setup, self.expression = split(text)
        self.setup = "\n".join(setup)


def split(text):
    """The statements before the last, and the last, which may be long."""
    lines = text.split("\n")
    at = max(index for index, line in enumerate(lines) if line[:1] not in (" ", ")", "]", "}", ""))
    return [*lines[:at], "\n".join(lines[at:])]


def generated(kind, write, seed, index):
    made = program.Program(f"{seed} {kind} {index}")
    for _ in range(20):
        try:
            write(made)
            made.end()
        except program.Ended:
            return Case(f"{kind} {seed}.{index}", made.text())
        except Exception:
            # A part of the program could not be made: once more, with other choices.
            made.lines, made.last, made.names = [], None, dict(program.SHARED)
    return Case(f"{kind} {seed}.{index}", "None")


class Sides:
    """The real libraries and ours, each with a process of its own, side by side."""

    def __init__(self, ours):
        self.commands = [[sys.executable], ours]
        self.pool = concurrent.futures.ThreadPoolExecutor(2)

    def start(self, cases):
        return [self.pool.submit(judge.compare.answers, command, program.PRELUDE, cases, SECONDS_MAX) for command in self.commands]

    def verdicts(self, cases, started=None):
        real, ours = (future.result() for future in started or self.start(cases))
        return [judge.judge(case.text, *answers) for case, answers in zip(cases, zip(real, ours))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", nargs="+", required=True, help="command that runs a Python file on Dasklet")
    parser.add_argument("-n", type=int, default=2000, help="how many programs")
    parser.add_argument("--seconds", type=float, help="go on for so long instead")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", default="", help="kinds whose name contains this")
    parser.add_argument("--shrink", type=int, default=40, help="how many differences are made small")
    parser.add_argument("--least", type=float, default=100, help="percent of values that must agree for the run to pass")
    parser.add_argument("--show", action="store_true", help="print the programs, run none")
    arguments = parser.parse_args()
    chosen = {kind: write for kind, write in kinds().items() if arguments.only in kind}
    if arguments.show:
        for kind, write in chosen.items():
            for index in range(arguments.n):
                print(f"# {kind}\n{generated(kind, write, arguments.seed, index).text}\n")
        return
    sides = Sides(arguments.ours)
    counts = {kind: collections.Counter() for kind in chosen}
    unsupported, known, different = collections.Counter(), collections.Counter(), []
    begin = time.monotonic()
    started = None
    for cases in itertools.chain(batches(chosen, arguments, begin), [None]):
        # The next batch is written while both sides run.
        if started:
            for case, verdict in zip(started[0], sides.verdicts(*started)):
                counts[case.name.split()[0]][verdict.kind] += 1
                if verdict.kind == "unsupported":
                    unsupported[re.sub(r"\d+", "N", verdict.why)[:150]] += 1
                elif verdict.kind == "known":
                    known[verdict.why] += 1
                elif verdict.kind == "differ":
                    different.append((case, verdict))
        started = cases and (cases, sides.start(cases))
    report(counts, unsupported, known)
    show(sides, different, arguments.shrink)
    total = sum(counts.values(), collections.Counter())
    passed = total["agree"] + total["errors agree"] + total["known"]
    n_values = total["agree"] + sum(not verdict.has_error for _, verdict in different)
    print(f"{total['agree']} of {n_values} programs agree in which no side raises: {100 * total['agree'] / max(n_values, 1):.2f} %")
    is_enough = 100 * total["agree"] >= arguments.least * (total["agree"] + total["differ"])
    print(f"{time.monotonic() - begin:.0f} s, seed {arguments.seed}, {len(different)} differ")
    print(f"fuzz: {passed} passed, {0 if is_enough else len(different)} failed")
    sys.exit(0 if is_enough and passed else 1)


def batches(chosen, arguments, begin):
    """Programs of all kinds in turn, as long as there is time."""
    names, made, batch = list(chosen), 0, []
    while made < arguments.n if arguments.seconds is None else time.monotonic() - begin < arguments.seconds:
        kind = names[made % len(names)]
        batch.append(generated(kind, chosen[kind], arguments.seed, made // len(names)))
        made += 1
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def report(counts, unsupported, known):
    print(f"{'kind':<16}{'agree':>8}{'differ':>8}{'both raise':>12}{'lacking':>9}{'known':>7}{'agreement':>11}")
    total = sum(counts.values(), collections.Counter())
    for kind, count in [*counts.items(), ("all", total)]:
        values = count["agree"] + count["differ"]
        share = f"{100 * count['agree'] / values:.1f} %" if values else "-"
        print(
            f"{kind:<16}{count['agree']:>8}{count['differ']:>8}{count['errors agree']:>12}{count['unsupported']:>9}{count['known']:>7}{share:>11}"
        )
    for title, counted in (("What is lacking, as it says so", unsupported), ("Known differences", known)):
        if counted:
            print(f"\n{title}:")
            for what, times in counted.most_common(25):
                print(f"{times:>6}  {what}")
    print(flush=True)


def some_of_each(different, most):
    """The differences to make small, a few of each sort, and the others."""
    seen = collections.Counter()
    few, rest = [], []
    for case, verdict in different:
        sort = (case.name.split()[0], verdict.sort)
        seen[sort] += 1
        (few if seen[sort] <= ALIKE_MAX and len(few) < most else rest).append((case, verdict))
    return few, rest


def show(sides, different, shrink_max):
    """Small programs of what differs, those of one cause together."""
    few, rest = some_of_each(different, shrink_max)

    def same(pairs):
        cases = [Case(f"smaller {index}", text) for index, text in pairs]
        return [
            verdict.kind == "differ" and verdict.sort == few[index][1].sort for verdict, (index, _) in zip(sides.verdicts(cases), pairs)
        ]

    small = shrink.shrunk([case.text for case, _ in few], same, rounds=14)
    final = sides.verdicts([Case("small", text) for text in small]) if few else []
    by_cause = collections.defaultdict(list)
    for (case, first), text, verdict in zip(few, small, final):
        by_cause[re.sub(r"-?\d+", "N", text)].append((case, text, verdict if verdict.why else first))
    for shown in sorted(by_cause.values(), key=len, reverse=True):
        case, text, verdict = shown[0]
        print(f"DIFFERS {case.name}" + (f" and {len(shown) - 1} like it" if shown[1:] else ""))
        print("\n".join(f"    {line}" for line in text.split("\n")))
        print(f"  {verdict.why}\n", flush=True)
    for case, verdict in rest:
        print(f"DIFFERS {case.name}\n" + "\n".join(f"    {line}" for line in case.text.split("\n")) + f"\n  {verdict.why}\n")


if __name__ == "__main__":
    main()
