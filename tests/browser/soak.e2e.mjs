// A long day in one page: cells of all kinds, again and again. What has ended must not take memory.
//
// RUNS, TASKS and LARGE make the day longer: `RUNS=300 TASKS=2000000 LARGE=100 node --test tests/browser/soak.e2e.mjs`. WebAssembly's
// memory never shrinks, so level means: no more at the end than in the middle, but for a stated rest.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ended, launch, newPage, open, kernelMemory, ready, run, serve, type, watchedKernel } from "./support.mjs";

const RUNS = Number(process.env.RUNS ?? 40);
const TASKS = Number(process.env.TASKS ?? 200_000);

/** How often 400 MB are persisted and reduced. */
const LARGE = Number(process.env.LARGE ?? 12);

/**
 * What may have been added from the middle to the end: to the kernel two of the largest arrays, of 32 MB, that were there at once for
 * the first time; to the panels what they have not filled yet.
 */
const GROWTH_MAX = { kernel: 64 * 2 ** 20, panels: 16 * 2 ** 20, heap: 4 * 2 ** 20, nodes: 500, listeners: 50 };
/** What may be there at the end. */
const HELD_MAX = { kernel: 512 * 2 ** 20, panels: 96 * 2 ** 20 };

const SETUP = `import dask, time
import dask.array as da
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from dask.distributed import Client
client = Client(n_workers=2, threads_per_worker=1)
runs = 0

def inc(x):
    return x + 1

def divide(x):
    return 1 / (x - x)`;

/** Cells of all kinds, each in a cell of its own; the first two bring \`n\` tasks each. `state` is how they end. */
const cells = (n) => [
  { code: `runs += 1\nsum(client.gather(client.map(inc, range(runs * ${n}, (runs + 1) * ${n}))))`, state: "ok" },
  { code: `runs += 1\nda.ones(${Math.ceil(n / 2)}, chunks=1).map_blocks(lambda block: block + runs).sum().compute()`, state: "ok" },
  { code: "dask.compute(*[dask.delayed(inc)(i) for i in range(200)])[:3]", state: "ok" },
  { code: "runs += 1\nclient.gather(client.map(divide, range(runs * 20, runs * 20 + 20)))", state: "error" },
  { code: "for i in range(5000):\n    print(i)", state: "ok" },
  { code: "runs += 1\nplt.plot(np.arange(200), np.arange(200) * runs)\nplt.title(f'{runs}');", state: "ok" },
  {
    code: `x = xr.DataArray(da.random.random((40, 60, 60), chunks=(10, 60, 60)), dims=("time", "y", "x"), name="t")
display(x)
x.to_dataset().groupby("time").mean().compute() if runs < 0 else x.mean("time").compute()`,
    state: "ok",
  },
  { code: "np.ones(4_000_000) * runs", state: "ok" },
  { code: "client.submit(time.sleep, 600).result()", state: "interrupted" },
];

let server, browser;
before(async () => {
  server = await serve({ files: watchedKernel() });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Has the page remember the memory of its only WebAssembly, that of the panels. */
const watchPanels = (page) =>
  page.addInitScript(() => {
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const instantiate = WebAssembly[name];
      WebAssembly[name] = async (...parts) => {
        const made = await instantiate.apply(WebAssembly, parts);
        globalThis.panelsMemory = (made.instance ?? made).exports.memory;
        return made;
      };
    }
  });

/** Bytes of the kernel, of the panels and of the page's own heap; its nodes and listeners. After a collection, and with nothing to do. */
async function measure(page, session) {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve))));
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (name) => metrics.find((each) => each.name === name).value;
  return {
    kernel: await kernelMemory(page),
    panels: await page.evaluate(() => globalThis.panelsMemory.buffer.byteLength),
    heap: metric("JSHeapUsedSize"),
    nodes: metric("Nodes"),
    listeners: metric("JSEventListeners"),
  };
}

async function runAgain(page, number) {
  await page.getByRole("button", { name: `Run cell ${number}`, exact: true }).click();
}

test(`${RUNS} runs and ${TASKS} tasks leave the memory level`, { timeout: 60_000 + RUNS * 60_000 }, async () => {
  const page = await newPage(browser);
  page.setDefaultTimeout(600_000);
  await watchPanels(page);
  await open(page, server.url);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const kinds = cells(0).length;
  // Two cells of a round bring tasks.
  const day = cells(Math.ceil(TASKS / ((2 * RUNS) / kinds)));
  assert.equal((await run(page, SETUP, 1)).state, "ok");
  const n_cells = await page.locator(".cell").count();
  assert.ok(n_cells >= 2, "a lesson with at least two cells");
  const seen = [];
  for (let idx = 0; idx < RUNS; idx += 1) {
    const { code, state } = day[idx % kinds];
    // Each kind has its own cell, as far as there are cells; then it is typed anew.
    const number = 2 + (idx % Math.min(kinds, n_cells - 1));
    if (idx < kinds || n_cells - 1 < kinds) await type(page, number, code);
    await runAgain(page, number);
    if (state === "interrupted") {
      await page.waitForSelector('.kernel-status[data-state="busy"]');
      await page.getByRole("button", { name: "Stop", exact: true }).click();
    }
    const outcome = await ended(page, number);
    assert.equal(outcome.state, state, `run ${idx + 1}:\n${code}\n${outcome.text.slice(-2000)}`);
    await ready(page);
    if (idx % kinds === kinds - 1 || idx === RUNS - 1) {
      const now = await measure(page, session);
      seen.push(now);
      const megabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
      const { kernel, panels, heap, nodes, listeners } = now;
      console.log(
        `${String(idx + 1).padStart(4)} runs: kernel ${megabytes(kernel)}, panels ${megabytes(panels)}, heap ${megabytes(heap)}, ${nodes} nodes, ${listeners} listeners`,
      );
    }
  }
  const [middle, end] = [seen[Math.floor((seen.length - 1) / 2)], seen.at(-1)];
  for (const [name, most] of Object.entries(GROWTH_MAX)) {
    assert.ok(end[name] - middle[name] <= most, `${name} was ${middle[name]} in the middle and is ${end[name]}`);
  }
  for (const [name, most] of Object.entries(HELD_MAX)) assert.ok(end[name] <= most, `${name} is ${end[name]}`);
  await page.context().close();
});

for (const [what, setup] of [
  ["with a client", "import dask.array as da\nfrom dask.distributed import Client\nclient = Client(n_workers=2)"],
  ["without one", "import dask.array as da"],
]) {
  test(`400 MB that are persisted ${LARGE} times ${what} take as much as twice`, { timeout: 60_000 + LARGE * 30_000 }, async () => {
    const page = await newPage(browser);
    await open(page, server.url);
    assert.equal((await run(page, setup, 1)).state, "ok");
    const cell = "x = da.random.random((5000, 10000), chunks=1000).persist()\nprint(round(float(x.mean().compute()), 2))";
    let twice = 0;
    for (let idx = 0; idx < LARGE; idx += 1) {
      const { state, text } = await run(page, cell, 2, 60_000);
      assert.equal(state, "ok", text);
      assert.match(text, /0\.5/);
      // The name's old value goes only once the new one is there.
      if (idx === 1) twice = await kernelMemory(page);
    }
    const end = await kernelMemory(page);
    console.log(`${what}: ${twice / 2 ** 20} MiB after two runs, ${end / 2 ** 20} MiB after ${LARGE}`);
    assert.ok(end <= twice + 100 * 2 ** 20, `${twice} bytes after two runs, ${end} after ${LARGE}`);
    await page.context().close();
  });
}
