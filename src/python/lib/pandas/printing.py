"""How an index is shown: its labels in lines, then what it is, both within a terminal's width."""

WIDTH = 80
# An index of more labels shows its ends.
LABELS_MAX = 100
END = 10


def shown(kind, texts, attributes, is_justified=True):
    """`kind([labels], attribute=value, ...)` of the labels' texts and of pairs of texts."""
    labels = _labels(texts, len(kind) + 2, is_justified)
    indent = len(kind) + 1
    used = len(labels) - labels.rfind("\n") - 1 if "\n" in labels else indent + len(labels)
    parts = []
    for at, (name, value) in enumerate(attributes):
        text = f"{name}={value}"
        comma = 1 if at < len(attributes) - 1 else 0
        separator = ", " if parts else ""
        if used + len(separator) + len(text) + comma > WIDTH:
            parts.append(f"{separator.rstrip()}\n{' ' * indent}{text}")
            used = indent + len(text)
        else:
            parts.append(separator + text)
            used += len(separator) + len(text)
    if parts[0].startswith("\n"):
        labels = labels.rstrip()
    return f"{kind}({labels}{''.join(parts)})"


def _labels(texts, indent, is_justified):
    """`[label, label], `, in lines that begin below the first label."""
    if len(texts) < 2:
        return f"[{', '.join(texts)}], "
    is_cut = len(texts) > LABELS_MAX
    parts = [texts[:END], texts[-END:]] if is_cut else [texts]
    if is_justified and (is_cut or len(", ".join(texts)) >= WIDTH):
        longest = max(len(text) for part in parts for text in part)
        parts = [[text.rjust(longest) for text in part] for part in parts]
    lines = []
    for part in parts:
        is_last = part is parts[-1]
        line = ""
        for at, text in enumerate(part):
            ends = is_last and at == len(part) - 1
            word, width = (text, WIDTH - 2) if ends else (text + ",", WIDTH)
            # What stands before the first label counts as well, with the end of the line before.
            if line and 1 + indent + len(line.rstrip()) + len(word) >= width:
                lines.append(line.rstrip())
                line = ""
            line += word if ends else word + " "
        lines.append(line if is_last else line.rstrip())
        if not is_last:
            lines.append("...")
    between = "\n" + " " * indent
    text = between.join(lines) + "],"
    return f"[{text}" + (f"\n{' ' * (indent - 1)}" if len(between) + len(text) > WIDTH else " ")
