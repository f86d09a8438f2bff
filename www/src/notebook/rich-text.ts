/**
 * Outputs that are text with a meaning: Markdown becomes HTML, JSON gets lines.
 *
 * What turns Markdown into HTML is fetched when the first such output is shown.
 */

import type { MarkdownIt } from "markdown-it";
import { tooHeavy, weightOf } from "./weigh";

let loading: Promise<MarkdownIt> | undefined;

/** As in a notebook, Markdown may hold HTML of its own. */
function markdown(): Promise<MarkdownIt> {
  loading ??= import("markdown-it").then(({ default: createMarkdownIt }) => createMarkdownIt({ html: true, linkify: true }));
  return loading;
}

/** HTML that is not yet safe to show; null where it cannot be had, or would be too much for a page. */
export async function htmlOfMarkdown(text: string): Promise<string | null> {
  try {
    const html = (await markdown()).render(text);
    // A few characters of Markdown can be many elements.
    return tooHeavy(html, weightOf(html)) === null ? html : null;
  } catch {
    // Not there without a network; the next output of this kind tries again.
    loading = undefined;
    return null;
  }
}

/** JSON with a line for each value; as it is if it cannot be read. */
export function indentedJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
