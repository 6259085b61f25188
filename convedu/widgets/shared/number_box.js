// A number that can be typed over, changed with the arrow keys, or dragged to the left and right.

import { control } from "./dom.js";
import { isBegun, parseNumber, problemOf } from "./numbers.js";

const DEAD_ZONE = 4; // pixels: below this a press is a click into the text

/**
 * `read()` gives the number, `text()` how it is written, `write(x)` changes it. `refuse(words)` says
 * why a text is no number; `step` is what an arrow key adds, a tenth of it with Shift.
 */
export function numberBox({ label, read, text, write, refuse, step = 1, drag = false }) {
  const show = () => {
    input.value = text();
    input.setAttribute("aria-invalid", false);
    input.setAttribute("aria-valuenow", read());
  };
  const complain = () => {
    const problem = problemOf(input.value);
    refuse(problem && `${problem} It stays ${text()}.`);
    return problem;
  };
  const type = () => {
    const value = parseNumber(input.value);
    const wrong = value === null && !isBegun(input.value);
    input.setAttribute("aria-invalid", wrong);
    if (wrong) complain();
    else refuse("");
    if (value !== null) write(value);
  };
  const settle = () => {
    // whoever leaves an unfinished text is told that it does not count
    if (input.value !== text()) complain();
    show();
  };
  const put = (value) => {
    write(Number(value.toPrecision(12)));
    refuse("");
    show();
  };
  const press = (event) => {
    const by = { ArrowUp: step, ArrowDown: -step }[event.key];
    if (event.key === "Enter") settle();
    if (!by) return;
    event.preventDefault();
    put(read() + (event.shiftKey ? by / 10 : by));
  };
  const input = control("input", {
    type: "text",
    inputmode: "decimal",
    role: "spinbutton",
    autocomplete: "off",
    spellcheck: "false",
    class: "cv-box",
    "aria-label": label,
    title: drag ? "Type, press ↑ ↓, or drag sideways" : null,
    oninput: type,
    onblur: settle,
    onfocus: () => input.select(),
    onkeydown: press,
  });
  if (drag) makeDraggable(input, read, put);
  return { input, show: () => input.getRootNode().activeElement === input || show() };
}

/** Each pixel to the right adds a hundredth. */
function makeDraggable(input, read, put) {
  let from = null;
  input.addEventListener("pointerdown", (event) => {
    from = { x: event.clientX, value: read(), moved: false };
  });
  input.addEventListener("pointermove", (event) => {
    const distance = from ? event.clientX - from.x : 0;
    if (!from || (!from.moved && Math.abs(distance) < DEAD_ZONE)) return;
    if (!from.moved) input.setPointerCapture(event.pointerId);
    from.moved = true;
    put(from.value + Math.round(distance) / 100);
  });
  for (const end of ["pointerup", "pointercancel"])
    input.addEventListener(end, () => {
      from = null;
    });
}
