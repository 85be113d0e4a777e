// Finds runs to compare as one types.

export default function comparePick(form) {
  const field = form.elements.namedItem("find");
  const list = document.getElementById("compare-pick");
  let timer = 0;

  const find = () => {
    clearTimeout(timer);
    const text = field.value.trim();
    list.dataset.part = list.dataset.base + (text ? `&find=${encodeURIComponent(text)}` : "");
    list.dispatchEvent(new CustomEvent("part:refresh"));
  };
  const onInput = () => {
    clearTimeout(timer);
    timer = setTimeout(find, 120);
  };
  const onSubmit = (event) => {
    event.preventDefault();
    find();
  };

  form.addEventListener("input", onInput);
  form.addEventListener("submit", onSubmit);
  return () => {
    clearTimeout(timer);
    form.removeEventListener("input", onInput);
    form.removeEventListener("submit", onSubmit);
  };
}
