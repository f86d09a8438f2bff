/**
 * Markdown to HTML for the prose of a lesson: CommonMark with tables, MyST's directives, roles, targets and comments.
 *
 * Admonitions nest, as fences (```` ```{note} ````) or colon fences (`:::{note}`). A directive that is not known here shows its
 * name and content instead of vanishing. The HTML is not yet safe to show: the page sanitizes it.
 */

import createMarkdownIt, { type Env, type MarkdownIt, type StateBlock, type StateInline } from "markdown-it";
import { stringOf, wordsOf } from "./front-matter";
import { parseDirective, type Directive } from "./directive";

/** Admonitions that MyST names, with the title they get when none is written. */
const ADMONITIONS: Readonly<Record<string, string>> = {
  note: "Note",
  tip: "Tip",
  hint: "Hint",
  important: "Important",
  warning: "Warning",
  caution: "Caution",
  attention: "Attention",
  danger: "Danger",
  error: "Error",
  seealso: "See also",
  exercise: "Exercise",
};
/** Directives whose content is folded until it is asked for. */
const FOLDED: Readonly<Record<string, string>> = { dropdown: "Details", solution: "Solution", toggle: "Details" };

/** Turns code into highlighted HTML, or returns "" to leave it plain. */
export type Highlighter = (code: string, language: string) => string;

/** A heading of the lesson, for its table of contents. */
export interface Heading {
  level: number;
  text: string;
  id: string;
}

export interface MarkdownOptions {
  highlight: Highlighter;
  /** Turns the address of a picture, as the author wrote it, into one that the page can load. */
  resolve: (address: string) => string;
  /** Called for every heading, in order; ids already taken are its business. */
  onHeading: (heading: Heading) => void;
}

export function createMarkdown(options: MarkdownOptions): MarkdownIt {
  const md = new createMarkdownIt({ html: true, linkify: false, typographer: true, quotes: "“”‘’", highlight: options.highlight });
  const taken = new Map<string, number>();

  md.block.ruler.before("fence", "colon_fence", colonFence, { alt: ["paragraph", "reference", "blockquote", "list"] });
  md.block.ruler.before("paragraph", "myst_line", mystLine, { alt: ["paragraph"] });
  md.inline.ruler.before("backticks", "myst_role", role);

  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, idx, rendererOptions, env, self) => {
    const token = tokens[idx];
    if (!token) return "";
    const directive = parseDirective(token.info, token.content);
    if (directive) return renderDirective(md, directive, env ?? {});
    return fence ? fence(tokens, idx, rendererOptions, env, self) : "";
  };
  md.renderer.rules["heading_open"] = (tokens, idx, rendererOptions, _env, self) => {
    const token = tokens[idx];
    const text = textOf(tokens[idx + 1]?.children ?? []);
    if (token) {
      const base = slug(text) || "section";
      const count = taken.get(base) ?? 0;
      taken.set(base, count + 1);
      const id = count === 0 ? base : `${base}-${count + 1}`;
      token.attrSet("id", id);
      options.onHeading({ level: Number(token.tag.slice(1)), text, id });
    }
    return self.renderToken(tokens, idx, rendererOptions);
  };
  md.renderer.rules.image = (tokens, idx, rendererOptions, env, self) => {
    const token = tokens[idx];
    if (!token) return "";
    token.attrSet("src", options.resolve(String(token.attrGet("src") ?? "")));
    token.attrSet("alt", self.renderInlineAsText(token.children ?? [], rendererOptions, env));
    token.attrSet("loading", "lazy");
    return self.renderToken(tokens, idx, rendererOptions);
  };
  md.renderer.rules["link_open"] = (tokens, idx, rendererOptions, _env, self) => {
    const token = tokens[idx];
    const lesson = /^(?:\.\/)?([\w.-]+)\.md(#.*)?$/.exec(String(token?.attrGet("href") ?? ""));
    if (token && lesson) token.attrSet("href", `?lesson=${lesson[1] ?? ""}${lesson[2] ?? ""}`);
    return self.renderToken(tokens, idx, rendererOptions);
  };
  return md;
}

function renderDirective(md: MarkdownIt, directive: Directive, env: Env): string {
  const { name, argument, options, body } = directive;
  const classes = wordsOf(options["class"]);
  const folded = FOLDED[name] ?? (classes.includes("dropdown") ? (ADMONITIONS[name] ?? "Details") : undefined);
  if (folded !== undefined) {
    const title = argument || folded;
    const open = options["open"] !== undefined && options["open"] !== false ? " open" : "";
    return `<details class="dropdown"${open}><summary>${md.renderInline(title, env)}</summary>${md.render(body, env)}</details>\n`;
  }
  const title = ADMONITIONS[name];
  if (title !== undefined || name === "admonition") {
    const kind = title === undefined ? (classes.find((word) => word in ADMONITIONS) ?? "note") : name;
    const heading = argument || title || "Note";
    return (
      `<aside class="admonition ${kind}"><p class="admonition-title">${md.renderInline(heading, env)}</p>` +
      `${md.render(body, env)}</aside>\n`
    );
  }
  if (name === "figure" || name === "image") {
    const alt = stringOf(options["alt"]) ?? "";
    const image = md.renderInline(`![${alt.replace(/[[\]]/g, "")}](<${argument}>)`, env);
    if (name === "image") return `<p>${image}</p>\n`;
    return `<figure>${image}<figcaption>${md.render(body, env)}</figcaption></figure>\n`;
  }
  if (name === "code" || name === "code-block" || name === "code-cell") {
    return md.render(`\`\`\`\`\`\`${argument}\n${body.replace(/\n?$/, "\n")}\`\`\`\`\`\`\n`, env);
  }
  const label = md.utils.escapeHtml(`{${name}} ${argument}`.trim());
  return `<aside class="admonition unknown"><p class="admonition-title"><code>${label}</code></p>${md.render(body, env)}</aside>\n`;
}

type BlockRule = (state: StateBlock, startLine: number, endLine: number, silent: boolean) => boolean;
type InlineRule = (state: StateInline, silent: boolean) => boolean;

/** `:::{note}` … `:::`, nested by more colons, becomes the same token as a backtick fence. */
const colonFence: BlockRule = (state, startLine, endLine, silent) => {
  const lineAt = (line: number): string => state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
  const open = /^(:{3,})[ \t]*(\{[^\n]*)$/.exec(lineAt(startLine));
  if (!open || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  if (silent) return true;
  const colons = open[1]?.length ?? 3;
  // Fences of the same length inside are counted, so authors need not add colons for every level.
  let depth = 1;
  let line = startLine + 1;
  for (; line < endLine; line++) {
    const text = lineAt(line);
    const marks = /^(:{3,})[ \t]*(\{.*)?$/.exec(text);
    if (!marks || (marks[1]?.length ?? 0) < colons) continue;
    depth += marks[2] ? 1 : -1;
    if (depth === 0) break;
  }
  const token = state.push("fence", "code", 0);
  token.info = open[2] ?? "";
  token.content = state.getLines(startLine + 1, line, state.sCount[startLine] ?? 0, true);
  token.markup = open[1] ?? ":::";
  token.map = [startLine, Math.min(line + 1, endLine)];
  token.block = true;
  state.line = Math.min(line + 1, endLine);
  return true;
};

/** `% comment`, `+++` (a break between cells) and `(target)=` are for the author, not for the page. */
const mystLine: BlockRule = (state, startLine, _endLine, silent) => {
  const text = state.src.slice((state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0), state.eMarks[startLine]);
  const target = /^\(([\w:.-]+)\)=\s*$/.exec(text);
  if (!target && !/^%(\s|$)/.test(text) && !/^\+\+\+(\s|$)/.test(text)) return false;
  if (silent) return true;
  if (target) {
    const token = state.push("html_block", "", 0);
    token.content = `<span id="${target[1] ?? ""}"></span>\n`;
  }
  state.line = startLine + 1;
  return true;
};

/** ``{name}`content` ``: a few roles have an element; any other shows its content as code. */
const ROLE_TAGS: Readonly<Record<string, string>> = { kbd: "kbd", sub: "sub", sup: "sup", abbr: "abbr", term: "em", del: "del" };
const role: InlineRule = (state, silent) => {
  const match = /^\{([\w:.+-]+)\}(`+)([^`]+)\2/.exec(state.src.slice(state.pos, state.pos + 2000));
  if (!match) return false;
  if (!silent) {
    const token = state.push("html_inline", "", 0);
    const tag = ROLE_TAGS[match[1] ?? ""] ?? "code";
    token.content = `<${tag}>${state.md.utils.escapeHtml((match[3] ?? "").trim())}</${tag}>`;
  }
  state.pos += match[0].length;
  return true;
};

interface TextToken {
  type: string;
  content: string;
  children: TextToken[] | null;
}

function textOf(tokens: readonly TextToken[]): string {
  return tokens.map((token) => (token.type === "text" || token.type === "code_inline" ? token.content : textOf(token.children ?? []))).join("");
}

/** The id of a heading: lower case, words joined by hyphens. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{Letter}\p{Number}\s-]/gu, "")
    .trim()
    .replace(/[\s-]+/g, "-");
}
