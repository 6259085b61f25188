// Sentences for the reader: what happened, and what to do.

import { byId, h } from "./dom.js";

/** Show a sentence until it is closed; the same one is not shown twice. */
export function notice(text, ...actions) {
  const place = byId("notices");
  for (const shown of place.children) if (shown.dataset.text === text) return shown;
  const box = h("div", { class: "notice", "data-text": text }, h("p", {}, text));
  const close = () => box.remove();
  const buttons = [...actions, { label: "Close", act: () => {} }].map(({ label, act }) =>
    h(
      "button",
      {
        type: "button",
        onclick: () => {
          close();
          act();
        },
      },
      label,
    ),
  );
  box.append(h("div", { class: "tools" }, ...buttons));
  place.append(box);
  return box;
}

/** Say what is under way, or nothing. */
export const status = (text) => {
  byId("status").textContent = text;
};
