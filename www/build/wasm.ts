/**
 * Serves the two wasm artifacts as they are, next to the bundle, and tells the page their addresses (`virtual:wasm`).
 *
 * They stay unbundled because the thread pool's workers import the kernel's glue script by its URL. The folder's name is a hash
 * of the content, so the files may be cached for ever.
 */

import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { Plugin } from "vite";

const VIRTUAL = "virtual:wasm";
const TYPES: Readonly<Record<string, string>> = { js: "text/javascript", wasm: "application/wasm", ts: "text/plain" };

interface Artifact {
  /** Relative to the site's root. */
  glue: string;
  wasm: string;
  memoryPages: number;
  files: { url: string; path: string }[];
}

export function wasmArtifacts(folder: string): Plugin {
  return {
    name: "dasklet-wasm",
    resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : undefined),
    load(id) {
      if (id !== `\0${VIRTUAL}`) return undefined;
      const kernel = artifact(folder, "kernel");
      const panels = artifact(folder, "panels");
      return [
        "const base = new URL(import.meta.env.BASE_URL, document.baseURI);",
        "const at = (path) => new URL(path, base).href;",
        `export const kernelFiles = { glueUrl: at("${kernel.glue}"), wasmUrl: at("${kernel.wasm}"), memoryPages: ${String(kernel.memoryPages)} };`,
        `export const panelsFiles = { glueUrl: at("${panels.glue}"), wasmUrl: at("${panels.wasm}") };`,
      ].join("\n");
    },
    generateBundle() {
      for (const name of ["kernel", "panels"]) {
        const { files } = artifact(folder, name);
        if (files.length === 0) this.warn(`${name} is not built: run "make wasm" first`);
        for (const file of files) {
          if (file.path.endsWith(".ts")) continue;
          this.emitFile({ type: "asset", fileName: file.url, source: readFileSync(file.path) });
        }
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const url = (request.url ?? "").split("?")[0] ?? "";
        const match = /\/wasm\/[0-9a-z]+\/(.+)$/.exec(url);
        if (!match?.[1] || match[1].includes("..")) {
          next();
          return;
        }
        const path = join(folder, match[1]);
        if (!existsSync(path)) {
          response.statusCode = 404;
          response.end(`${match[1]} is not built: run "make wasm"`);
          return;
        }
        response.setHeader("Content-Type", TYPES[path.split(".").pop() ?? ""] ?? "application/octet-stream");
        response.end(readFileSync(path));
      });
    },
  };
}

/** Addresses of one artifact. Before it is built they lead nowhere, and the page says what is missing. */
function artifact(folder: string, name: string): Artifact {
  const root = join(folder, name);
  const paths = existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }) : [];
  const files = paths.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const wasm = files.find((path) => path.endsWith("_bg.wasm"));
  if (!wasm) return { glue: `wasm/0/${name}/dasklet.js`, wasm: `wasm/0/${name}/dasklet_bg.wasm`, memoryPages: 0, files: [] };
  const hash = createHash("sha256");
  for (const path of files.sort()) hash.update(readFileSync(path));
  const prefix = `wasm/${hash.digest("hex").slice(0, 12)}`;
  const url = (path: string): string => `${prefix}/${relative(folder, path)}`;
  return {
    glue: url(wasm.replace(/_bg\.wasm$/, ".js")),
    wasm: url(wasm),
    memoryPages: importedMemoryPages(readFileSync(wasm)),
    files: files.map((path) => ({ url: url(path), path })),
  };
}

/**
 * The initial size of the memory that a module imports, in pages; 0 if it imports none.
 *
 * Reads the import section (id 2) as the WebAssembly core specification lays it out.
 */
export function importedMemoryPages(bytes: Uint8Array): number {
  let at = 8;
  const leb = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  const skipName = (): void => {
    const length = leb();
    at += length;
  };
  while (at < bytes.length) {
    const id = bytes[at++];
    const size = leb();
    if (id !== 2) {
      at += size;
      continue;
    }
    for (let left = leb(); left > 0; left--) {
      skipName();
      skipName();
      const kind = bytes[at++];
      if (kind === 2) {
        leb();
        return leb();
      }
      if (kind === 0) leb();
      else if (kind === 3) at += 2;
      else if (kind === 1) {
        at += 1;
        const hasMaximum = leb() & 1;
        leb();
        if (hasMaximum) leb();
      } else if (kind === 4) {
        at += 1;
        leb();
      }
    }
    return 0;
  }
  return 0;
}
