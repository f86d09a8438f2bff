/** Messages above the lesson that stay until they are dismissed or replaced: one for each topic. */

import { button, el, icon } from "./dom";

export interface Notice {
  /** A new notice of the same topic takes the old one's place. */
  topic: string;
  kind: "info" | "warning" | "error";
  text: string;
  detail?: string;
  action?: { label: string; run: () => void };
}

export class Notices {
  readonly element = el("div", { class: "notices" });
  readonly #shown = new Map<string, HTMLElement>();

  show({ topic, kind, text, detail, action }: Notice): void {
    this.dismiss(topic);
    const body = el("div", { class: "notice-text" }, el("p", {}, text));
    if (detail) body.append(el("p", { class: "notice-detail" }, detail));
    const element = el("div", { class: "notice", "data-kind": kind, "data-topic": topic, role: kind === "info" ? "status" : "alert" });
    element.append(icon("info"), body);
    if (action) element.append(button({ label: action.label }, action.run));
    element.append(button({ label: "Dismiss", icon: "close", iconOnly: true, class: "quiet" }, () => this.dismiss(topic)));
    this.#shown.set(topic, element);
    this.element.append(element);
  }

  dismiss(topic: string): void {
    this.#shown.get(topic)?.remove();
    this.#shown.delete(topic);
  }
}
