/** Where links in lessons and outputs may lead without a new tab. */

/** Whether following `address` leaves what is on the page where it is, or, in a lesson's text, opens another lesson of this site. */
export function staysOnPage(address: string, { isProse, base }: { isProse: boolean; base: string }): boolean {
  if (/^\s*#/.test(address)) return true;
  if (!isProse) return false;
  try {
    const [to, from] = [new URL(address, base), new URL(base)];
    return to.origin === from.origin && to.pathname === from.pathname && to.searchParams.has("lesson");
  } catch {
    return false;
  }
}

/** The place on the page that the address's part after `#` names; null for none. Addresses may be malformed. */
export function targetOf(hash: string, root: Document | ShadowRoot): Element | null {
  const name = hash.replace(/^\s*#/, "");
  return name === "" ? null : (root.getElementById(decoded(name)) ?? root.getElementById(name));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Links of an output to a place `#…`: ids in a shadow root are not those of the page, so the browser would not find them. */
export function followInside(root: ShadowRoot): void {
  root.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a, area") : null;
    const address = link?.getAttribute("href") ?? link?.getAttribute("xlink:href") ?? "";
    if (!/^\s*#/.test(address)) return;
    event.preventDefault();
    (targetOf(address, root) ?? targetOf(address, document))?.scrollIntoView();
  });
}
