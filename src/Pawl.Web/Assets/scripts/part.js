// A part of the page that is fetched again when its topics change: <div data-script="part" data-part="/parts/runs" data-on="runs">.
// Changes that come while a fetch is under way lead to one more fetch; two fetches are at least data-pace milliseconds apart (100).
// A part that is hidden is not fetched; who shows it again sends it part:refresh.
// Only elements that differ are touched: see morph.js.

import { onChange } from "./live.js";
import { morph } from "./morph.js";

export default function part(element) {
  const pace = Number(element.dataset.pace ?? 100);
  let isBusy = false;
  let isStale = false;
  let last = 0;
  let tag = null;
  let shown = element.dataset.part;
  let timer = 0;
  let isGone = false;

  async function refresh() {
    if (element.hidden) return;
    if (isGone) return;
    if (isBusy) {
      isStale = true;
      return;
    }
    // Another address is what the person asked for, and not to wait for.
    const wait = element.dataset.part === shown ? last + pace - performance.now() : 0;
    if (wait > 0) {
      clearTimeout(timer);
      timer = setTimeout(refresh, wait);
      return;
    }
    isBusy = true;
    isStale = false;
    last = performance.now();
    const url = element.dataset.part;
    try {
      const headers = tag && url === shown ? { "If-None-Match": tag } : {};
      // An answer that never comes must not keep the part as it is for ever.
      const answer = await fetch(url, { headers, cache: "no-store", signal: AbortSignal.timeout(30000) });
      if (answer.status === 401) location.reload();
      // Read whatever came: an answer left unread keeps its connection.
      const html = await answer.text();
      if (answer.ok && url === element.dataset.part && !isGone) {
        shown = url;
        tag = answer.headers.get("ETag");
        morph(element, html);
        element.dispatchEvent(new CustomEvent("part:shown", { bubbles: true }));
      }
    } catch {
      // The server is away: the stream of live events notices its return and asks again.
    } finally {
      isBusy = false;
      if (isStale || url !== element.dataset.part) refresh();
    }
  }

  element.addEventListener("part:refresh", refresh);
  const stop = element.dataset.on ? onChange(element.dataset.on.split(" "), refresh) : () => {};
  if (!element.firstElementChild) refresh();
  return () => {
    isGone = true;
    clearTimeout(timer);
    element.removeEventListener("part:refresh", refresh);
    stop();
  };
}
