/**
 * One panel on the page: canvas, legend, clock, summary, data table, zoom and tooltip. It holds no data; the module does.
 *
 * The canvas has a name and a one-line summary that follows it; all that it shows can be read as a table as well. Zooming and
 * moving work by buttons, keys (+ − arrows 0), wheel and drag alike.
 */

import { button, el, setAttribute, setText } from "../shell/dom";
import type { PanelHub } from "./hub";
import type { PanelInfo } from "./kinds";
import type { Hit, LegendEntry, Panels, ViewChange } from "./panels-module";
import { swatch } from "./swatch";

const ZOOM_STEP = 1.5;
/** Of the panel's length. */
const PAN_STEP = 0.2;
/** Words that change with every frame cannot be read. */
const SUMMARY_MILLIS = 300;
const LEGEND_MILLIS = 400;
const TABLE_MILLIS = 1000;
const TABLE_ROWS_MAX = 500;
/** Between two drawings where motion is unwelcome. */
const CALM_MILLIS = 500;

/** Words about a drawing, which are brought up to date at most every so many milliseconds. */
interface Words {
  readonly millis: number;
  readonly show: (panels: Panels) => void;
  shown: number;
  isStale: boolean;
}

export class PanelView {
  readonly element: HTMLElement;
  readonly #canvas = el("canvas", { "aria-hidden": "true" });
  readonly #stage: HTMLElement;
  readonly #tooltip = el("div", { class: "panel-tooltip", hidden: true });
  readonly #problem = el("p", { class: "panel-problem", hidden: true });
  readonly #clock = el("span", { class: "panel-clock", title: "The clock that the times on this panel come from" });
  readonly #summary: HTMLElement;
  readonly #legend = el("ul", { class: "panel-legend", "aria-label": "Legend" });
  readonly #tableBox = el("div", { class: "panel-table", tabindex: "0", role: "region", hidden: true });
  #tableButton: HTMLButtonElement | null = null;
  #width = 0;
  #height = 0;
  #needsDraw = true;
  #lastDraw = -Infinity;
  #legendKey = "";
  #pointer: { x: number; y: number } | null = null;
  #drag: { x: number; y: number; moved: boolean } | null = null;
  readonly #calm = matchMedia("(prefers-reduced-motion: reduce)");
  /** What follows the drawing, each at its own pace but within frames, so that the page is laid out once for all. */
  readonly #words: Words[] = [
    { millis: SUMMARY_MILLIS, show: (panels) => this.#showSummary(panels.summary(this.info.kind)), shown: -Infinity, isStale: false },
    { millis: LEGEND_MILLIS, show: (panels) => this.#showLegend(panels.legend(this.info.kind, this.hub.theme.value)), shown: -Infinity, isStale: false },
    { millis: TABLE_MILLIS, show: (panels) => this.#showTable(panels), shown: -Infinity, isStale: false },
  ];

  constructor(
    readonly info: PanelInfo,
    private readonly hub: PanelHub,
  ) {
    const summaryId = `summary-${info.kind}`;
    this.#summary = el("p", { class: "panel-summary", id: summaryId });
    this.#stage = el(
      "div",
      { class: "panel-stage", tabindex: "0", role: "img", "aria-label": `${info.title}. ${info.about}`, "aria-describedby": summaryId },
      this.#canvas,
    );
    const frame = el("div", { class: "panel-frame" }, this.#stage, this.#problem, this.#tooltip);
    this.#tableBox.setAttribute("aria-label", `${info.title} as a table`);
    this.element = el(
      "div",
      { class: "panel", "data-kind": info.kind, role: "group", "aria-label": info.title },
      this.#buildTools(),
      frame,
      this.#tableBox,
      this.#legend,
    );
    this.#listen();
    new ResizeObserver(() => this.#resized()).observe(this.#stage);
    hub.theme.watch(() => this.redraw());
    hub.state.watch((state) => {
      if (state.state !== "failed") return;
      this.element.classList.add("failed");
      this.#problem.hidden = false;
      this.#problem.textContent = `The panels stopped working (${state.message}). Cells still run; reload the page to bring the panels back.`;
    });
    hub.add(this);
  }

  frame(panels: Panels, now: number): boolean {
    const { kind } = this.info;
    if (this.#width === 0 || this.#height === 0) return false;
    if (!this.#needsDraw && !panels.dirty(kind)) return this.#tell(panels, now);
    if (this.#calm.matches && !this.#needsDraw && now - this.#lastDraw < CALM_MILLIS) return true;
    this.#needsDraw = false;
    this.#lastDraw = now;
    panels.draw(kind, this.#canvas, this.#width, this.#height, devicePixelRatio, this.hub.theme.value);
    setText(this.#clock, `${panels.clock()} clock`);
    this.#showTooltip(panels);
    for (const words of this.#words) words.isStale = true;
    return this.#tell(panels, now) || panels.dirty(kind);
  }

  /** Shows the words whose time has come; whether some are still behind. */
  #tell(panels: Panels, now: number): boolean {
    for (const words of this.#words) {
      if (!words.isStale || now - words.shown < words.millis) continue;
      words.isStale = false;
      words.shown = now;
      words.show(panels);
    }
    return this.#words.some(({ isStale }) => isStale);
  }

  redraw(): void {
    this.#needsDraw = true;
    this.hub.requestFrame();
  }

  #buildTools(): HTMLElement {
    const { title, zooms, toggle } = this.info;
    const tools = el("div", { class: "panel-tools", role: "toolbar", "aria-label": `${title} tools` }, this.#clock);
    const add = (label: string, icon: string, onClick: () => void): HTMLButtonElement => {
      const tool = button({ label: `${label}: ${title}`, icon, iconOnly: true, title: label }, onClick);
      tools.append(tool);
      return tool;
    };
    if (zooms) {
      add("Move left", "left", () => this.#change({ panX: PAN_STEP * this.#width }));
      add("Move right", "right", () => this.#change({ panX: -PAN_STEP * this.#width }));
      add("Zoom out", "minus", () => this.#change({ zoom: 1 / ZOOM_STEP }));
      add("Zoom in", "plus", () => this.#change({ zoom: ZOOM_STEP }));
      add("Show all", "fit", () => this.#change({ reset: true }));
    }
    if (toggle) {
      const { option, label } = toggle;
      const button = add(label, option === "live" ? "live" : "history", () => {
        const isOn = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(isOn));
        this.#change({ [option]: isOn });
      });
      button.setAttribute("aria-pressed", "false");
    }
    this.#tableButton = add("Show as table", "table", () => this.#toggleTable());
    this.#tableButton.setAttribute("aria-pressed", "false");
    return el("header", { class: "panel-head" }, this.#summary, tools);
  }

  #change(change: ViewChange): void {
    this.hub.with((panels) => panels.setView(this.info.kind, change));
    this.redraw();
  }

  #listen(): void {
    const stage = this.#stage;
    stage.addEventListener("pointermove", (event) => this.#pointerMove(event));
    stage.addEventListener("pointerleave", () => {
      this.#pointer = null;
      this.#tooltip.hidden = true;
    });
    stage.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.#drag = { x: event.clientX, y: event.clientY, moved: false };
      if (this.info.zooms) stage.setPointerCapture(event.pointerId);
    });
    stage.addEventListener("pointerup", () => {
      if (this.#drag && !this.#drag.moved) this.#select();
      this.#drag = null;
    });
    stage.addEventListener("pointercancel", () => (this.#drag = null));
    if (!this.info.zooms) return;
    stage.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        const { x, y } = this.#within(event);
        if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
          this.#change({ panX: -(event.deltaX || event.deltaY) });
        } else {
          this.#change({ zoom: Math.exp(-event.deltaY / 300), x, y });
        }
      },
      { passive: false },
    );
    stage.addEventListener("keydown", (event) => this.#key(event));
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Readonly<Record<string, ViewChange>> = {
      "+": { zoom: ZOOM_STEP },
      "=": { zoom: ZOOM_STEP },
      "-": { zoom: 1 / ZOOM_STEP },
      ArrowLeft: { panX: PAN_STEP * this.#width },
      ArrowRight: { panX: -PAN_STEP * this.#width },
      ArrowUp: { panY: PAN_STEP * this.#height },
      ArrowDown: { panY: -PAN_STEP * this.#height },
      "0": { reset: true },
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    this.#change(step);
  }

  #pointerMove(event: PointerEvent): void {
    const at = this.#within(event);
    if (this.#drag && this.info.zooms) {
      const dx = event.clientX - this.#drag.x;
      const dy = event.clientY - this.#drag.y;
      if (this.#drag.moved || Math.hypot(dx, dy) > 4) {
        this.#change({ panX: dx, panY: dy });
        this.#drag = { x: event.clientX, y: event.clientY, moved: true };
      }
    }
    this.#pointer = at;
    const { state } = this.hub;
    if (state.value.state === "ready") this.#showTooltip(state.value.panels);
  }

  #within(event: MouseEvent): { x: number; y: number } {
    const box = this.#stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** A click marks the task under it on every panel; a click beside all tasks unmarks. */
  #select(): void {
    const at = this.#pointer;
    if (!at) return;
    this.hub.with((panels) => panels.select(panels.hit(this.info.kind, at.x, at.y)?.key));
  }

  #showTooltip(panels: Panels): void {
    const at = this.#pointer;
    const hit: Hit | undefined = at ? panels.hit(this.info.kind, at.x, at.y) : undefined;
    if (this.#tooltip.hidden !== (hit === undefined)) this.#tooltip.hidden = hit === undefined;
    if (!hit || !at) return;
    this.#tooltip.replaceChildren(el("strong", {}, hit.title), ...hit.lines.map((line) => el("span", {}, line)));
    const isRight = at.x > this.#width / 2;
    const isLow = at.y > this.#height / 2;
    this.#tooltip.style.left = isRight ? "auto" : `${at.x + 12}px`;
    this.#tooltip.style.right = isRight ? `${this.#width - at.x + 12}px` : "auto";
    this.#tooltip.style.top = isLow ? "auto" : `${at.y + 12}px`;
    this.#tooltip.style.bottom = isLow ? `${this.#height - at.y + 12}px` : "auto";
  }

  #showSummary(text: string): void {
    // The panel's name stands above it already.
    const prefix = `${this.info.title}: `;
    setText(this.#summary, text.startsWith(prefix) ? text.slice(prefix.length) : text);
    this.#summary.title = text;
  }

  #showLegend(entries: readonly LegendEntry[]): void {
    const key = JSON.stringify(entries);
    if (key === this.#legendKey) return;
    this.#legendKey = key;
    this.#legend.replaceChildren(
      ...entries.map((entry) => el("li", { title: entry.meaning }, swatch(this.info.kind, entry), entry.label)),
    );
    this.#fitLegend();
  }

  /** Only a legend that scrolls needs to be reached by keyboard. */
  #fitLegend(): void {
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = this.#legend;
    const isCut = scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1;
    setAttribute(this.#legend, "tabindex", isCut ? "0" : null);
  }

  #toggleTable(): void {
    const show = this.#tableBox.hidden === true;
    this.#tableBox.hidden = !show;
    this.#tableButton?.setAttribute("aria-pressed", String(show));
    this.element.classList.toggle("as-table", show);
    if (show) this.hub.with((panels) => this.#showTable(panels));
  }

  #showTable(panels: Panels): void {
    if (this.#tableBox.hidden) return;
    const { columns, rows } = panels.table(this.info.kind);
    const head = el("tr", {}, ...columns.map((name) => el("th", { scope: "col" }, name)));
    const body = rows.slice(0, TABLE_ROWS_MAX).map((row) => el("tr", {}, ...row.map((text) => el("td", {}, text))));
    const table = el("table", {}, el("thead", {}, head), el("tbody", {}, ...body));
    const parts: HTMLElement[] = [table];
    if (rows.length === 0) parts.push(el("p", {}, "Nothing yet"));
    if (rows.length > TABLE_ROWS_MAX) parts.push(el("p", {}, `${rows.length - TABLE_ROWS_MAX} more rows are not shown`));
    this.#tableBox.replaceChildren(...parts);
  }

  #resized(): void {
    this.#width = Math.floor(this.#stage.clientWidth);
    this.#height = Math.floor(this.#stage.clientHeight);
    this.#fitLegend();
    this.redraw();
  }
}
