// The place of a view that failed: copy its trace, try again.

import { copy } from "./copy.js";
import { morph } from "./morph.js";

export default function fault(element) {
  element.querySelector("[data-copy]")?.addEventListener("click", () => copy(element.querySelector("[data-copy-source]").textContent));
  element.querySelector("[data-retry]")?.addEventListener("click", async (event) => {
    const url = event.currentTarget.dataset.retry;
    if (!url) return location.reload();
    const answer = await fetch(url, { cache: "no-store" });
    if (answer.ok) morph(element.parentElement, await answer.text());
  });
}
