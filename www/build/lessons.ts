/**
 * Reads the lessons of `tutorials/` for the page: a list of them (`virtual:lessons`), and each one parsed, loaded when it is opened.
 */

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { highlightHtml } from "../src/lessons/highlight.ts";
import { parseLesson, type Lesson } from "../src/lessons/lesson.ts";

const LIST = "virtual:lessons";
const ONE = "virtual:lesson/";

export function lessonList(folder: string): Plugin {
  const fileOf = (slug: string): string => join(folder, `${slug}.md`);
  const read = (slug: string, resolve: (address: string) => string): Lesson =>
    parseLesson(readFileSync(fileOf(slug), "utf8"), { highlight: highlightHtml, resolve });
  return {
    name: "dasklet-lessons",
    resolveId: (id) => (id === LIST || id.startsWith(ONE) ? `\0${id}` : undefined),
    load(id) {
      if (id.startsWith(`\0${ONE}`)) {
        const slug = id.slice(ONE.length + 1);
        this.addWatchFile(fileOf(slug));
        const pictures = new Pictures(folder);
        const lesson = read(slug, pictures.resolve);
        for (const address of pictures.missing) this.warn(`${slug}.md shows a picture that is not there: ${address}`);
        return pictures.moduleOf(lesson);
      }
      if (id !== `\0${LIST}`) return undefined;
      const entries = slugs(folder).map((slug) => {
        this.addWatchFile(fileOf(slug));
        const { title, minutes } = read(slug, (address) => address);
        const load = `() => import(${JSON.stringify(ONE + slug)}).then((module) => module.default)`;
        return `{ slug: ${JSON.stringify(slug)}, title: ${JSON.stringify(title)}, minutes: ${String(minutes)}, load: ${load} }`;
      });
      return `export const lessons = [${entries.join(",\n")}];`;
    },
  };
}

/** In reading order, which is that of the files' names. */
function slugs(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => name.endsWith(".md") && name !== "README.md").map((name) => name.slice(0, -".md".length)).sort();
}

/** Pictures that a lesson takes from its own folder: they are bundled with it. */
class Pictures {
  readonly missing: string[] = [];
  readonly #folder: string;
  readonly #paths: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Gives a mark that `moduleOf` replaces; addresses that lead elsewhere stay as they are. */
  readonly resolve = (address: string): string => {
    if (/^(?:[a-z][a-z+.-]*:|[/#?]|$)/i.test(address)) return address;
    const path = join(this.#folder, decoded(address));
    if (!existsSync(path)) {
      this.missing.push(address);
      return address;
    }
    this.#paths.push(path);
    return markOf(this.#paths.length - 1);
  };

  moduleOf(lesson: Lesson): string {
    const imports = this.#paths.map((path, idx) => `import picture${idx} from ${JSON.stringify(`${path}?url`)};\n`);
    const value = this.#paths.reduce((json, _, idx) => json.replaceAll(markOf(idx), `" + picture${idx} + "`), JSON.stringify(lesson));
    return `${imports.join("")}export default ${value};`;
  }
}

/** An author may write a lone `%`. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

const markOf = (idx: number): string => `%lesson-picture-${idx}%`;
