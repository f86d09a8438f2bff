/** Makes the kernel's workers for this page: the only place that names their scripts. */

import { kernelFiles } from "virtual:wasm";
import type { KernelOptions } from "./kernel";

export function kernelOptions(threads: number): KernelOptions {
  return {
    parts: { ...kernelFiles, threads },
    spawnKernel: () =>
      new Worker(new URL("./kernel.worker.ts", import.meta.url), { type: "module", name: "kernel" }),
    spawnControl: () =>
      new Worker(new URL("./control.worker.ts", import.meta.url), { type: "module", name: "control" }),
  };
}
