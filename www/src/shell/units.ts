/** Numbers with units, as learners read them. */

/** Binary units with two decimals, as Dask writes bytes: 3.81 MiB. Dask moves on to the next unit at 90 % of it. */
export function bytesText(bytes: number): string {
  const units = ["B", "kiB", "MiB", "GiB", "TiB", "PiB"];
  let value = bytes;
  let idx = 0;
  while (value >= 1024 * 0.9 && idx < units.length - 1) {
    value /= 1024;
    idx += 1;
  }
  return idx === 0 ? `${value} B` : `${value.toFixed(2)} ${units[idx] ?? ""}`;
}

export function durationText(millis: number): string {
  if (millis < 1000) return `${Math.round(millis)} ms`;
  const seconds = millis / 1000;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
