import { describe, expect, test } from "vitest";
import { Storage, type KeyValueStore } from "./storage";
import { TypedCode, type Starter } from "./typed-code";

function memory(): KeyValueStore & { entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  };
}

const cells = (...sources: string[]): Starter[] => sources.map((source, idx) => ({ id: `cell-${idx + 1}`, source }));

/** Types `code` into the second cell of a lesson with starters a, b, c and opens it again with other starters. */
function reopened(starters: Starter[]): (string | undefined)[] {
  const storage = new Storage(memory());
  new TypedCode(storage, "lesson", cells("a", "b", "c")).keep("cell-2", "typed", "b");
  const typed = new TypedCode(storage, "lesson", starters);
  return starters.map(({ id }) => {
    const kept = typed.kept(id);
    return kept && (kept.outdated ? `${kept.code} (outdated)` : kept.code);
  });
}

test.each<[string, Starter[], (string | undefined)[]]>([
  ["the same lesson", cells("a", "b", "c"), [undefined, "typed", undefined]],
  ["a cell was put before", cells("new", "a", "b", "c"), [undefined, undefined, "typed", undefined]],
  ["a cell was taken away", cells("b", "c"), ["typed", undefined]],
  ["the starter was rewritten", cells("a", "b2", "c"), [undefined, "typed (outdated)", undefined]],
  ["the cell is gone", cells("a"), [undefined]],
])("typed code after: %s", (_name, starters, expected) => {
  expect(reopened(starters)).toEqual(expected);
});

test("resetting forgets the code", () => {
  const store = memory();
  const typed = new TypedCode(new Storage(store), "lesson", cells("a"));
  typed.keep("cell-1", "secret", "a");
  typed.keep("cell-1", "a", "a");
  expect(typed.kept("cell-1")).toBeUndefined();
  expect([...store.entries.values()].join()).not.toContain("secret");
  expect(new TypedCode(new Storage(store), "lesson", cells("a")).kept("cell-1")).toBeUndefined();
});

test.each([["nonsense"], ["[1, 2]"], ['{"cell-1": 3}'], ['{"cell-1": {"code": 1, "starter": 2}}'], ["null"]])(
  "what was kept may be damaged: %s",
  (text) => {
    const store = memory();
    store.entries.set("dasklet:code:lesson", text);
    expect(new TypedCode(new Storage(store), "lesson", cells("a")).kept("cell-1")).toBeUndefined();
  },
);

test("a browser that keeps nothing says so", () => {
  const refuses = (error: Error): KeyValueStore => ({
    getItem: () => null,
    setItem: () => {
      throw error;
    },
    removeItem: () => undefined,
  });
  const outcome = (store: KeyValueStore | null): string => new TypedCode(new Storage(store), "lesson", cells("a")).keep("cell-1", "x", "a");
  expect(outcome(refuses(new DOMException("too much", "QuotaExceededError")))).toBe("full");
  expect(outcome(refuses(new Error("not allowed")))).toBe("none");
  expect(outcome(null)).toBe("none");
  expect(outcome(memory())).toBe("kept");
});

/** One browser: tabs that share a storage, and hear what the others write. Events wait until `deliver`, as between processes. */
class Browser {
  readonly store = memory();
  readonly #tabs: EventTarget[] = [];
  #undelivered: (() => void)[] = [];
  #time = 1000;
  isFull = false;

  open(starters: readonly Starter[]): Tab {
    const page = new EventTarget();
    this.#tabs.push(page);
    const changed = (key: string | null): void => {
      for (const tab of this.#tabs) {
        if (tab !== page) this.#undelivered.push(() => tab.dispatchEvent(Object.assign(new Event("storage"), { key })));
      }
    };
    const store: KeyValueStore = {
      getItem: (key) => this.store.getItem(key),
      setItem: (key, value) => {
        if (this.isFull) throw new DOMException("full", "QuotaExceededError");
        this.store.setItem(key, value);
        changed(key);
      },
      removeItem: (key) => {
        this.store.removeItem(key);
        changed(key);
      },
    };
    return new Tab(new TypedCode(new Storage(store, page), "lesson", starters, () => this.#time++), starters, page);
  }

  deliver(): void {
    for (let round = 0; this.#undelivered.length > 0; round++) {
      if (round > 100) throw new Error("the tabs never come to rest");
      const events = this.#undelivered;
      this.#undelivered = [];
      for (const event of events) event();
    }
  }

  clear(): void {
    this.store.entries.clear();
    for (const tab of this.#tabs) tab.dispatchEvent(Object.assign(new Event("storage"), { key: null }));
  }
}

/** What one tab's cells show. */
class Tab {
  readonly shown: string[];

  constructor(
    readonly typed: TypedCode,
    readonly starters: readonly Starter[],
    readonly page: EventTarget,
  ) {
    this.shown = starters.map(({ id, source }) => typed.kept(id)?.code ?? source);
    typed.watch((changes) => {
      for (const [id, kept] of changes) this.#show(id, kept?.code);
    });
  }

  type(number: number, code: string): string {
    const { id, source } = this.#cell(number);
    this.#show(id, code);
    return this.typed.keep(id, code, source);
  }

  reset(number: number): string {
    return this.type(number, this.#cell(number).source);
  }

  #cell(number: number): Starter {
    const cell = this.starters[number - 1];
    if (!cell) throw new Error(`no cell ${number}`);
    return cell;
  }

  #show(id: string, code: string | undefined): void {
    const idx = this.starters.findIndex((starter) => starter.id === id);
    this.shown[idx] = code ?? this.starters[idx]?.source ?? "";
  }
}

type Step = (a: Tab, b: Tab, browser: Browser) => void;

describe("two tabs of one lesson", () => {
  test.each<[string, Step[], string]>([
    ["different cells", [(a) => a.type(1, "x"), (_, b) => b.type(2, "y")], "x y c"],
    ["different cells, before either hears of the other", [(a, b) => (a.type(1, "x"), b.type(2, "y"))], "x y c"],
    ["the same cell: the newest wins", [(a) => a.type(1, "x"), (_, b) => b.type(1, "y")], "y b c"],
    ["the same cell, before either hears of the other", [(a, b) => (a.type(1, "x"), b.type(1, "y"))], "y b c"],
    ["the older tab types again", [(a) => a.type(1, "x"), (_, b) => b.type(1, "y"), (a) => a.type(1, "z")], "z b c"],
    ["one resets what the other typed", [(a) => a.type(1, "x"), (_, b) => b.reset(1)], "a b c"],
    ["a reset stays while the other types elsewhere", [(a) => a.type(1, "x"), (a) => a.reset(1), (_, b) => b.type(3, "z")], "a b z"],
    ["typed again after a reset", [(a) => a.type(1, "x"), (_, b) => b.reset(1), (a) => a.type(1, "z")], "z b c"],
    ["cleared while open: what is typed next brings all back", [(a) => a.type(1, "x"), (_a, _b, browser) => browser.clear(), (_, b) => b.type(2, "y")], "x y c"],
  ])("%s", (_name, steps, expected) => {
    const browser = new Browser();
    const [a, b] = [browser.open(cells("a", "b", "c")), browser.open(cells("a", "b", "c"))];
    for (const step of steps) {
      step(a, b, browser);
      browser.deliver();
    }
    expect(a.shown.join(" ")).toBe(expected);
    expect(b.shown.join(" ")).toBe(expected);
    expect(browser.open(cells("a", "b", "c")).shown.join(" ")).toBe(expected);
  });

  test("three tabs, one of them closed", () => {
    const browser = new Browser();
    const [a, b, c] = [browser.open(cells("a", "b", "c")), browser.open(cells("a", "b", "c")), browser.open(cells("a", "b", "c"))];
    a.type(1, "x");
    // From here on nobody hears of the first tab, which heard of nothing either.
    b.type(2, "y");
    c.type(3, "z");
    browser.deliver();
    expect(b.shown).toEqual(["x", "y", "z"]);
    expect(c.shown).toEqual(["x", "y", "z"]);
    expect(browser.open(cells("a", "b", "c")).shown).toEqual(["x", "y", "z"]);
  });

  test("two that write at the very same moment mend what the later one did not know", () => {
    const browser = new Browser();
    const [a, b] = [browser.open(cells("a", "b")), browser.open(cells("a", "b"))];
    const before = browser.store.entries.get("dasklet:code:lesson");
    a.type(1, "x");
    // The second had read before the first wrote.
    if (before === undefined) browser.store.entries.delete("dasklet:code:lesson");
    b.type(2, "y");
    browser.deliver();
    expect(a.shown).toEqual(["x", "y"]);
    expect(browser.open(cells("a", "b")).shown).toEqual(["x", "y"]);
    expect(b.shown).toEqual(["x", "y"]);
  });

  test("a tab that was frozen catches up when it is shown again", () => {
    const browser = new Browser();
    const [a, b] = [browser.open(cells("a")), browser.open(cells("a"))];
    a.type(1, "x");
    b.page.dispatchEvent(new Event("visibilitychange"));
    expect(b.shown).toEqual(["x"]);
  });

  test("a full storage loses nothing of this tab, nor what was kept before", () => {
    const browser = new Browser();
    const [a, b] = [browser.open(cells("a", "b")), browser.open(cells("a", "b"))];
    expect(a.type(1, "x")).toBe("kept");
    browser.isFull = true;
    expect(a.type(2, "y")).toBe("full");
    browser.deliver();
    expect(a.shown).toEqual(["x", "y"]);
    expect(b.shown).toEqual(["x", "b"]);
    expect(a.typed.kept("cell-2")?.code).toBe("y");
    browser.isFull = false;
    expect(a.type(1, "x2")).toBe("kept");
    browser.deliver();
    expect(b.shown).toEqual(["x2", "y"]);
  });

  test("tabs of different versions of the lesson keep each other's cells", () => {
    const browser = new Browser();
    const older = browser.open(cells("a", "b"));
    const newer = browser.open(cells("new", "a", "b", "more"));
    newer.type(4, "typed");
    browser.deliver();
    older.type(1, "x");
    browser.deliver();
    expect(newer.shown).toEqual(["new", "x", "b", "typed"]);
    expect(browser.open(cells("new", "a", "b", "more")).shown).toEqual(["new", "x", "b", "typed"]);
  });
});
