import { expect, test } from "vitest";
import { RunQueue } from "./run-queue";

/** A cell that notes what happens to it, and ends when told. */
class FakeCell {
  #end: (goesOn: boolean) => void = () => undefined;

  constructor(
    readonly name: string,
    private readonly log: string[],
  ) {}

  queue(): void {
    this.log.push(`${this.name} waits`);
  }

  unqueue(): void {
    this.log.push(`${this.name} dropped`);
  }

  run(): Promise<boolean> {
    this.log.push(`${this.name} runs`);
    return new Promise((resolve) => (this.#end = resolve));
  }

  async end(goesOn: boolean): Promise<void> {
    this.#end(goesOn);
    await Promise.resolve();
    await Promise.resolve();
  }
}

function setUp(): { log: string[]; a: FakeCell; b: FakeCell; c: FakeCell; queue: RunQueue<FakeCell> } {
  const log: string[] = [];
  const [a, b, c] = [new FakeCell("a", log), new FakeCell("b", log), new FakeCell("c", log)];
  const queue = new RunQueue<FakeCell>(
    (cell) => cell.run(),
    (isBusy) => log.push(isBusy ? "busy" : "free"),
  );
  return { log, a, b, c, queue };
}

test("cells run one after the other", async () => {
  const { log, a, b, queue } = setUp();
  queue.add([a, b]);
  await a.end(true);
  await b.end(true);
  expect(log).toEqual(["a waits", "b waits", "busy", "a runs", "b runs", "free"]);
});

test("a cell that fails drops those behind it", async () => {
  const { log, a, b, c, queue } = setUp();
  queue.add([a, b, c]);
  await a.end(false);
  expect(log).toEqual(["a waits", "b waits", "c waits", "busy", "a runs", "b dropped", "c dropped", "free"]);
});

test("a cell is not queued twice", () => {
  const { log, a, b, queue } = setUp();
  queue.add([a, b]);
  queue.add([a, b]);
  expect(log).toEqual(["a waits", "b waits", "busy", "a runs"]);
});

test("a waiting cell can be taken out, a running one cannot", async () => {
  const { log, a, b, queue } = setUp();
  queue.add([a, b]);
  expect(queue.drop(a)).toBe(false);
  expect(queue.drop(b)).toBe(true);
  await a.end(true);
  expect(log).toEqual(["a waits", "b waits", "busy", "a runs", "b dropped", "free"]);
});
