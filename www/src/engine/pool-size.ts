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
