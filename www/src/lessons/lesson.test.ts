import { describe, expect, test } from "vitest";
import { parseDirective } from "./directive";
import { splitFrontMatter } from "./front-matter";
import { parseLesson, type Block, type Lesson } from "./lesson";
import { slug } from "./markdown";

const lessonOf = (text: string): Lesson => parseLesson(text, { highlight: () => "", resolve: (address) => `/lessons/${address}` });
const blocksOf = (text: string): Block[] => lessonOf(text).blocks;
const htmlOf = (text: string): string =>
  blocksOf(text)
    .map((block) => (block.kind === "prose" ? block.html : `[${block.id}]`))
    .join("");
const codeOf = (text: string): string[] => blocksOf(text).flatMap((block) => (block.kind === "code" ? [block.source] : []));

describe("front matter", () => {
  test.each([
    ["none", "# Title\n", {}, "# Title\n"],
    ["a mapping", "---\ntitle: A\nminutes: 10\n---\ntext", { title: "A", minutes: 10 }, "text"],
    ["an empty one", "---\n---\ntext", {}, "text"],
    ["Windows line ends", "---\r\ntitle: A\r\n---\r\ntext", { title: "A" }, "text"],
    ["a byte order mark", "\uFEFF---\ntitle: A\n---\n", { title: "A" }, ""],
    ["nested", "---\nkernelspec:\n  name: python3\n---\n", { kernelspec: { name: "python3" } }, ""],
    ["a rule in the text is no front matter", "text\n\n---\n\nmore", {}, "text\n\n---\n\nmore"],
  ])("%s", (_name, text, meta, body) => {
    const split = splitFrontMatter(text);
    expect(split.meta).toEqual(meta);
    expect(split.body).toBe(body);
    expect(split.problem).toBeNull();
  });

  test("what is wrong is told, and the lesson still shows", () => {
    const lesson = lessonOf("---\ntitle: [\n---\n# Shown\n");
    expect(lesson.problems).toHaveLength(1);
    expect(lesson.title).toBe("Shown");
  });
});

describe("directives", () => {
  test.each([
    ["python", "x", null],
    ["{code-cell} python", "x = 1\n", { name: "code-cell", argument: "python", options: {}, body: "x = 1\n" }],
    ["{code-cell} python", ":tags: [a, b]\n:label: one\n\nx\n", { name: "code-cell", argument: "python", options: { tags: ["a", "b"], label: "one" }, body: "x\n" }],
    ["{code-cell}", "---\ntags:\n  - a\n---\nx\n", { name: "code-cell", argument: "", options: { tags: ["a"] }, body: "x\n" }],
    ["{note}", "text", { name: "note", argument: "", options: {}, body: "text" }],
    ["{dropdown} A title", ":open:\ntext", { name: "dropdown", argument: "A title", options: { open: null }, body: "text" }],
  ])("%s", (info, content, expected) => {
    expect(parseDirective(info, content)).toEqual(expected);
  });
});

describe("cells", () => {
  test("prose and cells alternate", () => {
    const blocks = blocksOf("# T\n\none\n\n```{code-cell} python\na = 1\n```\n\ntwo\n\n```{code-cell} ipython3\nb\n\nc\n```\n");
    expect(blocks.map((block) => block.kind)).toEqual(["prose", "code", "prose", "code"]);
    expect(codeOf("```{code-cell} python\na = 1\n```\n```{code-cell} ipython3\nb\n\nc\n```\n")).toEqual(["a = 1", "b\n\nc"]);
  });

  test("ids are places, unless the author gives labels", () => {
    const ids = blocksOf("```{code-cell}\na\n```\n```{code-cell}\n:label: mean\nb\n```\n```{code-cell}\n:label: mean\nc\n```\n");
    expect(ids.map((block) => (block.kind === "code" ? block.id : ""))).toEqual(["cell-1", "mean", "mean-3"]);
  });

  test("tags", () => {
    const [cell] = blocksOf("```{code-cell} python\n:tags: [raises-exception, hide-input]\n\n1/0\n```\n");
    expect(cell?.kind === "code" && cell.tags).toEqual(["raises-exception", "hide-input"]);
    expect(cell?.kind === "code" && cell.source).toBe("1/0");
  });

  test("indentation and fences inside code stay", () => {
    expect(codeOf("````{code-cell} python\ndef f():\n    return '''\n```\n'''\n````\n")).toEqual(["def f():\n    return '''\n```\n'''"]);
  });

  test("plain fences and nested cells are prose", () => {
    expect(codeOf("```python\nx\n```\n")).toEqual([]);
    expect(codeOf(":::{note}\n```{code-cell} python\nx\n```\n:::\n")).toEqual([]);
  });
});

describe("prose", () => {
  test.each([
    ["an admonition", "```{note}\nHello *you*\n```", /<aside class="admonition note"><p class="admonition-title">Note<\/p><p>Hello <em>you<\/em><\/p>/],
    ["a titled one", ":::{admonition} Look here\n:class: tip\ntext\n:::", /<aside class="admonition tip"><p class="admonition-title">Look here/],
    ["a colon fence", ":::{warning}\ntext\n:::", /admonition warning/],
    ["a folded one", ":::{dropdown} Answer\n42\n:::", /<details class="dropdown"><summary>Answer<\/summary><p>42<\/p>/],
    ["a folded admonition", ":::{hint}\n:class: dropdown\n42\n:::", /<details class="dropdown"><summary>Hint/],
    ["an unknown directive keeps its content", ":::{mystery} x\ntext\n:::", /<code>\{mystery\} x<\/code>.*<p>text<\/p>/s],
    ["a role", "Press {kbd}`Esc`", /<kbd>Esc<\/kbd>/],
    ["an unknown role", "{ref}`there`", /<code>there<\/code>/],
    ["a comment is not shown", "a\n\n% secret\n\nb", /^<p>a<\/p>\n<p>b<\/p>\n$/],
    ["a cell break is not shown", "a\n\n+++\n\nb", /^<p>a<\/p>\n<p>b<\/p>\n$/],
    ["a target", "(here)=\n# Title", /<span id="here"><\/span>\n<h1 id="title">/],
    ["a table", "| a | b |\n|---|---|\n| 1 | 2 |", /<table>/],
    ["a picture of the lesson's folder", "![Two chunks](figures/two.svg)", /src="\/lessons\/figures\/two.svg" alt="Two chunks"/],
    ["a link to another lesson", "[next](02-delayed.md#start)", /href="\?lesson=02-delayed#start"/],
  ])("%s", (_name, text, expected) => {
    expect(htmlOf(text)).toMatch(expected);
  });

  test("admonitions nest", () => {
    const html = htmlOf(":::{note}\nouter\n\n:::{tip}\ninner\n:::\n\nouter again\n:::\n\nafter");
    expect(html).toMatch(/admonition note.*outer.*admonition tip.*inner.*<\/aside>.*outer again.*<\/aside>\n<p>after/s);
  });

  test("headings get ids of their own", () => {
    const { headings } = lessonOf("# A *b* `c`\n\n## Same\n\n## Same\n");
    expect(headings).toEqual([
      { level: 1, text: "A b c", id: "a-b-c" },
      { level: 2, text: "Same", id: "same" },
      { level: 2, text: "Same", id: "same-2" },
    ]);
    expect(slug("Été: déjà vu?")).toBe("ete-deja-vu");
  });
});
