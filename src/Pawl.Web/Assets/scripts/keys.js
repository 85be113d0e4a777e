// Keys: "g r" and the like go to pages (links with data-key), "/" to the filter, "?" shows them all, "j" and "k" move in lists.
// Keys do nothing while the person types.

let pending = "";
let timer = 0;

document.addEventListener("keydown", (event) => {
  const target = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) {
    if (event.key === "Escape") target.blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  pending = `${pending} ${event.key}`.trim();
  clearTimeout(timer);
  timer = setTimeout(() => (pending = ""), 1000);
  const link = document.querySelector(`a[data-key="${CSS.escape(pending)}"]`);
  if (link) {
    pending = "";
    event.preventDefault();
    link.click();
  } else if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  } else if (event.key === "?") {
    document.dispatchEvent(new CustomEvent("shortcuts:show"));
  } else if (event.key === "j" || event.key === "k") {
    move(event.key === "j" ? 1 : -1);
  } else if (event.key === "Escape" || (pending !== event.key && event.key.length === 1 && pending.length > 3)) {
    pending = "";
  }
});

function move(step) {
  const links = [...document.querySelectorAll("[data-keyed] [data-row-link], [data-keyed] tr td:first-of-type a")].filter((link) => link.offsetParent);
  if (links.length === 0) return;
  const at = links.findIndex((link) => link === document.activeElement || link.closest("tr")?.contains(document.activeElement));
  const next = links[Math.min(links.length - 1, Math.max(0, at + step))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}
