/**
 * One line of a terminal: text in styled runs, which may be written over.
 *
 * Appending keeps runs. From the first time that something is written over, the line also knows its single characters, so that a
 * short text over a long line costs what the short one does: a progress bar writes over its line a million times.
 */

import type { Style } from "./ansi";

/** Characters of a line that are kept. */
export const LINE_CHARS_MAX = 20_000;
/** Changes of style in a line that are kept; what follows is plain. */
export const LINE_RUNS_MAX = 1000;

/** Text of one style; null is plain. */
export interface Run {
  text: string;
  style: Style | null;
}

export class Line {
  /** Characters of the line that were left out. */
  dropped = 0;
  #length = 0;
  #runs: Run[] | null = [];
  #characters: { unit: string; style: Style | null }[] | null = null;

  /** UTF-16 units. */
  get length(): number {
    return this.#length;
  }

  get runs(): readonly Run[] {
    if (this.#runs === null) {
      this.#runs = [];
      for (const { unit, style } of this.#characters ?? []) append(this.#runs, unit, style);
    }
    return this.#runs;
  }

  /** Whether it had more changes of style than are kept. */
  get isPlainAtEnd(): boolean {
    return this.runs.length > LINE_RUNS_MAX;
  }

  /** Writes from `column` on, over what is there; the column after it. */
  write(column: number, text: string, style: Style | null): number {
    const kept = text.slice(0, Math.max(0, LINE_CHARS_MAX - column));
    this.dropped += text.length - kept.length;
    if (column < this.#length) this.#writeOver(column, kept, style);
    else this.#append(kept, style);
    return column + kept.length;
  }

  /** Leaves the first `length` characters. */
  cut(length: number): void {
    if (length >= this.#length) return;
    this.#editable().length = length;
    this.#length = length;
    this.#runs = null;
  }

  #append(text: string, style: Style | null): void {
    this.#length += text.length;
    if (this.#runs !== null) append(this.#runs, text, style);
    if (this.#characters !== null) for (let idx = 0; idx < text.length; idx++) this.#characters.push({ unit: text.charAt(idx), style });
  }

  #writeOver(column: number, text: string, style: Style | null): void {
    const characters = this.#editable();
    for (let idx = 0; idx < text.length; idx++) characters[column + idx] = { unit: text.charAt(idx), style };
    this.#length = characters.length;
    this.#runs = null;
  }

  #editable(): { unit: string; style: Style | null }[] {
    this.#characters ??= this.runs.flatMap(({ text, style }) => Array.from({ length: text.length }, (_, idx) => ({ unit: text.charAt(idx), style })));
    return this.#characters;
  }
}

function append(runs: Run[], text: string, style: Style | null): void {
  if (text === "") return;
  const last = runs.at(-1);
  if (last && (last.style === style || runs.length > LINE_RUNS_MAX)) last.text += text;
  else runs.push({ text, style: runs.length === LINE_RUNS_MAX ? null : style });
}
