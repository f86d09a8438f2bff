import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { deleteStoredFiles, openStoredFiles } from "./stored-files";

/** Private files played by the test: `held` counts the tries that fail before each file opens. */
function storageWith(held: number, failure?: Error, failing = "files-1") {
  const opened: string[] = [];
  const closed: string[] = [];
  const tries = new Map<string, number>();
  const file = (name: string) => ({
    createSyncAccessHandle: () => {
      const count = (tries.get(name) ?? 0) + 1;
      tries.set(name, count);
      if (count <= held) return Promise.reject(new DOMException("held", "NoModificationAllowedError"));
      if (failure && name === failing) return Promise.reject(failure);
      opened.push(name);
      return Promise.resolve({ close: () => closed.push(name) });
    },
  });
  const folder = { getFileHandle: (name: string) => Promise.resolve(file(name)) };
  const storage = { getDirectory: () => Promise.resolve({ getDirectoryHandle: () => Promise.resolve(folder) }) };
  return { storage: storage as unknown as StorageManager, opened, closed };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("files that a former worker still holds open a little later", async () => {
  const { storage, opened } = storageWith(5);
  const files = openStoredFiles(storage, 3000);
  await vi.advanceTimersByTimeAsync(2000);
  expect((await files).kind).toBe("open");
  expect(opened).toEqual(["files-0", "files-1", "keys"]);
});

test("files that another tab holds are given up in time", async () => {
  const files = openStoredFiles(storageWith(Infinity).storage, 3000);
  await vi.advanceTimersByTimeAsync(3000);
  expect(await files).toEqual({ kind: "none", reason: expect.stringContaining("another tab") as string });
});

test.each([
  ["files-0", []],
  ["files-1", ["files-0"]],
  ["keys", ["files-0", "files-1"]],
])("without %s the others are given back", async (failing, others) => {
  const { storage, closed } = storageWith(0, new DOMException("full", "QuotaExceededError"), failing);
  expect(await openStoredFiles(storage, 0)).toEqual({ kind: "none", reason: expect.stringContaining("no room") as string });
  expect(closed).toEqual(others);
});

test.each([
  ["no storage", undefined, "has no private files"],
  ["no private files", {}, "has no private files"],
  ["forbidden", { getDirectory: () => Promise.reject(new DOMException("no", "SecurityError")) }, "private window (SecurityError)"],
])("%s: nothing is kept, and why", async (_, storage, reason) => {
  const files = await openStoredFiles(storage as unknown as StorageManager | undefined, 0);
  expect(files).toEqual({ kind: "none", reason: expect.stringContaining(reason) as string });
});

test.each([
  ["deleted", [], null],
  ["deleted once they are free", ["NoModificationAllowedError", "InvalidModificationError"], null],
  ["none there", ["NotFoundError"], null],
  ["held", Array<string>(30).fill("NoModificationAllowedError"), "another tab"],
])("deleting: %s", async (_, failures, reason) => {
  const left = [...failures];
  const removeEntry = () => {
    const name = left.shift();
    return name === undefined ? Promise.resolve() : Promise.reject(new DOMException("no", name));
  };
  const storage = { getDirectory: () => Promise.resolve({ removeEntry }) } as unknown as StorageManager;
  const outcome = deleteStoredFiles(storage, 2000);
  await vi.advanceTimersByTimeAsync(2500);
  expect(await outcome).toEqual(reason === null ? null : expect.stringContaining(reason));
});
