/**
 * The pool's threads as the control worker starts them: Web Workers over the kernel's memory, as many as Python asks for.
 *
 * Each enters Python's pool and never leaves it: it hears no messages, and the only thing that it can still say is that it is dead.
 * A thread that dies may have held locks, so nobody can go on without it.
 */

import type { WorkerPort } from "./kernel";
import { LoadError } from "./loading";
import type { FromPoolWorker, SharedKernel, ToPoolWorker } from "./worker-messages";

export type PoolWorkerPort = WorkerPort<ToPoolWorker, FromPoolWorker>;

export interface PoolOptions {
  shared: SharedKernel & { glueUrl: string; deaths: string };
  spawn: () => PoolWorkerPort;
  /** Serves a thread's line, by which it asks while it is blocked. */
  serveLine: (port: MessagePort) => void;
  /** A thread that Python has asked for cannot be had. */
  didNotStart: () => void;
  /** A thread of the pool has died, from what. */
  died: (message: string) => void;
}

export class Pool {
  readonly #options: PoolOptions;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Starts the first threads; rejects if one of them cannot be had. */
  async start(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#startOne()));
  }

  /** Starts some more, if they can be had. */
  add(count: number): void {
    for (let idx = 0; idx < count; idx += 1) this.#startOne().catch(() => this.#options.didNotStart());
  }

  #startOne(): Promise<void> {
    const { shared, spawn, serveLine, died } = this.#options;
    return new Promise((resolve, reject) => {
      const worker = spawn();
      let serves = false;
      const end = (message: string): void => {
        if (serves) died(message);
        else reject(new LoadError(`A worker thread did not start: ${message}`));
        worker.terminate();
      };
      worker.onmessage = ({ data }) => {
        if (data.type === "failed") {
          end(data.message);
          return;
        }
        serves = true;
        resolve();
      };
      worker.onerror = (event) => {
        event.preventDefault();
        end(event.message || "its script could not be loaded, or the browser ended it");
      };
      worker.onmessageerror = () => end("one of its messages could not be read");
      const { port1, port2 } = new MessageChannel();
      serveLine(port1);
      worker.postMessage({ type: "start", ...shared, line: port2 }, [port2]);
    });
  }
}
