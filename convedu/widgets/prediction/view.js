// A prediction: options, a confidence, a button; the answer is shown after the commitment.

import { control, h, prose, refusals, uniqueId } from "../shared/dom.js";

/** Radio buttons with their labels, and which of them is chosen (-1 for none). */
function radios(kind, legend, texts) {
  const group = uniqueId(kind);
  const inputs = texts.map((_, value) => control("input", { type: "radio", name: group, value }));
  const labels = texts.map((text, i) => h("label", {}, inputs[i], h("span", {}, ...prose(text))));
  const el = h("fieldset", { class: `cv-${kind}` }, h("legend", {}, ...prose(legend)), ...labels);
  return { el, inputs, labels, chosen: () => inputs.findIndex((input) => input.checked) };
}

/** What is said about a choice: first what is right, then why the choice tempts. */
function answerOf({ correct, answer, why, tempting }, options) {
  const paragraphs = correct
    ? [h("p", {}, h("strong", {}, "Yes. "), ...prose(why))]
    : [h("p", {}, h("strong", {}, "The answer: "), "“", ...prose(options[answer]), "”. ", ...prose(why))];
  if (!correct && tempting) {
    paragraphs.push(h("p", {}, h("strong", {}, "Why your choice tempts: "), ...prose(tempting)));
  }
  return paragraphs;
}

/** What is told about each option: encoded, so that nobody meets it in the page's source. */
const unseal = (sealed) =>
  JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(sealed), (letter) => letter.charCodeAt(0))));

const PATIENCE = 6000; // ms
const NOT_KEPT = "This choice is not in your record: no kernel answers. To keep it, run this cell again and commit.";

function render({ model, el }) {
  const options = model.get("options");
  const choices = radios("options", model.get("prompt"), options);
  const confidence = radios("confidence", "How sure are you?", model.get("confidences"));
  const { el: message, refuse } = refusals();
  const answer = control("div", { class: "cv-answer", "aria-live": "polite", tabindex: -1 });
  let waiting = null;
  const show = (reveal) => {
    button.hidden = true;
    for (const input of [...choices.inputs, ...confidence.inputs]) input.disabled = true;
    choices.inputs[reveal.choice].checked = true;
    confidence.inputs[reveal.confidence].checked = true;
    choices.labels.forEach((label, i) => {
      label.dataset.mark = i === reveal.answer ? "✓" : "";
      label.classList.toggle("cv-right", i === reveal.answer);
    });
    answer.replaceChildren(...answerOf(reveal, options));
  };
  const keep = (choice) => {
    waiting = setTimeout(() => refuse(NOT_KEPT), PATIENCE);
    try {
      model.send(choice);
    } catch {
      refuse(NOT_KEPT); // the kernel was restarted
    }
  };
  const commit = () => {
    const choice = { choice: choices.chosen(), confidence: confidence.chosen() };
    if (choice.choice < 0) refuse("Choose an answer first; a guess is welcome.");
    else if (choice.confidence < 0) refuse("Say how sure you are, too.");
    else {
      refuse("");
      show({ ...choice, ...unseal(model.get("sealed"))[choice.choice] });
      answer.focus({ preventScroll: true }); // the button that had the focus is gone
      keep(choice);
    }
  };
  const button = control("button", { type: "button", class: "cv-main", onclick: commit }, "Commit");
  const bar = h("div", { class: "cv-bottom" }, confidence.el, button);
  const update = () => {
    const reveal = model.get("reveal"); // the first choice in the record, which may be another one
    const problem = model.get("problem");
    clearTimeout(waiting);
    refuse(problem ? `Your choice could not be kept. ${problem}` : "");
    if ("answer" in reveal) show(reveal);
  };
  model.on("change:reveal", update);
  model.on("change:problem", update);
  update();
  el.replaceChildren(h("div", { class: "cv cv-prediction" }, choices.el, bar, message, answer));
  return () => {
    clearTimeout(waiting);
    model.off("change:reveal", update);
    model.off("change:problem", update);
  };
}

export default { render };
