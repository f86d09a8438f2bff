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

const times = (n, f) => Array.from({ length: n }, (_, idx) => f(idx)).join("");
/** Nine levels, ten references each, of what an SVG element may refer to. */
const levels = (open, close, refer) =>
  `<svg width=200 height=200>${times(9, (idx) => `${open(idx)}${times(10, () => `<rect width=200 height=200 ${idx < 8 ? refer(idx + 1) : ""} />`)}${close}`)}<rect width=200 height=200 ${refer(0)} /></svg>`;

// What passes for small, and takes a browser minutes to parse, to lay out or to draw, in which not even Stop answers.
for (const [name, html, why] of [
  ["formatting that each paragraph opens again", `<p>${times(450, (idx) => `<b id=${idx}>`)}${"</p><p>x".repeat(25_000)}`, /too large to be shown: [\d,]+ elements opened again/],
  ["clips in clips", levels((idx) => `<clipPath id=c${idx}>`, "</clipPath>", (idx) => `clip-path=url(#c${idx})`), /too heavy to be laid out: [\d,]+ parts of drawings/],
  ["masks in masks, in styles", levels((idx) => `<mask id=c${idx}>`, "</mask>", (idx) => `style="mask:u\\72l('#c${idx}')"`), /parts of drawings/],
  ["patterns in patterns", levels((idx) => `<pattern id=c${idx} width=9 height=9>`, "</pattern>", (idx) => `fill=url(#c${idx})`), /parts of drawings/],
  ["markers in markers", levels((idx) => `<marker id=c${idx}>`, "</marker>", (idx) => `style="marker:url(#c${idx})"`), /parts of drawings/],
  ["a drawing in an address", `<img src="data:image/svg+xml,${encodeURIComponent(levels((idx) => `<g id="c${idx}">`, "</g>", (idx) => `/><use href="#c${idx}"`).replace("<svg width=200 height=200", '<svg xmlns="http://www.w3.org/2000/svg" ').replaceAll("=200", '="200"'))}">`, /parts of drawings/],
  ["a filter that works hard", `<svg><filter id=f>${"<feTurbulence numOctaves=200 baseFrequency=.9 /><feMorphology radius=500 />".repeat(100)}</filter><rect width=900 height=900 filter=url(#f) /></svg>`, /parts of drawings/],
  ["custom properties that double", `<style>div{--b0:"xxxxxxxxxxxx";${times(16, (idx) => `--b${idx + 1}:var(--b${idx}) var(--b${idx});`)}}div::before{content:var(--b16)}</style>${"<div>a</div>".repeat(2000)}`, /characters in a style/],
  ["text that styles add everywhere", `<style>div::before{content:"${"x".repeat(20_000)}"}</style>${"<div>a</div>".repeat(2000)}`, /characters of text in styles/],
  ["shadows of shadows", `<style>b{display:block;text-shadow:${Array(500).fill("0 0 90px red").join()}}</style>${"<b>xxxxxxxx</b>".repeat(3000)}`, /shadows, gradients and effects/],
  ["blurs that move", `<style>@keyframes k{to{width:1px}}b{animation:k .1s infinite;filter:blur(90px)}</style>${"<b>x</b>".repeat(5000)}`, /shadows, gradients and effects/],
  ["a line for each letter", `<div style="word-break:break-all;width:1px">${"x".repeat(1_900_000)}</div>`, /1,900,000 characters of text, and at most 400,000/],
  ["rules in rules", `<style>div,p{${"& &,&+&{".repeat(25)}color:red${"}".repeat(26)}</style>${"<div><p></p></div>".repeat(2000)}`, /steps to find what styles are for/],
  ["cells that reach over all", `<table>${`<tr>${"<td colspan=1000 rowspan=65534>x".repeat(140)}`.repeat(200)}</table>`, /cells that its tables reach over/],
]) {
  test(`${name}: refused in time, and saved as a whole`, async () => {
    const page = await newPage(browser);
    await open(page, server.url);
    const { state, text } = await run(page, code(`display(HTML(${JSON.stringify(html)}))`), 1, 20_000);
    assert.equal(state, "ok");
    assert.match(text.slice(0, 300), why);
    assert.equal((await saved(page, "Save whole output")).bytes.toString(), html);
    assert.match((await run(page, "'works'", 2)).text, /works/);
    await page.context().close();
  });
}

for (const [name, html] of [
  ["in one low box", '<div style="columns:10px;height:1px;column-fill:auto"><div style="height:30000000px">x</div></div>'],
  ["in each other", `${'<div style="columns:2">'.repeat(25)}${"<p>x</p>".repeat(300)}`],
  ["from a style", `<style>@media all { div { c\\6flumns: 1px; height: 1px } }</style><div>${"<p>x</p>".repeat(20_000)}</div>`],
  ["from a custom property", `<div style="--c:1px;columns:var(--c);height:1px">${"<p>x</p>".repeat(20_000)}</div>`],
]) {
  test(`text in columns ${name} is shown as one column, and that is said`, async () => {
    const page = await newPage(browser);
    await open(page, server.url);
    const { state, text } = await run(page, code(`display(HTML(${JSON.stringify(html)}))`), 1, 20_000);
    assert.equal(state, "ok");
    assert.match(text, /Shown without columns of text[^]*x/);
    assert.equal((await saved(page, "Save whole output")).bytes.toString(), html);
    await page.context().close();
  });
}

test("outputs with styles, spans and drawings of the usual kinds are shown as they are", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const style = "<style>:host { --edge: 1px solid var(--line, red) } .a { border: var(--edge); & b { color: red } } .a::before { content: '\\25BA' }</style>";
  const table = `<table><tr><th colspan=1000>all<tr><td rowspan=0>x<td>y</table>`;
  const dots = `<svg viewBox="0 0 9 9"><defs><clipPath id="clip"><rect width="9" height="9"/></clipPath></defs>${'<g clip-path="url(#clip)"><circle r="1"/></g>'.repeat(5000)}</svg>`;
  await run(page, code(`display(HTML(${JSON.stringify(`${style}<div class="a"><b>bold</b></div>${table}${dots}`)}))`));
  const seen = await page.locator(".output-html").evaluate(({ shadowRoot }) => ({
    style: shadowRoot.querySelector("style").textContent,
    color: getComputedStyle(shadowRoot.querySelector("b")).color,
    border: getComputedStyle(shadowRoot.querySelector(".a")).borderStyle,
    dots: shadowRoot.querySelectorAll("circle").length,
  }));
  assert.deepEqual(seen, { style: style.slice(7, -8), color: "rgb(255, 0, 0)", border: "solid", dots: 5000 });
  assert.equal(await page.locator(".output-note").count(), 0);
  await page.context().close();
});

for (const [name, html] of [
  ["letters", '<div style="font-size:1e30px;line-height:1e30">x x x</div>'],
  ["lists", "<select multiple size=99999999><option>x</select>"],
  ["boxes", '<div style="height:1e9px">x</div>'],
]) {
  test(`huge ${name} leave the cells below them in reach`, async () => {
    const page = await newPage(browser);
    await open(page, server.url);
    await run(page, code(`display(HTML(${JSON.stringify(html)}))`));
    assert.ok((await page.locator(".cell-output").first().evaluate(({ offsetHeight }) => offsetHeight)) <= 110_000);
    assert.match((await run(page, "'works'", 2)).text, /works/);
    await page.context().close();
  });
}

test("Markdown that takes long to convert is shown as text", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const lines = ["from IPython.display import Markdown, display", "display(Markdown('![' * 900_000))", "display(Markdown('[' * 99_000))", "display(Markdown('**bold**'))"];
  const { text } = await run(page, lines.join("\n"), 1, 20_000);
  assert.match(text, /This output is too large to be shown: 1,800,000 characters, and at most 100,000/);
  await page.waitForFunction(() => [...document.querySelectorAll(".output-html")].at(-1)?.shadowRoot.querySelector("strong"));
  await page.context().close();
});

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
