/**
 * The panels beside the lesson on wide pages: dockview's resizable, rearrangeable groups.
 *
 * What dragging does can be done without: each group has a button to enlarge it, and the arrangement can be reset.
 */

import { createDockview, themeLightSpaced, type DockviewApi, type IContentRenderer, type IHeaderActionsRenderer, type ITabRenderer } from "dockview";
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
    createRightHeaderActionComponent: (group) => enlarge(() => group.api),
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

function enlarge(groupApi: () => { isMaximized(): boolean; maximize(): void; exitMaximized(): void }): IHeaderActionsRenderer {
  const element = button({ label: "Enlarge", icon: "enlarge", iconOnly: true, class: "dock-action" }, () => {
    const api = groupApi();
    if (api.isMaximized()) api.exitMaximized();
    else api.maximize();
  });
  return {
    element,
    init: ({ containerApi }) => {
      containerApi.onDidMaximizedGroupChange(() => {
        const label = groupApi().isMaximized() ? "Back to all panels" : "Enlarge";
        element.setAttribute("aria-label", label);
        element.title = label;
        element.replaceChildren(icon(groupApi().isMaximized() ? "shrink" : "enlarge"));
      });
    },
    dispose: () => undefined,
  };
}
