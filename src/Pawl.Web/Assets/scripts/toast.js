// A short word about what just happened; screen readers hear it.

export function toast(text, kind = "info") {
  const line = document.createElement("p");
  line.className = `toast toast-${kind}`;
  line.textContent = text;
  document.getElementById("toasts").append(line);
  setTimeout(() => line.remove(), kind === "error" ? 10000 : 4500);
}
