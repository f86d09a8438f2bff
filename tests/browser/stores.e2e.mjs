// Stores in the page: behind URLs that behave and misbehave, next to the page, and kept by the browser under local paths.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serveStores, zarrFiles } from "./store-server.mjs";
import { kernelMemory, launch, newPage, open, ready, run, serve, watchedKernel } from "./support.mjs";

let server, stores, browser;
before(async () => {
  server = await serve({ files: new Map([...zarrFiles("data/beside.zarr", 3), ...watchedKernel()]) });
  stores = await serveStores();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await stores?.close();
  await server?.close();
});

const filesNotice = (page) => page.locator('.notice[data-topic="files"]');

/** Runs a cell that must fail so, and then one that must work. */
async function failsWith(page, code, ...patterns) {
  const { state, text } = await run(page, code, 1);
  assert.equal(state, "error", text);
  for (const pattern of patterns) assert.match(text, pattern);
  assert.match((await run(page, "6 * 7", 2)).text, /42/);
}

for (const version of [2, 3]) {
  const read = (folder) => `import zarr\nz = zarr.open_array("${stores.url}/${folder}/v${version}.zarr", mode="r")\nprint(z[:].sum(), z[1, 2:5])`;

  test(`version ${version}: another site's arrays are read, by the kernel and by the pool`, async () => {
    const page = await newPage(browser);
    await open(page, server.url);
    assert.match((await run(page, read("open"))).text, /276\.0 \[ *8\. +9\. 10\.\]/);
    const tasks = `import dask.array as da\nx = da.from_zarr("${stores.url}/open/v${version}.zarr")\nprint(x.numblocks, x.sum().compute())`;
    assert.match((await run(page, tasks, 2)).text, /\(2, 2\) 276\.0/);
    await page.context().close();
  });

  test(`version ${version}: a server that fails twice is asked again`, async () => {
    const page = await newPage(browser);
    await open(page, server.url);
    assert.match((await run(page, read("flaky"))).text, /276\.0/);
    await page.context().close();
  });

  test(`version ${version}: what goes wrong is told, and the next cell works`, async () => {
    const page = await newPage(browser);
    await open(page, `${server.url}?http-timeout=0.3`);
    const chunk = version === 2 ? String.raw`v2\.zarr[^]*0\.0` : String.raw`v3\.zarr[^]*c/0/0`;
    const named = (kind) => new RegExp(`${kind}[^]*(${chunk}|${chunk.split("[^]*").reverse().join("[^]*")})`);
    await failsWith(page, read("closed"), /OSError/, /closed\/v/, /CORS/);
    await failsWith(page, read("absent").replace(`v${version}.zarr`, "nothing.zarr"), /Error/, /absent\/nothing\.zarr/);
    await failsWith(page, read("down"), /OSError/, /down\/v/, /HTTP 500/);
    await failsWith(page, read("forbidden"), named("PermissionError"), /HTTP 403/);
    await failsWith(page, read("cut"), named("ValueError"));
    await failsWith(page, read("hanging"), named("TimeoutError"), /0\.3 s/);
    await page.context().close();
  });
}

test("a server that cannot be reached is told", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await failsWith(page, 'import zarr\nzarr.open_array("http://127.0.0.1:9/x.zarr", mode="r")', /OSError/, /cannot be reached/);
  await page.context().close();
});

test("a store next to the page is read by its relative path", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  assert.match((await run(page, 'import zarr\nzarr.open_array("./data/beside.zarr", mode="r")[:].sum()')).text, /276\.0/);
  await failsWith(page, 'zarr.open_array("./data/nothing.zarr", mode="r")', /Error/, /nothing\.zarr/);
  // Paths next to the page can be written too: to the browser's storage, as everything local.
  assert.match((await run(page, 'zarr.save_array("./data/mine.zarr", zarr.ones(3)[:])\nzarr.open_array("data/mine.zarr", mode="r")[:].sum()')).text, /3\.0/);
  await page.context().close();
});

const WRITE = 'import numpy as np, zarr\nz = zarr.create_array("ndvi.zarr", shape=(1000, 100), chunks=(100, 100), dtype="f8", overwrite=True)\nz[:] = np.arange(100_000.0).reshape(1000, 100)';
const READ = 'import zarr\nzarr.open_array("ndvi.zarr", mode="r")[999, 99]';

for (const isolated of [true, false]) {
  test(`${isolated ? "with" : "without"} shared memory, what is stored outlives a restart and a reload`, async () => {
    const site = await serve({ isolated });
    const page = await newPage(browser);
    await open(page, site.url);
    assert.equal((await run(page, WRITE)).state, "ok");
    await page.getByRole("button", { name: "Restart" }).click();
    await page.locator('.notice[data-topic="replaced"]').waitFor();
    await ready(page);
    assert.match((await run(page, READ)).text, /99999\./);
    await page.reload();
    await ready(page);
    assert.match((await run(page, READ)).text, /99999\./);
    assert.equal(await filesNotice(page).count(), 0);
    const removed = 'import os, shutil\nprint(os.listdir("."), os.path.isdir("ndvi.zarr"), os.path.isfile("ndvi.zarr/zarr.json"))\nshutil.rmtree("ndvi.zarr")\nos.path.exists("ndvi.zarr")';
    assert.match((await run(page, removed)).text, /\['ndvi\.zarr'\] True True\s+\[\d+\]\s+False/);
    await page.reload();
    await ready(page);
    await failsWith(page, READ, /Error/, /ndvi\.zarr/);
    await page.context().close();
    await site.close();
  });
}

test("a second tab keeps its files in memory and says so once", async () => {
  const first = await newPage(browser);
  await open(first, server.url);
  assert.equal((await run(first, WRITE)).state, "ok");
  const second = await first.context().newPage();
  second.setDefaultTimeout(60_000);
  await open(second, server.url);
  assert.equal((await run(second, `${WRITE}\nz[0, 0] = -1`)).state, "ok");
  await filesNotice(second).waitFor();
  assert.match(await filesNotice(second).innerText(), /Files are kept until this page is closed or Python restarts, because another tab/);
  assert.match((await run(second, "z[0, 0]", 2)).text, /-1\./);
  await filesNotice(second).getByRole("button", { name: "Dismiss" }).click();
  assert.equal((await run(second, WRITE)).state, "ok");
  assert.equal(await filesNotice(second).count(), 0);
  assert.match((await run(first, "z[0, 0]", 2)).text, /\(0\.\)/);
  await first.context().close();
});

test("stored files can be deleted in the menu", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  assert.equal((await run(page, WRITE)).state, "ok");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.locator(".lesson-menu > summary").click();
  await page.getByRole("button", { name: "Delete stored files" }).click();
  await filesNotice(page).getByText("The stored files were deleted").waitFor();
  await ready(page);
  await failsWith(page, READ, /Error/, /ndvi\.zarr/);
  await page.context().close();
});

test("results that cannot fit say what this page has", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const code = 'import dask.array as da\nda.zeros((56, 2, 20980, 10980), chunks=(1, 1, 4096, 4096)).compute()';
  await failsWith(page, code, /MemoryError: Unable to allocate 192\. GiB[^]*: this page has \d\.\d\d GiB\. Reduce it/);
  await failsWith(page, "da.arange(10**9, chunks=10**9).sum().compute()", /MemoryError[^]*smaller chunks need less/);
  await page.context().close();
});

test("an array that is larger than the memory is written chunk by chunk", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const lines = [
    "import dask.array as da",
    "x = da.zeros((6000, 1000, 125), chunks=(200, 1000, 125))",
    'x.to_zarr("large.zarr")',
    'y = da.from_zarr("large.zarr")',
    "print(x.nbytes, y.shape, y.chunksize)",
  ];
  const { state, text } = await run(page, lines.join("\n"), 1, 120_000);
  assert.equal(state, "ok", text);
  assert.match(text, /6000000000 \(6000, 1000, 125\) \(200, 1000, 125\)/);
  assert.ok((await kernelMemory(page)) < 1.5 * 2 ** 30);
  await page.context().close();
});
