// A button that changes something: <button data-script="action" data-method="POST" data-url="/api/v1/runs/ID/cancel" data-done="Asked to stop">.
// data-confirm asks first; data-go goes to an address afterwards, in which {id} is the answer's id.

import { send } from "./request.js";
import { toast } from "./toast.js";

export default function action(button) {
  const run = async () => {
    if (button.dataset.confirm && !confirm(button.dataset.confirm)) return;
    button.setAttribute("aria-busy", "true");
    try {
      const answer = await send(button.dataset.method ?? "POST", button.dataset.url, button.dataset.body ? JSON.parse(button.dataset.body) : undefined);
      if (button.dataset.done) toast(button.dataset.done);
      if (button.dataset.go) location.assign(button.dataset.go.replace("{id}", encodeURIComponent(answer?.id ?? "")));
    } catch (error) {
      toast(error.message, "error");
    } finally {
      button.removeAttribute("aria-busy");
    }
  };
  button.addEventListener("click", run);
  return () => button.removeEventListener("click", run);
}
