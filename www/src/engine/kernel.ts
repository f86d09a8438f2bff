/**
 * The page's hold on its kernel: starts it, asks it, stops it, and replaces it when it is dead or stuck.
 *
 * in: calls from the notebook and the shell. out: `KernelEvent`s, and answers as promises that always settle.
 *
 * - One kernel worker at a time; a replaced worker's late messages are not heard.
 * - A cell that was running when its kernel ended settles as "lost".
 * - Without shared memory there is no control worker, and Stop replaces the kernel at once.
 */

import { Store, assertNever } from "../state/store";
import {
  INITIAL_STATUS,
  nextStatus,
  type KernelInfo,
  type KernelStatus,
  type ReplaceReason,
  type StatusEvent,
} from "./kernel-status";
import { messageOf } from "./loading";
import type { CellId, CellStatus, ClusterView, Completion, Message, Millis, Output, RequestId } from "./messages";
import type { FromControlWorker, FromKernelWorker, KernelParts, ToControlWorker, ToKernelWorker } from "./worker-messages";

/** After Stop a cell has this long to end by itself. */
export const STOP_GRACE_MILLIS: Millis = 1000;
/** A thread's death is told at last after this long; the control worker, if it is not blocked, knows better from what it died. */
export const DEATH_GRACE_MILLIS: Millis = 300;
/** Silence of a starting kernel that is worth telling the learner about. */
export const SILENCE_MILLIS: Millis = 4000;

/** The part of a Web Worker that the kernel needs; a test passes its own. */
export interface WorkerPort<Out, In> {
  postMessage(message: Out, transfer?: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<In>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

export type KernelWorkerPort = WorkerPort<ToKernelWorker, FromKernelWorker>;
export type ControlWorkerPort = WorkerPort<ToControlWorker, FromControlWorker>;

export interface KernelOptions {
  parts: KernelParts;
  spawnKernel: () => KernelWorkerPort;
  spawnControl: () => ControlWorkerPort;
  /** Hears of threads of the pool that die, until it is closed. */
  hearDeaths: (heard: (message: string) => void) => Deaths;
}

/** A broadcast channel, by which threads reach the page past a control worker that is blocked. */
export interface Deaths {
  name: string;
  close(): void;
}

export interface CellOutcome {
  /** "lost": the kernel ended while the cell ran or waited. */
  status: CellStatus | "lost";
  millis: Millis;
  /** 0 when the cell got no number. */
  executionCount: number;
}

export interface Completions {
  from: number;
  to: number;
  items: Completion[];
}

export type KernelEvent =
  | { type: "output"; cell: CellId; output: Output }
  | { type: "events"; bytes: Uint8Array }
  | { type: "graph"; bytes: Uint8Array }
  | { type: "cluster"; clusters: ClusterView[] }
  /** Something was stored that goes when Python does. */
  | { type: "filesNotKept"; reason: string }
  /** A fresh kernel is starting in the old one's place: all names are gone. */
  | { type: "replaced"; reason: ReplaceReason };

type Pending =
  | { kind: "run"; began: Millis; settle: (outcome: CellOutcome) => void }
  | { kind: "complete"; settle: (completions: Completions | null) => void }
  | { kind: "inspect"; settle: (text: string | null) => void };

export class Kernel {
  readonly status = new Store<KernelStatus>(INITIAL_STATUS);
  readonly #options: KernelOptions;
  readonly #listeners = new Set<(event: KernelEvent) => void>();
  /** What happened before anyone listened: the kernel starts before the page around it. */
  #unheard: KernelEvent[] = [];
  readonly #pending = new Map<RequestId, Pending>();
  /** Compiled once: a kernel that replaces another starts from the same module. */
  #module: WebAssembly.Module | undefined;
  #worker: KernelWorkerPort | undefined;
  #control: ControlWorkerPort | undefined;
  #controlReady = false;
  #deaths: Deaths | undefined;
  #death: ReturnType<typeof setTimeout> | undefined;
  #nextId: RequestId = 1;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #grace: ReturnType<typeof setTimeout> | undefined;
  /** Cells asked for while the kernel starts; sent when it is ready. */
  #waiting: ToKernelWorker[] = [];

  constructor(options: KernelOptions) {
    this.#options = options;
  }

  /** Hears everything from now on; who listens in the same task as the first listener also hears what came before. */
  listen(listener: (event: KernelEvent) => void): () => void {
    if (this.#listeners.size === 0) queueMicrotask(() => this.#tellUnheard());
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  start(): void {
    this.#end();
    this.#step({ type: "started" });
    this.#listenForSilence();
    const { parts } = this.#options;
    const compiled = this.#module ? { module: this.#module } : {};
    try {
      this.#worker = this.#hear(this.#options.spawnKernel(), (message) => this.#receive(message));
      if (parts.threads === 0) {
        this.#worker.postMessage({ type: "start", parts, ...compiled });
        return;
      }
      this.#control = this.#hear(this.#options.spawnControl(), (message) => this.#receiveFromControl(message));
      this.#deaths = this.#options.hearDeaths((message) => {
        this.#death ??= setTimeout(() => this.#dead(message), DEATH_GRACE_MILLIS);
      });
    } catch (error) {
      this.#fail(`The browser refused to start a Web Worker: ${messageOf(error)}`);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    this.#worker.postMessage({ type: "start", parts, ...compiled, control: port1 }, [port1]);
    const { glueUrl, threads } = parts;
    this.#control.postMessage({ type: "attach", glueUrl, threads, kernel: port2, deaths: this.#deaths.name }, [port2]);
  }

  /** Listens to a worker. If one of the two dies, the kernel has: the pool's threads are the control worker's children. */
  #hear<Out, In>(worker: WorkerPort<Out, In>, receive: (message: In) => void): WorkerPort<Out, In> {
    worker.onmessage = ({ data }) => receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#dead(event.message || "its script could not be loaded, or the browser ended it");
    };
    worker.onmessageerror = () => this.#dead("one of its messages could not be read");
    return worker;
  }

  /** Runs a cell. Its outputs arrive as events; the promise settles once, whatever happens. */
  run(cell: CellId, code: string): Promise<CellOutcome> {
    if (this.status.value.state === "failed") this.start();
    const id = this.#nextId++;
    return new Promise((settle) => {
      this.#pending.set(id, { kind: "run", began: performance.now(), settle });
      this.#send({ type: "runCell", id, cell, code });
      this.#step({ type: "ran" });
    });
  }

  /** What could stand at `cursor`; null when the kernel is busy or not there. */
  complete(code: string, cursor: number): Promise<Completions | null> {
    if (this.status.value.state !== "idle") return Promise.resolve(null);
    const id = this.#nextId++;
    return new Promise((settle) => {
      this.#pending.set(id, { kind: "complete", settle });
      this.#send({ type: "complete", id, code, cursor });
    });
  }

  /** The signature and help of what stands at `cursor`; null when there is none or the kernel is busy. */
  inspect(code: string, cursor: number): Promise<string | null> {
    if (this.status.value.state !== "idle") return Promise.resolve(null);
    const id = this.#nextId++;
    return new Promise((settle) => {
      this.#pending.set(id, { kind: "inspect", settle });
      this.#send({ type: "inspect", id, code, cursor });
    });
  }

  scale(cluster: string, workers: number): void {
    if (this.#control && this.#controlReady) this.#control.postMessage({ type: "scale", cluster, workers });
    else this.#send({ type: "scale", cluster, workers });
  }

  /** Interrupts the running cell, and replaces the kernel if that does not end it in time. */
  stop(): void {
    const state = this.status.value.state;
    if (state === "starting") this.#cancelWaiting();
    if (state !== "busy") return;
    if (!this.#control || !this.#controlReady) {
      this.replace({ kind: "stopped", shared: false });
      return;
    }
    this.#step({ type: "stop" });
    this.#control.postMessage({ type: "interrupt" });
    this.#grace = setTimeout(() => this.replace({ kind: "stopped", shared: true }), STOP_GRACE_MILLIS);
  }

  /** Ends the kernel and starts another. Everything asked of the old one settles. */
  replace(reason: ReplaceReason): void {
    this.#end();
    this.#emit({ type: "cluster", clusters: [] });
    this.#emit({ type: "replaced", reason });
    this.start();
  }

  /** Ends the kernel, does what cannot be done while there is one, and starts another. */
  async replaceAfter(meanwhile: () => Promise<void>): Promise<void> {
    this.#end();
    this.#step({ type: "started" });
    try {
      await meanwhile();
    } finally {
      this.replace({ kind: "restart" });
    }
  }

  #receive(message: FromKernelWorker): void {
    this.#listenForSilence();
    switch (message.type) {
      case "stage":
        this.#step({ type: "stage", stage: message.stage });
        break;
      case "compiled":
        this.#module = message.module;
        break;
      case "ready":
        this.#ready({ threads: message.threads, version: message.version, bootMillis: message.bootMillis });
        break;
      case "failed":
        this.#fail(message.message);
        break;
      default:
        this.#receiveFromPython(message);
    }
  }

  #receiveFromPython(message: Message): void {
    switch (message.type) {
      case "cellDone":
        this.#answer(message.id, "run", (pending) => {
          clearTimeout(this.#grace);
          const { status, millis, executionCount } = message;
          pending.settle({ status, millis, executionCount });
        });
        if (![...this.#pending.values()].some((pending) => pending.kind === "run")) this.#step({ type: "settled" });
        break;
      case "completions":
        this.#answer(message.id, "complete", (pending) => pending.settle(message));
        break;
      case "inspection":
        this.#answer(message.id, "inspect", (pending) => pending.settle(message.text || null));
        break;
      case "output":
      case "events":
      case "graph":
      case "cluster":
      case "filesNotKept":
        this.#emit(message);
        break;
      case "panic":
        this.#dead(message.message);
        break;
      default:
        assertNever(message);
    }
  }

  #ready(info: KernelInfo): void {
    clearTimeout(this.#silence);
    this.#step({ type: "ready", info });
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const request of waiting) {
      this.#worker?.postMessage(request);
      if (request.type === "runCell") this.#step({ type: "ran" });
    }
  }

  #send(request: ToKernelWorker): void {
    if (this.status.value.state === "starting") this.#waiting.push(request);
    else this.#worker?.postMessage(request);
  }

  #answer<K extends Pending["kind"]>(id: RequestId, kind: K, settle: (pending: Extract<Pending, { kind: K }>) => void): void {
    const pending = this.#pending.get(id);
    if (pending?.kind !== kind) return;
    this.#pending.delete(id);
    settle(pending as Extract<Pending, { kind: K }>);
  }

  #receiveFromControl(message: FromControlWorker): void {
    switch (message.type) {
      case "attached":
        this.#controlReady = true;
        break;
      case "events":
      case "cluster":
      case "filesNotKept":
        this.#emit(message);
        break;
      case "failed":
      case "panic":
        this.#dead(message.message);
        break;
      default:
        assertNever(message);
    }
  }

  /** A kernel that dies while it starts would die again, so only one that had started is replaced by itself. */
  #dead(message: string): void {
    if (this.status.value.state === "starting") this.#fail(`Python stopped while starting: ${message}`);
    else this.replace({ kind: "died", message });
  }

  #fail(message: string): void {
    this.#end();
    this.#step({ type: "failed", message });
  }

  /** Cells that wait for a starting kernel never reach it. */
  #cancelWaiting(): void {
    for (const request of this.#waiting) {
      if (request.type !== "runCell") continue;
      this.#answer(request.id, "run", ({ settle }) => settle({ status: "interrupted", millis: 0, executionCount: 0 }));
    }
    this.#waiting = [];
  }

  /** Ends both workers and settles what was asked of them. */
  #end(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#grace);
    clearTimeout(this.#death);
    this.#death = undefined;
    this.#deaths?.close();
    this.#deaths = undefined;
    for (const worker of [this.#worker, this.#control]) {
      if (!worker) continue;
      worker.onmessage = null;
      worker.onerror = null;
      worker.terminate();
    }
    this.#worker = undefined;
    this.#control = undefined;
    this.#controlReady = false;
    this.#waiting = [];
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const entry of pending) {
      if (entry.kind === "run") entry.settle({ status: "lost", millis: performance.now() - entry.began, executionCount: 0 });
      else entry.settle(null);
    }
  }

  #listenForSilence(): void {
    if (this.status.value.state !== "starting") return;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#step({ type: "silent" }), SILENCE_MILLIS);
  }

  #step(event: StatusEvent): void {
    this.status.set(nextStatus(this.status.value, event));
  }

  #tellUnheard(): void {
    const unheard = this.#unheard;
    this.#unheard = [];
    for (const event of unheard) this.#emit(event);
  }

  #emit(event: KernelEvent): void {
    if (this.#listeners.size === 0) this.#unheard.push(event);
    for (const listener of [...this.#listeners]) listener(event);
  }
}
