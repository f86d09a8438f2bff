/**
 * What the page and the kernel say to each other.
 *
 * Plain values only, every message tagged by `type`; requests that are answered carry an `id`, and the answer repeats it.
 * The same shapes stand in Rust in `src/web/messages.rs`.
 */

export type Millis = number;
export type RequestId = number;
/** Names a cell of the lesson; outputs are routed by it. */
export type CellId = string;

/** The steps of starting a kernel, in order. */
export type Stage = "download" | "compile" | "python" | "pool";

/** Page to kernel. */
export type Request =
  /** `cursor` of the questions counts UTF-16 units, as do `from` and `to` of the answer. */
  | { type: "runCell"; id: RequestId; cell: CellId; code: string }
  | { type: "complete"; id: RequestId; code: string; cursor: number }
  | { type: "inspect"; id: RequestId; code: string; cursor: number }
  | { type: "scale"; cluster: string; workers: number };

export interface Completion {
  label: string;
  /** "function", "class", "module", "variable", "keyword", "property", … */
  type?: string;
  detail?: string;
}

/** MIME type to content, as in Jupyter; "text/plain" is always there. */
export type MimeBundle = Readonly<Record<string, string>>;

export type Output =
  | { kind: "stream"; name: "stdout" | "stderr"; text: string }
  | { kind: "display"; data: MimeBundle; displayId?: string; update?: boolean }
  | { kind: "result"; executionCount: number; data: MimeBundle }
  /** `line` is the 1-based line of the cell that the traceback ends in. */
  | { kind: "error"; name: string; message: string; traceback: string[]; line?: number }
  | { kind: "clear"; wait?: boolean };

export interface WorkerView {
  id: string | number;
  name: string;
  address: string;
  nthreads: number;
  /** Bytes; 0 means no limit. */
  memoryLimit: number;
  /** Bytes held as results. */
  managed: number;
  /** Tasks running now. */
  executing: number;
}

export interface ClusterView {
  id: string;
  name: string;
  /** Python's class name ("LocalCluster", "GatewayCluster"), or "threads" for the kernel's own pool. */
  kind: string;
  status: string;
  workers: WorkerView[];
  /** Tasks that wait, as no worker is there that may run them. */
  noWorker: number;
  dashboardLink: string;
  /** The most workers that `scale` allows, where the cluster has a limit. */
  maxWorkers?: number;
}

export type CellStatus = "ok" | "error" | "interrupted";

/** Kernel to page. */
export type Message =
  | { type: "output"; cell: CellId; output: Output }
  | { type: "cellDone"; id: RequestId; cell: CellId; status: CellStatus; millis: Millis; executionCount: number }
  | { type: "completions"; id: RequestId; from: number; to: number; items: Completion[] }
  | { type: "inspection"; id: RequestId; text: string }
  /** A batch of what happened on the clusters, for the panels to fold. */
  | { type: "events"; bytes: Uint8Array }
  /** A graph to draw in the Graph panel. */
  | { type: "graph"; bytes: Uint8Array }
  | { type: "cluster"; clusters: ClusterView[] }
  /** Local paths are kept in memory only; `reason` continues a sentence: "…, because …". */
  | { type: "filesNotKept"; reason: string }
  /** The kernel's instance has ended and must be replaced. */
  | { type: "panic"; message: string; story: string };
