/**
 * How heavy HTML, SVG and pictures are, before a browser gets to see them.
 *
 * Counted in the text itself, in one go: three hundred thousand `<div>` inside each other take the browser minutes to parse, and
 * nobody can stop it. The counts may be too high (tags in styles count), and elements that HTML closes by itself are no depth.
 * What was parsed is held against what laying it out takes in `layout-cost.ts`.
 */

export const ELEMENTS_MAX = 30_000;
export const DEPTH_MAX = 500;
/** In one tag: each is compared with all before it. */
export const ATTRIBUTES_MAX = 1000;
/** Elements that the parser may make without a tag of their own. Most of them it does not make: those it did are counted once more. */
export const REOPENED_MAX = 300_000;
/** Characters of one Markdown output: converting it takes longer than its length tells. */
export const MARKDOWN_CHARS_MAX = 100_000;
/** Characters of one HTML or SVG output. */
export const RICH_CHARS_MAX = 2_000_000;
/** Characters of one picture, which is base64. */
export const PICTURE_CHARS_MAX = 40_000_000;
/** Decoded, each takes four bytes. */
export const PICTURE_PIXELS_MAX = 100_000_000;

export interface Weight {
  elements: number;
  /** The most that were open at once. */
  depth: number;
  /** The most in one tag. */
  attributes: number;
  /** Elements that may be made without a tag: `<b>` that a paragraph's end closes is opened again in the next one. */
  reopened: number;
}

/** Elements without content, and those that end where the next one of their kind begins. */
const FLAT = new Set(
  "area br col embed hr img input link meta source track wbr p li dt dd tr td th thead tbody tfoot colgroup option optgroup rt rp".split(" "),
);
/** Elements that are opened again after the end of what they were opened in. */
const FORMATTING = new Set("a b big code em font i nobr s small strike strong tt u".split(" "));
/** Of equal ones no more are opened again. */
const EQUALS_MAX = 3;
/** New elements for an end tag that stands across others. */
const CLONES_MAX = 32;
/** Elements that may begin by ending others. */
const ENDING = new Set([
  ..."address article aside blockquote button center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6".split(" "),
  ..."header hgroup hr li listing main menu nav ol plaintext pre search section select summary textarea ul xmp p dd dt".split(" "),
  ..."caption table tbody td tfoot th thead tr col colgroup option optgroup rb rp rt rtc input body html head frameset frame".split(" "),
]);
/** What stands in them is text. */
const RAW = new Set("script style textarea title xmp iframe noembed noframes noscript plaintext".split(" "));
const BOGUS = { begin: "", end: ">" };
const COMMENTS = [{ begin: "<!--", end: "--!?>" }, { begin: "<![", end: "\\]\\]>" }, { ...BOGUS, begin: "<!" }, { ...BOGUS, begin: "<?" }];
const NAME = /[^\t\n\f\r />]*/y;
export function weightOf(html: string): Weight {
  let depth = 0;
  const weight: Weight = { elements: 0, depth: 0, attributes: 0, reopened: 0 };
  const formatting = new OpenFormatting();
  // Where tags stand in what is text in one place and none in another, each counts from there on, wherever it stands.
  let isDoubtful = false;
  let looked = 0;
  const find = finder(html);
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at)) {
    const comment = COMMENTS.find(({ begin }) => html.startsWith(begin, at)) ?? (/^<\/[^a-z]/i.test(html.slice(at, at + 3)) ? BOGUS : undefined);
    if (comment) isDoubtful ||= find(TAG, at + 1) < find(comment.end, at + 1);
    const from = at;
    const isEnd = html[at + 1] === "/";
    at += isEnd ? 2 : 1;
    if (!/[a-z]/i.test(html.charAt(at))) continue;
    NAME.lastIndex = at;
    const name = (NAME.exec(html)?.[0] ?? "").toLowerCase();
    at += name.length;
    const isFlat = FLAT.has(name);
    if (isEnd) {
      if (!isFlat) depth = Math.max(0, depth - 1);
      // A paragraph that ends without a beginning is one.
      weight.reopened += formatting.end(isDoubtful ? null : name) + (name === "p" ? 1 : 0);
      continue;
    }
    const tag = restOfTag(html, at);
    weight.elements += 1;
    weight.attributes = Math.max(weight.attributes, tag.attributes);
    const isClosed = html[tag.end - 1] === "/" && !FORMATTING.has(name);
    weight.reopened += formatting.start(name, html.slice(from, tag.end), isFlat || isClosed);
    if (RAW.has(name)) isDoubtful ||= find(TAG, tag.end) < find(`</${name}`, tag.end);
    // Tags in tags in tags: not worth the time.
    looked += tag.end - at;
    if (looked > LOOKS_MAX * html.length) return { ...weight, attributes: Infinity };
    if (!isDoubtful) at = tag.end;
    if (isFlat || isClosed) continue;
    depth += 1;
    weight.depth = Math.max(weight.depth, depth);
  }
  return weight;
}

/** How often each character may be looked at. */
const LOOKS_MAX = 10;

const TAG = "</?[a-z]";

/** Where the next match of a pattern is. Places are asked for in order, so each is looked for once. */
function finder(html: string): (pattern: string, from: number) => number {
  const found = new Map<string, { from: number; at: number }>();
  return (source, from) => {
    const known = found.get(source);
    if (known && known.from <= from && from <= known.at) return known.at;
    const pattern = new RegExp(source, "gi");
    pattern.lastIndex = from;
    const at = pattern.exec(html)?.index ?? html.length;
    found.set(source, { from, at });
    return at;
  };
}

/**
 * Which formatting is open, at most: what is closed in order is closed, everything else may stay open to the end.
 *
 * Both methods say how many elements the parser may have to open again because of the tag.
 */
class OpenFormatting {
  readonly #names: string[] = [];
  readonly #tags: string[] = [];
  readonly #equals = new Map<string, number>();
  #links = 0;
  #open = 0;

  start(name: string, tag: string, isFlat: boolean): number {
    const lost = ENDING.has(name) || (name === "a" && this.#links > 0) || name === "nobr" ? this.#lost() : 0;
    if (isFlat) return lost;
    this.#names.push(name);
    this.#tags.push(tag);
    if (!FORMATTING.has(name)) return lost;
    if (name === "a") this.#links += 1;
    const equals = this.#equals.get(tag) ?? 0;
    this.#equals.set(tag, equals + 1);
    if (equals < EQUALS_MAX) this.#open += 1;
    return lost;
  }

  /** Null where the tag may be none. */
  end(name: string | null): number {
    if (name === null || this.#names.at(-1) !== name) return this.#lost();
    this.#names.pop();
    const tag = this.#tags.pop() ?? "";
    if (!FORMATTING.has(name)) return 0;
    if (name === "a") this.#links -= 1;
    const equals = (this.#equals.get(tag) ?? 1) - 1;
    this.#equals.set(tag, equals);
    if (equals < EQUALS_MAX) this.#open -= 1;
    return 0;
  }

  #lost(): number {
    return this.#open === 0 ? 0 : this.#open + CLONES_MAX;
  }
}

const SPACE = new Set(["\t", "\n", "\f", "\r", " "]);

/** Where the tag ends that has its name before `from`, and how many attributes it has: by the states of HTML's tokenizer. */
function restOfTag(html: string, from: number): { end: number; attributes: number } {
  let attributes = 0;
  let state: "between" | "name" | "after name" | "before value" | "value" = "between";
  for (let at = from; at < html.length; at++) {
    const character = html.charAt(at);
    if (character === ">") return { end: at, attributes };
    const isSpace = SPACE.has(character);
    if (state === "value") {
      if (isSpace) state = "between";
    } else if (state === "before value") {
      if (isSpace) continue;
      state = "value";
      if (character !== '"' && character !== "'") continue;
      const close = html.indexOf(character, at + 1);
      if (close < 0) break;
      at = close;
      state = "between";
    } else if (character === "/") state = "between";
    else if (isSpace) state = state === "between" ? "between" : "after name";
    else if (character === "=" && state !== "between") state = "before value";
    else if (state !== "name") {
      attributes += 1;
      state = "name";
    }
  }
  return { end: html.length, attributes };
}

const COUNT = new Intl.NumberFormat("en");

/** Why so much of something is not shown, as the end of a sentence; null where it can be. */
export function more(what: string, count: number, most: number): string | null {
  if (count <= most) return null;
  const many = count < 1e12 ? COUNT.format(count) : "very many";
  return `${many} ${what}, and at most ${COUNT.format(most)} are shown`;
}

export const tooLong = (length: number, most: number): string | null => more("characters", length, most);

/** Why HTML or SVG is not shown, as the end of a sentence; null where it can be. */
export function tooHeavy(html: string, weight: Weight): string | null {
  return (
    tooLong(html.length, RICH_CHARS_MAX) ??
    more("elements", weight.elements, ELEMENTS_MAX) ??
    more("elements inside each other", weight.depth, DEPTH_MAX) ??
    more("attributes in one element", weight.attributes, ATTRIBUTES_MAX) ??
    more("elements opened again after others have ended", weight.reopened, REOPENED_MAX)
  );
}

export interface PictureSize {
  width: number;
  height: number;
}

/** Pixels of a PNG, GIF, WebP or JPEG in base64, from its first bytes; null where they do not say. */
export function pictureSize(base64: string): PictureSize | null {
  const bytes = firstBytes(base64);
  const view = new DataView(bytes.buffer);
  if (bytes.length >= 24 && view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (bytes.length >= 10 && view.getUint32(0) === 0x47494638) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (bytes.length >= 30 && view.getUint32(8) === 0x57454250) return webpSize(view);
  return bytes.length >= 4 && view.getUint16(0) === 0xffd8 ? jpegSize(view) : null;
}

/** By its first chunk: extended, lossless or lossy. */
function webpSize(view: DataView): PictureSize | null {
  switch (view.getUint32(12)) {
    case 0x56503858: // "VP8X"
      return { width: 1 + (view.getUint32(24, true) & 0xffffff), height: 1 + (view.getUint32(26, true) >>> 8) };
    case 0x5650384c: { // "VP8L"
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 0x56503820: // "VP8 "
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    default:
      return null;
  }
}

function jpegSize(view: DataView): PictureSize | null {
  // Segments of a marker and a length, until the one that begins a frame.
  for (let at = 2; at + 9 < view.byteLength && view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
  }
  return null;
}

/** Enough for the profiles and previews that cameras put before a JPEG's frame. */
const HEAD_CHARS = 400_000;

function firstBytes(base64: string): Uint8Array<ArrayBuffer> {
  try {
    const head = base64.slice(0, HEAD_CHARS).replace(/\s/g, "");
    return Uint8Array.from(atob(head.slice(0, head.length - (head.length % 4))), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

/** Why a picture is not shown, as the end of a sentence; null where it can be. */
export function tooLarge(base64: string, size: PictureSize | null): string | null {
  if (base64.length > PICTURE_CHARS_MAX) return `${COUNT.format(base64.length)} characters, and at most ${COUNT.format(PICTURE_CHARS_MAX)} are shown`;
  const pixels = size === null ? 0 : size.width * size.height;
  if (pixels <= PICTURE_PIXELS_MAX) return null;
  return `${COUNT.format(size?.width ?? 0)} × ${COUNT.format(size?.height ?? 0)} pixels, and at most ${COUNT.format(PICTURE_PIXELS_MAX)} are shown`;
}
