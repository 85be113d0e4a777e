// One stream of server-sent events for the whole page. The server names topics that changed; who listens fetches that part again.
// After a break every listener is called, since anything may have changed meanwhile: nothing is lost, whoever died.

const listeners = new Map(); // topic -> Set of functions
let source = null;
let topicsOpen = "";
let isConnected = false;
let opening = 0;
let patience = null;

/** Calls the function whenever the topic changes, and after each reconnect. Returns what ends that. */
export function onChange(topics, listener) {
  for (const topic of topics) {
    if (!listeners.has(topic)) listeners.set(topic, new Set());
    listeners.get(topic).add(listener);
  }
  reopenSoon();
  return () => {
    for (const topic of topics) {
      listeners.get(topic)?.delete(listener);
      if (listeners.get(topic)?.size === 0) listeners.delete(topic);
    }
    reopenSoon();
  };
}

function reopenSoon() {
  clearTimeout(opening);
  opening = setTimeout(open, 30);
}

function open() {
  const topics = [...listeners.keys()].sort().join(",");
  if (topics === topicsOpen && source && source.readyState !== EventSource.CLOSED) return;
  const isRepair = topicsOpen !== "" && !isConnected;
  topicsOpen = topics;
  source?.close();
  source = null;
  if (topics === "") return;
  source = new EventSource(`/live?topics=${encodeURIComponent(topics)}`);
  let isFirst = !isRepair;
  source.addEventListener("hello", () => {
    setConnected(true);
    if (!isFirst) call([...listeners.keys()]);
    isFirst = false;
  });
  source.addEventListener("change", (event) => call(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    setConnected(false);
    // The browser gives up for good when the answer is an error page, as while a proxy waits for the server: go on asking.
    if (source?.readyState === EventSource.CLOSED) {
      clearTimeout(opening);
      opening = setTimeout(reopen, 1000);
    }
  });
}

// A server that is there and does not know the session any more leads to its sign-in page.
async function reopen() {
  const answer = await fetch("/session", { cache: "no-store" }).catch(() => null);
  if (answer?.status === 401) location.reload();
  else open();
}

function call(topics) {
  const due = new Set();
  for (const topic of topics) for (const listener of listeners.get(topic) ?? []) due.add(listener);
  for (const listener of due) listener();
}

function setConnected(value) {
  isConnected = value;
  clearTimeout(patience);
  // A blink of the connection is not worth a word.
  patience = setTimeout(() => document.documentElement.toggleAttribute("data-disconnected", !value), value ? 0 : 700);
}
