/**
 * Printed text as lines of styled runs, the way a terminal would show it: carriage return, backspace, erase line, cursor up,
 * colours. Other escape codes are dropped.
 *
 * Bounded: the first `HEAD_LINES` and the last `TAIL_LINES` lines are kept, and so many characters of each line; the rest is
 * counted. A million lines cost a million small steps here and almost nothing on the page.
 */

import { applySgr, type Style } from "./ansi";

export const HEAD_LINES = 1000;
export const TAIL_LINES = 1000;
export const LINE_CHARS_MAX = 20_000;

/** Text of one style; null is plain. */
export interface Run {
  text: string;
  style: Style | null;
}

export interface Line {
  runs: Run[];
  /** Characters of the line that were left out. */
  dropped: number;
}

const CONTROL = /[\n\r\b\x07\x1b]/g; // eslint-disable-line no-control-regex -- these are what a terminal acts on
// eslint-disable-next-line no-control-regex
const ESCAPE = /^\x1b(?:\[([0-9;:?]*)([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/;
/** An escape code cut off at the end of a write; longer ones are no escape codes. */
const PARTIAL_MAX = 64;

export class Terminal {
  /** Changes with every write; a view that has drawn this version is up to date. */
  version = 0;
  readonly #head: Line[] = [];
  #tail: Line[] = [];
  #tailDropped = 0;
  #current: Line = emptyLine();
  /** Characters from the current line's start; equals its length unless the cursor was moved back. */
  #column = 0;
  #length = 0;
  #style: Style | null = null;
  #partial = "";

  write(text: string): void {
    this.version += 1;
    const input = this.#partial + text;
    this.#partial = "";
    let at = 0;
    while (at < input.length) {
      CONTROL.lastIndex = at;
      const match = CONTROL.exec(input);
      const end = match ? match.index : input.length;
      if (end > at) this.#put(input.slice(at, end));
      if (!match) return;
      at = end + 1;
      switch (match[0]) {
        case "\n":
          this.#newLine();
          break;
        case "\r":
          this.#column = 0;
          break;
        case "\b":
          this.#column = Math.max(0, this.#column - 1);
          break;
        case "\x1b": {
          const rest = input.slice(end);
          const escape = ESCAPE.exec(rest);
          if (escape) {
            at = end + escape[0].length;
            this.#escape(escape[2] ?? "", escape[1] ?? "");
          } else if (rest.length < PARTIAL_MAX) {
            this.#partial = rest;
            return;
          }
          break;
        }
      }
    }
  }

  /** Lines left out between the kept first and last ones. */
  get dropped(): number {
    return this.#tailDropped;
  }

  /** The kept lines, in order; the last one may still grow. An empty last line is not a line yet. */
  lines(): { head: readonly Line[]; tail: readonly Line[] } {
    const tail = this.#current.runs.length > 0 ? [...this.#tail, this.#current] : [...this.#tail];
    return { head: this.#head, tail: tail.slice(-TAIL_LINES) };
  }

  get isEmpty(): boolean {
    return this.#head.length === 0 && this.#tail.length === 0 && this.#current.runs.length === 0;
  }

  #put(text: string): void {
    if (this.#column < this.#length) {
      this.#overwrite(text);
      return;
    }
    const room = LINE_CHARS_MAX - this.#length;
    const kept = text.length > room ? text.slice(0, Math.max(0, room)) : text;
    this.#current.dropped += text.length - kept.length;
    if (kept === "") return;
    append(this.#current.runs, kept, this.#style);
    this.#length += kept.length;
    this.#column = this.#length;
  }

  #overwrite(text: string): void {
    const end = this.#column + text.length;
    const runs = cut(this.#current.runs, 0, this.#column);
    append(runs, text, this.#style);
    for (const run of cut(this.#current.runs, end, this.#length)) append(runs, run.text, run.style);
    this.#current.runs = cut(runs, 0, LINE_CHARS_MAX);
    this.#length = Math.min(LINE_CHARS_MAX, Math.max(this.#length, end));
    this.#column = Math.min(end, this.#length);
  }

  #newLine(): void {
    if (this.#head.length < HEAD_LINES) this.#head.push(this.#current);
    else this.#tail.push(this.#current);
    // Cutting in blocks keeps a long print linear.
    if (this.#tail.length > 2 * TAIL_LINES) {
      this.#tailDropped += this.#tail.length - TAIL_LINES;
      this.#tail = this.#tail.slice(-TAIL_LINES);
    }
    this.#moveTo(emptyLine());
  }

  #moveTo(line: Line): void {
    this.#current = line;
    this.#length = line.runs.reduce((sum, run) => sum + run.text.length, 0);
    this.#column = 0;
  }

  #escape(final: string, parameters: string): void {
    const codes = parameters.split(/[;:]/).map((code) => Number(code) || 0);
    const first = codes[0] ?? 0;
    if (final === "m") this.#style = applySgr(this.#style, codes);
    else if (final === "K") this.#eraseLine(first);
    else if (final === "A") this.#up(first || 1);
    else if (final === "C") this.#column = Math.min(this.#length, this.#column + (first || 1));
    else if (final === "D") this.#column = Math.max(0, this.#column - (first || 1));
    else if (final === "G") this.#column = Math.min(this.#length, Math.max(0, first - 1));
  }

  #eraseLine(mode: number): void {
    const kept = mode === 0 ? cut(this.#current.runs, 0, this.#column) : [];
    if (mode === 1) append(kept, " ".repeat(this.#column), null);
    if (mode === 1) kept.push(...cut(this.#current.runs, this.#column, this.#length));
    this.#current.runs = kept;
    this.#length = kept.reduce((sum, run) => sum + run.text.length, 0);
    this.#column = Math.min(this.#column, this.#length);
  }

  /** Goes back to an earlier line, as progress bars of several lines do; lines below it are written again. */
  #up(count: number): void {
    for (let left = count; left > 0; left--) {
      const previous = this.#tail.pop() ?? this.#head.pop();
      if (!previous) break;
      this.#moveTo(previous);
    }
  }
}

function emptyLine(): Line {
  return { runs: [], dropped: 0 };
}

function append(runs: Run[], text: string, style: Style | null): void {
  if (text === "") return;
  const last = runs.at(-1);
  if (last && last.style === style) last.text += text;
  else runs.push({ text, style });
}

/** Characters `from` up to `to` of the runs. */
function cut(runs: readonly Run[], from: number, to: number): Run[] {
  const kept: Run[] = [];
  let at = 0;
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    append(kept, text, run.style);
    at += run.text.length;
  }
  return kept;
}
