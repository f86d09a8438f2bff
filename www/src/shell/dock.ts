/**
 * The panels beside the lesson on wide pages: dockview's resizable, rearrangeable groups.
 *
 * What dragging does can be done without: each group has buttons to enlarge it and to move its panel on, and the arrangement can
 * be reset.
 */

import {
  createDockview,
  themeLightSpaced,
  type DockviewApi,
  type DockviewGroupPanel,
  type IContentRenderer,
  type IHeaderActionsRenderer,
  type ITabRenderer,
} from "dockview";
import "dockview/dist/styles/dockview.css";
import { PANELS } from "../panels/kinds";
import type { PanelView } from "../panels/panel-view";
import { button, el, icon } from "./dom";

export interface Dock {
  reset: () => void;
  /** Brings a panel to the front of its group. */
  reveal: (kind: string) => void;
  dispose: () => void;
}

export function createDock(element: HTMLElement, views: ReadonlyMap<string, PanelView>): Dock {
  const api = createDockview(element, {
    createComponent: ({ id }) => content(views.get(id)?.element ?? el("div")),
    createTabComponent: () => tab(),
    defaultTabComponent: "title",
    createRightHeaderActionComponent: (group) => groupActions(() => group),
    theme: { ...themeLightSpaced, name: "dasklet", className: "dockview-theme-dasklet", gap: 8 },
    disableFloatingGroups: true,
    noPanelsOverlay: "emptyGroup",
    scrollbars: "native",
  });
  arrange(api);
  return {
    reset: () => {
      api.clear();
      arrange(api);
    },
    reveal: (kind) => api.getPanel(kind)?.api.setActive(),
    dispose: () => api.dispose(),
  };
}

/** Stream above, graph in the middle, progress and memory side by side below. */
function arrange(api: DockviewApi): void {
  const add = (kind: string, position?: { referencePanel: string; direction: "below" | "right" }): void => {
    const title = PANELS.find((panel) => panel.kind === kind)?.title ?? kind;
    api.addPanel({ id: kind, component: kind, title, ...(position ? { position } : {}) });
  };
  add("task-stream");
  add("graph", { referencePanel: "task-stream", direction: "below" });
  add("progress", { referencePanel: "graph", direction: "below" });
  add("workers-memory", { referencePanel: "progress", direction: "right" });
  const height = api.height;
  api.getPanel("task-stream")?.api.setSize({ height: height * 0.34 });
  api.getPanel("progress")?.api.setSize({ height: height * 0.28 });
  api.getPanel("task-stream")?.api.setActive();
}

function content(element: HTMLElement): IContentRenderer {
  const frame = el("div", { class: "dock-content" }, element);
  return { element: frame, init: () => undefined };
}

/** A tab that only names its panel: panels are moved, not closed. */
function tab(): ITabRenderer {
  const element = el("div", { class: "dock-tab" });
  return { element, init: ({ title }) => (element.textContent = title) };
}

/** Enlarging a group and moving its panel to the next one, without dragging. */
function groupActions(groupOf: () => DockviewGroupPanel): IHeaderActionsRenderer {
  let dock: DockviewApi | undefined;
  const move = button({ label: "Move the panel to the next group", icon: "move", iconOnly: true, class: "dock-action" }, () => {
    const groups = dock?.groups ?? [];
    const group = groupOf();
    const next = groups[(groups.indexOf(group) + 1) % groups.length];
    if (next && next !== group) group.activePanel?.api.moveTo({ group: next, position: "center" });
  });
  const enlarge = button({ label: "Enlarge", icon: "enlarge", iconOnly: true, class: "dock-action" }, () => {
    const { api } = groupOf();
    if (api.isMaximized()) api.exitMaximized();
    else api.maximize();
  });
  return {
    element: el("div", { class: "dock-actions" }, move, enlarge),
    init: ({ containerApi }) => {
      dock = containerApi;
      containerApi.onDidMaximizedGroupChange(() => {
        const isMaximized = groupOf().api.isMaximized();
        const label = isMaximized ? "Back to all panels" : "Enlarge";
        enlarge.setAttribute("aria-label", label);
        enlarge.title = label;
        enlarge.replaceChildren(icon(isMaximized ? "shrink" : "enlarge"));
        move.hidden = isMaximized;
      });
    },
    dispose: () => undefined,
  };
}
