import { expect, test } from "vitest";
import { ATTRIBUTES_MAX, pictureSize, RICH_CHARS_MAX, tooHeavy, tooLarge, weightOf } from "./weigh";

test.each([
  ["text", "1 < 2 & 3 <4", 0, 0, 0],
  ["one", "<b>x</b>", 1, 1, 0],
  ["inside each other", "<div><p><b>x</b></p></div>", 3, 2, 0],
  ["beside each other", "<i></i><i></i><i></i>", 3, 1, 0],
  ["cells, which nobody closes", "<table><tr><td>1<td>2<tr><td>3</table>", 6, 1, 0],
  ["without content", "a<br>b<img src=x><hr>", 3, 0, 1],
  ["closed in the tag", "<svg><path d='M0 0'/><g/></svg>", 3, 1, 1],
  ["attributes", "<a b c=1 d = '2' e=\"3 > 2\" f>x</a>", 1, 1, 5],
  ["one that is never closed", "<div title='", 1, 1, 1],
  ["closed more often than opened", "</b></b><b>", 1, 1, 0],
  ["upper case", "<DIV><BR></DIV>", 2, 1, 0],
  ["a quote that is none, after a slash", "<a b=/\"><div>\">", 2, 2, 1],
  ["a quote that is none, after a second sign", "<a b==\"><div>\">", 2, 2, 1],
  ["a quote that is none, in a name", "<a =\"><div>\">", 2, 2, 1],
  ["tags behind a quote in a comment", "<!-- <a t=\" --><div><div>\">", 3, 3, 1],
  ["tags behind a quote in a style", "<style><a t=\"</style><div><div>\">", 4, 3, 1],
  ["tags behind a comment in a style", "<style><!--</style><div>", 2, 1, 0],
  ["tags in an attribute", "<a title='<div><div>'>x</a>", 1, 1, 1],
])("%s", (_name, html, elements, depth, attributes) => {
  expect(weightOf(html)).toMatchObject({ elements, depth, attributes });
});

test.each([
  ["closed in order", "<p><b>x</b><i>y</i></p>".repeat(100), 100],
  ["links around divisions", "<a href=1><div><p>x</p></div></a>", 3 * 33 + 1],
  ["a page of its own", "<!doctype html><html><body><p><b>x</b></p></body></html>", 1],
  ["a bold table", `<b><table>${"<tr><td>1<td>2".repeat(10)}</table></b>`, 31 * 33],
  ["equal ones, which are opened three times at most", "<p><b>x".repeat(5), 33 + 34 + 35 + 35],
])("formatting that is opened again: %s", (_name, html, most) => {
  expect(weightOf(html).reopened).toBeLessThanOrEqual(most);
});

const ids = (count: number): string => Array.from({ length: count }, (_, idx) => `<b id=${idx}>`).join("");

test.each([
  ["in paragraphs", `<p>${ids(450)}${"</p><p>x".repeat(25_000)}`],
  ["in divisions", ids(450) + "<div><p>x</p></div>".repeat(9000)],
  ["in cells of a table", `<table>${ids(450)}${"<tr>x".repeat(20_000)}`],
  ["after ends that are in a style", `<p>${ids(400)}<style>${"</b>".repeat(400)}</style>${"</p><p>x".repeat(25_000)}`],
  ["after ends that are in a comment", `<p>${ids(400)}<!--${"</b>".repeat(400)}-->${"</p><p>x".repeat(25_000)}`],
  ["after ends that are in a comment of another kind", `<p>${ids(400)}${"<? </b>".repeat(400)}${"</p><p>x".repeat(25_000)}`],
  ["after ends that are in an attribute", `<p>${ids(400)}<br t="${"</b>".repeat(400)}">${"</p><p>x".repeat(25_000)}`],
  ["that stands in the tag's name", `<p>${ids(400).replaceAll(">", "/>")}${"</p><p>x".repeat(25_000)}`],
  ["behind other ends", `<p>${ids(400).replaceAll(">", "></x>")}${"</p><p>x".repeat(25_000)}`],
])("formatting that is opened again %s is too much", (_name, html) => {
  expect(tooHeavy(html, weightOf(html))).toMatch(/elements opened again after others have ended, and at most 300,000/);
});

const why = (html: string): string | null => tooHeavy(html, weightOf(html));

test.each([
  ["a table of twenty thousand cells", `<table>${`<tr>${"<td>1</td>".repeat(20)}</tr>`.repeat(1000)}</table>`, null],
  ["a drawing of ten thousand paths", `<svg>${'<path d="M0 0L1 1" fill="none"/>'.repeat(10_000)}</svg>`, null],
  ["an attribute of a million characters", `<p title="${"x".repeat(1_000_000)}">`, null],
  ["a division in a division in …", "<div>".repeat(300_000), /^300,000 elements, and at most 30,000/],
  ["the same, closed", "<div>".repeat(5000) + "</div>".repeat(5000), /^5,000 elements inside each other/],
  ["siblings", "<p>".repeat(100_000), /^100,000 elements/],
  ["a huge table", `<table>${`<tr>${"<td>1".repeat(100)}`.repeat(1000)}</table>`, /^101,001 elements/],
  ["deep mathematics", `<math>${"<mrow>".repeat(20_000)}`, /elements inside each other/],
  ["deep drawing", `<svg>${"<g>".repeat(20_000)}`, /elements inside each other/],
  ["fifty million characters in one attribute", `<p title="${"x".repeat(50_000_000)}">`, /^50,000,012 characters/],
  ["very many attributes", `<p ${Array.from({ length: 100_000 }, (_, idx) => `a${idx}=1`).join(" ")}>`, /^100,000 attributes in one element/],
  ["quotes that close at the wrong place", "<p a='".repeat(100_000), /attributes in one element/],
])("%s", (_name, html, expected) => {
  if (expected === null) expect(why(html)).toBeNull();
  else expect(why(html)).toMatch(expected);
});

test("counting takes one look at each character", () => {
  for (const part of ["<a ", "<a b='", "</", "<", "<a b=\"'", "<a/", "< a", "<!--", "<!", "<![", "<style>", "<!--<a b='", "<style><a b='", "<b>", "<a>", "</p>"]) {
    const html = part.repeat(Math.floor(RICH_CHARS_MAX / 8 / part.length));
    expect(weightOf(html).elements).toBeLessThanOrEqual(html.length);
  }
  expect(weightOf("<p " + "a ".repeat(ATTRIBUTES_MAX)).attributes).toBe(ATTRIBUTES_MAX);
});

const base64 = (...bytes: (number | string)[]): string =>
  btoa(bytes.map((byte) => (typeof byte === "string" ? byte : String.fromCharCode(byte))).join(""));
const PNG = ["\x89PNG\r\n\x1a\n", 0, 0, 0, 13, "IHDR"];

test.each([
  ["a PNG", base64(...PNG, 0, 0, 2, 0, 0, 0, 1, 44), { width: 512, height: 300 }],
  ["a GIF", base64("GIF89a", 44, 1, 200, 0), { width: 300, height: 200 }],
  ["a WebP, extended", base64("RIFF", 0, 0, 0, 0, "WEBPVP8X", 10, 0, 0, 0, 0, 0, 0, 0, 255, 1, 0, 255, 0, 0), { width: 512, height: 256 }],
  ["a WebP, lossless", base64("RIFF", 0, 0, 0, 0, "WEBPVP8L", 0, 0, 0, 0, 0x2f, 0xff, 0xc1, 0x3f, 0, 0, 0, 0, 0, 0), { width: 512, height: 256 }],
  ["a WebP, lossy", base64("RIFF", 0, 0, 0, 0, "WEBPVP8 ", 0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 0, 2, 0, 1), { width: 512, height: 256 }],
  ["a JPEG", base64(0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 17, 8, 1, 0, 2, 0, 3, 0, 0), { width: 512, height: 256 }],
  ["a JPEG that is cut", base64(0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff), null],
  ["something else", base64("hello, this is text"), null],
  ["no base64", "***", null],
  ["nothing", "", null],
])("the size of %s", (_name, text, expected) => {
  expect(pictureSize(text)).toEqual(expected);
});

test("a small file of very many pixels is not decoded", () => {
  const bomb = base64(...PNG, 0, 1, 0, 0, 0, 1, 0, 0);
  expect(tooLarge(bomb, pictureSize(bomb))).toBe("65,536 × 65,536 pixels, and at most 100,000,000 are shown");
  expect(tooLarge("x", { width: 4000, height: 3000 })).toBeNull();
  expect(tooLarge("x", null)).toBeNull();
});
