import { expect, test } from "vitest";
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

test("resetting forgets", () => {
  const store = memory();
  const typed = new TypedCode(new Storage(store), "lesson", cells("a"));
  typed.keep("cell-1", "x", "a");
  expect(store.entries.size).toBe(1);
  typed.keep("cell-1", "a", "a");
  expect(store.entries.size).toBe(0);
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
  const full: KeyValueStore = {
    getItem: () => null,
    setItem: () => {
      throw new Error("quota");
    },
    removeItem: () => undefined,
  };
  expect(new TypedCode(new Storage(full), "lesson", cells("a")).keep("cell-1", "x", "a")).toBe(false);
  expect(new TypedCode(new Storage(null), "lesson", cells("a")).keep("cell-1", "x", "a")).toBe(false);
});
