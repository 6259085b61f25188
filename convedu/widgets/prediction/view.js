// A prediction: options, a confidence, a button; the answer comes from Python after the commitment.

import { control, h, prose, uniqueId } from "../shared/dom.js";

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

const SILENCE = "The kernel does not answer. If it is busy, wait; if it is gone, run this cell again.";

function render({ model, el }) {
  const options = model.get("options");
  const choices = radios("options", model.get("prompt"), options);
  const confidence = radios("confidence", "How sure are you?", model.get("confidences"));
  const message = h("p", { class: "cv-alert", role: "alert" });
  const answer = control("div", { class: "cv-answer", "aria-live": "polite", tabindex: -1 });
  let waiting = null;
  const commit = () => {
    const choice = { choice: choices.chosen(), confidence: confidence.chosen() };
    if (choice.choice < 0) message.textContent = "Choose an answer first; a guess is welcome.";
    else if (choice.confidence < 0) message.textContent = "Say how sure you are, too.";
    else {
      message.textContent = "";
      button.disabled = true;
      model.send(choice);
      waiting = setTimeout(() => {
        message.textContent = SILENCE;
      }, 6000);
    }
  };
  const button = control("button", { type: "button", class: "cv-main", onclick: commit }, "Commit");
  const bar = h("div", { class: "cv-bottom" }, confidence.el, button);
  const update = () => {
    const reveal = model.get("reveal");
    const done = "answer" in reveal;
    const problem = model.get("problem");
    clearTimeout(waiting);
    if (problem) message.textContent = `Your choice could not be kept. ${problem}`;
    button.disabled = done;
    button.hidden = done;
    [...choices.inputs, ...confidence.inputs].forEach((input) => {
      input.disabled = done;
    });
    if (!done) return;
    choices.inputs[reveal.choice].checked = true;
    confidence.inputs[reveal.confidence].checked = true;
    choices.labels.forEach((label, i) => {
      label.dataset.mark = i === reveal.answer ? "✓" : "";
      label.classList.toggle("cv-right", i === reveal.answer);
    });
    message.textContent = "";
    answer.replaceChildren(...answerOf(reveal, options));
    if (waiting) answer.focus({ preventScroll: true }); // the button that had the focus is gone
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
