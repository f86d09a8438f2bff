import { expect, test } from "vitest";
import { htmlOfMarkdown, indentedJson } from "./rich-text";

test.each([
  ["{\"a\":[1,null]}", "{\n  \"a\": [\n    1,\n    null\n  ]\n}"],
  ["[]", "[]"],
  ["no json", "no json"],
])("the JSON %s has a line for each value", (text, shown) => {
  expect(indentedJson(text)).toBe(shown);
});

test.each([
  ["# Title\n\n*word*", "<h1>Title</h1>\n<p><em>word</em></p>\n"],
  ["| a |\n| - |\n| 1 |", /<table>[^]*<td>1<\/td>/],
  ["a <b>c</b>", "<p>a <b>c</b></p>\n"],
])("the Markdown %s becomes HTML", async (text, html) => {
  expect(await htmlOfMarkdown(text)).toEqual(typeof html === "string" ? html : expect.stringMatching(html));
});

test("Markdown that would be too many elements stays text", async () => {
  expect(await htmlOfMarkdown("- a\n".repeat(40_000))).toBeNull();
});
