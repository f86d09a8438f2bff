// Widths, keyboard, themes: everybody can use the page.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { allEnded, coloursOf, ended, launch, newPage, open, ready, run, serve, type, violations } from "./support.mjs";

let server, browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const COMPUTE = "import dask.array as da\nfrom dask.distributed import Client\nclient = Client(n_workers=2, threads_per_worker=1)\nda.ones((200, 200), chunks=(50, 50)).sum().compute()";
const panelTab = (page, name) => page.locator(".sheet-tabs").getByRole("button", { name });

for (const width of [360, 390, 1280, 1920]) {
  test(`nothing sticks out at ${width} px`, async () => {
    const page = await newPage(browser, { width });
    await open(page, server.url);
    await page.getByRole("button", { name: "Run all" }).click();
    await allEnded(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} px too wide`);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, summary, .sheet-tabs button")]
        .filter((target) => target.checkVisibility())
        .map((target) => ({ name: target.getAttribute("aria-label") ?? target.textContent, box: target.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 24 || box.height < 24)
        .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`),
    );
    assert.deepEqual(small, []);
    await page.context().close();
  });
}

test("on a low screen the drawings come before their legends", async () => {
  const page = await newPage(browser, { height: 640 });
  await open(page, server.url);
  await run(page, COMPUTE);
  await page.locator('.dv-groupview .panel[data-kind="progress"] .panel-legend li').first().waitFor();
  const panels = await page.locator(".dv-groupview .panel").evaluateAll((elements) =>
    elements.map((panel) => ({
      kind: panel.dataset.kind,
      stage: panel.querySelector(".panel-stage").clientHeight,
      legend: panel.querySelector(".panel-legend").clientHeight,
    })),
  );
  for (const { kind, stage, legend } of panels) assert.ok(stage >= 45 && stage > 1.5 * legend, `${kind}: ${stage} px for the drawing, ${legend} for the legend`);
  assert.deepEqual(await violations(page), []);
  await page.context().close();
});

test("code that is scrolled sideways stays away from the line numbers", async () => {
  const page = await newPage(browser, { width: 390 });
  await open(page, server.url);
  await type(page, 1, `x = "${"abc ".repeat(60)}"`);
  const seen = await page.locator(".cell .cm-editor").first().evaluate((editor) => {
    const number = editor.querySelector(".cm-lineNumbers .cm-gutterElement:not([style*='visibility'])");
    const range = document.createRange();
    range.selectNodeContents(number);
    const gutters = editor.querySelector(".cm-gutters");
    const gap = gutters.getBoundingClientRect().right - range.getBoundingClientRect().right;
    return { scrolled: editor.querySelector(".cm-scroller").scrollLeft > 100, gap: gap >= 6, background: getComputedStyle(gutters).backgroundColor };
  });
  assert.deepEqual({ ...seen, background: "" }, { scrolled: true, gap: true, background: "" });
  assert.match(seen.background, /^rgb\(/);
  await page.context().close();
});

test("panels move between dock and sheet when the width changes", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await run(page, COMPUTE);
  await page.locator(".dv-groupview .panel").first().waitFor();
  await page.setViewportSize({ width: 390, height: 800 });
  await panelTab(page, "Progress").click();
  await page.locator('.sheet-body .panel[data-kind="progress"]').waitFor();
  const drawn = (kind) => page.waitForFunction((name) => {
    const canvas = document.querySelector(`.panel[data-kind="${name}"] canvas`);
    return canvas && Math.abs(canvas.width - canvas.clientWidth * devicePixelRatio) <= devicePixelRatio;
  }, kind);
  await drawn("progress");
  assert.ok((await coloursOf(page, "progress")) > 3);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator('.dv-groupview .panel[data-kind="progress"]').waitFor();
  await drawn("progress");
  assert.ok((await coloursOf(page, "progress")) > 3);
  assert.match((await run(page, "1 + 1", 2)).text, /2/);
  await page.context().close();
});

test("the keyboard alone runs cells, leaves the editor and goes on", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);
  const tabUntil = async (wanted) => {
    const seen = [];
    for (let step = 0; step < 200; step++) {
      await page.keyboard.press("Tab");
      seen.push(await focused());
      if (seen.at(-1) === wanted) return;
    }
    assert.fail(`no ${wanted} among ${seen.join(" | ")}`);
  };
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Skip to the lesson");
  await page.keyboard.press("Enter");
  await tabUntil("Code of cell 1");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("6 * 7");
  await page.keyboard.press("Shift+Enter");
  assert.match((await ended(page, 1)).text, /42/);
  assert.equal(await focused(), "Code of cell 2");
  await page.keyboard.press("Escape");
  assert.equal(await focused(), "Cell 2");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(), "Cell 1");
  await page.keyboard.press("Shift+Enter");
  assert.match((await ended(page, 1)).text, /42/);
  assert.equal(await focused(), "Cell 2");
  await tabUntil("Task stream. Each row is a thread of a worker; each box is a task, as long as it took");
  await page.context().close();
});

test("dragging is never the only way", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const width = () => page.locator("#lesson").evaluate((element) => element.getBoundingClientRect().width);
  const before = await width();
  await page.getByRole("button", { name: "Widen the lesson" }).click();
  assert.ok((await width()) > before);
  await page.getByRole("separator", { name: "Width of the lesson" }).focus();
  await page.keyboard.press("ArrowLeft");
  assert.ok(Math.abs((await width()) - before) < 1);
  const groups = () => page.locator(".dv-groupview:visible").count();
  await page.locator(".dv-groupview").first().waitFor();
  const all = await groups();
  await page.getByRole("button", { name: "Enlarge" }).first().click();
  assert.ok((await groups()) < all);
  await page.getByRole("button", { name: "Back to all panels" }).first().click();
  assert.equal(await groups(), all);
  await page.getByRole("button", { name: "Move the panel to the next group" }).first().click();
  assert.equal(await groups(), all - 1);
  await page.getByRole("button", { name: "Reset the layout" }).click();
  assert.equal(await groups(), all);
  await page.context().close();
});

for (const width of [390, 1280]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing at ${width} px, ${colorScheme}`, async () => {
      const page = await newPage(browser, { width, colorScheme });
      await open(page, server.url);
      assert.deepEqual(await violations(page), []);
      await page.getByRole("button", { name: "Run all" }).click();
      await allEnded(page);
      if (width < 800) await panelTab(page, "Task stream").click();
      await page.locator(".lesson-menu summary").click();
      assert.deepEqual(await violations(page), []);
      await page.context().close();
    });
  }
}

test("a chosen theme stays", async () => {
  const page = await newPage(browser, { colorScheme: "dark" });
  await open(page, server.url);
  await page.getByRole("button", { name: "Theme: as the system" }).click();
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.reload();
  await ready(page);
  assert.equal(await background(), light);
  await page.getByRole("button", { name: "Theme: light" }).click();
  assert.notEqual(await background(), light);
  await page.context().close();
});
