/**
 * The line past a busy kernel: a second instance of its module over the same memory.
 *
 * Starts the pool's workers and the disk worker, asks servers for them, sets the interrupt flag, asks for another number of workers,
 * and fetches what happened on the clusters, all while the kernel's own thread is blocked.
 */

import type { KernelModule } from "./kernel-module";
import { importGlue, messageOf } from "./loading";
import { Network } from "./network";
import { Pool } from "./pool";
import { assertNever } from "../state/store";
import type { FromControlWorker, FromDiskWorker, OnLine, PoolStart, SharedKernel, ToControlWorker, ToDiskWorker } from "./worker-messages";

declare const self: DedicatedWorkerGlobalScope;

/** Batches leave at most this often. */
const DRAIN_MILLIS = 50;

let control: KernelModule | undefined;
let timer: ReturnType<typeof setInterval> | undefined;

self.onmessage = (event: MessageEvent<ToControlWorker>) => {
  const message = event.data;
  switch (message.type) {
    case "attach":
      void attach(message);
      break;
    case "interrupt":
      control?.control_interrupt();
      break;
    case "scale":
      control?.control_scale(message.cluster, message.workers);
      break;
  }
};

async function attach({ glueUrl, threads, kernel, deaths }: Extract<ToControlWorker, { type: "attach" }>): Promise<void> {
  const answer = (message: PoolStart): void => kernel.postMessage(message);
  try {
    const shared = new Promise<SharedKernel>((resolve) => {
      kernel.onmessage = ({ data }: MessageEvent<SharedKernel>) => resolve(data);
    });
    const glue = await importGlue(glueUrl);
    const { module, memory } = await shared;
    await glue.default({ module_or_path: module, memory });
    const network = new Network(glue);
    const pool = new Pool({
      shared: { glueUrl, module, memory, deaths },
      spawn: () => new Worker(new URL("./pool.worker.ts", import.meta.url), { type: "module", name: "pool" }),
      serveLine: (port) => {
        port.onmessage = ({ data }: MessageEvent<OnLine>) => onLine(data, glue, network, pool);
      },
      didNotStart: () => glue.line_thread_did_not_start(),
      died: (message) => end({ type: "panic", message: glue.control_panic() ?? message, story: "" }),
    });
    await pool.start(threads);
    kernel.onmessage = ({ data }: MessageEvent<OnLine>) => onLine(data, glue, network, pool);
    control = glue;
    post({ type: "attached" });
    answer({ type: "started" });
    startDisk(glue, { glueUrl, module, memory });
    timer = setInterval(() => {
      try {
        drain(glue);
        pool.add(glue.line_threads_wanted());
      } catch (error) {
        end({ type: "failed", message: messageOf(error) });
      }
    }, DRAIN_MILLIS);
  } catch (error) {
    answer({ type: "failed", message: messageOf(error) });
  }
}

/** Touches Python's memory no more: a thread that died may have left it in any state. */
function end(message: FromControlWorker): void {
  clearInterval(timer);
  control = undefined;
  post(message);
}

function onLine(message: OnLine, glue: KernelModule, network: Network, pool: Pool): void {
  switch (message.type) {
    case "ask":
      void network.ask(message);
      break;
    case "giveUp":
      network.giveUp(message.id);
      break;
    case "threads":
      pool.add(glue.line_threads_wanted());
      break;
    default:
      assertNever(message);
  }
}

/** Whatever becomes of the disk worker, Python learns who keeps its files. */
function startDisk(glue: KernelModule, shared: ToDiskWorker): void {
  const fail = (message: string): void => glue.disk_keep_in_memory(`what keeps them did not start (${message})`);
  try {
    const disk = new Worker(new URL("./disk.worker.ts", import.meta.url), { type: "module", name: "disk" });
    disk.onmessage = ({ data }: MessageEvent<FromDiskWorker>) => fail(data.message);
    disk.onerror = (event) => {
      event.preventDefault();
      fail(event.message || "its script could not be loaded");
    };
    disk.postMessage(shared);
  } catch (error) {
    fail(messageOf(error));
  }
}

function drain(glue: KernelModule): void {
  for (const bytes of glue.control_drain()) post({ type: "events", bytes });
  const message = glue.control_message();
  if (message) post(message);
}

function post(message: FromControlWorker): void {
  self.postMessage(message);
}
