/**
 * What passes between the page and its workers besides the kernel's own messages: starting, and sharing the memory.
 *
 * ```text
 * page ── start ──▶ kernel worker ── stage… compiled, ready | failed ──▶ page
 * page ── attach, interrupt, scale ──▶ control worker ── attached | failed, events, cluster, filesNotKept, panic ──▶ page
 * kernel worker ── SharedKernel, then OnLine ──▶ control worker ── PoolStart ──▶ kernel worker
 * control worker ── ToPoolWorker ──▶ pool workers ── serves | failed ──▶ control worker
 * pool workers ── OnLine ──▶ control worker
 * pool workers ── Death ──▶ page
 * control worker ── ToDiskWorker ──▶ disk worker ── failed ──▶ control worker
 * ```
 *
 * The kernel and the pool workers have channels of their own to the control worker: those do not wait for the page, which is busy
 * with its own start, and they can be sent on while Python blocks the sender. A pool worker that dies tells the page past the control
 * worker, which may wait for a lock of the memory that the dead one held.
 */

import type { Message, Millis, Request, Stage } from "./messages";
import type { Question } from "./network";

/** What a kernel is made of. */
export interface KernelParts {
  glueUrl: string;
  wasmUrl: string;
  /** Pages of 64 KiB that the module's memory starts with. */
  memoryPages: number;
  /** Size of the pool; 0 where memory cannot be shared. */
  threads: number;
  /** The page's address: stores that are served next to it are below. */
  siteUrl: string;
  /** Other servers may take so long for an answer; the kernel's default without. */
  httpTimeout: Millis | undefined;
}

export type ToKernelWorker =
  /**
   * Comes first, once. With `module`, that a former kernel compiled, nothing is fetched but the glue; `control` leads to the
   * control worker where there is one.
   */
  | { type: "start"; parts: KernelParts; module?: WebAssembly.Module; control?: MessagePort }
  | Request;

export type FromKernelWorker =
  | { type: "stage"; stage: Stage }
  /** For kernels that replace this one; only sent by a worker that was given none. */
  | { type: "compiled"; module: WebAssembly.Module }
  | { type: "ready"; bootMillis: Millis; threads: number; version: string }
  | { type: "failed"; stage: Stage; message: string }
  | Message;

export type ToControlWorker =
  /** Comes first, once: `kernel` leads to the kernel worker; on the broadcast channel `deaths` the page hears of pool workers' deaths. */
  | { type: "attach"; glueUrl: string; threads: number; kernel: MessagePort; deaths: string }
  | { type: "interrupt" }
  | { type: "scale"; cluster: string; workers: number };

export type FromControlWorker =
  | { type: "attached" }
  | { type: "failed"; message: string }
  | Extract<Message, { type: "events" | "cluster" | "filesNotKept" | "panic" }>;

/** What the control worker needs to join a kernel that has just been instantiated. */
export interface SharedKernel {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
}

/** Comes once. The disk worker joins the kernel too, and then listens to its memory only. */
export type ToDiskWorker = SharedKernel & { glueUrl: string };

/** It cannot say whether files are kept. */
export interface FromDiskWorker {
  type: "failed";
  message: string;
}

/** Comes once. The pool worker joins the kernel, and then serves Python only. */
export type ToPoolWorker = SharedKernel & { type: "start"; glueUrl: string; line: MessagePort; deaths: string };

/** From what a pool worker died. */
export interface Death {
  message: string;
}

export type FromPoolWorker =
  /** It is Python's from now on. */
  | { type: "serves" }
  /** It could not become so, or it has died since. */
  | { type: "failed"; message: string };

/** What Python's threads ask for while they are blocked. The answers go through the memory. */
export type OnLine =
  | ({ type: "ask" } & Question)
  | { type: "giveUp"; id: number }
  /** Threads are wanted. */
  | { type: "threads" };

/** How starting the pool ended. */
export type PoolStart = { type: "started" } | { type: "failed"; message: string };
