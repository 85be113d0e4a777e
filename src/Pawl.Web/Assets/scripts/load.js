// A link whose answer goes into a place of this page: <a href="/a/page" data-script="load" data-part="/parts/…" data-into="#place">.

import { morph } from "./morph.js";
import { toast } from "./toast.js";

export default function load(link) {
  const run = async (event) => {
    event.preventDefault();
    if (link.getAttribute("aria-busy")) return;
    link.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(link.dataset.part, { cache: "no-store" });
      if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
      const text = await answer.text();
      // Looked for only now: what is around it may have been fetched anew meanwhile.
      const place = document.querySelector(link.dataset.into);
      place.dataset.own = "";
      morph(place, text);
    } catch (error) {
      toast(error.message, "error");
    } finally {
      link.removeAttribute("aria-busy");
    }
  };
  link.addEventListener("click", run);
  return () => link.removeEventListener("click", run);
}
