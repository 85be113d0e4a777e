// The form of a new run: fields and text are kept in step by the server, which edits the text by a field's change and makes the fields of the
// text. The page holds the text and the values set over the profile; the server holds nothing. What was typed survives a reload.

import { morph } from "./morph.js";
import { send } from "./request.js";
import { toast } from "./toast.js";

const pause = 200; // ms without a key before the server is asked

export default function newRun(form) {
  const text = form.querySelector("#yaml");
  const fields = form.querySelector("#new-run-fields");
  const gutter = form.querySelector(".gutter");
  const problems = form.querySelector("#new-run-problems");
  const status = form.querySelector("#new-run-status");
  const submit = form.querySelector("button[type=submit]");
  const saveProfile = form.querySelector("[data-action=save-profile]");
  const dialog = document.querySelector("dialog.save-profile");
  const draft = `new-run:${form.dataset.start}`;
  let sets = {};
  let edits = [];
  let wrong = new Set();
  let timer = 0;
  let isBusy = false;
  let isAgain = false;
  let isValid = !submit.disabled;

  function keep() {
    const isUntouched = text.value === form.dataset.initial && Object.keys(sets).length === 0;
    if (isUntouched) sessionStorage.removeItem(draft);
    else sessionStorage.setItem(draft, JSON.stringify({ yaml: text.value, sets }));
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
    settle(false);
  }

  function settle(isSettled) {
    form.toggleAttribute("data-settling", !isSettled);
    submit.disabled = saveProfile.disabled = !(isSettled && isValid);
  }

  async function ask() {
    clearTimeout(timer);
    if (isBusy) {
      isAgain = true;
      return;
    }
    isBusy = true;
    isAgain = false;
    const sent = { yaml: text.value, sets, edits };
    edits = [];
    try {
      const answer = await send("POST", "/parts/new-run", sent);
      if (text.value !== sent.yaml) {
        // The person typed on meanwhile: their text counts, and the edits are made in it.
        edits = [...sent.edits, ...edits];
        isAgain = true;
      } else {
        show(answer);
      }
    } catch (error) {
      status.textContent = error.message;
      edits = [...sent.edits, ...edits];
      if (!error.status) timer = setTimeout(ask, 1500);
    } finally {
      isBusy = false;
      if (isAgain) ask();
    }
  }

  function show(answer) {
    if (text.value !== answer.yaml) text.value = answer.yaml;
    sets = answer.sets;
    fields.disabled = answer.form === null;
    if (answer.form !== null) {
      morphFields(answer.form);
      fill();
    }
    morph(problems, answer.problems);
    wrong = new Set(answer.lines);
    number();
    status.textContent = answer.status;
    isValid = answer.can_start;
    keep();
    settle(edits.length === 0 && !isAgain);
  }

  function morphFields(html) {
    const legend = fields.querySelector("legend");
    morph(fields, legend.outerHTML + html);
  }

  /** Controls get the server's values, but not the one the person is in. */
  function fill() {
    for (const control of fields.querySelectorAll("[data-field]")) {
      if (control === document.activeElement && edits.length === 0 && control.dataset.typed) continue;
      const value = control.dataset.value ?? "";
      if (control.value !== value) control.value = value;
      delete control.dataset.typed;
    }
  }

  function number() {
    const count = text.value.split("\n").length;
    const lines = [];
    for (let line = 1; line <= count; line++) {
      const mark = document.createElement("span");
      mark.textContent = line;
      if (wrong.has(line)) mark.className = "wrong";
      lines.push(mark);
    }
    gutter.replaceChildren(...lines);
    text.rows = Math.max(12, count + 1);
    gutter.scrollTop = text.scrollTop;
  }

  function edit(control) {
    edits = edits.filter((earlier) => earlier.key !== control.dataset.field);
    edits.push({ key: control.dataset.field, text: control.value });
    control.dataset.typed = "true";
    later();
  }

  function goTo(button) {
    const key = button.dataset.gotoKey;
    if (button.dataset.gotoLine) {
      const lines = text.value.split("\n");
      const line = Number(button.dataset.gotoLine);
      const from = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
      text.focus();
      text.setSelectionRange(from, from + (lines[line - 1] ?? "").length);
    }
    const control = key && fields.querySelector(`[data-field="${CSS.escape(key)}"]`);
    if (!control) return;
    for (let group = control.closest("details"); group; group = group.parentElement.closest("details")) group.open = true;
    control.scrollIntoView({ block: "center" });
    if (!button.dataset.gotoLine) control.focus();
  }

  async function start() {
    if (submit.disabled) return;
    submit.setAttribute("aria-busy", "true");
    try {
      const run = await send("POST", "/parts/new-run/start", { yaml: text.value, sets });
      sessionStorage.removeItem(draft);
      location.assign(`/runs/${encodeURIComponent(run.id)}`);
    } catch (error) {
      toast(error.message, "error");
      if (error.status === 422) ask();
    } finally {
      submit.removeAttribute("aria-busy");
    }
  }

  async function openProfile() {
    try {
      dialog.innerHTML = await send("POST", "/parts/new-run/profile", { yaml: text.value, sets });
      dialog.showModal();
    } catch (error) {
      toast(error.message, "error");
    }
  }

  async function storeProfile(button) {
    const values = {};
    for (const box of dialog.querySelectorAll("[data-profile-key]:checked")) values[box.dataset.profileKey] = JSON.parse(box.dataset.json);
    const name = dialog.querySelector("#profile-name").value.trim();
    const body = { workload: button.dataset.workload, description: dialog.querySelector("#profile-description").value.trim(), values };
    try {
      await send("PUT", `/api/v1/profiles/${encodeURIComponent(name)}`, body);
      dialog.close();
      toast(`Saved as profile ${name}`);
      ask();
    } catch (error) {
      dialog.querySelector("[data-error]").textContent = error.message;
    }
  }

  const on = {
    input(event) {
      if (event.target === text) {
        number();
        keep();
        later();
      } else if (event.target.dataset.field) {
        edit(event.target);
      }
    },
    click(event) {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.reset) {
        edits.push({ key: button.dataset.reset, text: null });
        ask();
      } else if (button.dataset.gotoLine || button.dataset.gotoKey) {
        goTo(button);
      } else if (button.dataset.action === "save-profile") {
        openProfile();
      } else if (button.dataset.action === "start-over") {
        text.value = form.dataset.initial;
        sets = {};
        edits = [];
        sessionStorage.removeItem(draft);
        number();
        ask();
      }
    },
    focusout(event) {
      if (event.target.dataset?.field && edits.length === 0 && !isBusy) {
        delete event.target.dataset.typed;
        fill();
      }
    },
    submit(event) {
      event.preventDefault();
      start();
    },
  };
  for (const [name, handler] of Object.entries(on)) form.addEventListener(name, handler);
  text.addEventListener("scroll", () => (gutter.scrollTop = text.scrollTop));
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey || event.altKey || event.ctrlKey) return;
    if (text.selectionStart !== text.selectionEnd) return;
    const line = text.value.slice(text.value.lastIndexOf("\n", text.selectionStart - 1) + 1, text.selectionStart);
    // Only in the indentation: elsewhere Tab leaves the editor, as everywhere.
    if (line.trim() !== "" || line.length >= 12) return;
    event.preventDefault();
    text.setRangeText("  ", text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    storeProfile(event.submitter);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) dialog.close();
  });

  const kept = JSON.parse(sessionStorage.getItem(draft) ?? "null");
  if (kept && kept.yaml !== text.value) text.value = kept.yaml;
  if (kept) sets = kept.sets ?? {};
  fill();
  number();
  form.setAttribute("data-ready", "");
  ask();
  return () => clearTimeout(timer);
}
