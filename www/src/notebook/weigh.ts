/**
 * How heavy HTML, SVG and pictures are, before a browser gets to see them.
 *
 * Counted in the text itself, in one go: three hundred thousand `<div>` inside each other take the browser minutes to parse, and
 * nobody can stop it. The counts may be too high (what stands in comments counts), and elements that HTML closes by itself are
 * no depth.
 */

export const ELEMENTS_MAX = 30_000;
export const DEPTH_MAX = 500;
/** In one tag: each is compared with all before it. */
export const ATTRIBUTES_MAX = 1000;
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
}

/** Elements without content, and those that end where the next one of their kind begins. */
const FLAT = new Set(
  "area br col embed hr img input link meta source track wbr p li dt dd tr td th thead tbody tfoot colgroup option optgroup rt rp".split(" "),
);
const NAME = /[^\s/>]*/y;
export function weightOf(html: string): Weight {
  let elements = 0;
  let depth = 0;
  const weight: Weight = { elements: 0, depth: 0, attributes: 0 };
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at)) {
    const isEnd = html[at + 1] === "/";
    at += isEnd ? 2 : 1;
    if (!/[a-z]/i.test(html.charAt(at))) continue;
    NAME.lastIndex = at;
    const name = (NAME.exec(html)?.[0] ?? "").toLowerCase();
    at += name.length;
    const isFlat = FLAT.has(name);
    if (isEnd) {
      if (!isFlat) depth = Math.max(0, depth - 1);
      continue;
    }
    const tag = restOfTag(html, at);
    at = tag.end;
    elements += 1;
    weight.attributes = Math.max(weight.attributes, tag.attributes);
    if (isFlat || html[at - 1] === "/") continue;
    depth += 1;
    weight.depth = Math.max(weight.depth, depth);
  }
  weight.elements = elements;
  return weight;
}

const QUOTES = new Set(['"', "'"]);

/** Where the tag ends that has its name before `from`, and how many attributes it has. */
function restOfTag(html: string, from: number): { end: number; attributes: number } {
  let attributes = 0;
  let isBetween = true;
  let isValue = false;
  for (let at = from; at < html.length; at++) {
    const character = html.charAt(at);
    if (character === ">") return { end: at, attributes };
    if (QUOTES.has(character) && isValue) {
      const close = html.indexOf(character, at + 1);
      if (close < 0) return { end: html.length, attributes };
      at = close;
      isBetween = true;
      isValue = false;
    } else if (/[\s/]/.test(character)) isBetween = true;
    else {
      if (isBetween && !isValue && character !== "=") attributes += 1;
      isBetween = false;
      isValue = character === "=";
    }
  }
  return { end: html.length, attributes };
}

const COUNT = new Intl.NumberFormat("en");

/** Why HTML or SVG is not shown, as the end of a sentence; null where it can be. */
export function tooHeavy(html: string, weight: Weight): string | null {
  const more = (what: string, count: number, most: number): string | null =>
    count > most ? `${COUNT.format(count)} ${what}, and at most ${COUNT.format(most)} are shown` : null;
  return (
    more("characters", html.length, RICH_CHARS_MAX) ??
    more("elements", weight.elements, ELEMENTS_MAX) ??
    more("elements inside each other", weight.depth, DEPTH_MAX) ??
    more("attributes in one element", weight.attributes, ATTRIBUTES_MAX)
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
