/**
 * What a cell has put out so far: folds the kernel's outputs into items, in order.
 *
 * Neighbouring writes to the same stream join into one item; `clear` empties, at once or when the next output comes; a display
 * with an id can be updated in place. Bounded in number and size, so that no cell can fill the page; what is too large to be shown
 * is kept to be saved as a file.
 */

import type { MimeBundle, Output } from "../engine/messages";
import { Terminal } from "./terminal";
import {
  ELEMENTS_MAX,
  MARKDOWN_CHARS_MAX,
  pictureSize,
  PICTURE_CHARS_MAX,
  RICH_CHARS_MAX,
  tooHeavy,
  tooLarge,
  tooLong,
  weightOf,
  type PictureSize,
} from "./weigh";

export const ITEMS_MAX = 200;
/** What all rich outputs of a cell may have together. */
export const CELL_ROOM: Room = { elements: 2 * ELEMENTS_MAX, chars: 2 * PICTURE_CHARS_MAX };
/** Characters of a stream that can be saved. */
export const SAVED_CHARS_MAX = 20_000_000;

export type Item =
  | { kind: "stream"; name: "stdout" | "stderr"; terminal: Terminal; written: Written }
  | { kind: "rich"; data: MimeBundle; shown: Shown; displayId: string | null; executionCount: number | null; version: number }
  | { kind: "error"; name: string; message: string; traceback: string[]; line: number | null };

/** What the page shows of a bundle. */
export interface Shown {
  type: string;
  content: string;
  /** Of a picture of pixels. */
  size: PictureSize | null;
  /** A richer form that is too large to be shown, and why, as the end of a sentence. */
  refused: { type: string; content: string; why: string } | null;
  /** What it takes of the cell's room. */
  takes: Room;
}

export interface Room {
  elements: number;
  /** Of HTML, SVG and base64. */
  chars: number;
}

/** All that was written to a stream, however little of it is shown. */
export class Written {
  readonly parts: string[] = [];
  /** Characters that are not even kept. */
  dropped = 0;
  #length = 0;

  add(text: string): void {
    const kept = text.slice(0, SAVED_CHARS_MAX - this.#length);
    this.#length += kept.length;
    this.dropped += text.length - kept.length;
    if (kept !== "") this.parts.push(kept);
  }
}

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
        last.written.add(output.text);
        return;
      }
    }
    if (this.#items.length >= ITEMS_MAX && output.kind !== "error") {
      this.#dropped += 1;
      return;
    }
    this.#items.push(this.#itemOf(output));
  }

  /** Changes every display of that id; returns whether there was one. */
  update(displayId: string, data: MimeBundle): boolean {
    let found = false;
    for (const item of this.#items) {
      if (item.kind !== "rich" || item.displayId !== displayId) continue;
      item.data = data;
      item.shown = shownOf(data, this.#roomWithout(item));
      item.version += 1;
      found = true;
    }
    return found;
  }

  #itemOf(output: Exclude<Output, { kind: "clear" }>): Item {
    switch (output.kind) {
      case "stream": {
        const [terminal, written] = [new Terminal(), new Written()];
        terminal.write(output.text);
        written.add(output.text);
        return { kind: "stream", name: output.name, terminal, written };
      }
      case "display":
        return { kind: "rich", ...this.#shown(output.data), displayId: output.displayId ?? null, executionCount: null, version: 0 };
      case "result":
        return { kind: "rich", ...this.#shown(output.data), displayId: null, executionCount: output.executionCount, version: 0 };
      case "error":
        return { kind: "error", name: output.name, message: output.message, traceback: output.traceback, line: output.line ?? null };
    }
  }

  #shown(data: MimeBundle): { data: MimeBundle; shown: Shown } {
    return { data, shown: shownOf(data, this.#roomWithout(null)) };
  }

  /** What is left of the cell's room when `but` is not counted. */
  #roomWithout(but: Item | null): Room {
    const room = { ...CELL_ROOM };
    for (const item of this.#items) {
      if (item.kind !== "rich" || item === but) continue;
      room.elements -= item.shown.takes.elements;
      room.chars -= item.shown.takes.chars;
    }
    return room;
  }
}

/** The richest form that the page can show, where `room` is what the cell has left. Text is cut by the terminal that draws it. */
export function shownOf(data: MimeBundle, room: Room = CELL_ROOM): Shown {
  let refused: Shown["refused"] = null;
  for (const [type, kind] of RICHEST_FIRST) {
    const content = data[type];
    if (content === undefined) continue;
    const { why, ...found } = kind(content, room);
    if (why === null) return { type, content, refused, ...found };
    refused ??= { type, content, why };
  }
  return { type: "text/plain", content: data["text/plain"] ?? "", size: null, refused, takes: { elements: 0, chars: 0 } };
}

const text = (): Found => ({ why: null, size: null, takes: { elements: 0, chars: 0 } });

/** As in a notebook: what is made for pages comes before pictures, and those before what is but text. */
const RICHEST_FIRST: readonly (readonly [type: string, kind: (content: string, room: Room) => Found])[] = [
  ["text/html", markup],
  ["text/markdown", markdown],
  ["image/svg+xml", markup],
  ["image/png", picture],
  ["image/jpeg", picture],
  ["image/gif", picture],
  ["image/webp", picture],
  ["text/latex", text],
  ["application/json", text],
];

type Found = Pick<Shown, "size" | "takes"> & { why: string | null };

const WEIGHTLESS = { elements: 0, depth: 0, attributes: 0, reopened: 0 };
const MARKDOWN_PER_ELEMENT = 4;
const CROWDED = "with the outputs above it the cell has more than is shown";

function markup(content: string, room: Room): Found {
  // What is too long is not worth counting.
  const weight = content.length > RICH_CHARS_MAX ? WEIGHTLESS : weightOf(content);
  const takes = { elements: weight.elements, chars: content.length };
  return { why: tooHeavy(content, weight) ?? crowded(takes, room), size: null, takes };
}

/** What its characters become is not known yet: some of them are an element each. */
function markdown(content: string, room: Room): Found {
  const takes = { elements: Math.ceil(content.length / MARKDOWN_PER_ELEMENT), chars: content.length };
  return { why: tooLong(content.length, MARKDOWN_CHARS_MAX) ?? crowded(takes, room), size: null, takes };
}

function crowded(takes: Room, room: Room): string | null {
  return takes.elements > room.elements || takes.chars > room.chars ? CROWDED : null;
}

function picture(content: string, room: Room): Found {
  const size = pictureSize(content);
  const why = tooLarge(content, size) ?? (content.length > room.chars ? CROWDED : null);
  return { why, size, takes: { elements: 1, chars: content.length } };
}
