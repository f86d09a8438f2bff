// Compares files, compressed with brotli, with what they may take: `node sizes.mjs FILE MEGABYTES …`.

import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const MEGABYTE = 1e6;
const limits = process.argv.slice(2);
let tooLarge = false;
for (let idx = 0; idx < limits.length; idx += 2) {
  const [path, limit] = [limits[idx], Number(limits[idx + 1])];
  const bytes = readFileSync(path);
  const megabytes = brotliCompressSync(bytes).length / MEGABYTE;
  tooLarge ||= megabytes > limit;
  console.log(`${path}: ${(bytes.length / MEGABYTE).toFixed(2)} MB, ${megabytes.toFixed(2)} MB as brotli, at most ${limit.toFixed(1)}`);
}
if (tooLarge) console.error("an artifact is larger than it may be");
process.exitCode = tooLarge ? 1 : 0;
