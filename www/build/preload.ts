/** Has the browser fetch the page's larger part while its first script still runs: no round trip between the two. */

import type { Plugin } from "vite";

/** `module` is the end of the path of a module that the page imports dynamically. */
export function preload(module: string): Plugin {
  return {
    name: "dasklet-preload",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle }) => {
        const chunk = Object.values(bundle ?? {}).find((file) => file.type === "chunk" && file.facadeModuleId?.endsWith(module));
        if (chunk?.type !== "chunk") throw new Error(`no chunk is made of ${module}`);
        const files = [chunk.fileName, ...chunk.imports].filter((file) => !html.includes(file));
        return files.map((file) => ({ tag: "link", injectTo: "head", attrs: { rel: "modulepreload", crossorigin: "", href: `./${file}` } }));
      },
    },
  };
}
