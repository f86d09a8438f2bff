// Hosts that send no isolation headers: one thread and the reason, or one reload and a service worker.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin, ended, launch, newPage, open, ready, run, serve } from "./support.mjs";

let server, browser;
before(async () => {
  server = await serve({ isolated: false });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("without isolation the page runs on one thread and says why", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  assert.equal(await page.evaluate(() => crossOriginIsolated), false);
  assert.match(await page.locator('.notice[data-topic="isolation"]').innerText(), /one thread.*isolation headers/s);
  const code = "import dask.array as da\nfrom dask.distributed import Client\nclient = Client(n_workers=2, threads_per_worker=1)\nint(da.ones((100, 100), chunks=(10, 10)).sum().compute())";
  assert.match((await run(page, code)).text, /10000/);
  await page.waitForFunction(() => document.querySelector(".cluster-workers")?.textContent === "2 workers");
  await page.context().close();
});

test("without isolation tasks wait for each other, and what cannot be is refused", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const programs = [
    ["import threading, time\nfrom dask.distributed import Client, Event, Queue, get_client\nclient = Client(n_workers=2, threads_per_worker=2)\nlock = threading.Lock()\ndef guarded(n):\n    with lock:\n        time.sleep(0.01)\n        return n\nsum(client.gather(client.map(guarded, range(6))))", /15/],
    ["waiting = client.submit(lambda: Event('go').wait() and 'waited')\nclient.submit(lambda: Event('go').set()).result()\nwaiting.result()", /waited/],
    ["def outer(n): return sum(get_client().gather(get_client().map(lambda x: x + n, range(3))))\nsum(client.gather(client.map(outer, range(10))))", /165/],
    ["def produce():\n    for n in range(3): Queue('narrow', maxsize=1).put(n)\ndef consume(): return [Queue('narrow', maxsize=1).get() for _ in range(3)]\nclient.gather([client.submit(produce), client.submit(consume)])", /RuntimeError: waiting for Queue narrow: (this task would wait for ever|nothing is left to run)/],
    ["threading.Event().wait()", /RuntimeError[^]*nothing is left to run/],
    ["sum(client.gather(client.map(guarded, range(6), pure=False)))", /15/],
  ];
  for (const [code, expected] of programs) assert.match((await run(page, code)).text, expected, code);
  await page.context().close();
});

test("without isolation Stop replaces Python, and the next cell works", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await begin(page, "while True: pass");
  await page.waitForSelector('.kernel-status[data-state="busy"]');
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  assert.equal((await ended(page)).state, "lost");
  assert.match(await page.locator('.notice[data-topic="replaced"]').innerText(), /Without shared memory/);
  assert.match((await run(page, "1 + 1", 2)).text, /2/);
  await page.context().close();
});

test("a service worker isolates the page with one reload, and later visits need none", async () => {
  const page = await newPage(browser, { serviceWorkers: "allow" });
  let loads = 0;
  page.on("load", () => (loads += 1));
  await page.goto(server.url);
  await page.waitForFunction(() => crossOriginIsolated);
  await ready(page);
  assert.equal(loads, 2);
  assert.equal(await page.locator('.notice[data-topic="isolation"]').count(), 0);
  assert.match((await run(page, "1 + 1")).text, /2/);
  await page.reload();
  await ready(page);
  assert.equal(loads, 3);
  await page.context().close();
});

test("once stored, the page opens and runs without a network", async () => {
  const page = await newPage(browser, { serviceWorkers: "allow" });
  await page.goto(server.url);
  await page.waitForFunction(() => crossOriginIsolated);
  await ready(page);
  await page.waitForSelector('html[data-offline="ready"]');
  await page.context().setOffline(true);
  await page.reload();
  await ready(page);
  assert.match((await run(page, "1 + 1")).text, /2/);
  await page.context().close();
});

test("a site whose data was cleared while it is open goes on, and opens again", async () => {
  const page = await newPage(browser, { serviceWorkers: "allow" });
  await page.goto(server.url);
  await page.waitForFunction(() => crossOriginIsolated);
  await ready(page);
  await page.waitForSelector('html[data-offline="ready"]');
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin: new URL(server.url).origin, storageTypes: "all" });
  assert.match((await run(page, "import xarray\nxarray.DataArray([1, 2]).sum().item()")).text, /3/);
  await page.goto(server.url);
  await page.waitForFunction(() => crossOriginIsolated);
  await ready(page);
  assert.match((await run(page, "1 + 1")).text, /2/);
  await page.context().close();
});

test("the service worker sends the policy with the workers' scripts", async () => {
  const page = await newPage(browser, { serviceWorkers: "allow" });
  await page.goto(server.url);
  await page.waitForFunction(() => crossOriginIsolated);
  await ready(page);
  const kernel = page.workers().find((worker) => worker.url().includes("/kernel.worker-"));
  const policy = await page.evaluate((url) => fetch(url).then((response) => response.headers.get("content-security-policy")), kernel.url());
  assert.match(policy, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-/);
  await page.context().close();
});
