import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./headers.ts";

const policy = new Map(
  contentSecurityPolicy(readFileSync(new URL("../index.html", import.meta.url), "utf8"))
    .split("; ")
    .map((part) => [part.split(" ")[0] ?? "", part.split(" ").slice(1)]),
);

test("scripts are the site's own, and the one in the page", () => {
  const scripts = policy.get("script-src") ?? [];
  expect(scripts.slice(0, 2)).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(scripts.slice(2)).toEqual([expect.stringMatching(/^'sha256-[A-Za-z0-9+/]{43}='$/)]);
});

test("nothing but what Python asks for comes from elsewhere", () => {
  expect(policy.get("default-src")).toEqual(["'none'"]);
  expect(policy.get("connect-src")).toContain("*");
  for (const [name, sources] of policy) {
    if (name !== "connect-src") expect(sources.join(" "), name).not.toMatch(/\*|https?:/);
  }
});

test("another inline script has another hash", () => {
  const scripts = (html: string): string => contentSecurityPolicy(html).split("; ")[1] ?? "";
  expect(scripts("<script>a</script>")).not.toBe(scripts("<script>b</script>"));
  expect(scripts('<script type="module" src="x.js"></script>')).toBe("script-src 'self' 'wasm-unsafe-eval'");
});
