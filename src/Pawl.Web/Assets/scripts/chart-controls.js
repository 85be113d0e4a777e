// The controls above the charts of a page: each change goes into the address, and lists of charts (data-base) are fetched for it.

import { choices, choose, restore } from "./chart-choices.js";

const patience = 120; // ms of rest while one drags or types

export default function controls(form) {
  let timer = 0;
  const field = (name) => form.elements.namedItem(name);
  const reset = form.querySelector("[data-reset]");
  let chosen = choices().toString();
  let wasAway = false;

  const onInput = (event) => {
    if (event.target.name === "smooth") form.querySelector("output").textContent = event.target.value;
    clearTimeout(timer);
    timer = setTimeout(send, patience);
  };

  function send() {
    clearTimeout(timer);
    const before = choices();
    const changes = {
      filter: field("filter")?.value.trim() ?? null,
      smooth: Number(field("smooth").value) > 0 ? field("smooth").value : null,
      x: field("x").value === "time" ? "time" : null,
      scale: field("scale").checked ? "log" : null,
    };
    // Steps are not seconds: a range on one axis says nothing on the other.
    if ((before.get("x") ?? null) !== changes.x) Object.assign(changes, { from: null, to: null });
    choose(changes);
  }

  const onChosen = () => {
    const now = choices();
    chosen = now.toString();
    reset.disabled = !(now.has("from") && now.has("to"));
    now.delete("hide");
    now.delete("from");
    now.delete("to");
    const query = now.toString();
    for (const list of document.querySelectorAll("[data-chart-list]")) {
      const part = list.dataset.base + (query ? (list.dataset.base.includes("?") ? "&" : "?") + query : "");
      if (list.dataset.part === part) continue;
      list.dataset.part = part;
      list.dispatchEvent(new CustomEvent("part:refresh"));
    }
  };

  const onSubmit = (event) => {
    event.preventDefault();
    send();
  };
  const onReset = () => choose({ from: null, to: null });

  // Another tab of the page has an address of its own: what was chosen here comes back with this one.
  const sight = new IntersectionObserver(([entry]) => {
    const isAway = !form.offsetParent;
    if (wasAway && !isAway) restore(chosen);
    wasAway = isAway && !entry.isIntersecting;
  });
  sight.observe(form);

  // A link that shows all metrics again takes the filter out of the address.
  const onShown = () => {
    const filter = field("filter");
    if (filter !== document.activeElement) filter.value = choices().get("filter") ?? "";
  };
  document.addEventListener("part:shown", onShown);

  form.addEventListener("input", onInput);
  form.addEventListener("submit", onSubmit);
  reset.addEventListener("click", onReset);
  document.addEventListener("charts:chosen", onChosen);
  return () => {
    clearTimeout(timer);
    sight.disconnect();
    document.removeEventListener("part:shown", onShown);
    form.removeEventListener("input", onInput);
    form.removeEventListener("submit", onSubmit);
    reset.removeEventListener("click", onReset);
    document.removeEventListener("charts:chosen", onChosen);
  };
}
