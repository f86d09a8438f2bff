/**
 * The thread that has the stored files: one more instance of the kernel's module over the same memory.
 *
 * Once the files are open it serves Python's threads inside the wasm and hears no more messages; ending the worker closes them.
 */

import { importGlue, messageOf } from "./loading";
import { openStoredFiles } from "./stored-files";
import type { FromDiskWorker, ToDiskWorker } from "./worker-messages";

declare const self: DedicatedWorkerGlobalScope;

/** The browser may take this long to end the worker that had the files before a reload or a restart. */
const PATIENCE_MILLIS = 3000;

self.onmessage = ({ data }: MessageEvent<ToDiskWorker>) => void serve(data);

async function serve({ glueUrl, module, memory }: ToDiskWorker): Promise<void> {
  try {
    const [glue, stored] = await Promise.all([importGlue(glueUrl), openStoredFiles(navigator.storage, PATIENCE_MILLIS)]);
    await glue.default({ module_or_path: module, memory });
    if (stored.kind === "none") {
      glue.disk_keep_in_memory(stored.reason);
      return;
    }
    glue.disk_serve(...stored.files);
    // Only files that cannot be used get here.
    for (const file of stored.files) file.close();
  } catch (error) {
    self.postMessage({ type: "failed", message: messageOf(error) } satisfies FromDiskWorker);
  }
}
