/**
 * The code that a learner typed into a lesson's cells, kept per lesson.
 *
 * Each entry remembers a hash of the starter code it grew from. When an author moves cells, typed code follows its starter;
 * when an author rewrites a starter, the typed code stays with its cell and is marked as outdated.
 */

import type { Storage } from "./storage";

export interface Starter {
  id: string;
  source: string;
}

export interface KeptCode {
  code: string;
  /** The lesson's cell has changed since this was typed. */
  outdated: boolean;
}

interface Entry {
  starter: string;
  code: string;
}

export class TypedCode {
  readonly #storage: Storage;
  readonly #name: string;
  readonly #entries: Map<string, Entry>;
  readonly #kept = new Map<string, KeptCode>();
  readonly #starters: Map<string, string>;

  constructor(storage: Storage, lesson: string, starters: readonly Starter[]) {
    this.#storage = storage;
    this.#name = `code:${lesson}`;
    this.#starters = new Map(starters.map(({ id, source }) => [id, hash(source)]));
    this.#entries = match(readEntries(storage.read(this.#name)), this.#starters);
    for (const [id, entry] of this.#entries) {
      this.#kept.set(id, { code: entry.code, outdated: entry.starter !== this.#starters.get(id) });
    }
  }

  /** What was typed into the cell before; undefined where nothing differs from the lesson. */
  kept(id: string): KeptCode | undefined {
    return this.#kept.get(id);
  }

  /** Returns whether the browser kept it. */
  keep(id: string, code: string, starter: string): boolean {
    if (code === starter) this.#entries.delete(id);
    else this.#entries.set(id, { starter: this.#starters.get(id) ?? hash(starter), code });
    return this.#storage.write(this.#name, this.#entries.size === 0 ? undefined : Object.fromEntries(this.#entries));
  }
}

/** Entries go to the cell of their id if its starter is the same, else to a cell with that starter, else by id alone. */
function match(entries: Map<string, Entry>, starters: ReadonlyMap<string, string>): Map<string, Entry> {
  const matched = new Map<string, Entry>();
  const left: [string, Entry][] = [];
  for (const [id, entry] of entries) {
    if (starters.get(id) === entry.starter) matched.set(id, entry);
    else left.push([id, entry]);
  }
  for (const [id, entry] of left) {
    const moved = [...starters].find(([other, starter]) => starter === entry.starter && !matched.has(other));
    const home = moved?.[0] ?? (starters.has(id) && !matched.has(id) ? id : undefined);
    if (home !== undefined) matched.set(home, entry);
  }
  return matched;
}

function readEntries(value: unknown): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  if (typeof value !== "object" || value === null) return entries;
  for (const [id, entry] of Object.entries(value as Record<string, unknown>)) {
    if (typeof entry !== "object" || entry === null || !("starter" in entry) || !("code" in entry)) continue;
    if (typeof entry.starter === "string" && typeof entry.code === "string") {
      entries.set(id, { starter: entry.starter, code: entry.code });
    }
  }
  return entries;
}

/** FNV-1a over UTF-16 code units: tells texts apart, guards nothing. */
export function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let idx = 0; idx < text.length; idx++) value = Math.imul(value ^ text.charCodeAt(idx), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, "0");
}
