// A published introduction to a Dask Gateway (tests/seeds/gateway.md), pasted cell by cell, gives its known figures: on the
// pool, and on one thread where the host sends no isolation headers.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, newPage, open, run, serve } from "./support.mjs";

const seed = (name) => readFileSync(new URL(`../seeds/${name}`, import.meta.url), "utf8");
const cells = [...seed("gateway.md").matchAll(/^```\{code-cell\} python\n(?::.*\n)*([^]*?)^```$/gm)].map(([, code]) => code.trim());
const expected = seed("gateway.txt").trimEnd().split("\n");

let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
});

for (const isolated of [true, false]) {
  test(`a gateway introduction gives its known figures, ${isolated ? "on the pool" : "on one thread"}`, async () => {
    const server = await serve({ isolated });
    const page = await newPage(browser);
    await open(page, server.url);
    assert.equal(await page.evaluate(() => crossOriginIsolated), isolated);
    const printed = [];
    for (const code of cells) {
      const { state, text } = await run(page, code);
      assert.equal(state, "ok", `${code}\n${text}`);
      printed.push(...text.split("\n"));
    }
    assert.ok(cells.length > 10);
    const missing = expected.filter((line) => !printed.includes(line));
    assert.deepEqual(missing, [], `not printed: ${missing}, but:\n${printed.join("\n")}`);
    await page.context().close();
    await server.close();
  });
}
