// A menu that opens below its button: <details data-script="menu">. Escape and a click elsewhere close it.

export default function menu(details) {
  const outside = (event) => {
    if (details.open && !details.contains(event.target)) details.open = false;
  };
  const escape = (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  };
  document.addEventListener("pointerdown", outside);
  details.addEventListener("keydown", escape);
  return () => {
    document.removeEventListener("pointerdown", outside);
    details.removeEventListener("keydown", escape);
  };
}
