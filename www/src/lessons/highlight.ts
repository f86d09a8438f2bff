/** Highlighted code in a lesson's prose. */

import { pythonLanguage } from "@codemirror/lang-python";
import { classHighlighter, highlightCode } from "@lezer/highlight";

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
