/**
 * The site's one service worker: adds the headers that static hosts do not send (isolation, and the policy that is in force in workers
 * only if it is sent with their scripts), and keeps the site for offline use.
 *
 * - Addresses under `assets/` and `wasm/` carry a hash of their content: once stored they are answered from the cache.
 * - The page itself comes from the network first, so a new version shows at once; from the cache when there is no network.
 * - It is never unregistered: the page that it isolates would lose its shared memory.
 */

export {};

declare const self: ServiceWorkerGlobalScope;
/** Written by the build: what this version consists of, relative to the site's root, and the content security policy. */
declare const __PRECACHE__: { version: string; files: string[]; policy: string };

const { version, files, policy } = __PRECACHE__;
const CACHE_PREFIX = "dasklet-";
const CACHE = `${CACHE_PREFIX}${version}`;
const ROOT = "./";

self.addEventListener("install", (event) => {
  event.waitUntil(self.skipWaiting());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

self.addEventListener("message", (event) => {
  // The page asks once it is idle, so that storing never competes with starting.
  if (event.data === "store") event.waitUntil(storeAll().then(() => event.source?.postMessage("stored")));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  event.respondWith(answer(request, url));
});

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function storeAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const path of [ROOT, ...files]) {
    if (path !== ROOT && (await cache.match(path))) continue;
    const response = await fetch(path);
    if (response.ok) await cache.put(path, response);
  }
}

async function answer(request: Request, url: URL): Promise<Response> {
  const isHashed = /\/(assets|wasm)\/[^/]/.test(url.pathname);
  if (isHashed) {
    const stored = await storedAnswer(request);
    if (stored) return isolated(stored);
  }
  try {
    return isolated(await fetch(request));
  } catch (error) {
    const stored = await storedAnswer(request.mode === "navigate" ? ROOT : request);
    if (stored) return isolated(stored);
    throw error;
  }
}

/** A storage that was cleared or forbidden must not keep the network's answer away. */
async function storedAnswer(request: Request | string): Promise<Response | undefined> {
  try {
    return await (await caches.open(CACHE)).match(request);
  } catch {
    return undefined;
  }
}

/** The same response with the headers that isolate the page, and its policy. */
function isolated(response: Response): Response {
  if (response.type === "opaque" || response.type === "opaqueredirect" || response.type === "error") return response;
  const headers = new Headers(response.headers);
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Embedder-Policy", "require-corp");
  headers.set("Cross-Origin-Resource-Policy", "same-origin");
  headers.set("Content-Security-Policy", policy);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
