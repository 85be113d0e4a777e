// The log of a run: shows its end and follows it, loads earlier and later lines as one scrolls, searches on the server, and keeps a bounded
// number of rows however long the log is and however fast it grows. Rows are made by the server.

import { copy } from "./copy.js";
import { onChange } from "./live.js";
import { onMount } from "./mount.js";

const mostRows = 2000;
const pageRows = 400;
const liveRows = 250; // of one update while following; what came between is counted and can be scrolled to
const pace = 100;
const nearEdge = 600;

export default function log(root) {
  const run = root.dataset.run;
  const list = root.querySelector(".log-list");
  const form = root.querySelector(".log-find");
  const [levels, time, wrap, follow] = ["levels", "time", "wrap", "follow"].map((name) => root.querySelector(`[name=${name}]`));
  const jump = root.querySelector("[data-jump]");
  const state = root.querySelector(".log-state");
  const found = root.querySelector(".log-found");

  let previous = null; // lines before this byte are not shown; null: the first line is
  let next = 0; // read on from this byte
  let isAtEnd = true;
  let isStale = false;
  let skipped = 0;
  let hit = null;
  let lastTop = 0;
  let last = 0;
  let cost = 0;
  let timer = 0;
  let isGone = false;

  // One change of the list at a time, in order.
  let work = Promise.resolve();
  const loading = { earlier: false, later: false };
  const enqueue = (job) =>
    (work = work.then(async () => {
      if (isGone) return;
      try {
        await job();
      } catch {
        // The server is away; the stream of live events calls again when it is back.
        isStale = true;
      }
    }));

  async function fetchPage(query) {
    const search = new URLSearchParams(query);
    if (levels.value) search.set("levels", levels.value);
    const answer = await fetch(`/parts/runs/${run}/log-lines?${search}`, { cache: "no-store", signal: AbortSignal.timeout(30000) });
    if (answer.status === 401) location.reload();
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    const template = document.createElement("template");
    template.innerHTML = await answer.text();
    const page = template.content.querySelector(".log-page");
    if (!page) {
      list.replaceChildren(template.content);
      onMount(list);
      throw new Error("The view failed");
    }
    return take(page);
  }

  function take(page) {
    const data = page.dataset;
    const rows = [...page.children];
    if (time.value !== "utc") rows.forEach(writeTime);
    return {
      rows,
      previous: data.previous ? Number(data.previous) : null,
      next: Number(data.next),
      isEnd: data.end !== undefined && data.end !== "false" && data.end !== "False",
      skipped: data.skipped === "many" ? Infinity : Number(data.skipped),
    };
  }

  const rowCount = () => list.childElementCount;
  const lastAttempt = () => list.lastElementChild?.dataset.attempt;
  const offsetOf = (row) => Number(row.dataset.offset);

  function replace(page) {
    list.replaceChildren(...page.rows);
    previous = page.previous;
    next = page.next;
    isAtEnd = page.isEnd;
    shown();
  }

  function append(page) {
    if (page.rows.length > 0) list.append(...page.rows);
    next = page.next;
    isAtEnd = page.isEnd;
    const surplus = rowCount() - mostRows;
    if (surplus > 0) {
      const height = list.scrollHeight;
      for (let i = 0; i < surplus; i++) list.firstElementChild.remove();
      previous = offsetOf(list.firstElementChild);
      if (!follow.checked) scrollTo(list.scrollTop - (height - list.scrollHeight));
    }
    shown();
  }

  function prepend(page) {
    const height = list.scrollHeight;
    list.prepend(...page.rows);
    previous = page.previous;
    scrollTo(list.scrollTop + list.scrollHeight - height);
    const surplus = rowCount() - mostRows;
    if (surplus > 0) {
      for (let i = 0; i < surplus; i++) list.lastElementChild.remove();
      next = Number(list.lastElementChild.dataset.next);
      isAtEnd = false;
    }
    shown();
  }

  function shown() {
    const isEmpty = rowCount() === 0;
    root.querySelector(".log-empty").hidden = !isEmpty || levels.value !== "";
    root.querySelector(".log-none").hidden = !isEmpty || levels.value === "";
    showJump();
    highlight();
  }

  function showJump() {
    jump.hidden = isAtEnd && isAtBottom();
    jump.toggleAttribute("data-news", !follow.checked && isStale);
    jump.textContent = !follow.checked && isStale ? "↓ New lines: jump to end" : "↓ Jump to end";
  }

  const isAtBottom = () => list.scrollTop + list.clientHeight >= list.scrollHeight - 40;

  function scrollTo(top) {
    list.scrollTop = top;
    lastTop = list.scrollTop;
  }

  const scrollToEnd = () => scrollTo(list.scrollHeight);

  // --- following

  function news() {
    isStale = true;
    // Whoever stands at the end without following gets what is new below, if there is anything: a change may be of the run alone.
    if (!follow.checked && list.offsetParent !== null && isAtEnd && isAtBottom()) return load("later");
    if (!follow.checked || list.offsetParent === null) return showJump();
    clearTimeout(timer);
    // Never more than about a third of the time goes into showing lines, whatever the machine.
    timer = setTimeout(() => enqueue(update), Math.max(0, last + Math.max(pace, 3 * cost) - performance.now()));
  }

  async function update() {
    if (!follow.checked || !isStale) return;
    isStale = false;
    last = performance.now();
    const page = await fetchPage({ since: next, limit: liveRows, ...seen() });
    const start = performance.now();
    if (page.skipped > 0) {
      skipped += page.skipped;
      state.textContent = `${Number.isFinite(skipped) ? skipped.toLocaleString("en") : "Many"} lines came too fast to show; scroll up, search or download to read them.`;
      replace(page);
    } else {
      append(page);
    }
    scrollToEnd();
    showJump();
    cost = performance.now() - start;
  }

  const seen = () => (lastAttempt() === undefined ? {} : { seen: lastAttempt() });

  function toEnd() {
    enqueue(async () => {
      isStale = false;
      replace(await fetchPage({ limit: pageRows }));
      setFollow(true);
      scrollToEnd();
      showJump();
    });
  }

  function setFollow(value) {
    follow.checked = value;
    showJump();
  }

  // --- scrolling

  function onScroll() {
    const top = list.scrollTop;
    if (follow.checked && top < lastTop - 1 && !isAtBottom()) setFollow(false);
    lastTop = top;
    showJump();
    if (top < nearEdge && previous !== null) load("earlier");
    if (!follow.checked && (!isAtEnd || isStale) && top + list.clientHeight > list.scrollHeight - nearEdge) load("later");
  }

  function load(which) {
    if (loading[which]) return;
    loading[which] = true;
    enqueue(async () => {
      try {
        if (which === "earlier" && previous !== null) prepend(await fetchPage({ before: previous, limit: pageRows }));
        if (which === "later") {
          isStale = false;
          append(await fetchPage({ after: next, limit: pageRows, ...seen() }));
        }
      } finally {
        loading[which] = false;
      }
    });
  }

  // --- search

  let typing = 0;
  let searches = 0;

  async function find(direction, from) {
    const text = form.elements.text.value;
    const number = ++searches;
    if (text === "") return forget();
    const search = new URLSearchParams({ text, direction, match_case: form.elements.case.checked, regex: form.elements.regex.checked });
    if (levels.value) search.set("levels", levels.value);
    if (from !== null) search.set("from", from);
    found.textContent = "Searching…";
    let answer;
    try {
      const response = await fetch(`/api/v1/runs/${run}/logs/search?${search}`, { cache: "no-store", signal: AbortSignal.timeout(30000) });
      answer = await response.json();
      if (number !== searches) return;
      if (!response.ok) throw new Error(answer.detail ?? "The search failed");
    } catch (error) {
      if (number === searches) {
        found.textContent = error.message;
        form.elements.text.setAttribute("aria-invalid", "true");
      }
      return;
    }
    form.elements.text.removeAttribute("aria-invalid");
    const total = `${answer.count.toLocaleString("en")}${answer.has_more ? "+" : ""}`;
    if (!answer.found) {
      hit = null;
      found.textContent = answer.is_complete ? "No line" : "Not found in time";
      mark();
      return highlight();
    }
    const wrapped = answer.wrapped ? (direction === "forward" ? " · from the start again" : " · from the end again") : "";
    found.textContent = `${answer.index?.toLocaleString("en") ?? "?"} of ${total}${wrapped}`;
    hit = { offset: answer.found.offset, next: answer.found.next };
    setFollow(false);
    enqueue(async () => {
      if (number !== searches) return;
      if (!rowAt(hit.offset)) replace(await fetchPage({ around: hit.offset, limit: pageRows }));
      mark();
      const row = rowAt(hit.offset);
      if (row) scrollTo(list.scrollTop + row.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3);
      highlight();
    });
  }

  function again(direction) {
    if (hit) find(direction, direction === "forward" ? hit.next : hit.offset);
    else find(direction, direction === "forward" ? firstVisible() : null);
  }

  function forget() {
    hit = null;
    found.textContent = "";
    form.elements.text.removeAttribute("aria-invalid");
    mark();
    highlight();
  }

  const rowAt = (offset) => list.querySelector(`[data-offset="${offset}"]`);

  function firstVisible() {
    const row = visibleRows()[0];
    return row ? offsetOf(row) : 0;
  }

  function visibleRows() {
    const box = list.getBoundingClientRect();
    return [...list.children].filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > box.top && top < box.bottom;
    });
  }

  function mark() {
    list.querySelector(".is-hit")?.classList.remove("is-hit");
    if (hit) rowAt(hit.offset)?.classList.add("is-hit");
  }

  function highlight() {
    if (!window.Highlight) return;
    CSS.highlights.delete("log-found");
    const isCaseKept = form.elements.case.checked;
    const wanted = isCaseKept ? form.elements.text.value : form.elements.text.value.toLowerCase();
    if (!hit || wanted === "" || form.elements.regex.checked) return;
    const ranges = [];
    for (const cell of list.querySelectorAll(".log-text")) {
      const node = cell.firstChild;
      const text = isCaseKept ? cell.textContent : cell.textContent.toLowerCase();
      if (!node || text.length !== node.length) continue;
      for (let at = text.indexOf(wanted); at >= 0 && ranges.length < 2000; at = text.indexOf(wanted, at + wanted.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set("log-found", new Highlight(...ranges));
    if (!list.querySelector(".is-hit")) mark();
  }

  // --- times

  const start = Date.parse(root.dataset.start);
  const pad = (number, width = 2) => String(number).padStart(width, "0");

  function writeTime(row) {
    const element = row.querySelector("time");
    const at = Date.parse(element.dateTime);
    const date = new Date(at);
    if (time.value === "local") {
      element.textContent = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`;
    } else if (time.value === "elapsed") {
      const past = Math.abs(at - start);
      element.textContent = `${at < start ? "-" : "+"}${Math.floor(past / 3600000)}:${pad(Math.floor(past / 60000) % 60)}:${pad(Math.floor(past / 1000) % 60)}.${pad(past % 1000, 3)}`;
    } else {
      element.textContent = date.toISOString().slice(11, 23);
    }
  }

  function remember(name, value) {
    try {
      localStorage.setItem(`pawl-log-${name}`, value);
    } catch {
      // a browser that keeps nothing: the choice holds for this page
    }
  }

  function recall(name) {
    try {
      return localStorage.getItem(`pawl-log-${name}`);
    } catch {
      return null;
    }
  }

  function showTime() {
    root.dataset.time = time.value;
    if (time.value !== "none") for (const row of list.children) writeTime(row);
  }

  // --- wiring

  // The list is as high as the window leaves room for, so that its end is in view with the page at its top.
  const fit = () => {
    const top = list.getBoundingClientRect().top + scrollY;
    const below = state.offsetHeight + 24;
    const wasAtEnd = follow.checked || isAtBottom();
    list.style.setProperty("height", `${Math.max(260, innerHeight - top - below)}px`);
    if (wasAtEnd) scrollToEnd();
  };

  const stops = [];
  const on = (target, type, listener, options) => {
    target.addEventListener(type, listener, options);
    stops.push(() => target.removeEventListener(type, listener, options));
  };

  on(list, "scroll", onScroll, { passive: true });
  on(window, "resize", fit);
  on(jump, "click", toEnd);
  on(follow, "change", () => (follow.checked ? toEnd() : showJump()));
  on(form, "submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    again(event.submitter?.dataset.find ?? "forward");
  });
  on(form.elements.text, "keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(typing);
    again(event.shiftKey ? "backward" : "forward");
  });
  const searchAnew = () => {
    clearTimeout(typing);
    const from = hit ? hit.offset : firstVisible();
    typing = setTimeout(() => {
      hit = null;
      find("forward", from);
    }, 250);
  };
  for (const field of ["text", "case", "regex"]) on(form.elements[field], "input", searchAnew);
  on(levels, "change", () => {
    forget();
    enqueue(async () => {
      replace(await fetchPage({ limit: pageRows }));
      scrollToEnd();
      showJump();
    });
  });
  on(time, "change", () => {
    remember("time", time.value);
    showTime();
  });
  on(wrap, "change", () => {
    remember("wrap", wrap.checked);
    root.toggleAttribute("data-wrap", wrap.checked);
    if (follow.checked) scrollToEnd();
  });
  on(list, "mouseover", ({ target }) => {
    if (target.dateTime && !target.title) target.title = `${new Date(target.dateTime).toLocaleString()} (${target.dateTime.slice(0, 23)}Z)`;
  });
  on(root.querySelector("[data-copy-lines]"), "click", () => {
    const selection = getSelection();
    const isOurs = !selection.isCollapsed && list.contains(selection.anchorNode);
    const rows = isOurs ? [...list.children].filter((row) => selection.containsNode(row, true)) : visibleRows();
    copy(rows.map((row) => row.querySelector(".log-text").textContent).join("\n"));
  });

  const first = take(list.querySelector(".log-page"));
  time.value = recall("time") ?? "utc";
  wrap.checked = recall("wrap") === "true";
  root.toggleAttribute("data-wrap", wrap.checked);
  replace(first);
  showTime();
  fit();
  scrollToEnd();
  showJump();
  stops.push(onChange([`log:${run}`], news));
  // A tab that was not shown did not follow: it catches up when it is.
  const sight = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    if (follow.checked) fit();
    if (isStale) news();
  });
  sight.observe(list);
  stops.push(() => sight.disconnect());

  return () => {
    isGone = true;
    clearTimeout(timer);
    clearTimeout(typing);
    if (window.Highlight) CSS.highlights.delete("log-found");
    for (const stop of stops) stop();
  };
}
