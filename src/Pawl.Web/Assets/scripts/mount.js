// Finds elements with data-script and starts their modules.

const mounted = new WeakMap();
const root = new URL(".", import.meta.url);

/** Starts the scripts of an element and of all below it that have not been started. */
export function onMount(container) {
  const elements = [...container.querySelectorAll("[data-script]")];
  if (container.dataset?.script) elements.unshift(container);
  for (const element of elements) {
    if (mounted.has(element)) continue;
    mounted.set(element, []);
    for (const name of element.dataset.script.split(" ")) start(element, name);
  }
}

/** Ends the scripts of an element that is about to go, and of all below it. */
export function onUnmount(container) {
  for (const element of [container, ...container.querySelectorAll("[data-script]")]) {
    for (const stop of mounted.get(element) ?? []) stop();
    mounted.delete(element);
  }
}

async function start(element, name) {
  if (!/^[a-z-]+$/.test(name)) return;
  try {
    const module = await import(new URL(`${name}.js`, root));
    const stop = module.default(element);
    const stops = mounted.get(element);
    if (typeof stop !== "function") return;
    if (stops) stops.push(stop);
    else stop();
  } catch (error) {
    console.error(`The script ${name} failed`, error);
  }
}
