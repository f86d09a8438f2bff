/**
 * What passes between the page and its two workers besides the kernel's own messages: starting, and sharing the memory.
 *
 * ```text
 * page ── start, module ──▶ kernel worker ── stage… shared, ready | failed ──▶ page
 * page ── attach, interrupt, scale ──▶ control worker ── attached | failed, events, cluster, panic ──▶ page
 * ```
 */

import type { Message, Millis, Request, Stage } from "./messages";

export type ToKernelWorker =
  /** Fetch the glue, and make a memory of at least `memoryPages` (64 KiB each). `threads` is the pool's size; 0: none. */
  | { type: "start"; glueUrl: string; memoryPages: number; threads: number }
  /** The compiled kernel; comes after `start`, as soon as the page has it. */
  | { type: "module"; module: WebAssembly.Module }
  | Request;

export type FromKernelWorker =
  | { type: "stage"; stage: Stage }
  /** What the control worker needs to join. Only sent where memory can be shared. */
  | { type: "shared"; memory: WebAssembly.Memory }
  | { type: "ready"; bootMillis: Millis; threads: number; version: string }
  | { type: "failed"; stage: Stage; message: string }
  | Message;

export type ToControlWorker =
  | { type: "attach"; glueUrl: string; module: WebAssembly.Module; memory: WebAssembly.Memory }
  | { type: "interrupt" }
  | { type: "scale"; cluster: string; workers: number };

export type FromControlWorker =
  | { type: "attached" }
  | { type: "failed"; message: string }
  | Extract<Message, { type: "events" | "cluster" | "panic" }>;
