// The playground: asks a model to go on from a prompt and shows the text as it comes. Texts stay while the tab is open.

import { copy } from "./copy.js";
import { stream } from "./request.js";

const kept = "playground";
const most = 30; // texts kept

export default function playground(root) {
  const form = root.querySelector("form");
  const find = (name) => root.querySelector(`#play-${name}`);
  const list = root.querySelector(".play-history");
  const template = root.querySelector("template");
  const status = root.querySelector(".play-status");
  const error = root.querySelector("[data-error]");
  const nothing = root.querySelector("[data-nothing]");
  const write = form.querySelector("[type=submit]");
  const stop = form.querySelector("[data-action=stop]");
  const clear = root.querySelector("[data-action=clear]");
  const names = ["prompt", "tokens", "samples", "temperature", "top-k", "top-p", "seed", "checkpoint"];
  let history = [];
  let running = null;

  function body() {
    return {
      prompt: find("prompt").value,
      tokens: Number(find("tokens").value),
      samples: Number(find("samples").value),
      temperature: Number(find("temperature").value),
      top_k: Number(find("top-k").value),
      top_p: Number(find("top-p").value),
      seed: Number(find("seed").value),
      checkpoint: find("checkpoint").value,
    };
  }

  function save() {
    try {
      sessionStorage.setItem(kept, JSON.stringify({ history: history.slice(0, most), form: Object.fromEntries(names.map((name) => [name, find(name).value])) }));
    } catch {
      // More than the browser keeps: the texts stay on the page.
    }
  }

  function add(entry) {
    const item = template.content.firstElementChild.cloneNode(true);
    item.querySelector("[data-model]").textContent = entry.model;
    item.querySelector("[data-settings]").textContent = entry.settings;
    item.querySelector(".play-prompt").textContent = entry.prompt;
    item.querySelector(".play-new").textContent = entry.text;
    item.querySelector("[data-speed]").textContent = entry.speed ?? "";
    item.entry = entry;
    list.prepend(item);
    nothing.hidden = clear.hidden = false;
    nothing.hidden = true;
    return item;
  }

  function begin(asked, sample) {
    const model = find("model").selectedOptions[0]?.textContent ?? "";
    const number = asked.samples > 1 ? `, sample ${sample + 1} of ${asked.samples}` : "";
    const settings = `seed ${asked.seed}${number}, temperature ${asked.temperature}, top-k ${asked.top_k}, top-p ${asked.top_p}`;
    const entry = { model, settings, prompt: asked.prompt, text: "", speed: "" };
    history.unshift(entry);
    return add(entry);
  }

  async function run() {
    if (running) return;
    const asked = body();
    running = new AbortController();
    write.disabled = true;
    stop.disabled = false;
    error.textContent = "";
    status.textContent = "Loading the model…";
    root.setAttribute("aria-busy", "true");
    const items = [];
    const start = performance.now();
    let letters = 0;
    try {
      for await (const line of stream(`/api/v1/runs/${encodeURIComponent(find("model").value)}/sample`, asked, running.signal)) {
        if (line.type === "waiting") status.textContent = line.ahead === 1 ? "One before you…" : `${line.ahead} before you…`;
        else if (line.type === "start") status.textContent = `Writing with the checkpoint of step ${line.step}…`;
        else if (line.type === "text") {
          const item = (items[line.sample] ??= begin(asked, line.sample));
          item.entry.text += line.text;
          letters += line.text.length;
          const shown = item.querySelector(".play-new");
          shown.append(line.text);
          item.querySelector("[data-speed]").textContent = `${Math.round((letters / (performance.now() - start)) * 1000)} characters/s`;
        } else if (line.type === "end") {
          const speed = `${line.tokens} tokens, ${Math.round(line.tokens_per_second)} tokens/s`;
          for (const item of items.filter(Boolean)) item.querySelector("[data-speed]").textContent = item.entry.speed = speed;
          status.textContent = line.reason === "done" ? `Done: ${speed}` : `Ended at the time limit: ${speed}`;
        } else if (line.type === "error") error.textContent = line.detail;
      }
    } catch (fault) {
      const isStopped = running.signal.aborted;
      status.textContent = isStopped ? "Stopped" : "";
      if (!isStopped) error.textContent = fault.message;
      for (const item of items.filter(Boolean)) item.querySelector("[data-speed]").textContent = item.entry.speed = isStopped ? "stopped" : "broken off";
    } finally {
      running = null;
      write.disabled = false;
      stop.disabled = true;
      root.removeAttribute("aria-busy");
      if (status.textContent.endsWith("…")) status.textContent = "";
      save();
    }
  }

  const on = {
    submit(event) {
      event.preventDefault();
      run();
    },
    keydown(event) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    },
    input: save,
    click(event) {
      const action = event.target.closest("[data-action]")?.dataset.action;
      const entry = event.target.closest("li")?.entry;
      if (action === "stop") running?.abort();
      else if (action === "seed") {
        find("seed").value = crypto.getRandomValues(new Uint32Array(1))[0];
        save();
      } else if (action === "copy") copy(entry.prompt + entry.text);
      else if (action === "use") {
        find("prompt").value = entry.prompt + entry.text;
        find("prompt").focus();
        save();
      } else if (action === "clear") {
        history = [];
        list.replaceChildren();
        nothing.hidden = false;
        clear.hidden = true;
        save();
      }
    },
  };
  for (const [name, handler] of Object.entries(on)) root.addEventListener(name, handler);
  const before = JSON.parse(sessionStorage.getItem(kept) ?? "null");
  find("prompt").value = find("prompt").dataset.prompt;
  for (const [name, value] of Object.entries(before?.form ?? {})) if (find(name)) find(name).value = value;
  history = before?.history ?? [];
  for (const entry of [...history].reverse()) add(entry);
  root.setAttribute("data-ready", "");
  return () => running?.abort();
}
