// What is told again and again, and may stop: <div data-script="stale" data-at="TIME" data-after="5000">. When data-at stays the same for so
// many milliseconds, the part around it is fetched once, so that the server can say that nobody tells any more.

export default function stale(element) {
  let told = element.dataset.at;
  let since = performance.now();
  let asked = null;

  const clock = setInterval(() => {
    if (element.dataset.at !== told) {
      told = element.dataset.at;
      since = performance.now();
    } else if (asked !== told && performance.now() - since > Number(element.dataset.after) + 500) {
      asked = told;
      element.closest("[data-part]")?.dispatchEvent(new CustomEvent("part:refresh"));
    }
  }, 1000);
  return () => clearInterval(clock);
}
