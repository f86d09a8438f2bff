/**
 * Starts the kernel, then the page around it.
 *
 * This script is small and runs first, so that Python downloads, compiles and boots on its own thread while the page's larger part
 * is parsed on this one. A worker cannot even start while this thread is busy.
 */

import { lessons } from "virtual:lessons";
import { Kernel } from "./engine/kernel";
import { poolSize, secondsOf } from "./engine/address";
import { kernelOptions } from "./engine/spawn";
import { openLesson } from "./lessons/open";
import { settleIsolation } from "./shell/isolation";
import "./styles/index.css";

const query = new URLSearchParams(location.search);
/** The development server has none: what it would store changes with every keystroke. */
const serviceWorkerUrl = import.meta.env.PROD ? new URL("sw.js", document.baseURI).href : null;

const singleThreadReason = await settleIsolation(serviceWorkerUrl);
const threads = singleThreadReason === null ? poolSize(navigator.hardwareConcurrency, query.get("threads")) : 0;
const httpTimeout = secondsOf(query.get("http-timeout"));
const kernel = new Kernel(kernelOptions(threads, httpTimeout));
kernel.start();

const slug = query.get("lesson");
const wanted = lessons.find((lesson) => lesson.slug === slug);
const entry = wanted ?? lessons[0] ?? null;
const unknownLesson = slug === null || slug === "" || wanted ? null : slug;
try {
  const [{ openPage }, lesson] = await Promise.all([import("./page"), openLesson(entry)]);
  openPage({ kernel, singleThreadReason, serviceWorkerUrl, entry, lesson, unknownLesson });
} catch (error) {
  document.querySelector("#booting")?.replaceChildren("The page could not be loaded. Check the connection and reload it.");
  throw error;
}
