/** Modules that the build writes; see `build/wasm.ts` and `build/lessons.ts`. */

declare module "virtual:wasm" {
  /** Absolute URLs, and the pages (64 KiB each) of memory that the kernel's module imports. */
  export const kernelFiles: { glueUrl: string; wasmUrl: string; memoryPages: number };
  export const panelsFiles: { glueUrl: string; wasmUrl: string };
}

declare module "virtual:lessons" {
  export interface LessonEntry {
    slug: string;
    title: string;
    /** Reading and running time that the author gives. */
    minutes: number | null;
    load: () => Promise<import("./lessons/lesson").Lesson>;
  }

  /** The lessons of `tutorials/`, in reading order. */
  export const lessons: readonly LessonEntry[];
}
