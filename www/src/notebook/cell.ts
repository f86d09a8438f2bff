/** One code cell: its editor, buttons, state and outputs. It holds no queue and knows no kernel; the notebook does. */

import type { Completions } from "../engine/kernel";
import type { CellStatus, Output } from "../engine/messages";
import type { CodeBlock } from "../lessons/lesson";
import { button, el, icon, oncePerFrame } from "../shell/dom";
import { durationText } from "../shell/units";
import type { KeptCode } from "../state/typed-code";
import { CodeEditor } from "./editor";
import { OutputView } from "./output-view";
import { Outputs } from "./outputs";

export type CellState = "idle" | "queued" | "running" | CellStatus | "lost";

export interface CellActions {
  run: (cell: Cell, then: "next" | "stay") => void;
  stop: (cell: Cell) => void;
  changed: (cell: Cell, code: string) => void;
  /** Moves the focus to the neighbouring cell, if there is one. */
  focusNeighbour: (cell: Cell, step: 1 | -1) => void;
  complete: (code: string, cursor: number) => Promise<Completions | null>;
  inspect: (code: string, cursor: number) => Promise<string | null>;
  /** Looks after what an output would load from other sites. */
  admit: (root: ShadowRoot) => void;
}

const STATE_TEXT: Readonly<Record<CellState, string>> = {
  idle: "",
  queued: "Waiting",
  running: "Running",
  ok: "",
  error: "Error",
  interrupted: "Stopped",
  lost: "Python ended before this cell did",
};

const OUTDATED = "The lesson's cell has changed since you typed this";

/** Shorter runs are not worth a number. */
const SHOWN_MILLIS_MIN = 100;

export class Cell {
  readonly element: HTMLElement;
  readonly editor: CodeEditor;
  readonly outputs = new Outputs();
  readonly #view: OutputView;
  readonly #drawSoon = oncePerFrame(() => this.#view.draw(this.outputs));
  readonly #runButton: HTMLButtonElement;
  readonly #resetButton: HTMLButtonElement;
  readonly #clearButton: HTMLButtonElement;
  readonly #count = el("span", { class: "cell-count" }, "[ ]");
  readonly #status = el("span", { class: "cell-status" });
  readonly #note = el("span", { class: "cell-note" });
  #state: CellState = "idle";
  #ticking: ReturnType<typeof setInterval> | undefined;
  /** What another tab typed while the learner is in this editor; `null` for nothing. */
  #waiting: { kept: KeptCode | undefined } | null = null;

  constructor(
    readonly block: CodeBlock,
    readonly number: number,
    kept: KeptCode | undefined,
    private readonly actions: CellActions,
  ) {
    this.#view = new OutputView(actions.admit);
    this.editor = new CodeEditor({
      code: kept?.code ?? block.source,
      label: `Code of cell ${number}`,
      describedBy: "editor-keys",
      onChange: (code) => {
        // The learner goes on from the code that is here.
        if (this.#waiting) this.#note.textContent = "";
        this.#waiting = null;
        this.#showReset(code);
        actions.changed(this, code);
      },
      onRun: (then) => actions.run(this, then),
      onLeave: () => this.element.focus(),
      onBlur: () => this.#takeWaiting(),
      complete: actions.complete,
      inspect: actions.inspect,
    });
    this.#runButton = button({ label: `Run cell ${number}`, icon: "play", iconOnly: true, class: "cell-run" }, () => {
      if (this.isActive) actions.stop(this);
      else actions.run(this, "stay");
    });
    this.#resetButton = button({ label: "Reset code", icon: "reset", class: "quiet" }, () => this.#reset());
    this.#clearButton = button({ label: "Clear output", icon: "clear", class: "quiet" }, () => this.clear());
    this.element = this.#build();
    this.#showReset(this.editor.code);
    if (kept?.outdated) this.#note.textContent = OUTDATED;
    this.#clearButton.hidden = true;
  }

  get id(): string {
    return this.block.id;
  }

  get state(): CellState {
    return this.#state;
  }

  /** Waits or runs. */
  get isActive(): boolean {
    return this.#state === "queued" || this.#state === "running";
  }

  queue(): void {
    this.#show("queued", "[*]");
  }

  /** Back to how it was before it waited. */
  unqueue(): void {
    this.#show("idle", "[ ]");
  }

  begin(): void {
    this.outputs.clear();
    this.editor.markErrorLine(null);
    this.#drawSoon();
    this.#show("running", "[*]");
    const began = performance.now();
    this.#ticking = setInterval(() => {
      this.#status.textContent = `Running, ${Math.round((performance.now() - began) / 1000)} s`;
    }, 1000);
  }

  end(status: CellStatus | "lost", millis: number, executionCount: number): void {
    const duration = millis >= SHOWN_MILLIS_MIN ? durationText(millis) : "";
    this.#show(status, executionCount > 0 ? `[${executionCount}]` : "[ ]", duration);
  }

  receive(output: Output): void {
    this.outputs.add(output);
    if (output.kind === "error") this.editor.markErrorLine(output.line ?? null);
    this.outputsChanged();
  }

  outputsChanged(): void {
    this.#clearButton.hidden = this.outputs.items.length === 0;
    this.#drawSoon();
  }

  clear(): void {
    this.outputs.clear();
    this.editor.markErrorLine(null);
    this.outputsChanged();
    if (this.element.contains(document.activeElement)) this.element.focus();
  }

  /** Shows what another tab has typed, the lesson's own code where that is undefined. Nothing moves under the learner's cursor. */
  takeOver(kept: KeptCode | undefined): void {
    this.#waiting = { kept };
    if (this.editor.hasFocus) this.#note.textContent = "Changed in another tab; shown here when you leave the editor without typing";
    else this.#takeWaiting();
  }

  #takeWaiting(): void {
    if (!this.#waiting) return;
    const { kept } = this.#waiting;
    this.#waiting = null;
    const code = kept?.code ?? this.block.source;
    this.editor.show(code);
    this.#note.textContent = kept?.outdated ? OUTDATED : "";
    this.#showReset(code);
  }

  #show(state: CellState, count: string, detail = ""): void {
    clearInterval(this.#ticking);
    this.#state = state;
    this.element.dataset["state"] = state;
    this.#count.textContent = count;
    this.#status.textContent = [STATE_TEXT[state], detail].filter((text) => text !== "").join(", ");
    const isActive = this.isActive;
    this.#runButton.replaceChildren(icon(isActive ? "stop" : "play"));
    const label = isActive ? `Stop cell ${this.number}` : `Run cell ${this.number}`;
    this.#runButton.setAttribute("aria-label", label);
    this.#runButton.title = label;
  }

  #showReset(code: string): void {
    this.#resetButton.hidden = code === this.block.source;
    if (code === this.block.source) this.#note.textContent = "";
  }

  #reset(): void {
    this.editor.code = this.block.source;
    this.editor.focus();
  }

  #build(): HTMLElement {
    const { tags } = this.block;
    const input = this.editor.element;
    const bar = el("div", { class: "cell-bar" }, this.#status, this.#note, this.#resetButton, this.#clearButton);
    const shown = el("div", { class: "cell-main" });
    shown.append(tags.includes("hide-input") || tags.includes("hide-cell") ? folded("Show code", input) : input, bar);
    shown.append(tags.includes("hide-output") ? folded("Show output", this.#view.element) : this.#view.element);
    if (tags.includes("remove-input") || tags.includes("remove-cell")) input.hidden = true;
    if (tags.includes("remove-output") || tags.includes("remove-cell")) this.#view.element.hidden = true;
    const element = el(
      "section",
      { class: "cell", id: `cell:${this.id}`, tabindex: "-1", "aria-label": `Cell ${this.number}`, "data-state": "idle" },
      el("div", { class: "cell-gutter" }, this.#runButton, this.#count),
      shown,
    );
    element.hidden = tags.includes("remove-cell");
    element.addEventListener("keydown", (event) => this.#commandKey(event));
    return element;
  }

  /** Keys of the cell itself, once the editor was left: Enter edits, arrows move, Shift+Enter runs. */
  #commandKey(event: KeyboardEvent): void {
    if (event.target !== this.element || event.altKey) return;
    if (event.key === "Enter") {
      if (event.shiftKey) this.actions.run(this, "next");
      else if (event.ctrlKey || event.metaKey) this.actions.run(this, "stay");
      else this.editor.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.actions.focusNeighbour(this, event.key === "ArrowDown" ? 1 : -1);
    } else return;
    event.preventDefault();
  }
}

function folded(summary: string, content: HTMLElement): HTMLElement {
  return el("details", { class: "cell-fold" }, el("summary", {}, summary), content);
}
