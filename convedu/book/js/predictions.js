// Predictions: the choice is kept, then the answer is shown, and what follows is veiled until then.

import { byId, h } from "./dom.js";
import { Model, show, stored } from "./figures.js";
import { add, now, onRecord, record } from "./record.js";
import { keep, read } from "./storage.js";

const SKIPPED = "convedu.skipped";

/** The answer is in the page, but not to be read at a glance. */
const opened = (sealed) => JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(sealed), (c) => c.charCodeAt(0))));

function reveal(sealed, { choice, confidence }) {
  const { answer, why, tempting } = opened(sealed);
  return { choice, confidence, correct: choice === answer, answer, why, tempting: tempting[choice] };
}

const isOpen = (name) => !(name in record().predictions) && !read(SKIPPED, []).includes(name);

export async function showPrediction(box) {
  const data = JSON.parse(box.querySelector("script[type='application/json']").textContent);
  const { moduleText, state } = await stored(data);
  const { name, sealed } = data;
  const commit = ({ choice, confidence }, model) => {
    const correct = opened(sealed).answer === choice;
    add({ predictions: { [name]: { choice, confidence, correct, at: now() } } });
    model.take({ reveal: reveal(sealed, record().predictions[name]) });
  };
  const known = record().predictions[name];
  if (known && known.choice in state.options) state.reveal = reveal(sealed, known);
  const model = new Model(state, { answer: commit });
  await show(box.querySelector(".live"), moduleText, model);
  onRecord(() => {
    const entry = record().predictions[name];
    if (entry && !("answer" in model.get("reveal"))) model.take({ reveal: reveal(sealed, entry) });
  });
  const skip = h(
    "button",
    {
      type: "button",
      class: "quiet",
      onclick: () => {
        keep(SKIPPED, [...new Set([...read(SKIPPED, []), name])]);
        drawVeils();
      },
    },
    "Skip, and read on",
  );
  box.append(h("p", { class: "skip-prediction" }, skip));
  drawVeils();
}

/** Hide what follows an open prediction; the first hidden piece is announced by a sentence. */
export function drawVeils() {
  let veiled = false;
  for (const piece of document.querySelectorAll("[data-after]")) {
    const hidden = piece.dataset.after.split(" ").some(isOpen);
    piece.hidden = hidden;
    const sign = piece.previousElementSibling?.matches(".veil") ? piece.previousElementSibling : null;
    if (hidden && !veiled && !sign)
      piece.before(
        h("p", { class: "veil" }, "What follows is hidden until you have predicted, or skipped the prediction."),
      );
    if (sign && (!hidden || veiled)) sign.remove();
    veiled = hidden;
  }
  for (const box of document.querySelectorAll("[data-prediction]")) {
    box.querySelector(".skip-prediction")?.toggleAttribute("hidden", !isOpen(box.dataset.prediction));
  }
  document.documentElement.dataset.veiled = "";
}

/** A link to something veiled leads to the prediction that veils it. */
export function followLink() {
  const target = byId(location.hash.slice(1));
  const name = target?.closest("[data-after][hidden]")?.dataset.after.split(" ").find(isOpen);
  if (name) document.querySelector(`[data-prediction="${name}"]`).scrollIntoView();
}

onRecord(drawVeils);
