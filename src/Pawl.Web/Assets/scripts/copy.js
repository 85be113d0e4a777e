// Puts text on the clipboard: <button data-script="copy" data-text="…"> or data-from="#id-of-an-element".

import { toast } from "./toast.js";

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  } catch {
    toast("The browser does not allow copying here", "error");
  }
}

export default function copyButton(button) {
  const run = () => copy(button.dataset.text ?? document.querySelector(button.dataset.from)?.textContent ?? "");
  button.addEventListener("click", run);
  return () => button.removeEventListener("click", run);
}
