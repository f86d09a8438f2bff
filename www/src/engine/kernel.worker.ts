/**
 * The kernel's thread: boots Python from the compiled wasm and runs one request after the other.
 *
 * It may block for as long as a cell runs; whatever must get through meanwhile goes by way of the control worker.
 */

import type { KernelModule } from "./kernel-module";
import { createMemory, importGlue, messageOf } from "./loading";
import type { Request, Stage } from "./messages";
import type { FromKernelWorker, ToKernelWorker } from "./worker-messages";

declare const self: DedicatedWorkerGlobalScope;

let kernel: KernelModule | undefined;
let receiveModule: (module: WebAssembly.Module) => void;
const moduleReceived = new Promise<WebAssembly.Module>((resolve) => {
  receiveModule = resolve;
});

self.onmessage = (event: MessageEvent<ToKernelWorker>) => {
  const message = event.data;
  switch (message.type) {
    case "start":
      void start(message);
      break;
    case "module":
      receiveModule(message.module);
      break;
    default:
      handle(message);
  }
};

function handle(request: Request): void {
  try {
    if (!kernel) throw new Error("the kernel has not started");
    kernel.kernel_handle(request);
  } catch (error) {
    // A trap leaves the instance unusable, so any exception that reaches this border ends the kernel.
    post({ type: "panic", message: messageOf(error), story: error instanceof Error ? (error.stack ?? "") : "" });
  }
}

async function start({ glueUrl, memoryPages, threads }: Extract<ToKernelWorker, { type: "start" }>): Promise<void> {
  const began = performance.now();
  let stage: Stage = "compile";
  const enter = (next: Stage): void => {
    stage = next;
    post({ type: "stage", stage });
  };
  try {
    const { memory, maxBytes } = createMemory(memoryPages);
    const [glue, module] = await Promise.all([importGlue(glueUrl), moduleReceived]);
    await glue.default({ module_or_path: module, memory });
    // The pool's workers come up on their own threads while Python boots on this one.
    const pool = threads > 0 ? glue.initThreadPool(threads) : undefined;
    enter("python");
    glue.kernel_start(threads, post, maxBytes);
    enter("pool");
    await pool;
    kernel = glue;
    if (threads > 0) post({ type: "shared", memory });
    post({ type: "ready", bootMillis: performance.now() - began, threads, version: glue.kernel_version() });
  } catch (error) {
    post({ type: "failed", stage, message: messageOf(error) });
  }
}

function post(message: FromKernelWorker): void {
  self.postMessage(message);
}
