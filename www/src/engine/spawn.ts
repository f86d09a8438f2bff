/** Makes the kernel's workers for this page; the disk worker is the control worker's. */

import { kernelFiles } from "virtual:wasm";
import type { KernelOptions } from "./kernel";
import type { Millis } from "./messages";
import type { Death } from "./worker-messages";

export function kernelOptions(threads: number, httpTimeout: Millis | undefined): KernelOptions {
  return {
    parts: { ...kernelFiles, threads, siteUrl: document.baseURI, httpTimeout },
    spawnKernel: () =>
      new Worker(new URL("./kernel.worker.ts", import.meta.url), { type: "module", name: "kernel" }),
    spawnControl: () =>
      new Worker(new URL("./control.worker.ts", import.meta.url), { type: "module", name: "control" }),
    hearDeaths: (heard) => {
      const channel = new BroadcastChannel(`dasklet-deaths-${crypto.randomUUID()}`);
      channel.onmessage = ({ data }: MessageEvent<Death>) => heard(data.message);
      return { name: channel.name, close: () => channel.close() };
    },
  };
}
