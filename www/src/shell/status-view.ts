/** How the kernel is, in the header: a dot, a few words, and what to do when it did not start. */

import type { Kernel } from "../engine/kernel";
import { statusText, type KernelStatus, type ReplaceReason } from "../engine/kernel-status";
import { el } from "./dom";
import { endingOf } from "./endings";
import type { Notices } from "./notices";

export function statusView(kernel: Kernel): HTMLElement {
  const text = el("span", { class: "kernel-text" });
  const element = el("p", { class: "kernel-status", role: "status" }, el("span", { class: "kernel-dot", "aria-hidden": "true" }), text);
  kernel.status.watch((status) => {
    element.dataset["state"] = status.state;
    text.textContent = statusText(status);
    element.title = titleOf(status);
  });
  return element;
}

function titleOf(status: KernelStatus): string {
  if (!("info" in status)) return statusText(status);
  const { threads, version, bootMillis } = status.info;
  const pool = threads === 0 ? "one thread" : `${threads} threads`;
  return `${version}, ${pool}, started in ${Math.round(bootMillis)} ms`;
}

/** Notices that follow the kernel: slow or failed starts, and replacements with their reason. */
export function tellAboutKernel(kernel: Kernel, notices: Notices): void {
  kernel.status.watch((status) => {
    if (status.state === "failed") {
      notices.show({
        topic: "kernel",
        kind: "error",
        text: "Python did not start",
        detail: status.message,
        action: { label: "Try again", run: () => kernel.start() },
      });
    } else if (status.state === "starting" && status.slow) {
      notices.show({
        topic: "kernel-slow",
        kind: "warning",
        text: statusText(status),
        detail: "On a slow connection this can be normal. The lesson can be read meanwhile.",
        action: { label: "Try again", run: () => kernel.start() },
      });
    } else {
      notices.dismiss("kernel-slow");
      if (status.state === "starting") notices.dismiss("kernel");
    }
  });
  kernel.listen((event) => {
    if (event.type === "replaced") notices.show({ topic: "replaced", ...replacedText(event.reason) });
  });
}

export function replacedText(reason: ReplaceReason): { kind: "info" | "warning" | "error"; text: string; detail: string } {
  const detail = "Your code is still here. Names from earlier cells are gone: run the cells again from the top.";
  switch (reason.kind) {
    case "restart":
      return { kind: "info", text: "Python was restarted", detail };
    case "stopped":
      return {
        kind: "warning",
        text: reason.shared
          ? "The cell did not stop within a second, so Python was replaced by a fresh one"
          : "Without shared memory a cell can only be stopped by replacing Python, so it was replaced by a fresh one",
        detail,
      };
    case "died": {
      const ending = endingOf(reason.message);
      return { kind: "error", text: `${ending.text} and was replaced by a fresh one`, detail: `${ending.detail} ${detail}` };
    }
  }
}
