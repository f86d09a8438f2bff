/** Puts the page together around a kernel that starts meanwhile: lesson, panels and shell. */

import { lessons, type LessonEntry } from "virtual:lessons";
import { panelsFiles } from "virtual:wasm";
import type { Kernel } from "./engine/kernel";
import { deleteStoredFiles } from "./engine/stored-files";
import type { Lesson } from "./lessons/lesson";
import { ForeignMedia } from "./notebook/foreign";
import { targetOf } from "./notebook/links";
import { Notebook } from "./notebook/notebook";
import { PanelHub } from "./panels/hub";
import { Announcer } from "./shell/announcer";
import { ClusterBar } from "./shell/cluster-bar";
import { button, el, later } from "./shell/dom";
import { askAboutForeign, forgetForeignButton } from "./shell/foreign-view";
import { Frame } from "./shell/frame";
import { keepForOffline, SINGLE_THREAD_TEXT, type SingleThreadReason } from "./shell/isolation";
import { askBeforeLeaving, ignoreDrops } from "./shell/leaving";
import { lessonFooter, lessonMenu } from "./shell/lesson-menu";
import { Notices } from "./shell/notices";
import { statusView, tellAboutKernel } from "./shell/status-view";
import { lessonToolbar } from "./shell/toolbar";
import { Preferences } from "./state/preferences";
import { browserStorage, Storage, type WriteOutcome } from "./state/storage";
import { Store } from "./state/store";
import { TypedCode } from "./state/typed-code";

const PANELS_WAIT_MILLIS_MAX = 1000;
/** Of a lesson's name in the address. */
const SLUG_CHARS_MAX = 80;
/** The browser may take this long to end the worker that has the stored files. */
const DELETE_PATIENCE_MILLIS = 2000;

export interface PageParts {
  kernel: Kernel;
  /** Why tasks run one after the other; null when they run on a pool. */
  singleThreadReason: SingleThreadReason | null;
  /** Null where nothing is to be stored for offline use. */
  serviceWorkerUrl: string | null;
  /** The lesson's place in the list; null where there is none. */
  entry: LessonEntry | null;
  lesson: Lesson;
  /** The name of a lesson that the address asks for and that there is not. */
  unknownLesson: string | null;
}

/** Builds the whole page, but for the panels' parts that load later. */
export function openPage({ kernel, singleThreadReason, serviceWorkerUrl, entry, lesson, unknownLesson }: PageParts): void {
  const storage = new Storage(browserStorage(), window);
  const preferences = new Preferences(storage, matchMedia("(prefers-color-scheme: dark)"));
  const hub = new PanelHub(preferences.theme);
  const notices = new Notices();
  /** Whether something typed is nowhere but in this page. */
  const unkept = new Store(false);
  const announcer = new Announcer();
  const clusterBar = new ClusterBar((cluster, workers) => kernel.scale(cluster, workers));
  const foreign = new ForeignMedia(storage, entry?.slug ?? "");
  const notebook = new Notebook({
    lesson,
    kernel,
    foreign,
    typed: new TypedCode(storage, entry?.slug ?? "", lesson.blocks.filter((block) => block.kind === "code")),
    announce: announcer.say,
    onKept: (outcome) => {
      unkept.set(outcome !== "kept");
      tellWhetherKept(outcome, notices);
    },
  });
  // The panels show what Python does, so they leave it the processor until it runs; a slow start does not keep them away.
  const panelsMayLoad = Promise.race([kernel.status.first(({ state }) => state !== "starting"), later(PANELS_WAIT_MILLIS_MAX)]);
  document.title = `${lesson.title} · Dasklet`;
  const frame = new Frame({
    preferences,
    hub,
    panelsMayLoad,
    clusterBar: clusterBar.element,
    toolbar: lessonToolbar(notebook),
    notices,
    announcer: announcer.element,
    status: statusView(kernel),
    lessonMenu: lessonMenu(lessons, entry, lesson.headings, [
      button({ label: "Delete stored files", icon: "clear", class: "quiet" }, () => deleteFiles(kernel, notices)),
      forgetForeignButton(foreign, notices),
    ]),
    title: lesson.title,
  });
  frame.lesson.append(notebook.element, lessonFooter(lessons, entry));
  for (const problem of lesson.problems) frame.lesson.prepend(el("p", { class: "lesson-problem" }, problem));
  targetOf(location.hash, document)?.scrollIntoView();
  if (unknownLesson !== null) tellAboutUnknownLesson(unknownLesson, lesson.title, notices);

  askAboutForeign(foreign, notices);
  askBeforeLeaving([notebook.busy, unkept]);
  ignoreDrops();
  tellAboutKernel(kernel, notices);
  if (singleThreadReason !== null) tellAboutOneThread(singleThreadReason, notices);
  kernel.listen((event) => {
    if (event.type === "events") hub.ingest(event.bytes);
    else if (event.type === "cluster") clusterBar.show(event.clusters);
    else if (event.type === "filesNotKept") tellFilesAreNotKept(event.reason, notices);
    else if (event.type === "replaced") hub.clear();
    else if (event.type === "graph") {
      hub.showGraph(event.bytes);
      frame.reveal("graph");
    }
  });
  void panelsMayLoad.then(() => hub.load(panelsFiles));
  // Once Python runs, nothing competes with storing the site any more.
  if (serviceWorkerUrl !== null) void kernel.status.first(({ state }) => state === "idle").then(() => keepForOffline(serviceWorkerUrl));
}

function tellAboutOneThread(reason: SingleThreadReason, notices: Notices): void {
  const open = { label: "Open the full page", run: () => void window.open(location.href, "_blank") };
  notices.show({
    topic: "isolation",
    kind: "info",
    text: `Running on one thread: ${SINGLE_THREAD_TEXT[reason]}`,
    detail: "Tasks run one after the other and give the same results. Stop replaces Python.",
    scrolls: true,
    ...(reason === "embedded" ? { action: open } : {}),
  });
}

function tellAboutUnknownLesson(slug: string, shown: string, notices: Notices): void {
  const name = slug.length > SLUG_CHARS_MAX ? `${slug.slice(0, SLUG_CHARS_MAX)}…` : slug;
  notices.show({ topic: "lesson", kind: "warning", text: `There is no lesson “${name}” here, so this is “${shown}”`, detail: "All lessons are in the menu at the top." });
}

function tellWhetherKept(outcome: WriteOutcome, notices: Notices): void {
  if (outcome === "kept") {
    notices.dismiss("storage");
    return;
  }
  const detail = "It stays in the cells until then. Copy what you want to keep.";
  const why = outcome === "full" ? "The browser's storage for this site is full, so what you type is not kept" : "This browser does not keep what you type";
  notices.show({ topic: "storage", kind: "warning", text: `${why}: it is gone when the page closes`, detail });
}

function tellFilesAreNotKept(reason: string, notices: Notices): void {
  notices.show({ topic: "files", kind: "warning", text: `Files are kept until this page is closed or Python restarts, because ${reason}` });
}

/** They are in use while Python runs, so it is restarted. */
function deleteFiles(kernel: Kernel, notices: Notices): void {
  if (!confirm("Delete all files that lessons have stored in this browser? Python restarts.")) return;
  void kernel.replaceAfter(async () => {
    const problem = await deleteStoredFiles(navigator.storage, DELETE_PATIENCE_MILLIS);
    if (problem === null) notices.show({ topic: "files", kind: "info", text: "The stored files were deleted" });
    else notices.show({ topic: "files", kind: "warning", text: `The stored files were not deleted, because ${problem}` });
  });
}
