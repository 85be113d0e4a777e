// Puts text on the clipboard: <button data-script="copy" data-text="…">, data-from="#id-of-an-element", or data-url for what an address answers.

import { toast } from "./toast.js";

export async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    toast(done ?? "Copied");
  } catch {
    toast("The browser does not allow copying here", "error");
  }
}

async function textOf({ text, from, url }) {
  if (text !== undefined) return text;
  if (from) return document.querySelector(from)?.textContent ?? "";
  const answer = await fetch(url, { cache: "no-store" });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer.text();
}

export default function copyButton(button) {
  const run = async () => {
    try {
      await copy(await textOf(button.dataset), button.dataset.done);
    } catch (error) {
      toast(error.message, "error");
    }
  };
  button.addEventListener("click", run);
  return () => button.removeEventListener("click", run);
}
