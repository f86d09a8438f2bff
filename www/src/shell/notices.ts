/** Messages that stay until they are dismissed or replaced, one for each topic: in sight wherever the learner is, or above the lesson. */

import { button, el, icon } from "./dom";

export interface Notice {
  /** A new notice of the same topic takes the old one's place. */
  topic: string;
  kind: "info" | "warning" | "error";
  text: string;
  detail?: string;
  action?: { label: string; run: () => void };
  /** It says how things are, not what has happened: it stands above the lesson and goes out of sight with it. */
  scrolls?: boolean;
}

export class Notices {
  /** In sight, below the toolbar. */
  readonly pinned = el("div", { class: "notices", tabindex: "0", role: "region", "aria-label": "Notices" });
  /** Above the lesson's text. */
  readonly element = el("div", { class: "notices" });
  readonly #shown = new Map<string, HTMLElement>();

  show({ topic, kind, text, detail, action, scrolls }: Notice): void {
    this.dismiss(topic);
    const body = el("div", { class: "notice-text" }, el("p", {}, text));
    if (detail) body.append(el("p", { class: "notice-detail" }, detail));
    const element = el("div", { class: "notice", "data-kind": kind, "data-topic": topic, role: kind === "info" ? "status" : "alert" });
    element.append(icon("info"), body);
    if (action) element.append(button({ label: action.label }, action.run));
    element.append(button({ label: "Dismiss", icon: "close", iconOnly: true, class: "quiet" }, () => this.dismiss(topic)));
    this.#shown.set(topic, element);
    (scrolls === true ? this.element : this.pinned).append(element);
    this.pinned.hidden = this.pinned.childElementCount === 0;
  }

  dismiss(topic: string): void {
    this.#shown.get(topic)?.remove();
    this.#shown.delete(topic);
    this.pinned.hidden = this.pinned.childElementCount === 0;
  }
}
