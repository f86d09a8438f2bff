/**
 * A lesson's text to what the page shows: prose and code cells in order. The build does this, so that no page has to.
 *
 * Lessons are MyST Markdown notebooks: a top-level fence `{code-cell} python` is a cell, everything else is prose. Code cells
 * inside other directives are shown as code and cannot be run, as in MyST itself.
 */

import { parseDirective } from "./directive";
import { numberOf, splitFrontMatter, stringOf, wordsOf } from "./front-matter";
import { createMarkdown, type Heading, type MarkdownOptions } from "./markdown";

export interface ProseBlock {
  kind: "prose";
  /** Not sanitized. */
  html: string;
}

export interface CodeBlock {
  kind: "code";
  /** Stays the same while the lesson does: the cell's label if it has one, else its place among the cells. */
  id: string;
  source: string;
  tags: readonly string[];
}

export type Block = ProseBlock | CodeBlock;

/** Plain values only: it reaches the page as JSON. */
export interface Lesson {
  title: string;
  /** Reading and running time that the author gives. */
  minutes: number | null;
  blocks: Block[];
  headings: Heading[];
  /** What the author should mend; shown on the page, so that it is seen. */
  problems: string[];
}

const CELL_NAMES = new Set(["code-cell", "code_cell"]);

export type LessonOptions = Pick<MarkdownOptions, "highlight" | "resolve">;

export function parseLesson(text: string, options: LessonOptions): Lesson {
  const { meta, body, problem } = splitFrontMatter(text);
  const headings: Heading[] = [];
  const md = createMarkdown({ ...options, onHeading: (heading) => headings.push(heading) });
  const env = {};
  const tokens = md.parse(body, env);
  const blocks: Block[] = [];
  const problems = problem === null ? [] : [`The lesson's header ${problem}`];
  const ids = new Set<string>();
  let cellCount = 0;
  let prose: typeof tokens = [];

  const flush = (): void => {
    const html = md.renderer.render(prose, md.options, env);
    prose = [];
    if (html.trim() !== "") blocks.push({ kind: "prose", html });
  };
  for (const token of tokens) {
    const directive = token.type === "fence" && token.level === 0 ? parseDirective(token.info, token.content) : null;
    if (!directive || !CELL_NAMES.has(directive.name)) {
      prose.push(token);
      continue;
    }
    flush();
    cellCount += 1;
    const label = stringOf(directive.options["label"]) ?? stringOf(directive.options["name"]);
    let id = label ?? `cell-${cellCount}`;
    if (ids.has(id)) {
      problems.push(`Two cells are labelled ${id}`);
      id = `${id}-${cellCount}`;
    }
    ids.add(id);
    const source = directive.body.replace(/\n+$/, "");
    blocks.push({ kind: "code", id, source, tags: wordsOf(directive.options["tags"]) });
  }
  flush();
  const title = stringOf(meta["title"]) ?? headings.find((heading) => heading.level === 1)?.text ?? "Untitled lesson";
  return { title, minutes: numberOf(meta["minutes"]), blocks, headings, problems };
}
