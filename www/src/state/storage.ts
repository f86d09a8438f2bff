/**
 * What the browser keeps for the learner: typed code per lesson, and preferences.
 *
 * Every access may fail (private windows, full disks, other versions' data): reading then gives nothing and writing says so.
 */

const PREFIX = "dasklet:";

export interface KeyValueStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

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

  constructor(store: KeyValueStore | null) {
    this.#store = store;
  }

  read(name: string): unknown {
    try {
      const text = this.#store?.getItem(PREFIX + name) ?? null;
      return text === null ? undefined : (JSON.parse(text) as unknown);
    } catch {
      return undefined;
    }
  }

  /** Returns whether it was kept. */
  write(name: string, value: unknown): boolean {
    try {
      if (value === undefined) this.#store?.removeItem(PREFIX + name);
      else this.#store?.setItem(PREFIX + name, JSON.stringify(value));
      return this.#store !== null;
    } catch {
      return false;
    }
  }
}
