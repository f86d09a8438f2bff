/**
 * MyST directives: `{name} argument` on a fence, options below it, then content.
 *
 * Options come as `:key: value` lines or as a YAML block between `---` lines.
 */

import { yamlMapping, type Meta } from "./front-matter";

export interface Directive {
  name: string;
  argument: string;
  options: Meta;
  /** The content without its options. */
  body: string;
}

/** Reads a fence's info string and content; null when the fence is not a directive. */
export function parseDirective(info: string, content: string): Directive | null {
  const match = /^\{([\w:.+-]+)\}[ \t]*(.*)$/.exec(info.trim());
  if (!match) return null;
  const { options, body } = splitOptions(content);
  return { name: match[1] ?? "", argument: (match[2] ?? "").trim(), options, body };
}

function splitOptions(content: string): { options: Meta; body: string } {
  const block = /^---[ \t]*\n((?:.*\n)*?)---[ \t]*(?:\n|$)/.exec(content);
  if (block) return { options: yamlMapping(block[1] ?? "").meta, body: content.slice(block[0].length) };
  const lines = content.split("\n");
  let count = 0;
  while (/^:[\w-]+:/.test(lines[count] ?? "")) count += 1;
  if (count === 0) return { options: {}, body: content };
  const yaml = lines
    .slice(0, count)
    .map((line) => line.replace(/^:([\w-]+):\s*/, "$1: "))
    .join("\n");
  if (lines[count]?.trim() === "") count += 1;
  return { options: yamlMapping(yaml).meta, body: lines.slice(count).join("\n") };
}
