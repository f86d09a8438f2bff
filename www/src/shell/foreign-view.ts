/** The reader's word on pictures of other sites: a notice that asks, and a way back in the lesson's menu. */

import type { ForeignMedia } from "../notebook/foreign";
import { button } from "./dom";
import type { Notices } from "./notices";

const TOPIC = "foreign";
/** More sites are counted. */
const NAMED_MAX = 3;

export function askAboutForeign(foreign: ForeignMedia, notices: Notices): void {
  foreign.waiting.watch((origins) => {
    if (origins.length === 0) {
      notices.dismiss(TOPIC);
      return;
    }
    notices.show({
      topic: TOPIC,
      kind: "info",
      text: `This lesson shows pictures from ${sitesText(origins)}`,
      detail: "They are not loaded: whoever serves them would see that you read this lesson, and when.",
      action: { label: "Allow for this lesson", run: () => foreign.allow(origins) },
    });
  });
}

export function forgetForeignButton(foreign: ForeignMedia, notices: Notices): HTMLButtonElement {
  const forget = button({ label: "Forget allowed pictures", icon: "clear", class: "quiet" }, () => {
    foreign.forget();
    notices.show({ topic: TOPIC, kind: "info", text: "Pictures of other sites are not loaded any more when this lesson is opened" });
  });
  foreign.allowed.watch((origins) => {
    forget.hidden = origins.length === 0;
  });
  return forget;
}

export function sitesText(origins: readonly string[]): string {
  const names = origins.slice(0, NAMED_MAX).map((origin) => new URL(origin).host);
  const more = origins.length - names.length;
  if (more > 0) names.push(`${more} more ${more === 1 ? "site" : "sites"}`);
  const last = names.pop() ?? "";
  return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
}
