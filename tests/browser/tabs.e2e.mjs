// Several tabs of one lesson: what is typed in one shows in the others, and none erases what another keeps.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, newPage, open, serve, type, violations } from "./support.mjs";

let server, browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const editor = (page, number) => page.locator(".cell .cm-content").nth(number - 1);
const code = (page, number) => editor(page, number).innerText();
const shows = (page, number, text) =>
  page.waitForFunction(([idx, wanted]) => document.querySelectorAll(".cell .cm-content")[idx]?.innerText === wanted, [number - 1, text]);
const leave = (page) => page.locator(".cell").first().focus();
const notice = (page) => page.locator('.notice[data-topic="storage"]');

/** Tabs of one browser, all on the lesson, with their first editors open. */
async function tabs(count) {
  const first = await newPage(browser);
  const pages = [first];
  while (pages.length < count) pages.push(await first.context().newPage());
  for (const page of pages) {
    await open(page, server.url);
    await editor(page, 3).waitFor();
  }
  return pages;
}

async function reopened(context) {
  const page = await context.newPage();
  await open(page, server.url);
  await editor(page, 3).waitFor();
  return page;
}

test("different cells: both tabs show both, and so does the next one", async () => {
  const [first, second] = await tabs(2);
  await type(first, 1, "'of the first'");
  await type(second, 2, "'of the second'");
  await shows(first, 2, "'of the second'");
  await shows(second, 1, "'of the first'");
  const third = await reopened(first.context());
  assert.deepEqual([await code(third, 1), await code(third, 2)], ["'of the first'", "'of the second'"]);
  await first.context().close();
});

test("the same cell: the newest wins everywhere", async () => {
  const [first, second] = await tabs(2);
  await type(first, 1, "'older'");
  await leave(first);
  await shows(second, 1, "'older'");
  await type(second, 1, "'newer'");
  await shows(first, 1, "'newer'");
  await first.locator(".cell").first().getByRole("button", { name: "Reset code" }).click();
  await leave(second);
  const starter = await code(first, 1);
  await shows(second, 1, starter);
  assert.equal(await second.locator(".cell").first().getByRole("button", { name: "Reset code" }).count(), 0);
  await first.context().close();
});

test("nothing moves in an editor that somebody is in", async () => {
  const [first, second] = await tabs(2);
  await type(first, 1, "'mine'");
  await type(second, 1, "'theirs'");
  await first.locator(".cell-note", { hasText: "Changed in another tab" }).waitFor();
  assert.equal(await code(first, 1), "'mine'");
  // Who types on has the last word.
  await editor(first, 1).press("End");
  await first.keyboard.insertText(" # still mine");
  assert.equal(await first.locator(".cell-note", { hasText: "Changed in another tab" }).count(), 0);
  await leave(second);
  await shows(second, 1, "'mine' # still mine");
  // Who leaves without typing takes over.
  await type(second, 1, "'theirs again'");
  await first.locator(".cell-note", { hasText: "Changed in another tab" }).waitFor();
  await leave(first);
  await shows(first, 1, "'theirs again'");
  await first.context().close();
});

test("three tabs, one of them closed before the others type", async () => {
  const [first, second, third] = await tabs(3);
  await type(first, 1, "'of the first'");
  await first.close();
  await type(second, 2, "'of the second'");
  await type(third, 3, "'of the third'");
  for (const page of [second, third, await reopened(second.context())]) {
    await shows(page, 1, "'of the first'");
    await shows(page, 2, "'of the second'");
    await shows(page, 3, "'of the third'");
  }
  await second.context().close();
});

test("a full storage is told, and loses nothing of the open page", async () => {
  const [page] = await tabs(1);
  await type(page, 1, "'kept before'");
  await page.evaluate(() => {
    const write = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (globalThis.storageIsFull) throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
      write.call(this, key, value);
    };
    globalThis.storageIsFull = true;
  });
  await type(page, 2, "'too much'");
  await notice(page).waitFor();
  assert.match(await notice(page).innerText(), /storage for this site is full[^]*Copy what you want to keep/);
  assert.deepEqual([await code(page, 1), await code(page, 2)], ["'kept before'", "'too much'"]);
  const other = await reopened(page.context());
  assert.equal(await code(other, 1), "'kept before'");
  // Once there is room again, all is kept.
  await page.evaluate(() => (globalThis.storageIsFull = false));
  await type(page, 3, "'room again'");
  await notice(page).waitFor({ state: "detached" });
  await shows(other, 2, "'too much'");
  await page.context().close();
});

for (const [width, height] of [
  [1280, 640],
  [390, 844],
]) {
  test(`at ${width} × ${height}, what is not kept is told in sight of who types, and the page is not left without a question`, async () => {
    const page = await newPage(browser, { width, height });
    await open(page, server.url);
    const asked = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
      };
    });
    await type(page, 5, "'too much'");
    await notice(page).waitFor();
    const seen = await notice(page).evaluate((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const onTop = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return { isScrolled: document.querySelector(".cell").getBoundingClientRect().bottom < top, isInside: top >= 0 && bottom <= innerHeight, isOnTop: element.contains(onTop) };
    });
    assert.deepEqual(seen, { isScrolled: true, isInside: true, isOnTop: true });
    assert.deepEqual(await violations(page), []);
    await page.evaluate(() => setTimeout(() => location.reload()));
    for (let tries = 0; tries < 100 && asked.length === 0; tries++) await page.waitForTimeout(50);
    assert.deepEqual(asked, ["beforeunload"]);
    assert.equal(await code(page, 5), "'too much'");
    await page.context().close();
  });
}

test("a storage that is cleared while the page is open leaves the page as it is, and the next key brings all back", async () => {
  const [first, second] = await tabs(2);
  await type(first, 1, "'typed'");
  await shows(second, 1, "'typed'");
  await second.evaluate(() => localStorage.clear());
  assert.equal(await code(first, 1), "'typed'");
  await type(second, 2, "'after'");
  await shows(first, 2, "'after'");
  const third = await reopened(first.context());
  assert.deepEqual([await code(third, 1), await code(third, 2)], ["'typed'", "'after'"]);
  await first.context().close();
});

test("a browser that keeps nothing says so, and the page works", async () => {
  const page = await newPage(browser);
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", {
      get: () => {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      },
    });
  });
  await open(page, server.url);
  await type(page, 1, "'typed'");
  assert.match(await notice(page).innerText(), /does not keep what you type/);
  assert.equal(await code(page, 1), "'typed'");
  await page.context().close();
});
