// A quick game: estimate a number, within a factor of two; then the exact one, and a quick way to it.

import { control, h, liveRegion, refusals, uniqueId } from "../shared/dom.js";
import { withCommas } from "../shared/numbers.js";

const UNITS = { "": 1, k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, b: 1e9, g: 1e9, billion: 1e9 };

/** The number that a text says, such as "80k", "2.5 million", "80,000" or "8e4"; NaN for none. */
export function parseEstimate(text) {
  const found = /^([\d,. ]*\d)(e\d+)?\s*([a-z]*)$/i.exec(text.trim());
  if (!found || !(found[3].toLowerCase() in UNITS)) return Number.NaN;
  const digits = found[1].replace(/[, ](?=\d{3}(?!\d))/g, "");
  return Number(digits + (found[2] ?? "")) * UNITS[found[3].toLowerCase()];
}

/** How an estimate compares with the number: whether it counts, and in words. */
export function judge(estimate, value) {
  const times = estimate / value;
  const factor = Math.max(times, 1 / times);
  if (factor <= 2) return { near: true, words: "Within a factor of two." };
  const off = factor < 10 ? factor.toFixed(1) : withCommas(Math.round(factor));
  return { near: false, words: `Too ${times > 1 ? "large" : "small"}, ${off} times.` };
}

function render({ model, el }) {
  const questions = model.get("questions");
  let [at, near, answered] = [0, 0, false];
  const id = uniqueId("estimate");
  const asked = h("label", { for: id, class: "cv-asked" });
  const input = control("input", {
    id,
    type: "text",
    inputmode: "text",
    autocomplete: "off",
    placeholder: "80k, 2.5 million, 8e4",
  });
  const button = control("button", { type: "submit", class: "cv-main" });
  const { el: alert, refuse } = refusals();
  const verdict = liveRegion("p", { class: "cv-verdict" });
  const how = h("p", {});
  const score = h("p", { class: "cv-score" });
  const show = () => {
    asked.textContent = `${at + 1} of ${questions.length}. ${questions[at].text}`;
    input.readOnly = answered;
    button.textContent = !answered ? "Estimate" : at + 1 < questions.length ? "Next" : "Once more";
  };
  const answer = () => {
    const estimate = parseEstimate(input.value);
    if (!(estimate > 0)) {
      refuse("Type a number, such as 80000, 80k, 2.5 million or 8e4.");
      return;
    }
    refuse("");
    const { value, how: way } = questions[at];
    const told = judge(estimate, value);
    answered = true;
    near += told.near;
    verdict.textContent = `${told.near ? "✓" : "✗"} ${told.words} It is ${withCommas(value)}.`;
    how.textContent = `In your head: ${way}.`;
    score.textContent = `${near} of ${at + 1} within a factor of two`;
    show();
  };
  const next = () => {
    if (at + 1 === questions.length) near = 0;
    at = (at + 1) % questions.length;
    answered = false;
    input.value = "";
    for (const part of [verdict, how]) part.textContent = "";
    if (!at) score.textContent = "";
    show();
    input.focus();
  };
  const submit = (event) => {
    event.preventDefault();
    if (answered) next();
    else answer();
  };
  show();
  el.replaceChildren(
    h(
      "form",
      { class: "cv cv-estimate", onsubmit: submit },
      asked,
      h("div", { class: "cv-answer-row" }, input, button),
      alert,
      verdict,
      how,
      score,
    ),
  );
}

export default { render };
