/**
 * A lesson's text to what the page shows: prose and code cells in order.
 *
 * Lessons are MyST Markdown notebooks: a top-level fence `{code-cell} python` is a cell, everything else is prose. Code cells
 * inside other directives are shown as code and cannot be run, as in MyST itself.
 */

import { parseDirective } from "./directive";
import { splitFrontMatter, stringOf, wordsOf, type Meta } from "./front-matter";
import { createMarkdown, type Heading, type Highlighter } from "./markdown";

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
  tags: ReadonlySet<string>;
}

export type Block = ProseBlock | CodeBlock;

export interface Lesson {
  title: string;
  meta: Meta;
  blocks: Block[];
  headings: Heading[];
  /** What the author should mend; shown on the page, so that it is seen. */
  problems: string[];
}

export interface LessonOptions {
  highlight: Highlighter;
  resolve: (address: string) => string;
}

const CELL_NAMES = new Set(["code-cell", "code_cell"]);

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
    blocks.push({ kind: "code", id, source, tags: new Set(wordsOf(directive.options["tags"])) });
  }
  flush();
  const title = stringOf(meta["title"]) ?? headings.find((heading) => heading.level === 1)?.text ?? "Untitled lesson";
  return { title, meta, blocks, headings, problems };
}
