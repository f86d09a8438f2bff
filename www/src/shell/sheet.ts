/** The panels on narrow pages: a sheet at the bottom with one tab for each panel, closed by choosing its tab again. */

import type { PanelView } from "../panels/panel-view";
import { el } from "./dom";

export interface Sheet {
  reveal: (kind: string) => void;
  dispose: () => void;
}

export function createSheet(element: HTMLElement, views: ReadonlyMap<string, PanelView>): Sheet {
  const body = el("div", { class: "sheet-body", id: "sheet-body", hidden: true });
  const bar = el("div", { class: "sheet-tabs", role: "group", "aria-label": "Panels" });
  const tabs = new Map<string, HTMLButtonElement>();
  let open: string | null = null;

  const show = (kind: string | null): void => {
    open = kind;
    body.hidden = kind === null;
    document.body.classList.toggle("sheet-open", kind !== null);
    for (const [other, tab] of tabs) tab.setAttribute("aria-expanded", String(other === kind));
    const view = kind === null ? undefined : views.get(kind);
    body.replaceChildren(...(view ? [view.element] : []));
    view?.redraw();
  };
  for (const [kind, view] of views) {
    const tab = el("button", { type: "button", "aria-expanded": "false", "aria-controls": "sheet-body" }, view.info.title);
    tab.addEventListener("click", () => show(open === kind ? null : kind));
    tab.addEventListener("keydown", (event) => {
      if (event.key === "Escape") show(null);
    });
    tabs.set(kind, tab);
    bar.append(tab);
  }
  element.replaceChildren(bar, body);
  return {
    reveal: (kind) => {
      // A sheet that opens by itself would hide what is being read; an open one changes its panel.
      if (open !== null) show(kind);
      else tabs.get(kind)?.classList.add("news");
    },
    dispose: () => {
      show(null);
      element.replaceChildren();
    },
  };
}
