/**
 * The kernel's thread: fetches and compiles the wasm, boots Python from it, and runs one request after the other.
 *
 * It may block for as long as a cell runs; whatever must get through meanwhile goes by way of the control worker.
 */

import type { KernelModule } from "./kernel-module";
import { compileKernel, createMemory, fetchKernel, importGlue, LoadError, messageOf } from "./loading";
import type { Request, Stage } from "./messages";
import { openStoredFiles } from "./stored-files";
import type { FromKernelWorker, PoolStart, SharedKernel, ToKernelWorker } from "./worker-messages";

declare const self: DedicatedWorkerGlobalScope;

/** Where this thread has the stored files itself, Python cannot be ready before they are; another tab may have them for long. */
const FILES_PATIENCE_MILLIS = 500;

let kernel: KernelModule | undefined;

self.onmessage = (event: MessageEvent<ToKernelWorker>) => {
  const message = event.data;
  if (message.type === "start") void start(message);
  else handle(message);
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

async function start({ parts, module, control }: Extract<ToKernelWorker, { type: "start" }>): Promise<void> {
  const { glueUrl, memoryPages, threads } = parts;
  const began = performance.now();
  let stage: Stage = "download";
  const enter = (next: Stage): void => {
    stage = next;
    post({ type: "stage", stage });
  };
  const compiled = async (): Promise<WebAssembly.Module> => {
    if (module) return module;
    enter("download");
    const response = await fetchKernel(parts.wasmUrl);
    enter("compile");
    const fresh = await compileKernel(response);
    post({ type: "compiled", module: fresh });
    return fresh;
  };
  try {
    const { memory, maxBytes } = createMemory(memoryPages);
    const stored = control ? undefined : openStoredFiles(navigator.storage, FILES_PATIENCE_MILLIS);
    const [glue, kernelModule] = await Promise.all([importGlue(glueUrl), compiled()]);
    await glue.default({ module_or_path: kernelModule, memory });
    const files = await stored;
    if (files?.kind === "open") glue.disk_keep_here(...files.files);
    else if (files) glue.disk_keep_in_memory(files.reason);
    // While Python boots, this thread could not bring up the pool's workers: those that a worker makes need its event loop.
    const pool = control ? startPool(control, { module: kernelModule, memory }) : undefined;
    enter("python");
    const librariesUrl = new URL("libraries.bin", glueUrl).href;
    glue.kernel_start(threads, post, maxBytes, parts.siteUrl, parts.httpTimeout, librariesUrl);
    enter("pool");
    await pool;
    if (control) glue.line_connect(control);
    kernel = glue;
    post({ type: "ready", bootMillis: performance.now() - began, threads, version: glue.kernel_version() });
    // So that the first import of a library does not wait for the network. It asks again itself if this fails.
    void fetch(librariesUrl, { priority: "low" }).then((response) => response.arrayBuffer()).catch(() => undefined);
  } catch (error) {
    post({ type: "failed", stage, message: messageOf(error) });
  }
}

/** Has the control worker join and start the pool. */
function startPool(control: MessagePort, shared: SharedKernel): Promise<void> {
  return new Promise((resolve, reject) => {
    control.onmessage = ({ data }: MessageEvent<PoolStart>) => {
      control.onmessage = null;
      if (data.type === "started") resolve();
      else reject(new LoadError(data.message));
    };
    control.postMessage(shared);
  });
}

function post(message: FromKernelWorker): void {
  self.postMessage(message);
}
