/** What the page's server says with every file: who shares memory with it, and where its parts may come from. */

import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/** The headers that make the page cross-origin isolated, so that its workers may share memory. */
export const ISOLATION_HEADERS: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/**
 * The content security policy, for the page in `html`.
 *
 * Scripts, styles, pictures, fonts and sound come from the site itself; of inline scripts only those that stand in `html`.
 * Styles may be inline, because outputs of Python carry `style` attributes and CodeMirror makes its style element in the page.
 * Data that Python asks for may come from everywhere, and so may pictures that the reader allows: the page fetches those, and
 * shows them as `blob:`.
 */
export function contentSecurityPolicy(html: string): string {
  const inline = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(([, text]) => `'sha256-${createHash("sha256").update(text ?? "").digest("base64")}'`);
  return [
    "default-src 'none'",
    `script-src ${["'self'", "'wasm-unsafe-eval'", ...inline].join(" ")}`,
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' data: blob:",
    "connect-src * data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Writes the policy into the built page too, for hosts that send no headers. */
export function policyInPage(policy: string): Plugin {
  return {
    name: "dasklet-policy",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: () => [{ tag: "meta", injectTo: "head-prepend", attrs: { "http-equiv": "Content-Security-Policy", content: policy } }],
    },
  };
}
