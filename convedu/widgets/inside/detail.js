// The lower part: where the chosen number comes from, in full.

import { h } from "../shared/dom.js";
import { arithmeticOf, chosenValue } from "./arithmetic_of_pixel.js";
import { occlusion } from "./network.js";
import { occlusionPanel, reachOf, reasonsOf } from "./reasons.js";
import { COVER, movedPicture } from "./state.js";
import { fixed } from "./words.js";

const SETTLE = 120; // ms without a change after which the occlusion map is made

/** `moveCover(cell)` is called where a place of the occlusion map is chosen. */
export function detailOf({ fixtures, state, moveCover }) {
  const [title, body, note] = [h("h3"), h("div", { class: "cv-in-body" }), h("p", { class: "cv-note" })];
  const el = h("div", { class: "cv-in-detail", role: "group", "aria-label": "The chosen number" }, title, body, note);
  const panel = occlusionPanel({ scales: fixtures.scales, state, move: moveCover });
  let changes = null;
  let timer = null;
  let madeFor = "";
  const keyOf = (s) => [s.head, s.digit, ...s.off.map((filters) => [...filters].join()), ...movedPicture(s)].join(" ");
  const occluded = (s) => {
    if (madeFor === keyOf(s)) return changes;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const now = state();
      madeFor = keyOf(now);
      changes = occlusion(fixtures.network, now.head, now.digit, movedPicture(now), COVER, now.off);
      if (now.chosen.layer === "cover") update(now);
    }, SETTLE);
    return null;
  };
  const contentOf = (s) => {
    const { layer } = s.chosen;
    if (layer === "cover") return panel.content(s, occluded(s));
    if (layer === "input") return reachOf(fixtures, s);
    const mixed = s.head === "no convolution" ? layer !== "hidden" : layer === "hidden";
    if (layer === "score" || mixed) return reasonsOf(fixtures, s);
    return arithmeticOf(fixtures, s);
  };
  const update = (s) => {
    const content = contentOf(s);
    title.textContent = content.title;
    note.textContent = content.note;
    const [first, ...others] = content.body;
    if (first === body.firstChild) others.forEach((part, i) => body.children[i + 1].replaceWith(part));
    else body.replaceChildren(...content.body); // else what has the focus would lose it
  };
  return { el, update, title };
}

/** The chosen number for those who hear it. */
export function chosenText(s, title) {
  const value = chosenValue(s);
  return value === null ? title : `${title}. It is ${fixed(value)}.`;
}
