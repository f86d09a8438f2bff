/**
 * What a cell has put out so far: folds the kernel's outputs into items, in order.
 *
 * Neighbouring writes to the same stream join into one item; `clear` empties, at once or when the next output comes; a display
 * with an id can be updated in place. Bounded in number and size, so that no cell can fill the page.
 */

import type { MimeBundle, Output } from "../engine/messages";
import { Terminal } from "./terminal";

export const ITEMS_MAX = 200;
/** Characters of one HTML or SVG output; larger ones fall back to their text. */
export const RICH_CHARS_MAX = 2_000_000;

export type Item =
  | { kind: "stream"; name: "stdout" | "stderr"; terminal: Terminal }
  | { kind: "rich"; data: MimeBundle; displayId: string | null; executionCount: number | null; version: number }
  | { kind: "error"; name: string; message: string; traceback: string[]; line: number | null };

export class Outputs {
  #items: Item[] = [];
  #clearNext = false;
  /** Outputs that were left out because the cell had too many. */
  #dropped = 0;

  get items(): readonly Item[] {
    return this.#items;
  }

  get dropped(): number {
    return this.#dropped;
  }

  clear(): void {
    this.#items = [];
    this.#dropped = 0;
    this.#clearNext = false;
  }

  add(output: Output): void {
    if (output.kind === "clear") {
      if (output.wait) this.#clearNext = true;
      else this.clear();
      return;
    }
    if (output.kind === "display" && output.update) {
      if (output.displayId !== undefined) this.update(output.displayId, output.data);
      return;
    }
    if (this.#clearNext) this.clear();
    if (output.kind === "stream") {
      const last = this.#items.at(-1);
      if (last?.kind === "stream" && last.name === output.name) {
        last.terminal.write(output.text);
        return;
      }
    }
    if (this.#items.length >= ITEMS_MAX && output.kind !== "error") {
      this.#dropped += 1;
      return;
    }
    this.#items.push(itemOf(output));
  }

  /** Changes every display of that id; returns whether there was one. */
  update(displayId: string, data: MimeBundle): boolean {
    let found = false;
    for (const item of this.#items) {
      if (item.kind !== "rich" || item.displayId !== displayId) continue;
      item.data = bounded(data);
      item.version += 1;
      found = true;
    }
    return found;
  }
}

function itemOf(output: Exclude<Output, { kind: "clear" }>): Item {
  switch (output.kind) {
    case "stream": {
      const terminal = new Terminal();
      terminal.write(output.text);
      return { kind: "stream", name: output.name, terminal };
    }
    case "display":
      return { kind: "rich", data: bounded(output.data), displayId: output.displayId ?? null, executionCount: null, version: 0 };
    case "result":
      return { kind: "rich", data: bounded(output.data), displayId: null, executionCount: output.executionCount, version: 0 };
    case "error":
      return {
        kind: "error",
        name: output.name,
        message: output.message,
        traceback: output.traceback,
        line: output.line ?? null,
      };
  }
}

/** Without what is too large to show. Plain text is cut by the terminal that draws it. */
function bounded(data: MimeBundle): MimeBundle {
  const entries = Object.entries(data);
  if (entries.every(([type, text]) => type === "text/plain" || text.length <= RICH_CHARS_MAX)) return data;
  const kept = entries.filter(([type, text]) => type === "text/plain" || text.length <= RICH_CHARS_MAX);
  const note = "The output was too large to show as a picture or table.";
  const plain = data["text/plain"];
  return { ...Object.fromEntries(kept), "text/plain": plain === undefined ? note : `${plain}\n\n${note}` };
}

/** The richest form that the page can show, and its type. */
export function bestOf(data: MimeBundle): { type: string; content: string } {
  for (const type of ["text/html", "image/svg+xml", "image/png", "image/jpeg"]) {
    const content = data[type];
    if (content !== undefined) return { type, content };
  }
  return { type: "text/plain", content: data["text/plain"] ?? "" };
}
