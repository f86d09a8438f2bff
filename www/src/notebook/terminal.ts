/**
 * Printed text as lines of styled runs, the way a terminal would show it: carriage return, backspace, erase line, cursor up,
 * colours. Other escape codes are dropped.
 *
 * Bounded: the first `HEAD_LINES` and the last `TAIL_LINES` lines are kept, and so many characters of each line; the rest is
 * counted. A million lines cost a million small steps here and almost nothing on the page.
 */

import { applySgr, type Style } from "./ansi";
import { Line } from "./terminal-line";

export const HEAD_LINES = 1000;
export const TAIL_LINES = 1000;

const CONTROL = /[\n\r\b\x07\x1b]/g; // eslint-disable-line no-control-regex -- these are what a terminal acts on
// eslint-disable-next-line no-control-regex
const ESCAPE = /^\x1b(?:\[([0-9;:?]{0,200})([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/;
/** What may become an escape code with the next write. */
// eslint-disable-next-line no-control-regex
const PARTIAL = /^\x1b(?:\[[0-9;:?]*|\][^\x07\x1b]*\x1b?)?$/;
/** Longer ones are no escape codes. */
const PARTIAL_MAX = 200;

export class Terminal {
  /** Changes with every write; a view that has drawn this version is up to date. */
  version = 0;
  readonly #head: Line[] = [];
  #tail: Line[] = [];
  #tailDropped = 0;
  #current = new Line();
  /** Characters from the current line's start; equals its length unless the cursor was moved back. */
  #column = 0;
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
          } else if (rest.length < PARTIAL_MAX && PARTIAL.test(rest)) {
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
    const tail = this.#current.length > 0 ? [...this.#tail, this.#current] : [...this.#tail];
    return { head: this.#head, tail: tail.slice(-TAIL_LINES) };
  }

  get isEmpty(): boolean {
    return this.#head.length === 0 && this.#tail.length === 0 && this.#current.length === 0;
  }

  #put(text: string): void {
    this.#column = this.#current.write(this.#column, text, this.#style);
  }

  #newLine(): void {
    if (this.#head.length < HEAD_LINES) this.#head.push(this.#current);
    else this.#tail.push(this.#current);
    // Cutting in blocks keeps a long print linear.
    if (this.#tail.length > 2 * TAIL_LINES) {
      this.#tailDropped += this.#tail.length - TAIL_LINES;
      this.#tail = this.#tail.slice(-TAIL_LINES);
    }
    this.#moveTo(new Line());
  }

  #moveTo(line: Line): void {
    this.#current = line;
    this.#column = 0;
  }

  #escape(final: string, parameters: string): void {
    const codes = parameters.split(/[;:]/).map((code) => Number(code) || 0);
    const first = codes[0] ?? 0;
    const { length } = this.#current;
    if (final === "m") this.#style = applySgr(this.#style, codes);
    else if (final === "K") this.#eraseLine(first);
    else if (final === "A") this.#up(first || 1);
    else if (final === "C") this.#column = Math.min(length, this.#column + (first || 1));
    else if (final === "D") this.#column = Math.max(0, this.#column - (first || 1));
    else if (final === "G") this.#column = Math.min(length, Math.max(0, first - 1));
  }

  #eraseLine(mode: number): void {
    if (mode === 1) this.#current.write(0, " ".repeat(this.#column), null);
    else this.#current.cut(mode === 0 ? this.#column : 0);
    this.#column = Math.min(this.#column, this.#current.length);
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
