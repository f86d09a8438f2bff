// Stores in the page: behind URLs that behave and misbehave, next to the page, and kept by the browser under local paths.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serveStores, zarrFiles } from "./store-server.mjs";
import { begin, kernelMemory, launch, newPage, open, ready, run, serve, watchedKernel } from "./support.mjs";

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
  test(`${isolated ? "with" : "without"} shared memory, what is stored outlives a restart and a reload`, async (t) => {
    const site = await serve({ isolated });
    t.after(() => site.close());
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

test("what two tabs write is not mixed", async () => {
  const first = await newPage(browser);
  await open(first, server.url);
  assert.equal((await run(first, WRITE)).state, "ok");
  const second = await first.context().newPage();
  second.setDefaultTimeout(60_000);
  await open(second, server.url);
  await failsWith(second, READ, /ndvi\.zarr/, /what was stored before cannot be read, because another tab/);
  assert.equal((await run(second, `${WRITE}\nz[:] = -1\nzarr.save_array("other.zarr", z[:3])`)).state, "ok");
  assert.match((await run(second, READ)).text, /-1\./);
  assert.match((await run(first, READ)).text, /99999\./);
  await first.close();
  // The files are free now, and have what the first tab wrote.
  await second.reload();
  await ready(second);
  assert.match((await run(second, READ)).text, /99999\./);
  await failsWith(second, 'import zarr\nzarr.open_array("other.zarr", mode="r")', /Error/, /other\.zarr/);
  await second.context().close();
});

/** Writes chunk after chunk, for ever. */
const WRITE_ON = `import numpy as np, zarr
z = zarr.create_array("many.zarr", shape=(10**9,), chunks=(10_000,), dtype="f8", compressors=None, overwrite=True)
for n in range(10**5):
    z[n * 10_000 : (n + 1) * 10_000] = n + 1.0
    if n == 20: print("well under way")`;

test("a reload while chunks are written leaves whole ones", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await begin(page, WRITE_ON);
  await page.locator(".cell-output").first().getByText("well under way").waitFor();
  await page.reload();
  await ready(page);
  const check = `import zarr
z = zarr.open_array("many.zarr", mode="r")
whole = []
for n in range(10**5):
    part = z[n * 10_000 : (n + 1) * 10_000]
    assert (part == part[0]).all() and part[0] in (0, n + 1), (n, part[0])
    if part[0] == 0: break
    whole.append(n)
print(len(whole) > 20, z[n * 10_000 : (n + 10) * 10_000].any())`;
  assert.match((await run(page, check)).text, /True False/);
  assert.equal((await run(page, WRITE)).state, "ok");
  assert.match((await run(page, READ)).text, /99999\./);
  await page.context().close();
});

test("stored files can be deleted while they are written", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await begin(page, WRITE_ON);
  await page.locator(".cell-output").first().getByText("well under way").waitFor();
  page.on("dialog", (dialog) => void dialog.accept());
  await page.locator(".lesson-menu > summary").click();
  await page.getByRole("button", { name: "Delete stored files" }).click();
  await filesNotice(page).getByText("The stored files were deleted").waitFor();
  await ready(page);
  await failsWith(page, 'import zarr\nzarr.open_array("many.zarr", mode="r")', /Error/, /many\.zarr/);
  assert.equal((await run(page, WRITE)).state, "ok");
  assert.match((await run(page, READ)).text, /99999\./);
  await page.context().close();
});

test("damaged bytes cost the chunk that they were, and are told", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  assert.equal((await run(page, WRITE.replace('"f8"', '"f8", compressors=None'))).state, "ok");
  // Another page of the site, on which nobody has the files open.
  await page.goto(`${server.url}nothing`);
  await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("dasklet");
    const log = await folder.getFileHandle("files-0");
    // The worker of the page that was left lets go of its files when it has ended, which nobody hears of.
    let writable = null;
    while (writable === null) {
      writable = await log.createWritable({ keepExistingData: true }).catch((error) => {
        if (error.name !== "NoModificationAllowedError") throw error;
        return null;
      });
    }
    await writable.write({ type: "write", position: 380_000, data: new Uint8Array(100).fill(7) });
    await writable.close();
  });
  await open(page, server.url);
  const check = `import zarr
z = zarr.open_array("ndvi.zarr", mode="r")
damaged = []
for n in range(0, 1000, 100):
    try: assert z[n, 0] == 100 * n and z[n + 99, 99] == 100 * n + 9999
    except OSError as error: damaged.append((error.errno, str(error)))
print(len(damaged), damaged)`;
  assert.match((await run(page, check)).text, /1 \[\(5, .*ndvi\.zarr\/c\/4\/0.*stored bytes are damaged; write it again, or delete its store/);
  assert.equal((await run(page, WRITE)).state, "ok");
  assert.match((await run(page, READ)).text, /99999\./);
  await page.context().close();
});

test("a private window that is full says so and keeps what it has", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  // A context that is not a profile keeps its files in a part of the memory.
  const fill = `import shutil, zarr
def fill():
    big = zarr.create_array("big.zarr", shape=(10**6, 2**26), chunks=(1, 2**26), dtype="u1", compressors=None, overwrite=True)
    for n in range(10**6):
        try: big[n] = 1 + n % 250
        except OSError as error: return n, error.errno, str(error)
zarr.save_array("small.zarr", zarr.ones(5)[:])
first = fill()
print(first[1:], zarr.open_array("small.zarr", mode="r")[:].sum(), zarr.open_array("big.zarr", mode="r")[0, 5:7])
shutil.rmtree("big.zarr")
again = fill()
print("as before", abs(again[0] - first[0]) <= 2, again[1])
shutil.rmtree("big.zarr")
zarr.save_array("later.zarr", zarr.ones(7)[:])
print(zarr.open_array("later.zarr", mode="r")[:].sum(), zarr.open_array("small.zarr", mode="r")[:].sum())`;
  const { state, text } = await run(page, fill, 1, 180_000);
  assert.equal(state, "ok", text);
  assert.match(text, /\(28, "\[Errno 28\] No space left on device: .*big\.zarr.*shutil\.rmtree.*5\.0 \[1 1\]/);
  assert.match(text, /as before True 28\s+7\.0 5\.0/);
  await page.context().close();
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
