/** Python's colours, one set for editors and for code that only is shown. */

import { HighlightStyle } from "@codemirror/language";
import { pythonLanguage } from "@codemirror/lang-python";
import { classHighlighter, highlightCode, tags } from "@lezer/highlight";

/** Colours come from the page's tokens, so they follow the theme. */
export const highlightStyle = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
  { tag: [tags.comment], color: "var(--code-comment)", fontStyle: "italic" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.function(tags.definition(tags.variableName))], color: "var(--code-function)" },
  { tag: [tags.className, tags.definition(tags.className)], color: "var(--code-class)" },
  { tag: [tags.meta, tags.self], color: "var(--code-meta)" },
]);

const LANGUAGES = new Set(["python", "py", "python3", "ipython", "ipython3", "pycon"]);

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[char] ?? char);
}

/** HTML for a block of code, its tokens in `tok-…` classes; "" for languages other than Python. */
export function highlightHtml(code: string, language: string): string {
  if (!LANGUAGES.has(language.trim().split(/\s/)[0]?.toLowerCase() ?? "")) return "";
  const tree = pythonLanguage.parser.parse(code);
  let html = "";
  highlightCode(
    code,
    tree,
    classHighlighter,
    (text, classes) => {
      html += classes ? `<span class="${classes}">${escapeHtml(text)}</span>` : escapeHtml(text);
    },
    () => {
      html += "\n";
    },
  );
  return html;
}
