// Runs picked in the list: by their boxes, by shift for all in between, by "x" for the row in focus. What is picked stays picked on other pages
// and under other filters, until it is cleared.

import { send } from "./request.js";
import { toast } from "./toast.js";

const mostCompared = 8;
const mostAtOnce = 500;

export default function runSelection(root) {
  const table = root.querySelector("#runs");
  const bar = root.querySelector(".selection-bar");
  const dialog = root.querySelector("dialog");
  const picked = new Map(); // id -> { name, isEnded }
  let last = null;
  let asked = []; // what the person was asked about, though one may end before the answer

  const rows = () => [...table.querySelectorAll("tr[data-key]")];
  const boxOf = (row) => row.querySelector("[data-pick]");
  const cancellable = () => [...picked].filter(([, run]) => !run.isEnded);

  function pick(row, isPicked) {
    if (isPicked) picked.set(row.dataset.key, { name: row.dataset.name, isEnded: row.hasAttribute("data-ended") });
    else picked.delete(row.dataset.key);
  }

  function show() {
    const shown = rows();
    for (const row of shown) {
      const isPicked = picked.has(row.dataset.key);
      if (isPicked) pick(row, true);
      boxOf(row).checked = isPicked;
    }
    const all = table.querySelector("[data-pick-all]");
    const here = shown.filter((row) => picked.has(row.dataset.key)).length;
    if (all) {
      all.checked = here > 0 && here === shown.length;
      all.indeterminate = here > 0 && here < shown.length;
    }
    bar.hidden = picked.size === 0;
    const elsewhere = picked.size - here;
    bar.querySelector("[data-selected]").textContent = `${picked.size} selected${elsewhere > 0 ? `, ${elsewhere} of them not shown` : ""}`;
    const compare = bar.querySelector("[data-compare]");
    if (picked.size >= 2 && picked.size <= mostCompared) {
      compare.href = `/compare?runs=${[...picked.keys()].join(",")}`;
      compare.removeAttribute("aria-disabled");
      compare.removeAttribute("title");
    } else {
      compare.removeAttribute("href");
      compare.setAttribute("aria-disabled", "true");
      compare.title = `Compare takes 2 to ${mostCompared} runs`;
    }
    const cancel = bar.querySelector("[data-cancel]");
    cancel.disabled = cancellable().length === 0;
    cancel.title = cancel.disabled ? "All of these have ended" : "";
  }

  function onPick(event) {
    if (event.target.matches("[data-pick-all]")) {
      for (const row of rows()) pick(row, event.target.checked);
      return show();
    }
    if (!event.target.matches("[data-pick]")) return;
    const row = event.target.closest("tr");
    const shown = rows();
    const from = event.shiftKey && last ? shown.findIndex((other) => other.dataset.key === last) : -1;
    const to = shown.indexOf(row);
    const range = from < 0 ? [row] : shown.slice(Math.min(from, to), Math.max(from, to) + 1);
    for (const each of range) pick(each, event.target.checked);
    last = row.dataset.key;
    show();
  }

  function onKey(event) {
    if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const focus = document.activeElement;
    if (focus.matches("input:not([type=checkbox]), select, textarea")) return;
    const row = focus.closest("tr[data-key]");
    if (!row || !table.contains(row)) return;
    event.preventDefault();
    pick(row, !picked.has(row.dataset.key));
    last = row.dataset.key;
    show();
  }

  function ask() {
    const runs = cancellable();
    asked = runs.map(([id]) => id);
    dialog.querySelector("h2").textContent = runs.length === 1 ? "Cancel this run?" : `Cancel these ${runs.length} runs?`;
    const lines = runs.slice(0, 10).map(([, run]) => run.name);
    if (runs.length > lines.length) lines.push(`and ${runs.length - lines.length} more`);
    tell(lines);
    dialog.showModal();
  }

  function tell(lines) {
    dialog.querySelector("ul").replaceChildren(
      ...lines.map((line) => {
        const item = document.createElement("li");
        item.textContent = line;
        return item;
      }),
    );
  }

  async function cancel(event) {
    const button = event.currentTarget;
    const ids = asked;
    const names = new Map(picked);
    button.setAttribute("aria-busy", "true");
    button.disabled = true;
    try {
      const results = [];
      for (let at = 0; at < ids.length; at += mostAtOnce) {
        results.push(...(await send("POST", "/api/v1/runs/cancel", { ids: ids.slice(at, at + mostAtOnce) })).results);
      }
      const refused = results.filter((result) => result.problem);
      for (const result of results) if (!result.problem) picked.delete(result.id);
      const done = results.length - refused.length;
      toast(`${done} of ${results.length} ${results.length === 1 ? "run" : "runs"} asked to stop`, refused.length ? "error" : "info");
      for (const result of refused.slice(0, 5)) toast(`${names.get(result.id)?.name ?? result.id}: ${result.problem.detail ?? result.problem.title}`, "error");
    } catch (error) {
      toast(error.message, "error");
    } finally {
      button.removeAttribute("aria-busy");
      button.disabled = false;
      dialog.close();
      show();
    }
  }

  const stops = [];
  const on = (target, type, run) => {
    target.addEventListener(type, run);
    stops.push(() => target.removeEventListener(type, run));
  };
  on(table, "click", onPick);
  on(table, "part:shown", show);
  on(document, "keydown", onKey);
  on(bar.querySelector("[data-cancel]"), "click", ask);
  on(bar.querySelector("[data-clear]"), "click", () => {
    picked.clear();
    show();
  });
  on(dialog.querySelector("[data-confirm]"), "click", cancel);
  on(dialog.querySelector("[data-close]"), "click", () => dialog.close());
  show();
  return () => stops.forEach((stop) => stop());
}
