// Gives each element that names scripts (data-script="part copy") their behaviour, now and whenever new elements come in.
// A script is a module whose default export is called with the element, once; what it returns is called when the element goes.

import { onMount } from "./mount.js";

onMount(document.documentElement);
await Promise.all([import("./ago.js"), import("./keys.js")]);
// For whoever waits until keys work: the scripts come in a moment after the page itself.
document.documentElement.dataset.ready = "";
