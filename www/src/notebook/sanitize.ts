/**
 * Makes HTML and SVG that Python or a lesson's author wrote safe to show.
 *
 * Outputs are shown in shadow roots (see `output-view.ts`), so their styles and ids cannot touch the page.
 */

import DOMPurify from "dompurify";

const COMMON = {
  USE_PROFILES: { html: true, svg: true, svgFilters: true },
  FORBID_TAGS: ["form", "iframe", "object", "embed", "base", "link", "meta"],
  // No scheme but these. Every attribute's value is held against it, paths and points of pictures too.
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|data:image\/|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i,
};

DOMPurify.addHook("afterSanitizeAttributes", (node) => {
  // A picture that nobody described is decoration to a screen reader, not a file name.
  if (node.tagName.toLowerCase() === "img" && !node.hasAttribute("alt")) node.setAttribute("alt", "");
  if (node.tagName.toLowerCase() !== "a" || !node.hasAttribute("href")) return;
  if (/^https?:/i.test(node.getAttribute("href") ?? "")) {
    node.setAttribute("target", "_blank");
    node.setAttribute("rel", "noopener noreferrer");
  }
});

/** For a shadow root: `<style>` may stay, and checkboxes that fold sections. */
export function safeOutput(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, { ...COMMON, ADD_TAGS: ["style"], FORCE_BODY: true, RETURN_DOM_FRAGMENT: true });
}

/** For the page itself: no styles of its own. */
export function safeProse(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, { ...COMMON, FORBID_TAGS: [...COMMON.FORBID_TAGS, "style"], RETURN_DOM_FRAGMENT: true });
}
