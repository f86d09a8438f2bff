/**
 * Puts the page together: kernel, lesson, panels and shell, in the order in which they become useful.
 *
 * The kernel starts first and nothing waits for it; the lesson's text shows as soon as it is parsed.
 */

import { lessons } from "virtual:lessons";
import { panelsFiles } from "virtual:wasm";
import { Kernel } from "./engine/kernel";
import { messageOf } from "./engine/loading";
import { poolSize } from "./engine/pool-size";
import { kernelOptions } from "./engine/spawn";
import { parseLesson, type Lesson } from "./lessons/lesson";
import { highlightHtml } from "./notebook/highlight";
import { Notebook } from "./notebook/notebook";
import { PanelHub } from "./panels/hub";
import { Announcer } from "./shell/announcer";
import { ClusterBar } from "./shell/cluster-bar";
import { el } from "./shell/dom";
import { Frame } from "./shell/frame";
import { keepForOffline, settleIsolation, SINGLE_THREAD_TEXT, type SingleThreadReason } from "./shell/isolation";
import { lessonFooter, lessonMenu } from "./shell/lesson-menu";
import { Notices } from "./shell/notices";
import { statusView, tellAboutKernel } from "./shell/status-view";
import { lessonToolbar } from "./shell/toolbar";
import { Preferences } from "./state/preferences";
import { browserStorage, Storage } from "./state/storage";
import { TypedCode } from "./state/typed-code";
import "./styles/index.css";

const query = new URLSearchParams(location.search);
/** The development server has none: what it would store changes with every keystroke. */
const serviceWorkerUrl = import.meta.env.PROD ? new URL("sw.js", document.baseURI).href : null;

const singleThreadReason = await settleIsolation(serviceWorkerUrl);
const threads = singleThreadReason === null ? poolSize(navigator.hardwareConcurrency, query.get("threads")) : 0;
const kernel = new Kernel(kernelOptions(threads));
kernel.start();

const storage = new Storage(browserStorage());
const preferences = new Preferences(storage, matchMedia("(prefers-color-scheme: dark)"));
const hub = new PanelHub(preferences.theme);
const notices = new Notices();
const announcer = new Announcer();
const clusterBar = new ClusterBar((cluster, workers) => kernel.scale(cluster, workers));

const entry = lessons.find(({ slug }) => slug === query.get("lesson")) ?? lessons[0] ?? null;
const lesson = await openLesson();
const notebook = new Notebook({
  lesson,
  kernel,
  typed: new TypedCode(storage, entry?.slug ?? "", lesson.blocks.filter((block) => block.kind === "code")),
  announce: announcer.say,
  onNotKept: () => {
    notices.show({ topic: "storage", kind: "warning", text: "This browser does not keep what you type: it is gone when the page closes" });
  },
});
document.title = `${lesson.title} · Dasklet`;
const frame = new Frame({
  preferences,
  hub,
  clusterBar: clusterBar.element,
  toolbar: lessonToolbar(notebook),
  notices: notices.element,
  announcer: announcer.element,
  status: statusView(kernel),
  lessonMenu: lessonMenu(lessons, entry, lesson.headings),
  title: lesson.title,
});
frame.lesson.append(notebook.element, lessonFooter(lessons, entry));
for (const problem of lesson.problems) frame.lesson.prepend(el("p", { class: "lesson-problem" }, problem));
if (location.hash !== "") document.querySelector(CSS.escape(location.hash).replace(/^\\#/, "#"))?.scrollIntoView();

tellAboutKernel(kernel, notices);
if (singleThreadReason !== null) tellAboutOneThread(singleThreadReason);
kernel.listen((event) => {
  if (event.type === "events") hub.ingest(event.bytes);
  else if (event.type === "cluster") clusterBar.show(event.clusters);
  else if (event.type === "replaced") hub.clear();
  else if (event.type === "graph") {
    hub.showGraph(event.bytes);
    frame.reveal("graph");
  }
});
void hub.load(panelsFiles);

/** Once Python runs, nothing competes with storing the site any more. */
if (serviceWorkerUrl !== null) {
  const stop = kernel.status.watch((status) => {
    if (status.state !== "idle") return;
    queueMicrotask(() => stop());
    void keepForOffline(serviceWorkerUrl);
  });
}

async function openLesson(): Promise<Lesson> {
  const options = { highlight: highlightHtml, resolve: (address: string) => new URL(address, document.baseURI).href };
  if (!entry) return parseLesson("# No lesson yet\n\nThe folder `tutorials/` holds no lesson.", options);
  try {
    return parseLesson(await entry.load(), options);
  } catch (error) {
    return parseLesson(`# ${entry.title}\n\nThe lesson could not be loaded: ${messageOf(error)}`, options);
  }
}

function tellAboutOneThread(reason: SingleThreadReason): void {
  const open = { label: "Open the full page", run: () => void window.open(location.href, "_blank") };
  notices.show({
    topic: "isolation",
    kind: "info",
    text: `Running on one thread: ${SINGLE_THREAD_TEXT[reason]}`,
    detail: "Tasks run one after the other and give the same results. Stop replaces Python.",
    ...(reason === "embedded" ? { action: open } : {}),
  });
}
