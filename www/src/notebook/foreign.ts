/**
 * Pictures, sound and video that a lesson or an output takes from other sites: loaded only once the reader has allowed it, for this
 * lesson and that site. Whoever serves a picture learns who reads the lesson, and when.
 *
 * ```text
 * sanitize: src="https://…"  ──▶  data-foreign-src="https://…"     nothing can load it
 * `admit`, allowed           ──▶  fetched without cookies  ──▶  src="blob:…"
 * `admit`, not allowed       ──▶  a few words in its place; the site's name in `waiting`
 * ```
 *
 * The page's policy lets nothing of other sites in, so a page that was never asked cannot be made to ask.
 */

import { el } from "../shell/dom";
import type { Storage } from "../state/storage";
import { Store } from "../state/store";

/** Attributes that make an element load something. */
const LOADING = ["src", "poster", "href", "xlink:href"];
const MARK = "data-foreign-";
/** A larger file is not shown. */
const BYTES_MAX = 50_000_000;

/** The origin of another site that the address leads to; null for this site's and for what is no address of a site. */
export function foreignOrigin(address: string, base: string): string | null {
  try {
    const url = new URL(address, base);
    return /^https?:$/.test(url.protocol) && url.origin !== new URL(base).origin ? url.origin : null;
  } catch {
    return null;
  }
}

/** Moves addresses of other sites aside. Of several to choose from (`srcset`) none stays: `src` is the one that is asked for. */
export function markForeign(node: Element, originOf: (address: string) => string | null): void {
  for (const name of LOADING) {
    const address = node.getAttribute(name);
    if (address === null || originOf(address) === null) continue;
    node.removeAttribute(name);
    node.setAttribute(MARK + name.replace(":", "-"), address);
  }
  const choices = node.getAttribute("srcset") ?? "";
  if (choices.split(/\s+|,/).some((part) => originOf(part) !== null)) node.removeAttribute("srcset");
  const background = node.getAttribute("background");
  if (background !== null && originOf(background) !== null) node.removeAttribute("background");
}

interface Place {
  element: Element;
  attribute: string;
  address: string;
  /** Words in its place; null where there is no room for them. */
  told: HTMLElement | null;
}

export class ForeignMedia {
  /** Sites that the lesson takes something from, and that the reader has not been asked about or has not allowed. */
  readonly waiting = new Store<readonly string[]>([]);
  readonly allowed: Store<readonly string[]>;
  readonly #storage: Storage;
  readonly #name: string;
  /** What waits, by site; it may have left the page. */
  readonly #places = new Map<string, { element: WeakRef<Element>; place: Omit<Place, "element"> }[]>();
  readonly #files = new Map<string, Promise<Blob>>();

  constructor(storage: Storage, lesson: string) {
    this.#storage = storage;
    this.#name = `foreign:${lesson}`;
    const kept = storage.read(this.#name);
    this.allowed = new Store<readonly string[]>(Array.isArray(kept) ? kept.filter((origin) => typeof origin === "string") : []);
  }

  /** Looks after everything in `root` that would load from other sites. */
  admit(root: ParentNode): void {
    for (const name of LOADING) {
      const attribute = MARK + name.replace(":", "-");
      for (const element of root.querySelectorAll(`[${attribute}]`)) {
        const address = element.getAttribute(attribute) ?? "";
        const origin = foreignOrigin(address, document.baseURI);
        if (origin !== null) this.#place({ element, attribute: name, address, told: wordsFor(element, name, origin) }, origin);
      }
    }
  }

  /** The reader allows what waits of these sites, now and when the lesson is opened again. */
  allow(origins: readonly string[]): void {
    this.allowed.set([...new Set([...this.allowed.value, ...origins])]);
    this.#storage.write(this.#name, this.allowed.value);
    this.waiting.set(this.waiting.value.filter((origin) => !origins.includes(origin)));
    for (const origin of origins) {
      for (const { element, place } of this.#places.get(origin) ?? []) {
        const there = element.deref();
        if (there) void this.#load({ ...place, element: there }, origin);
      }
      this.#places.delete(origin);
    }
  }

  /** From the next opening of the lesson on, nothing is loaded any more. */
  forget(): void {
    this.allowed.set([]);
    this.#storage.write(this.#name, undefined);
  }

  #place(place: Place, origin: string): void {
    if (place.told) place.element.after(place.told);
    if (this.allowed.value.includes(origin)) {
      void this.#load(place, origin);
      return;
    }
    const { element, ...rest } = place;
    const places = this.#places.get(origin) ?? [];
    places.push({ element: new WeakRef(element), place: rest });
    this.#places.set(origin, places);
    if (!this.waiting.value.includes(origin)) this.waiting.set([...this.waiting.value, origin]);
  }

  async #load({ element, attribute, address, told }: Place, origin: string): Promise<void> {
    try {
      const file = await this.#file(address);
      const url = URL.createObjectURL(file);
      if (element.tagName.toLowerCase() === "img") {
        for (const end of ["load", "error"]) element.addEventListener(end, () => URL.revokeObjectURL(url), { once: true });
      }
      element.setAttribute(attribute, url);
      told?.remove();
    } catch {
      const host = new URL(origin).host;
      if (told) told.textContent = `${host} did not give its picture: it cannot be reached, or does not let other pages read it`;
    }
  }

  #file(address: string): Promise<Blob> {
    const known = this.#files.get(address);
    if (known) return known;
    const file = fetchMedia(address);
    this.#files.set(address, file);
    // What failed may be tried again.
    file.catch(() => this.#files.delete(address));
    return file;
  }
}

/** Said in the place of what is not loaded. Inside a drawing there is no place for words. */
function wordsFor(element: Element, attribute: string, origin: string): HTMLElement | null {
  if (!(element instanceof HTMLElement) || attribute === "poster" || element.tagName === "SOURCE" || element.tagName === "TRACK") return null;
  const kind = element.tagName === "IMG" ? "Picture" : "Recording";
  const alt = (element.getAttribute("alt") ?? "").slice(0, 200);
  return el("span", { class: "foreign-media" }, `${kind} from ${new URL(origin).host}, not loaded${alt === "" ? "" : `: ${alt}`}`);
}

async function fetchMedia(address: string): Promise<Blob> {
  const response = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const file = await response.blob();
  if (!/^(?:image|audio|video)\//.test(file.type)) throw new Error(`this is no picture: ${file.type}`);
  if (file.size > BYTES_MAX) throw new Error("too large");
  return file;
}
