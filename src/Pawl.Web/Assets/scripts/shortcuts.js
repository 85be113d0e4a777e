// The list of keys, in a dialog.

export default function shortcuts(button) {
  const show = () => {
    const dialog = document.createElement("dialog");
    dialog.className = "shortcuts";
    dialog.setAttribute("aria-label", "Keyboard shortcuts");
    const list = document.createElement("dl");
    const rows = [...document.querySelectorAll("a[data-key]")].map((link) => [link.dataset.key, link.textContent.trim()]);
    for (const button of document.querySelectorAll("[aria-keyshortcuts]")) rows.push([button.getAttribute("aria-keyshortcuts").replace("Arrow", ""), button.getAttribute("aria-label")]);
    rows.push(["/", "Search or filter"], ["j  k", "Next, previous row"], ["Enter", "Open the row"], ["x", "Select the row"], ["Esc", "Leave a field"], ["?", "This list"]);
    for (const [keys, meaning] of rows) {
      const term = document.createElement("dt");
      for (const key of keys.split(/ +/)) {
        const kbd = document.createElement("kbd");
        kbd.textContent = key;
        term.append(kbd);
      }
      const detail = document.createElement("dd");
      detail.textContent = meaning;
      list.append(term, detail);
    }
    const title = document.createElement("h2");
    title.textContent = "Keyboard";
    const close = document.createElement("button");
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.append(title, list, close);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };
  button.addEventListener("click", show);
  document.addEventListener("shortcuts:show", show);
}
