// Published introductions (tests/seeds/*.md), pasted cell by cell, give their known figures: on the pool, and one of them on
// one thread, where the host sends no isolation headers.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { kernelMemory, launch, newPage, open, run, serve, watchedKernel } from "./support.mjs";

const folder = new URL("../seeds/", import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), "utf8");
const names = readdirSync(folder).flatMap((file) => (file.endsWith(".md") ? [file.slice(0, -".md".length)] : []));

/** A cell may read gigabytes chunk by chunk. */
const CELL_MAX = 240_000;
/** Bytes of the kernel's memory when all cells have run: it never shrinks, so this is the peak. */
const MEMORY_MAX = 1.5 * 2 ** 30;

let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
});

async function givesItsKnownFigures(name, isolated) {
  const cells = [...read(`${name}.md`).matchAll(/^```\{code-cell\} python\n(?::.*\n)*([^]*?)^```$/gm)].map(([, code]) => code.trim());
  const expected = read(`${name}.txt`).trimEnd().split("\n");
  assert.ok(cells.length > 3);
  const server = await serve({ isolated, files: watchedKernel() });
  const page = await newPage(browser);
  await open(page, server.url);
  assert.equal(await page.evaluate(() => crossOriginIsolated), isolated);
  const printed = [];
  for (const code of cells) {
    const { state, text } = await run(page, code, 1, CELL_MAX);
    assert.equal(state, "ok", `${code}\n${text}`);
    printed.push(...text.split("\n"));
  }
  const missing = expected.filter((line) => !printed.includes(line));
  assert.deepEqual(missing, [], `not printed: ${missing}, but:\n${printed.join("\n")}`);
  const memory = await kernelMemory(page);
  assert.ok(memory < MEMORY_MAX, `the kernel has taken ${Math.round(memory / 2 ** 20)} MiB`);
  await page.context().close();
  await server.close();
}

for (const name of names) test(`${name} gives its known figures, on the pool`, () => givesItsKnownFigures(name, true));
test("gateway gives its known figures, on one thread", () => givesItsKnownFigures("gateway", false));
