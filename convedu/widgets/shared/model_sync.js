// Keeps a view and its model in Python in step.

import { debounce } from "./dom.js";

const PAUSE = 60; // ms: often enough for a cell that waits, rarely enough for a slow kernel

/**
 * `values()` says what the view holds; `onChange()` is called when Python changes one of the traits.
 * Returns `push`, which sends the view's values soon, and `close`.
 */
export function syncModel(model, names, { values, onChange }) {
  let pushing = false;
  const push = debounce(() => {
    pushing = true;
    for (const [name, value] of Object.entries(values())) model.set(name, value);
    model.save_changes();
    pushing = false;
  }, PAUSE);
  const listen = () => pushing || onChange();
  for (const name of names) model.on(`change:${name}`, listen);
  return {
    push,
    close: () => {
      for (const name of names) model.off(`change:${name}`, listen);
    },
  };
}
