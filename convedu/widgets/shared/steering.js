// A cursor on a grid, moved by pointer and keys.

/** What takes part in steering: it can have the focus, and Jupyter leaves its keys alone. */
const STEERED = { tabindex: 0, role: "application", "data-lm-suppress-shortcuts": "true" };

/**
 * Lets pointer and keys move a cursor. `place(event)` is the [row, column] under the pointer, or null;
 * `size()` the grid's {rows, cols}; `keys` maps further keys to what they do.
 */
export function steer(el, { place, cursor, size, move, keys = {} }) {
  const point = (event) => {
    const at = place(event);
    if (at) move(at);
  };
  const press = (event) => {
    const act = keys[event.key];
    const target = act ? null : destination(event, cursor(), size());
    if (!act && !target) return;
    event.preventDefault();
    event.stopPropagation();
    if (act) act();
    else move(target);
  };
  el.addEventListener("pointermove", point);
  el.addEventListener("pointerdown", point);
  el.addEventListener("keydown", press);
  for (const [name, value] of Object.entries(STEERED)) el.setAttribute(name, value);
  el.classList.add("cv-steered");
}

/** The pixel of a grid of that size which is under the pointer. */
export function pixelUnder(event, el, { rows, cols }) {
  const box = el.getBoundingClientRect();
  const part = (at, from, length, count) => Math.floor(((at - from) / length) * count);
  return [part(event.clientY, box.top, box.height, rows), part(event.clientX, box.left, box.width, cols)];
}

/** Where a key takes the cursor on a grid of that size; null for other keys and an empty grid. */
function destination(event, [row, col], { rows, cols }) {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (metaKey || altKey || !rows || !cols) return null;
  const far = shiftKey ? 10 : 1;
  const after = (row * cols + col + 1) % (rows * cols);
  const next = [Math.floor(after / cols), after % cols]; // reading order, then from the start
  const targets = {
    ArrowLeft: [row, col - far],
    ArrowRight: [row, col + far],
    ArrowUp: [row - far, col],
    ArrowDown: [row + far, col],
    Home: [ctrlKey ? 0 : row, 0],
    End: [ctrlKey ? rows - 1 : row, cols - 1],
    Enter: next,
    " ": next,
  };
  return targets[key] ?? null;
}
