// Tabs that are pages of their own: without this script each link loads its page. With it a tab is fetched on first use, kept, and shown at
// once; address, history and title follow. Any link inside that leads to a tab of this page does the same. Arrow keys move along the tabs.

import { onMount } from "./mount.js";

export default function runTabs(root) {
  const links = [...root.querySelectorAll(".tabs a")];

  function show(url) {
    const link = links.find((candidate) => candidate.pathname === url.pathname);
    if (!link) return false;
    for (const other of links) {
      if (other === link) other.setAttribute("aria-current", "page");
      else other.removeAttribute("aria-current");
      document.getElementById(other.dataset.panel).hidden = other !== link;
    }
    const panel = document.getElementById(link.dataset.panel);
    panel.dataset.part = panel.dataset.base + url.search;
    if (panel.dataset.script) {
      panel.dispatchEvent(new CustomEvent("part:refresh"));
    } else {
      panel.dataset.script = "part";
      onMount(panel);
    }
    document.title = root.dataset.title.replace("{tab}", () => link.textContent);
    link.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  }

  const onClick = (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.target || link.hasAttribute("download")) return;
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || !show(url)) return;
    event.preventDefault();
    if (url.href !== location.href) history.pushState(null, "", url);
  };

  const onKey = (event) => {
    const at = links.indexOf(event.target);
    if (at < 0) return;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    links[(to + links.length) % links.length].focus();
  };

  const onHistory = () => show(location);

  root.addEventListener("click", onClick);
  root.addEventListener("keydown", onKey);
  addEventListener("popstate", onHistory);
  return () => {
    root.removeEventListener("click", onClick);
    root.removeEventListener("keydown", onKey);
    removeEventListener("popstate", onHistory);
  };
}
