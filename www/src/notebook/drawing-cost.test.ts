import { expect, test } from "vitest";
import { drawingCost, elementCost, referencesOf, REFERENCES_DEEP_MAX, type Figure } from "./drawing-cost";

const figure = (id: string, refs: readonly string[], parts: readonly Figure[] = []): Figure => ({
  id,
  cost: 1,
  parts,
  refs: refs.map((to) => ({ to, times: 1 })),
});
const drawing = (...parts: Figure[]): Figure => ({ id: "", cost: 0, parts, refs: [] });
/** `n` figures of `width` parts, each of which refers to the next. */
const chain = (n: number, width: number): Figure =>
  drawing(
    ...Array.from({ length: n }, (_, idx) =>
      figure(`f${idx}`, [], Array.from({ length: width }, () => figure("", idx + 1 < n ? [`f${idx + 1}`] : []))),
    ),
  );

test.each([
  ["nothing", drawing(), 0],
  ["parts", drawing(figure("a", [], [figure("", []), figure("", [])])), 3],
  ["a clip that three share", drawing(figure("clip", [], [figure("", [])]), ...["a", "b", "c"].map((id) => figure(id, ["clip"]))), 2 + 3 * 3],
  ["a reference to nothing", drawing(figure("a", ["no"])), 1],
  ["the first of two with an id", drawing(figure("a", []), figure("a", [], [figure("", [])]), figure("", ["a"])), 5],
  ["one in another", chain(2, 10), 11 + 10 * 11 + 11],
  ["one that refers to itself", drawing(figure("a", ["a"])), Infinity],
  ["one whose part refers to it", drawing(figure("a", [], [figure("", ["a"])])), Infinity],
  ["two that refer to each other", drawing(figure("a", ["b"]), figure("b", ["a"])), Infinity],
])("%s", (_name, root, cost) => {
  expect(drawingCost(root)).toBe(cost);
});

test("what grows with each step is counted without being drawn", () => {
  expect(drawingCost(chain(9, 10))).toBeGreaterThan(1e9);
  expect(drawingCost(chain(REFERENCES_DEEP_MAX, 1))).toBeLessThan(1000);
  expect(drawingCost(chain(REFERENCES_DEEP_MAX + 2, 1))).toBe(Infinity);
  expect(drawingCost(chain(20_000, 1))).toBe(Infinity);
});

const SIZE = { elements: 7, points: 50 };
const refs = (tag: string, attributes: Record<string, string>): string[] =>
  referencesOf(tag, new Map(Object.entries(attributes)), SIZE).map(({ to, times }) => `${to} ${times}`);

test.each<[string, string, Record<string, string>, string[]]>([
  ["another's form", "use", { href: "#a" }, ["a 1"]],
  ["by the old name", "use", { "xlink:href": "#a" }, ["a 1"]],
  ["a link to a place", "a", { href: "#a" }, []],
  ["a clip", "g", { "clip-path": "url(#a)" }, ["a 1"]],
  ["a colour, which is inherited", "g", { fill: "url(#a)", stroke: "#fff" }, ["a 7"]],
  ["markers, one for each corner", "path", { "marker-mid": "url('#a')" }, ["a 50"]],
  ["styles", "path", { style: 'mask: url("#a"); marker: url( #b )' }, ["a 50", "b 50"]],
  ["a whole address", "path", { mask: "url(https://site/page#a)" }, ["a 1"]],
  ["spelled otherwise", "path", { mask: "URL(#a%20b)" }, ["a b 1"]],
])("refers to %s", (_name, tag, attributes, expected) => {
  expect(refs(tag, attributes)).toEqual(expected);
});

test("filters cost what they work", () => {
  const cost = (tag: string, attributes: Record<string, string> = {}): number => elementCost(tag, new Map(Object.entries(attributes)));
  expect(cost("path")).toBe(1);
  expect(cost("feOffset")).toBe(5);
  expect(cost("feTurbulence", { numOctaves: "200" })).toBe(4000);
  expect(cost("feMorphology", { radius: "1, 500" })).toBe(1005);
  expect(cost("feGaussianBlur", { stdDeviation: "3" })).toBeLessThan(30);
});
