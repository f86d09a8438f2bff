/**
 * What the page needs from the kernel's wasm: the exports of the generated glue script, as its two workers call them.
 *
 * The glue is loaded unbundled by URL, because the thread pool's own workers import it by that URL too.
 */

import type { Message, Millis, Request } from "./messages";
import type { StoredFile } from "./stored-files";

export interface InitOptions {
  module_or_path: WebAssembly.Module;
  memory: WebAssembly.Memory;
}

export interface KernelModule {
  default: (options: InitOptions) => Promise<unknown>;
  /** Gives the thread that calls its line to the control worker. */
  line_connect: (port: MessagePort) => void;
  /** Gives the thread that calls to the pool. It does not return. */
  line_serve_pool: () => void;
  /** How many threads of the pool are to be started now, and that one of them cannot be had. */
  line_threads_wanted: () => number;
  line_thread_did_not_start: () => void;
  /** What became of a question of a thread's. */
  line_answered: (id: number, status: number, body: Uint8Array) => void;
  line_unanswered: (id: number, timedOut: boolean) => void;
  line_too_long: (id: number, length: number | undefined) => void;

  /**
   * Boots Python. `threads` is the pool's size, 0 without one; every message for the page goes through `post`; `memoryBytes` is
   * what the browser granted at most. `siteUrl` is the page's, servers may take `httpTimeout` for an
   * answer, and `librariesUrl` leads to the Python packages that are fetched when they are first imported.
   */
  kernel_start: (
    threads: number,
    post: (message: Message) => void,
    memoryBytes: number,
    siteUrl: string,
    httpTimeout: Millis | undefined,
    librariesUrl: string,
  ) => void;
  /** Handles one request to its end, posting outputs and at last its answer. */
  kernel_handle: (request: Request) => void;
  kernel_version: () => string;

  /** For a second instance over the same memory, in the control worker. None of these waits for the kernel's thread. */
  control_interrupt: () => void;
  control_scale: (cluster: string, workers: number) => void;
  /** The next batches of events, each of one cluster. */
  control_drain: () => Uint8Array[];
  /** The message of a pool thread's panic, once. Waits for nobody. */
  control_panic: () => string | undefined;
  /** What else has changed: the clusters, or a pool thread has panicked, a task cannot be stopped, or files are not kept. */
  control_message: () => Extract<Message, { type: "cluster" | "filesNotKept" | "panic" }> | undefined;

  /** One of these says, once, who keeps what is stored under local paths; Python waits for it. This one does not return. */
  disk_serve: (first: StoredFile, second: StoredFile, keys: StoredFile) => void;
  /** For a kernel without other threads. */
  disk_keep_here: (first: StoredFile, second: StoredFile, keys: StoredFile) => void;
  disk_keep_in_memory: (reason: string) => void;
}
