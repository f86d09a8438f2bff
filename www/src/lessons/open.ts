/** Fetches what the build made of a lesson. */

import type { LessonEntry } from "virtual:lessons";
import { messageOf } from "../engine/loading";
import type { Lesson } from "./lesson";

/** Settles in any case: what went wrong stands where the lesson would. */
export async function openLesson(entry: LessonEntry | null): Promise<Lesson> {
  if (!entry) return told("No lesson yet", "The folder tutorials/ holds no lesson.");
  try {
    return await entry.load();
  } catch (error) {
    return told(entry.title, `The lesson could not be loaded: ${messageOf(error)}`);
  }
}

function told(title: string, problem: string): Lesson {
  return { title, minutes: null, blocks: [], headings: [], problems: [problem] };
}
