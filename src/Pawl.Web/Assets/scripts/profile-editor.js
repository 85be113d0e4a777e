// The text of a profile: saved whole, with every problem shown when it cannot be.

import { send } from "./request.js";

export default function profileEditor(form) {
  const save = async (event) => {
    event.preventDefault();
    const list = form.querySelector("[data-problems]");
    const name = form.querySelector("#profile-name").value.trim();
    try {
      await send("PUT", `/api/v1/profiles/${encodeURIComponent(name)}`, { yaml: form.querySelector("#profile-yaml").value });
      location.assign("/profiles");
    } catch (error) {
      const lines = error.problem?.errors?.map((problem) => `${problem.where}: ${problem.key ? problem.key + ": " : ""}expected ${problem.expected}, got ${problem.actual}`);
      list.replaceChildren(
        ...(lines ?? [error.message]).map((line) => {
          const item = document.createElement("li");
          item.textContent = line;
          return item;
        }),
      );
    }
  };
  form.addEventListener("submit", save);
  return () => form.removeEventListener("submit", save);
}
