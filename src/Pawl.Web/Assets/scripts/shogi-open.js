// A position or record that a person brings: short ones are part of the address, so that it can be kept and shared; longer ones are sent, shown in
// place and forgotten.

import { onMount, onUnmount } from "./mount.js";
import { send } from "./request.js";
import { toast } from "./toast.js";

export default function shogiOpen(form) {
  const text = form.querySelector("textarea");
  const file = form.querySelector("input[type=file]");
  const place = document.querySelector("#shogi-place");
  let sent = "";

  async function show(game) {
    const button = form.querySelector("[type=submit]");
    button.setAttribute("aria-busy", "true");
    try {
      const html = await send("POST", "/parts/shogi", { text: sent, game });
      onUnmount(place);
      place.innerHTML = html;
      onMount(place);
      history.replaceState(null, "", "/shogi");
    } catch (error) {
      toast(error.message, "error");
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  const onSubmit = (event) => {
    if (text.value.length <= Number(form.dataset.longest)) return;
    event.preventDefault();
    sent = text.value;
    show(1);
  };

  const onFile = async () => {
    const [chosen] = file.files;
    file.value = "";
    if (!chosen) return;
    if (chosen.size > 4 * text.maxLength) return toast(`${chosen.name} is larger than what is read here`, "error");
    const bytes = await chosen.arrayBuffer();
    text.value = decode(bytes);
    if (text.value.length > text.maxLength) return toast(`${chosen.name} has more than ${text.maxLength} characters`, "error");
    form.requestSubmit();
  };

  /** Which game of several: their links have no address of their own here. */
  const onChoice = (event) => {
    const link = event.target.closest("a[data-game]");
    if (!link || link.getAttribute("href") !== "#") return;
    event.preventDefault();
    show(Number(link.dataset.game));
  };

  form.querySelector(".shogi-file").hidden = false;
  form.addEventListener("submit", onSubmit);
  file.addEventListener("change", onFile);
  place.addEventListener("click", onChoice);
  form.dataset.ready = "";
}

/** Records of older programs are in Shift-JIS; what is no UTF-8 is taken for it. */
function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("shift_jis").decode(bytes);
  }
}
