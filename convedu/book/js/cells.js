// Code cells: an editor where one is opened, buttons, and what came out.

import { h } from "./dom.js";
import { addStyle, Model, show } from "./figures.js";
import { value } from "./files.js";
import { notice, status } from "./notices.js";
import { Python } from "./python.js";
import { add, record } from "./record.js";
import { sanitized } from "./sanitize.js";

export const LONGEST = 1_000_000;
const TOO_LONG =
  "This cell holds more than a million characters. It stays as it is, but is neither run nor kept by the browser.";
const NO_DRAWING = (name) => `This cell needs ${name}, which a page has not. What it shows was stored with the lesson.`;

let editorModule = null;

/** A cell of the page; `text` is what stands in it now. */
class Cell {
  constructor(element) {
    this.element = element;
    this.id = element.dataset.cell;
    this.source = element.querySelector(".editor");
    this.original = this.source.querySelector("code").textContent;
    this.outputs = element.querySelector(".outputs, .live");
    this.stored = [...this.outputs.childNodes];
    this.draft = this.original;
    this.changed = () => {};
    this.remove = () => {};
  }

  get text() {
    return this.editor ? this.editor.get() : this.draft;
  }

  set text(text) {
    this.draft = text;
    this.editor?.set(text);
    if (!this.editor) this.source.querySelector("code").textContent = text;
  }

  /** Put an editor where the code stands: a plain field where the good one cannot be had. */
  async edit(label, onRun) {
    editorModule ??= value("editor").catch((error) =>
      notice(`A plain field stands in for the editor. ${error.message}`),
    );
    await editorModule;
    if (this.editor) return;
    const make = globalThis.conveduEditor?.create ?? plainField;
    const place = h("div", { class: "edited" });
    const text = this.text;
    this.editor = make({ parent: place, text, label, onChange: () => this.changed(), onRun });
    this.source.replaceChildren(place);
  }

  clear() {
    this.remove();
    this.remove = () => {};
    this.outputs.replaceChildren();
  }

  restore(text) {
    this.clear();
    this.outputs.append(...this.stored, h("p", { class: "note" }, text));
  }

  /** Show a message of Python about this cell. */
  receive({ started, output, result }) {
    if (started) {
      if (!this.linking) this.clear();
      this.element.dataset.state = "running";
    }
    if (output) this.#write(output);
    if (result) {
      this.element.dataset.state = result.verdict?.state ?? (result.error ? "failed" : "ran");
      this.#show(result);
    }
  }

  fail(error) {
    delete this.element.dataset.state;
    this.outputs.append(h("p", { class: "note", role: "alert" }, error.message));
  }

  #write({ stream, text }) {
    const last = this.outputs.lastElementChild;
    if (last?.matches(`pre[data-stream=${stream}]`)) last.append(text);
    else this.outputs.append(h("pre", { class: "out", "data-stream": stream }, text));
  }

  #show({ text, html, error, absent, figure }) {
    if (absent && this.stored.length && !absent.startsWith("convedu")) this.restore(NO_DRAWING(absent));
    else if (figure) showFigure(this, figure).catch((problem) => this.fail(problem));
    else if (html) this.outputs.append(h("div", { class: "shown" }, sanitized(html)));
    else if (error) this.outputs.append(h("pre", { class: "out error" }, error));
    else if (text) this.outputs.append(h("pre", { class: "out" }, text));
  }
}

/** A text field in place of the editor, with the same interface. */
function plainField({ parent, text, label, onChange, onRun }) {
  const field = h("textarea", {
    "aria-label": label,
    spellcheck: "false",
    rows: Math.min(40, text.split("\n").length + 1),
  });
  field.value = text;
  field.addEventListener("input", onChange);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.shiftKey || event.ctrlKey)) {
      event.preventDefault();
      onRun(event.shiftKey);
    }
  });
  parent.append(field);
  return {
    get: () => field.value,
    set: (value) => {
      field.value = value;
      onChange();
    },
    focus: () => field.focus(),
  };
}

export const cells = [...document.querySelectorAll("[data-cell]")].map((element) => new Cell(element));
export const cellOf = (id) => cells.find((cell) => cell.id === id);

const models = new Map(); // figures that live in Python, by their names there

const python = new Python({
  hear: ({ cell, figure, ended, ...message }) => {
    if (ended) {
      for (const model of models.values()) model.end();
      models.clear();
      if (!python.busy) notice(ended); // a run that is under way says it itself
    } else if (figure) models.get(figure)?.receive(message);
    else cellOf(cell)?.receive(message);
  },
  say: (text) => {
    status(text);
    document.documentElement.toggleAttribute("data-busy", text !== "");
  },
});

document.getElementById("stop").addEventListener("click", () => python.stop());

/** Run cells, after those that they need; what went wrong stands at the last one. */
export async function run(...wanted) {
  const last = wanted.at(-1);
  try {
    if (cells.some(({ text }) => text.length > LONGEST)) throw new Error(TOO_LONG);
    const { progress } = await python.request(() => ({
      cells: cells.map(({ id, text }) => ({ id, source: text })),
      wanted: wanted.map(({ id }) => id),
      progress: record(),
    }));
    add(progress);
  } catch (error) {
    for (const { element } of cells) if (element.dataset.state === "running") delete element.dataset.state;
    last.fail(error);
  }
}

/** Print the solution that a check keeps, beneath that check. */
export async function solve(check) {
  try {
    await python.request(() => ({ cell: check.id, solution: check.original, progress: record() }));
  } catch (error) {
    check.fail(error);
  }
}

/** Join a model to its figure in Python, until Python ends. */
function join(model, id) {
  const before = { link: model.link, state: structuredClone(model.state) };
  const tell = (message) => python.tell({ figure: id, ...message });
  model.link = { tell, ask: (message) => tell({ message }) };
  models.set(id, {
    receive: ({ state, message }) => {
      if (state) model.take(state);
      if (message) model.emit("msg:custom", message, []);
    },
    end: () => {
      model.link = before.link;
      model.take(before.state);
    },
  });
}

async function showFigure(cell, { id, module, style, state }) {
  if (cell.linking) {
    const model = cell.linking;
    delete cell.linking;
    join(model, id);
    model.link.tell({ state: Object.fromEntries([...model.own].map((name) => [name, model.get(name)])) });
    return;
  }
  const model = new Model(state, { link: linkFor(cell) });
  join(model, id);
  addStyle(style);
  cell.remove = await show(cell.outputs, module, model);
}

/** A link for a figure whose first message to Python starts it, by running the figure's cell. */
export function linkFor(cell) {
  return {
    tell() {},
    async ask(message, model) {
      if (cell.linking) return;
      cell.linking = model;
      await run(cell);
      const joined = !cell.linking;
      delete cell.linking;
      if (joined) model.link.ask(message);
    },
  };
}
