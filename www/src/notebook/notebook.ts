/**
 * A lesson on the page: its prose, its cells, and the running of them.
 *
 * in: a parsed lesson, the kernel's events. out: elements, and what a screen reader should say.
 */

import type { Kernel, KernelEvent } from "../engine/kernel";
import type { Lesson } from "../lessons/lesson";
import { el, idle } from "../shell/dom";
import { durationText } from "../shell/units";
import type { WriteOutcome } from "../state/storage";
import { Store } from "../state/store";
import type { TypedCode } from "../state/typed-code";
import { Cell, type CellActions } from "./cell";
import type { ForeignMedia } from "./foreign";
import { RunQueue } from "./run-queue";
import { safeProse } from "./sanitize";

/** More of an error's message is not read out. */
const SPOKEN_CHARS_MAX = 300;

export interface NotebookOptions {
  lesson: Lesson;
  kernel: Kernel;
  typed: TypedCode;
  foreign: ForeignMedia;
  /** For screen readers; short. */
  announce: (text: string) => void;
  /** Whether typed code is kept; called when that changes. */
  onKept: (outcome: WriteOutcome) => void;
}

export class Notebook {
  readonly element = el("div", { class: "notebook" });
  readonly cells: Cell[] = [];
  /** A cell runs or waits. */
  readonly busy = new Store(false);
  readonly #options: NotebookOptions;
  readonly #queue: RunQueue<Cell>;
  #outcome: WriteOutcome = "kept";

  constructor(options: NotebookOptions) {
    this.#options = options;
    this.#queue = new RunQueue(
      (cell) => this.#run(cell),
      (isBusy) => this.busy.set(isBusy),
    );
    const actions = this.#cellActions();
    for (const block of options.lesson.blocks) {
      if (block.kind === "prose") {
        const prose = el("div", { class: "prose" });
        prose.append(safeProse(block.html));
        options.foreign.admit(prose);
        this.element.append(prose);
      } else {
        const cell = new Cell(block, this.cells.length + 1, options.typed.kept(block.id), actions);
        this.cells.push(cell);
        this.element.append(cell.element);
      }
    }
    options.kernel.listen((event) => this.#hear(event));
    options.typed.watch((changes) => {
      for (const cell of this.cells) if (changes.has(cell.id)) cell.takeOver(changes.get(cell.id));
    });
    openInSight(this.cells);
    // The others wait until Python has started: both need the processor.
    void options.kernel.status.first(({ state }) => state !== "starting").then(() => this.#openEditors());
  }

  runAll(): void {
    this.#queue.add(this.cells.filter((cell) => !cell.block.tags.includes("skip-execution")));
  }

  /** Stops the running cell and forgets those that wait. */
  stop(): void {
    this.#queue.dropAll();
    this.#options.kernel.stop();
  }

  restart(): void {
    this.#queue.dropAll();
    this.#options.kernel.replace({ kind: "restart" });
  }

  async #openEditors(): Promise<void> {
    for (const cell of this.cells) {
      if (cell.editor.isOpen) continue;
      await idle();
      cell.editor.open();
    }
  }

  #cellActions(): CellActions {
    const { kernel, typed, foreign } = this.#options;
    return {
      run: (cell, then) => {
        const wasEditing = cell.editor.hasFocus;
        this.#queue.add([cell]);
        if (then === "next") this.#focusNeighbour(cell, 1, wasEditing);
      },
      stop: (cell) => {
        if (!this.#queue.drop(cell)) this.stop();
      },
      changed: (cell, code) => {
        const outcome = typed.keep(cell.id, code, cell.block.source);
        if (outcome === this.#outcome) return;
        this.#outcome = outcome;
        this.#options.onKept(outcome);
      },
      focusNeighbour: (cell, step) => this.#focusNeighbour(cell, step, false),
      complete: (code, cursor) => kernel.complete(code, cursor),
      inspect: (code, cursor) => kernel.inspect(code, cursor),
      admit: (root) => foreign.admit(root),
    };
  }

  #focusNeighbour(cell: Cell, step: 1 | -1, editor: boolean): void {
    const shown = this.cells.filter((other) => !other.element.hidden);
    const neighbour = shown[shown.indexOf(cell) + step];
    if (!neighbour) return;
    if (editor) neighbour.editor.focus();
    else neighbour.element.focus();
    neighbour.element.scrollIntoView({ block: "nearest" });
  }

  async #run(cell: Cell): Promise<boolean> {
    cell.begin();
    const { status, millis, executionCount } = await this.#options.kernel.run(cell.id, cell.editor.code);
    cell.end(status, millis, executionCount);
    this.#announceEnd(cell, millis);
    return status === "ok" || (status === "error" && cell.block.tags.includes("raises-exception"));
  }

  #announceEnd(cell: Cell, millis: number): void {
    const { announce } = this.#options;
    const error = cell.outputs.items.find((item) => item.kind === "error");
    if (cell.state === "ok") announce(`Cell ${cell.number} finished in ${durationText(millis)}`);
    else if (cell.state === "error" && error) announce(`Cell ${cell.number} failed: ${`${error.name}: ${error.message}`.slice(0, SPOKEN_CHARS_MAX)}`);
    else if (cell.state === "interrupted") announce(`Cell ${cell.number} was stopped`);
  }

  #hear(event: KernelEvent): void {
    if (event.type === "replaced") {
      // What the new kernel does not know must not look as if it had been run there.
      this.#queue.dropAll();
      this.element.classList.add("stale");
      return;
    }
    if (event.type !== "output") return;
    const { output } = event;
    if (output.kind === "display" && output.update && output.displayId !== undefined) {
      for (const cell of this.cells) if (cell.outputs.update(output.displayId, output.data)) cell.outputsChanged();
      return;
    }
    this.cells.find((cell) => cell.id === event.cell)?.receive(output);
  }
}

/** Opens the editors of cells as they come into sight. */
function openInSight(cells: readonly Cell[]): void {
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      cells.find(({ element }) => element === target)?.editor.open();
    }
  });
  for (const { element } of cells) observer.observe(element);
}
