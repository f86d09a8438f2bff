/**
 * What the browser keeps for the learner: typed code per lesson, and preferences.
 *
 * Every access may fail (private windows, full disks, other versions' data): reading then gives nothing and writing says so.
 * All tabs of the site share it, and `watch` tells what another one wrote.
 */

const PREFIX = "dasklet:";

export interface KeyValueStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** "full": there is a storage, and no room in it; "none": this browser keeps nothing for the page. */
export type WriteOutcome = "kept" | "full" | "none";

/** The browser's local storage, or null where even asking for it is forbidden. */
export function browserStorage(): KeyValueStore | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

export class Storage {
  readonly #store: KeyValueStore | null;
  readonly #page: EventTarget | null;

  /** `page` hears of what other tabs write, and of being shown again: the window. */
  constructor(store: KeyValueStore | null, page: EventTarget | null = null) {
    this.#store = store;
    this.#page = page;
  }

  read(name: string): unknown {
    try {
      const text = this.#store?.getItem(PREFIX + name) ?? null;
      return text === null ? undefined : (JSON.parse(text) as unknown);
    } catch {
      return undefined;
    }
  }

  /** Says whether it was kept. What cannot be kept leaves what was kept before. */
  write(name: string, value: unknown): WriteOutcome {
    if (this.#store === null) return "none";
    try {
      if (value === undefined) this.#store.removeItem(PREFIX + name);
      else this.#store.setItem(PREFIX + name, JSON.stringify(value));
      return "kept";
    } catch (error) {
      return isFull(error) ? "full" : "none";
    }
  }

  /** Calls `changed` when another tab has, or may have, written `name`. A tab that the browser froze heard nothing meanwhile. */
  watch(name: string, changed: () => void): void {
    this.#page?.addEventListener("storage", (event) => {
      const { key } = event as StorageEvent;
      // Null: everything was cleared.
      if (key === null || key === PREFIX + name) changed();
    });
    for (const shownAgain of ["pageshow", "visibilitychange"]) this.#page?.addEventListener(shownAgain, changed);
  }
}

/** Browsers agree on the name only where they follow the newest standard. */
function isFull(error: unknown): boolean {
  return error instanceof Error && /quota/i.test(error.name + error.message);
}
