// A form that narrows what its tab shows: <form data-script="tab-filter">. With each letter and choice the address changes and the tab is
// fetched again; without this script the form sends itself.

const typingPause = 150; // milliseconds after the last letter

export default function tabFilter(form) {
  let typing = 0;
  let isTyping = false;

  function go(replaces) {
    const wanted = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) wanted.append(name, value.trim());
    const search = wanted.size ? `?${wanted}` : "";
    if (search === location.search) return;
    history[replaces ? "replaceState" : "pushState"](null, "", form.getAttribute("action") + search);
    const panel = form.closest("[data-base]");
    panel.dataset.part = panel.dataset.base + search;
    panel.dispatchEvent(new CustomEvent("part:refresh"));
  }

  const onInput = (event) => {
    if (event.target.type !== "search") return;
    clearTimeout(typing);
    typing = setTimeout(() => {
      // One step back leaves the whole word, not its last letter.
      go(isTyping);
      isTyping = true;
    }, typingPause);
  };
  const onChange = (event) => {
    if (event.target.type === "search") isTyping = false;
    else go(false);
  };
  const onSubmit = (event) => {
    event.preventDefault();
    clearTimeout(typing);
    go(false);
  };
  // What is typed is the person's own; where the address leads elsewhere, by Back or a link, the fields follow it.
  const onHistory = () => {
    const wanted = new URLSearchParams(location.search);
    for (const field of form.querySelectorAll("input[type=search], select")) field.value = wanted.get(field.name) ?? "";
  };
  const panel = form.closest(".tab-panel");
  const onShown = () => {
    if (!form.contains(document.activeElement)) onHistory();
  };

  form.addEventListener("input", onInput);
  form.addEventListener("change", onChange);
  form.addEventListener("submit", onSubmit);
  addEventListener("popstate", onHistory);
  panel?.addEventListener("part:shown", onShown);
  return () => {
    clearTimeout(typing);
    form.removeEventListener("input", onInput);
    form.removeEventListener("change", onChange);
    form.removeEventListener("submit", onSubmit);
    removeEventListener("popstate", onHistory);
    panel?.removeEventListener("part:shown", onShown);
  };
}
