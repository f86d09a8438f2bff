/**
 * A thread of the pool: one more instance of the kernel's module over the same memory.
 *
 * Once it serves the pool it hears no more messages. An exception that gets here is a trap: the instance cannot be used any more.
 */

import { importGlue, messageOf } from "./loading";
import type { Death, FromPoolWorker, ToPoolWorker } from "./worker-messages";

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = ({ data }: MessageEvent<ToPoolWorker>) => void serve(data);

async function serve({ glueUrl, module, memory, line, deaths }: ToPoolWorker): Promise<void> {
  let serves = false;
  try {
    const glue = await importGlue(glueUrl);
    await glue.default({ module_or_path: module, memory });
    glue.line_connect(line);
    post({ type: "serves" });
    serves = true;
    glue.line_serve_pool();
  } catch (error) {
    const message = messageOf(error);
    if (serves) new BroadcastChannel(deaths).postMessage({ message } satisfies Death);
    post({ type: "failed", message });
  }
}

function post(message: FromPoolWorker): void {
  self.postMessage(message);
}
