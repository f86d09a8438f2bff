// Outputs that are too large to be shown: the page answers meanwhile, shows the beginning, says what it left out, and saves the whole.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { begin, ended, launch, newPage, open, run, serve, violations } from "./support.mjs";

let server, browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const IMPORTS = "from IPython.display import HTML, clear_output, display, update_display";
const code = (...lines) => [IMPORTS, ...lines].join("\n");

/** The bytes that a button saves. */
async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".cell-output").getByRole("button", { name }).first().click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

for (const [name, html, why] of [
  ["elements inside each other", '"<div>" * 300_000', /too large to be shown: 300,000 elements, and at most 30,000 are shown/],
  ["elements beside each other", '"<p>x</p>" * 100_000', /100,000 elements/],
  ["a deep drawing", '"<svg>" + "<g>" * 20_000', /20,001 elements inside each other/],
  ["an attribute of ten megabytes", '"<p title=\'" + "x" * 10_000_000 + "\'>"', /10,000,012 characters, and at most 2,000,000/],
  ["very many attributes", '"<p " + "a=1 b " * 50_000 + ">"', /100,000 attributes in one element, and at most 1,000/],
]) {
  test(`${name}: said, begun as text, and saved as a whole`, async () => {
    const page = await newPage(browser);
    await open(page, server.url);
    const { state, text } = await run(page, code(`display(HTML(${html}))`));
    assert.equal(state, "ok");
    assert.match(text.slice(0, 200), why);
    assert.match(text.slice(0, 5000), /^<(div|p|svg)[^]*… \([\d,]+ more characters\)/m);
    assert.ok((await page.locator(".cell-output *").count()) < 50);
    const file = await saved(page, "Save whole output");
    assert.equal(file.name, "output.html");
    assert.ok(file.bytes.length > 50_000 && file.bytes.toString().startsWith("<"));
    assert.match((await run(page, "'works'", 2)).text, /works/);
    await page.context().close();
  });
}

test("a table of twenty thousand cells is shown", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await run(page, code('display(HTML("<table><tr>" + "<td>1</td>" * 20_000 + "</tr></table>"))'));
  assert.equal(await page.locator(".output-html").evaluate(({ shadowRoot }) => shadowRoot.querySelectorAll("td").length), 20_000);
  await page.context().close();
});

test("one string of ten million characters shows its beginning, and is saved as a whole", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const { text } = await run(page, '"ab" * 5_000_000');
  assert.ok(text.length < 50_000, `${text.length} characters are shown`);
  assert.match(text, /^'abab[^]*… \([\d,]+ more characters\)/m);
  assert.deepEqual(await violations(page), []);
  const file = await saved(page, "Save whole output");
  assert.equal(file.name, "output.txt");
  assert.equal(file.bytes.toString(), `'${"ab".repeat(5_000_000)}'`);
  const printed = await run(page, 'print("xy" * 5_000_000)', 1);
  assert.ok(/^xyxy[^]*more characters/m.test(printed.text));
  const whole = (await saved(page, "Save whole output")).bytes.toString();
  assert.ok(whole.startsWith("xy".repeat(1_000_000)));
  assert.match(whole.slice(-100), /printed more than 2 MiB; the rest is not shown/);
  await page.context().close();
});

test("colours, one for each letter, end after some thousand", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await begin(page, String.raw`print("\u001b[31mr\u001b[32mg\n" * 100_000)`);
  const { text } = await ended(page);
  assert.ok((await page.locator(".cell-output span").count()) < 6000);
  assert.match(text, /lines were left out/);
  await run(page, String.raw`print("\u001b[31mr\u001b[32mg" * 9_000)`);
  assert.ok((await page.locator(".cell-output span").count()) < 6000);
  assert.match(await page.locator(".cell-output").first().innerText(), /too many changes of colour/);
  await page.context().close();
});

test("ten thousand outputs of a cell: the first ones are shown, the others counted", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const { text } = await run(page, code("for number in range(10_000): display(HTML(f'<b>{number}</b>'))"));
  assert.match(text, /9,800 more outputs are not shown/);
  assert.equal(await page.locator(".output-html").count(), 200);
  await page.context().close();
});

test("several large outputs share what one cell may show", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const line = 'display(HTML("<p>x</p>" * 25_000))';
  const { text } = await run(page, code(line, line, line));
  assert.match(text, /with the outputs above it the cell has more than is shown/);
  assert.equal(await page.locator(".output-html").count(), 2);
  await page.context().close();
});

test("a picture of very many pixels is not decoded, and is saved", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  // The head of a PNG that claims to be 65,536 pixels wide and high.
  const head = String.raw`b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x00\x00\x00\x01\x00\x00\x08\x06\x00\x00\x00"`;
  const lines = ["class Large:", "    def _repr_png_(self):", `        return ${head} + bytes(1000)`, "Large()"];
  const { text } = await run(page, lines.join("\n"));
  assert.match(text, /This picture is too large to be shown: 65,536 × 65,536 pixels/);
  assert.equal((await saved(page, "Save whole output")).name, "output.png");
  await page.context().close();
});

test("clearing and updating as in a notebook, without a frame in which nothing is shown", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await page.evaluate(() => {
    const output = document.querySelector(".cell-output");
    globalThis.heights = [];
    const look = () => {
      globalThis.heights.push(output.offsetHeight);
      requestAnimationFrame(look);
    };
    globalThis.startLooking = look;
  });
  const box = (text, id) => `display(HTML("<p style='height:80px'>${text}</p>")${id ? `, display_id="${id}"` : ""})`;
  await run(page, code(box("first", "a"), box("second")));
  await page.evaluate(() => globalThis.startLooking());
  const steps = Array.from({ length: 20 }, (_, idx) => ["clear_output(wait=True)", box(`step ${idx}`, "a"), box("below")]).flat();
  const { text } = await run(page, code(...steps, `update_${box("updated", "a")}`));
  assert.match(text, /updated[^]*below/);
  assert.doesNotMatch(text, /first|second|step/);
  const lowest = await page.evaluate(() => Math.min(...globalThis.heights));
  assert.ok(lowest > 150, `the output was ${lowest} px high for a while`);
  // A clear that nothing follows leaves what is there; one that does not wait empties.
  assert.match((await run(page, code(box("stays"), "clear_output(wait=True)"))).text, /stays/);
  assert.doesNotMatch((await run(page, code(box("goes"), "clear_output()"))).text, /goes/);
  // Another cell updates what this one shows.
  await run(page, code(box("here", "shared")), 1);
  await run(page, code(`update_${box("changed from elsewhere", "shared")}`), 2);
  assert.match(await page.locator(".output-html").first().evaluate(({ shadowRoot }) => shadowRoot.textContent), /changed from elsewhere/);
  await page.context().close();
});

test("a long line that is written over half a million times", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  await begin(page, String.raw`print("x" * 20_000 + "\ry" * 500_000)`);
  const { state, text } = await ended(page);
  assert.equal(state, "ok");
  assert.ok(/^yx/m.test(text));
  await page.context().close();
});
