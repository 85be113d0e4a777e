// What was chosen for the charts of a page lives in its address. Whoever changes it calls choose(); every chart then hears charts:chosen.

const names = ["filter", "smooth", "scale", "x", "from", "to", "hide", "show"];

/** The part of the address that is about charts, as a new URLSearchParams. */
export function choices() {
  const all = new URLSearchParams(location.search);
  const own = new URLSearchParams();
  for (const name of names) for (const value of all.getAll(name)) own.append(name, value);
  return own;
}

/** Changes some of them: a text, a list of texts, or null for none. */
export function choose(changes) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    url.searchParams.delete(name);
    for (const one of [value].flat()) if (one !== null && one !== "") url.searchParams.append(name, one);
  }
  if (url.href === location.href) return;
  history.replaceState(history.state, "", url);
  document.dispatchEvent(new CustomEvent("charts:chosen"));
}

/** Puts a query that choices() gave earlier back into the address. */
export function restore(query) {
  const earlier = new URLSearchParams(query);
  choose(Object.fromEntries(names.map((name) => [name, earlier.getAll(name)])));
}
