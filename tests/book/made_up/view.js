// The made-up widget: its number, and what its file holds.

import { sum } from "./sum.js";

export default {
  render({ model, el }) {
    const number = el.appendChild(document.createElement("output"));
    const told = el.appendChild(document.createElement("p"));
    const button = el.appendChild(document.createElement("button"));
    el.className = "made-up";
    told.textContent = `${sum(model.get("steps"))} more to come`;
    button.textContent = "Train";
    button.onclick = () => model.send({ do: "train" });
    const update = () => {
      number.textContent = model.get("number");
    };
    model.on("change:number", update);
    update();
  },
};
