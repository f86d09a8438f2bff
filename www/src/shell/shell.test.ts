import { expect, test } from "vitest";
import type { ClusterView } from "../engine/messages";
import { poolSize, secondsOf } from "../engine/address";
import { clusterFacts } from "./cluster-bar";
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
    dashboardLink: "",
  };
  expect(clusterFacts(cluster)).toEqual({ workers: 2, threads: 3, managed: 30, limit: 200, executing: 2 });
});

test("why Python was replaced is said", () => {
  expect(replacedText({ kind: "died", message: "out of memory" }).detail).toMatch(/^out of memory\..*Your code is still here/);
  expect(replacedText({ kind: "stopped", shared: true }).text).toMatch(/within a second/);
  expect(replacedText({ kind: "stopped", shared: false }).text).toMatch(/shared memory/);
});
