/** Bundles the service worker to `sw.js` at the site's root and tells it which files make up this build, and the policy to send with them. */

import { createHash } from "node:crypto";
import type { Plugin } from "vite";

const FILE_NAME = "sw.js";

export function serviceWorker(entry: string, policy: string): Plugin {
  return {
    name: "dasklet-service-worker",
    apply: "build",
    enforce: "post",
    buildStart() {
      this.emitFile({ type: "chunk", id: entry, fileName: FILE_NAME });
    },
    generateBundle(_options, bundle) {
      const chunk = bundle[FILE_NAME];
      if (chunk?.type !== "chunk") this.error("the service worker was not bundled");
      if (chunk.imports.length > 0) this.error("the service worker must not share chunks with the page");
      const files = Object.keys(bundle).filter((name) => name !== FILE_NAME && !name.endsWith(".html"));
      const version = createHash("sha256").update(files.sort().join("\n")).digest("hex").slice(0, 12);
      chunk.code = chunk.code.replaceAll("__PRECACHE__", () => JSON.stringify({ version, files, policy }));
    },
  };
}
