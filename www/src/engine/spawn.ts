/** Makes the kernel's workers for this page: the only place that names their scripts. */

import { kernelFiles } from "virtual:wasm";
import { compileKernel, fetchKernel } from "./loading";
import type { KernelOptions } from "./kernel";

/** Fewer than four would hide that tasks run side by side; more than sixteen cost memory without a gain. */
export function poolSize(hardwareThreads: number, requested: string | null): number {
  const wanted = requested === null ? NaN : Number(requested);
  if (Number.isInteger(wanted) && wanted >= 1) return Math.min(wanted, 64);
  return Math.max(4, Math.min(16, hardwareThreads));
}

export function kernelOptions(threads: number): KernelOptions {
  const { glueUrl, wasmUrl, memoryPages } = kernelFiles;
  return {
    glueUrl,
    memoryPages,
    threads,
    load: async (enter) => {
      enter("download");
      const response = await fetchKernel(wasmUrl);
      enter("compile");
      return compileKernel(response);
    },
    spawnKernel: () =>
      new Worker(new URL("./kernel.worker.ts", import.meta.url), { type: "module", name: "kernel" }),
    spawnControl: () =>
      new Worker(new URL("./control.worker.ts", import.meta.url), { type: "module", name: "control" }),
  };
}
