// A number that can be typed over, changed with the arrow keys, or dragged to the left and right.

import { parseNumber } from "./arithmetic.js";
import { control } from "./dom.js";
import { formatExact } from "../channel_mixer/sums.js";

const tidyNumber = (x) => Number(x.toFixed(4));
const DEAD_ZONE = 4; // pixels: below this a press is a click into the text

/** `read()` gives the number, `write(x)` changes it, `refuse(text)` says why a text is none. */
export function numberBox({ label, read, write, refuse }) {
  const show = () => {
    input.value = formatExact(read());
    input.setAttribute("aria-invalid", false);
    input.setAttribute("aria-valuenow", read());
  };
  const settle = () => {
    refuse("");
    show();
  };
  const put = (value) => {
    write(tidyNumber(value));
    settle();
  };
  const type = () => {
    const value = parseNumber(input.value);
    input.setAttribute("aria-invalid", value === null);
    refuse(value === null ? `“${input.value}” is not a number; the weight stays ${formatExact(read())}.` : "");
    if (value !== null) write(value);
  };
  const press = (event) => {
    const by = { ArrowUp: 0.1, ArrowDown: -0.1 }[event.key];
    if (event.key === "Enter") settle();
    if (!by) return;
    event.preventDefault();
    put(read() + (event.shiftKey ? by / 10 : by));
  };
  const input = control("input", {
    type: "text", inputmode: "decimal", role: "spinbutton", autocomplete: "off", spellcheck: "false",
    class: "cv-box", "aria-label": label, title: "Type, press ↑ ↓, or drag sideways",
    oninput: type, onblur: settle, onfocus: () => input.select(), onkeydown: press,
  });
  makeDraggable(input, read, put);
  return { input, show: () => input.getRootNode().activeElement === input || show() };
}

/** Each pixel to the right adds a hundredth. */
function makeDraggable(input, read, put) {
  let from = null;
  input.addEventListener("pointerdown", (event) => { from = { x: event.clientX, value: read(), moved: false }; });
  input.addEventListener("pointermove", (event) => {
    const distance = from ? event.clientX - from.x : 0;
    if (!from || (!from.moved && Math.abs(distance) < DEAD_ZONE)) return;
    if (!from.moved) input.setPointerCapture(event.pointerId);
    from.moved = true;
    put(from.value + Math.round(distance) / 100);
  });
  for (const end of ["pointerup", "pointercancel"]) input.addEventListener(end, () => { from = null; });
}
