/**
 * Looks through HTML and SVG that has been parsed, before it is laid out: laying out is one step, which nobody can stop.
 *
 * in: what `sanitize.ts` made; out: whether it may be shown, and what it is shown without.
 *
 * - Elements, generated text, cells of tables, drawings and the matching of styles are counted, each with what multiplies it.
 * - Text in columns is laid out as one: a browser takes a box of its own for each column, and a tall text in low ones has millions.
 * - Styles load no parts of drawings: which elements they are for is not known before they are laid out.
 */

import { drawingCost, elementCost, referencesOf, type Figure } from "./drawing-cost";
import { lengths, matchingOf, NO_RULE, type Census, type Matching } from "./style-cost";
import { ELEMENTS_MAX, more, tooHeavy, weightOf } from "./weigh";

/** Elements of drawings, each as often as it is drawn. */
export const DRAWN_MAX = 150_000;
/** Columns times rows that the cells of tables reach over. */
export const CELLS_MAX = 400_000;
/** Characters of one value, with custom properties put in. */
export const VALUE_CHARS_MAX = 20_000;
/** Looks at an element and a part of a selector or a value. */
export const MATCHING_MAX = 40_000_000;

/** Shadows, gradients and the like, each as often as an element has it. */
export const PAINTED_MAX = 60_000;
/** Characters that become lines: in a narrow box each is one. */
export const TEXT_CHARS_MAX = 400_000;

export interface Verdict {
  /** Why it can't be laid out, as the end of a sentence. */
  why: string | null;
  /** What it is shown without. */
  without: ReadonlySet<string>;
}

/** Takes out of `root` what can be left out, and says whether the rest can be laid out. */
export function prepareForLayout(root: DocumentFragment): Verdict {
  const elements = [...root.querySelectorAll("*")];
  const styles = new Styles(censusOf(elements), Math.max(0, ...elements.map(longestAttribute)));
  for (const element of elements) {
    if (element.localName === "style") styles.sheet(element);
    else styles.inline(element);
  }
  const why =
    more("elements", elements.length, ELEMENTS_MAX) ??
    more("characters of text", textOf(root), TEXT_CHARS_MAX) ??
    styles.tooMuch() ??
    more("cells that its tables reach over", reachOfTables(root), CELLS_MAX) ??
    more("parts of drawings, each as often as it is drawn", styles.pictures + drawn(root, elements), DRAWN_MAX);
  return { why, without: styles.without };
}

const COLUMNS = new Set(["columns", "column-count", "column-width", "column-height", "column-wrap", "-webkit-columns", "-webkit-column-count", "-webkit-column-width"]);
/** Properties whose value becomes text. */
const TEXTS = /^(?:content|quotes|list-style.*|text-overflow|text-emphasis.*|hyphenate-character|-webkit-text-emphasis.*|symbols|prefix|suffix)$/;
/** Rules that hold others or declarations and mean nothing new to them. */
const RULES = new Set(
  (
    "CSSStyleRule CSSMediaRule CSSSupportsRule CSSLayerBlockRule CSSLayerStatementRule CSSContainerRule CSSScopeRule CSSStartingStyleRule " +
    "CSSKeyframesRule CSSKeyframeRule CSSFontFaceRule CSSNamespaceRule CSSPropertyRule CSSNestedDeclarations"
  ).split(" "),
);
/** Of a custom property with escapes, which may spell an address. */
const HIDDEN_CHARS_MAX = 100;
const DRAWING_PART = /url\(\s*["']?(?!data:)[^"')]*#/i;

interface Declared {
  name: string;
  value: string;
  matching: Matching;
}

/** All styles of one output. */
class Styles {
  readonly without = new Set<string>();
  /** What SVG takes that stands in addresses of styles. */
  pictures = 0;
  readonly #custom = new Map<string, string[]>();
  readonly #declared: Declared[] = [];
  #work = 0;

  constructor(
    private readonly census: Census,
    private readonly attributeChars: number,
  ) {}

  sheet(element: Element): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(element.textContent);
    if (!this.#rules(sheet, NO_RULE)) return;
    element.textContent = [...sheet.cssRules].map((rule) => rule.cssText).join("\n");
  }

  inline(element: Element): void {
    const text = element.getAttribute("style");
    if (text === null || !/col|var|--|attr|url|image|shadow|filter|animation|background|\\/i.test(text)) return;
    if (!(element instanceof HTMLElement || element instanceof SVGElement || element instanceof MathMLElement)) return;
    const isChanged = this.#declarations(element.style, { elements: 1, work: 1 }, true);
    // What is spelled by escapes is written without them.
    if (isChanged || text.includes("\\")) element.setAttribute("style", element.style.cssText);
  }

  tooMuch(): string | null {
    const lengthOf = lengths(this.#custom, this.attributeChars);
    let [longest, generated, painted, work] = [0, 0, 0, this.#work];
    for (const { name, value, matching } of this.#declared) {
      const length = lengthOf(value);
      longest = Math.max(longest, /var\(|--|\\/i.test(value) ? length : 0);
      work += matching.elements * (1 + length / 50);
      if (TEXTS.test(name)) generated += matching.elements * length;
      painted += matching.elements * paintCost(name, value, length);
    }
    return (
      more("characters in a style", longest, VALUE_CHARS_MAX) ??
      more("characters of text in styles", generated, TEXT_CHARS_MAX) ??
      more("shadows, gradients and effects", Math.round(painted), PAINTED_MAX) ??
      more("steps to find what styles are for", Math.round(work), MATCHING_MAX)
    );
  }

  /** Whether something was taken out. */
  #rules(parent: CSSStyleSheet | CSSGroupingRule | CSSStyleRule | CSSKeyframesRule, around: Matching): boolean {
    let isChanged = false;
    for (let idx = parent.cssRules.length - 1; idx >= 0; idx--) {
      const rule = parent.cssRules[idx];
      if (!rule) continue;
      if (!RULES.has(rule.constructor.name) && !(parent instanceof CSSKeyframesRule)) {
        parent.deleteRule(idx);
        this.without.add("rules of a kind that is not known here");
        isChanged = true;
        continue;
      }
      let matching = around;
      if (rule instanceof CSSStyleRule) {
        matching = matchingOf(rule.selectorText, this.census, around);
        this.#work += matching.elements * matching.work;
      }
      if ("style" in rule && rule.style instanceof CSSStyleDeclaration) isChanged = this.#declarations(rule.style, matching, false) || isChanged;
      const hasRules = rule instanceof CSSStyleRule || rule instanceof CSSGroupingRule || rule instanceof CSSKeyframesRule;
      if (hasRules) isChanged = this.#rules(rule, matching) || isChanged;
    }
    return isChanged;
  }

  #declarations(style: CSSStyleDeclaration, matching: Matching, isInline: boolean): boolean {
    let isChanged = false;
    for (const name of [...style]) {
      const value = style.getPropertyValue(name);
      const isCustom = name.startsWith("--");
      const isHidden = isCustom && value.includes("\\") && value.length > HIDDEN_CHARS_MAX;
      if (COLUMNS.has(name)) this.without.add("columns of text");
      else if (isHidden || (DRAWING_PART.test(value) && (isCustom || !isInline))) this.without.add("parts of drawings in styles");
      else {
        this.pictures += picturesIn(value);
        if (isCustom) this.#custom.set(name, [...(this.#custom.get(name) ?? []), value]);
        this.#declared.push({ name, value: value === "" ? pending(style, name) : value, matching });
        continue;
      }
      style.removeProperty(name);
      isChanged = true;
    }
    return isChanged;
  }
}

/** What painting a value takes beyond colours, in shadows. */
function paintCost(name: string, value: string, length: number): number {
  if (!PAINTS.test(name) || /^(?:none|initial|inherit|unset)$/.test(value)) return 0;
  // Each takes some characters, those that custom properties bring along too.
  if (value.includes("var(")) return length / 20;
  const plain = value.replace(/\([^()]*(?:\([^()]*\)[^()]*)*\)/g, "()");
  const count = plain.split(name.endsWith("filter") ? ")" : ",").length - (name.endsWith("filter") ? 1 : 0);
  return count * (name.endsWith("shadow") || name.endsWith("image") ? 1 : EFFECT);
}

const PAINTS = /^(?:text-shadow|box-shadow|background-image|border-image-source|(?:-webkit-)?mask-image|(?:-webkit-)?filter|backdrop-filter|animation-name)$/;
/** A blur or an animation, in shadows. */
const EFFECT = 20;

/** Characters of text, without styles. */
function textOf(root: DocumentFragment): number {
  const styles = [...root.querySelectorAll("style")].reduce((sum, style) => sum + style.textContent.length, 0);
  return root.textContent.length - styles;
}

/** Of a longhand whose shorthand is not known before custom properties are put in: the shorthand's value. */
function pending(style: CSSStyleDeclaration, longhand: string): string {
  const parts = longhand.split("-");
  for (let length = parts.length - 1; length > 0; length--) {
    const value = style.getPropertyValue(parts.slice(0, length).join("-"));
    if (value !== "") return value;
  }
  return "";
}

function longestAttribute(element: Element): number {
  return Math.max(0, ...[...element.attributes].map(({ name, value }) => (name === "style" || /^(?:src|href|d)$/.test(name) ? 0 : value.length)));
}

function censusOf(elements: readonly Element[]): Census {
  const [ids, classes, tags] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const add = (counts: Map<string, number>, name: string): unknown => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const element of elements) {
    if (element.id !== "") add(ids, element.id);
    for (const name of element.classList) add(classes, name);
    add(tags, element.localName.toLowerCase());
  }
  return { ids, classes, tags, all: elements.length };
}

/** Columns times rows of all cells of all tables. */
function reachOfTables(root: DocumentFragment): number {
  const spans = [...root.querySelectorAll("[colspan], [rowspan], [span]")];
  if (spans.length === 0) return 0;
  const rows = root.querySelectorAll("tr").length;
  const number = (element: Element, name: string, most: number): number => Math.min(Math.max(1, parseInt(element.getAttribute(name) ?? "1", 10) || (name === "rowspan" ? most : 1)), most);
  let [reach, columns] = [0, 0];
  const widest = new Map<Element | null, number>();
  for (const element of spans) {
    const width = Math.max(number(element, "colspan", 1000), number(element, "span", 1000));
    const height = number(element, "rowspan", Math.min(rows, 65_534));
    reach += width * height;
    if (height > 1) columns += width - 1;
    else widest.set(element.parentElement, (widest.get(element.parentElement) ?? 0) + width);
  }
  columns += Math.max(0, ...widest.values());
  return reach + columns * rows;
}

/** Elements of drawings, each as often as others refer to it; those of pictures that are SVG themselves, too. */
function drawn(root: DocumentFragment, elements: readonly Element[]): number {
  let [sum, isDrawing] = [0, false];
  for (const element of elements) {
    isDrawing ||= element.localName === "filter";
    for (const { name, value } of element.attributes) {
      if (name !== "style") sum += picturesIn(value);
      isDrawing ||= value.includes("#") && (name.endsWith("href") ? element.localName !== "a" : /url|\\/i.test(value));
    }
  }
  return isDrawing ? sum + costOf([...root.children]) : sum;
}

function costOf(children: readonly Element[]): number {
  const parts = children.map((child) => figureOf(child).figure);
  return drawingCost({ id: "", cost: 0, parts, refs: [] });
}

function figureOf(element: Element): { figure: Figure; elements: number; points: number } {
  const attributes = new Map<string, string>();
  for (const { name, value } of element.attributes) {
    // In drawings the values of attributes are styles, too: nobody spells those by escapes.
    if (value.includes("\\") && /^(?:fill|stroke|clip-path|mask|filter|marker.*)$/.test(name)) element.removeAttribute(name);
    else attributes.set(name, value);
  }
  const inside = [...element.children].map(figureOf);
  const tag = element.localName;
  const elements = inside.reduce((sum, part) => sum + part.elements, 1);
  const corners = ((attributes.get("d") ?? attributes.get("points") ?? "").length + 1) / 2;
  const points = inside.reduce((sum, part) => sum + part.points, corners);
  const figure = { id: element.id, cost: elementCost(tag, attributes), parts: inside.map((part) => part.figure), refs: referencesOf(tag, attributes, { elements, points }) };
  return { figure, elements, points };
}

const SVG_ADDRESS = /data:\s*image\/svg\+xml([^,]*),/gi;

/** What SVG takes that stands in the address that a value is, or in those within. */
function picturesIn(value: string): number {
  const text = value.replace(/[\t\n\r]/g, "").trim();
  const n_all = text.match(SVG_ADDRESS)?.length ?? 0;
  if (n_all === 0) return 0;
  if (/^data:/i.test(text)) return costOfPicture(text);
  const addresses = [...text.matchAll(/"([^"]*)"|'([^']*)'|url\(\s*([^"')\s][^)]*)\)/gi)].map(([, double, single, bare]) => double ?? single ?? bare ?? "");
  const costs = addresses.filter((address) => /^\s*data:\s*image\/svg/i.test(address)).map(costOfPicture);
  return costs.length === n_all ? costs.reduce((sum, cost) => sum + cost, 0) : Infinity;
}

function costOfPicture(address: string): number {
  const comma = address.indexOf(",");
  const svg = decoded(address.slice(0, comma), address.slice(comma + 1));
  // Such a picture has its own entities, and others in it.
  if (svg === null || tooHeavy(svg, weightOf(svg)) !== null || /<!ENTITY|data:\s*image\/svg/i.test(svg)) return Infinity;
  const { documentElement } = new DOMParser().parseFromString(svg, "image/svg+xml");
  if (documentElement.querySelector("style") !== null && DRAWING_PART.test(svg)) return Infinity;
  return 1 + costOf([documentElement]);
}

function decoded(kind: string, data: string): string | null {
  try {
    const text = decodeURIComponent(data.replace(/%(?![\da-f]{2})/gi, "%25"));
    return /;\s*base64/i.test(kind) ? atob(text.replace(/\s/g, "")) : text;
  } catch {
    return null;
  }
}
