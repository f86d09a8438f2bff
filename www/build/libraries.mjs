// Copies the file of Python packages that are fetched on demand next to the kernel: `node libraries.mjs MESSAGES FOLDER`.
//
// MESSAGES is what `cargo build --message-format=json` printed: it tells where the build script wrote.

import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [messages, folder] = process.argv.slice(2);
const script = readFileSync(messages, "utf8")
  .split("\n")
  .filter((line) => line.startsWith("{"))
  .map((line) => JSON.parse(line))
  .find(({ reason, package_id: id }) => reason === "build-script-executed" && /[/#]dasklet[@#]/.test(id));
if (!script) throw new Error(`${messages} names no build script of dasklet`);
mkdirSync(folder, { recursive: true });
copyFileSync(join(script.out_dir, "libraries.bin"), join(folder, "libraries.bin"));
