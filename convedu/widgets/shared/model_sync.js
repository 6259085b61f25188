// The road between a view and Python.

import { gather } from "./dom.js";

const PAUSE = 60; // ms: often enough for a cell that waits, rarely enough for a slow kernel

/**
 * Keeps traits in step: `values()` says what the view holds, `hear()` is called when Python changes
 * something. Returns `tell`, which asks for the next message, and `close`.
 */
export function linkTraits(model, names, { values, hear }) {
  let telling = false;
  const tell = gather(() => {
    telling = true;
    Object.entries(values()).forEach(([name, value]) => model.set(name, value));
    model.save_changes();
    telling = false;
  }, PAUSE);
  const listen = () => telling || hear();
  names.forEach((name) => model.on(`change:${name}`, listen));
  return {
    tell,
    close: () => names.forEach((name) => model.off(`change:${name}`, listen)),
  };
}
