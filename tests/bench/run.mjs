// Times the page in headless Chromium and real Dask natively, in one run on one machine, and prints ours/Dask.
//
// The page is the production build in www/dist. Real Dask is a LocalCluster of two processes from .venv. Both run
// tests/bench/cases.py. Figures are medians. The exit status is 1 when a target is missed.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { begin, launch, newPage, open, result, serve } from "../browser/support.mjs";

const here = dirname(fileURLToPath(import.meta.url));

const LOADS = 5;
/** Milliseconds; a case that takes longer than this has failed. */
const CASES_MAX = 600_000;
const cases = readFileSync(join(here, "cases.py"), "utf8");

/** The largest ratio ours/Dask that each case may have. */
const RATIO_MAX = { mean_of_maps: 0.4, many_small_chunks: 0.02, many_futures: 0.05, transposed_sum: 1.0 };
const LOAD_SECONDS_MAX = 1.5;
const SCHEDULER_MICROS_MAX = 10;

const median = (numbers) => [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)];

/** The `SECONDS` lines of an output: case name to median seconds. */
function medians(output) {
  const lines = output.split("\n").filter((line) => line.startsWith("SECONDS "));
  return new Map(lines.map((line) => JSON.parse(line.slice("SECONDS ".length))).map(({ case: name, times }) => [name, median(times)]));
}

async function output(command, parameters) {
  const child = spawn(command, parameters, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part) => (text += part));
  const [status] = await once(child, "close");
  if (status !== 0) throw new Error(`${command} ended with status ${status}:\n${text}`);
  return text;
}

/** Types code into the first cell, runs it, and returns its output once the cell has ended. */
async function runCell(page, code, timeout) {
  await begin(page, code);
  await page.locator('.cell:is([data-state="ok"], [data-state="error"])').first().waitFor({ timeout });
  return (await result(page, 1)).text;
}

/** Seconds from asking for the page, with nothing cached, until it shows the result of `1+1`. */
async function loadSeconds(browser, url) {
  const page = await newPage(browser);
  const start = performance.now();
  await page.goto(url);
  const shown = await runCell(page, "1+1", CASES_MAX);
  const seconds = (performance.now() - start) / 1000;
  if (!shown.includes("2")) throw new Error(`1+1 gave ${shown}`);
  await page.context().close();
  return seconds;
}

async function measurePage() {
  const server = await serve();
  const browser = await launch();
  try {
    const loads = [];
    for (let load = 0; load < LOADS; load += 1) loads.push(await loadSeconds(browser, server.url));
    const page = await newPage(browser);
    await open(page, server.url);
    const shown = await runCell(page, cases, CASES_MAX);
    return { load: median(loads), seconds: medians(shown), shown };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Microseconds that the scheduler spends on one empty task, in the browser. */
async function schedulerMicros() {
  const shown = await output("make", ["--no-print-directory", "bench-scheduler"]);
  const match = /SCHEDULER_MICROS (?<micros>[\d.]+)/.exec(shown);
  if (match === null) throw new Error(`no figure in:\n${shown}`);
  return Number(match.groups.micros);
}

const row = (name, ours, dask, ratio, target, met) => [name.padEnd(34), ours.padStart(10), dask.padStart(10), ratio.padStart(8), target.padStart(9), met ? "  ok" : "  MISSED"].join(" ");

console.log("Dasklet in headless Chromium …");
const page = await measurePage();
console.log("Scheduler in headless Chromium …");
const micros = await schedulerMicros();
console.log("Real Dask, LocalCluster of two processes …");
const dask = medians(await output(join(here, "../../.venv/bin/python"), [join(here, "cases.py")]));

let met = true;
const print = (name, ours, theirs, ratio, target, good) => {
  met &&= good;
  console.log(row(name, ours, theirs, ratio, target, good));
};
console.log(`\n${row("medians", "ours", "Dask", "ratio", "target", true).replace("  ok", "")}`);
for (const [name, ratioMax] of Object.entries(RATIO_MAX)) {
  const ours = page.seconds.get(name);
  const theirs = dask.get(name);
  if (ours === undefined || theirs === undefined) {
    print(name, String(ours), String(theirs), "-", `<= ${ratioMax}`, false);
    continue;
  }
  const ratio = ours / theirs;
  print(name, `${ours.toFixed(3)} s`, `${theirs.toFixed(3)} s`, ratio.toFixed(3), `<= ${ratioMax}`, ratio <= ratioMax);
}
print("scheduler, for each empty task", `${micros.toFixed(2)} us`, "", "", `<= ${SCHEDULER_MICROS_MAX}`, micros <= SCHEDULER_MICROS_MAX);
print("page load to the result of 1+1", `${page.load.toFixed(2)} s`, "", "", `<= ${LOAD_SECONDS_MAX}`, page.load <= LOAD_SECONDS_MAX);
if (page.seconds.size < Object.keys(RATIO_MAX).length) console.log(`\nThe page gave:\n${page.shown}`);
process.exitCode = met ? 0 : 1;
