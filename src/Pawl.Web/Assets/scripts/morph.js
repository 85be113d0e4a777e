// Makes an element's content equal to new HTML by touching only what differs. Children with data-key keep their identity when they move.
// What the person is doing survives: focus, selection, open details, typed input, scroll positions of elements that stay.

import { onMount, onUnmount } from "./mount.js";

export function morph(element, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const focus = document.activeElement;
  reconcile(element, template.content);
  // An element that moved among its siblings has lost the focus on the way.
  if (focus !== document.activeElement && element.contains(focus)) focus.focus({ preventScroll: true });
}

function reconcile(parent, wanted) {
  const keyed = new Map();
  for (const child of parent.children) if (child.dataset.key) keyed.set(child.dataset.key, child);
  // What goes, goes first: else all that stays behind it would be moved, and an element that moves loses the focus.
  const stays = new Set([...wanted.children].map((child) => child.dataset.key));
  for (const [key, child] of keyed) {
    if (stays.has(key)) continue;
    keyed.delete(key);
    onUnmount(child);
    child.remove();
  }
  let current = parent.firstChild;
  for (const next of [...wanted.childNodes]) {
    const key = next.nodeType === Node.ELEMENT_NODE ? next.dataset.key : undefined;
    const known = key ? keyed.get(key) : null;
    if (known && known.tagName === next.tagName) {
      keyed.delete(key);
      // White space left behind by elements that went would make all that follow move.
      while (current !== known && current?.nodeType === Node.TEXT_NODE) {
        const following = current.nextSibling;
        current.remove();
        current = following;
      }
      if (known === current) current = current.nextSibling;
      else move(parent, known, current);
      update(known, next);
    } else if (current && !key && isAlike(current, next)) {
      const following = current.nextSibling;
      update(current, next);
      current = following;
    } else {
      parent.insertBefore(next, current);
      if (next.nodeType === Node.ELEMENT_NODE) onMount(next);
    }
  }
  while (current) {
    const following = current.nextSibling;
    if (current.nodeType === Node.ELEMENT_NODE) onUnmount(current);
    current.remove();
    current = following;
  }
}

/** Where the browser can, without resetting what the element holds: focus, a playing video, a frame. */
function move(parent, child, before) {
  if (parent.moveBefore && parent.isConnected) parent.moveBefore(child, before);
  else parent.insertBefore(child, before);
}

function isAlike(current, next) {
  if (current.nodeType !== next.nodeType) return false;
  if (current.nodeType !== Node.ELEMENT_NODE) return true;
  // Other scripts make another element of it: they start when it comes in.
  return (
    current.tagName === next.tagName &&
    current.id === next.id &&
    current.dataset.script === next.dataset.script &&
    // What a script owns is never taken for a neighbour that came in before it.
    (current.dataset.own === undefined) === (next.dataset.own === undefined) &&
    !current.dataset.key
  );
}

function update(current, next) {
  if (current.nodeType !== Node.ELEMENT_NODE) {
    if (current.nodeValue !== next.nodeValue) current.nodeValue = next.nodeValue;
    return;
  }
  if (current.isEqualNode(next)) return;
  // A part within a part keeps itself up to date; a script that changes its element says so with data-own.
  if (current.dataset.own !== undefined) return;
  // "3 min ago" is kept true in the browser; the server's words for the same moment are no news.
  if (current.dataset.ago !== undefined && current.dateTime === next.dateTime) return;
  if (current.dataset.since !== undefined && current.dataset.since === next.dataset.since) return;
  for (const { name } of [...current.attributes]) {
    if (!next.hasAttribute(name) && !isOfThePerson(current, name)) current.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (current.getAttribute(name) !== value && !isOfThePerson(current, name)) current.setAttribute(name, value);
  }
  reconcile(current, next);
}

function isOfThePerson(element, name) {
  return (
    ((element.tagName === "DETAILS" || element.tagName === "DIALOG") && name === "open") ||
    (element.tagName === "INPUT" && (name === "value" || name === "checked")) ||
    (element.tagName === "TR" && name === "aria-selected")
  );
}
