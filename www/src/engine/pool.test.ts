import { expect, test } from "vitest";
import { Pool, type PoolWorkerPort } from "./pool";
import type { FromPoolWorker, ToPoolWorker } from "./worker-messages";

/** A pool worker played by the test. */
class Port implements PoolWorkerPort {
  onmessage: ((event: MessageEvent<FromPoolWorker>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  onmessageerror: ((event: MessageEvent) => void) | null = null;
  readonly sent: ToPoolWorker[] = [];
  isTerminated = false;

  postMessage(message: ToPoolWorker): void {
    this.sent.push(message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  say(message: FromPoolWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromPoolWorker>);
  }

  crash(message: string): void {
    this.onerror?.({ message, preventDefault: () => undefined } as ErrorEvent);
  }
}

function setUp() {
  const workers: Port[] = [];
  const told: string[] = [];
  const lines: MessagePort[] = [];
  const pool = new Pool({
    shared: { glueUrl: "glue.js", deaths: "deaths", module: {}, memory: {} as WebAssembly.Memory },
    spawn: () => {
      const worker = new Port();
      workers.push(worker);
      return worker;
    },
    serveLine: (port) => lines.push(port),
    didNotStart: () => told.push("did not start"),
    died: (message) => told.push(message),
  });
  return { pool, workers, told, lines };
}

test("the pool has started when all its threads serve", async () => {
  const { pool, workers, told, lines } = setUp();
  const started = pool.start(2);
  expect(workers.map((worker) => worker.sent[0]?.glueUrl)).toEqual(["glue.js", "glue.js"]);
  expect(lines).toHaveLength(2);
  for (const worker of workers) worker.say({ type: "serves" });
  await started;
  expect(told).toEqual([]);
});

test("a first thread that cannot be had fails the start, in words", async () => {
  const { pool, workers } = setUp();
  const started = pool.start(1);
  workers[0]?.say({ type: "failed", message: "no memory" });
  await expect(started).rejects.toThrow("A worker thread did not start: no memory");
  const blocked = pool.start(1);
  workers[1]?.crash("");
  await expect(blocked).rejects.toThrow("its script could not be loaded");
});

test("a later thread that cannot be had is told to Python", async () => {
  const { pool, workers, told } = setUp();
  pool.add(2);
  workers[0]?.say({ type: "serves" });
  workers[1]?.crash("not loaded");
  await Promise.resolve();
  await Promise.resolve();
  expect(told).toEqual(["did not start"]);
  expect(workers[1]?.isTerminated).toBe(true);
});

for (const [what, end, message] of [
  ["an overflown stack", (port: Port) => port.say({ type: "failed", message: "Maximum call stack size exceeded" }), /^Maximum call stack size exceeded$/],
  ["a trap", (port: Port) => port.say({ type: "failed", message: "unreachable" }), /^unreachable$/],
  ["a browser that ends it", (port: Port) => port.crash(""), /the browser ended it/],
] as const) {
  test(`a thread that dies of ${what} is told`, () => {
    const { pool, workers, told } = setUp();
    pool.add(1);
    workers[0]?.say({ type: "serves" });
    if (workers[0]) end(workers[0]);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(message);
  });
}
