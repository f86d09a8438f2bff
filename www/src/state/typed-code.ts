/**
 * The code that a learner typed into a lesson's cells, kept per lesson.
 *
 * Each entry remembers a hash of the starter code it grew from. When an author moves cells, typed code follows its starter;
 * when an author rewrites a starter, the typed code stays with its cell and is marked as outdated.
 *
 * Several tabs may show one lesson. What they keep is joined cell by cell, and in each cell the newest wins: a tab reads what is
 * kept before it writes, and hears when another has written. A reset is an entry too, or another tab's older code would come back.
 */

import type { Storage, WriteOutcome } from "./storage";

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
  /** Null after a reset. */
  code: string | null;
  /** When it was typed: milliseconds since 1970, and later than what it replaces. */
  at: number;
}

/** Cells that another tab has changed, with their code: undefined stands for the lesson's own. */
export type Changes = ReadonlyMap<string, KeptCode | undefined>;

export class TypedCode {
  readonly #storage: Storage;
  readonly #name: string;
  readonly #starters: ReadonlyMap<string, string>;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  #changed: (changes: Changes) => void = () => undefined;

  constructor(storage: Storage, lesson: string, starters: readonly Starter[], now: () => number = Date.now) {
    this.#storage = storage;
    this.#name = `code:${lesson}`;
    this.#starters = new Map(starters.map(({ id, source }) => [id, hash(source)]));
    this.#now = now;
    this.#join();
  }

  /** What was typed into the cell last, in whatever tab; undefined where nothing differs from the lesson. */
  kept(id: string): KeptCode | undefined {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.code === null) return undefined;
    return { code: entry.code, outdated: entry.starter !== this.#starters.get(id) };
  }

  /** Says whether the browser kept it; this tab knows it in any case. */
  keep(id: string, code: string, starter: string): WriteOutcome {
    const { newer, homeless } = this.#join();
    const at = Math.max(this.#now(), (this.#entries.get(id)?.at ?? 0) + 1);
    this.#entries.set(id, { starter: this.#starters.get(id) ?? hash(starter), code: code === starter ? null : code, at });
    const outcome = this.#write(homeless);
    // Of other cells only: in this one, the learner has just had the last word.
    this.#tell(newer.filter((other) => other !== id));
    return outcome;
  }

  /** Calls `changed` with what other tabs have typed, as soon as this one knows. */
  watch(changed: (changes: Changes) => void): void {
    this.#changed = changed;
    this.#storage.watch(this.#name, () => {
      const { newer, lacks, homeless } = this.#join();
      // Two tabs may have written at the same time, and the later one had not read the other's.
      if (lacks) this.#write(homeless);
      this.#tell(newer);
    });
  }

  #tell(ids: readonly string[]): void {
    if (ids.length > 0) this.#changed(new Map(ids.map((id) => [id, this.kept(id)])));
  }

  /**
   * Takes over what is newer in the storage, and says of which cells. `lacks`: something is kept there, but not all that this tab
   * has (where nothing is kept, the learner may have cleared it); `homeless` are entries of cells that this lesson does not have.
   */
  #join(): { newer: string[]; lacks: boolean; homeless: ReadonlyMap<string, Entry> } {
    const kept = readEntries(this.#storage.read(this.#name));
    const { matched, homeless } = match(kept, this.#starters);
    const newer: string[] = [];
    for (const [id, entry] of matched) {
      const own = this.#entries.get(id);
      if (own !== undefined && !isNewer(entry, own)) continue;
      this.#entries.set(id, entry);
      if ((own?.code ?? null) !== entry.code) newer.push(id);
    }
    const lacks = kept.size > 0 && [...this.#entries].some(([id, own]) => isNewer(own, matched.get(id)));
    return { newer, lacks, homeless };
  }

  #write(homeless: ReadonlyMap<string, Entry>): WriteOutcome {
    return this.#storage.write(this.#name, Object.fromEntries([...homeless, ...this.#entries]));
  }
}

/** Of two that were typed in the same millisecond, all tabs must choose the same. */
function isNewer(entry: Entry, than: Entry | undefined): boolean {
  if (than === undefined || entry.at !== than.at) return entry.at > (than?.at ?? -1);
  return (entry.code ?? "") > (than.code ?? "");
}

/** Entries go to the cell of their id if its starter is the same, else to a cell with that starter, else by id alone. */
function match(
  entries: ReadonlyMap<string, Entry>,
  starters: ReadonlyMap<string, string>,
): { matched: Map<string, Entry>; homeless: Map<string, Entry> } {
  const matched = new Map<string, Entry>();
  const homeless = new Map<string, Entry>();
  const left: [string, Entry][] = [];
  for (const [id, entry] of entries) {
    if (starters.get(id) === entry.starter) matched.set(id, entry);
    else left.push([id, entry]);
  }
  for (const [id, entry] of left) {
    const moved = [...starters].find(([other, starter]) => starter === entry.starter && !matched.has(other));
    const home = moved?.[0] ?? (starters.has(id) && !matched.has(id) ? id : undefined);
    if (home !== undefined) matched.set(home, entry);
    else if (!starters.has(id)) homeless.set(id, entry);
  }
  return { matched, homeless };
}

function readEntries(value: unknown): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  if (typeof value !== "object" || value === null) return entries;
  for (const [id, entry] of Object.entries(value as Record<string, unknown>)) {
    if (typeof entry !== "object" || entry === null || !("starter" in entry) || !("code" in entry)) continue;
    const { starter, code } = entry;
    // Earlier versions of the page kept no time.
    const at = "at" in entry && typeof entry.at === "number" ? entry.at : 0;
    if (typeof starter === "string" && (typeof code === "string" || code === null)) entries.set(id, { starter, code, at });
  }
  return entries;
}

/** FNV-1a over UTF-16 code units: tells texts apart, guards nothing. */
export function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let idx = 0; idx < text.length; idx++) value = Math.imul(value ^ text.charCodeAt(idx), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, "0");
}
