/**
 * What the page needs from the kernel's wasm: the exports of the generated glue script, as its two workers call them.
 *
 * The glue is loaded unbundled by URL, because the thread pool's own workers import it by that URL too.
 */

import type { Message, Request } from "./messages";

export interface InitOptions {
  module_or_path: WebAssembly.Module;
  memory: WebAssembly.Memory;
}

export interface KernelModule {
  default: (options: InitOptions) => Promise<unknown>;
  /** Starts the pool of Web Workers, children of the worker that calls; once per memory. */
  initThreadPool: (threads: number) => Promise<unknown>;
  /**
   * Boots Python. `threads` is the pool's size, 0 without one; every message for the page goes through `post`; `memoryBytes` is
   * what the browser granted at most.
   */
  kernel_start: (threads: number, post: (message: Message) => void, memoryBytes: number) => void;
  /** Handles one request to its end, posting outputs and at last its answer. */
  kernel_handle: (request: Request) => void;
  kernel_version: () => string;

  /** For a second instance over the same memory, in the control worker. None of these waits for the kernel's thread. */
  control_interrupt: () => void;
  control_scale: (cluster: string, workers: number) => void;
  /** The next batches of events, each of one cluster. */
  control_drain: () => Uint8Array[];
  /** What else has changed: the clusters, or a pool thread has panicked. */
  control_message: () => Extract<Message, { type: "cluster" | "panic" }> | undefined;
}
