// One stream of server-sent events for the whole page. The server names topics that changed; who listens fetches that part again.
// Whenever the stream (re)starts every listener it was not yet open for is called, since anything may have changed meanwhile: nothing is
// lost, whoever died. A hidden page gives its connection back (a browser has six for one server, all its tabs together) and catches up when
// it is looked at again.

const firstWait = 250;
const longestWait = 750; // asking costs the server little, and a restart should hardly be felt
const silence = 25000; // the server beats every 10 s; this long without a word means that the line is dead
const hiddenGrace = 3000;

const listeners = new Map(); // topic -> Set of functions
let live = null; // the stream that has begun, and its topics
let pending = null; // the one that shall take its place
let timer = 0;
let watchdog = 0;
let failures = 0;
let version = null;

/** Calls the function whenever one of the topics changes, and when the stream starts again. Returns what ends that. */
export function onChange(topics, listener) {
  for (const topic of topics) {
    if (!listeners.has(topic)) listeners.set(topic, new Set());
    listeners.get(topic).add(listener);
  }
  soon(30);
  return () => {
    for (const topic of topics) {
      listeners.get(topic)?.delete(listener);
      if (listeners.get(topic)?.size === 0) listeners.delete(topic);
    }
    soon(30);
  };
}

function soon(wait) {
  clearTimeout(timer);
  timer = setTimeout(open, wait);
}

function open() {
  clearTimeout(timer);
  const topics = new Set([...listeners.keys()].sort());
  if (document.hidden) return;
  if (topics.size === 0) return close();
  const best = pending ?? live;
  if (best && [...topics].every((topic) => best.topics.has(topic))) return;
  pending?.stream.close();
  const stream = new EventSource(`/live?topics=${encodeURIComponent([...topics].join(","))}`);
  const opened = (pending = { stream, topics });
  stream.addEventListener("hello", (event) => {
    if (pending !== opened) return;
    failures = 0;
    hear();
    setConnected(true);
    const now = JSON.parse(event.data).version;
    version ??= now;
    if (now !== version) say("Pawl was updated. Load the page again when you are ready.");
    // The old stream went on until now, so that no change fell between the two.
    const known = live?.topics ?? new Set();
    live?.stream.close();
    [live, pending] = [opened, null];
    call([...topics].filter((topic) => !known.has(topic)));
  });
  stream.addEventListener("change", (event) => {
    hear();
    call(JSON.parse(event.data));
  });
  stream.addEventListener("beat", hear);
  stream.addEventListener("error", lost);
  hear();
}

function hear() {
  clearTimeout(watchdog);
  watchdog = setTimeout(lost, silence);
}

function lost() {
  close();
  setConnected(false);
  failures++;
  soon(Math.min(longestWait, firstWait * 2 ** (failures - 1)));
  // A stream does not tell why it was refused. A server that is there and does not know the session any more leads to its sign-in page.
  fetch("/session", { cache: "no-store" }).then(
    (answer) => answer.status === 401 && location.reload(),
    () => {},
  );
}

function close() {
  clearTimeout(watchdog);
  live?.stream.close();
  pending?.stream.close();
  live = pending = null;
}

function call(topics) {
  const due = new Set();
  for (const topic of topics) for (const listener of listeners.get(topic) ?? []) due.add(listener);
  for (const listener of due) {
    try {
      listener();
    } catch (error) {
      console.error("A part of the page could not follow a change", error);
    }
  }
}

let patience = 0;

function setConnected(value) {
  clearTimeout(patience);
  const show = () => {
    document.documentElement.toggleAttribute("data-disconnected", !value);
    if (!value) say("Connection to the server lost. Trying again…");
    else if (notice?.textContent.startsWith("Connection")) say("");
  };
  // A blink of the connection is not worth a word.
  if (value) show();
  else patience = setTimeout(show, 700);
}

let notice = null;

function say(text) {
  if (!notice) {
    if (!text) return;
    notice = document.createElement("p");
    notice.className = "live-notice";
    notice.setAttribute("role", "status");
    document.body.append(notice);
  }
  notice.textContent = text;
  notice.hidden = text === "";
}

let hiding = 0;

document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.hidden) hiding = setTimeout(close, hiddenGrace);
  else open();
});
addEventListener("pagehide", close);
addEventListener("pageshow", (event) => event.persisted && open());
