// The list of runs: what it shows stands in the address, so that Back works and a link shows the same. Links with data-list and the fields of
// the filter change the address and let the parts be fetched again; the page itself is not loaded anew.

import { took } from "./took.js";

const typingPause = 60; // milliseconds after the last letter
const columnsCookie = "pawl-run-columns";

export default function runList(root) {
  const form = root.querySelector("form");
  const parts = [...root.querySelectorAll("[data-part]")];
  const table = root.querySelector("#runs");
  const announce = root.querySelector("[data-announce]");
  let typing = 0;
  let isTyping = false;
  let isAsked = false;

  function go(search, replaces) {
    const url = `/${search}`;
    if (url !== location.pathname + location.search) history[replaces ? "replaceState" : "pushState"](null, "", url);
    isAsked = true;
    show();
  }

  function show() {
    for (const part of parts) {
      part.dataset.part = part.dataset.part.split("?")[0] + location.search;
      // The menu of columns is fetched when it is opened.
      if (!part.closest("details:not([open])")) part.dispatchEvent(new Event("part:refresh"));
    }
    if (!isTyping) form.querySelector("[name=q]").value = new URLSearchParams(location.search).get("q") ?? "";
    fillChoices();
  }

  // The choices say what the address says. The text is the person's own: a letter may be there that the address does not have yet.
  function fillChoices() {
    const wanted = new URLSearchParams(location.search);
    const workload = form.querySelector("[name=workload]");
    if (workload) workload.value = wanted.get("workload") ?? "";
    const tag = form.querySelector("[name=tag]");
    if (tag?.tagName === "SELECT") tag.value = "";
    const sort = form.querySelector("[name=sort]");
    if (sort) sort.value = wanted.get("sort") ?? "created:desc";
  }

  function change(name, value, isAdded) {
    const wanted = new URLSearchParams(location.search);
    wanted.delete("page");
    if (!isAdded) wanted.delete(name);
    if (value && !(name === "sort" && value === "created:desc")) wanted.append(name, value);
    return wanted.size ? `?${wanted}` : "";
  }

  const stops = [];
  const on = (target, type, run) => {
    target.addEventListener(type, run);
    stops.push(() => target.removeEventListener(type, run));
  };

  on(root, "click", (event) => {
    const link = event.target.closest("a[data-list]");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    clearTimeout(typing);
    isTyping = false;
    go(new URL(link.href).search, false);
    if (link.closest(".pager")) table.scrollIntoView({ block: "start" });
  });

  on(form, "input", (event) => {
    if (event.target.name !== "q") return;
    clearTimeout(typing);
    typing = setTimeout(() => {
      // One step back leaves the whole word, not its last letter.
      const replaces = isTyping;
      isTyping = true;
      go(change("q", event.target.value.trim()), replaces);
    }, typingPause);
  });

  on(form, "change", (event) => {
    const field = event.target;
    if (field.name === "q") isTyping = false;
    else if (field.name === "col") chooseColumns();
    else if (field.tagName === "SELECT") go(change(field.name, field.value, field.name === "tag"), false);
  });

  on(form, "submit", (event) => event.preventDefault());

  on(form, "click", (event) => {
    if (!event.target.closest("[data-columns-reset]")) return;
    document.cookie = `${columnsCookie}=; path=/; max-age=0; samesite=strict`;
    go(change("col", ""), false);
    for (const box of form.querySelectorAll("[name=col]")) box.checked = box.defaultChecked;
    refreshMenu(true);
  });

  function chooseColumns() {
    const keys = [...form.querySelectorAll("[name=col]:checked")].map((box) => box.value);
    document.cookie = `${columnsCookie}=${encodeURIComponent(keys.join("\n"))}; path=/; max-age=31536000; samesite=strict`;
    const wanted = new URLSearchParams(location.search);
    wanted.delete("col");
    for (const key of keys) wanted.append("col", key);
    go(`?${wanted}`, true);
  }

  // The boxes are the person's own; only after a reset they follow what the server says.
  function refreshMenu(follows) {
    const menu = form.querySelector(".menu-list");
    if (follows) {
      menu.addEventListener(
        "part:shown",
        () => {
          for (const box of menu.querySelectorAll("[name=col]")) box.checked = box.hasAttribute("checked");
        },
        { once: true },
      );
    }
    menu.dispatchEvent(new Event("part:refresh"));
  }

  on(form.querySelector("details"), "toggle", (event) => {
    if (event.target.open) refreshMenu(false);
  });

  on(form, "input", (event) => {
    const search = event.target.closest("[data-menu-search]");
    if (!search) return;
    for (const label of search.closest("fieldset").querySelectorAll("label")) {
      label.hidden = !label.textContent.toLowerCase().includes(search.value.toLowerCase());
    }
  });

  on(form, "part:shown", fillChoices); // options that came in are chosen by the address too

  on(window, "popstate", () => {
    isTyping = false;
    show();
  });

  on(table, "part:shown", () => {
    if (!isAsked) return;
    isAsked = false;
    announce.textContent = table.querySelector("#runs-total")?.textContent ?? table.querySelector(".empty-title")?.textContent ?? "";
  });

  // What was typed before this script was there counts too.
  const typed = form.querySelector("[name=q]")?.value.trim() ?? "";
  if (typed !== (new URLSearchParams(location.search).get("q") ?? "")) {
    isTyping = true;
    go(change("q", typed), false);
  }

  const clock = setInterval(() => {
    for (const element of table.querySelectorAll("[data-since]")) {
      const text = took((Date.now() - Date.parse(element.dataset.since)) / 1000);
      if (element.textContent !== text) element.textContent = text;
    }
  }, 1000);
  stops.push(() => clearInterval(clock));
  return () => stops.forEach((stop) => stop());
}
