/**
 * Feeds the panels' wasm and lets the views draw: the only holder of that module.
 *
 * in: event batches and graphs from the kernel. out: frames, only when something has changed. A failure inside the module ends the
 * panels, says so on each of them, and leaves the rest of the page alone.
 */

import { messageOf } from "../engine/loading";
import { Store } from "../state/store";
import type { Theme } from "../state/preferences";
import type { Panels, PanelsModule } from "./panels-module";

export type HubState = { state: "loading" } | { state: "ready"; panels: Panels } | { state: "failed"; message: string };

/**
 * Between two drawings of what the workers do, as on Dask's own dashboard: to draw as often as the screen can would take as much of
 * the processor as they have. What the learner does on a panel shows at once.
 */
const LIVE_MILLIS = 100;

/** Draws itself if it is visible and needs to; returns whether it wants another frame. */
export interface Drawable {
  frame(panels: Panels, now: number): boolean;
}

export class PanelHub {
  readonly state = new Store<HubState>({ state: "loading" });
  readonly theme: Store<Theme>;
  /** What came before the module had loaded. */
  #early: ((panels: Panels) => void)[] = [];
  readonly #views = new Set<Drawable>();
  #isFrameAsked = false;
  #lastFrame = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(theme: Store<Theme>) {
    this.theme = theme;
  }

  async load(files: { glueUrl: string; wasmUrl: string }): Promise<void> {
    try {
      const module = (await import(/* @vite-ignore */ files.glueUrl)) as PanelsModule;
      await module.default({ module_or_path: files.wasmUrl });
      const panels = new module.Panels();
      for (const call of this.#early) call(panels);
      this.#early = [];
      this.state.set({ state: "ready", panels });
      this.requestFrame();
    } catch (error) {
      this.#fail(error);
    }
  }

  add(view: Drawable): void {
    this.#views.add(view);
    this.requestFrame();
  }

  ingest(bytes: Uint8Array): void {
    this.with((panels) => panels.ingest(bytes));
  }

  showGraph(bytes: Uint8Array): void {
    this.with((panels) => panels.showGraph(bytes));
  }

  clear(): void {
    this.with((panels) => panels.clear());
  }

  /** Calls into the module, now or once it is there, and draws afterwards. */
  with(call: (panels: Panels) => void): void {
    const current = this.state.value;
    if (current.state === "failed") return;
    if (current.state === "loading") {
      this.#early.push(call);
      return;
    }
    this.#guard(() => call(current.panels));
    this.#requestLiveFrame();
  }

  /** Draws with the screen's next frame. */
  requestFrame(): void {
    if (this.#isFrameAsked || this.state.value.state !== "ready") return;
    this.#isFrameAsked = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    requestAnimationFrame((now) => {
      this.#isFrameAsked = false;
      this.#lastFrame = now;
      const current = this.state.value;
      if (current.state !== "ready") return;
      const wishes = this.#guard(() => [...this.#views].map((view) => view.frame(current.panels, now)));
      if (wishes?.includes(true)) this.#requestLiveFrame();
    });
  }

  #requestLiveFrame(): void {
    if (this.#isFrameAsked || this.#timer !== undefined) return;
    const wait = this.#lastFrame + LIVE_MILLIS - performance.now();
    if (wait <= 0) this.requestFrame();
    else this.#timer = setTimeout(() => this.requestFrame(), wait);
  }

  #guard<T>(call: () => T): T | undefined {
    try {
      return call();
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  #fail(error: unknown): void {
    this.#early = [];
    this.state.set({ state: "failed", message: messageOf(error) });
  }
}
