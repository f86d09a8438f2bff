import { expect, test } from "vitest";
import type { ClusterView } from "../engine/messages";
import { poolSize, secondsOf } from "../engine/address";
import { clusterFacts, waitingText } from "./cluster-bar";
import { endingOf } from "./endings";
import { sitesText } from "./foreign-view";
import { isolationPlan, type IsolationFacts, type IsolationPlan } from "./isolation";
import { replacedText } from "./status-view";
import { bytesText, durationText } from "./units";

const bare: IsolationFacts = { isolated: false, secure: true, embedded: false, hasServiceWorker: true, tried: false };

test.each<[string, Partial<IsolationFacts>, IsolationPlan]>([
  ["headers are there", { isolated: true }, { kind: "isolated" }],
  ["a static host, first visit", {}, { kind: "reload" }],
  ["never a second reload", { tried: true }, { kind: "single", reason: "in-vain" }],
  ["nothing can be remembered, so no reload", { tried: null }, { kind: "single", reason: "not-stored" }],
  ["embedded", { embedded: true }, { kind: "single", reason: "embedded" }],
  ["not secure", { secure: false, hasServiceWorker: false }, { kind: "single", reason: "insecure" }],
  ["no service worker", { hasServiceWorker: false }, { kind: "single", reason: "no-service-worker" }],
])("isolation: %s", (_name, facts, plan) => {
  expect(isolationPlan({ ...bare, ...facts })).toEqual(plan);
});

test.each([
  [2, null, 4],
  [8, null, 8],
  [64, null, 16],
  [8, "2", 2],
  [8, "0", 8],
  [8, "-3", 8],
  [8, "many", 8],
  [8, "1000", 64],
])("pool of %i hardware threads, asked for %s: %i", (hardware, requested, expected) => {
  expect(poolSize(hardware, requested)).toBe(expected);
});

test.each([
  [null, undefined],
  ["2", 2000],
  ["0.3", 300],
  ["0", undefined],
  ["-1", undefined],
  ["soon", undefined],
])("a limit of %s seconds: %s ms", (requested, expected) => {
  expect(secondsOf(requested)).toBe(expected);
});

test.each([
  [0, "0 B"],
  [500, "500 B"],
  [4_000_000, "3.81 MiB"],
  [730_000_000, "696.18 MiB"],
  [1024 ** 3, "1.00 GiB"],
  [2 * 1024 ** 3, "2.00 GiB"],
])("%i bytes as %s", (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test.each([
  [12.4, "12 ms"],
  [1234, "1.2 s"],
  [59_000, "59 s"],
  [95_000, "1 min 35 s"],
])("%d ms as %s", (millis, text) => {
  expect(durationText(millis)).toBe(text);
});

test("a cluster's workers are added up", () => {
  const worker = (managed: number, nthreads: number) => ({ id: 0, name: "0", address: "", nthreads, memoryLimit: 100, managed, executing: 1 });
  const cluster: ClusterView = {
    id: "c",
    name: "c",
    kind: "LocalCluster",
    status: "running",
    workers: [worker(10, 1), worker(20, 2)],
    noWorker: 0,
    dashboardLink: "",
  };
  expect(clusterFacts(cluster)).toEqual({ workers: 2, threads: 3, managed: 30, limit: 200, executing: 2 });
  expect(waitingText(cluster)).toBeNull();
  expect(waitingText({ ...cluster, noWorker: 2 })).toEqual({ text: "2 tasks wait for a worker that may run them", moreWorkersHelp: false });
  const empty = { ...cluster, workers: [] };
  expect(waitingText(empty)).toBeNull();
  expect(waitingText({ ...empty, noWorker: 1 })).toEqual({ text: "1 task waits: there is no worker", moreWorkersHelp: true });
  expect(waitingText({ ...empty, noWorker: 1, maxWorkers: 0 })?.moreWorkersHelp).toBe(false);
});

test("why Python was replaced is said", () => {
  const died = replacedText({ kind: "died", message: "out of memory" });
  expect(died.text).toBe("Python used up its memory and was replaced by a fresh one");
  expect(died.detail).toMatch(/smaller chunks.*Your code is still here/);
  expect(replacedText({ kind: "stopped", shared: true }).text).toMatch(/within a second/);
  expect(replacedText({ kind: "stopped", shared: false }).text).toMatch(/shared memory/);
});

test.each([
  ["RuntimeError: out of memory", /used up its memory/, /smaller chunks/],
  ["memory allocation of 1073741824 bytes failed", /used up its memory/, /no room for 1\.00 GiB more/],
  ["panicked at library/alloc/src/raw_vec.rs:28:5:\ncapacity overflow", /used up its memory/, /smaller chunks/],
  ["WebAssembly.Memory.grow(): Maximum memory size exceeded: failed to grow", /used up its memory/, /smaller chunks/],
  ["Array buffer allocation failed", /used up its memory/, /smaller chunks/],
  ["memory is used up: of 4.00 GiB too little is left. Workers hold sum: 2.10 GiB in 3 results. Compute less", /used up its memory/, /^Of 4\.00 GiB too little is left\. Workers hold sum: 2\.10 GiB in 3 results\. Compute less\.$/],
  ["Maximum call stack size exceeded", /deeper than it can/, /call itself without end/],
  ["InternalError: too much recursion", /deeper than it can/, /inside each other/],
  ["the task f-1 could not be stopped, nor could others before it", /task that could not be stopped/, /The task f-1 could not be stopped.*give it less to do/],
  ["unreachable", /ended unexpectedly/, /mistake in Dasklet.*“unreachable”/],
  ["memory access out of bounds", /ended unexpectedly/, /mistake in Dasklet/],
  ["panicked at src/scheduler/mod.rs:3:4:\nx is in no state.", /ended unexpectedly/, /It says: x is in no state\.$/],
  ["its script could not be loaded, or the browser ended it", /browser ended Python/, /close other tabs/],
  ["x".repeat(2000), /ended unexpectedly/, /^.{300,800}$/],
])("why it ended: %s", (message, text, detail) => {
  const ending = endingOf(message);
  expect(ending.text).toMatch(text);
  expect(ending.detail).toMatch(detail);
});

test.each([
  [["https://a.org"], "a.org"],
  [["https://a.org", "https://b.org:8443"], "a.org and b.org:8443"],
  [["https://a.org", "https://b.org", "https://c.org"], "a.org, b.org and c.org"],
  [["https://a.org", "https://b.org", "https://c.org", "https://d.org"], "a.org, b.org, c.org and 1 more site"],
  [["https://a.org", "https://b.org", "https://c.org", "https://d.org", "https://e.org"], "a.org, b.org, c.org and 2 more sites"],
])("sites in words: %s", (origins, text) => {
  expect(sitesText(origins)).toBe(text);
});
