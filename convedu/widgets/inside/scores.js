// Four networks on the same drawing, side by side, and the ten scores of the chosen one.

import { control, h, uniqueId } from "../shared/dom.js";
import { column } from "./maps.js";
import { softmax } from "./network.js";
import { DIGITS } from "./state.js";
import { asShare, fixed, HEAD_TEXTS } from "./words.js";

const put = (node, words) => {
  if (node.textContent !== words) node.textContent = words;
};

/** A card for each network: what it reads, how sure it is, how it fared on digits it never saw. */
export function verdictCards({ measured, chooseHead }) {
  const group = uniqueId("network");
  const known = (head, place) => `${Math.round(100 * measured.digits[place][head])} %`;
  const cards = Object.entries(HEAD_TEXTS).map(([head, [name, about]]) => {
    const radio = control("input", {
      type: "radio",
      name: group,
      class: "cv-hidden",
      "aria-label": `${name}: ${about}`,
      onchange: () => chooseHead(head),
      onkeydown: (event) => event.stopPropagation(),
    });
    const [reads, sure] = [h("b", { class: "cv-in-reads" }), h("span", { class: "cv-note" })];
    const facts = h(
      "span",
      { class: "cv-in-facts", title: "Shares of 450 digits that it has not learned from" },
      `unseen ${known(head, "in the middle")}, 4 off: ${known(head, "4 off")}`,
    );
    const card = h("label", { class: "cv-in-card", title: about }, radio, reads, h("b", {}, name), sure, facts);
    return { head, radio, reads, sure, el: card };
  });
  const el = h(
    "div",
    { class: "cv-in-cards", role: "radiogroup", "aria-label": "Which network decides" },
    ...cards.map((card) => card.el),
  );
  const update = (s) =>
    cards.forEach(({ head, radio, reads, sure, el: card }) => {
      const { shares } = softmax(s.out.scores[head]);
      const digit = s.reads[head];
      const judged = s.truth !== null && !s.empty;
      put(reads, s.empty ? "–" : String(digit));
      put(sure, s.empty ? "" : `${asShare(shares[digit])}${judged ? (digit === s.truth ? " ✓" : " ✗") : ""}`);
      card.classList.toggle("cv-in-wrong", judged && digit !== s.truth);
      card.classList.toggle("cv-in-taken", head === s.head);
      radio.checked = head === s.head;
    });
  return { el, update };
}

/** The ten scores; whichever is chosen is explained below. */
export function scoreList({ explain }) {
  const group = uniqueId("score");
  const rows = DIGITS.map((digit) => {
    const radio = control("input", {
      type: "radio",
      name: group,
      class: "cv-hidden",
      "aria-label": `Score of ${digit}`,
      onclick: () => explain(digit), // the one that is marked already can be asked as well
      onkeydown: (event) => event.stopPropagation(),
    });
    const [bar, share, score] = [h("i", { class: "cv-coloured" }), h("span"), h("span", { class: "cv-note" })];
    const el = h(
      "label",
      { class: "cv-in-score" },
      radio,
      h("b", {}, String(digit)),
      h("span", { class: "cv-in-track" }, bar),
      share,
      score,
    );
    return { radio, bar, share, score, el };
  });
  const list = h("div", { role: "radiogroup", "aria-label": "Ten scores" }, ...rows.map((row) => row.el));
  const update = (s) => {
    const scores = s.out.scores[s.head];
    const { shares } = softmax(scores);
    rows.forEach(({ radio, bar, share, score, el }, digit) => {
      bar.style.width = `${100 * shares[digit]}%`;
      put(share, asShare(shares[digit]));
      put(score, fixed(scores[digit]));
      radio.checked = digit === s.digit;
      el.classList.toggle("cv-in-best", digit === s.reads[s.head]);
      el.classList.toggle("cv-in-taken", digit === s.digit);
    });
  };
  return { el: column("scores", "Ten scores", "softmax; score", list), rows: rows.map((row) => row.el), update };
}
