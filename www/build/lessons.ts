/** Lists the lessons of `tutorials/` for the page (`virtual:lessons`); each text is loaded when it is opened. */

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { splitFrontMatter, stringOf, numberOf } from "../src/lessons/front-matter.ts";

const VIRTUAL = "virtual:lessons";

export function lessonList(folder: string): Plugin {
  return {
    name: "dasklet-lessons",
    resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : undefined),
    load(id) {
      if (id !== `\0${VIRTUAL}`) return undefined;
      const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md") : [];
      const entries = names.sort().map((name) => {
        const path = join(folder, name);
        this.addWatchFile(path);
        const { meta, body } = splitFrontMatter(readFileSync(path, "utf8"));
        const title = stringOf(meta["title"]) ?? /^#\s+(.+)$/m.exec(body)?.[1] ?? name;
        const text = `() => import(${JSON.stringify(`${path}?raw`)}).then((module) => module.default)`;
        const slug = name.replace(/\.md$/, "");
        return `{ slug: ${JSON.stringify(slug)}, title: ${JSON.stringify(title)}, minutes: ${String(numberOf(meta["minutes"]))}, load: ${text} }`;
      });
      return `export const lessons = [${entries.join(",\n")}];`;
    },
  };
}
