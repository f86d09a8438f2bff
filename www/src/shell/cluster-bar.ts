/** Clusters at a glance: workers, threads, memory, and buttons that add or take away a worker. */

import type { ClusterView } from "../engine/messages";
import { button, el, setText, throttled } from "./dom";
import { bytesText } from "./units";

export interface ClusterFacts {
  workers: number;
  threads: number;
  /** Bytes held as results, of all workers. */
  managed: number;
  /** Bytes that all workers may hold; 0 when there is no limit. */
  limit: number;
  executing: number;
}

export function clusterFacts(cluster: ClusterView): ClusterFacts {
  const sum = (value: (worker: ClusterView["workers"][number]) => number): number =>
    cluster.workers.reduce((total, worker) => total + value(worker), 0);
  return {
    workers: cluster.workers.length,
    threads: sum((worker) => worker.nthreads),
    managed: sum((worker) => worker.managed),
    limit: sum((worker) => worker.memoryLimit),
    executing: sum((worker) => worker.executing),
  };
}

/** What is said of tasks that wait for a worker, and whether one more would run them; nothing while none waits. */
export function waitingText(cluster: ClusterView): { text: string; moreWorkersHelp: boolean } | null {
  if (cluster.noWorker === 0) return null;
  const tasks = cluster.noWorker === 1 ? "1 task waits" : `${cluster.noWorker} tasks wait`;
  // With workers there, these tasks may run on others only.
  if (cluster.workers.length > 0) return { text: `${tasks} for a worker that may run them`, moreWorkersHelp: false };
  return { text: `${tasks}: there is no worker`, moreWorkersHelp: cluster.maxWorkers !== 0 };
}

/** The kind of the kernel's own pool, which computes where there is no cluster. */
const THREADS = "threads";

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

const SHOWN_MILLIS = 200;

export class ClusterBar {
  readonly element = el("div", { class: "cluster-bar", role: "group", "aria-label": "Clusters" });
  readonly #scale: (cluster: string, workers: number) => void;
  readonly #cards = new Map<string, ClusterCard>();
  readonly #none = el("p", { class: "cluster-none" }, "No cluster yet: a cell makes one, for example with ", el("code", {}, "Client()"));

  constructor(scale: (cluster: string, workers: number) => void) {
    this.#scale = scale;
    this.#show([]);
  }

  /** Numbers that change faster cannot be read. */
  readonly show = throttled(SHOWN_MILLIS, (all: readonly ClusterView[]) => this.#show(all));

  #show(all: readonly ClusterView[]): void {
    // The kernel's own threads are only worth a card of their own where there is no cluster.
    const made = all.filter((cluster) => cluster.kind !== THREADS);
    const clusters = made.length > 0 ? made : all;
    for (const [id, card] of this.#cards) {
      if (clusters.some((cluster) => cluster.id === id)) continue;
      card.element.remove();
      this.#cards.delete(id);
    }
    for (const cluster of clusters) {
      let card = this.#cards.get(cluster.id);
      if (!card) {
        card = new ClusterCard(this.#scale);
        this.#cards.set(cluster.id, card);
        this.element.append(card.element);
      }
      card.show(cluster);
    }
    if (this.#cards.size === 0) this.element.replaceChildren(this.#none);
    else this.#none.remove();
  }
}

/** One cluster. Its elements stay while numbers change, so that a focused button keeps its focus. */
class ClusterCard {
  readonly element: HTMLElement;
  readonly #name = el("strong", { class: "cluster-name" });
  readonly #status = el("span", { class: "cluster-status" });
  readonly #workers = el("span", { class: "cluster-workers" });
  readonly #threads = el("span");
  readonly #memory = el("span");
  readonly #fill = el("span", { class: "cluster-fill" });
  readonly #scaling: HTMLElement;
  readonly #less: HTMLButtonElement;
  readonly #more: HTMLButtonElement;
  readonly #waiting: HTMLElement;
  readonly #waitingText = el("span");
  readonly #offer: HTMLButtonElement;
  #cluster: ClusterView | null = null;

  constructor(scale: (cluster: string, workers: number) => void) {
    const step = (by: number): void => {
      if (this.#cluster) scale(this.#cluster.id, Math.max(0, this.#cluster.workers.length + by));
    };
    this.#less = button({ label: "Take away a worker", icon: "minus", iconOnly: true }, () => step(-1));
    this.#more = button({ label: "Add a worker", icon: "plus", iconOnly: true }, () => step(1));
    this.#offer = button({ label: "Add a worker" }, () => step(1));
    this.#waiting = el("span", { class: "cluster-waiting", role: "status", hidden: true }, this.#waitingText, this.#offer);
    const meter = el("span", { class: "cluster-meter", "aria-hidden": "true" }, this.#fill);
    this.#scaling = el("span", { class: "cluster-scale" }, this.#less, this.#workers, this.#more);
    const memory = el("span", { class: "cluster-memory" }, meter, this.#memory);
    this.element = el("div", { class: "cluster" }, el("span", { class: "cluster-title" }, this.#name, this.#status), this.#scaling, this.#threads, memory, this.#waiting);
  }

  show(cluster: ClusterView): void {
    this.#cluster = cluster;
    const facts = clusterFacts(cluster);
    const isThreads = cluster.kind === THREADS;
    setText(this.#name, isThreads ? "No cluster: local threads" : cluster.kind);
    this.#scaling.hidden = isThreads;
    this.element.title = `${cluster.name}, ${cluster.dashboardLink}`;
    setText(this.#status, cluster.status === "running" ? "" : cluster.status);
    setText(this.#workers, plural(facts.workers, "worker"));
    setText(this.#threads, plural(facts.threads, "thread"));
    setText(this.#memory, facts.limit > 0 ? `${bytesText(facts.managed)} of ${bytesText(facts.limit)}` : bytesText(facts.managed));
    const share = facts.limit > 0 ? facts.managed / facts.limit : 0;
    this.#fill.style.width = `${Math.min(100, 100 * share)}%`;
    this.#fill.dataset["level"] = share >= 0.95 ? "full" : share >= 0.6 ? "high" : "fine";
    const isRunning = cluster.status === "running";
    const waiting = isRunning ? waitingText(cluster) : null;
    this.#waiting.hidden = waiting === null;
    setText(this.#waitingText, waiting?.text ?? "");
    this.#offer.hidden = !waiting?.moreWorkersHelp;
    this.#less.disabled = !isRunning || facts.workers === 0;
    this.#more.disabled = !isRunning || (cluster.maxWorkers !== undefined && facts.workers >= cluster.maxWorkers);
  }
}
