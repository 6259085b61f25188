// A line that says whether live figures work: it is shown, it asks Python, and it waits for an answer.

import { h, liveRegion } from "../shared/dom.js";

const PATIENCE = 6000; // ms
const SILENT =
  "✗ live figures: shown, but Python does not answer. Choose Kernel, Restart Kernel, and run the cells again";

function render({ model, el }) {
  const line = liveRegion("p", {});
  let waiting = null;
  const silent = () => {
    line.textContent = SILENT;
  };
  const show = () => {
    clearTimeout(waiting);
    line.textContent = "✓ live figures are shown, and Python answers them";
  };
  model.on("change:answered", show);
  el.replaceChildren(h("div", { class: "cv cv-trial" }, line));
  if (model.get("answered")) show();
  else {
    line.textContent = "… live figures: asking Python";
    waiting = setTimeout(silent, PATIENCE);
    try {
      model.send({});
    } catch {
      silent(); // the kernel was restarted
    }
  }
  return () => {
    clearTimeout(waiting);
    model.off("change:answered", show);
  };
}

export default { render };
