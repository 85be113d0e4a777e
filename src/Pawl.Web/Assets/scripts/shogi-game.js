// Steps through a game without leaving the page: buttons, slider, list of moves and keys lead to positions that came with it. Without this
// script each of them is a link to a page. How pieces are drawn and called comes with the data, so that both always look the same.

import { copy } from "./copy.js";

const BIG_STEP = 10;
const PLAY_PACE = 1000;
const ADDRESS_PACE = 300;

export default function shogiGame(root) {
  const data = JSON.parse(root.querySelector("script[type='application/json']").textContent);
  const find = (selector) => root.querySelector(selector);
  const board = find(".shogi-board");
  const rows = [...root.querySelectorAll("tr[data-ply]")];
  const list = find(".shogi-moves");
  const slider = find(".shogi-slider");
  const play = find("[data-play]");
  const letters = find("[data-letters]");
  const comment = find("[data-comment]");
  const startComment = root.dataset.startComment ?? "";
  const last = data.positions.length - 1;
  const places = new Map([...board.querySelectorAll("[data-at]")].map((place) => [place.dataset.at, place]));
  const drawn = new Map();
  let ply = Number(root.dataset.ply);
  let isFlipped = root.dataset.flipped !== undefined;
  let playTimer = 0;
  let addressTimer = 0;

  function go(to) {
    ply = Math.min(last, Math.max(0, to));
    show();
  }

  function show() {
    const [sfen, reached, left] = data.positions[ply];
    const position = read(sfen);
    draw(position);
    mark("to", reached);
    mark("from", left);
    for (const row of rows) {
      const link = row.querySelector("a");
      if (Number(row.dataset.ply) === ply) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    scrollToCurrent();
    const words = now(position.side);
    find("[data-now]").textContent = words;
    board.setAttribute("aria-label", `${words}. ${sfen}`);
    for (const side of ["b", "w"]) find(`[data-words=${side}]`).textContent = inWords(position, side);
    find("[data-sfen]").textContent = sfen;
    const said = ply === 0 ? startComment : (rows[ply - 1].querySelector(".move-comment")?.textContent ?? "");
    comment.textContent = said;
    comment.hidden = !said;
    if (slider) slider.value = ply;
    for (const [step, target] of Object.entries({ first: 0, back: Math.max(0, ply - 1), on: Math.min(last, ply + 1), last })) {
      find(`[data-step=${step}]`)?.setAttribute("href", address(target, isFlipped));
    }
    find("[data-flip]").setAttribute("href", address(ply, !isFlipped));
    for (const row of rows) row.querySelector("a").setAttribute("href", address(Number(row.dataset.ply), isFlipped));
    if (ply === last) pause();
    if (!root.dataset.address) return;
    // Browsers allow so many changes of the address in a time; a key that is held down makes more.
    clearTimeout(addressTimer);
    addressTimer = setTimeout(() => history.replaceState(history.state, "", address(ply, isFlipped)), ADDRESS_PACE);
  }

  function address(to, flipped) {
    const base = root.dataset.address;
    return base ? `${base}${base.includes("?") ? "&" : "?"}ply=${to}${flipped ? "&flip=1" : ""}` : "#";
  }

  function draw(position) {
    for (const [name, place] of places) {
      const held = name.length === 2 && !/\d/.test(name) ? position.hands[name] : undefined;
      const piece = held ? (name[0] === "b" ? name[1] : name[1].toLowerCase()) : position.squares.get(name);
      const html = piece ? face(piece) + (held > 1 ? data.count.replace("{count}", held) : "") : "";
      if (drawn.get(name) === html) continue;
      drawn.set(name, html);
      place.innerHTML = html;
    }
    for (const side of ["b", "w"]) board.querySelector(`.hand.of-${side}`).classList.toggle("to-move", position.side === side);
  }

  function face(piece) {
    const isGote = piece !== piece.toUpperCase();
    const template = data.faces[piece] ?? data.faces[piece.toUpperCase()];
    return template.replace("{turn}", isGote !== isFlipped ? "180" : "0");
  }

  function mark(kind, square) {
    const group = board.querySelector(`.mark-${kind}`);
    const place = places.get(square || "1a");
    group.setAttribute("transform", place.getAttribute("transform"));
    group.dataset.turned = place.dataset.turned;
    if (square) group.removeAttribute("display");
    else group.setAttribute("display", "none");
  }

  function flip() {
    isFlipped = !isFlipped;
    for (const group of board.querySelectorAll("[data-turned]")) {
      const there = group.dataset.turned;
      group.dataset.turned = group.getAttribute("transform");
      group.setAttribute("transform", there);
    }
    show();
  }

  function now(side) {
    const toMove = `${side === "b" ? "Black" : "White"} to move`;
    if (last === 0) return toMove;
    if (ply === 0) return `Start of ${last} moves, ${toMove}`;
    const notation = rows[ply - 1].querySelector(root.dataset.pieces === "letters" ? ".letters" : ".kanji").textContent;
    return `Move ${ply} of ${last}: ${notation}, ${toMove}`;
  }

  function inWords(position, side) {
    const named = data.names.flatMap(([letter, one, many]) => {
      const piece = side === "b" ? letter : letter.toLowerCase();
      const squares = [...position.squares].filter(([, other]) => other === piece).map(([square]) => square).sort();
      return squares.length === 0 ? [] : [`${squares.length === 1 ? one : many} ${squares.join(" ")}`];
    });
    const names = new Map(data.names.map(([letter, one, many]) => [letter, [one, many]]));
    const held = [...data.handOrder].flatMap((letter) => {
      const count = position.hands[side + letter] ?? 0;
      const [one, many] = names.get(letter);
      return count === 0 ? [] : [count === 1 ? one : `${count} ${many}`];
    });
    return `${named.join(", ")}; in hand: ${held.join(", ") || "nothing"}`;
  }

  /** Within the list alone: the page stays where it is. */
  function scrollToCurrent() {
    if (!list) return;
    const row = rows[ply - 1];
    if (!row) list.scrollTop = 0;
    else if (row.offsetTop < list.scrollTop + row.offsetHeight || row.offsetTop + 2 * row.offsetHeight > list.scrollTop + list.clientHeight) {
      list.scrollTop = row.offsetTop - list.clientHeight / 2;
    }
  }

  function pause() {
    clearInterval(playTimer);
    playTimer = 0;
    play?.setAttribute("aria-pressed", "false");
  }

  function playOrPause() {
    if (playTimer) return pause();
    if (ply === last) go(0);
    playTimer = setInterval(() => go(ply + 1), PLAY_PACE);
    play.setAttribute("aria-pressed", "true");
  }

  function switchLetters() {
    const isLettered = root.dataset.pieces !== "letters";
    root.dataset.pieces = isLettered ? "letters" : "kanji";
    letters.setAttribute("aria-pressed", `${isLettered}`);
    document.cookie = `pawl-pieces=${root.dataset.pieces}; path=/; max-age=31536000; samesite=strict`;
    show();
  }

  const onClick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const step = event.target.closest("[data-step]")?.dataset.step;
    const row = event.target.closest("tr[data-ply]");
    if (step) {
      pause();
      go({ first: 0, back: ply - 1, on: ply + 1, last }[step]);
    } else if (row && event.target.closest("a")) {
      pause();
      go(Number(row.dataset.ply));
    } else if (event.target.closest("[data-flip]")) flip();
    else if (event.target.closest("[data-play]")) playOrPause();
    else if (event.target.closest("[data-letters]")) switchLetters();
    else if (event.target.closest("[data-copy-sfen]")) copy(data.positions[ply][0], "Copied the position as SFEN");
    else return;
    event.preventDefault();
  };

  const onKey = (event) => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
    if (target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    const isInside = root.contains(target);
    // Outside of the viewer up and down scroll the page, as they do everywhere.
    const keys = { ArrowLeft: ply - 1, ArrowRight: ply + 1, Home: 0, End: last, ...(isInside && { ArrowUp: ply - BIG_STEP, ArrowDown: ply + BIG_STEP }) };
    if (event.key in keys && last > 0) {
      pause();
      go(keys[event.key]);
    } else if (event.key === "f" || event.key === "F") flip();
    else return;
    event.preventDefault();
  };

  const onSlide = () => {
    pause();
    go(Number(slider.value));
  };

  for (const hidden of root.querySelectorAll("[data-play], [data-letters], [data-copy-sfen], .shogi-slider")) hidden.hidden = false;
  root.addEventListener("click", onClick);
  slider?.addEventListener("input", onSlide);
  document.addEventListener("keydown", onKey);
  scrollToCurrent();
  root.dataset.ready = "";
  return () => {
    pause();
    clearTimeout(addressTimer);
    document.removeEventListener("keydown", onKey);
  };
}

/** SFEN's board, side and hands: squares such as 7g to letters, hands such as bP to counts. */
function read(sfen) {
  const [ranks, side, held] = sfen.split(" ");
  const squares = new Map();
  for (const [rank, text] of ranks.split("/").entries()) {
    let file = 9;
    for (const [, empty, piece] of text.matchAll(/(\d)|(\+?[A-Za-z])/g)) {
      if (empty) file -= Number(empty);
      else squares.set(`${file--}${"abcdefghi"[rank]}`, piece);
    }
  }
  const hands = {};
  for (const [, count, letter] of held.matchAll(/(\d*)([A-Za-z])/g)) {
    hands[(letter === letter.toUpperCase() ? "b" : "w") + letter.toUpperCase()] = Number(count || 1);
  }
  return { squares, side, hands };
}
