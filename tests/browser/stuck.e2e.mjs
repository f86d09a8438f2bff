// Tasks that do not end by themselves: Stop ends them or leaves them behind, and the next cell computes on the pool.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serveStores } from "./store-server.mjs";
import { begin, ended, endless, fragilePool, launch, newPage, open, ready, run, serve, stop } from "./support.mjs";

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

const notice = (page, topic) => page.locator(`.notice[data-topic="${topic}"]`);
const running = (page) => page.waitForSelector('.kernel-status[data-state="busy"]');

const SUM = "import dask.array as da\nprint(kept, da.ones((64, 64), chunks=8).sum().compute())";
const FOUR = "import time, threading\nfrom dask import delayed\nfrom dask.distributed import Client, Event, Lock, Queue\nclient = Client(n_workers=4, threads_per_worker=1)\nkept = 42";

const hanging = () => `da.from_zarr("${stores.url}/hanging/v2.zarr").sum().compute()`;

for (const [what, code] of [
  ["questions to a server that does not answer", () => `import dask.array as da\n${hanging()}`],
  ["a question of the cell's to such a server", () => `import zarr\nzarr.open_array("${stores.url}/hanging/v3.zarr", mode="r")[:]`],
  ["tasks that wait for a lock", () => "lock = threading.Lock()\nlock.acquire()\nclient.gather(client.map(lambda n: lock.acquire(), range(6)))"],
  ["a cell that waits for a lock", () => "lock = threading.Lock()\nlock.acquire()\nlock.acquire()"],
  ["tasks that wait for a lock of the cluster's", () => 'Lock("x").acquire()\nclient.gather(client.map(lambda n: Lock("x").acquire(), range(6)))'],
  ["tasks that wait for an event", () => "event = threading.Event()\nclient.gather(client.map(lambda n: event.wait(), range(6)))"],
  ["a task that waits for an empty queue", () => 'client.submit(lambda: Queue("empty").get()).result()'],
  ["powers that take minutes", () => "client.gather(client.map(lambda n: pow(3 + n, 1 << 300_000, (1 << 300_000) - 1), range(6)))"],
  ["tasks that wait for what waits for them", () => "first, second = threading.Lock(), threading.Lock()\nboth = threading.Barrier(2)\ndef grab(a, b):\n    with a:\n        both.wait()\n        with b: pass\nclient.gather([client.submit(grab, first, second), client.submit(grab, second, first)])"],
]) {
  test(`Stop ends ${what}, and the pool computes`, async () => {
    const page = await newPage(browser);
    await open(page, server.url);
    await run(page, FOUR, 1);
    await begin(page, code(), 2);
    await running(page);
    await stop(page);
    const { state, text } = await ended(page, 2);
    assert.equal(state, "interrupted", text);
    assert.match((await run(page, SUM, 3)).text, /42 4096\.0/);
    assert.equal(await notice(page, "replaced").count(), 0);
    await page.context().close();
  });
}

const ENDLESS = `def endless(n=0):\n    return ${endless("n")}\n`;

for (const [what, code] of [
  ["a native call", `${ENDLESS}client.submit(endless).result()`],
  ["as many native calls as there are workers", `${ENDLESS}client.gather(client.map(endless, range(4)))`],
]) {
  test(`Stop leaves ${what} behind that does not end, and names stay`, async () => {
    const page = await newPage(browser);
    await open(page, server.url);
    await run(page, FOUR, 1);
    await begin(page, code, 2);
    await running(page);
    await stop(page);
    assert.equal((await ended(page, 2)).state, "interrupted");
    assert.match((await run(page, SUM, 3)).text, /42 4096\.0/);
    assert.match((await run(page, "sum(client.gather(client.map(abs, range(100, 120))))", 4)).text, /2190/);
    assert.equal(await notice(page, "replaced").count(), 0);
    await page.context().close();
  });
}

test("a restart gives workers that work, whatever the old ones do", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await run(page, FOUR, 1);
  await run(page, `${ENDLESS}futures = client.map(endless, range(4))`, 2);
  assert.match((await run(page, "client.restart()\nsum(client.gather(client.map(abs, range(100, 120))))", 3)).text, /2190/);
  await page.context().close();
});

test("more tasks than can be left behind cost the names, and that is said", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await run(page, FOUR.replace("n_workers=4", "n_workers=8"), 1);
  // As many tasks a round as the pool has threads.
  for (let round = 0; (await notice(page, "replaced").count()) === 0; round += 1) {
    assert.ok(round < 20, "the tasks end by themselves");
    await begin(page, `${ENDLESS}client.gather(client.map(endless, range(${round} * 8, ${round} * 8 + 8)))`, 2);
    await running(page);
    await stop(page);
    await ended(page, 2);
    const { state, text } = await run(page, "client.submit(abs, -5, pure=False).result()", 3);
    assert.ok(state === "ok" || state === "lost", text);
  }
  await notice(page, "replaced").waitFor();
  assert.match(await notice(page, "replaced").innerText(), /could not be stopped/);
  await ready(page);
  assert.match((await run(page, "import dask.array as da\nda.ones(8, chunks=2).sum().compute()", 3)).text, /8/);
  await page.context().close();
});

test("a thread that dies takes Python along, in words, and the page computes again", async () => {
  const fragile = await serve({ files: fragilePool(1000) });
  try {
    const page = await newPage(browser);
    await open(page, fragile.url);
    await begin(page, "from dask.distributed import Client\nclient = Client(n_workers=2, threads_per_worker=1)\nlen(client.gather(client.map(abs, range(5000))))", 1);
    await notice(page, "replaced").waitFor();
    assert.match(await notice(page, "replaced").innerText(), /went deeper than it can/);
    assert.equal((await ended(page, 1)).state, "lost");
    await ready(page);
    assert.match((await run(page, "import dask.array as da\nda.ones(8, chunks=4).sum().compute()", 2)).text, /8/);
    await page.context().close();
  } finally {
    await fragile.close();
  }
});
