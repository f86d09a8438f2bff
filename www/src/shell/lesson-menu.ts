/** The way from lesson to lesson, and to the sections of this one. */

import type { Heading } from "../lessons/markdown";
import { el } from "./dom";

export interface LessonEntry {
  slug: string;
  title: string;
  minutes: number | null;
}

const addressOf = (entry: LessonEntry): string => {
  const query = new URLSearchParams(location.search);
  query.set("lesson", entry.slug);
  return `?${query.toString()}`;
};

/** `actions` stand below the list. */
export function lessonMenu(
  lessons: readonly LessonEntry[],
  current: LessonEntry | null,
  headings: readonly Heading[],
  actions: readonly HTMLElement[],
): HTMLElement {
  const list = el("ol", { class: "menu-lessons" });
  for (const entry of lessons) {
    const isCurrent = entry.slug === current?.slug;
    const link = el("a", { href: addressOf(entry), "aria-current": isCurrent ? "page" : null }, entry.title);
    const item = el("li", {}, link);
    if (entry.minutes !== null) item.append(el("span", { class: "menu-minutes" }, ` ${entry.minutes} min`));
    if (isCurrent) item.append(sections(headings));
    list.append(item);
  }
  const summary = el("summary", {}, el("span", {}, current?.title ?? "Lessons"));
  const menu = el("details", { class: "lesson-menu" }, summary, el("nav", { "aria-label": "Lessons" }, list, ...actions));
  const close = (): void => {
    menu.open = false;
  };
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    summary.focus();
  });
  menu.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a, button")) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) close();
  });
  return menu;
}

function sections(headings: readonly Heading[]): HTMLElement {
  const items = headings.filter((heading) => heading.level === 2);
  return el("ol", { class: "menu-sections" }, ...items.map(({ id, text }) => el("li", {}, el("a", { href: `#${id}` }, text))));
}

/** Links to the lessons before and after, below the text. */
export function lessonFooter(lessons: readonly LessonEntry[], current: LessonEntry | null): HTMLElement {
  const idx = lessons.findIndex((entry) => entry.slug === current?.slug);
  const footer = el("footer", { class: "lesson-footer" });
  const add = (entry: LessonEntry | undefined, label: string): void => {
    if (entry) footer.append(el("a", { href: addressOf(entry) }, el("span", {}, label), entry.title));
  };
  if (idx >= 0) {
    add(lessons[idx - 1], "Previous lesson");
    add(lessons[idx + 1], "Next lesson");
  }
  return footer;
}
