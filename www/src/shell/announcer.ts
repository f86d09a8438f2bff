/** Says short things to screen readers, politely. */

import { el, throttled } from "./dom";

export class Announcer {
  readonly element = el("div", { class: "visually-hidden", role: "status" });
  /** "Run all" over quick cells would otherwise queue up a minute of speech. */
  readonly say = throttled(500, (text: string) => {
    this.element.textContent = text;
  });
}
