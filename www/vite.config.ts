import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { ISOLATION_HEADERS } from "./build/headers.ts";
import { lessonList } from "./build/lessons.ts";
import { preload } from "./build/preload.ts";
import { serviceWorker } from "./build/service-worker.ts";
import { wasmArtifacts } from "./build/wasm.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Where the page is served: for both the development server and the preview of the production build. */
const server = { host: "127.0.0.1", port: 8080, strictPort: true, headers: ISOLATION_HEADERS };

export default defineConfig({
  // Relative addresses: the built page works under any path of a static host.
  base: "./",
  plugins: [wasmArtifacts(here("src/engine/wasm")), lessonList(here("../tutorials")), preload("/src/page.ts"), serviceWorker(here("src/service-worker/worker.ts"))],
  server: { ...server, fs: { allow: [here("."), here("../tutorials")] } },
  preview: server,
  worker: { format: "es" },
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 800 },
});
