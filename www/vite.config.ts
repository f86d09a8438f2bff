import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { contentSecurityPolicy, ISOLATION_HEADERS, policyInPage } from "./build/headers.ts";
import { lessonList } from "./build/lessons.ts";
import { preload } from "./build/preload.ts";
import { serviceWorker } from "./build/service-worker.ts";
import { wasmArtifacts } from "./build/wasm.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Where the page is served: for both the development server and the preview of the production build. */
const server = { host: "127.0.0.1", port: 8080, strictPort: true };
const policy = contentSecurityPolicy(readFileSync(here("index.html"), "utf8"));

export default defineConfig({
  // Relative addresses: the built page works under any path of a static host.
  base: "./",
  plugins: [
    wasmArtifacts(here("src/engine/wasm")),
    lessonList(here("../tutorials")),
    preload("/src/page.ts"),
    serviceWorker(here("src/service-worker/worker.ts"), policy),
    policyInPage(policy),
  ],
  // The development server puts scripts of its own into the page, so it sends no policy.
  server: { ...server, headers: ISOLATION_HEADERS, fs: { allow: [here("."), here("../tutorials")] } },
  preview: { ...server, headers: { ...ISOLATION_HEADERS, "Content-Security-Policy": policy } },
  worker: { format: "es" },
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 800 },
});
