import { expect, test } from "vitest";
import { lengths, matchingOf, NO_RULE, type Census } from "./style-cost";

const custom = (...pairs: [string, string][]): Map<string, string[]> => {
  const properties = new Map<string, string[]>();
  for (const [name, value] of pairs) properties.set(name, [...(properties.get(name) ?? []), value]);
  return properties;
};
const doubling = (n: number): Map<string, string[]> =>
  custom(["--0", '"x"'], ...Array.from({ length: n }, (_, idx): [string, string] => [`--${idx + 1}`, `var(--${idx})var(--${idx})`]));

test.each<[string, Map<string, string[]>, string, number, number]>([
  ["plain", custom(), "1px solid red", 13, 13],
  ["one of the page", custom(), "var(--text)", 11, 100],
  ["with another in case it is missing", custom(["--a", "red"]), "var(--a, var(--b, #000))", 24, 120],
  ["the longest of several", custom(["--a", "x"], ["--a", "x".repeat(500)]), "var(--a)", 500, 520],
  ["doubled ten times", doubling(10), "var(--10)", 1024 * 3, 50_000],
  ["doubled forty times", doubling(40), "var(--40)", 2 ** 40, Infinity],
  ["one that leads to itself", custom(["--a", "var(--b)"], ["--b", "var(--a)"]), "var(--a)", Infinity, Infinity],
  ["an attribute", custom(), "attr(title)", 1000, 1100],
  ["an attribute that is read as a value", custom(), "attr(title type(*))", Infinity, Infinity],
  ["a name in letters of a string", custom(["--a", "x".repeat(500)]), '"var(--a)"', 10, 10],
  ["escapes in a string", custom(), '"\\25BA" var(--a)', 10, 100],
  ["escapes elsewhere", custom(["--a", "x"]), "v\\61r(--a)", Infinity, Infinity],
  ["a function of the output's own", custom(), "--f(1)", Infinity, Infinity],
])("the length of a value: %s", (_name, properties, value, least, most) => {
  const length = lengths(properties, 1000)(value);
  expect(length).toBeGreaterThanOrEqual(least);
  expect(length).toBeLessThanOrEqual(most);
});

const CENSUS: Census = {
  ids: new Map([["one", 1]]),
  classes: new Map([["cell", 200]]),
  tags: new Map([["td", 3000]]),
  all: 5000,
};

test.each([
  ["#one", 1],
  ["table #one", 1],
  ["td.cell:hover", 200],
  ["td", 3000],
  ["tbody > tr td::before", 3000],
  ["#no", 0],
  ["*", 5000],
  [":is(td, th)", 5000],
  [".a :not(.cell)", 5000],
  ["[title]", 5000],
  [":host", 1],
  [".cell, #one, td", 3201],
  ['[title="a,b"] .cell', 200],
])("%s matches %i elements at most", (selector, elements) => {
  expect(matchingOf(selector, CENSUS, NO_RULE).elements).toBe(elements);
});

test("what rules in rules take is multiplied", () => {
  let around = matchingOf("div, p", CENSUS, NO_RULE);
  for (let idx = 0; idx < 25; idx++) around = matchingOf("& &, & + &", CENSUS, around);
  expect(around.work).toBeGreaterThan(4 ** 25);
  expect(matchingOf("& .cell", CENSUS, matchingOf("td", CENSUS, NO_RULE)).elements).toBe(200);
  expect(matchingOf("&:hover", CENSUS, matchingOf(".cell", CENSUS, NO_RULE)).elements).toBe(200);
});
