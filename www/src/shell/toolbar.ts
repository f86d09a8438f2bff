/** Run all, Stop, Restart: what is done to the lesson as a whole. */

import type { Notebook } from "../notebook/notebook";
import { button, el } from "./dom";

export function lessonToolbar(notebook: Notebook): HTMLElement {
  const run = button({ label: "Run all", icon: "play-all", class: "primary" }, () => notebook.runAll());
  const stop = button({ label: "Stop", icon: "stop" }, () => notebook.stop());
  const restart = button({ label: "Restart", icon: "restart", title: "Start Python afresh: names are forgotten, text and code stay" }, () =>
    notebook.restart(),
  );
  notebook.busy.watch((isBusy) => {
    // A disabled button would lose the focus that pressed it; this one only says that it has nothing to do.
    stop.setAttribute("aria-disabled", String(!isBusy));
  });
  return el("div", { class: "lesson-toolbar", role: "toolbar", "aria-label": "Lesson" }, run, stop, restart);
}
