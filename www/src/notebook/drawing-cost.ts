/**
 * What drawing SVG takes: its elements, each as often as others refer to it.
 *
 * ```text
 * <mask id=m0> ten rects, each with mask=url(#m1)     1 + 10 × (1 + cost of m1)
 * <mask id=m1> ten rects, each with mask=url(#m2)     1 + 10 × (1 + cost of m2)   nine of these are ten to the ninth
 * ```
 *
 * `use`, `clip-path`, `mask`, `marker-*`, `fill`, `stroke` and `filter` are followed alike.
 */

/** An element, as far as its cost goes. */
export interface Figure {
  id: string;
  /** Without its parts and what it refers to; of one that filters, what its work is worth in elements */
  cost: number;
  parts: readonly Figure[];
  refs: readonly Reference[];
}

export interface Reference {
  to: string;
  times: number;
}

/** Between one that refers and the last that it leads to. */
export const REFERENCES_DEEP_MAX = 20;

/** What all of `root` costs; infinite where elements refer to themselves, or too far. */
export function drawingCost(root: Figure): number {
  const byId = new Map<string, Figure>();
  const collect = (figure: Figure): void => {
    if (figure.id !== "" && !byId.has(figure.id)) byId.set(figure.id, figure);
    figure.parts.forEach(collect);
  };
  collect(root);
  const known = new Map<Figure, Cost | "being counted">();
  const costOf = (figure: Figure, deep: number): Cost => {
    const before = known.get(figure);
    if (before === "being counted" || deep > REFERENCES_DEEP_MAX) return { cost: Infinity, height: 0 };
    if (before) return before;
    known.set(figure, "being counted");
    const sum = { cost: figure.cost, height: 0 };
    for (const part of figure.parts) {
      const { cost, height } = costOf(part, deep);
      sum.cost += cost;
      sum.height = Math.max(sum.height, height);
    }
    for (const { to, times } of figure.refs) {
      const target = byId.get(to);
      if (!target) continue;
      const { cost, height } = costOf(target, deep + 1);
      sum.cost += times * cost;
      sum.height = Math.max(sum.height, height + 1);
    }
    if (deep + sum.height > REFERENCES_DEEP_MAX) sum.cost = Infinity;
    known.set(figure, sum);
    return sum;
  };
  return costOf(root, 0).cost;
}

/** Of an element: with all that it leads to, and how far that is. */
interface Cost {
  cost: number;
  height: number;
}

/** Of one element: names of its attributes and their values. */
export type Attributes = ReadonlyMap<string, string>;

/** What its attributes refer to. `elements` is how many inherit what it says, `points` how many corners they have. */
export function referencesOf(tag: string, attributes: Attributes, { elements, points }: { elements: number; points: number }): Reference[] {
  const references: Reference[] = [];
  for (const [name, value] of attributes) {
    if (!value.includes("#")) continue;
    if (name === "href" || name === "xlink:href") {
      if (tag !== "a") references.push({ to: decoded(value.slice(value.indexOf("#") + 1)), times: 1 });
      continue;
    }
    const times = name.startsWith("marker") || /marker/i.test(value) ? points : /^(?:clip-path|mask|filter)$/.test(name) ? 1 : elements;
    for (const [, id] of value.matchAll(/url\(\s*["']?[^"')]*#([^"')]*)/gi)) references.push({ to: decoded((id ?? "").trim()), times });
  }
  return references;
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** What an element is worth, in plain ones: a filter's work, and the layer that a mask draws into. */
export function elementCost(tag: string, attributes: Attributes): number {
  const largest = (name: string): number => Math.max(0, ...(attributes.get(name) ?? "").split(/[\s,]+/).map((part) => Math.abs(Number(part)) || 0));
  switch (tag.toLowerCase()) {
    case "feturbulence":
      return 20 * Math.max(1, largest("numOctaves"));
    case "femorphology":
      return 5 + 2 * largest("radius");
    case "fegaussianblur":
    case "fedropshadow":
      return 20 + largest("stdDeviation") / 10;
    case "feconvolvematrix":
      return 5 + largest("order") ** 2;
    case "mask":
    case "pattern":
      return 10;
    case "fediffuselighting":
    case "fespecularlighting":
      return 30;
    default:
      return tag.toLowerCase().startsWith("fe") ? 5 : 1;
  }
}
