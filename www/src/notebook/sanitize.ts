/**
 * Makes HTML and SVG that Python or a lesson's author wrote safe to show.
 *
 * - Outputs are shown in shadow roots (see `output-view.ts`), so their styles and ids cannot touch the page.
 * - Links open a new tab, but for those to places on this page and, in a lesson's text, to other lessons.
 * - Pictures, sound and video of other sites are not loaded: their addresses are moved aside (see `foreign.ts`).
 *   Styles are not searched for addresses; the page's content security policy lets none of them load.
 */

import DOMPurify from "dompurify";
import { foreignOrigin, markForeign } from "./foreign";
import { staysOnPage } from "./links";

const COMMON = {
  USE_PROFILES: { html: true, svg: true, svgFilters: true },
  FORBID_TAGS: ["form", "iframe", "object", "embed", "base", "link", "meta"],
  // What opens popovers and dialogs puts them above the whole page.
  FORBID_ATTR: ["popover", "popovertarget", "popovertargetaction", "command", "commandfor", "formaction", "ping", "target"],
  // No scheme but these. Every attribute's value is held against it, paths and points of pictures too.
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|data:image\/|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i,
};

/** What is being sanitized now; a lesson's text may lead to other lessons. */
let isProse = false;

DOMPurify.addHook("afterSanitizeAttributes", (node) => {
  const tag = node.tagName.toLowerCase();
  // A picture that nobody described is decoration to a screen reader, not a file name.
  if (tag === "img" && !node.hasAttribute("alt")) node.setAttribute("alt", "");
  if (tag === "a" || tag === "area") tameLink(node);
  else markForeign(node, (address) => foreignOrigin(address, document.baseURI));
});

function tameLink(link: Element): void {
  for (const name of ["href", "xlink:href"]) {
    const address = link.getAttribute(name);
    if (address === null) continue;
    if (/^\s*data:/i.test(address)) link.removeAttribute(name);
    else if (!staysOnPage(address, { isProse, base: document.baseURI })) {
      link.setAttribute("target", "_blank");
      link.setAttribute("rel", "noopener noreferrer");
    }
  }
}

/** For a shadow root: `<style>` may stay, and checkboxes that fold sections. */
export function safeOutput(html: string): DocumentFragment {
  isProse = false;
  return DOMPurify.sanitize(html, { ...COMMON, ADD_TAGS: ["style"], FORCE_BODY: true, RETURN_DOM_FRAGMENT: true });
}

/** For the page itself: no styles of its own. */
export function safeProse(html: string): DocumentFragment {
  isProse = true;
  return DOMPurify.sanitize(html, { ...COMMON, FORBID_TAGS: [...COMMON.FORBID_TAGS, "style"], RETURN_DOM_FRAGMENT: true });
}
