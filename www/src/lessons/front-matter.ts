/** The YAML header of a lesson, and typed looks into it. */

import { load } from "js-yaml";

export type Meta = Readonly<Record<string, unknown>>;

export interface FrontMatter {
  meta: Meta;
  body: string;
  /** Lines of the file before `body`. */
  bodyLine: number;
  /** What was wrong with the header, in words for the author. */
  problem: string | null;
}

/** Splits `---` … `---` off the top. A header that is not YAML leaves `meta` empty and the problem told. */
export function splitFrontMatter(text: string): FrontMatter {
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const match = /^---[ \t]*\n((?:.*\n)*?)---[ \t]*(?:\n|$)/.exec(source);
  if (!match) return { meta: {}, body: source, bodyLine: 0, problem: null };
  const { meta, problem } = yamlMapping(match[1] ?? "");
  return { meta, body: source.slice(match[0].length), bodyLine: match[0].split("\n").length - 1, problem };
}

export function yamlMapping(text: string): { meta: Meta; problem: string | null } {
  if (text.trim() === "") return { meta: {}, problem: null };
  try {
    const value: unknown = load(text);
    if (value === null || value === undefined) return { meta: {}, problem: null };
    if (isMapping(value)) return { meta: value, problem: null };
    return { meta: {}, problem: "is not a mapping of names to values" };
  } catch (error) {
    return { meta: {}, problem: error instanceof Error ? error.message : String(error) };
  }
}

function isMapping(value: unknown): value is Meta {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function stringOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  return null;
}

export function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** A list of words: a YAML list, or words parted by commas or spaces. */
export function wordsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(stringOf).filter((word) => word !== null);
  if (typeof value === "string") return value.split(/[\s,]+/).filter((word) => word !== "");
  return [];
}
