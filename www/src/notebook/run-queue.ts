/**
 * Which cell runs and which wait: one at a time, in the order they were asked for.
 *
 * As in Jupyter, a cell that fails drops those that wait behind it, unless it is tagged `raises-exception`.
 */

export interface Runnable {
  queue(): void;
  unqueue(): void;
}

export class RunQueue<C extends Runnable> {
  #waiting: C[] = [];
  #running: C | null = null;

  /** `run` settles with whether the cells behind may go on. */
  constructor(
    private readonly run: (cell: C) => Promise<boolean>,
    private readonly onBusy: (isBusy: boolean) => void,
  ) {}

  get running(): C | null {
    return this.#running;
  }

  get isBusy(): boolean {
    return this.#running !== null;
  }

  add(cells: readonly C[]): void {
    for (const cell of cells) {
      if (cell === this.#running || this.#waiting.includes(cell)) continue;
      cell.queue();
      this.#waiting.push(cell);
    }
    if (!this.#running) void this.#work();
  }

  /** Takes one cell out of the line; returns whether it stood there. */
  drop(cell: C): boolean {
    if (!this.#waiting.includes(cell)) return false;
    this.#waiting = this.#waiting.filter((other) => other !== cell);
    cell.unqueue();
    return true;
  }

  dropAll(): void {
    for (const cell of this.#waiting) cell.unqueue();
    this.#waiting = [];
  }

  async #work(): Promise<void> {
    this.onBusy(true);
    for (let cell = this.#waiting.shift(); cell; cell = this.#waiting.shift()) {
      this.#running = cell;
      const goesOn = await this.run(cell);
      this.#running = null;
      if (!goesOn) this.dropAll();
    }
    this.onBusy(false);
  }
}
