/**
 * What the page knows of its kernel, as a pure state machine: `status × event -> status`.
 *
 * ```text
 *            stage                ready              run               done
 * starting ───────▶ starting ──────────▶ idle ◀──────────────▶ busy ──────────▶ idle
 *     │ failed                             ▲                    │ stop
 *     ▼                                    └──── done ────── stopping ── (replaced) ──▶ starting
 *  failed ── retry ──▶ starting
 * ```
 */

import type { Millis, Stage } from "./messages";

/** Why a kernel was replaced by a fresh one. */
export type ReplaceReason =
  | { kind: "restart" }
  /** Stop did not help in time, or there is no shared memory to stop it through. */
  | { kind: "stopped"; shared: boolean }
  | { kind: "died"; message: string };

export interface KernelInfo {
  /** Threads in the pool; 0 when tasks run on the kernel's own thread. */
  threads: number;
  version: string;
  bootMillis: Millis;
}

export type KernelStatus =
  | { state: "starting"; stage: Stage; slow: boolean }
  | { state: "idle"; info: KernelInfo }
  | { state: "busy"; info: KernelInfo }
  | { state: "stopping"; info: KernelInfo }
  | { state: "failed"; stage: Stage; message: string };

export type StatusEvent =
  | { type: "started" }
  | { type: "stage"; stage: Stage }
  /** Nothing was heard from a starting kernel for a while. */
  | { type: "silent" }
  | { type: "ready"; info: KernelInfo }
  | { type: "failed"; message: string }
  | { type: "ran" }
  | { type: "stop" }
  | { type: "settled" };

export const INITIAL_STATUS: KernelStatus = { state: "starting", stage: "download", slow: false };

export function nextStatus(status: KernelStatus, event: StatusEvent): KernelStatus {
  switch (event.type) {
    case "started":
      return INITIAL_STATUS;
    case "stage":
      return status.state === "starting" ? { state: "starting", stage: event.stage, slow: false } : status;
    case "silent":
      return status.state === "starting" ? { ...status, slow: true } : status;
    case "ready":
      return { state: "idle", info: event.info };
    case "failed":
      return { state: "failed", stage: status.state === "starting" ? status.stage : "python", message: event.message };
    case "ran":
      return status.state === "idle" ? { state: "busy", info: status.info } : status;
    case "stop":
      return status.state === "busy" ? { state: "stopping", info: status.info } : status;
    case "settled":
      return status.state === "busy" || status.state === "stopping" ? { state: "idle", info: status.info } : status;
  }
}

/** What the learner reads while a kernel starts. */
export const STAGE_TEXT: Readonly<Record<Stage, string>> = {
  download: "Downloading Python",
  compile: "Compiling Python",
  python: "Starting Python",
  pool: "Starting worker threads",
};

export function statusText(status: KernelStatus): string {
  switch (status.state) {
    case "starting":
      return status.slow ? `${STAGE_TEXT[status.stage]}: this takes longer than it should` : `${STAGE_TEXT[status.stage]}…`;
    case "idle":
      return "Python is ready";
    case "busy":
      return "Running";
    case "stopping":
      return "Stopping…";
    case "failed":
      return "Python did not start";
  }
}
