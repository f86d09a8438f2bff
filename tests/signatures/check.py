"""Checks every public signature of the Python faces: each parameter is read or rejected, and stands where the original has it.

    check.py --ours target/debug/dasklet run

Findings are lines such as `numpy.sum(axis) is ignored`. Those that the files of `exceptions/` name, or have a pattern for, are known; an
entry there that nothing matches any more fails. `--write` prints what is not known as entries.
"""

import argparse
import fnmatch
import json
import pathlib
import subprocess
import sys
import tempfile
import tomllib

import bodies
import listing

HERE = pathlib.Path(__file__).parent
LIBRARY = HERE.parents[1] / "src/python/lib"
# What takes the place of Python's own modules, and helpers that learners do not import.
NOT_FACES = {"concurrent", "dis", "hashlib", "importlib", "json", "locale", "os", "shutil", "tokenize", "traceback", "uuid"}


def faces():
    """The packages that learners import."""
    names = (path.stem for path in LIBRARY.iterdir() if path.is_dir() or path.suffix == ".py")
    return sorted(name for name in names if not name.startswith("_") and name not in NOT_FACES)


def ignored_parameters():
    """How many parameters were looked at, and `module.function(parameter) is ignored` of each that its function does not look at."""
    sources = bodies.Sources(LIBRARY)
    packages = set(faces())
    total, found = 0, []
    for function in sources.functions:
        if function.module.split(".")[0] not in packages or function.outer:
            continue
        checked = [*([function] if _is_public(function.name) else []), *bodies.returned_functions(function)]
        total += sum(len(one.parameters) for one in checked)
        found += [f"{one.qualified}({parameter}) is ignored" for one in checked for parameter in sources.ignored(one)]
    return total, found


def misjudged():
    """What is said wrongly of the sample, whose parameters are called by what becomes of them."""
    sources = bodies.Sources(HERE / "sample")
    for function in sources.functions:
        ignored = sources.ignored(function)
        for name in function.parameters:
            if (name in ignored) != name.startswith("ignored"):
                yield f"the sample's {function.qualified}({name}) is {'ignored' if name in ignored else 'used'}"


def _is_public(name):
    return not name.startswith("_") or name.startswith("__") and name.endswith("__")


def differing_parameters(command):
    """`module.function(parameter) …` of each parameter that is not where or as the original has it."""
    program = f"{(HERE / 'listing.py').read_text()}\nimport json\nprint(json.dumps(signatures_of({list(_modules())})))\n"
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder) / "listing.py"
        script.write_text(program)
        ran = subprocess.run([*command, str(script)], check=False, capture_output=True, text=True, timeout=600)
    if ran.returncode:
        raise SystemExit(ran.stderr or ran.stdout)
    ours = json.loads(ran.stdout)
    for path, signature in ours.items():
        original = listing.signature_of(path)
        if original is not None:
            for parameter, what in differences(signature, original):
                yield f"{path.replace(':', '.')}({parameter}) {what}"


def _modules():
    packages = set(faces())
    for path in sorted(LIBRARY.rglob("*.py")):
        parts = path.relative_to(LIBRARY).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        if parts[0] in packages and not any(part.startswith("_") for part in parts):
            yield ".".join(parts)


def differences(ours, original):
    """What a call that works here would do otherwise with the original."""
    places = [name for name, kind, _ in original if kind in ("only positional", "positional")]
    by_name = {name: (kind, default) for name, kind, default in original}
    takes_more = any(kind == "rest" for _, kind, _ in original)
    takes_names = any(kind == "options" for _, kind, _ in original)
    place = 0
    for name, kind, default in ours:
        if kind in ("rest", "options"):
            continue
        positional = kind in ("only positional", "positional")
        if positional:
            theirs = places[place] if place < len(places) else None
            place += 1
            if theirs is None and not takes_more and not takes_names or theirs not in (None, name):
                if kind == "positional" and theirs is not None and by_name[theirs][0] == "only positional" and name not in by_name:
                    continue
                if theirs:
                    yield name, f"stands where the original has {theirs}"
                else:
                    yield name, "is only taken by name in the original" if name in by_name else "is no parameter of the original"
                continue
        if name not in by_name:
            if not takes_names and kind != "only positional":
                yield name, "is no parameter of the original"
            continue
        if not listing.same_default(default, by_name[name][1]):
            yield name, f"is {default or 'required'}, in the original {by_name[name][1] or 'required'}"


def prune(stale):
    """Takes entries out of the files of exceptions."""
    for file in (HERE / "exceptions").glob("*.toml"):
        lines = file.read_text().splitlines(keepends=True)
        file.write_text("".join(line for line in lines if not any(line.startswith(f"{json.dumps(one)} =") for one in stale)))


def main():
    """Compares what is found with what is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ours", nargs="+", required=True)
    parser.add_argument("--write", action="store_true", help="print what is not known as entries")
    parser.add_argument("--prune", action="store_true", help="take entries out that nothing matches any more")
    arguments = parser.parse_args()
    known = {}
    for file in sorted((HERE / "exceptions").glob("*.toml")):
        for section, entries in tomllib.loads(file.read_text()).items():
            known |= {finding: (f"{file.name} [{section}]", reason) for finding, reason in entries.items()}
    parameters, ignored = ignored_parameters()
    findings = [*ignored, *differing_parameters(arguments.ours)]
    patterns = [one for one in known if "*" in one]
    unknown, matched = [], set()
    for finding in findings:
        matching = {finding} & known.keys() or {one for one in patterns if fnmatch.fnmatchcase(finding, one)}
        matched |= matching
        if not matching:
            unknown.append(finding)
    if arguments.write:
        print("\n".join(f'{json.dumps(finding)} = ""' for finding in unknown))
        return 0
    if arguments.prune:
        prune(known.keys() - matched)
        return 0
    wrong = unknown + [f"{where}: nothing is like {one!r} any more" for one, (where, _) in known.items() if one not in matched]
    wrong += [f"{where}: {one!r} has no reason" for one, (where, reason) in known.items() if not reason and "to_mend" not in where]
    wrong += misjudged()
    print("\n".join(wrong))
    to_mend = sum("to_mend" in where for where, _ in known.values())
    print(f"{parameters} parameters of public functions; {len(known) - to_mend} entries are known, {to_mend} are to be mended")
    print(f"signatures: {parameters - len(unknown)} passed, {len(wrong)} failed")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
