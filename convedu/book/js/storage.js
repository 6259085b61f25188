// The browser's storage, which may be forbidden (private windows), full, or changed by another tab.

import { notice } from "./notices.js";

const FORBIDDEN =
  "This browser keeps nothing for this page: its storage is full or not allowed here. " +
  "What you write and choose is known only until you close the page: save your work as a file.";
const session = {};

export function read(key, otherwise) {
  try {
    const text = key in session ? session[key] : localStorage.getItem(key);
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return otherwise;
  }
}

/** Keep a value and say whether it will still be there after the page was closed. */
export function keep(key, value) {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(key, text);
    delete session[key];
    return true;
  } catch {
    session[key] = text;
    notice(FORBIDDEN);
    return false;
  }
}

/** Call `hear` when another tab has changed a value. */
export function onOtherTab(key, hear) {
  addEventListener("storage", (event) => {
    if (event.key === key && event.newValue !== null) hear();
  });
}
