/**
 * Gets the page cross-origin isolated where it can be, and says why where it cannot.
 *
 * Workers may share memory only on an isolated page. Servers of ours send the headers; on a static host the service worker
 * adds them, which takes one reload. Never more than one per tab: a flag in the session's storage says that it was tried.
 */

const TRIED = "dasklet:isolation-reload";
/** A service worker that takes longer than this is not waited for. */
const ACTIVATION_MILLIS_MAX = 4000;

export type SingleThreadReason = "embedded" | "insecure" | "no-service-worker" | "in-vain" | "not-stored";

export type IsolationPlan = { kind: "isolated" } | { kind: "reload" } | { kind: "single"; reason: SingleThreadReason };

export interface IsolationFacts {
  isolated: boolean;
  secure: boolean;
  embedded: boolean;
  hasServiceWorker: boolean;
  /** Whether the one reload was used; null where nothing can be remembered. */
  tried: boolean | null;
}

export function isolationPlan(facts: IsolationFacts): IsolationPlan {
  if (facts.isolated) return { kind: "isolated" };
  if (facts.embedded) return { kind: "single", reason: "embedded" };
  if (!facts.secure) return { kind: "single", reason: "insecure" };
  if (!facts.hasServiceWorker) return { kind: "single", reason: "no-service-worker" };
  if (facts.tried === null) return { kind: "single", reason: "not-stored" };
  if (facts.tried) return { kind: "single", reason: "in-vain" };
  return { kind: "reload" };
}

/** One sentence for the notice. */
export const SINGLE_THREAD_TEXT: Readonly<Record<SingleThreadReason, string>> = {
  embedded: "the page is embedded in another page that is not cross-origin isolated",
  insecure: "the page was not loaded over a secure connection (https)",
  "no-service-worker": "the server sends no isolation headers and the browser allows no service worker here",
  "in-vain": "the server sends no isolation headers and the service worker could not add them",
  "not-stored": "the server sends no isolation headers and the browser keeps no data for this page",
};

/**
 * Settles with the reason for one thread, or null when memory can be shared.
 * When the page reloads to become isolated, it does not settle at all.
 */
export async function settleIsolation(serviceWorkerUrl: string | null): Promise<SingleThreadReason | null> {
  const plan = isolationPlan({
    isolated: globalThis.crossOriginIsolated,
    secure: globalThis.isSecureContext,
    embedded: window.top !== window.self,
    hasServiceWorker: serviceWorkerUrl !== null && "serviceWorker" in navigator,
    tried: readTried(),
  });
  switch (plan.kind) {
    case "isolated":
      return null;
    case "single":
      return plan.reason;
    case "reload": {
      const active = serviceWorkerUrl !== null && (await activate(serviceWorkerUrl));
      if (!active) return "no-service-worker";
      if (!rememberTried()) return "not-stored";
      location.reload();
      return new Promise<never>(() => undefined);
    }
  }
}

/** Registers the service worker and has it store the site; for pages that are up already. Marks the page when it is stored. */
export async function keepForOffline(serviceWorkerUrl: string): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    navigator.serviceWorker.addEventListener("message", (event) => {
      if (event.data === "stored") document.documentElement.dataset["offline"] = "ready";
    });
    await navigator.serviceWorker.register(serviceWorkerUrl);
    const registration = await navigator.serviceWorker.ready;
    registration.active?.postMessage("store");
  } catch {
    // Offline use is an extra: a browser that forbids service workers loses nothing else.
  }
}

/** Whether the service worker controls this page in time. */
async function activate(url: string): Promise<boolean> {
  try {
    await navigator.serviceWorker.register(url);
  } catch {
    return false;
  }
  if (navigator.serviceWorker.controller) return true;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ACTIVATION_MILLIS_MAX);
    navigator.serviceWorker.addEventListener(
      "controllerchange",
      () => {
        clearTimeout(timer);
        resolve(true);
      },
      { once: true },
    );
  });
}

function readTried(): boolean | null {
  try {
    return sessionStorage.getItem(TRIED) !== null;
  } catch {
    return null;
  }
}

function rememberTried(): boolean {
  try {
    sessionStorage.setItem(TRIED, "1");
    return true;
  } catch {
    return false;
  }
}
