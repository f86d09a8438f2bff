/** The panels that there are, in the order of their tabs. */

import type { PanelKind } from "./panels-module";

export interface PanelInfo {
  kind: PanelKind;
  title: string;
  /** What it shows, for someone who sees it first. */
  about: string;
  /** Whether its time or plane can be zoomed and moved. */
  zooms: boolean;
  /** Shown while there is nothing to draw. */
  empty: string;
}

export const PANELS: readonly PanelInfo[] = [
  {
    kind: "task-stream",
    title: "Task stream",
    about: "Each row is a thread of a worker; each box is a task, as long as it took",
    zooms: true,
    empty: "Tasks appear here while something is computed",
  },
  {
    kind: "graph",
    title: "Task graph",
    about: "Each node is a task; arrows lead from a task to those that need its result",
    zooms: true,
    empty: "Call visualize() on an array to see its tasks before they run",
  },
  {
    kind: "progress",
    title: "Progress",
    about: "Each bar counts the tasks of one kind: done, in memory, running and waiting",
    zooms: false,
    empty: "One bar for each kind of task appears here",
  },
  {
    kind: "workers-memory",
    title: "Workers memory",
    about: "Each bar shows the bytes that a worker holds, up to its limit",
    zooms: false,
    empty: "One bar for each worker appears here",
  },
];
