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
  pattern?: string;
  meaning: string;
}

export interface Panels {
  ingest(batch: Uint8Array): void;
  showGraph(graph: Uint8Array): void;
  draw(kind: PanelKind, canvas: HTMLCanvasElement, cssWidth: number, cssHeight: number, dpr: number, theme: "light" | "dark"): void;
  summary(kind: PanelKind): string;
  table(kind: PanelKind): Table;
  hit(kind: PanelKind, x: number, y: number): Hit | undefined;
  legend(kind: PanelKind): LegendEntry[];
  clock(): "measured" | "simulated";
  select(key: string | undefined): void;
  setView(kind: PanelKind, view: unknown): void;
  dirty(kind: PanelKind): boolean;
  clear(): void;
}

export interface PanelsModule {
  default: (options: { module_or_path: string }) => Promise<unknown>;
  Panels: new () => Panels;
}
