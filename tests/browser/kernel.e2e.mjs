// Stopping, dying and not starting: the page says what happened, keeps text and code, and the next cell works.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin, ended, launch, newPage, open, ready, run, serve, stop } from "./support.mjs";

let server, browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const notice = (page, topic) => page.locator(`.notice[data-topic="${topic}"]`);
const running = (page) => page.waitForSelector('.kernel-status[data-state="busy"]');

for (const [name, code] of [
  ["an endless loop", "while True: pass"],
  ["an endless loop in a function", "def f():\n    while True:\n        pass\nf()"],
  ["a sleep", "import time\ntime.sleep(600)"],
  ["a computation on workers", "import time, dask.array as da\nda.ones(64, chunks=1).map_blocks(lambda block: time.sleep(30) or block, dtype=float).compute()"],
]) {
  test(`Stop ends ${name}, and names stay`, async () => {
    const page = await newPage(browser);
    await open(page, server.url);
    await run(page, "kept = 42", 1);
    await begin(page, code, 2);
    await running(page);
    await stop(page);
    const { state, text } = await ended(page, 2);
    assert.equal(state, "interrupted");
    assert.match(text, /KeyboardInterrupt/);
    assert.equal(await notice(page, "replaced").count(), 0);
    assert.match((await run(page, "kept", 3)).text, /42/);
    await page.context().close();
  });
}

test("Stop ends tasks that nobody wants any more, and their worker goes on", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await run(page, "from dask.distributed import Client\nclient = Client(n_workers=4, threads_per_worker=1)\nsum(client.gather(client.map(abs, range(8))))");
  await begin(page, "def endless():\n    while True: pass\nclient.submit(endless).result()");
  await running(page);
  await stop(page);
  assert.equal((await ended(page)).state, "interrupted");
  assert.match((await run(page, "sum(client.gather(client.map(abs, range(100, 120))))")).text, /2190/);
  await page.context().close();
});

test("Stop forgets the cells that wait", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await begin(page, "while True: pass", 1);
  await page.getByRole("button", { name: "Run cell 2" }).click();
  await page.waitForSelector('.cell[data-state="queued"]');
  await running(page);
  await stop(page);
  assert.equal((await ended(page, 1)).state, "interrupted");
  assert.equal((await ended(page, 2)).state, "idle");
  await page.context().close();
});

test("a kernel that dies is replaced; text and typed code stay", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await run(page, "kept = 42", 1);
  const kernel = page.workers().find((worker) => worker.url().includes("kernel.worker"));
  assert.ok(kernel, "the kernel's worker");
  await kernel.evaluate(() => {
    setTimeout(() => {
      throw new Error("killed by a test");
    });
  });
  await notice(page, "replaced").waitFor();
  assert.match(await notice(page, "replaced").innerText(), /ended unexpectedly[^]*killed by a test[^]*Your code is still here/);
  await ready(page);
  assert.equal(await page.locator(".cell .cm-content").first().innerText(), "kept = 42");
  const { state, text } = await run(page, "kept", 2);
  assert.equal(state, "error");
  assert.match(text, /NameError/);
  assert.match((await run(page, "1 + 1", 3)).text, /2/);
  await page.context().close();
});

for (const [message, expected] of [
  ["memory allocation of 3221225472 bytes failed", /Python used up its memory and was replaced[^]*no room for 3\.00 GiB more[^]*Your code is still here/],
  ["Maximum call stack size exceeded", /Python went deeper than it can and was replaced[^]*Your code is still here/],
  ["unreachable", /Python ended unexpectedly and was replaced[^]*mistake in Dasklet, not in your code/],
]) {
  test(`a kernel that ends with "${message}" is told in words`, async () => {
    const page = await newPage(browser);
    await open(page, server.url);
    const kernel = page.workers().find((worker) => worker.url().includes("kernel.worker"));
    await kernel.evaluate((text) => void setTimeout(() => globalThis.postMessage({ type: "panic", message: text, story: "" })), message);
    assert.match(await notice(page, "replaced").innerText(), expected);
    await ready(page);
    assert.match((await run(page, "1 + 1")).text, /2/);
    await page.context().close();
  });
}

test("Restart forgets names and keeps text", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await run(page, "kept = 42", 1);
  await page.getByRole("button", { name: "Restart" }).click();
  await notice(page, "replaced").waitFor();
  await ready(page);
  assert.match((await run(page, "kept", 2)).text, /NameError/);
  await page.context().close();
});

test("asking for more memory than there is leaves a page that works", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const { state } = await run(page, "hoard = []\nwhile True:\n    hoard.append(bytearray(200_000_000))", 1);
  assert.ok(state === "error" || state === "lost", state);
  if (state === "lost") assert.match(await notice(page, "replaced").innerText(), /Python used up its memory[^]*Your code is still here/);
  await ready(page);
  assert.match((await run(page, "1 + 1", 2)).text, /2/);
  await page.context().close();
});

test("a million lines neither freeze the page nor fill it", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await begin(page, "for number in range(1_000_000): print(number)", 1);
  await running(page);
  // The page answers while the cell prints.
  const theme = page.locator('.top button[aria-label^="Theme"]');
  const before = await theme.getAttribute("aria-label");
  await theme.click();
  assert.notEqual(await theme.getAttribute("aria-label"), before);
  assert.equal((await ended(page, 1)).state, "ok");
  const lines = await page.evaluate(() => document.querySelector(".cell-output").innerText.split("\n").length);
  assert.ok(lines < 1000, `${lines} lines are shown`);
  await page.getByRole("button", { name: /^Show .* more lines$/ }).click();
  const more = await page.evaluate(() => document.querySelector(".cell-output").innerText.split("\n").length);
  assert.ok(more > lines, `${more} lines are shown`);
  await page.context().close();
});

for (const [name, answer, expected] of [
  ["missing", { status: 404, body: "no" }, /answered 404/],
  ["damaged", { status: 200, contentType: "application/wasm", body: "this is no wasm" }, /damaged/],
  ["something else", { status: 200, contentType: "text/html", body: "<!doctype html>" }, /not WebAssembly/],
]) {
  test(`a kernel file that is ${name} is told, and trying again works`, async () => {
    const page = await newPage(browser);
    await page.route("**/kernel/*_bg.wasm", (route) => route.fulfill(answer));
    await page.goto(server.url);
    await notice(page, "kernel").waitFor();
    assert.match(await notice(page, "kernel").innerText(), expected);
    await page.unroute("**/kernel/*_bg.wasm");
    await page.getByRole("button", { name: "Try again" }).click();
    await ready(page);
    assert.equal(await notice(page, "kernel").count(), 0);
    assert.match((await run(page, "1 + 1")).text, /2/);
    await page.context().close();
  });
}

test("what of Python's own library is seldom needed comes when it is imported", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const code = "import statistics\nfrom decimal import Decimal\nfrom fractions import Fraction\nprint(Decimal('0.1') + Decimal('0.2'), Fraction('0.5'), statistics.mean([Decimal(1), Decimal(2)]))";
  assert.match((await run(page, code, 1)).text, /0\.3 1\/2 1\.5/);
  await page.context().close();
});

for (const [name, answer, expected] of [
  ["missing", { status: 404, body: "no" }, /ImportError: xarray could not be loaded: the server answered 404/],
  ["cut", { status: 200, body: Buffer.from("only the beginning") }, /ImportError: xarray could not be loaded: the file is incomplete, 18 of \d+ bytes/],
  ["empty", { status: 200, body: "" }, /ImportError: xarray could not be loaded: the server sent an empty file/],
  ["a web page", { status: 200, contentType: "text/html", body: "<!doctype html><title>Welcome</title>" }, /ImportError: xarray could not be loaded: the server sent a web page/],
  ["another version's", { status: 200, body: Buffer.alloc(3_000_000, 7) }, /ImportError: xarray could not be loaded: the file is damaged, or belongs to another version/],
]) {
  test(`a file of libraries that is ${name} is told, and the next import finds it`, async () => {
    const page = await newPage(browser);
    await page.context().route("**/libraries.bin*", (route) => route.fulfill(answer));
    await open(page, server.url);
    await run(page, "kept = 42", 1);
    const { state, text } = await run(page, "import xarray", 2);
    assert.equal(state, "error");
    assert.match(text, expected);
    await page.context().unroute("**/libraries.bin*");
    assert.match((await run(page, "import xarray\nxarray.DataArray([1, 2]).sum().item() + kept", 2)).text, /45/);
    await page.context().close();
  });
}

test("a browser that refuses workers is told", async () => {
  const page = await newPage(browser);
  await page.addInitScript(() => {
    window.Worker = class {
      constructor() {
        throw new Error("workers are not allowed here");
      }
    };
  });
  await page.goto(server.url);
  await notice(page, "kernel").waitFor();
  assert.match(await notice(page, "kernel").innerText(), /workers are not allowed here/);
  await page.context().close();
});

test("panels that cannot be loaded are told, and cells run", async () => {
  const page = await newPage(browser);
  await page.route("**/panels/*_bg.wasm", (route) => route.fulfill({ status: 404, body: "no" }));
  await open(page, server.url);
  await page.locator(".panel-problem", { hasText: "Cells still run" }).first().waitFor();
  assert.match((await run(page, "1 + 1")).text, /2/);
  await page.context().close();
});
