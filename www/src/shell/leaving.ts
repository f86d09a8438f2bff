/** What would take the page away by accident while something would be lost, or at any time. */

import type { Store } from "../state/store";

/** Asks before the page is left, as long as one of `reasons` holds. A page that never asks can be kept by the browser for "back". */
export function askBeforeLeaving(reasons: readonly Store<boolean>[]): void {
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  for (const reason of reasons) {
    reason.watch(() => {
      if (reasons.some(({ value }) => value)) addEventListener("beforeunload", ask);
      else removeEventListener("beforeunload", ask);
    });
  }
}

/** A file or a link that is dropped beside an editor would be opened in the page's place. */
export function ignoreDrops(): void {
  for (const type of ["dragover", "drop"]) {
    addEventListener(type, (event) => {
      const isEditor = event.target instanceof Element && event.target.closest(".cm-content, input, textarea") !== null;
      if (!isEditor) event.preventDefault();
    });
  }
}
