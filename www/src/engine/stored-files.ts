/**
 * The files in which the browser keeps what learners store under local paths: opened for this page alone, and deleted.
 *
 * Only workers can open them. Another tab, or a worker that is just being ended, may have them open: they are asked for again for a while.
 */

import type { Millis } from "./messages";

const FOLDER = "dasklet";
/** Two logs of records, one of which is in use, and the file of their keys. */
const NAMES = ["files-0", "files-1", "keys"] as const;
/** Between two tries. */
const RETRY_MILLIS: Millis = 100;

/** A `FileSystemSyncAccessHandle`, of which this side only needs to know how to give it back. */
export interface StoredFile {
  close: () => void;
}

/** What only workers may do with a file, and what the types of pages therefore lack. */
type WorkersFile = FileSystemFileHandle & { createSyncAccessHandle: () => Promise<StoredFile> };

export type StoredFiles =
  | { kind: "open"; files: readonly [StoredFile, StoredFile, StoredFile] }
  /** `reason` continues a sentence: "…, because …". */
  | { kind: "none"; reason: string };

/** Settles after `patience` at the latest, plus what the browser needs. */
export async function openStoredFiles(storage: StorageManager | undefined, patience: Millis): Promise<StoredFiles> {
  // Browsers without private files have no such function, whatever the types say.
  if (!storage || !("getDirectory" in storage)) return { kind: "none", reason: "this browser has no private files for pages" };
  try {
    const folder = await (await storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
    const opened: StoredFile[] = [];
    const next = async (name: string): Promise<StoredFile> => {
      const file = await openOne(folder, name, patience);
      opened.push(file);
      return file;
    };
    try {
      return { kind: "open", files: [await next(NAMES[0]), await next(NAMES[1]), await next(NAMES[2])] };
    } catch (error) {
      for (const file of opened) file.close();
      throw error;
    }
  } catch (error) {
    return { kind: "none", reason: reasonOf(error) };
  }
}

/** Deletes them, if nobody has them open; settles with null, or with why it could not. */
export async function deleteStoredFiles(storage: StorageManager | undefined, patience: Millis): Promise<string | null> {
  try {
    if (!storage || !("getDirectory" in storage)) return null;
    const root = await storage.getDirectory();
    await untilFree(() => root.removeEntry(FOLDER, { recursive: true }), patience);
    return null;
  } catch (error) {
    return error instanceof Error && error.name === "NotFoundError" ? null : reasonOf(error);
  }
}

async function openOne(folder: FileSystemDirectoryHandle, name: string, patience: Millis): Promise<StoredFile> {
  const file = (await folder.getFileHandle(name, { create: true })) as WorkersFile;
  return untilFree(() => file.createSyncAccessHandle(), patience);
}

async function untilFree<T>(attempt: () => Promise<T>, patience: Millis): Promise<T> {
  for (let waited = 0; ; waited += RETRY_MILLIS) {
    try {
      return await attempt();
    } catch (error) {
      if (!isHeld(error) || waited >= patience) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MILLIS));
  }
}

/** Browsers name it differently when a file, or a folder around it, is in use. */
const isHeld = (error: unknown): boolean =>
  error instanceof Error && ["NoModificationAllowedError", "InvalidModificationError"].includes(error.name);

function reasonOf(error: unknown): string {
  if (isHeld(error)) return "another tab of this page has the stored files open";
  if (error instanceof Error && error.name === "QuotaExceededError") return "there is no room left on this device";
  const name = error instanceof Error ? error.name : String(error);
  return `the browser does not let this page keep files, as in a private window (${name})`;
}
