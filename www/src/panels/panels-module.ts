/** What the page needs from the panels' wasm: it folds event batches and draws them; the page only places its canvases. */

export type PanelKind = "task-stream" | "progress" | "workers-memory" | "graph";

export interface Hit {
  title: string;
  lines: string[];
  key?: string;
}

export interface Table {
  columns: string[];
  rows: string[][];
}

export interface LegendEntry {
  label: string;
  /** A CSS colour. */
  color: string;
  /** Lines over the colour ("diagonal", …) or a form ("square", …); none when plain. */
  pattern?: string;
  meaning: string;
}

/** What is seen of a panel changes by steps; the module knows where it is. Lengths are CSS pixels. */
export interface ViewChange {
  /** Enlarge by this factor around the point (x, y), or around the middle. */
  zoom?: number;
  x?: number;
  y?: number;
  /** Move what is seen. */
  panX?: number;
  panY?: number;
  /** Task stream: all that ever ran, or what ran last. */
  history?: boolean;
  /** Graph: what the cluster runs, or what `visualize` drew last. */
  live?: boolean;
  reset?: boolean;
}

export interface Panels {
  ingest(batch: Uint8Array): void;
  showGraph(graph: Uint8Array): void;
  draw(kind: PanelKind, canvas: HTMLCanvasElement, cssWidth: number, cssHeight: number, dpr: number, theme: "light" | "dark"): void;
  summary(kind: PanelKind): string;
  table(kind: PanelKind): Table;
  hit(kind: PanelKind, x: number, y: number): Hit | undefined;
  legend(kind: PanelKind, theme: "light" | "dark"): LegendEntry[];
  clock(): "measured" | "simulated";
  select(key: string | undefined): void;
  setView(kind: PanelKind, change: ViewChange): void;
  /** Shows the panels of another cluster; at first they follow the one that was last given work. */
  showCluster(cluster: number): void;
  dirty(kind: PanelKind): boolean;
  clear(): void;
}

export interface PanelsModule {
  default: (options: { module_or_path: string }) => Promise<unknown>;
  Panels: new () => Panels;
}
