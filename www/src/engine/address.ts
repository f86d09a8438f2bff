/** What the page's address says about the kernel. */

import type { Millis } from "./messages";

/**
 * Threads in the kernel's pool: as many as the hardware runs, or as the address asks for (`?threads=N`).
 *
 * Fewer than four would hide that tasks run side by side; more than sixteen cost memory without a gain.
 */
export function poolSize(hardwareThreads: number, requested: string | null): number {
  const wanted = requested === null ? NaN : Number(requested);
  if (Number.isInteger(wanted) && wanted >= 1) return Math.min(wanted, 64);
  return Math.max(4, Math.min(16, hardwareThreads));
}

/** A limit of time in seconds (`?http-timeout=N`); undefined where none, or no sensible one, is asked for. */
export function secondsOf(requested: string | null): Millis | undefined {
  const seconds = Number(requested);
  return requested !== null && seconds > 0 && seconds <= 3600 ? seconds * 1000 : undefined;
}
