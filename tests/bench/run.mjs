// Times the page in headless Chromium and real Dask natively, in one run on one machine, and prints ours/Dask.
//
// The page is the production build in www/dist. Real Dask is a LocalCluster of two processes from .venv. Both run
// tests/bench/cases.py, over equal stores: the page's are in its browser's files, real Dask's in a folder. Figures are medians. The
// exit status is 1 when a target is missed.
//
//   node tests/bench/run.mjs DASKLET STORES    the native build, and a folder for the stores, about 1.6 GB

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { begin, launch, launchProfile, newPage, open, result, serve } from "../browser/support.mjs";

const here = dirname(fileURLToPath(import.meta.url));

const LOADS = 5;
/** Milliseconds; a case that takes longer than this has failed. */
const CASES_MAX = 600_000;
const casesPath = join(here, "cases.py");
const storesPath = join(here, "stores.py");
const [cases, storesProgram] = [casesPath, storesPath].map((path) => readFileSync(path, "utf8"));
const [dasklet, stores] = process.argv.slice(2).map((path) => resolve(path));

/** The largest ratio ours/Dask that each case may have. */
const RATIO_MAX = { mean_of_maps: 0.4, many_small_chunks: 0.02, many_futures: 0.05, transposed_sum: 1.0, daily_series: 0.6, regional_statistics: 0.6 };
const LOAD_SECONDS_MAX = 1.5;
const SCHEDULER_MICROS_MAX = 10;

const median = (numbers) => [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)];

/** The `SECONDS` lines of an output: case name to median seconds. */
function medians(output) {
  const lines = output.split("\n").filter((line) => line.startsWith("SECONDS "));
  return new Map(lines.map((line) => JSON.parse(line.slice("SECONDS ".length))).map(({ case: name, times }) => [name, median(times)]));
}

async function output(command, parameters, folder = undefined) {
  const child = spawn(command, parameters, { stdio: ["ignore", "pipe", "inherit"], cwd: folder });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part) => (text += part));
  const [status] = await once(child, "close");
  if (status !== 0) throw new Error(`${command} ended with status ${status}:\n${text}`);
  return text;
}

/** Writes the stores, unless the same program has. */
async function writeStores() {
  const written = join(stores, "written-by.py");
  if (existsSync(written) && readFileSync(written, "utf8") === storesProgram) return;
  mkdirSync(stores, { recursive: true });
  await output(dasklet, ["run", storesPath], stores);
  writeFileSync(written, storesProgram);
}

/** Types code into the first cell, runs it, and returns its output once the cell has ended well. */
async function runCell(page, code) {
  await begin(page, code);
  await page.locator('.cell:is([data-state="ok"], [data-state="error"])').first().waitFor({ timeout: CASES_MAX });
  const { state, text } = await result(page, 1);
  if (state !== "ok") throw new Error(`the page gave:\n${text}`);
  return text;
}

/** Seconds from asking for the page, with nothing cached, until it shows the result of `1+1`. */
async function loadSeconds(browser, url) {
  const page = await newPage(browser);
  const start = performance.now();
  await page.goto(url);
  const shown = await runCell(page, "1+1");
  const seconds = (performance.now() - start) / 1000;
  if (!shown.includes("2")) throw new Error(`1+1 gave ${shown}`);
  await page.context().close();
  return seconds;
}

async function measureLoads(url) {
  const browser = await launch();
  const loads = [];
  for (let load = 0; load < LOADS; load += 1) loads.push(await loadSeconds(browser, url));
  await browser.close();
  return median(loads);
}

async function measureCases(url) {
  const folder = mkdtempSync(join(tmpdir(), "dasklet-bench-"));
  const browser = await launchProfile(folder);
  try {
    const page = await browser.newPage();
    await open(page, url);
    await runCell(page, storesProgram);
    await open(page, url);
    return medians(await runCell(page, cases));
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
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

console.log("Stores …");
await writeStores();
console.log("Dasklet in headless Chromium …");
const server = await serve();
const load = await measureLoads(server.url);
const ours = await measureCases(server.url);
await server.close();
console.log("Scheduler in headless Chromium …");
const micros = await schedulerMicros();
console.log("Real Dask, LocalCluster of two processes …");
const dask = medians(await output(join(here, "../../.venv/bin/python"), [casesPath], stores));

let met = true;
const print = (name, mine, theirs, ratio, target, good) => {
  met &&= good;
  console.log(row(name, mine, theirs, ratio, target, good));
};
console.log(`\n${row("medians", "ours", "Dask", "ratio", "target", true).replace("  ok", "")}`);
for (const [name, ratioMax] of Object.entries(RATIO_MAX)) {
  const ratio = ours.get(name) / dask.get(name);
  print(name, `${ours.get(name).toFixed(3)} s`, `${dask.get(name).toFixed(3)} s`, ratio.toFixed(3), `<= ${ratioMax}`, ratio <= ratioMax);
}
print("scheduler, for each empty task", `${micros.toFixed(2)} us`, "", "", `<= ${SCHEDULER_MICROS_MAX}`, micros <= SCHEDULER_MICROS_MAX);
print("page load to the result of 1+1", `${load.toFixed(2)} s`, "", "", `<= ${LOAD_SECONDS_MAX}`, load <= LOAD_SECONDS_MAX);
process.exitCode = met ? 0 : 1;
