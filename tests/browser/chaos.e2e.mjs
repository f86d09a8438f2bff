// Random programs with faults, stopped, restarted, reloaded and closed at random moments. Whatever happens, the page computes
// afterwards, and what was typed is whole.
//
// `ROUNDS=500 SEED=7 node --test tests/browser/chaos.e2e.mjs` plays a long game, the same one for the same seed as far as the machine's
// timing allows. A failure names the seed, the round, the program and what was done to it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serveStores } from "./store-server.mjs";
import { begin, endless, launch, newPage, open, ready, result, run, serve } from "./support.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 12);
const SEED = Number(process.env.SEED ?? 20261130);

let server, stores, browser;
before(async () => {
  server = await serve();
  stores = await serveStores();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await stores?.close();
  await server?.close();
});

/** Numbers below 1, always the same ones for a seed (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const HEAD = `import itertools, queue, re, threading, time
import dask, dask.array as da
from dask import delayed
from dask.distributed import Client, Event, Lock, Queue, Variable, as_completed, get_client
client = Client(n_workers=N, threads_per_worker=1)
`;

/** Programs: what they are, and whether they end by themselves. `N` is a small random number. */
const PROGRAMS = {
  "a sum": ["da.ones((N * 40, 40), chunks=10).sum().compute()", true],
  "a sum with rechunking": ["da.random.random((200, 200), chunks=(200, N)).rechunk((N, 200)).mean().compute()", true],
  "an error in a task": ["delayed(lambda: 1 / 0)().compute()", true],
  "errors in many tasks": ["client.gather(client.map(lambda n: [][n], range(N * 5)))", true],
  "deep recursion": ["def deep(n): return deep(n + 1)\ndeep(0)", true],
  "deep recursion in tasks": ["def deep(n): return deep(n + 1)\nclient.gather(client.map(deep, range(N)))", true],
  "recursion through native code": ["def deep(n): return max([n], key=lambda _: deep(n + 1))\nclient.gather(client.map(deep, range(N)))", true],
  "a list in a list in a list": ["nested = []\nfor _ in range(100_000): nested = [nested]\nclient.submit(repr, nested, pure=False).result()", true],
  "an exit": ["client.submit(exit).result()", true],
  "text without end": ["for n in range(20_000): print(n)", true],
  "tasks that print": ["client.gather(client.map(lambda n: print('x' * n), range(100)))", true],
  "fewer workers": ["futures = client.map(lambda n: time.sleep(0.01) or n, range(40))\nclient.cluster.scale(1)\nclient.gather(futures)", true],
  "a restart while tasks run": ["futures = client.map(lambda n: time.sleep(0.2), range(9))\nclient.restart()\nclient.submit(abs, -1).result()", true],
  "a closed client": ["futures = client.map(lambda n: time.sleep(0.1), range(9))\nclient.close()\nfutures[0].result()", true],
  "tasks that submit tasks": ["def outer(n): return sum(get_client().gather(get_client().map(lambda x: x + n, range(4))))\nclient.gather(client.map(outer, range(6)))", true],
  "a task that waits for another": ["client.cluster.scale(N + 1)\nwaits = client.submit(lambda: Event('go').wait())\nclient.submit(lambda: Event('go').set()).result()\nwaits.result()", true],
  "tasks over a lock": ["lock = threading.Lock()\ndef guarded(n):\n    with lock: time.sleep(0.005)\nclient.gather(client.map(guarded, range(20)))", true],
  "an endless cell": ["while True: pass", false],
  "endless tasks": ["def endless(n):\n    while True: pass\nclient.gather(client.map(endless, range(N)))", false],
  "an endless native call": ["sum(itertools.repeat(1))", false],
  "endless native calls in tasks": ["client.gather(client.map(lambda n: sum(itertools.repeat(n)), range(N)))", false],
  "a power that takes minutes": ["client.gather(client.map(lambda n: pow(3 + n, 1 << 300_000, (1 << 300_000) - 1), range(N)))", false],
  "a division that takes minutes": [`client.gather(client.map(lambda n: ${endless("n")}, range(N)))`, false],
  "a regular expression that takes years": ["client.submit(re.match, '(a+)+$', 'a' * 40 + 'b').result()", false],
  "a lock that is never given back": ["lock = threading.Lock()\nlock.acquire()\nclient.gather(client.map(lambda n: lock.acquire(), range(N)))", false],
  "locks in the wrong order": ["first, second = threading.Lock(), threading.Lock()\ndef grab(a, b):\n    with a:\n        time.sleep(0.05)\n        with b: time.sleep(60)\nclient.gather([client.submit(grab, first, second), client.submit(grab, second, first)])", false],
  "an empty queue": ["client.submit(lambda: Queue('empty').get()).result()", false],
  "a sleeping cell": ["time.sleep(600)", false],
  "sleeping tasks": ["client.gather(client.map(lambda n: time.sleep(600), range(N * 2)))", false],
  "a store that fits": ["da.ones((N * 100, 100), chunks=50).to_zarr('fits.zarr', overwrite=True)\nda.from_zarr('fits.zarr').sum().compute()", true],
  "a store that does not fit": ["da.random.random((N * 1000, 1000), chunks=500).to_zarr('large.zarr', overwrite=True)\nda.from_zarr('large.zarr').mean().compute()", true],
  "a server that hangs": ["da.from_zarr('STORES/hanging/v2.zarr').sum().compute()", false],
  "no workers": ["client.cluster.scale(0)\ntry: client.submit(abs, -1).result()\nfinally: client.cluster.scale(2)", false],
};

const button = (page, name) => page.getByRole("button", { name, exact: true });

/** Bytes that the browser keeps for the site: less than the larger stores of the programs, which hold what is random. */
const QUOTA = 20e6;

async function limitStorage(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(server.url).origin, quotaSize: QUOTA });
}

/** What is done to a running program. Each gives the page that is there afterwards. */
const FATES = {
  async end(page) {
    return page;
  },
  async stop(page) {
    // The program may have ended in this moment: then the button does nothing.
    await button(page, "Stop").click({ force: true });
    return page;
  },
  async restart(page) {
    await button(page, "Restart").click();
    return page;
  },
  async reload(page) {
    await page.reload();
    return page;
  },
  async close(page) {
    const context = page.context();
    await page.close();
    const next = await context.newPage();
    next.setDefaultTimeout(60_000);
    await limitStorage(next);
    await next.goto(server.url);
    return next;
  },
};

test(`${ROUNDS} rounds with seed ${SEED}`, { timeout: ROUNDS * 120_000 }, async (t) => {
  const next = random(SEED);
  const pick = (list) => list[Math.floor(next() * list.length)];
  let page = await newPage(browser);
  await limitStorage(page);
  await open(page, server.url);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const what = pick(Object.keys(PROGRAMS));
    const [body, ends] = PROGRAMS[what];
    const fate = pick(ends ? ["end", "end", "stop", "restart", "reload", "close"] : ["stop", "stop", "stop", "restart", "reload", "close"]);
    const code = `${HEAD}${body}\n`.replaceAll("STORES", stores.url).replaceAll(/\bN\b/g, String(1 + Math.floor(next() * 6))).trimEnd();
    const millis = Math.floor(next() ** 2 * 1500);
    const told = `seed ${SEED}, round ${round}: ${what}, ${fate} after ${millis} ms`;
    t.diagnostic(told);
    try {
      await begin(page, code, 1);
      if (fate !== "end") await page.waitForTimeout(millis);
      page = await FATES[fate](page);
      await settled(page);
      assert.equal(await typed(page), code, "what was typed");
      const one = await run(page, "1 + 1", 2);
      assert.match(one.text, /\b2\b/, `1 + 1: ${one.text}`);
      const sum = await run(page, "import dask.array as da\nint(da.ones((30, 30), chunks=7).sum().compute())", 3);
      assert.match(sum.text, /\b900\b/, `the sum: ${sum.text}`);
    } catch (error) {
      const shown = await result(page, 1).catch(() => ({}));
      throw new Error(`${told}: ${error.message}\n${shown.text ?? ""}`, { cause: error });
    }
  }
  await page.context().close();
});

/** Waits until Python has nothing to do. */
async function settled(page) {
  await page.waitForFunction(
    () =>
      document.querySelector('.kernel-status[data-state="idle"]') &&
      !document.querySelector('.cell:is([data-state="queued"], [data-state="running"])'),
  );
  await ready(page);
}

/** The code of the first cell, as the editor has it: lines that are out of sight are not in the page. */
async function typed(page) {
  const editor = page.locator(".cell .cm-content").first();
  return editor.evaluate((content) => [...content.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"));
}
