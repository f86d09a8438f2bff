/** The panels that there are, in the order of their tabs. */

import type { PanelKind } from "./panels-module";

export interface PanelInfo {
  kind: PanelKind;
  title: string;
  /** What it shows, for someone who sees it first. */
  about: string;
  /** Whether its time or plane can be zoomed and moved. */
  zooms: boolean;
  /** A second way to look at it, if there is one. */
  toggle?: { option: "history" | "live"; label: string };
}

export const PANELS: readonly PanelInfo[] = [
  {
    kind: "task-stream",
    title: "Task stream",
    about: "Each row is a thread of a worker; each box is a task, as long as it took",
    zooms: true,
    toggle: { option: "history", label: "Show all since the start" },
  },
  {
    kind: "graph",
    title: "Task graph",
    about: "Each node is a task; arrows lead from a task to those that need its result",
    zooms: true,
    toggle: { option: "live", label: "Show what the cluster runs" },
  },
  {
    kind: "progress",
    title: "Progress",
    about: "Each bar counts the tasks of one kind: done, in memory, running and waiting",
    zooms: false,
  },
  {
    kind: "workers-memory",
    title: "Workers memory",
    about: "Each bar shows the bytes that a worker holds, up to its limit",
    zooms: false,
  },
];
