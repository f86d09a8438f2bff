/** Outputs as files on the learner's machine. */

import { button, el } from "../shell/dom";

export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  el("a", { href: url, download: name }).click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A button that saves what is shown in part only. The file is made when it is asked for. */
export function saveButton(label: string, name: string, makeFile: () => Blob | Promise<Blob>): HTMLButtonElement {
  return button({ label, title: `Save ${name}` }, () => void Promise.resolve(makeFile()).then((file) => download(file, name)));
}

const ENDINGS: Readonly<Record<string, string>> = { "text/html": "html", "text/markdown": "md", "image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg" };

/** A whole rich output; pictures of pixels come as base64. */
export function richFile(type: string, content: string): { name: string; makeFile: () => Blob | Promise<Blob> } {
  const isBase64 = type.startsWith("image/") && type !== "image/svg+xml";
  const decoded = (): Promise<Blob> => fetch(`data:${type};base64,${content.replace(/\s/g, "")}`).then((response) => response.blob());
  return { name: `output.${ENDINGS[type] ?? "txt"}`, makeFile: isBase64 ? decoded : () => new Blob([content], { type }) };
}
