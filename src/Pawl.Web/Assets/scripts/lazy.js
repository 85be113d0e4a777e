// A place inside <details> that is fetched when the details are opened first: <div data-script="lazy" data-part="/parts/…">. Until then, and
// without this script, it holds a link to the same.

import { morph } from "./morph.js";

export default function lazy(element) {
  const details = element.closest("details");
  let isAsked = false;

  async function open() {
    if (!details.open || isAsked) return;
    isAsked = true;
    element.dataset.own = "";
    element.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(element.dataset.part, { cache: "no-store" });
      if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
      morph(element, await answer.text());
    } catch (error) {
      // The next opening tries again.
      isAsked = false;
      element.textContent = error.message;
    } finally {
      element.removeAttribute("aria-busy");
    }
  }

  details.addEventListener("toggle", open);
  open();
  return () => details.removeEventListener("toggle", open);
}
