// Makes a token from the form, shows it once, and fetches the list again.

import { send } from "./request.js";
import { toast } from "./toast.js";

export default function newToken(form) {
  const submit = async (event) => {
    event.preventDefault();
    const fields = new FormData(form);
    const body = {
      name: fields.get("name").trim(),
      role: fields.get("role"),
      expires: fields.get("expires"),
      single_use: fields.has("single_use"),
    };
    try {
      const made = await send("POST", "/api/v1/tokens", body);
      form.querySelector("[data-made-text]").textContent = made.url ?? made.token;
      form.querySelector("[data-made]").hidden = false;
      form.querySelector("[name=name]").value = "";
      document.getElementById("tokens").dispatchEvent(new CustomEvent("part:refresh"));
      document.getElementById("audit").dispatchEvent(new CustomEvent("part:refresh"));
    } catch (error) {
      toast(error.message, "error");
    }
  };
  form.addEventListener("submit", submit);
  return () => form.removeEventListener("submit", submit);
}
