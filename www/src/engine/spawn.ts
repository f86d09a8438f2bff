/** Makes the kernel's workers for this page: the only place that names their scripts. */

import { kernelFiles } from "virtual:wasm";
import { compileKernel, fetchKernel } from "./loading";
import type { KernelOptions } from "./kernel";

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
