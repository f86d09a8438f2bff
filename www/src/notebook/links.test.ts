import { expect, test } from "vitest";
import { foreignOrigin } from "./foreign";
import { staysOnPage, targetOf } from "./links";

const base = "https://example.org/lab/?lesson=01-chunks";

test.each([
  ["#here", true, true],
  [" #here", true, true],
  ["#", true, true],
  ["?lesson=02-delayed", true, false],
  ["./?lesson=02-delayed#start", true, false],
  ["?page=2", false, false],
  ["", true, false],
  ["other.html", false, false],
  ["/lab/", false, false],
  ["//example.org/lab/?lesson=x", true, false],
  ["//evil.example/?lesson=x", false, false],
  ["https://example.com/#here", false, false],
  ["mailto:a@example.org", false, false],
  ["javascript:alert(1)", false, false],
  ["http://[", false, false],
])("a link to %j stays in a lesson's text: %s, in an output: %s", (address, inProse, inOutput) => {
  expect(staysOnPage(address, { isProse: true, base })).toBe(inProse);
  expect(staysOnPage(address, { isProse: false, base })).toBe(inOutput);
});

test.each([
  ["picture.png", null],
  ["/picture.png", null],
  ["#mark", null],
  ["data:image/png;base64,AAAA", null],
  ["blob:https://example.com/1", null],
  ["https://example.org/picture.png", null],
  ["https://example.com/picture.png", "https://example.com"],
  ["http://example.org/picture.png", "http://example.org"],
  ["https://example.org:8443/picture.png", "https://example.org:8443"],
  ["//example.com/x", "https://example.com"],
  ["\\\\example.com\\x", "https://example.com"],
  ["  https://example.com/x", "https://example.com"],
  ["HTTPS://EXAMPLE.com/x", "https://example.com"],
  ["https:\n//example.com/x", "https://example.com"],
  ["http://[", null],
])("%j is of another site: %s", (address, origin) => {
  expect(foreignOrigin(address, base)).toBe(origin);
});

test.each([
  ["", null],
  ["#", null],
  ["#a", "a"],
  ["#a%20b", "a b"],
  ["#%", "%"],
  ["#%E0%A4%A", "%E0%A4%A"],
  ["#100%", "100%"],
  ["#missing", null],
])("the place of %j", (hash, expected) => {
  const places = new Set(["a", "a b", "%", "%E0%A4%A", "100%"]);
  const root = { getElementById: (id: string) => (places.has(id) ? { id } : null) } as unknown as Document;
  expect(targetOf(hash, root)?.id ?? null).toBe(expected);
});
