// The lesson, from its first cell to its last, and what stays when the page is left.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { allEnded, coloursOf, launch, newPage, open, ready, result, run, serve, type } from "./support.mjs";

let server, browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("the lesson's text shows while Python starts", async () => {
  const page = await newPage(browser);
  await page.route("**/*_bg.wasm", () => undefined);
  await page.goto(server.url);
  await page.waitForSelector(".prose h1");
  assert.equal(await page.locator(".kernel-status").getAttribute("data-state"), "starting");
  await page.context().close();
});

test("code out of sight can be read at once, and its editor takes its very place when it comes into sight", async () => {
  const page = await newPage(browser);
  await page.route("**/*_bg.wasm", () => undefined);
  await page.goto(server.url);
  const cell = page.locator(".cell").last();
  const plain = cell.locator(".cell-code");
  await plain.waitFor();
  const code = await plain.textContent();
  const before = await cell.locator(".cell-editor").boundingBox();
  await cell.scrollIntoViewIfNeeded();
  const lines = cell.locator(".cm-content");
  await lines.waitFor();
  const after = await cell.locator(".cell-editor").boundingBox();
  assert.deepEqual([after.width, Math.round(after.height)], [before.width, Math.round(before.height)]);
  assert.equal(await lines.innerText(), code);
  await page.context().close();
});

test("every cell of the lesson runs, and panels and cluster follow", async () => {
  const page = await newPage(browser);
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  await open(page, server.url);
  const expected = await page.evaluate(() => document.querySelectorAll(".cell").length);
  assert.ok(expected > 10);
  await page.getByRole("button", { name: "Run all" }).click();
  await page.waitForFunction(() => document.querySelector(".cluster-workers")?.textContent === "2 workers");
  await page.waitForFunction(() => document.querySelector(".cluster-workers")?.textContent === "4 workers", null, { timeout: 180_000 });
  await allEnded(page);
  const cells = [];
  for (let number = 1; number <= expected; number++) cells.push({ number, ...(await result(page, number)) });
  // Two cells fail on purpose, on the line that makes the mistake.
  const failed = cells.filter(({ state }) => state !== "ok");
  assert.deepEqual(failed.map(({ state }) => state), ["error", "error"]);
  assert.match(failed[0].text, /ValueError/);
  assert.deepEqual(failed[0].errorLines, ["x + da.ones(5, chunks=5)"]);
  assert.match(failed[1].text, /this chunk is too bright/);
  assert.ok(cells[0].pictures === 1, "the array's picture");
  assert.ok(cells.some(({ text }) => /\b48\.0\b/.test(text)), "the sum of the small array");
  assert.ok(cells.some(({ text }) => text.includes("sum: 32")), "the sum with sleeping tasks");
  assert.ok(cells.filter(({ pictures }) => pictures > 0).length >= 4, "arrays and graphs are drawn in their cells");
  for (const kind of ["task-stream", "progress", "graph"]) {
    assert.ok((await coloursOf(page, kind)) > 3, `${kind} is drawn`);
    const summary = await page.locator(`.panel[data-kind="${kind}"] .panel-summary`).textContent();
    assert.ok(summary.length > 10, `${kind} has a summary: ${summary}`);
  }
  assert.match(await page.locator('.panel[data-kind="task-stream"] .panel-clock').textContent(), /measured/);
  assert.ok((await page.locator('.panel[data-kind="progress"] .panel-legend li').count()) > 1);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("a panel can be read as a table, zoomed and moved without a pointer", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await run(page, "import dask.array as da\nfrom dask.distributed import Client\nclient = Client(n_workers=2, threads_per_worker=1)\nda.ones((200, 200), chunks=(50, 50)).sum().compute()");
  await page.getByRole("button", { name: "Show as table: Progress" }).click();
  await page.waitForFunction(() => document.querySelectorAll('.panel[data-kind="progress"] tbody tr').length > 0);
  await page.locator('.panel[data-kind="task-stream"] .panel-stage').focus();
  for (const key of ["+", "ArrowRight", "-", "0"]) await page.keyboard.press(key);
  await page.getByRole("button", { name: "Zoom in: Task graph" }).click();
  await page.getByRole("button", { name: "Show all: Task graph" }).click();
  assert.equal(await page.locator(".panel.failed").count(), 0);
  await page.context().close();
});

test("the cluster bar adds and takes away workers", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await run(page, "from dask.distributed import Client\nclient = Client(n_workers=2, threads_per_worker=1)");
  const says = (text) => page.waitForFunction((wanted) => document.querySelector(".cluster-workers")?.textContent === wanted, text);
  await says("2 workers");
  await page.getByRole("button", { name: "Add a worker" }).click();
  await says("3 workers");
  await page.getByRole("button", { name: "Take away a worker" }).click();
  await says("2 workers");
  await page.context().close();
});

test("typed code is kept over a reload and can be reset", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const code = () => page.locator(".cell .cm-content").first().innerText();
  const starter = await code();
  await type(page, 1, "1 + 41");
  await page.reload();
  await ready(page);
  assert.equal(await code(), "1 + 41");
  await page.locator(".cell").first().getByRole("button", { name: "Reset code" }).click();
  assert.equal(await code(), starter);
  await page.context().close();
});

for (const hash of ["#%", "#%E0%A4%A", "#100%", "#missing", "#"]) {
  test(`the page opens at ${hash}`, async () => {
    const page = await newPage(browser);
    await open(page, `${server.url}${hash}`);
    assert.match((await run(page, "1 + 1")).text, /2/);
    await page.context().close();
  });
}

test("a lesson that there is not is told, and the first one opens", async () => {
  for (const [query, name] of [["?lesson=99-nothing", "99-nothing"], ["?lesson=%", "%"], ["?lesson=<b>x</b>", "<b>x</b>"], [`?lesson=${"x".repeat(2000)}`, `${"x".repeat(80)}…`]]) {
    const page = await newPage(browser);
    await open(page, `${server.url}${query}`);
    const notice = page.locator('.notice[data-topic="lesson"]');
    assert.ok((await notice.innerText()).includes(`There is no lesson “${name}” here`), await notice.innerText());
    assert.match((await run(page, "1 + 1")).text, /2/);
    await page.context().close();
  }
});

test("completion and help come from the kernel", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await run(page, "import dask.array as da");
  await type(page, 2, "da.oneslike");
  for (let idx = 0; idx < 4; idx++) await page.keyboard.press("Backspace");
  await page.keyboard.press("Tab");
  const option = page.locator(".cm-tooltip-autocomplete li", { hasText: "ones_like" });
  await option.waitFor();
  await page.keyboard.press("Escape");
  await type(page, 2, "da.ones(");
  await page.keyboard.press("Shift+Tab");
  await page.locator(".cm-help", { hasText: "shape" }).waitFor();
  await page.context().close();
});

test("pictures keep their shapes, links lose what they must not run", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const html = `<svg viewBox="0 0 10 10"><polygon points="0,0 5.5,0 5,5"/><path d="M0 0 C 1 1, 2 2, 3 3" transform="rotate(45)"/></svg><a href="javascript:window.touched=1">a</a><a href=" java&#10;script:1">b</a><a href="data:text/html,x">c</a><a href="#here">d</a>`;
  await run(page, `from IPython.display import HTML\nHTML(${JSON.stringify(html)})`);
  const found = await page.locator(".output-html").first().evaluate(({ shadowRoot }) => ({
    shapes: ["viewBox", "points", "d", "transform"].map((name) => shadowRoot.querySelector(`[${name}]`)?.getAttribute(name)),
    links: [...shadowRoot.querySelectorAll("a")].map((link) => link.getAttribute("href")),
  }));
  assert.deepEqual(found.shapes, ["0 0 10 10", "0,0 5.5,0 5,5", "M0 0 C 1 1, 2 2, 3 3", "rotate(45)"]);
  assert.deepEqual(found.links, [null, null, null, "#here"]);
  await page.context().close();
});

test("what Python writes as HTML cannot touch the page", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const html = "<style>body, .cell { display: none }</style><script>window.touched = 1</script><img src=x onerror='window.touched = 1'><details open><summary>More</summary><svg width=10 height=10><rect width=5 height=5 fill=red /></svg></details>";
  const { text, pictures } = await run(page, `from IPython.display import display, HTML\ndisplay(HTML(${JSON.stringify(html)}))`);
  assert.match(text, /More/);
  assert.equal(pictures, 1);
  assert.equal(await page.evaluate(() => window.touched), undefined);
  assert.ok(await page.locator(".cell").first().isVisible());
  await page.context().close();
});
