/**
 * What styles take: values that grow when custom properties are put in, and selectors that match much.
 *
 * ```text
 * --a: "xxxx"; --b: var(--a) var(--a); --c: var(--b) var(--b)     each twice as long as the one before
 * & &, & + & { & &, & + & { … } }                                 each four times as much to match as the one around it
 * ```
 */

/** Custom properties of an output, by name: all values that any of its rules gives them. */
export type CustomProperties = ReadonlyMap<string, readonly string[]>;

const STRINGS = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/g;
/** What makes a value that no counting of its own would foresee: names that are spelled by escapes, other functions that put values in. */
const UNFORESEEN = /\\|\battr\(\s*[^\s,()]+[\s,]|\bif\(|\binherit\(|--[\w-]*\(|\brandom-item\(/i;
/** Of custom properties of the page. */
const PAGE_VALUE_CHARS = 60;

/** Measures how long values get. `attributeChars` is the longest attribute, which `attr()` may put in. */
export function lengths(custom: CustomProperties, attributeChars: number): (value: string) => number {
  const known = new Map<string, number>();
  const lengthOfName = (name: string): number => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const values = custom.get(name);
    // One that leads to itself through others may grow from element to element.
    known.set(name, values ? Infinity : PAGE_VALUE_CHARS);
    const length = values ? Math.max(...values.map(lengthOf)) : PAGE_VALUE_CHARS;
    known.set(name, length);
    return length;
  };
  const lengthOf = (value: string): number => {
    const plain = value.replace(STRINGS, "");
    if (!/var\(|attr\(|\\|--|if\(|inherit\(/i.test(plain)) return value.length;
    if (UNFORESEEN.test(plain)) return Infinity;
    let length = value.length + attributeChars * count(plain, /attr\(/gi);
    for (const [, name] of plain.matchAll(/var\(\s*(--[^\s,)]*)/gi)) length += lengthOfName(name ?? "");
    return length;
  };
  return lengthOf;
}

/** How many elements of an output have an id, a class, a name; and all of them. */
export interface Census {
  ids: ReadonlyMap<string, number>;
  classes: ReadonlyMap<string, number>;
  tags: ReadonlyMap<string, number>;
  all: number;
}

/** What a rule's selectors match at most, and how much there is to look at in all. */
export interface Matching {
  elements: number;
  work: number;
}

/** Of what stands around a rule that stands in none. */
export const NO_RULE: Matching = { elements: 1, work: 1 };

const DESCENDANT_WORK = 6;
const SIBLING_WORK = 20;
const HAS_WORK = 50;

/** What matching a list of selectors takes; `around` is the rule that `&` stands for. */
export function matchingOf(selectors: string, census: Census, around: Matching): Matching {
  const matching: Matching = { elements: 0, work: 0 };
  for (const selector of topLevel(selectors)) {
    const elements = lastMatches(selector, census, around);
    const around_ = count(selector, /&/g) * around.work;
    const work =
      1 + count(selector, /[.#[:>+]/g) + DESCENDANT_WORK * count(selector, /[^\s>+~,(] (?=[^\s>+~,)])/g) + SIBLING_WORK * count(selector, /~/g) + HAS_WORK * count(selector, /:has\(/gi);
    matching.elements += elements;
    matching.work += work + around_;
  }
  return matching;
}

/** How many elements the last part of a selector may match, as a browser sorts its rules. */
function lastMatches(selector: string, census: Census, around: Matching): number {
  const last = selector.replace(/\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\)/g, "").split(/[\s>+~]+/).at(-1) ?? "";
  if (/[()\\]/.test(last)) return census.all;
  if (/:(?:root|host)\b/i.test(last)) return 1;
  const id = /#([\w-]+)/.exec(last)?.[1];
  if (id !== undefined) return census.ids.get(id) ?? 0;
  const className = /\.([\w-]+)/.exec(last)?.[1];
  if (className !== undefined) return census.classes.get(className) ?? 0;
  const tag = /^[a-z][\w-]*/i.exec(last)?.[0];
  if (tag !== undefined) return census.tags.get(tag.toLowerCase()) ?? 0;
  return last.startsWith("&") && around !== NO_RULE ? around.elements : census.all;
}

/** Parts between commas that stand in no brackets. */
function topLevel(selectors: string): string[] {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < selectors.length; at++) {
    const character = selectors.charAt(at);
    if (character === "\\") at += 1;
    else if (character === "(" || character === "[") depth += 1;
    else if (character === ")" || character === "]") depth -= 1;
    else if (character === "," && depth === 0) {
      parts.push(selectors.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...parts, selectors.slice(from).trim()];
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
