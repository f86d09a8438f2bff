import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DEATH_GRACE_MILLIS, Kernel, SILENCE_MILLIS, STOP_GRACE_MILLIS, type ControlWorkerPort, type KernelEvent, type KernelWorkerPort } from "./kernel";
import { nextStatus, type KernelStatus, type StatusEvent } from "./kernel-status";
import type { FromControlWorker, FromKernelWorker, ToControlWorker, ToKernelWorker } from "./worker-messages";

/** A worker played by the test: what it was sent, and a way to answer. */
class Port<Out, In> {
  onmessage: ((event: MessageEvent<In>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  onmessageerror: ((event: MessageEvent) => void) | null = null;
  readonly sent: Out[] = [];
  isTerminated = false;

  postMessage(message: Out): void {
    this.sent.push(message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  say(message: In): void {
    this.onmessage?.({ data: message } as MessageEvent<In>);
  }

  crash(message: string): void {
    this.onerror?.({ message, preventDefault: () => undefined } as ErrorEvent);
  }
}

const MODULE = {} as WebAssembly.Module;

const PARTS = { glueUrl: "glue.js", wasmUrl: "kernel.wasm", memoryPages: 18, siteUrl: "https://site/", httpTimeout: undefined };

function setUp(options: { shared?: boolean; isHeard?: boolean } = {}) {
  const kernels: (Port<ToKernelWorker, FromKernelWorker> & KernelWorkerPort)[] = [];
  const controls: (Port<ToControlWorker, FromControlWorker> & ControlWorkerPort)[] = [];
  const deaths: { name: string; heard: (message: string) => void; isClosed: boolean; close: () => void }[] = [];
  const events: KernelEvent[] = [];
  const kernel = new Kernel({
    parts: { ...PARTS, threads: options.shared === false ? 0 : 4 },
    spawnKernel: () => {
      const port = new Port<ToKernelWorker, FromKernelWorker>();
      kernels.push(port);
      return port;
    },
    spawnControl: () => {
      const port = new Port<ToControlWorker, FromControlWorker>();
      controls.push(port);
      return port;
    },
    hearDeaths: (heard) => {
      const channel = { name: `deaths-${deaths.length}`, heard, isClosed: false, close: () => void (channel.isClosed = true) };
      deaths.push(channel);
      return channel;
    },
  });
  const hear = () => kernel.listen((event) => events.push(event));
  if (options.isHeard !== false) hear();
  const worker = () => kernels.at(-1) ?? expect.fail("no kernel worker");
  const control = () => controls.at(-1) ?? expect.fail("no control worker");
  /** Plays a start to its end. */
  const boot = () => {
    if (kernels.length === 1) worker().say({ type: "compiled", module: MODULE });
    if (options.shared !== false) control().say({ type: "attached" });
    worker().say({ type: "ready", bootMillis: 5, threads: 4, version: "Python" });
  };
  return { kernel, kernels, controls, deaths, events, hear, worker, control, boot };
}

const idsOf = (sent: readonly ToKernelWorker[]): number[] => sent.flatMap((message) => ("id" in message ? [message.id] : []));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("starting", () => {
  test("the wasm is compiled once", () => {
    const { kernel, kernels, boot } = setUp();
    kernel.start();
    boot();
    expect(kernel.status.value.state).toBe("idle");
    kernel.replace({ kind: "restart" });
    const parts = { ...PARTS, threads: 4 };
    const control = expect.any(MessagePort) as MessagePort;
    expect(kernels.map(({ sent }) => sent)).toEqual([
      [{ type: "start", parts, control }],
      [{ type: "start", parts, control, module: MODULE }],
    ]);
  });

  test("kernel and control worker are given the two ends of a channel", async () => {
    const { kernel, worker, control } = setUp();
    kernel.start();
    const [start] = worker().sent;
    const [attach] = control().sent;
    if (start?.type !== "start" || !start.control || attach?.type !== "attach") return expect.fail("not started");
    const { kernel: end } = attach;
    const heard = new Promise((resolve) => (end.onmessage = ({ data }) => resolve(data)));
    start.control.postMessage("joined");
    expect(await heard).toBe("joined");
    end.close();
  });

  test("what happened before anyone listened is told to all who listen then", async () => {
    const { kernel, events, hear, worker } = setUp({ isHeard: false });
    kernel.start();
    worker().say({ type: "cluster", clusters: [] });
    hear();
    hear();
    await Promise.resolve();
    expect(events).toEqual([{ type: "cluster", clusters: [] }, { type: "cluster", clusters: [] }]);
  });

  test("a cell asked for early runs once the kernel is ready", async () => {
    const { kernel, worker, boot } = setUp();
    kernel.start();
    const outcome = kernel.run("c", "1 + 1");
    boot();
    const [id] = idsOf(worker().sent);
    expect(kernel.status.value.state).toBe("busy");
    worker().say({ type: "cellDone", id: id ?? 0, cell: "c", status: "ok", millis: 2, executionCount: 1 });
    expect(await outcome).toEqual({ status: "ok", millis: 2, executionCount: 1 });
    expect(kernel.status.value.state).toBe("idle");
  });

  test("a failed download is told, waiting cells settle, and trying again works", async () => {
    const { kernel, kernels, worker, boot } = setUp();
    kernel.start();
    const outcome = kernel.run("c", "1");
    worker().say({ type: "failed", stage: "download", message: "no network" });
    expect(kernel.status.value).toMatchObject({ state: "failed", message: "no network" });
    expect((await outcome).status).toBe("lost");
    kernel.start();
    worker().say({ type: "compiled", module: MODULE });
    boot();
    expect(kernel.status.value.state).toBe("idle");
    expect(kernels).toHaveLength(2);
  });

  test("silence is told within five seconds", async () => {
    const { kernel } = setUp();
    kernel.start();
    await vi.advanceTimersByTimeAsync(SILENCE_MILLIS);
    expect(SILENCE_MILLIS).toBeLessThan(5000);
    expect(kernel.status.value).toMatchObject({ state: "starting", slow: true });
  });

  test("what must happen without a kernel happens between two of them", async () => {
    const { kernel, kernels, boot } = setUp();
    kernel.start();
    boot();
    let finish: () => void = () => undefined;
    const done = kernel.replaceAfter(() => new Promise((resolve) => (finish = resolve)));
    expect(kernels.map(({ isTerminated }) => isTerminated)).toEqual([true]);
    const outcome = kernel.run("c", "1");
    finish();
    await done;
    expect((await outcome).status).toBe("lost");
    expect(kernels).toHaveLength(2);
    boot();
    expect(kernel.status.value.state).toBe("idle");
  });

  test("a kernel that dies while starting is not started again and again", async () => {
    const { kernel, kernels, worker } = setUp();
    kernel.start();
    await vi.advanceTimersByTimeAsync(0);
    worker().crash("out of memory");
    expect(kernel.status.value).toMatchObject({ state: "failed" });
    expect(kernels).toHaveLength(1);
  });
});

describe("stopping", () => {
  test("interrupts by way of the control worker", async () => {
    const { kernel, kernels, worker, control, boot } = setUp();
    kernel.start();
    boot();
    const outcome = kernel.run("c", "while True: pass");
    kernel.stop();
    expect(control().sent.at(-1)).toEqual({ type: "interrupt" });
    expect(kernel.status.value.state).toBe("stopping");
    worker().say({ type: "cellDone", id: idsOf(worker().sent)[0] ?? 0, cell: "c", status: "interrupted", millis: 9, executionCount: 1 });
    expect((await outcome).status).toBe("interrupted");
    await vi.advanceTimersByTimeAsync(2 * STOP_GRACE_MILLIS);
    expect(kernels).toHaveLength(1);
  });

  test("replaces a kernel that does not stop in time, and says so", async () => {
    const { kernel, kernels, events, boot } = setUp();
    kernel.start();
    boot();
    const outcome = kernel.run("c", "stuck");
    kernel.stop();
    await vi.advanceTimersByTimeAsync(STOP_GRACE_MILLIS);
    expect((await outcome).status).toBe("lost");
    expect(kernels.map((port) => port.isTerminated)).toEqual([true, false]);
    expect(events).toContainEqual({ type: "replaced", reason: { kind: "stopped", shared: true } });
  });

  test("without shared memory the kernel is replaced at once", async () => {
    const { kernel, kernels, events, boot } = setUp({ shared: false });
    kernel.start();
    boot();
    const outcome = kernel.run("c", "while True: pass");
    kernel.stop();
    expect((await outcome).status).toBe("lost");
    expect(kernels).toHaveLength(2);
    expect(events).toContainEqual({ type: "replaced", reason: { kind: "stopped", shared: false } });
  });

  test("cells that wait for a starting kernel are let go", async () => {
    const { kernel, worker, boot } = setUp();
    kernel.start();
    const outcome = kernel.run("c", "1");
    kernel.stop();
    expect((await outcome).status).toBe("interrupted");
    boot();
    expect(idsOf(worker().sent)).toEqual([]);
  });

  test("does nothing when nothing runs", () => {
    const { kernel, kernels, control, boot } = setUp();
    kernel.start();
    boot();
    kernel.stop();
    expect(control().sent).toHaveLength(1);
    expect(kernels).toHaveLength(1);
  });
});

describe("dying", () => {
  test("a thread's death is heard past a control worker that is blocked", async () => {
    const { kernel, kernels, controls, deaths, events, boot } = setUp();
    kernel.start();
    boot();
    expect(controls[0]?.sent[0]).toMatchObject({ type: "attach", deaths: "deaths-0" });
    const outcome = kernel.run("c", "1");
    deaths[0]?.heard("too deep");
    expect(kernels).toHaveLength(1);
    vi.advanceTimersByTime(DEATH_GRACE_MILLIS);
    expect((await outcome).status).toBe("lost");
    expect(events).toContainEqual({ type: "replaced", reason: { kind: "died", message: "too deep" } });
    expect(kernels).toHaveLength(2);
    expect(deaths.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  test("the control worker's word on a thread's death comes first, and one death replaces Python once", () => {
    const { kernel, kernels, control, deaths, events, boot } = setUp();
    kernel.start();
    boot();
    deaths[0]?.heard("unreachable");
    deaths[0]?.heard("unreachable");
    control().say({ type: "panic", message: "memory is used up", story: "" });
    vi.advanceTimersByTime(10 * DEATH_GRACE_MILLIS);
    expect(events.filter(({ type }) => type === "replaced")).toEqual([
      { type: "replaced", reason: { kind: "died", message: "memory is used up" } },
    ]);
    expect(kernels).toHaveLength(2);
  });

  test.each([
    ["a panic", (port: Port<ToKernelWorker, FromKernelWorker>) => port.say({ type: "panic", message: "boom", story: "" })],
    ["a crash", (port: Port<ToKernelWorker, FromKernelWorker>) => port.crash("boom")],
  ])("%s replaces the kernel, settles everything, and the next cell works", async (_name, kill) => {
    const { kernel, kernels, events, worker, boot } = setUp();
    kernel.start();
    boot();
    const outcome = kernel.run("c", "1");
    const old = worker();
    kill(old);
    expect((await outcome).status).toBe("lost");
    expect(events).toContainEqual({ type: "replaced", reason: { kind: "died", message: "boom" } });
    expect(kernels).toHaveLength(2);
    boot();
    const next = kernel.run("c", "2");
    old.say({ type: "output", cell: "c", output: { kind: "stream", name: "stdout", text: "late" } });
    worker().say({ type: "cellDone", id: idsOf(worker().sent)[0] ?? 0, cell: "c", status: "ok", millis: 1, executionCount: 1 });
    expect((await next).status).toBe("ok");
    expect(events.filter((event) => event.type === "output")).toEqual([]);
  });

  test("questions settle with nothing", async () => {
    const { kernel, worker, boot } = setUp();
    kernel.start();
    boot();
    const completions = kernel.complete("da.", 3);
    const help = kernel.inspect("da", 2);
    worker().crash("boom");
    expect(await completions).toBeNull();
    expect(await help).toBeNull();
    expect(await kernel.complete("da.", 3)).toBeNull();
  });
});

test("scaling goes past a busy kernel", () => {
  const { kernel, control, boot } = setUp();
  kernel.start();
  boot();
  kernel.scale("cluster-1", 3);
  expect(control().sent.at(-1)).toEqual({ type: "scale", cluster: "cluster-1", workers: 3 });
});

test("without a control worker scaling waits its turn", () => {
  const { kernel, worker, boot } = setUp({ shared: false });
  kernel.start();
  boot();
  kernel.scale("cluster-1", 2);
  expect(worker().sent.at(-1)).toEqual({ type: "scale", cluster: "cluster-1", workers: 2 });
});

test("a control worker that fails takes the kernel with it", () => {
  const { kernel, kernels, events, control, boot } = setUp();
  kernel.start();
  boot();
  control().say({ type: "failed", message: "gone" });
  expect(events).toContainEqual({ type: "replaced", reason: { kind: "died", message: "gone" } });
  expect(kernels).toHaveLength(2);
});

test.each<[KernelStatus["state"], StatusEvent, KernelStatus["state"]]>([
  ["starting", { type: "ran" }, "starting"],
  ["idle", { type: "ran" }, "busy"],
  ["idle", { type: "stop" }, "idle"],
  ["busy", { type: "stop" }, "stopping"],
  ["stopping", { type: "settled" }, "idle"],
  ["idle", { type: "silent" }, "idle"],
  ["failed", { type: "started" }, "starting"],
  ["busy", { type: "stage", stage: "pool" }, "busy"],
])("status %s, %o -> %s", (state, event, expected) => {
  const info = { threads: 4, version: "", bootMillis: 0 };
  const status: KernelStatus =
    state === "starting"
      ? { state, stage: "python", slow: false }
      : state === "failed"
        ? { state, stage: "python", message: "" }
        : { state, info };
  expect(nextStatus(status, event).state).toBe(expected);
});
