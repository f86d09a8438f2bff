/** What changes between two versions of a cell's code. */

/** The shortest middle part that has to be replaced. */
export function difference(before: string, after: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  return { from: start, to: before.length - same, insert: after.slice(start, after.length - same) };
}
