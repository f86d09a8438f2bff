// What lessons and outputs bring along: nothing is loaded from other sites unless the reader allows it, nothing covers the page, and
// no link takes it away.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { begin, launch, lessonWith, newPage, open, ready, run, serve, stop, violations } from "./support.mjs";

let server, browser, foreign;
before(async () => {
  server = await serve();
  browser = await launch();
  foreign = await serveForeign();
});
after(async () => {
  await browser?.close();
  await server?.close();
  await foreign?.close();
});

const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

/** Another site: it remembers what it was asked for; pictures below `/open/` may be read by other pages. */
async function serveForeign() {
  const asked = [];
  const site = createServer((request, response) => {
    asked.push(request.url);
    const headers = { "Content-Type": request.url.endsWith(".txt") ? "text/plain" : "image/png", "Cross-Origin-Resource-Policy": "cross-origin" };
    response.writeHead(200, request.url.startsWith("/open/") ? { ...headers, "Access-Control-Allow-Origin": "*" } : headers).end(PIXEL);
  });
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${site.address().port}`;
  const close = () => {
    site.closeAllConnections();
    return new Promise((resolve) => site.close(resolve));
  };
  return { host, asked, close };
}

/** Every way that HTML and CSS know to load something, each from an address of its own. */
const waysToLoad = (site) => `
  <img src="${site}/img.png" alt="a plain one"><img srcset="${site}/srcset.png 2x"><img src="${site}/lazy.png" loading="lazy">
  <picture><source srcset="${site}/source.png"><img src="${site}/picture.png"></picture>
  <style>@import url("${site}/import.css"); @import "${site}/import-2.css"; @font-face { font-family: foreign; src: url("${site}/font.woff2"); }
    .a { background: url("${site}/background.png"); font-family: foreign; cursor: url("${site}/cursor.png"), auto; list-style: url(${site}/list.png); }
    .a::before { content: url("${site}/content.png"); } .a { mask: url("${site}/mask.svg#m"); filter: url("${site}/filter.svg#f"); border-image: u\\rl("${site}/border.png"); }
    .a { background-image: image-set("${site}/set.png" 1x); }</style>
  <ul><li class="a" style="background:url('${site}/inline.png')">styled</li></ul>
  <link rel="stylesheet" href="${site}/link.css"><link rel="preload" as="image" href="${site}/preload.png"><link rel="prefetch" href="${site}/prefetch.png">
  <video src="${site}/video.mp4" poster="${site}/poster.png" autoplay></video><video autoplay><source src="${site}/source.mp4"></video>
  <audio src="${site}/audio.mp3" autoplay></audio><video><track default src="${site}/track.vtt"></video>
  <svg><image href="${site}/image.png" width="9" height="9"/><image xlink:href="${site}/xlink.png" width="9" height="9"/><use href="${site}/use.svg#a"/>
    <filter id="f"><feImage href="${site}/fe.png"/></filter><rect width="9" height="9" filter="url(#f)" fill="url(${site}/fill.svg#a)"/><style>@import "${site}/svg-import.css";</style></svg>
  <object data="${site}/object.svg"></object><embed src="${site}/embed.svg"><iframe src="${site}/iframe.html"></iframe>
  <input type="image" src="${site}/input.png"><table background="${site}/table.png"><tr><td background="${site}/td.png">cell</td></tr></table>
  <meta http-equiv="refresh" content="0;url=${site}/refresh"><base href="${site}/base/"><img src="//${site.replace(/^https?:\/\//, "")}/relative.png">
  <script src="${site}/script.js"></script><div data-foreign-src="${site}/marked.png">marked</div><p>the end</p>`;

const asksAbout = (page) => page.locator('.notice[data-topic="foreign"]');
const cssOf = (html) => html.replaceAll("\n", " ");
const show = (page, html, number = 1) => run(page, `from IPython.display import HTML, display\ndisplay(HTML(${JSON.stringify(cssOf(html))}))`, number);

test("an output loads nothing from another site", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  foreign.asked.length = 0;
  const { text } = await show(page, waysToLoad(`http://${foreign.host}`));
  assert.match(text, /the end/);
  await page.locator(".output-html").scrollIntoViewIfNeeded();
  await asksAbout(page).waitFor();
  // Whatever the browser had begun by now is asked for before this is.
  await page.evaluate((url) => fetch(url).then((response) => response.text()), `http://${foreign.host}/open/after.txt`);
  assert.deepEqual(foreign.asked, ["/open/after.txt"]);
  assert.equal(page.url(), server.url);
  await page.context().close();
});

test("a lesson's text loads nothing from another site, on hosts without headers too", async () => {
  foreign.asked.length = 0;
  const bare = await serve({ isolated: false, files: lessonWith(waysToLoad(`http://${foreign.host}`)) });
  const page = await newPage(browser);
  await open(page, bare.url);
  await page.locator(".prose", { hasText: "the end" }).waitFor();
  await asksAbout(page).waitFor();
  await page.evaluate((url) => fetch(url).then((response) => response.text()), `http://${foreign.host}/open/after.txt`);
  assert.deepEqual(foreign.asked, ["/open/after.txt"]);
  await page.context().close();
  await bare.close();
});

test("pictures that the reader allows are shown, for this lesson and the next time", async () => {
  foreign.asked.length = 0;
  const site = `http://${foreign.host}`;
  const lesson = await serve({ files: lessonWith(`<p><img src="${site}/open/one.png" alt="one"> <img src="${site}/closed.png" alt="two"></p>`) });
  const page = await newPage(browser);
  await open(page, lesson.url);
  const prose = page.locator(".prose").first();
  assert.match(await asksAbout(page).innerText(), new RegExp(`shows pictures from ${foreign.host.replaceAll(".", "\\.")}[^]*would see that you read`));
  assert.match(await prose.innerText(), /Picture from .*, not loaded: one/);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(foreign.asked, []);
  await asksAbout(page).getByRole("button", { name: "Allow for this lesson" }).click();
  await page.waitForFunction(() => document.querySelector('.prose img[alt="one"]')?.naturalWidth === 1);
  await prose.getByText("does not let other pages read it").waitFor();
  assert.equal(await asksAbout(page).count(), 0);
  // Outputs of the same lesson need no other word.
  await show(page, `<img src="${site}/open/three.png" alt="three">`);
  await page.waitForFunction(() => document.querySelector(".output-html")?.shadowRoot.querySelector("img").naturalWidth === 1);
  await page.reload();
  await page.waitForFunction(() => document.querySelector('.prose img[alt="one"]')?.naturalWidth === 1);
  // Taking it back.
  await page.locator(".lesson-menu > summary").click();
  await page.getByRole("button", { name: "Forget allowed pictures" }).click();
  foreign.asked.length = 0;
  await page.reload();
  await ready(page);
  await asksAbout(page).waitFor();
  assert.deepEqual(foreign.asked, []);
  await page.context().close();
  await lesson.close();
});

test("the page's own scripts, styles and workers are within its policy", async () => {
  const page = await newPage(browser);
  const refused = [];
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) refused.push(message.text());
  });
  await open(page, server.url);
  assert.equal((await run(page, "1 + 1")).state, "ok");
  await page.locator(".dv-groupview").first().waitFor();
  assert.deepEqual(refused, []);
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "globalThis.inline = true";
    document.body.append(script);
    return globalThis.inline === true;
  });
  assert.equal(ran, false);
  await page.context().close();
});

const COVERS = [
  ["a fixed box", '<div style="position:fixed;inset:0;z-index:99999;background:red">x</div>'],
  ["an absolute box", '<div style="position:absolute;inset:-5000px;z-index:99999;background:red">x</div>'],
  ["a box that was moved", '<div style="width:100px;height:100px;background:red;transform:translate(0,-300px) scale(100)">x</div>'],
  ["margins", '<div style="margin:-5000px;height:9000px;background:red;position:relative;z-index:9">x</div>'],
  ["a shadow", '<div style="box-shadow:0 0 0 9999px red;outline:9999px solid red">x</div>'],
  ["its own host", "<style>:host{position:fixed!important;inset:0!important;z-index:99999!important;background:red!important;contain:none!important;overflow:visible!important;transform:none!important}</style>x"],
  ["a host that is moved", "<style>:host{display:block!important;margin:-3000px!important;width:9000px!important;height:9000px!important;background:red!important;position:absolute!important}</style>x"],
  ["a popover", '<button popovertarget="p">open</button><div id="p" popover style="inset:0;width:100vw;height:100vh;background:red">x</div>'],
  ["a dialog", '<button command="show-modal" commandfor="d">open</button><dialog id="d" style="inset:0;width:100vw;height:100vh;background:red">x</dialog>'],
];

/** What the pointer would meet in the corners and on the buttons of the page, but for the output and the text that try to cover it. */
const reachable = (page) =>
  page.evaluate(() => {
    const wanted = [".brand", ".kernel-status", ".lesson-toolbar button", ".cell-run", ".cell:nth-of-type(2) .cell-editor"];
    return wanted.filter((selector) => {
      const element = [...document.querySelectorAll(selector)].find((found) => found.checkVisibility());
      if (!element) return true;
      element.scrollIntoView({ block: "center" });
      const box = element.getBoundingClientRect();
      const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return !met || !(element.contains(met) || met.contains(element));
    });
  });

for (const [name, html] of COVERS) {
  test(`no output covers the page: ${name}`, async () => {
    const page = await newPage(browser);
    await open(page, server.url);
    await show(page, html);
    const button = page.locator(".output-html button");
    if ((await button.count()) > 0) await button.click();
    assert.deepEqual(await reachable(page), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
    await page.context().close();
  });
}

test("no text of a lesson covers the page", async () => {
  for (const [name, html] of COVERS.filter(([, html]) => !html.startsWith("<style>"))) {
    const lesson = await serve({ files: lessonWith(html) });
    const page = await newPage(browser);
    await open(page, lesson.url);
    assert.deepEqual(await reachable(page), [], name);
    await page.context().close();
    await lesson.close();
  }
});

test("links of an output open elsewhere or scroll, whatever they are", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const html = `<a href="other.html">relative</a> <a href="/" target="_top">top</a> <a href="?lesson=x">lesson</a> <a href="https://example.org/">foreign</a>
    <svg width="60" height="20"><a href="/drawn"><text y="15">drawn</text></a><a xlink:href="/old"><text y="15" x="40">old</text></a></svg>
    <a href="data:text/html,x">data</a> <a href="javascript:void(0)">script</a> <a href="vbscript:x">vb</a> <a href="mailto:a@example.org">mail</a>
    <map name="m"><area shape="default" href="/area" alt="area"></map><form action="/form"><button>send</button></form><button formaction="/x" type="submit">go</button>
    <a href="#below">down</a><div style="height:3000px"></div><p id="below">below</p>`;
  await show(page, html);
  const links = await page.locator(".output-html").evaluate(({ shadowRoot }) => {
    const address = (link) => link.getAttribute("href") ?? link.getAttribute("xlink:href");
    return [...shadowRoot.querySelectorAll("a, area")].map((link) => `${address(link)} ${link.getAttribute("target")} ${link.getAttribute("rel")}`);
  });
  const elsewhere = "_blank noopener noreferrer";
  assert.deepEqual(links, [
    `other.html ${elsewhere}`,
    `/ ${elsewhere}`,
    `?lesson=x ${elsewhere}`,
    `https://example.org/ ${elsewhere}`,
    `/drawn ${elsewhere}`,
    `/old ${elsewhere}`,
    "null null null",
    "null null null",
    "null null null",
    `mailto:a@example.org ${elsewhere}`,
    `/area ${elsewhere}`,
    "#below null null",
  ]);
  assert.equal(await page.locator(".output-html form").count(), 0);
  for (const name of ["send", "go"]) await page.locator(".output-html").getByRole("button", { name }).click();
  await page.locator(".output-html").getByRole("link", { name: "down" }).click();
  await page.waitForFunction(() => {
    const { top } = document.querySelector(".output-html").shadowRoot.querySelector("#below").getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  });
  assert.equal(page.url(), server.url);
  const [opened] = await Promise.all([page.context().waitForEvent("page"), page.locator(".output-html").getByRole("link", { name: "relative" }).click()]);
  assert.equal(await opened.evaluate(() => opener), null);
  assert.equal(page.url(), server.url);
  await page.context().close();
});

test("links of a lesson's text lead to lessons here, and elsewhere in a new tab", async () => {
  const lesson = await serve({ files: lessonWith('<p><a href="?lesson=02">next</a> <a href="#x">x</a> <a href="/other">other</a> <a href="https://example.org/">far</a></p>') });
  const page = await newPage(browser);
  await open(page, lesson.url);
  const targets = await page.locator(".prose").first().evaluate((prose) => [...prose.querySelectorAll("a")].slice(0, 4).map((link) => link.target));
  assert.deepEqual(targets, ["", "", "_blank", "_blank"]);
  await page.context().close();
  await lesson.close();
});

test("leaving while a cell runs asks first, and only then", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const asked = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await run(page, "'done'");
  await page.reload();
  await ready(page);
  assert.deepEqual(asked, []);
  await begin(page, "while True: pass");
  await page.waitForSelector('.kernel-status[data-state="busy"]');
  await page.evaluate(() => location.reload()).catch(() => undefined);
  await page.waitForFunction(() => document.querySelector('.cell[data-state="running"]'));
  assert.deepEqual(asked, ["beforeunload"]);
  await stop(page);
  await page.waitForFunction(() => !document.querySelector('.cell[data-state="running"]'));
  await ready(page);
  await page.reload();
  assert.deepEqual(asked, ["beforeunload"]);
  await page.context().close();
});

test("a file that is dropped beside the editors does not replace the page", async () => {
  const page = await newPage(browser);
  await open(page, server.url);
  const isRefused = (selector) =>
    page.locator(selector).first().evaluate((element) => {
      const event = new DragEvent("drop", { bubbles: true, cancelable: true, composed: true, dataTransfer: new DataTransfer() });
      return !element.dispatchEvent(event);
    });
  assert.equal(await isRefused(".prose"), true);
  assert.equal(await isRefused(".top"), true);
  await page.context().close();
});
