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

export const traitsOf = (model, names) => Object.fromEntries(names.map((name) => [name, model.get(name)]));

/**
 * A view's state, in step with the model: `read()` makes it of the traits, `write(state)` their values of it.
 * `change` takes a patch of the state, shows it and sends it; `show(state)` draws it.
 */
export function syncState(model, names, { show, read = () => traitsOf(model, names), write = (state) => state }) {
  let state = read();
  const { push, close } = syncModel(model, names, {
    values: () => write(state),
    onChange() {
      state = read();
      show(state);
    },
  });
  const change = (patch) => {
    state = { ...state, ...patch };
    show(state);
    push();
  };
  return { state: () => state, change, close };
}

/** The same for a state that is one trait. */
export const syncTrait = (model, name, show) =>
  syncState(model, [name], { show, read: () => model.get(name), write: (state) => ({ [name]: state }) });
