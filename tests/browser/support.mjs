// What the page's tests in a browser share: a server for the production build, a browser, and the moves of a learner.
//
// Nothing here waits for time to pass: every wait is for something on the page.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(new URL("../../www/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const DIST = fileURLToPath(new URL("../../www/dist", import.meta.url));
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};
const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** The content security policy, as the build wrote it into the page. */
function policy() {
  const page = readFileSync(join(DIST, "index.html"), "utf8");
  const written = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
  if (written === undefined) throw new Error("the built page has no content security policy");
  return written.replaceAll("&#39;", "'");
}

/**
 * Serves the production build on a free port, with the headers for isolation and policy or, as a static host would, without; `files`
 * are served next to the page, or instead of its own, by their paths.
 */
export async function serve({ isolated = true, files = new Map() } = {}) {
  const sent = isolated ? { ...ISOLATION, "Content-Security-Policy": policy() } : {};
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const headers = (path) => ({ "Content-Type": TYPES[extname(path)] ?? "application/octet-stream", ...sent });
    const given = files.get(pathname.slice(1));
    if (given) {
      response.writeHead(200, headers(pathname)).end(given);
      return;
    }
    const path = join(DIST, normalize(decodeURIComponent(pathname === "/" ? "/index.html" : pathname)));
    if (!path.startsWith(DIST) || !existsSync(path) || !statSync(path).isFile()) {
      response.writeHead(404).end("not found");
      return;
    }
    response.writeHead(200, headers(path)).end(readFileSync(path));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** For `serve`: the first lesson, with `html` before its text. */
export function lessonWith(html) {
  const name = readdirSync(join(DIST, "assets")).find((file) => /^01-.*\.js$/.test(file));
  const script = readFileSync(join(DIST, "assets", name), "utf8");
  const place = script.indexOf("<h1 ");
  const quote = script.slice(0, place).trimEnd().at(-1);
  const text = JSON.stringify(html.replaceAll("\n", " ")).slice(1, -1);
  const written = quote === '"' ? text : html.replaceAll("\n", " ").replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`);
  return new Map([[`assets/${name}`, script.slice(0, place) + written + script.slice(place)]]);
}

/** For `serve`: the kernel's worker, made to remember the memory that it creates. */
export function watchedKernel() {
  const name = readdirSync(join(DIST, "assets")).find((file) => /^kernel\.worker-.*\.js$/.test(file));
  const path = `assets/${name}`;
  const watch = `const Memory = WebAssembly.Memory;
WebAssembly.Memory = class extends Memory { constructor(kind) { super(kind); globalThis.watchedMemory = this; } };\n`;
  return new Map([[path, watch + readFileSync(join(DIST, path), "utf8")]]);
}

/** For `serve`: threads of the pool whose stack overflows, as the browser says it, when they have looked at the clock so often. */
export function fragilePool(looks) {
  const name = readdirSync(join(DIST, "assets")).find((file) => /^pool\.worker-.*\.js$/.test(file));
  const path = `assets/${name}`;
  const count = `let looks = 0;
const now = performance.now.bind(performance);
performance.now = () => { looks += 1; if (looks > ${looks}) throw new RangeError("Maximum call stack size exceeded"); return now(); };\n`;
  return new Map([[path, count + readFileSync(join(DIST, path), "utf8")]]);
}

/** Bytes of the memory of a watched kernel, which must have nothing to do. */
export async function kernelMemory(page) {
  const kernel = page.workers().find((worker) => worker.url().includes("/kernel.worker-"));
  return kernel.evaluate(() => globalThis.watchedMemory.buffer.byteLength);
}

function browserPath() {
  for (const name of [process.env.CHROMIUM, "chromium", "google-chrome", "chromium-browser"]) {
    if (!name) continue;
    try {
      return execFileSync("sh", ["-c", 'command -v "$1"', "sh", name], { encoding: "utf8" }).trim();
    } catch {
      // not this one
    }
  }
  throw new Error("no Chromium was found: install it, or name it in CHROMIUM");
}

function options() {
  // The windows' own address bars are web pages too, one for each new window, and would take the processor from the page.
  const addressBar = "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup";
  const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return { executablePath: browserPath(), args: ["--headless", "--no-sandbox", addressBar, ...quiet] };
}

/** A browser for fresh profiles, which it keeps in memory. */
export const launch = () => chromium.launch(options());

/** A browser with one profile in a folder, which keeps what a page stores on the disk, as a learner's browser does. */
export const launchProfile = (folder) => chromium.launchPersistentContext(folder, { ...options(), serviceWorkers: "block" });

/** A fresh profile with one page. Service workers are off unless they are what is tested. */
export async function newPage(browser, { width = 1280, height = 800, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, serviceWorkers: "block", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return page;
}

/** Opens the page and waits until Python is ready. */
export async function open(page, url) {
  await page.goto(url);
  await ready(page);
}

export const ready = (page) => page.waitForSelector('.kernel-status[data-state="idle"]');

/** Replaces a cell's code as a learner would, `number` counting from 1. */
export async function type(page, number, code) {
  const editor = page.locator(".cell .cm-content").nth(number - 1);
  await editor.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(code);
}

/** Types code into a cell, runs it, and waits until it has ended. */
export async function run(page, code, number = 1, timeout = undefined) {
  await begin(page, code, number);
  return ended(page, number, timeout);
}

/** Types code into a cell and starts it. */
export async function begin(page, code, number = 1) {
  await type(page, number, code);
  await page.keyboard.press("Control+Enter");
}

/** Python that takes minutes in one step, which looks at nothing: a division of the longest numbers that are not refused. */
export const endless = (n) => `((1 << 44_000_000) - 3 - ${n}) % ((1 << 22_000_000) - 5)`;

export const stop = (page) => page.getByRole("button", { name: "Stop", exact: true }).click();

/** Waits until a cell has ended; its state and what it shows, text of rich outputs included. */
export async function ended(page, number = 1, timeout = undefined) {
  const isDone = (idx) => {
    const state = document.querySelectorAll(".cell")[idx].dataset.state;
    return state !== "queued" && state !== "running";
  };
  await page.waitForFunction(isDone, number - 1, { timeout });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return result(page, number);
}

export function result(page, number) {
  return page.evaluate((idx) => {
    const cell = document.querySelectorAll(".cell")[idx];
    const rich = [...cell.querySelectorAll(".output-html, .output-svg")];
    const shadow = rich.map((host) => host.shadowRoot.textContent).join("\n");
    return {
      state: cell.dataset.state,
      text: `${cell.querySelector(".cell-output").innerText}\n${shadow}`,
      pictures: rich.filter((host) => host.shadowRoot.querySelector("svg")).length,
      errorLines: [...cell.querySelectorAll(".cm-error-line")].map((line) => line.textContent),
    };
  }, number - 1);
}

/** Waits until no cell runs or waits. */
export const allEnded = (page) =>
  page.waitForFunction(() => !document.querySelector('.cell:is([data-state="queued"], [data-state="running"])'), null, { timeout: 180_000 });

/** Everything axe finds wrong, one line for each kind and place. */
export async function violations(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document);
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(" ")}`));
  });
}

/** How many different colours a panel's canvas shows. */
export function coloursOf(page, kind) {
  return page.evaluate((name) => {
    const canvas = document.querySelector(`.panel[data-kind="${name}"] canvas`);
    const { width, height } = canvas;
    const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, width, height).data.buffer);
    return new Set(pixels).size;
  }, kind);
}
