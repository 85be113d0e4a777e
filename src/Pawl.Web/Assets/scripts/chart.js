// One chart: fetched while it is in sight, values under the pointer or the arrow keys, zoom, lines that can be switched off.
// All charts of a page share their choices (the address) and the place one points at (the event charts:cross). The picture is the server's;
// this script moves the marks in it and writes the values that its data block holds.

import { onChange } from "./live.js";
import { morph } from "./morph.js";
import { choices, choose } from "./chart-choices.js";

const pace = 1000; // ms between two redraws for new values
const roundWidth = 20; // px: widths are asked for in such steps

export default function chart(figure) {
  let data = null;
  let isVisible = false;
  let isStale = false;
  let isBusy = false;
  let last = 0;
  let timer = 0;
  let tag = null;
  let shown = null;
  let isLarge = false;
  let cross = null; // place on the x axis that is pointed at, on any chart
  let drag = null;
  const off = new AbortController();

  const plot = () => figure.querySelector("svg.plot");

  function url() {
    const width = Math.max(240, Math.floor((figure.querySelector(".chart-plot")?.clientWidth ?? 620) / roundWidth) * roundWidth);
    const query = choices();
    query.set("w", width);
    if (isLarge) query.set("h", 460);
    return `${figure.dataset.part}&${query}`;
  }

  async function refresh() {
    isStale = true;
    if (!isVisible || isBusy || drag) return;
    isBusy = true;
    isStale = false;
    last = performance.now();
    const wanted = url();
    try {
      const headers = tag && wanted === shown ? { "If-None-Match": tag } : {};
      const answer = await fetch(wanted, { headers, cache: "no-store", signal: off.signal });
      if (answer.status === 401) location.reload();
      if (answer.ok) {
        const html = await answer.text();
        // A drag that began meanwhile needs the picture it began on.
        if (drag) isStale = true;
        else {
          shown = wanted;
          tag = answer.headers.get("ETag");
          morph(figure, html);
          read();
          figure.dispatchEvent(new CustomEvent("chart:shown", { bubbles: true }));
        }
      }
    } catch {
      // The server is away, or the chart: the stream of live events notices its return and asks again.
    } finally {
      isBusy = false;
      if (isStale || wanted !== url()) soon(wanted === url() ? pace : 0);
    }
  }

  function soon(wait = pace) {
    isStale = true;
    clearTimeout(timer);
    timer = setTimeout(refresh, Math.max(0, wait === 0 ? 0 : last + wait - performance.now()));
  }

  function read() {
    const block = figure.querySelector('script[type="application/json"]');
    data = block ? JSON.parse(block.textContent) : null;
    forget();
    point(cross);
  }

  // --- places: x of the data to px of the picture and back ---

  function frame() {
    const svg = plot();
    if (!svg) return null;
    const box = svg.getBoundingClientRect();
    const of = (name) => Number(svg.dataset[name]);
    const scale = svg.viewBox.baseVal.width / box.width;
    return { svg, box, scale, left: of("left"), top: of("top"), width: of("width"), height: of("height"), low: of("xLow"), high: of("xHigh"), yLow: of("yLow"), yHigh: of("yHigh"), isLog: svg.dataset.scale === "log" };
  }

  const toPixel = (f, x) => f.left + ((x - f.low) / (f.high - f.low)) * f.width;
  const toPlace = (f, pixel) => f.low + ((pixel - f.left) / f.width) * (f.high - f.low);
  const pixelOf = (f, event) => Math.min(f.left + f.width, Math.max(f.left, (event.clientX - f.box.left) * f.scale));

  function toHeight(f, y) {
    const part = f.isLog ? Math.log(y / f.yLow) / Math.log(f.yHigh / f.yLow) : (y - f.yLow) / (f.yHigh - f.yLow);
    return f.top + (1 - part) * f.height;
  }

  // --- values at a place ---

  function nearest(xs, x) {
    let low = 0;
    let high = xs.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (xs[middle] < x) low = middle + 1;
      else high = middle;
    }
    return low > 0 && x - xs[low - 1] <= xs[low] - x ? low - 1 : low;
  }

  function point(x) {
    cross = x;
    const f = frame();
    if (!f || !data) return;
    const group = f.svg.querySelector(".cross");
    const lines = data.series.filter((line) => line.x.length > 0);
    const isShown = x !== null && lines.length > 0;
    group.classList.toggle("shown", isShown);
    if (!isShown) {
      for (const item of figure.querySelectorAll("li[data-line]")) rest(item);
      if (figure.dataset.rest !== undefined) write(figure.querySelector("[data-at]"), figure.dataset.rest);
      return;
    }
    const hits = data.series.map((line) => (line.x.length > 0 ? nearest(line.x, x) : -1));
    const place = hits.map((hit, i) => (hit < 0 ? null : data.series[i].x[hit])).filter((value) => value !== null).reduce((best, value) => (Math.abs(value - x) < Math.abs(best - x) ? value : best));
    const pixel = toPixel(f, place);
    const isInside = pixel >= f.left - 0.5 && pixel <= f.left + f.width + 0.5;
    const line = group.querySelector(".cross-line");
    line.setAttribute("d", `M${pixel.toFixed(1)} ${f.top}V${f.top + f.height}`);
    const dots = group.querySelectorAll("circle");
    data.series.forEach((series, i) => {
      const item = figure.querySelector(`li[data-line="${CSS.escape(series.key)}"]`);
      const hit = hits[i];
      if (hit < 0) return;
      const value = series.y[hit];
      const drawn = series.smoothed ? series.smoothed[hit] : value;
      const dotX = toPixel(f, series.x[hit]);
      const isOn = dotX >= f.left - 0.5 && dotX <= f.left + f.width + 0.5 && (!f.isLog || drawn > 0);
      dots[i]?.classList.toggle("shown", isOn);
      if (isOn) {
        dots[i]?.setAttribute("cx", dotX.toFixed(1));
        dots[i]?.setAttribute("cy", toHeight(f, drawn).toFixed(1));
      }
      if (!item) return;
      item.dataset.rest ??= item.querySelector("[data-value]").textContent;
      write(item.querySelector("[data-value]"), text(value));
      const more = [];
      if (series.smoothed) more.push(`smoothed ${text(drawn)}`);
      if (series.low && series.low[hit] !== series.high[hit]) more.push(`${text(series.low[hit])} – ${text(series.high[hit])}`);
      if (series.x[hit] !== place) more.push(`at ${name(series, hit)}`);
      write(item.querySelector("[data-more]"), more.join(" · "));
    });
    group.classList.toggle("shown", isInside);
    const leader = data.series.findIndex((series, i) => hits[i] >= 0 && series.x[hits[i]] === place);
    const at = figure.querySelector("[data-at]");
    figure.dataset.rest ??= at.textContent;
    write(at, name(data.series[leader], hits[leader]));
  }

  // What the server wrote is what stands there when nothing is pointed at.
  function forget() {
    delete figure.dataset.rest;
    for (const item of figure.querySelectorAll("li[data-line]")) delete item.dataset.rest;
  }

  function rest(item) {
    if (item.dataset.rest !== undefined) write(item.querySelector("[data-value]"), item.dataset.rest);
    write(item.querySelector("[data-more]"), "");
  }

  // "step 1,234", and across time also when.
  function name(series, hit) {
    const step = (series.step ?? series.x)[hit].toLocaleString("en");
    return data.axis === "time" ? `${duration(series.x[hit])}, step ${step}` : `step ${step}`;
  }

  function announce(x) {
    document.dispatchEvent(new CustomEvent("charts:cross", { detail: { x, from: figure, axis: data?.axis } }));
  }

  const onCross = (event) => {
    if (isVisible || event.detail.from === figure) point(event.detail.x);
  };

  // --- pointer ---

  const onMove = (event) => {
    const f = frame();
    if (!f || !data || !event.target.closest(".chart-plot")) return;
    const pixel = pixelOf(f, event);
    if (drag?.kind === "zoom") {
      const select = f.svg.querySelector(".select");
      select.setAttribute("x", Math.min(drag.pixel, pixel));
      select.setAttribute("width", Math.abs(pixel - drag.pixel));
    } else if (drag?.kind === "pan") {
      const by = toPlace(f, drag.pixel) - toPlace(f, pixel);
      drag.range = [drag.low + by, drag.high + by];
      f.svg.classList.add("moving");
    }
    announce(toPlace(f, pixel));
  };

  const onDown = (event) => {
    const f = frame();
    if (!f || !data || event.button !== 0 || !event.target.closest(".chart-plot")) return;
    const pixel = pixelOf(f, event);
    drag = { kind: event.shiftKey ? "pan" : "zoom", pixel, low: f.low, high: f.high };
    // A finger scrolls the page and reads values; only a mouse or a pen selects.
    if (event.pointerType === "touch") drag = null;
    else event.target.closest(".chart-plot").setPointerCapture(event.pointerId);
  };

  const onUp = (event) => {
    const ended = drag;
    drag = null;
    const f = frame();
    if (!ended || !f) return;
    f.svg.querySelector(".select").setAttribute("width", 0);
    f.svg.classList.remove("moving");
    const pixel = pixelOf(f, event);
    if (ended.kind === "pan" && ended.range) zoomTo(...ended.range);
    else if (ended.kind === "zoom" && Math.abs(pixel - ended.pixel) > 5) zoomTo(toPlace(f, Math.min(pixel, ended.pixel)), toPlace(f, Math.max(pixel, ended.pixel)));
    else if (isStale) soon(0);
  };

  const onLeave = () => {
    if (!drag) announce(null);
  };

  const onWheel = (event) => {
    if (!event.ctrlKey) return;
    const f = frame();
    if (!f || !event.target.closest(".chart-plot")) return;
    event.preventDefault();
    zoomAbout(f, toPlace(f, pixelOf(f, event)), event.deltaY > 0 ? 1.4 : 1 / 1.4);
  };

  const onDouble = (event) => {
    if (event.target.closest(".chart-plot")) reset();
  };

  function zoomAbout(f, place, factor) {
    zoomTo(place - (place - f.low) * factor, place + (f.high - place) * factor);
  }

  function zoomTo(from, to) {
    if (data?.axis === "step") [from, to] = [Math.floor(from), Math.max(Math.ceil(to), Math.floor(from) + 1)];
    else [from, to] = [Number(from.toPrecision(9)), Number(to.toPrecision(9))];
    if (to > from) choose({ from, to });
  }

  const reset = () => choose({ from: null, to: null });

  // --- keyboard: arrows read values, + and - zoom, 0 or Escape shows all ---

  const onKey = (event) => {
    if (!event.target.matches(".chart-plot") || !data || event.ctrlKey || event.metaKey || event.altKey) return;
    const f = frame();
    const xs = [...new Set(data.series.flatMap((line) => line.x))].filter((x) => x >= f.low && x <= f.high).sort((a, b) => a - b);
    if (xs.length === 0) return;
    const at = cross === null ? -1 : nearest(xs, cross);
    const step = Math.max(1, Math.round(xs.length / 20));
    const to = { ArrowLeft: at < 0 ? xs.length - 1 : at - 1, ArrowRight: at + 1, PageUp: at - step, PageDown: at + step, Home: 0, End: xs.length - 1 }[event.key];
    if (to !== undefined) {
      announce(xs[Math.min(xs.length - 1, Math.max(0, to))]);
      say();
    } else if (event.key === "+" || event.key === "=") zoomAbout(f, cross ?? (f.low + f.high) / 2, 1 / 1.6);
    else if (event.key === "-") zoomAbout(f, cross ?? (f.low + f.high) / 2, 1.6);
    else if (event.key === "0" || event.key === "Escape") reset();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  function say() {
    const values = [...figure.querySelectorAll("li[data-line]")].map((item) => `${item.querySelector("button").textContent.trim()} ${item.querySelector("[data-value]").textContent}`);
    write(figure.querySelector("[data-say]"), `${figure.querySelector("[data-at]").textContent}: ${values.join(", ")}`);
  }

  const onClick = (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.toggle !== undefined) {
      const hidden = new Set(choices().getAll("hide"));
      if (!hidden.delete(button.dataset.toggle)) hidden.add(button.dataset.toggle);
      choose({ hide: [...hidden] });
    } else if (button?.dataset.expand !== undefined) {
      isLarge = !isLarge;
      figure.classList.toggle("large", isLarge);
      refresh();
    }
  };

  const onChosen = () => {
    isStale = true;
    if (isVisible) soon(0);
  };

  const listen = (target, type, listener, options) => target.addEventListener(type, listener, { ...options, signal: off.signal });
  listen(figure, "pointermove", onMove);
  listen(figure, "pointerdown", onDown);
  listen(figure, "pointerup", onUp);
  listen(figure, "pointercancel", () => (drag = null));
  listen(figure, "pointerleave", onLeave);
  listen(figure, "wheel", onWheel, { passive: false });
  listen(figure, "dblclick", onDouble);
  listen(figure, "keydown", onKey);
  listen(figure, "focusout", (event) => event.target.matches(".chart-plot") && announce(null));
  listen(figure, "click", onClick);
  listen(document, "charts:cross", onCross);
  listen(document, "charts:chosen", onChosen);

  const sight = new IntersectionObserver(
    ([entry]) => {
      isVisible = entry.isIntersecting;
      if (isVisible && isStale) soon(0);
    },
    { rootMargin: "200px" },
  );
  sight.observe(figure);
  const size = new ResizeObserver(() => {
    const svg = plot();
    const width = figure.querySelector(".chart-plot")?.clientWidth ?? 0;
    if (width > 0 && (!svg || Math.abs(svg.viewBox.baseVal.width - width) > roundWidth)) soon(svg ? 150 : 0);
  });
  size.observe(figure);
  const stop = onChange(figure.dataset.on.split(" "), () => {
    if (isVisible) soon();
    else isStale = true;
  });
  if (plot()) read();
  else isStale = true;

  return () => {
    off.abort();
    sight.disconnect();
    size.disconnect();
    clearTimeout(timer);
    stop();
  };
}

function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

// As MetricText on the server: six digits.
function text(value) {
  return String(Number(value.toPrecision(6)));
}

function duration(seconds) {
  if (Math.abs(seconds) < 60) return `${Number(seconds.toPrecision(4))} s`;
  const whole = Math.round(Math.abs(seconds));
  const parts = [[Math.floor(whole / 86400), "d"], [Math.floor(whole / 3600) % 24, "h"], [Math.floor(whole / 60) % 60, "min"], [whole % 60, "s"]];
  return (seconds < 0 ? "-" : "") + parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`).join(" ");
}
